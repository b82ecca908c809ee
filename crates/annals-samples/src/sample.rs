//! One drawn event, as a draft or as the line that an application would send.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use annals_model::{
    Actor, ActorKind, Calendar, Change, Detail, Draft, EventId, EventType, Millis, OnBehalfOf,
    Outcome, Record, Value,
};
use jiff::tz::Offset;
use uuid::Uuid;

use crate::text::{Pieces, Text, write_number, write_padded};
use crate::{SampleOrganization, action::Action};

/// One drawn event. Reuse it: drawing into the same one allocates nothing.
#[derive(Clone, Debug)]
pub struct Sample {
    pub(crate) pieces: Pieces,
    pub(crate) organization: Arc<SampleOrganization>,
    pub(crate) id: Uuid,
    pub(crate) occurred_at: Millis,
    pub(crate) action: &'static Action,
    pub(crate) source: &'static str,
    pub(crate) actor: SampleActor,
    pub(crate) ip: Option<IpAddr>,
    pub(crate) user_agent: Option<&'static str>,
    pub(crate) description: Option<Text>,
    pub(crate) records: Vec<SampleRecord>,
    pub(crate) changes: Vec<SampleChange>,
    pub(crate) details: Vec<(&'static str, SampleValue)>,
    pub(crate) calendar: Option<(Text, u16)>,
    pub(crate) outcome: Outcome,
    pub(crate) reason: Option<&'static str>,
    pub(crate) correlation: Option<Uuid>,
    pub(crate) critical: bool,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SampleActor {
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) username: Option<Text>,
    pub(crate) email: Option<Text>,
    pub(crate) kind: ActorKind,
    pub(crate) role: Option<&'static str>,
    pub(crate) on_behalf_of: Option<(Text, Text)>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct SampleRecord {
    pub(crate) record_type: &'static str,
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) change: Option<EventType>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct SampleChange {
    pub(crate) property: &'static str,
    pub(crate) old: SampleValue,
    pub(crate) new: SampleValue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SampleValue {
    Null,
    Text(Text),
    Number(u64),
    Bool(bool),
}

impl Sample {
    pub(crate) fn empty(organization: Arc<SampleOrganization>) -> Self {
        Self {
            pieces: Pieces::default(),
            organization,
            id: Uuid::nil(),
            occurred_at: Millis(0),
            action: &crate::action::ACTIONS[0],
            source: "",
            actor: SampleActor::default(),
            ip: None,
            user_agent: None,
            description: None,
            records: Vec::new(),
            changes: Vec::new(),
            details: Vec::new(),
            calendar: None,
            outcome: Outcome::Success,
            reason: None,
            correlation: None,
            critical: false,
        }
    }

    /// The organisation to whose log the event belongs.
    pub fn organization(&self) -> &Arc<SampleOrganization> {
        &self.organization
    }

    /// When it happened.
    pub fn occurred_at(&self) -> Millis {
        self.occurred_at
    }

    /// The event as [`annals_model::admit`] takes it; what parsing [`Self::write_json`] gives.
    pub fn draft(&self) -> Draft {
        let text = |text: Text| self.pieces.to_string(text);
        let actor = &self.actor;
        Draft {
            id: Some(EventId::Uuid(self.id)),
            organization: Some(self.organization.id.clone()),
            occurred_at: Some(self.occurred_at),
            action: self.action.code.to_owned(),
            event_type: Some(self.action.event_type),
            category: Some(self.action.category.to_owned()),
            area: self.action.area.map(str::to_owned),
            source: Some(self.source.to_owned()),
            actor: Actor {
                id: Some(text(actor.id)),
                name: Some(text(actor.name)),
                username: actor.username.map(text),
                email: actor.email.map(text),
                kind: actor.kind,
                role: actor.role.map(str::to_owned),
                on_behalf_of: actor
                    .on_behalf_of
                    .map(|(id, name)| OnBehalfOf { id: Some(text(id)), name: Some(text(name)) }),
            },
            ip: self.ip,
            user_agent: self.user_agent.map(str::to_owned),
            description: self.description.map(text),
            records: self.records.iter().map(|record| self.record(record)).collect(),
            changes: self.changes.iter().map(|change| self.change(change)).collect(),
            details: self.details.iter().map(|(key, value)| self.detail(key, *value)).collect(),
            calendars: self.calendars(),
            outcome: Some(self.outcome),
            reason: self.reason.map(str::to_owned),
            correlation_id: self.correlation.map(|id| id.hyphenated().to_string()),
            critical: Some(self.critical),
        }
    }

    fn record(&self, record: &SampleRecord) -> Record {
        Record {
            record_type: record.record_type.to_owned(),
            id: self.pieces.to_string(record.id),
            name: Some(self.pieces.to_string(record.name)),
            change: record.change,
        }
    }

    fn change(&self, change: &SampleChange) -> Change {
        Change {
            property: change.property.to_owned(),
            label: None,
            old: self.value(change.old),
            new: self.value(change.new),
            masked: false,
        }
    }

    fn detail(&self, key: &str, value: SampleValue) -> Detail {
        Detail { key: key.to_owned(), value: self.value(value) }
    }

    fn calendars(&self) -> Vec<Calendar> {
        let calendar =
            |(school, end_year)| Calendar { school: self.pieces.to_string(school), end_year };
        self.calendar.map(calendar).into_iter().collect()
    }

    fn value(&self, value: SampleValue) -> Option<Value> {
        if value == SampleValue::Null {
            return None;
        }
        let mut json = Vec::with_capacity(32);
        self.write_value(value, &mut json);
        Some(Value::from_json(String::from_utf8(json).unwrap_or_default()))
    }

    /// Appends the event as one line of NDJSON, line end included.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        let mut json = Json { out, pieces: &self.pieces };
        json.raw("{\"id\":\"");
        json.uuid(self.id);
        json.field("\",\"organization\":\"", self.organization.id.as_str());
        json.raw("\",\"occurred_at\":\"");
        write_time(self.occurred_at, json.out);
        json.field("\",\"action\":\"", self.action.code);
        json.field("\",\"type\":\"", self.action.event_type.as_str());
        json.field("\",\"category\":\"", self.action.category);
        if let Some(area) = self.action.area {
            json.field("\",\"area\":\"", area);
        }
        json.field("\",\"source\":\"", self.source);
        json.raw("\",\"actor\":{");
        json.actor(&self.actor);
        json.raw("}");
        if let Some(ip) = self.ip {
            json.raw(",\"ip\":\"");
            write_ip(ip, json.out);
            json.raw("\"");
        }
        if let Some(user_agent) = self.user_agent {
            json.field(",\"user_agent\":\"", user_agent);
            json.raw("\"");
        }
        if let Some(description) = self.description {
            json.text(",\"description\":\"", description);
            json.raw("\"");
        }
        self.write_lists(&mut json);
        json.field(",\"outcome\":\"", self.outcome.as_str());
        json.raw("\"");
        if let Some(reason) = self.reason {
            json.field(",\"reason\":\"", reason);
            json.raw("\"");
        }
        if let Some(correlation) = self.correlation {
            json.raw(",\"correlation_id\":\"");
            json.uuid(correlation);
            json.raw("\"");
        }
        json.raw(if self.critical { ",\"critical\":true}\n" } else { ",\"critical\":false}\n" });
    }

    fn write_lists(&self, json: &mut Json<'_>) {
        for (i, record) in self.records.iter().enumerate() {
            json.field(
                if i == 0 { ",\"records\":[{\"type\":\"" } else { ",{\"type\":\"" },
                record.record_type,
            );
            json.text("\",\"id\":\"", record.id);
            json.text("\",\"name\":\"", record.name);
            if let Some(change) = record.change {
                json.field("\",\"change\":\"", change.as_str());
            }
            json.raw("\"}");
        }
        json.raw(if self.records.is_empty() { "" } else { "]" });
        for (i, change) in self.changes.iter().enumerate() {
            json.field(
                if i == 0 { ",\"changes\":[{\"property\":\"" } else { ",{\"property\":\"" },
                change.property,
            );
            json.raw("\",\"old\":");
            self.write_value(change.old, json.out);
            json.raw(",\"new\":");
            self.write_value(change.new, json.out);
            json.raw("}");
        }
        json.raw(if self.changes.is_empty() { "" } else { "]" });
        for (i, (key, value)) in self.details.iter().enumerate() {
            json.field(if i == 0 { ",\"details\":{\"" } else { ",\"" }, key);
            json.raw("\":");
            self.write_value(*value, json.out);
        }
        json.raw(if self.details.is_empty() { "" } else { "}" });
        if let Some((school, end_year)) = self.calendar {
            json.text(",\"calendars\":[{\"school\":\"", school);
            json.raw("\",\"end_year\":");
            write_number(u64::from(end_year), json.out);
            json.raw("}]");
        }
    }

    fn write_value(&self, value: SampleValue, out: &mut Vec<u8>) {
        match value {
            SampleValue::Null => out.extend_from_slice(b"null"),
            SampleValue::Bool(true) => out.extend_from_slice(b"true"),
            SampleValue::Bool(false) => out.extend_from_slice(b"false"),
            SampleValue::Number(n) => write_number(n, out),
            SampleValue::Text(text) => {
                out.push(b'"');
                self.pieces.write(text, out);
                out.push(b'"');
            }
        }
    }
}

struct Json<'a> {
    out: &'a mut Vec<u8>,
    pieces: &'a Pieces,
}

impl Json<'_> {
    fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn field(&mut self, before: &str, text: &str) {
        self.raw(before);
        self.raw(text);
    }

    fn text(&mut self, before: &str, text: Text) {
        self.raw(before);
        self.pieces.write(text, self.out);
    }

    fn uuid(&mut self, id: Uuid) {
        let mut buffer = Uuid::encode_buffer();
        self.out.extend_from_slice(id.hyphenated().encode_lower(&mut buffer).as_bytes());
    }

    fn actor(&mut self, actor: &SampleActor) {
        self.text("\"id\":\"", actor.id);
        self.text("\",\"name\":\"", actor.name);
        if let Some(username) = actor.username {
            self.text("\",\"username\":\"", username);
        }
        if let Some(email) = actor.email {
            self.text("\",\"email\":\"", email);
        }
        self.field("\",\"kind\":\"", actor.kind.as_str());
        if let Some(role) = actor.role {
            self.field("\",\"role\":\"", role);
        }
        self.raw("\"");
        if let Some((id, name)) = actor.on_behalf_of {
            self.text(",\"on_behalf_of\":{\"id\":\"", id);
            self.text("\",\"name\":\"", name);
            self.raw("\"}");
        }
    }
}

fn write_time(time: Millis, out: &mut Vec<u8>) {
    let at = Offset::UTC.to_datetime(time.timestamp().unwrap_or_default());
    write_padded(at.year().unsigned_abs().into(), 4, out);
    for (before, part) in [
        (b'-', at.month()),
        (b'-', at.day()),
        (b'T', at.hour()),
        (b':', at.minute()),
        (b':', at.second()),
    ] {
        out.push(before);
        write_padded(part.unsigned_abs().into(), 2, out);
    }
    out.push(b'.');
    write_padded(at.millisecond().unsigned_abs().into(), 3, out);
    out.push(b'Z');
}

fn write_ip(ip: IpAddr, out: &mut Vec<u8>) {
    match ip {
        IpAddr::V4(ip) => write_v4(ip, out),
        IpAddr::V6(ip) => write_v6(ip, out),
    }
}

fn write_v4(ip: Ipv4Addr, out: &mut Vec<u8>) {
    for (i, octet) in ip.octets().into_iter().enumerate() {
        if i > 0 {
            out.push(b'.');
        }
        write_number(octet.into(), out);
    }
}

fn write_v6(ip: Ipv6Addr, out: &mut Vec<u8>) {
    out.extend_from_slice(ip.to_string().as_bytes());
}
