//! Why entries are not deleted.

use maud::{Markup, Render, html};

use crate::components::text::text;
use crate::messages::{deletion, fault as messages};

/// Why entries are not deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeletionFault {
    /// The reason is too long, in characters.
    ReasonTooLong {
        /// How long it is.
        count: u64,
        /// How long it may be.
        max: u64,
    },
    /// The reason says nothing.
    ReasonMissing,
    /// The reason can't be shown.
    ReasonUnprintable,
    /// Something else than this number of entries was typed.
    NotConfirmed(u64),
    /// Other entries match than were looked at.
    Changed {
        /// How many matched.
        then: u64,
        /// How many match.
        now: u64,
    },
    /// Nothing that matches can be deleted.
    Nothing,
    /// Some of the entries are deleted by now.
    Meanwhile,
    /// What is held is another by now.
    HoldsChanged,
    /// Of an organisation of this name they may read entries, and delete none.
    NotHere(String),
}

impl Render for DeletionFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::ReasonTooLong { count, max } => (messages::reason_too_long(*count, *max)),
                Self::ReasonMissing => (messages::reason_missing()),
                Self::ReasonUnprintable => (messages::reason_unprintable()),
                Self::NotConfirmed(entries) => (deletion::not_confirmed(*entries)),
                Self::Changed { then, now } => (deletion::changed(*then, *now)),
                Self::Nothing => (messages::nothing_to_delete()),
                Self::Meanwhile => (messages::deleted_meanwhile()),
                Self::HoldsChanged => (messages::holds_changed()),
                Self::NotHere(name) => (deletion::not_here(&text(name))),
            }
        }
    }
}
