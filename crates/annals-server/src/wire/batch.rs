//! Many events from one body.

use annals_model::{Draft, Problem, limits};

use super::event::{WHOLE, parse_event, read_event};
use super::json::{Broken, Kind, Reader};

/// How a body holds its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchKind {
    /// One object, or an array of objects.
    Json,
    /// One object per line; empty lines count for nothing.
    Ndjson,
}

/// The events of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The events in the order sent, or what is wrong with one.
    pub events: Vec<Result<Draft, Vec<Problem>>>,
    /// Whether the body was one object, which is answered by one.
    pub single: bool,
}

/// Why a body was refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchError {
    /// It can't be cut into events; a sentence for people.
    Malformed(String),
    /// It has more events than [`limits::REQUEST_EVENTS_MAX`].
    TooMany,
}

/// Parses the events of a body; one that is wrong does not keep the others from being looked at.
pub fn parse_batch(body: &[u8], kind: BatchKind) -> Result<Batch, BatchError> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match kind {
        BatchKind::Json => parse_json(body),
        BatchKind::Ndjson => parse_lines(body),
    }
}

#[derive(Default)]
struct Collected(Vec<Result<Draft, Vec<Problem>>>);

impl Collected {
    fn add(&mut self, event: Result<Draft, Vec<Problem>>) -> Result<(), BatchError> {
        if self.0.len() == limits::REQUEST_EVENTS_MAX {
            return Err(BatchError::TooMany);
        }
        self.0.push(event);
        Ok(())
    }
}

fn parse_lines(body: &[u8]) -> Result<Batch, BatchError> {
    let mut collected = Collected::default();
    for line in body.split(|&byte| byte == b'\n') {
        let line = line.trim_ascii();
        if !line.is_empty() {
            collected.add(parse_event(line))?;
        }
    }
    Ok(Batch { events: collected.0, single: false })
}

fn parse_json(body: &[u8]) -> Result<Batch, BatchError> {
    let text = std::str::from_utf8(body).map_err(|error| {
        BatchError::Malformed(format!("the body is not UTF-8 at byte {}", error.valid_up_to()))
    })?;
    let malformed = |broken: Broken| BatchError::Malformed(format!("the body {broken}"));
    let mut reader = Reader::new(text);
    let mut collected = Collected::default();
    let single = reader.kind().map_err(malformed)? != Kind::Array;
    if single {
        collected.add(next_event(&mut reader).map_err(malformed)?)?;
    } else {
        let mut more = reader.enter(b']').map_err(malformed)?;
        while more {
            collected.add(next_event(&mut reader).map_err(malformed)?)?;
            more = reader.another(b']').map_err(malformed)?;
        }
    }
    let at = reader.at();
    if !reader.at_end() {
        return Err(malformed(Broken { at, what: "something follows the events" }));
    }
    Ok(Batch { events: collected.0, single })
}

fn next_event(reader: &mut Reader<'_>) -> Result<Result<Draft, Vec<Problem>>, Broken> {
    let start = reader.at();
    let (draft, problems) = read_event(reader)?;
    let bytes = reader.at() - start;
    if bytes > limits::EVENT_BYTES_MAX {
        let max = limits::EVENT_BYTES_MAX;
        let reason = format!("has {bytes} bytes; at most {max} are taken");
        return Ok(Err(vec![Problem { field: WHOLE.to_owned(), reason }]));
    }
    Ok(if problems.is_empty() { Ok(draft) } else { Err(problems) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, kind: BatchKind) -> String {
        match parse_batch(body.as_bytes(), kind) {
            Ok(batch) => {
                let event = |event: &Result<Draft, Vec<Problem>>| match event {
                    Ok(draft) => draft.action.clone(),
                    Err(problems) => format!("({})", problems[0]),
                };
                let events: Vec<_> = batch.events.iter().map(event).collect();
                format!("{} {}", if batch.single { "one" } else { "many" }, events.join(" "))
            }
            Err(BatchError::Malformed(reason)) => reason,
            Err(BatchError::TooMany) => "too many".to_owned(),
        }
    }

    #[test]
    fn bodies() {
        use BatchKind::{Json, Ndjson};
        let cases = [
            (r#"{"action":"a"}"#, Json, "one a"),
            ("\u{feff}{\"action\":\"a\"}\n", Json, "one a"),
            (r#" [ {"action":"a"} , {"action":"b"} ] "#, Json, "many a b"),
            ("[]", Json, "many "),
            ("{\"action\":\"a\"}\r\n\n{\"action\":\"b\"}", Ndjson, "many a b"),
            ("", Ndjson, "many "),
            (
                "",
                Json,
                "the body is not valid JSON at byte 0: the text ends where a value was expected",
            ),
            (
                r#"{"action":"a"}{"action":"b"}"#,
                Json,
                "the body is not valid JSON at byte 14: something follows the events",
            ),
            (
                "{\"action\":\"a\"}\n{\"action\":1}\n{oops}\n{\"action\":\"d\"}",
                Ndjson,
                "many a (action: must be a string) (event: is not valid JSON at byte 1: a key in \
                 quotation marks was expected) d",
            ),
            (
                r#"[{"action":"a"},{"action":1},5]"#,
                Json,
                "many a (action: must be a string) (event: must be an object)",
            ),
        ];
        for (body, kind, expected) in cases {
            assert_eq!(check(body, kind), expected, "{body}");
        }
    }

    #[test]
    fn the_number_of_events_is_limited() {
        let line = "{\"action\":\"a\"}\n";
        let body = line.repeat(limits::REQUEST_EVENTS_MAX);
        assert!(parse_batch(body.as_bytes(), BatchKind::Ndjson).is_ok());
        let body = line.repeat(limits::REQUEST_EVENTS_MAX + 1);
        assert_eq!(parse_batch(body.as_bytes(), BatchKind::Ndjson), Err(BatchError::TooMany));
    }
}
