//! Tables and JSON on stdout.

use std::io::{self, BufWriter, Write};

use annals_model::Millis;
use jiff::tz::TimeZone;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// What is written to stdout.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// Columns for people.
    #[default]
    Table,
    /// One JSON object a line.
    Json,
}

/// Rows with a heading, as wide as they need to be.
#[derive(Debug)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(heading: &[&str]) -> Self {
        Self { rows: vec![heading.iter().map(ToString::to_string).collect()] }
    }

    /// Adds a row. What applications sent may hold anything; see [`printable`].
    pub(crate) fn push(&mut self, row: &[String]) {
        self.rows.push(row.iter().map(|cell| printable(cell)).collect());
    }

    pub(crate) fn print(&self) -> io::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        self.write(&mut out)?;
        out.flush()
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width_of = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max()
        };
        let widths: Vec<usize> = (0..columns).map(|c| width_of(c).unwrap_or(0)).collect();
        for row in &self.rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width + 2 - cell.width()));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// `text` without what could steer a terminal or reverse the line: control characters, line ends,
/// and marks that switch the direction of writing.
pub(crate) fn printable(text: &str) -> String {
    let steers = |c: char| {
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
    };
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// A JSON value as a cell: text as it is, nothing for null.
pub(crate) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Prints a line.
pub(crate) fn print_line(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// Prints one line of JSON.
pub(crate) fn print_json(value: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    out.write_all(b"\n")
}

/// Prints a list, whichever way was asked for: a row or a line of JSON for each item.
pub(crate) fn print_list(
    format: Format,
    heading: &[&str],
    items: &[Value],
    row: impl Fn(&Value) -> Vec<String>,
) -> io::Result<()> {
    match format {
        Format::Json => items.iter().try_for_each(print_json),
        Format::Table => {
            let mut table = Table::new(heading);
            items.iter().for_each(|item| table.push(&row(item)));
            table.print()
        }
    }
}

/// Headings of entries, in the words of the page.
pub(crate) const ENTRY_HEADINGS: [&str; 8] = [
    "ID",
    "Date and Time",
    "Member Name",
    "Username",
    "Source",
    "IP Address",
    "Action",
    "Affected Records",
];

/// A row of [`ENTRY_HEADINGS`] from an entry in its wire form.
pub(crate) fn entry_row(entry: &Value, zone: &TimeZone) -> Vec<String> {
    let text = |pointer: &str| {
        entry.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let records = entry.get("records").and_then(Value::as_array).into_iter().flatten();
    let names: Vec<&str> = records
        .filter_map(|record| record.get("name").or(record.get("id")).and_then(Value::as_str))
        .collect();
    vec![
        entry.get("number").map(ToString::to_string).unwrap_or_default(),
        time(&text("/occurred_at"), zone),
        text("/actor/name"),
        text("/actor/username"),
        text("/source"),
        text("/ip"),
        text("/label"),
        names.join("; "),
    ]
}

/// An RFC 3339 time as people of the zone write it, with its offset.
pub(crate) fn time(text: &str, zone: &TimeZone) -> String {
    let shown = Millis::parse(text)
        .ok()
        .and_then(Millis::timestamp)
        .map(|time| time.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string());
    shown.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[&str]], expected: &str) {
        let mut table = Table::new(rows[0]);
        for row in &rows[1..] {
            table.push(&row.iter().map(ToString::to_string).collect::<Vec<_>>());
        }
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn columns_align_whatever_the_script() {
        check(&[&["A", "B"], &["田中", "x"], &["ab", "y"]], "A     B\n田中  x\nab    y\n");
        check(&[&["A", "B"], &["long one", ""]], "A         B\nlong one\n");
    }

    #[test]
    fn nothing_sent_steers_the_terminal() {
        check(&[&["A"], &["\u{1b}[2Jx\n\u{202e}"]], "A\n\u{fffd}[2Jx\u{fffd}\u{fffd}\n");
    }

    #[test]
    fn an_entry_is_shown_in_the_words_of_the_page() {
        let entry = serde_json::json!({
            "number": 7, "occurred_at": "2026-01-02T03:04:05.678Z", "label": "Deleted Charge",
            "actor": {"name": "Ada", "username": null}, "source": "Office Portal", "ip": null,
            "records": [{"id": "c-1", "name": null}, {"id": "f-1", "name": "Smith, Al"}],
        });
        let row = entry_row(&entry, &TimeZone::UTC);
        insta::assert_snapshot!(row.join(" | "), @"7 | 2026-01-02 03:04:05 +00:00 | Ada |  | Office Portal |  | Deleted Charge | Smith, Al");
    }
}
