//! CSV as spreadsheets open it.

use std::io;

use annals_model::Catalogue;
use annals_store::Entry;
use annals_viewer::sheet::{COLUMNS, cells, csv};
use jiff::tz::TimeZone;

use crate::pages::zoned;

/// A byte order mark: without it Excel reads the file in the code page of the computer, and Muñoz
/// becomes MuÃ±oz. Programs that stumble over it have NDJSON.
const MARK: &str = "\u{FEFF}";

/// The mark and the first line.
pub(super) fn head() -> io::Result<Vec<u8>> {
    let mut out = MARK.as_bytes().to_vec();
    out.extend(csv(std::iter::once(COLUMNS))?);
    Ok(out)
}

/// A line for each entry.
pub(super) fn rows(
    entries: &[Entry],
    zone: &TimeZone,
    catalogue: &Catalogue,
) -> io::Result<Vec<u8>> {
    csv(entries.iter().map(|Entry { number, event, .. }| {
        cells(number.0, event, &zoned(event.occurred_at, zone), catalogue)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_names_the_columns() {
        let head = String::from_utf8(head().unwrap()).unwrap();
        assert_eq!(
            head,
            "\u{FEFF}ID,Date and Time,Time Zone,UTC,Member Name,On behalf of,Username,Source,\
             IP Address,Action,Action code,Type,Outcome,Critical,Description,Area,\
             Affected Records,Organisation\r\n"
        );
    }
}
