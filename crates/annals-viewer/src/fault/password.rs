//! Why a password is not taken.

use maud::{Markup, Render, html};

use crate::messages::fault as messages;

/// Why a password is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// It has fewer or more characters than these.
    Length(u64, u64),
    /// It is the username.
    IsUsername,
    /// It is the old one.
    Same,
    /// One's own is changed with the old one.
    Own,
    /// The link holds no longer.
    LinkOver,
    /// The old one is another.
    Wrong,
    /// The two that were typed differ.
    NotRepeated,
    /// Too many were tried.
    TooMany,
}

impl Render for PasswordFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::Length(min, max) => (messages::password_length(*min, *max)),
                Self::IsUsername => (messages::password_is_username()),
                Self::Same => (messages::password_same()),
                Self::Own => (messages::password_own()),
                Self::LinkOver => (messages::link_over()),
                Self::Wrong => (messages::password_wrong()),
                Self::NotRepeated => (messages::password_not_repeated()),
                Self::TooMany => (messages::too_many_attempts()),
            }
        }
    }
}
