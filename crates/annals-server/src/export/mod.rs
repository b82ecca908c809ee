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

use annals_model::{Catalogue, Organization, OrganizationTree};
use annals_store::Entry;
pub(crate) use annals_viewer::Format;
use annals_viewer::fault::ExportFault;
use jiff::tz::TimeZone;

use crate::Config;
use crate::wire::write_entry;

/// Whether a file can be sent while it grows.
pub(crate) fn is_streamed(format: Format) -> bool {
    matches!(format, Format::Csv | Format::Ndjson)
}

/// What the name of a file with `total` entries ends with.
pub(crate) fn ending(format: Format, total: u64) -> &'static str {
    if is_folder(format, total) { "zip" } else { format.as_str() }
}

/// What a file with `total` entries is, for the browser.
pub(crate) fn media_type(format: Format, total: u64) -> &'static str {
    match format {
        Format::Pdf if is_folder(format, total) => "application/zip",
        Format::Pdf => "application/pdf",
        Format::Csv => "text/csv; charset=utf-8; header=present",
        Format::Ndjson => "application/x-ndjson",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

/// Whether a file holds `total` entries, or else why not.
pub(crate) fn admits(format: Format, total: u64, config: &Config) -> Result<(), ExportFault> {
    let max = match format {
        Format::Csv | Format::Ndjson => u64::MAX,
        Format::Xlsx => config.workbook_entries_max,
        Format::Pdf => config.report_entries_max,
    };
    if total <= max { Ok(()) } else { Err(ExportFault::Full(format, max)) }
}

/// Whether it takes several documents to hold `total` entries.
fn is_folder(format: Format, total: u64) -> bool {
    format == Format::Pdf && report::parts(total) > 1
}

/// Writes entries, any number of them after one another.
pub(crate) struct Writer {
    pub(crate) format: Format,
    /// Whose name the file has.
    pub(crate) organization: Organization,
    /// Those whose entries may be in it.
    pub(crate) tree: Arc<OrganizationTree>,
    /// The zone of local times.
    pub(crate) zone: TimeZone,
    /// Has the labels.
    pub(crate) catalogue: Arc<Catalogue>,
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
            return sheet::rows(entries, &self.zone, &self.catalogue);
        }
        let mut out = String::with_capacity(entries.len() * 1_000);
        for entry in entries {
            let of = self.tree.get(entry.organization).unwrap_or(&self.organization);
            write_entry(&mut out, of, entry.number, &entry.event, None);
            out.push('\n');
        }
        Ok(out.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use annals_viewer::help::{Part, answer};
    use annals_viewer::messages::{Language, in_language};

    use super::*;

    #[test]
    fn files_hold_so_many_entries_and_no_more() {
        let config = Config::default();
        for (format, max) in [(Format::Xlsx, 3_000_000), (Format::Pdf, 2_000_000)] {
            assert_eq!(admits(format, max, &config), Ok(()), "{format:?}");
            let refused = Err(ExportFault::Full(format, max));
            assert_eq!(admits(format, max + 1, &config), refused);
        }
        assert_eq!(admits(Format::Csv, u64::MAX, &config), Ok(()));
    }

    #[test]
    fn help_names_every_format() {
        for language in Language::ALL {
            let answer = in_language(language, || answer("copying#formats"));
            let told = answer.expect("is a question").parts.iter().find_map(|part| match part {
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
}
