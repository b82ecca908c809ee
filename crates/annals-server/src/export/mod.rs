//! The log as a file: how entries are written in each format.
//!
//! Formats turn entries into bytes and know neither requests nor searches; `pages/export.rs`
//! decides who gets which entries, and when.

pub(crate) mod prepared;
pub(crate) mod report;
mod sheet;
pub(crate) mod workbook;

use std::io;
use std::sync::Arc;

use annals_model::Organization;
use annals_store::Entry;
use jiff::tz::TimeZone;

use crate::Config;
use crate::wire::write_entry;

/// Beyond, no spreadsheet opens the file.
const WORKBOOK_ENTRIES_MAX: u64 = 3_000_000;
/// A hundred documents; nobody reads more on paper.
const REPORT_ENTRIES_MAX: u64 = 2_000_000;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A table, for spreadsheets.
    Csv,
    /// One entry a line in its wire form, for programs.
    Ndjson,
    /// A workbook, for spreadsheets.
    Xlsx,
    /// A report, for paper and people.
    Pdf,
}

impl Format {
    const ALL: [Self; 4] = [Self::Csv, Self::Ndjson, Self::Xlsx, Self::Pdf];

    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// What the name of a file with `total` entries ends with.
    pub(crate) fn ending(self, total: u64) -> &'static str {
        if self.is_folder(total) { "zip" } else { self.as_str() }
    }

    /// Whether it takes several documents to hold `total` entries.
    fn is_folder(self, total: u64) -> bool {
        self == Self::Pdf && report::parts(total) > 1
    }

    /// Whether it can be sent while it grows.
    pub(crate) fn is_streamed(self) -> bool {
        matches!(self, Self::Csv | Self::Ndjson)
    }

    /// Whether a file holds `total` entries, or else why not.
    pub(crate) fn admits(self, total: u64) -> Result<(), String> {
        let max = match self {
            Self::Csv | Self::Ndjson => u64::MAX,
            Self::Xlsx => WORKBOOK_ENTRIES_MAX,
            Self::Pdf => REPORT_ENTRIES_MAX,
        };
        if total <= max {
            return Ok(());
        }
        let name = self.as_str().to_uppercase();
        Err(format!("{name} holds up to {max} entries: choose CSV or narrow down"))
    }

    /// The format that `word` names.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// What a file with `total` entries is, for the browser.
    pub(crate) fn media_type(self, total: u64) -> &'static str {
        match self {
            Self::Pdf if self.is_folder(total) => "application/zip",
            Self::Pdf => "application/pdf",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
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
    /// What stands before the first entry of a file of lines.
    pub(crate) fn head(&self) -> io::Result<Vec<u8>> {
        match self.format {
            Format::Csv => sheet::head(),
            Format::Ndjson | Format::Xlsx | Format::Pdf => Ok(Vec::new()),
        }
    }

    /// `entries` as whole lines.
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

#[cfg(test)]
mod tests {
    use annals_viewer::help::{Part, answer};

    use super::*;

    #[test]
    fn files_hold_so_many_entries_and_no_more() {
        for (format, max) in [(Format::Xlsx, 3_000_000), (Format::Pdf, 2_000_000)] {
            assert_eq!(format.admits(max), Ok(()), "{format:?}");
            let refusal = format.admits(max + 1).unwrap_err();
            assert!(refusal.contains(&max.to_string()), "{refusal}");
        }
        assert_eq!(Format::Csv.admits(u64::MAX), Ok(()));
    }

    #[test]
    fn help_names_every_format() {
        let parts = answer("copying#formats").expect("is a question").parts;
        let told = parts.iter().find_map(|part| match part {
            Part::Facts(facts) => Some(facts.iter().map(|(name, _)| *name)),
            _ => None,
        });
        let mut told: Vec<_> = told.expect("formats are facts").collect();
        for format in Format::ALL {
            let word = format.as_str().to_uppercase();
            let before = told.len();
            told.retain(|name| !name.contains(&word));
            assert_eq!(before - told.len(), 1, "{word}");
        }
        assert!(told.is_empty(), "no format: {told:?}");
    }
}
