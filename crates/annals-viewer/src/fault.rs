//! What is wrong with what someone typed or asked for, as pages say it in the language of their
//! readers.
//!
//! Whoever finds a fault names it with its values, and this module makes the sentence of it, of the
//! catalogue: a fault without a sentence is an error of the compiler, and no page shows what
//! another part of the program says in English.

mod access;
mod deletion;
mod export;
mod hold;
mod hook;
mod organization;
mod passkey;
mod password;
mod preference;
mod query;
mod record_type;
mod request;
mod rights;
mod second_factor;
mod server;
pub(crate) mod suppression;
mod view;

use annals_query::Reason;
use maud::{Markup, Render, html};

pub use self::access::AccessFault;
pub use self::deletion::DeletionFault;
pub use self::export::ExportFault;
pub use self::hold::HoldFault;
pub use self::hook::{HookFault, HookField};
pub use self::organization::OrganizationFault;
pub use self::passkey::PasskeyFault;
pub use self::password::PasswordFault;
pub use self::preference::PreferenceFault;
pub use self::record_type::{RecordTypeFault, RecordTypeField};
pub use self::request::RequestFault;
pub use self::rights::RightsFault;
pub use self::second_factor::SecondFactorFault;
pub use self::server::ServerFault;
pub use self::suppression::SuppressionFault;
pub use self::view::ViewFault;
use crate::components::text::{code, plain};
use crate::messages::{Language, fault as messages, filter, in_language};

/// What is wrong; renders as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The search language has no such search.
    Query(Reason),
    /// A search has more parts that stand for many values than are looked for.
    TooBroad {
        /// How many it has.
        found: u64,
        /// How many it may have.
        max: u64,
    },
    /// The last day of a range lies before the first.
    EndsBefore,
    /// Of an address or a form.
    Request(RequestFault),
    /// Of a saved view.
    View(ViewFault),
    /// Of users, groups and rights.
    Rights(RightsFault),
    /// Of a question about who may do what.
    Access(AccessFault),
    /// Of a deletion.
    Deletion(DeletionFault),
    /// Of a change of an organisation.
    Organization(OrganizationFault),
    /// Of a password.
    Password(PasswordFault),
    /// Of a passkey.
    Passkey(PasskeyFault),
    /// Of a second factor.
    SecondFactor(SecondFactorFault),
    /// Of a preference.
    Preference(PreferenceFault),
    /// Of a reset of an address.
    Suppression(SuppressionFault),
    /// Of a webhook.
    Hook(HookFault),
    /// Of a type of records.
    RecordType(RecordTypeFault),
    /// Of a legal hold.
    Hold(HoldFault),
    /// Of an exported file.
    Export(ExportFault),
    /// Of the server, which can't do it now.
    Server(ServerFault),
}

impl Fault {
    /// The sentence in English, for programs and the server's own log.
    pub fn in_english(&self) -> String {
        plain(&in_language(Language::English, || self.render()))
    }
}

impl Render for Fault {
    /// The sentence, in the language of the page.
    fn render(&self) -> Markup {
        match self {
            Self::Query(reason) => query::sentence(reason),
            Self::TooBroad { found, max } => messages::too_broad(
                *found,
                *max,
                &code("pay*"),
                &code("actor:smith"),
                &code("detail.tool:desk"),
            ),
            Self::EndsBefore => html! { (filter::ends_before()) },
            Self::Request(fault) => fault.render(),
            Self::View(fault) => fault.render(),
            Self::Rights(fault) => fault.render(),
            Self::Access(fault) => fault.render(),
            Self::Deletion(fault) => fault.render(),
            Self::Organization(fault) => fault.render(),
            Self::Password(fault) => fault.render(),
            Self::Passkey(fault) => fault.render(),
            Self::SecondFactor(fault) => fault.render(),
            Self::Preference(fault) => fault.render(),
            Self::Suppression(fault) => fault.render(),
            Self::Hook(fault) => fault.render(),
            Self::RecordType(fault) => fault.render(),
            Self::Hold(fault) => fault.render(),
            Self::Export(fault) => fault.render(),
            Self::Server(fault) => fault.render(),
        }
    }
}

/// Lets a kind of fault stand where any may.
macro_rules! kinds {
    ($($kind:ident($of:ident),)*) => {
        $(impl From<$of> for Fault {
            fn from(fault: $of) -> Self {
                Self::$kind(fault)
            }
        })*
    };
}

kinds! {
    Query(Reason),
    Request(RequestFault),
    View(ViewFault),
    Rights(RightsFault),
    Access(AccessFault),
    Deletion(DeletionFault),
    Organization(OrganizationFault),
    Password(PasswordFault),
    Passkey(PasskeyFault),
    SecondFactor(SecondFactorFault),
    Preference(PreferenceFault),
    Suppression(SuppressionFault),
    Hook(HookFault),
    RecordType(RecordTypeFault),
    Hold(HoldFault),
    Export(ExportFault),
    Server(ServerFault),
}
