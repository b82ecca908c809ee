//! The log as a table for spreadsheets: its columns, the cells of an entry, and CSV (RFC 4180).
//! Exported files and the row that is copied from an entry's page are made of it.

use std::io;

use annals_model::{Actor, Catalogue, Event, Record};
use jiff::Zoned;

use crate::address::zone_name;
use crate::components::{entry_table, icon, record};
use crate::messages::{Language, in_language, log as column};

/// The first line. Programs read these names, so they are the same in every language.
pub const COLUMNS: [&str; 18] = [
    "ID",
    "Date and Time",
    "Time Zone",
    "UTC",
    "Member Name",
    "On behalf of",
    "Username",
    "Source",
    "IP Address",
    "Action",
    "Action code",
    "Type",
    "Outcome",
    "Critical",
    "Description",
    "Area",
    "Affected Records",
    "Organisation",
];

/// The cells of an entry, in the order of [`COLUMNS`], as text of which nothing computes in a
/// spreadsheet. `occurred_at` is in the zone of whoever reads.
pub fn cells(
    number: u64,
    event: &Event,
    occurred_at: &Zoned,
    catalogue: &Catalogue,
) -> [String; COLUMNS.len()] {
    texts(number, event, occurred_at, catalogue).map(disarmed)
}

/// The same as they are, for files in which text is marked as text; in English in every language,
/// so that one search gives one file whoever exports it.
pub fn texts(
    number: u64,
    event: &Event,
    occurred_at: &Zoned,
    catalogue: &Catalogue,
) -> [String; COLUMNS.len()] {
    in_language(Language::English, || in_english(number, event, occurred_at, catalogue))
}

fn in_english(
    number: u64,
    event: &Event,
    occurred_at: &Zoned,
    catalogue: &Catalogue,
) -> [String; COLUMNS.len()] {
    let zone = zone_name(occurred_at.time_zone());
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        number.to_string(),
        // A form that spreadsheets take for a time; UTC has the milliseconds, which they hide.
        occurred_at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        occurred_at.strftime(&format!("{zone} %:z")).to_string(),
        event.occurred_at.to_string(),
        member_name(&event.actor),
        on_behalf_of(&event.actor),
        text(&event.actor.username),
        text(&event.source),
        event.ip.map(|ip| ip.to_string()).unwrap_or_default(),
        event.label.clone(),
        event.action.clone(),
        icon::type_word(event.event_type).to_owned(),
        entry_table::outcome_word(event.outcome).to_owned(),
        if event.critical { column::critical().to_owned() } else { String::new() },
        text(&event.description),
        text(&event.area),
        affected(&event.records, catalogue),
        // Its name on the wire: two may be called the same.
        event.organization.as_str().to_owned(),
    ]
}

/// `lines` as CSV.
pub fn csv<L: AsRef<[C]>, C: AsRef<[u8]>>(lines: impl Iterator<Item = L>) -> io::Result<Vec<u8>> {
    let mut out =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        out.write_record(line.as_ref())?;
    }
    out.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// The name, or, for want of one, the id, as in the table.
fn member_name(actor: &Actor) -> String {
    let unnamed = actor.id.as_ref().filter(|_| actor.username.is_none());
    actor.name.as_ref().or(unnamed).cloned().unwrap_or_default()
}

fn on_behalf_of(actor: &Actor) -> String {
    let other = actor.on_behalf_of.as_ref();
    other.and_then(|other| other.name.clone().or_else(|| other.id.clone())).unwrap_or_default()
}

/// "Alex Smith (Student 17); Class 9".
fn affected(records: &[Record], catalogue: &Catalogue) -> String {
    records.iter().map(|one| self::record(one, catalogue)).collect::<Vec<_>>().join("; ")
}

/// "Alex Smith (Student 17)".
pub(crate) fn record(affected: &Record, catalogue: &Catalogue) -> String {
    let label = record::type_label(&affected.record_type, catalogue);
    let id = format!("{label} {}", affected.id);
    match &affected.name {
        Some(name) => format!("{name} ({id})"),
        None => id,
    }
}

/// The cell with an apostrophe before it if a spreadsheet could run it as a formula: what strangers
/// wrote must not compute, or send anything anywhere, on the computer of whoever opens the file.
///
/// Blanks and characters that don't show are looked past, because some spreadsheets do so too, and
/// the wide signs of East Asian keyboards are formulas there.
pub fn disarmed(mut cell: String) -> String {
    let is_passed_over = |c: char| c.is_whitespace() || c.is_control() || is_unseen(c);
    let is_formula = cell
        .trim_start_matches(is_passed_over)
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula || cell.starts_with(['\t', '\r', '\n']) {
        cell.insert(0, '\'');
    }
    cell
}

/// Marks of direction and joiners.
fn is_unseen(c: char) -> bool {
    let is_mark = matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}');
    is_mark || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_computes() {
        for (cell, expected) in [
            ("", ""),
            ("Ana", "Ana"),
            ("a=b", "a=b"),
            ("17", "17"),
            ("::1", "::1"),
            ("'=1", "'=1"),
            ("=1+1", "'=1+1"),
            ("+1 555 0100", "'+1 555 0100"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("\nx", "'\nx"),
            (" \u{A0}=1", "' \u{A0}=1"),
            ("\u{FEFF}=1", "'\u{FEFF}=1"),
            ("\u{202E}\u{200B}-1", "'\u{202E}\u{200B}-1"),
            ("\u{1}=1", "'\u{1}=1"),
            ("＝1", "'＝1"),
            (" x", " x"),
        ] {
            assert_eq!(disarmed(cell.to_owned()), expected, "{cell:?}");
        }
    }

    fn check(cells: &[&str], expected: &str) {
        let out = csv(std::iter::once(cells)).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn cells_are_quoted_as_the_standard_says() {
        check(&["a", "b c", ""], "a,b c,\r\n");
        check(&["a,b", "c"], "\"a,b\",c\r\n");
        check(&["say \"hi\"", "c"], "\"say \"\"hi\"\"\",c\r\n");
        check(&["a\nb", "a\r\nb", "a\rb"], "\"a\nb\",\"a\r\nb\",\"a\rb\"\r\n");
        check(&["مريم", "東京"], "مريم,東京\r\n");
    }
}
