//! An event as the line that an application would send, written without allocating.

use std::net::{IpAddr, Ipv4Addr};

use annals_model::Millis;
use jiff::tz::Offset;
use uuid::Uuid;

use crate::Sample;
use crate::sample::{SampleActor, SampleValue};
use crate::text::{Pieces, Text, write_number, write_padded};

impl Sample {
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

    pub(crate) fn write_value(&self, value: SampleValue, out: &mut Vec<u8>) {
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
        IpAddr::V6(ip) => out.extend_from_slice(ip.to_string().as_bytes()),
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
