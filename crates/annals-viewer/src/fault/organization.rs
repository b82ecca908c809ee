//! Why an organisation is not made or changed.

use maud::{Markup, Render, html};

use crate::components::text::{code, short};
use crate::messages::organizations as messages;

/// Why an organisation is not made or changed; a number is the most there may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationFault {
    /// Its id can't be one.
    NoId,
    /// Another one has the id.
    Taken(String),
    /// Its name is empty, or has more characters.
    NameLength(u64),
    /// Its name contains this character, which can't be seen.
    NameUnprintable(String),
    /// There is no such zone.
    NoZone(String),
    /// An organisation above has locked another one.
    ZoneLocked,
    /// There is none with this id to move it below.
    NoParent(String),
    /// It would be moved below itself.
    BelowItself,
    /// A hold of one above keeps everything in it, and would not any more.
    Held,
    /// It would lie below too many others.
    TooDeep(u64),
    /// What it would lie below, or one above that, is closed.
    ClosedAbove(String),
    /// Those above decide it.
    Own,
    /// It is otherwise by now.
    Meanwhile,
    /// The box without which it isn't closed is not ticked.
    NotConfirmed,
}

impl Render for OrganizationFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::NoId => (messages::no_id(&code("a-z 0-9 - _ ."))),
                Self::Taken(id) => (messages::taken(&short(id))),
                Self::NameLength(max) => (messages::name_length(*max)),
                Self::NameUnprintable(character) => {
                    (messages::name_unprintable(&code(character)))
                }
                Self::NoZone(name) => (messages::no_zone(&short(name), &code("America/Chicago"))),
                Self::ZoneLocked => (messages::zone_locked()),
                Self::NoParent(id) => (messages::no_parent(&short(id))),
                Self::BelowItself => (messages::below_itself()),
                Self::Held => (messages::held()),
                Self::TooDeep(max) => (messages::too_deep(*max)),
                Self::ClosedAbove(name) => (messages::closed_above(&short(name))),
                Self::Own => (messages::own()),
                Self::Meanwhile => (messages::meanwhile()),
                Self::NotConfirmed => (messages::not_confirmed()),
            }
        }
    }
}
