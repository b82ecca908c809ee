//! Why a file is not made.

use maud::{Markup, Render, html};

use crate::components::text::code;
use crate::format::Format;
use crate::messages::{fault as messages, organizations};

/// Why a file is not made; a number is the most there may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportFault {
    /// A file of that form holds no more entries.
    Full(Format, u64),
    /// An organisation allows no more.
    TooMany {
        /// How many there are.
        entries: u64,
        /// How many there may be.
        max: u64,
    },
    /// A download takes for ever.
    TooSlow,
    /// Someone has so many under way.
    Taken(u64),
    /// All together have too many under way.
    Busy,
    /// Someone has three files being made.
    PreparedTaken,
    /// All together have too many files.
    PreparedFull,
    /// The server ends.
    Closing,
    /// There is no room on the disk.
    DiskTight,
    /// Whoever asked has signed out.
    SessionOver,
    /// Their rights changed, or some of the organisations are theirs to read no longer.
    Changed,
}

impl Render for ExportFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::Full(format, max) => {
                    (messages::file_full(&code(&format.as_str().to_uppercase()), *max))
                }
                Self::TooMany { entries, max } => (messages::export_too_many(*entries, *max)),
                Self::TooSlow => (messages::export_too_slow()),
                Self::Taken(max) => (messages::exports_taken(*max)),
                Self::Busy => (messages::exports_busy()),
                Self::PreparedTaken => (messages::prepared_taken()),
                Self::PreparedFull => (messages::prepared_full()),
                Self::Closing => (messages::closing()),
                Self::DiskTight => (messages::disk_tight()),
                Self::SessionOver => (messages::session_over()),
                Self::Changed => (organizations::changed_meanwhile()),
            }
        }
    }
}
