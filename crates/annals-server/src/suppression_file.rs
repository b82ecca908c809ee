//! Suppressions as a file: CSV in UTF-8, with the names of the columns in its first line. What was
//! exported can be imported.

use annals_desk::{
    IMPORTED_ROWS_MAX, MessageCursor, NewSuppression, Suppression, is_of_other_list,
};
use annals_model::{Channel, Millis, SuppressionReason, SuppressionState};
use annals_viewer::sheet::disarmed;

use crate::api::message_cursor;

/// Bytes of a file that is imported.
pub const FILE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The mark that [`disarmed`] puts before a formula.
const DISARMED: char = '\'';
const COLUMNS: [&str; 12] = [
    "channel",
    "address",
    "reason",
    "scope",
    "provider",
    "since",
    "note",
    "state",
    "told_last_at",
    "ended_at",
    "times",
    "source",
];

/// A line that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLine {
    /// Its number; the first of a file is 1.
    pub line: u64,
    /// The column.
    pub field: &'static str,
    /// Why.
    pub reason: String,
    /// The address that stands there.
    pub address: Option<String>,
}

/// The addresses of lines that were refused, but for those of another list.
pub fn addresses(refused: &[RefusedLine]) -> Vec<String> {
    let theirs = refused.iter().filter(|line| !is_of_other_list(line.field));
    theirs.filter_map(|line| line.address.clone()).collect()
}

/// What rows are of that don't say so themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usual {
    /// The channel, which none may contradict.
    pub channel: Option<Channel>,
    /// The reason; entered by hand, if absent.
    pub reason: Option<SuppressionReason>,
}

/// Rows with their lines, and lines that can't be read.
pub type Rows = (Vec<(u64, NewSuppression)>, Vec<RefusedLine>);

/// Why nothing of a file can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It is no such file.
    #[error("the file: {0}")]
    Malformed(String),
    /// It is longer than what is taken at once.
    #[error("a file has at most {IMPORTED_ROWS_MAX} rows and {FILE_BYTES_MAX} bytes: divide it")]
    TooLong,
}

/// Where a page of suppressions begins, as text.
pub fn place(cursor: &MessageCursor) -> String {
    message_cursor::token(cursor)
}

/// The place that a text names.
pub fn parse_place(text: &str) -> Option<MessageCursor> {
    message_cursor::parse(text)
}

/// The channel that a word names.
pub fn channel(word: &str) -> Result<Channel, String> {
    one_of(word, &Channel::ALL, Channel::as_str, Channel::parse)
}

/// The reason that a word names.
pub fn reason(word: &str) -> Result<SuppressionReason, String> {
    use SuppressionReason as Reason;
    one_of(word, &Reason::ALL, Reason::as_str, Reason::parse)
}

/// The state that a word names.
pub fn state(word: &str) -> Result<SuppressionState, String> {
    use SuppressionState as State;
    one_of(word, &State::ALL, State::as_str, State::parse)
}

/// What a word stands for, or what is wrong with it.
fn one_of<T: Copy>(
    word: &str,
    all: &[T],
    as_str: fn(T) -> &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, String> {
    parse(word).ok_or_else(|| {
        let words: Vec<_> = all.iter().map(|one| as_str(*one)).collect();
        format!("{word:?} is none of {}", words.join(", "))
    })
}

/// The rows of a file with their lines, and those that can't be read.
pub fn read(body: &[u8], usual: Usual) -> Result<Rows, FileError> {
    let malformed = FileError::Malformed;
    if body.len() > FILE_BYTES_MAX {
        return Err(FileError::TooLong);
    }
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(body);
    let header = reader.headers().map_err(|error| malformed(error.to_string()))?.clone();
    let places = COLUMNS.map(|name| header.iter().position(|column| column.trim() == name));
    if let Some(other) = header.iter().find(|column| !COLUMNS.contains(&column.trim())) {
        let all = COLUMNS.join(", ");
        return Err(malformed(format!("{other:?} is no column; there are {all}")));
    }
    if places[0].is_none() && usual.channel.is_none() || places[1].is_none() {
        return Err(malformed("its first line names its columns: channel and address".to_owned()));
    }
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for (index, record) in reader.records().enumerate() {
        if index == IMPORTED_ROWS_MAX {
            return Err(FileError::TooLong);
        }
        let line = match &record {
            Ok(record) => record.position().map_or(0, csv::Position::line),
            Err(error) => error.position().map_or(0, csv::Position::line),
        };
        let address = record.as_ref().ok().and_then(|record| record.get(places[1]?));
        let address = address.map(|cell| rearmed(cell.trim()).to_owned());
        let row = match record {
            Ok(record) if record.len() == header.len() => {
                row(&places.map(|place| place.and_then(|place| record.get(place))), usual)
            }
            Ok(record) => {
                let reason = format!("has {} columns instead of {}", record.len(), header.len());
                Err(("line", reason))
            }
            Err(error) => Err(("line", error.to_string())),
        };
        match row {
            Ok(row) => rows.push((line, row)),
            Err((field, reason)) => {
                refused.push(RefusedLine { line, field, reason, address });
            }
        }
    }
    Ok((rows, refused))
}

/// A cell as it was before [`disarmed`] took a formula from it.
fn rearmed(cell: &str) -> &str {
    let is_formula = |rest: &&str| disarmed((*rest).to_owned()) == cell;
    cell.strip_prefix(DISARMED).filter(is_formula).unwrap_or(cell)
}

fn row(cells: &[Option<&str>; 12], usual: Usual) -> Result<NewSuppression, (&'static str, String)> {
    let text = |at: usize| {
        let cell = rearmed(cells[at].map(str::trim).unwrap_or_default());
        Some(cell).filter(|cell| !cell.is_empty())
    };
    let owned = |at: usize| text(at).map(str::to_owned);
    if let Some(state) = text(7).filter(|state| *state != SuppressionState::Active.as_str()) {
        return Err(("state", format!("{state:?} suppresses nothing")));
    }
    let since = text(5).map(|since| Millis::parse(since).map_err(|reason| ("since", reason)));
    Ok(NewSuppression {
        channel: match (text(0).map(channel).transpose(), usual.channel) {
            (Ok(Some(one)), Some(of)) if one != of => {
                return Err(("channel", format!("is not {}", of.as_str())));
            }
            (Ok(one), of) => one.or(of).ok_or_else(|| ("channel", "is missing".to_owned()))?,
            (Err(reason), _) => return Err(("channel", reason)),
        },
        address: owned(1).unwrap_or_default(),
        reason: match text(2) {
            Some(word) => reason(word).map_err(|why| ("reason", why))?,
            None => usual.reason.unwrap_or(SuppressionReason::Manual),
        },
        scope: owned(3),
        provider: owned(4),
        since: since.transpose()?,
        note: owned(6),
    })
}

/// A part of a file; the first has the names of the columns.
pub fn part(rows: &[Suppression], is_first: bool) -> std::io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let write = |record: [String; 12], writer: &mut csv::Writer<Vec<u8>>| {
        writer.write_record(record).map_err(std::io::Error::other)
    };
    if is_first {
        write(COLUMNS.map(str::to_owned), &mut writer)?;
    }
    for row in rows {
        let cell = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let cells = [
            row.channel.as_str().to_owned(),
            row.address.clone(),
            row.reason.as_str().to_owned(),
            cell(row.scope.as_deref()),
            cell(row.provider.as_deref()),
            row.first_at.to_string(),
            cell(row.said.text.as_deref()),
            row.state.as_str().to_owned(),
            row.last_at.to_string(),
            cell(row.ended_at.map(|at| at.to_string()).as_deref()),
            row.count.to_string(),
            row.source.clone(),
        ];
        write(cells.map(disarmed), &mut writer)?;
    }
    writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_at_most_so_many_rows() {
        let file = |rows: usize| {
            let rows = "email,lee@home.example\n".repeat(rows);
            read(format!("channel,address\n{rows}").as_bytes(), Usual::default())
        };
        assert_eq!(file(IMPORTED_ROWS_MAX).ok().map(|(rows, _)| rows.len()), Some(10_000));
        assert!(file(IMPORTED_ROWS_MAX + 1).is_err());
    }
}
