//! From one text to drafts, by a mapping.

use std::borrow::Cow;
use std::collections::BTreeSet;

use annals_model::{ActorKind, Draft, EventId, EventType, OnBehalfOf, Outcome, limits};
use xxhash_rust::xxh3::xxh3_128;

use super::building::Building;
use super::json::{Json, Node, quote};
use super::mapping::{ChangeRule, Mapping, NamedList};
use super::pointer::{Pointer, Scope};
use super::{changes, details};

/// Events that are made of one text, rejects included.
const TEXT_EVENTS_MAX: usize = 50_000;
/// Bytes of a record times the events that are made of it.
const RECORD_BYTES_MAX: usize = 256 * 1024 * 1024;

/// A part of a text that gave no event, and why: a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject(pub String);

impl Mapping {
    /// The events of `text`: a record, a list of records, or a document that holds some.
    ///
    /// What is no JSON, has no action or no actor, or a time that can't be read, is a reject;
    /// nothing is guessed. What the mapping does not name is kept under details. The same text
    /// always gives the same ids.
    pub fn apply(&self, text: &str) -> Vec<Result<Draft, Reject>> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim();
        match Json::parse(text) {
            Ok(json) => {
                let mut out = Vec::new();
                self.open(&json, 0, &mut out);
                if out.len() > TEXT_EVENTS_MAX {
                    let why = format!("this holds more than {TEXT_EVENTS_MAX} events; split it");
                    return vec![Err(Reject(why))];
                }
                out
            }
            Err(why) => vec![Err(Reject(format!("this is no JSON: {why}")))],
        }
    }

    /// Documents and lists of records are opened, also inside one another.
    fn open(&self, json: &Json<'_>, depth: usize, out: &mut Vec<Result<Draft, Reject>>) {
        if out.len() > TEXT_EVENTS_MAX {
            return;
        }
        let inside = match &json.node {
            Node::List(items) => Some(items),
            Node::Object(_) => self.envelope.iter().find_map(|at| {
                at.all(json).into_iter().find_map(|json| match &json.node {
                    Node::List(items) => Some(items),
                    _ => None,
                })
            }),
            _ => {
                let why = "a record must be a JSON object";
                return out.push(Err(Reject(why.to_owned())));
            }
        };
        match inside {
            Some(items) if items.is_empty() => {
                out.push(Err(Reject("this document holds no records".to_owned())));
            }
            Some(items) if depth < 4 => {
                items.iter().for_each(|item| self.open(item, depth + 1, out));
            }
            _ => self.record(json.raw, out),
        }
    }

    fn record(&self, raw: &str, out: &mut Vec<Result<Draft, Reject>>) {
        let text = self.prepared(raw);
        let record = match Json::parse(&text) {
            Ok(record) => record,
            Err(why) => return out.push(Err(Reject(format!("this is no JSON: {why}")))),
        };
        let scope =
            Scope { record: &record, bases: &self.bases, item: &record, absent: &self.absent };
        let loop_over = self.each.as_ref().and_then(|each| each.find(&scope));
        let items: Vec<&Json<'_>> = match loop_over {
            Some(list) => changes::unlist(list).collect(),
            None => vec![&record],
        };
        let many = items.len();
        // Each has the fields of the record as well, so that they are many times its bytes.
        let mut bytes = 0;
        for (i, item) in items.into_iter().enumerate() {
            bytes += raw.len();
            if many > 1 && bytes > RECORD_BYTES_MAX || out.len() > TEXT_EVENTS_MAX {
                let why = format!("events {} to {many} of a record too large for so many", i + 1);
                return out.push(Err(Reject(why)));
            }
            let mut building = Building::default();
            // The other events of the record are not this one's details.
            building.used.extend(loop_over.map(Json::place));
            let scope = Scope { item, ..scope };
            let roots = match loop_over {
                Some(_) => vec![("", &record), ("", item)],
                None => vec![("", &record)],
            };
            let place = if many > 1 { format!("-{i}") } else { String::new() };
            building.draft.id = self.id(&scope, raw, &place, &mut building.used);
            let draft = self.draft(&scope, &roots, building);
            out.push(draft.map_err(|why| {
                Reject(if many > 1 { format!("event {} of {many}: {why}", i + 1) } else { why })
            }));
        }
    }

    /// The product's own id, or one made of the record's bytes.
    fn id(
        &self,
        scope: &Scope<'_, '_>,
        raw: &str,
        place: &str,
        used: &mut BTreeSet<usize>,
    ) -> Option<EventId> {
        if let Some(own) = self.fields.id.as_ref().and_then(|id| id.text(scope))
            && let Ok(id) = EventId::parse(&format!("{}{place}", own.text))
        {
            used.extend(own.used);
            return Some(id);
        }
        let hash = xxh3_128(raw.as_bytes());
        EventId::parse(&format!("{}-{hash:032x}{place}", self.product)).ok()
    }

    /// The record with JSON in texts unwrapped and lists of names and values made objects.
    fn prepared<'r>(&self, raw: &'r str) -> Cow<'r, str> {
        let mut text = Cow::Borrowed(raw);
        if !self.unwrap.is_empty() {
            let unwrap = |json: &Json<'_>| match &json.node {
                Node::Text(inner) => Json::parse(inner).ok().map(|json| json.raw.to_owned()),
                _ => None,
            };
            for at in &self.unwrap {
                text = replaced(text, at, &unwrap);
            }
        }
        for list in &self.lists {
            text = replaced(text, &list.at, &|json| list.as_object(json));
        }
        text
    }

    fn draft(
        &self,
        scope: &Scope<'_, '_>,
        roots: &[(&str, &Json<'_>)],
        mut building: Building,
    ) -> Result<Draft, String> {
        let fields = &self.fields;
        let action = building.text(&fields.action, scope, limits::CODE_BYTES_MAX);
        building.draft.action = action.ok_or("has no action")?;
        self.actor(scope, &mut building)?;
        self.time(scope, &mut building)?;
        let code = limits::CODE_BYTES_MAX;
        let text = limits::TEXT_BYTES_MAX;
        building.draft.event_type =
            building.word(&fields.event_type, scope).and_then(|word| EventType::parse(&word));
        building.draft.category = building.text(&fields.category, scope, code);
        building.draft.area = building.text(&fields.area, scope, code);
        building.draft.source = building.text(&fields.source, scope, code);
        building.ip(&fields.ip, scope);
        building.draft.user_agent = building.text(&fields.user_agent, scope, text);
        building.draft.description = building.text(&fields.description, scope, text);
        building.draft.outcome =
            building.word(&fields.outcome, scope).and_then(|word| Outcome::parse(&word));
        building.draft.reason = building.text(&fields.reason, scope, text);
        building.draft.correlation_id =
            building.text(&fields.correlation_id, scope, limits::NAME_BYTES_MAX);
        building.draft.critical = building.word(&fields.critical, scope).map(|word| word == "true");
        self.records.iter().for_each(|rule| building.records(rule, scope));
        self.changes.iter().for_each(|rule: &ChangeRule| {
            changes::collect(rule, scope, &mut building);
        });
        let Building { mut draft, used } = building;
        draft.details = details::rest(roots, &used, limits::EVENT_DETAILS_MAX);
        Ok(draft)
    }

    fn actor(&self, scope: &Scope<'_, '_>, building: &mut Building) -> Result<(), String> {
        let fields = &self.fields.actor;
        let name = limits::NAME_BYTES_MAX;
        building.draft.actor.id = building.text(&fields.id, scope, name);
        building.draft.actor.name = building.text(&fields.name, scope, name);
        building.draft.actor.username = building.text(&fields.username, scope, name);
        building.draft.actor.email = building.text(&fields.email, scope, name);
        building.draft.actor.role = building.text(&fields.role, scope, name);
        let kind = building.word(&fields.kind, scope).and_then(|word| ActorKind::parse(&word));
        building.draft.actor.kind = kind.unwrap_or_default();
        let other = OnBehalfOf {
            id: building.text(&fields.on_behalf_of_id, scope, name),
            name: building.text(&fields.on_behalf_of_name, scope, name),
        };
        building.draft.actor.on_behalf_of =
            (other.id.is_some() || other.name.is_some()).then_some(other);
        let actor = &building.draft.actor;
        if actor.id.is_none() && actor.name.is_none() && actor.username.is_none() {
            return Err("has no actor".to_owned());
        }
        Ok(())
    }

    fn time(&self, scope: &Scope<'_, '_>, building: &mut Building) -> Result<(), String> {
        let Some(found) = self.time.as_ref().and_then(|time| time.text(scope)) else {
            return Ok(());
        };
        let read = self.time_formats.iter().find_map(|f| f.read(&found.text, &self.time_zone));
        let Some((time, is_finer)) = read else {
            return Err(format!("its time {:?} can't be read", found.text));
        };
        building.draft.occurred_at = Some(time);
        if !is_finer {
            building.use_places(&found.used);
        }
        Ok(())
    }
}

impl NamedList {
    fn as_object(&self, json: &Json<'_>) -> Option<String> {
        let Node::List(items) = &json.node else { return None };
        let mut entries = Vec::new();
        for item in items {
            let Node::Object(pairs) = &item.node else { return None };
            let name = item.get(&self.key).and_then(Json::text)?;
            let known = |key: &str| key == self.key || self.values.iter().any(|known| known == key);
            let values: Vec<&Json<'_>> =
                self.values.iter().filter_map(|key| item.get(key)).collect();
            // An item that says more than a name and a value stays whole.
            let value = match values.as_slice() {
                [] if pairs.len() == 1 => "null",
                [value] if pairs.iter().all(|(key, _)| known(key)) => value.raw,
                _ => item.raw,
            };
            entries.push(format!("{}:{value}", quote(name)));
        }
        Some(format!("{{{}}}", entries.join(",")))
    }
}

/// `text` with every value at `at` replaced by what `make` gives for it.
fn replaced<'r>(
    text: Cow<'r, str>,
    at: &Pointer,
    make: &dyn Fn(&Json<'_>) -> Option<String>,
) -> Cow<'r, str> {
    let Ok(json) = Json::parse(&text) else { return text };
    let start = text.as_ptr() as usize;
    let mut parts: Vec<(usize, usize, String)> = at
        .all(&json)
        .into_iter()
        .filter_map(|json| Some((json.place() - start, json.raw.len(), make(json)?)))
        .collect();
    if parts.is_empty() {
        return text;
    }
    parts.sort_unstable_by_key(|(from, ..)| *from);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (from, len, new) in parts {
        out.push_str(&text[copied..from]);
        out.push_str(&new);
        copied = from + len;
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}
