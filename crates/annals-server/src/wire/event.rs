//! One event from JSON. The only place that knows the names of its fields.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

use annals_model::{
    Actor, ActorKind, Calendar, Change, Detail, Draft, EventId, EventType, Millis, OnBehalfOf,
    OrganizationId, Outcome, Problem, Record, Value, limits,
};

use super::json::{Broken, Kind, Read, Reader};

/// Parses one event; every field that is wrong is named, with the reason.
///
/// Strict where a mistake would lose something: a key that stands twice, a wrong type, bad UTF-8
/// are refused. What the wire form does not know is kept under details by the path of its name,
/// such as `actor.phone`. `null` is the same as leaving the field out.
pub fn parse_event(json: &[u8]) -> Result<Draft, Vec<Problem>> {
    let whole = |reason: String| vec![Problem { field: WHOLE.to_owned(), reason }];
    if json.len() > limits::EVENT_BYTES_MAX {
        let max = limits::EVENT_BYTES_MAX;
        return Err(whole(format!("has {} bytes; at most {max} are taken", json.len())));
    }
    let text = std::str::from_utf8(json)
        .map_err(|error| whole(format!("is not UTF-8 at byte {}", error.valid_up_to())))?;
    let mut reader = Reader::new(text);
    let parsed = read_event(&mut reader).and_then(|parsed| {
        let at = reader.at();
        if reader.at_end() {
            return Ok(parsed);
        }
        Err(Broken { at, what: "something follows the event" })
    });
    match parsed {
        Ok((draft, problems)) if problems.is_empty() => Ok(draft),
        Ok((_, problems)) => Err(problems),
        Err(broken) => Err(whole(broken.to_string())),
    }
}

/// What is named when no single field is at fault.
pub(super) const WHOLE: &str = "event";

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "is not valid JSON at byte {}: {}", self.at, self.what)
    }
}

/// Reads the event at the reader's place; `Broken` when what follows can't be read at all.
pub(super) fn read_event(reader: &mut Reader<'_>) -> Read<(Draft, Vec<Problem>)> {
    let mut parser = Parser { reader, draft: Draft::default(), problems: Vec::new() };
    parser.event()?;
    parser.finish();
    Ok((parser.draft, parser.problems))
}

struct Parser<'r, 'a> {
    reader: &'r mut Reader<'a>,
    draft: Draft,
    problems: Vec<Problem>,
}

/// Where in the event a field stands; written out only for problems and unknown fields.
#[derive(Clone, Copy)]
enum Place {
    Top,
    Actor,
    OnBehalfOf,
    Record(usize),
    Change(usize),
    Calendar(usize),
    /// An item of an array itself.
    Item(&'static str, usize),
}

impl Place {
    fn path(self, field: &str) -> String {
        match self {
            Self::Top => field.to_owned(),
            Self::Actor => format!("actor.{field}"),
            Self::OnBehalfOf => format!("actor.on_behalf_of.{field}"),
            Self::Record(i) => format!("records[{i}].{field}"),
            Self::Change(i) => format!("changes[{i}].{field}"),
            Self::Calendar(i) => format!("calendars[{i}].{field}"),
            Self::Item(array, i) => format!("{array}[{i}]"),
        }
    }
}

/// Which of the known fields of one object were there, by their place in its list.
#[derive(Default)]
struct Seen(u32);

impl<'a> Parser<'_, 'a> {
    fn refuse(&mut self, place: Place, field: &str, reason: impl Into<String>) {
        self.problems.push(Problem { field: place.path(field), reason: reason.into() });
    }

    /// Notes a known field; a second one is refused.
    fn once(&mut self, seen: &mut Seen, bit: u32, place: Place, field: &str) {
        if seen.0 & (1 << bit) != 0 {
            self.refuse(place, field, "stands twice");
        }
        seen.0 |= 1 << bit;
    }

    /// Whether a value of `kind` follows; `null` and other kinds are passed over.
    #[inline]
    fn has(&mut self, kind: Kind, what: &str, place: Place, field: &str) -> Read<bool> {
        let found = self.reader.kind()?;
        if found == kind {
            return Ok(true);
        }
        if found == Kind::Null {
            self.reader.null()?;
        } else {
            self.reader.raw()?;
            self.refuse(place, field, format!("must be {what}"));
        }
        Ok(false)
    }

    #[inline]
    fn str(&mut self, place: Place, field: &str) -> Read<Option<Cow<'a, str>>> {
        if self.has(Kind::Text, "a string", place, field)? {
            return self.reader.string().map(Some);
        }
        Ok(None)
    }

    #[inline]
    fn text(&mut self, place: Place, field: &str) -> Read<Option<String>> {
        Ok(self.str(place, field)?.map(Cow::into_owned))
    }

    fn parsed<T>(
        &mut self,
        place: Place,
        field: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Read<Option<T>> {
        let Some(text) = self.str(place, field)? else { return Ok(None) };
        match parse(&text) {
            Ok(value) => Ok(Some(value)),
            Err(reason) => {
                self.refuse(place, field, reason);
                Ok(None)
            }
        }
    }

    fn bool(&mut self, place: Place, field: &str) -> Read<Option<bool>> {
        if self.has(Kind::Bool, "true or false", place, field)? {
            return self.reader.bool().map(Some);
        }
        Ok(None)
    }

    fn value(&mut self) -> Read<Option<Value>> {
        let raw = self.reader.raw()?;
        Ok(if raw == "null" { None } else { Some(Value::from_json(raw)) })
    }

    /// Keeps a field that the wire form does not know.
    fn unknown(&mut self, place: Place, field: &str) -> Read<()> {
        if let Some(value) = self.value()? {
            self.draft.details.push(Detail { key: place.path(field), value: Some(value) });
        }
        Ok(())
    }

    /// Reads an object, field by field.
    fn object(
        &mut self,
        place: Place,
        field: &str,
        mut each: impl FnMut(&mut Self, &str) -> Read<()>,
    ) -> Read<bool> {
        if !self.has(Kind::Object, "an object", place, field)? {
            return Ok(false);
        }
        let mut more = self.reader.enter(b'}')?;
        while more {
            let key = self.reader.key()?;
            each(self, &key)?;
            more = self.reader.another(b'}')?;
        }
        Ok(true)
    }

    /// Reads an array, item by item.
    fn array(
        &mut self,
        field: &str,
        mut each: impl FnMut(&mut Self, usize) -> Read<()>,
    ) -> Read<()> {
        if !self.has(Kind::Array, "an array", Place::Top, field)? {
            return Ok(());
        }
        let mut index = 0;
        let mut more = self.reader.enter(b']')?;
        while more {
            each(self, index)?;
            index += 1;
            more = self.reader.another(b']')?;
        }
        Ok(())
    }

    fn event(&mut self) -> Read<()> {
        let mut seen = Seen::default();
        if self.reader.kind()? != Kind::Object {
            self.reader.raw()?;
            self.refuse(Place::Top, WHOLE, "must be an object");
            return Ok(());
        }
        self.object(Place::Top, WHOLE, |p, key| p.event_field(key, &mut seen))?;
        if self.draft.action.is_empty() && !self.names_problem("action") {
            self.refuse(Place::Top, "action", "is missing; every event needs an action");
        }
        Ok(())
    }

    fn names_problem(&self, field: &str) -> bool {
        self.problems.iter().any(|problem| problem.field == field)
    }

    fn event_field(&mut self, key: &str, seen: &mut Seen) -> Read<()> {
        use Place::Top;
        const FIELDS: [&str; 20] = [
            "id",
            "organization",
            "occurred_at",
            "action",
            "type",
            "category",
            "area",
            "source",
            "actor",
            "ip",
            "user_agent",
            "description",
            "records",
            "changes",
            "details",
            "calendars",
            "outcome",
            "reason",
            "correlation_id",
            "critical",
        ];
        let Some(bit) = FIELDS.iter().position(|field| *field == key) else {
            return self.unknown(Top, key);
        };
        self.once(seen, bit as u32, Top, key);
        match key {
            "id" => self.draft.id = self.parsed(Top, key, EventId::parse)?,
            "organization" => {
                self.draft.organization = self.parsed(Top, key, OrganizationId::parse)?;
            }
            "occurred_at" => self.draft.occurred_at = self.parsed(Top, key, Millis::parse)?,
            "action" => self.draft.action = self.text(Top, key)?.unwrap_or_default(),
            "type" => self.draft.event_type = self.parsed(Top, key, event_type)?,
            "category" => self.draft.category = self.text(Top, key)?,
            "area" => self.draft.area = self.text(Top, key)?,
            "source" => self.draft.source = self.text(Top, key)?,
            "actor" => self.actor()?,
            "ip" => self.draft.ip = self.parsed(Top, key, ip)?,
            "user_agent" => self.draft.user_agent = self.text(Top, key)?,
            "description" => self.draft.description = self.text(Top, key)?,
            "records" => self.array(key, Self::record)?,
            "changes" => self.array(key, Self::change)?,
            "details" => self.details()?,
            "calendars" => self.array(key, Self::calendar)?,
            "outcome" => self.draft.outcome = self.parsed(Top, key, outcome)?,
            "reason" => self.draft.reason = self.text(Top, key)?,
            "correlation_id" => self.draft.correlation_id = self.text(Top, key)?,
            _ => self.draft.critical = self.bool(Top, key)?,
        }
        Ok(())
    }

    fn actor(&mut self) -> Read<()> {
        let mut seen = Seen::default();
        let mut actor = Actor::default();
        self.object(Place::Top, "actor", |p, key| {
            let place = Place::Actor;
            let bit = match key {
                "id" => 0,
                "name" => 1,
                "username" => 2,
                "email" => 3,
                "kind" => 4,
                "role" => 5,
                "on_behalf_of" => 6,
                _ => return p.unknown(place, key),
            };
            p.once(&mut seen, bit, place, key);
            match bit {
                0 => actor.id = p.text(place, key)?,
                1 => actor.name = p.text(place, key)?,
                2 => actor.username = p.text(place, key)?,
                3 => actor.email = p.text(place, key)?,
                4 => actor.kind = p.parsed(place, key, actor_kind)?.unwrap_or_default(),
                5 => actor.role = p.text(place, key)?,
                _ => actor.on_behalf_of = p.on_behalf_of()?,
            }
            Ok(())
        })?;
        self.draft.actor = actor;
        Ok(())
    }

    fn on_behalf_of(&mut self) -> Read<Option<OnBehalfOf>> {
        let mut seen = Seen::default();
        let mut other = OnBehalfOf::default();
        let there = self.object(Place::Actor, "on_behalf_of", |p, key| {
            let place = Place::OnBehalfOf;
            match key {
                "id" => {
                    p.once(&mut seen, 0, place, key);
                    other.id = p.text(place, key)?;
                }
                "name" => {
                    p.once(&mut seen, 1, place, key);
                    other.name = p.text(place, key)?;
                }
                _ => p.unknown(place, key)?,
            }
            Ok(())
        })?;
        let named = other.id.is_some() || other.name.is_some();
        Ok((there && named).then_some(other))
    }

    fn record(&mut self, index: usize) -> Read<()> {
        let place = Place::Record(index);
        let mut seen = Seen::default();
        let (mut record_type, mut id, mut name, mut change) = (None, None, None, None);
        let there = self.object(Place::Item("records", index), "", |p, key| {
            let bit = match key {
                "type" => 0,
                "id" => 1,
                "name" => 2,
                "change" => 3,
                _ => return p.unknown(place, key),
            };
            p.once(&mut seen, bit, place, key);
            match bit {
                0 => record_type = p.text(place, key)?,
                1 => id = p.text(place, key)?,
                2 => name = p.text(place, key)?,
                _ => change = p.parsed(place, key, event_type)?,
            }
            Ok(())
        })?;
        let record_type = self.required(there, record_type, place, "type");
        let id = self.required(there, id, place, "id");
        self.draft.records.push(Record { record_type, id, name, change });
        Ok(())
    }

    fn required(&mut self, there: bool, text: Option<String>, place: Place, field: &str) -> String {
        if there && text.is_none() && !self.names_problem(&place.path(field)) {
            self.refuse(place, field, "is missing");
        }
        text.unwrap_or_default()
    }

    fn change(&mut self, index: usize) -> Read<()> {
        let place = Place::Change(index);
        let mut seen = Seen::default();
        let (mut property, mut label, mut old, mut new, mut masked) =
            (None, None, None, None, None);
        let there = self.object(Place::Item("changes", index), "", |p, key| {
            let bit = match key {
                "property" => 0,
                "label" => 1,
                "old" => 2,
                "new" => 3,
                "masked" => 4,
                _ => return p.unknown(place, key),
            };
            p.once(&mut seen, bit, place, key);
            match bit {
                0 => property = p.text(place, key)?,
                1 => label = p.text(place, key)?,
                2 => old = p.value()?,
                3 => new = p.value()?,
                _ => masked = p.bool(place, key)?,
            }
            Ok(())
        })?;
        let masked = masked.unwrap_or(false);
        if masked && (old.is_some() || new.is_some()) {
            self.refuse(place, "masked", "a masked change carries no values");
        }
        let property = self.required(there, property, place, "property");
        self.draft.changes.push(Change { property, label, old, new, masked });
        Ok(())
    }

    fn details(&mut self) -> Read<()> {
        let mut keys: Vec<String> = Vec::new();
        self.object(Place::Top, "details", |p, key| {
            keys.push(key.to_owned());
            if let Some(value) = p.value()? {
                p.draft.details.push(Detail { key: key.to_owned(), value: Some(value) });
            }
            Ok(())
        })?;
        // Keys with null count too; keys against unknown fields are compared at the end.
        keys.sort_unstable();
        if let Some(twin) = keys.windows(2).find(|pair| pair.first() == pair.last()) {
            let key = twin.first().cloned().unwrap_or_default();
            self.refuse(Place::Top, &format!("details.{key}"), "stands twice");
        }
        Ok(())
    }

    fn calendar(&mut self, index: usize) -> Read<()> {
        let place = Place::Calendar(index);
        let mut seen = Seen::default();
        let (mut school, mut end_year) = (None, None);
        let there = self.object(Place::Item("calendars", index), "", |p, key| {
            match key {
                "school" => {
                    p.once(&mut seen, 0, place, key);
                    school = p.text(place, key)?;
                }
                "end_year" => {
                    p.once(&mut seen, 1, place, key);
                    end_year = p.year(place, key)?;
                }
                _ => p.unknown(place, key)?,
            }
            Ok(())
        })?;
        let school = self.required(there, school, place, "school");
        if there && end_year.is_none() && !self.names_problem(&place.path("end_year")) {
            self.refuse(place, "end_year", "is missing");
        }
        self.draft.calendars.push(Calendar { school, end_year: end_year.unwrap_or_default() });
        Ok(())
    }

    fn year(&mut self, place: Place, field: &str) -> Read<Option<u16>> {
        if !self.has(Kind::Number, "a year such as 2027", place, field)? {
            return Ok(None);
        }
        let year = self.reader.number()?.parse().ok();
        if year.is_none() {
            self.refuse(place, field, "must be a year such as 2027");
        }
        Ok(year)
    }

    /// Two details of one name could not both be shown.
    fn finish(&mut self) {
        let details = &self.draft.details;
        if details.len() < 2 {
            return;
        }
        let mut keys: Vec<&str> = details.iter().map(|detail| &*detail.key).collect();
        keys.sort_unstable();
        let twins: Vec<String> = keys
            .windows(2)
            .filter(|pair| pair.first() == pair.last())
            .filter_map(|pair| pair.first().map(|key| format!("details.{key}")))
            .collect();
        for field in twins {
            if !self.names_problem(&field) {
                self.refuse(Place::Top, &field, "stands twice");
            }
        }
    }
}

fn ip(text: &str) -> Result<IpAddr, String> {
    text.parse().map_err(|_| format!("{text:?} is not an IP address"))
}

fn event_type(word: &str) -> Result<EventType, String> {
    EventType::parse(word).ok_or_else(|| one_of(word, EventType::ALL.map(EventType::as_str)))
}

fn outcome(word: &str) -> Result<Outcome, String> {
    Outcome::parse(word).ok_or_else(|| one_of(word, Outcome::ALL.map(Outcome::as_str)))
}

fn actor_kind(word: &str) -> Result<ActorKind, String> {
    ActorKind::parse(word).ok_or_else(|| one_of(word, ActorKind::ALL.map(ActorKind::as_str)))
}

fn one_of<const N: usize>(word: &str, words: [&str; N]) -> String {
    format!("{word:?} is not one of {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    /// What was understood, or every problem.
    fn check(json: &str) -> String {
        match parse_event(json.as_bytes()) {
            Ok(draft) => format!("{draft:#?}"),
            Err(problems) => {
                problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn refused(json: &str, expected: &str) {
        assert_eq!(check(json), expected, "{json}");
    }

    const FULL: &str = r#"{"id":"0193a5a0-0000-7000-8000-000000000001","organization":"lincoln",
"occurred_at":"2026-11-20T09:14:03.120Z","action":"enrollment.created","type":"add",
"category":"Enrollment","area":null,"source":"Office Portal","actor":{"id":"17","name":"Ada",
"username":"ada","email":"ada@example.org","kind":"staff","role":"Admin","on_behalf_of":
{"id":"9","name":"Bo"}},"ip":"203.0.113.9","user_agent":"Firefox","description":"caf\u00e9",
"records":[{"type":"enrollment","id":"e-991","name":"Ballet","change":"add"},
{"type":"family","id":"f-12"}],"changes":[{"property":"status","old":null,"new":"active"},
{"property":"n","label":"N","old":9007199254740993,"new":{"a" : [1.50]}}],
"details":{"Tool Name":"Gradebook","none":null},"calendars":[{"school":"North","end_year":2027}],
"outcome":"success","reason":null,"correlation_id":"c-1","critical":false}"#;

    #[test]
    fn every_field_is_understood() {
        let draft = parse_event(FULL.as_bytes()).unwrap();
        assert_eq!(draft.description.as_deref(), Some("café"));
        assert_eq!(draft.records.len(), 2);
        assert_eq!(draft.records[0].change, Some(EventType::Add));
        assert_eq!(draft.changes[0].old, None);
        assert_eq!(draft.changes[1].old, Some(Value::from_json("9007199254740993")));
        assert_eq!(draft.changes[1].new, Some(Value::from_json(r#"{"a" : [1.50]}"#)));
        assert_eq!(draft.details.len(), 1, "null is absent");
        assert_eq!(draft.calendars[0].end_year, 2027);
        assert_eq!(draft.actor.on_behalf_of.as_ref().unwrap().name.as_deref(), Some("Bo"));
        assert_eq!(draft.area, None);
        assert_eq!(draft.critical, Some(false));
    }

    #[test]
    fn unknown_fields_become_details() {
        let json = r#"{"action":"a","actor":{"id":"1","phone":"5","on_behalf_of":{"x":1}},
            "team":{"a":1},"records":[{"type":"t","id":"1","colour":"red"}],"gone":null,
            "changes":[{"property":"p","unit":"kg"}],"calendars":[{"school":"s","end_year":2027,"y":2}]}"#;
        let draft = parse_event(json.as_bytes()).unwrap();
        let details: Vec<_> = draft
            .details
            .iter()
            .map(|d| format!("{}={}", d.key, d.value.as_ref().unwrap().as_json()))
            .collect();
        assert_snapshot!(details.join("\n"), @r#"
        actor.phone="5"
        actor.on_behalf_of.x=1
        team={"a":1}
        records[0].colour="red"
        changes[0].unit="kg"
        calendars[0].y=2
        "#);
    }

    #[test]
    fn all_problems_are_named_at_once() {
        let json = r#"{"id":17,"organization":"Not One","occurred_at":"yesterday","type":"made",
            "actor":{"id":1,"kind":"alien"},"ip":"1.2.3","records":[{"id":5},7],"changes":{},
            "details":[],"calendars":[{"school":"s","end_year":"x"}],"outcome":"ok","critical":1}"#;
        assert_snapshot!(check(json), @r#"
        id: must be a string
        organization: an organisation is named by 1 to 64 characters of a-z, 0-9, '-', '_' and '.', beginning with a letter or a digit
        occurred_at: "yesterday" is not an RFC 3339 time such as 2026-11-20T09:14:03.120Z
        type: "made" is not one of add, change, delete, access, other
        actor.id: must be a string
        actor.kind: "alien" is not one of staff, guardian, student, system, support, api
        ip: "1.2.3" is not an IP address
        records[0].id: must be a string
        records[0].type: is missing
        records[1]: must be an object
        changes: must be an array
        details: must be an object
        calendars[0].end_year: must be a year such as 2027
        outcome: "ok" is not one of success, failure, denied
        critical: must be true or false
        action: is missing; every event needs an action
        "#);
    }

    #[test]
    fn what_stands_twice_is_refused() {
        for (json, field) in [
            (r#"{"action":"a","action":"b"}"#, "action"),
            (r#"{"action":"a","actor":{"id":"1","id":"2"}}"#, "actor.id"),
            (r#"{"action":"a","details":{"k":1,"k":2}}"#, "details.k"),
            (r#"{"action":"a","details":{"k":1,"\u006b":null}}"#, "details.k"),
            (r#"{"action":"a","details":{"team":1},"team":2}"#, "details.team"),
            (r#"{"action":"a","x":1,"x":2}"#, "details.x"),
            (r#"{"action":"a","records":[{"type":"t","id":"1","id":"1"}]}"#, "records[0].id"),
        ] {
            refused(json, &format!("{field}: stands twice"));
        }
    }

    #[test]
    fn text_that_is_no_event() {
        refused("[]", "event: must be an object");
        refused("{}", "action: is missing; every event needs an action");
        refused(
            r#"{"action":"a"} x"#,
            "event: is not valid JSON at byte 14: something follows the event",
        );
        refused(
            r#"{"action":"a","details":{"x":{"k":1,"k":2}}}"#,
            "event: is not valid JSON at byte 42: a key stands twice in an object",
        );
        let bad = parse_event(b"{\"action\":\"\xff\"}").unwrap_err();
        assert_eq!(bad[0].to_string(), "event: is not UTF-8 at byte 11");
    }

    #[test]
    fn the_size_is_limited() {
        let event = |bytes: usize| {
            let head = r#"{"action":"a","details":{"x":""#;
            let tail = r#""}}"#;
            format!("{head}{}{tail}", "y".repeat(bytes - head.len() - tail.len()))
        };
        assert!(parse_event(event(limits::EVENT_BYTES_MAX).as_bytes()).is_ok());
        assert!(parse_event(event(limits::EVENT_BYTES_MAX + 1).as_bytes()).is_err());
    }
}
