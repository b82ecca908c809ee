//! Why a view is not saved.

use maud::{Markup, Render, html};

use crate::components::text::{code, short};
use crate::messages::fault as messages;

/// Why a view is not saved; a number is the most there may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewFault {
    /// Its name is empty, or has more characters.
    NameLength(u64),
    /// Its name can't be shown.
    NameUnprintable(String),
    /// Another one has this name.
    NameTaken(String),
    /// Someone has so many.
    Full(u64),
    /// An organisation shares so many.
    SharedFull(u64),
    /// The search is too long.
    TooLong,
    /// It is deleted by now.
    Gone,
}

impl Render for ViewFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::NameLength(max) => (messages::name_length(*max)),
                Self::NameUnprintable(character) => {
                    (messages::name_unprintable(&code(character)))
                }
                Self::NameTaken(name) => (messages::name_taken(&short(name))),
                Self::Full(max) => (messages::views_full(*max)),
                Self::SharedFull(max) => (messages::shared_views_full(*max)),
                Self::TooLong => (messages::view_too_long()),
                Self::Gone => (messages::view_gone()),
            }
        }
    }
}
