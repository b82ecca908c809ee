//! What is wrong with a question about who may do what.

use maud::{Markup, Render, html};

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
                Self::TooMany(max) => (messages::too_many(*max)),
            }
        }
    }
}
