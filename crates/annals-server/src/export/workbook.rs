//! XLSX: a workbook whose cells are typed, so that text is text and times are times.
//!
//! Rows go to an unnamed file of the data directory as they come, and are packed at the end: a
//! million entries take no more memory than a thousand.

use std::io::Write;
use std::path::Path;

use annals_model::Catalogue;
use annals_store::Entry;
use annals_viewer::sheet::{COLUMNS, texts};
use jiff::civil;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{self as excel, Format, Worksheet, XlsxError};

use crate::pages::zoned;

/// Entries of one sheet: what Excel takes, without the line of column names.
const SHEET_ROWS_MAX: u32 = if cfg!(test) { 3 } else { 1_048_575 };
/// UTF-16 units that Excel takes in a cell.
const CELL_UNITS_MAX: usize = 32_767;
/// Ends a text that was longer.
const CUT: &str = " … (cut: a spreadsheet cell takes 32,767 characters; NDJSON has all of it)";

/// Widths of the columns, in characters.
const WIDTHS: [f64; COLUMNS.len()] = [
    8.0, 19.0, 24.0, 25.0, 22.0, 22.0, 18.0, 18.0, 16.0, 24.0, 24.0, 10.0, 10.0, 9.0, 50.0, 16.0,
    60.0, 22.0,
];
/// The column with the entry's number, and that with the local time.
const NUMBER: usize = 0;
const TIME: usize = 1;

/// A workbook that is being written.
pub(crate) struct Workbook {
    xlsx: excel::Workbook,
    /// Entries on the last sheet.
    rows: u32,
    sheets: u32,
    head: Format,
    time: Format,
}

impl Workbook {
    /// One without entries; what does not fit into memory goes into `directory`.
    pub(crate) fn new(directory: &Path) -> Result<Self, XlsxError> {
        let mut xlsx = excel::Workbook::new();
        xlsx.set_tempdir(directory)?;
        let head = Format::new().set_bold();
        let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        let mut workbook = Self { xlsx, rows: 0, sheets: 0, head, time };
        workbook.begin_sheet()?;
        Ok(workbook)
    }

    /// A row for each entry.
    pub(crate) fn add(
        &mut self,
        entries: &[Entry],
        zone: &TimeZone,
        catalogue: &Catalogue,
    ) -> Result<(), XlsxError> {
        for Entry { number, event, .. } in entries {
            if self.rows == SHEET_ROWS_MAX {
                self.begin_sheet()?;
            }
            let at = zoned(event.occurred_at, zone);
            let cells = texts(number.0, event, &at, catalogue);
            self.rows += 1;
            let (row, time) = (self.rows, self.time.clone());
            let sheet = self.sheet()?;
            for (column, cell) in (0..).zip(&cells) {
                match usize::from(column) {
                    NUMBER => sheet.write_number(row, column, number.0 as f64)?,
                    TIME => write_time(sheet, row, column, at.datetime(), &time, cell)?,
                    _ if cell.is_empty() => continue,
                    _ => sheet.write_string(row, column, fitting(cell))?,
                };
            }
        }
        Ok(())
    }

    /// Packs it.
    pub(crate) fn finish(mut self, out: impl Write + Send) -> Result<(), XlsxError> {
        self.xlsx.save_to_writer(out)
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        (self.rows, self.sheets) = (0, self.sheets + 1);
        let name = match self.sheets {
            1 => "Audit Log".to_owned(),
            sheet => format!("Audit Log {sheet}"),
        };
        let sheet = self.xlsx.add_worksheet_with_constant_memory();
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for ((column, name), width) in (0..).zip(COLUMNS).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, name, &self.head)?;
        }
        Ok(())
    }

    fn sheet(&mut self) -> Result<&mut Worksheet, XlsxError> {
        self.xlsx.worksheet_from_index(self.sheets as usize - 1)
    }
}

/// Spreadsheets know no times before 1900; those stay text.
fn write_time<'s>(
    sheet: &'s mut Worksheet,
    row: u32,
    column: u16,
    time: civil::DateTime,
    format: &Format,
    text: &str,
) -> Result<&'s mut Worksheet, XlsxError> {
    if (1900..=9999).contains(&time.year()) {
        // Spreadsheets would round what the format hides; UTC has the milliseconds.
        let whole = civil::time(time.hour(), time.minute(), time.second(), 0);
        sheet.write_datetime_with_format(row, column, time.date().to_datetime(whole), format)
    } else {
        sheet.write_string(row, column, text)
    }
}

/// The text as far as a cell takes it, and whether that is all.
fn fitting(text: &str) -> String {
    if text.len() <= CELL_UNITS_MAX || text.encode_utf16().count() <= CELL_UNITS_MAX {
        return text.to_owned();
    }
    let mut left = CELL_UNITS_MAX - CUT.encode_utf16().count();
    let fits = |c: &char| {
        let room = left.checked_sub(c.len_utf16());
        left = room.unwrap_or(0);
        room.is_some()
    };
    text.chars().take_while(fits).chain(CUT.chars()).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use annals_model::{
        Actor, Draft, Event, Masker, Millis, Number, OrganizationId, OrganizationOrdinal, admit,
    };
    use calamine::{Reader, Xlsx};

    use super::*;

    #[test]
    fn entries_go_on_over_sheets() {
        let folder = tempfile::tempdir().unwrap();
        let mut workbook = Workbook::new(folder.path()).unwrap();
        let entry = |number| Entry {
            organization: OrganizationOrdinal(0),
            number: Number(number),
            event: event(),
        };
        let entries: Vec<Entry> = (0..7).map(entry).collect();
        for some in entries.chunks(2) {
            workbook.add(some, &TimeZone::UTC, &Catalogue::default()).unwrap();
        }
        let mut bytes = Vec::new();
        workbook.finish(&mut bytes).unwrap();

        let mut xlsx = Xlsx::new(Cursor::new(bytes)).unwrap();
        let mut sheet = |name: &str| -> Vec<String> {
            let range = xlsx.worksheet_range(name).unwrap();
            range.rows().map(|row| row[0].to_string()).collect()
        };
        assert_eq!(sheet("Audit Log"), ["ID", "0", "1", "2"]);
        assert_eq!(sheet("Audit Log 2"), ["ID", "3", "4", "5"]);
        assert_eq!(sheet("Audit Log 3"), ["ID", "6"]);
        // Nothing of it has a name there.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

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

    #[test]
    fn a_long_text_says_that_it_was_cut() {
        for (text, cut) in [
            ("a".repeat(CELL_UNITS_MAX), false),
            ("a".repeat(CELL_UNITS_MAX + 1), true),
            ("é".repeat(CELL_UNITS_MAX), false),
            ("😀".repeat(CELL_UNITS_MAX / 2 + 1), true),
        ] {
            let fitted = fitting(&text);
            assert_eq!(fitted.ends_with(CUT), cut);
            let units = fitted.encode_utf16().count();
            assert!(units <= CELL_UNITS_MAX && units + 2 > CELL_UNITS_MAX, "{units}");
        }
    }
}
