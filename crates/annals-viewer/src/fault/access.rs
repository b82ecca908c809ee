//! What is wrong with a question about who may do what.

use jiff::Zoned;
use maud::{Markup, Render, html};

use crate::components::moment::moment;
use crate::messages::access as messages;

/// What is wrong with a question about who may do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessFault {
    /// The day or the time can't be read.
    NoDay,
    /// There is no such right.
    NoRight,
    /// The day has not come yet.
    Future,
    /// The organisation was created later, at this moment.
    NotYet(Box<Zoned>),
    /// More changes than this lie between then and now.
    TooMany(u64),
}

impl Render for AccessFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::NoDay => (messages::no_day()),
                Self::NoRight => (messages::no_right()),
                Self::Future => (messages::future()),
                Self::NotYet(created) => (messages::not_yet(&moment(created))),
                Self::TooMany(max) => (messages::too_many(*max)),
            }
        }
    }
}
