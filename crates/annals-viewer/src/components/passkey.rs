//! Buttons that ask the browser for a passkey, and send what it answers with their form. They need
//! script: without it they are not there.

use maud::{Markup, html};

use crate::assets;
use crate::components::icon::{Icon, icon};
use crate::messages::passkeys as messages;

/// Where a page is, as far as passkeys go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeySite {
    /// They work at this address: `https://log.example`.
    At(String),
    /// They would work at this address of the same server: `http://localhost:8321`.
    Rather(String),
    /// Nobody said by which address people reach the server.
    Unknown,
}

impl PasskeySite {
    /// Where they work, if they do.
    pub fn origin(&self) -> Option<&str> {
        match self {
            Self::At(origin) => Some(origin),
            Self::Rather(_) | Self::Unknown => None,
        }
    }
}

/// What a button asks for.
#[derive(Clone, Copy, Debug)]
pub enum Ask<'a> {
    /// A new passkey, with these options.
    Make(&'a str),
    /// One that is there, with the options that this address makes.
    Show(&'a str),
}

/// The button, the field that it fills in, and a place for what goes wrong. `is_quiet` where it
/// stands beside other ways, which are enough for browsers that have no passkeys.
pub fn button(ask: Ask<'_>, origin: &str, words: &str, class: &str, is_quiet: bool) -> Markup {
    let (what, options, address) = match ask {
        Ask::Make(options) => ("make", Some(options), None),
        Ask::Show(address) => ("show", None, Some(address)),
    };
    let elsewhere = messages::elsewhere(origin);
    html! {
        input type="hidden" name="passkey";
        button type="button" class=(class) hidden data-passkey=(what) data-origin=(origin)
            data-options=[options] data-ask=[address] {
            (icon(Icon::Key)) " " (words)
        }
        p class="field-problem" role="alert" hidden data-passkey-problem
            data-cancelled=(messages::cancelled()) data-failed=(messages::failed())
            data-known=(messages::known()) data-missing=[(!is_quiet).then(messages::missing)]
            data-elsewhere=[(!is_quiet).then_some(&elsewhere)] {
            (icon(Icon::Alert)) span {}
        }
        script type="module" src=(assets::PASSKEYS.path) {}
    }
}
