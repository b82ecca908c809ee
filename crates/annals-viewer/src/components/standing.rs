//! Whether someone may sign in, as lists and pages say it.

use maud::{Markup, html};

use crate::messages::people as messages;

/// Whether someone may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They may.
    Active,
    /// The account has come to the end that was set.
    Expired,
    /// An administrator has ended it.
    Disabled,
    /// An administrator has stopped it.
    Locked,
}

impl Standing {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Active, Self::Expired, Self::Disabled, Self::Locked];

    /// The word in addresses and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Expired => "expired",
            Self::Disabled => "disabled",
            Self::Locked => "locked",
        }
    }

    /// The one that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == word)
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => messages::active(),
            Self::Expired => messages::expired(),
            Self::Disabled => messages::disabled(),
            Self::Locked => messages::locked(),
        }
    }
}

/// The mark beside a name.
pub fn mark(standing: Standing) -> Markup {
    html! {
        span class={ "standing standing-" (standing.as_str()) } { (standing.label()) }
    }
}
