//! PDF: one document, or, of more entries than a document takes, a ZIP folder of numbered ones.
//!
//! Neither is held in memory: pages go into the file as soon as they are full.

use std::io::{self, Write};
use std::sync::Arc;

use annals_report::{Document, Reporter, SystemFonts};
use annals_store::Entry;
use annals_viewer::messages::report as messages;
use annals_viewer::report::{About, PartOf, end, part, report, row};
use sha2::{Digest, Sha256};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Writer;
use super::prepared::Growing;
use crate::pages::zoned;
use crate::wire::Hex;

/// Entries of one document: what a viewer opens in a moment and an office can print.
pub(crate) const PART_ENTRIES_MAX: u64 = if cfg!(test) { 3 } else { 20_000 };
/// The folder's text file with the checksum of each part, as `sha256sum --check` reads it.
const CHECKSUMS: &str = "SHA256SUMS.txt";

/// How many documents it takes to hold `total` entries.
pub(crate) fn parts(total: u64) -> u64 {
    total.div_ceil(PART_ENTRIES_MAX).max(1)
}

/// A report that is being written.
pub(crate) struct Reports {
    about: About,
    /// What the documents are called, without their ends.
    name: String,
    document: Option<Document>,
    of: PartOf,
    /// Entries so far, in all parts together.
    done: u64,
    out: Out,
}

/// Where it goes.
enum Out {
    One(Growing),
    Many(Box<Folder>),
}

/// A folder of documents.
struct Folder {
    zip: ZipWriter<StreamWriter<Growing>>,
    /// Of the document that is being written.
    hasher: Sha256,
    checksums: String,
}

impl Reports {
    /// A report without entries so far; `name` is what the file is called, without its end.
    pub(crate) fn new(
        about: About,
        name: String,
        fonts: Arc<SystemFonts>,
        growing: Growing,
    ) -> io::Result<Self> {
        let parts = parts(about.total);
        let out = match parts {
            1 => Out::One(growing),
            _ => Out::Many(Box::new(Folder {
                zip: ZipWriter::new_stream(growing),
                hasher: Sha256::new(),
                checksums: String::new(),
            })),
        };
        let reporter = Reporter::new(report(&about), fonts);
        let of = PartOf { part: 0, parts, first: 1, last: 0 };
        let mut reports = Self { about, name, document: None, of, done: 0, out };
        reports.begin(reporter)?;
        Ok(reports)
    }

    /// A row for each entry.
    pub(crate) fn add(&mut self, writer: &Writer, entries: &[Entry]) -> io::Result<()> {
        for Entry { number, event, .. } in entries {
            if self.done == self.of.last {
                let reporter = self.end()?;
                self.begin(reporter)?;
            }
            let at = zoned(event.occurred_at, &writer.zone);
            let row = row(&self.about, number.0, event, &at, &writer.catalogue);
            let document = self.document.as_mut().ok_or(io::ErrorKind::UnexpectedEof)?;
            document.row(&row, &mut self.out)?;
            self.done += 1;
        }
        Ok(())
    }

    /// Writes what is left.
    pub(crate) fn finish(mut self) -> io::Result<Growing> {
        self.end()?;
        let options = self.options();
        match self.out {
            Out::One(growing) => Ok(growing),
            Out::Many(folder) => folder.finish(options),
        }
    }

    fn begin(&mut self, reporter: Reporter) -> io::Result<()> {
        let (number, first) = (self.of.part + 1, self.done + 1);
        let last = (self.done + PART_ENTRIES_MAX).min(self.about.total);
        self.of = PartOf { part: number, first, last, ..self.of };
        // Its length is known at its end, and may be more than the usual form of a folder tells.
        let (name, options) = (self.part_name(), self.options().large_file(true));
        if let Out::Many(folder) = &mut self.out {
            folder.zip.start_file(name, options)?;
        }
        let part = part(&self.about, self.of);
        self.document = Some(reporter.begin(part, &mut self.out)?);
        Ok(())
    }

    fn end(&mut self) -> io::Result<Reporter> {
        let document = self.document.take().ok_or(io::ErrorKind::UnexpectedEof)?;
        let reporter = document.finish(&end(&self.about, self.of), &mut self.out)?;
        let name = self.part_name();
        if let Out::Many(folder) = &mut self.out {
            let checksum = std::mem::take(&mut folder.hasher).finalize();
            folder.checksums.push_str(&format!("{}  {name}\n", Hex(&checksum)));
        }
        Ok(reporter)
    }

    /// "lincoln-audit-log-2026-11-20-part-02-of-12.pdf", so that names sort as numbers do.
    fn part_name(&self) -> String {
        let PartOf { part, parts, .. } = self.of;
        let digits = parts.to_string().len();
        format!("{}-part-{part:0digits$}-of-{parts}.pdf", self.name)
    }

    /// Compressed once more, though hardly smaller: what is only stored has to tell its length
    /// beforehand.
    fn options(&self) -> SimpleFileOptions {
        let at = self.about.made_at.datetime();
        let (date, time) = (at.date(), at.time());
        let year = u16::try_from(date.year()).unwrap_or_default();
        let [month, day] = [date.month(), date.day()].map(i8::cast_unsigned);
        let [hour, minute, second] =
            [time.hour(), time.minute(), time.second()].map(i8::cast_unsigned);
        let at = DateTime::from_date_and_time(year, month, day, hour, minute, second);
        SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1))
            .last_modified_time(at.unwrap_or_default())
    }
}

impl Folder {
    fn finish(mut self, options: SimpleFileOptions) -> io::Result<Growing> {
        self.zip.start_file(CHECKSUMS, options)?;
        self.zip.write_all(self.checksums.as_bytes())?;
        Ok(self.zip.finish()?.into_inner())
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::One(growing) => growing.write(bytes),
            Self::Many(folder) => {
                let written = folder.zip.write(bytes)?;
                folder.hasher.update(&bytes[..written]);
                Ok(written)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the page of a file of several documents says about them.
pub(crate) fn parts_in_words(parts: u64) -> String {
    messages::parts(parts, PART_ENTRIES_MAX)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use annals_model::{
        Actor, Catalogue, Draft, Event, LogId, Masker, Millis, Number, Organization,
        OrganizationId, OrganizationOrdinal, admit,
    };
    use annals_testkit::pdf::Pdf;
    use annals_viewer::messages::Language;
    use jiff::tz::TimeZone;
    use zip::ZipArchive;

    use super::*;
    use crate::export::Format;

    fn event() -> Event {
        let draft = Draft {
            action: "charge.deleted".to_owned(),
            actor: Actor { name: Some("Ada".to_owned()), ..Actor::default() },
            ..Draft::default()
        };
        let (catalogue, masker) = (Catalogue::default(), Masker::default());
        let organization = OrganizationId::installation();
        admit(draft, organization, &catalogue, &masker, Millis(0)).unwrap().0
    }

    /// A file with entries 1 to `total`, made of some at once.
    fn make(total: u64) -> Vec<u8> {
        let organization = Organization {
            ordinal: OrganizationOrdinal(0),
            id: OrganizationId::installation(),
            name: "Lincoln".to_owned(),
            parent: None,
            log_id: LogId([0; 16]),
            created_at: Millis(0),
            closed_at: None,
        };
        let about = About {
            organization: organization.name.clone(),
            below: false,
            search: Some(maud::html! { "charge" }),
            hides_access: false,
            total,
            made_at: "2026-11-20T09:00:00[UTC]".parse().unwrap(),
            made_by: ("Ada".to_owned(), "ada".to_owned()),
            month_first: true,
            language: Language::English,
        };
        let (tree, zone) = (Arc::default(), TimeZone::UTC);
        let catalogue = Arc::default();
        let writer = Writer { format: Format::Pdf, organization, tree, zone, catalogue };
        let folder = tempfile::tempdir().unwrap();
        let growing = Growing::new(folder.path()).unwrap();
        let mut reports =
            Reports::new(about, "lincoln".to_owned(), Arc::default(), growing).unwrap();
        let entry = |number| Entry {
            organization: OrganizationOrdinal(0),
            number: Number(number),
            event: event(),
        };
        for some in (1..=total).map(entry).collect::<Vec<_>>().chunks(2) {
            reports.add(&writer, some).unwrap();
        }
        let ready = reports.finish().unwrap().finish(Millis(0));
        ready.read(0, ready.bytes as usize).unwrap()
    }

    fn numbers(pdf: &Pdf) -> Vec<&str> {
        pdf.rows.iter().map(|row| &*row[0]).collect()
    }

    #[test]
    fn what_one_document_takes_is_one_document() {
        for (total, expected) in [(0, vec![]), (1, vec!["1"]), (3, vec!["1", "2", "3"])] {
            let pdf = Pdf::read(&make(total));
            assert_eq!(numbers(&pdf), expected);
            let (_, end) = pdf.texts.last().unwrap();
            assert!(end.starts_with("End of the report"), "{end}");
            assert!(!pdf.pages[0].contains("Part"), "{}", pdf.pages[0]);
        }
    }

    #[test]
    fn more_is_a_folder_of_numbered_documents_with_checksums() {
        for (total, expected) in [
            (4, vec![vec!["1", "2", "3"], vec!["4"]]),
            (6, vec![vec!["1", "2", "3"], vec!["4", "5", "6"]]),
            (7, vec![vec!["1", "2", "3"], vec!["4", "5", "6"], vec!["7"]]),
        ] {
            let mut zip = ZipArchive::new(io::Cursor::new(make(total))).unwrap();
            let parts = expected.len();
            assert_eq!(zip.len(), parts + 1);
            let mut read = |name: &str| {
                let mut bytes = Vec::new();
                zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
                bytes
            };
            let mut checksums = String::new();
            for (at, expected) in expected.iter().enumerate() {
                let name = format!("lincoln-part-{}-of-{parts}.pdf", at + 1);
                let bytes = read(&name);
                checksums.push_str(&format!("{}  {name}\n", Hex(&Sha256::digest(&bytes))));
                let pdf = Pdf::read(&bytes);
                assert_eq!(numbers(&pdf), *expected);
                let words = format!("Part {} of {parts} · Page 1 of 1", at + 1);
                assert!(pdf.pages[0].contains(&words), "{}", pdf.pages[0]);
                assert!(
                    pdf.texts.iter().any(|(_, text)| text.contains(&format!("{total} entries")))
                );
            }
            // Tells lengths in eight bytes: a document may have more than four can tell.
            let raw = make(total);
            let name_len = usize::from(u16::from_le_bytes([raw[26], raw[27]]));
            assert_eq!(raw[30 + name_len..][..4], [1, 0, 16, 0]);
            assert_eq!(String::from_utf8(read(CHECKSUMS)).unwrap(), checksums);
        }
    }
}
