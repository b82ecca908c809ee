//! Why a passkey is not added, changed or taken.

use maud::{Markup, Render, html};

use crate::messages::fault as messages;

/// Why a passkey is not added, changed or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyFault {
    /// Its name is empty or longer than so many characters.
    NameLength(u64),
    /// Its name can't be shown.
    NameUnprintable,
    /// There are so many, and may be no more.
    Full(u64),
    /// It is there already.
    Taken,
    /// It is there no more.
    Gone,
    /// It came too late.
    Over,
    /// It is not what was asked for.
    Wrong,
}

impl Render for PasskeyFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::NameLength(max) => (messages::passkey_name_length(*max)),
                Self::NameUnprintable => (messages::passkey_name_unprintable()),
                Self::Full(max) => (messages::passkeys_full(*max)),
                Self::Taken => (messages::passkey_taken()),
                Self::Gone => (messages::passkey_gone()),
                Self::Over => (messages::passkey_over()),
                Self::Wrong => (messages::passkey_wrong()),
            }
        }
    }
}
