//! The log as a file: how entries are written in each format.
//!
//! Formats turn entries into bytes and know neither requests nor searches; `pages/export.rs`
//! decides who gets which entries, and when.

mod sheet;

use std::io;
use std::sync::Arc;

use annals_model::Organization;
use annals_store::Entry;
use jiff::tz::TimeZone;

use crate::Config;
use crate::wire::write_entry;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A table, for spreadsheets.
    Csv,
    /// One entry a line in its wire form, for programs.
    Ndjson,
}

impl Format {
    /// The word for it, which the file's name ends with.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// The format that `word` names.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Csv, Self::Ndjson].into_iter().find(|format| format.as_str() == word)
    }

    /// What the file is, for the browser.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

/// Writes entries of one organisation, any number of them after one another.
pub(crate) struct Writer {
    pub(crate) format: Format,
    pub(crate) organization: Organization,
    /// The zone of local times.
    pub(crate) zone: TimeZone,
    /// Has the labels.
    pub(crate) config: Arc<Config>,
}

impl Writer {
    /// What stands before the first entry.
    pub(crate) fn head(&self) -> io::Result<Vec<u8>> {
        match self.format {
            Format::Csv => sheet::head(),
            Format::Ndjson => Ok(Vec::new()),
        }
    }

    /// `entries`, whole lines.
    pub(crate) fn rows(&self, entries: &[Entry]) -> io::Result<Vec<u8>> {
        if self.format == Format::Csv {
            return sheet::rows(entries, &self.zone, &self.config.catalogue);
        }
        let mut out = String::with_capacity(entries.len() * 1_000);
        for entry in entries {
            write_entry(&mut out, &self.organization, entry.number, &entry.event, None);
            out.push('\n');
        }
        Ok(out.into_bytes())
    }
}
