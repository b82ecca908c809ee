//! CSV as spreadsheets open it: RFC 4180 in UTF-8.

use std::io;

use annals_model::{Actor, Catalogue, Record};
use annals_store::Entry;
use annals_viewer::components::{entry_table, icon, record};
use annals_viewer::messages::{entry as fact, export as messages, log as column};
use jiff::tz::TimeZone;

/// A byte order mark: without it Excel reads the file in the code page of the computer, and Muñoz
/// becomes MuÃ±oz. Programs that stumble over it have NDJSON.
const MARK: &str = "\u{FEFF}";

/// The first line.
const COLUMNS: [&str; 17] = [
    fact::ID,
    column::DATE_AND_TIME,
    messages::TIME_ZONE,
    messages::UTC,
    column::MEMBER_NAME,
    fact::ON_BEHALF_OF,
    column::USERNAME,
    column::SOURCE,
    column::IP_ADDRESS,
    column::ACTION,
    fact::ACTION_CODE,
    fact::TYPE,
    fact::OUTCOME,
    column::CRITICAL,
    messages::DESCRIPTION,
    fact::AREA,
    column::AFFECTED_RECORDS,
];

/// The mark and the first line.
pub(super) fn head() -> io::Result<Vec<u8>> {
    let mut out = MARK.as_bytes().to_vec();
    let mut lines = lines(&mut out);
    lines.write_record(COLUMNS)?;
    lines.flush()?;
    drop(lines);
    Ok(out)
}

/// A line for each entry.
pub(super) fn rows(
    entries: &[Entry],
    zone: &TimeZone,
    catalogue: &Catalogue,
) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(entries.len() * 400);
    let mut lines = lines(&mut out);
    for entry in entries {
        lines.write_record(cells(entry, zone, catalogue).map(disarmed))?;
    }
    lines.flush()?;
    drop(lines);
    Ok(out)
}

fn lines(out: &mut Vec<u8>) -> csv::Writer<&mut Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

/// The cells of an entry, in the order of [`COLUMNS`].
fn cells(entry: &Entry, zone: &TimeZone, catalogue: &Catalogue) -> [String; COLUMNS.len()] {
    let event = &entry.event;
    let local = crate::pages::zoned(event.occurred_at, zone);
    let zone_name = zone.iana_name().unwrap_or("UTC");
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        entry.number.to_string(),
        // A form that spreadsheets take for a time; UTC has the milliseconds, which they hide.
        local.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        local.strftime(&format!("{zone_name} %:z")).to_string(),
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
        if event.critical { column::CRITICAL.to_owned() } else { String::new() },
        text(&event.description),
        text(&event.area),
        affected(&event.records, catalogue),
    ]
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
    let one = |affected: &Record| {
        let label = record::type_label(&affected.record_type, catalogue);
        let id = format!("{label} {}", affected.id);
        match &affected.name {
            Some(name) => format!("{name} ({id})"),
            None => id,
        }
    };
    records.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The cell with an apostrophe before it if a spreadsheet could run it as a formula: what strangers
/// wrote must not compute, or send anything anywhere, on the computer of whoever opens the file.
///
/// Blanks and characters that don't show are looked past, because some spreadsheets do so too, and
/// the wide signs of East Asian keyboards are formulas there.
fn disarmed(mut cell: String) -> String {
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
        let mut out = Vec::new();
        let mut lines = lines(&mut out);
        lines.write_record(cells).unwrap();
        lines.flush().unwrap();
        drop(lines);
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

    #[test]
    fn the_first_line_names_the_columns() {
        let head = String::from_utf8(head().unwrap()).unwrap();
        assert_eq!(
            head,
            "\u{FEFF}ID,Date and Time,Time Zone,UTC,Member Name,On behalf of,Username,Source,\
             IP Address,Action,Action code,Type,Outcome,Critical,Description,Area,\
             Affected Records\r\n"
        );
    }
}
