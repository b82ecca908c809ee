//! Why a legal hold is not placed or released.

use maud::{Markup, Render, html};

use crate::components::text::{code, text};
use crate::messages::{fault, holds as messages};
use crate::pages::holds::EXAMPLE;

/// Why a legal hold is not placed or released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldFault {
    /// Its name is empty or has more characters than this.
    NameLength(u64),
    /// Something in its name can't be seen.
    NameUnprintable(String),
    /// The reason says nothing.
    ReasonMissing,
    /// The reason has too many characters.
    ReasonTooLong {
        /// How many it has.
        count: u64,
        /// How many it may have.
        max: u64,
    },
    /// The reason can't be shown.
    ReasonUnprintable,
    /// It would hold nothing.
    NoRecords,
    /// Something that was named is no record.
    NoRecord(String),
    /// It names too many records.
    TooManyRecords {
        /// How many it names.
        count: u64,
        /// How many it may name.
        max: u64,
    },
    /// With what lies below, holds would reach more records than this.
    TooMuch(u64),
    /// So many are in force.
    Full(u64),
    /// Whoever places it may not hold what lies below.
    NoReach,
    /// The box was not ticked.
    Unconfirmed,
    /// It was released before.
    Released,
}

impl Render for HoldFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::NameLength(max) => (messages::name_length(*max)),
                Self::NameUnprintable(character) => (messages::name_unprintable(character)),
                Self::ReasonMissing => (messages::reason_missing()),
                Self::ReasonTooLong { count, max } => (fault::reason_too_long(*count, *max)),
                Self::ReasonUnprintable => (fault::reason_unprintable()),
                Self::NoRecords => (messages::no_records()),
                Self::NoRecord(typed) => (messages::no_record(&text(typed), &code(EXAMPLE))),
                Self::TooManyRecords { count, max } => (messages::too_many_records(*count, *max)),
                Self::TooMuch(max) => (messages::too_much(*max)),
                Self::Full(max) => (messages::full(*max)),
                Self::NoReach => (messages::no_reach()),
                Self::Unconfirmed => (messages::unconfirmed()),
                Self::Released => (messages::already_released()),
            }
        }
    }
}
