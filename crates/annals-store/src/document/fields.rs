//! The values of units: which field of an event is where, and how it is written.

use std::net::IpAddr;

use annals_model::{
    Actor, ActorKind, Calendar, Change, Detail, Event, EventId, Flags, OnBehalfOf, Outcome, Record,
    Value,
};

use super::unit::Kind;
use crate::varint::{put_bytes, put_u64};

mod read;

pub(super) use read::{Parts, event};

/// Receives each unit: kind, index, and what writes its value. What is made of several fields and
/// comes out empty is no unit: see [`Kind::is_text`].
pub(super) type PutUnit<'a> = &'a mut dyn FnMut(Kind, u32, &dyn Fn(&mut Vec<u8>));

/// A later `recorded_at` up to this is written as a difference; beyond, as it is: events of an
/// import were all recorded at nearly the same time, and repeated bytes compress.
const RECORDED_AFTER_MS_MAX: i64 = 0xFFFF;

// Tags of fields in the core, in the order in which they are written: what varies comes first, so
// that what repeats from event to event stands together.
const OCCURRED_AT: u8 = 1;
const RECORDED_AFTER: u8 = 2;
const RECORDED_AT: u8 = 3;
const CORRELATION: u8 = 4;
const CORRELATION_UUID: u8 = 5;
const CRITICAL: u8 = 6;
const FLAGS: u8 = 7;
const OUTCOME: u8 = 8;
const EVENT_TYPE: u8 = 9;
const ORGANIZATION: u8 = 10;
const CALENDAR: u8 = 11;
const SOURCE: u8 = 12;
const CATEGORY: u8 = 13;
const AREA: u8 = 14;
const ACTION: u8 = 15;
const LABEL: u8 = 16;

// Of the actor's key.
const ID: u8 = 1;
const ROLE: u8 = 2;
const KIND: u8 = 3;
const ON_BEHALF_OF: u8 = 4;
const ON_BEHALF_OF_ID: u8 = 5;

// Of the actor's person.
const NAME: u8 = 1;
const USERNAME: u8 = 2;
const EMAIL: u8 = 3;
const ON_BEHALF_OF_NAME: u8 = 4;

// Of the network.
const IP: u8 = 1;
const USER_AGENT: u8 = 2;

// Of a change.
const OLD: u8 = 1;
const NEW: u8 = 2;

/// Writes the value of the core.
pub(super) fn put_core(out: &mut Vec<u8>, event: &Event) {
    // Destructured without `..`, so that a new field has to be put into a unit; what is ignored
    // here is written by `put_parts`.
    let Event {
        id,
        organization,
        occurred_at,
        recorded_at,
        action,
        label,
        event_type,
        category,
        area,
        source,
        actor: _,
        ip: _,
        user_agent: _,
        description: _,
        records: _,
        changes: _,
        details: _,
        calendars,
        outcome,
        reason: _,
        correlation_id,
        critical,
        flags,
    } = event;
    match id {
        EventId::Uuid(uuid) => out.extend_from_slice(uuid.as_bytes()),
        EventId::Text(text) => put_bytes(out, text.as_bytes()),
    }
    put_i64(out, OCCURRED_AT, occurred_at.0);
    match recorded_at.0.checked_sub(occurred_at.0) {
        Some(after @ 0..=RECORDED_AFTER_MS_MAX) => put_i64(out, RECORDED_AFTER, after),
        _ => put_i64(out, RECORDED_AT, recorded_at.0),
    }
    if let Some(text) = correlation_id {
        match EventId::parse(text) {
            Ok(EventId::Uuid(uuid)) => put_field(out, CORRELATION_UUID, uuid.as_bytes()),
            _ => put_field(out, CORRELATION, text.as_bytes()),
        }
    }
    if *critical {
        put_field(out, CRITICAL, &[]);
    }
    if *flags != Flags::default() {
        put_field(out, FLAGS, &[flags.0]);
    }
    if *outcome != Outcome::default() {
        put_field(out, OUTCOME, &[*outcome as u8]);
    }
    put_field(out, EVENT_TYPE, &[*event_type as u8]);
    put_field(out, ORGANIZATION, organization.as_str().as_bytes());
    for Calendar { school, end_year } in calendars {
        out.push(CALENDAR);
        put_u64(out, school.len() as u64 + 2);
        out.extend_from_slice(&end_year.to_be_bytes());
        out.extend_from_slice(school.as_bytes());
    }
    put_text(out, SOURCE, source.as_deref());
    put_text(out, CATEGORY, category.as_deref());
    put_text(out, AREA, area.as_deref());
    put_text(out, ACTION, Some(action));
    put_text(out, LABEL, Some(label));
}

/// Hands every other unit to `put`.
pub(super) fn put_parts(event: &Event, put: PutUnit<'_>) {
    put_actor(&event.actor, put);
    put_changes(&event.changes, put);
    if let Some(text) = &event.description {
        put(Kind::Description, 0, &|out| out.extend_from_slice(text.as_bytes()));
    }
    for (detail, index) in event.details.iter().zip(0..) {
        let Detail { key, value } = detail;
        put(Kind::Detail, index, &|out| {
            put_bytes(out, key.as_bytes());
            put_optional(out, value.as_ref().map(Value::as_json));
        });
    }
    put(Kind::Network, 0, &|out| {
        match event.ip {
            Some(IpAddr::V4(ip)) => put_field(out, IP, &ip.octets()),
            Some(IpAddr::V6(ip)) => put_field(out, IP, &ip.octets()),
            None => {}
        }
        put_text(out, USER_AGENT, event.user_agent.as_deref());
    });
    if let Some(text) = &event.reason {
        put(Kind::Reason, 0, &|out| out.extend_from_slice(text.as_bytes()));
    }
    put_records(&event.records, put);
}

fn put_actor(actor: &Actor, put: PutUnit<'_>) {
    let Actor { id, name, username, email, kind, role, on_behalf_of } = actor;
    put(Kind::ActorKey, 0, &|out| {
        put_text(out, ID, id.as_deref());
        put_text(out, ROLE, role.as_deref());
        if *kind != ActorKind::default() {
            put_field(out, KIND, &[*kind as u8]);
        }
        if let Some(OnBehalfOf { id, name: _ }) = on_behalf_of {
            put_field(out, ON_BEHALF_OF, &[]);
            put_text(out, ON_BEHALF_OF_ID, id.as_deref());
        }
    });
    put(Kind::ActorPerson, 0, &|out| {
        put_text(out, NAME, name.as_deref());
        put_text(out, USERNAME, username.as_deref());
        put_text(out, EMAIL, email.as_deref());
        let other = on_behalf_of.as_ref().and_then(|other| other.name.as_deref());
        put_text(out, ON_BEHALF_OF_NAME, other);
    });
}

fn put_changes(changes: &[Change], put: PutUnit<'_>) {
    put(Kind::Changes, 0, &|out| {
        for Change { property, label, old: _, new: _, masked } in changes {
            put_bytes(out, property.as_bytes());
            put_optional(out, label.as_deref());
            out.push(u8::from(*masked));
        }
    });
    for (change, index) in changes.iter().zip(0..) {
        put(Kind::Change, index, &|out| {
            put_text(out, OLD, change.old.as_ref().map(Value::as_json));
            put_text(out, NEW, change.new.as_ref().map(Value::as_json));
        });
    }
}

fn put_records(records: &[Record], put: PutUnit<'_>) {
    put(Kind::Records, 0, &|out| {
        for Record { record_type, id, name: _, change } in records {
            out.push(change.map_or(0, |change| change as u8 + 1));
            put_bytes(out, record_type.as_bytes());
            put_bytes(out, id.as_bytes());
        }
    });
    for (record, index) in records.iter().zip(0..) {
        if let Some(name) = &record.name {
            put(Kind::RecordName, index, &|out| out.extend_from_slice(name.as_bytes()));
        }
    }
}

fn put_field(out: &mut Vec<u8>, tag: u8, value: &[u8]) {
    out.push(tag);
    put_bytes(out, value);
}

fn put_text(out: &mut Vec<u8>, tag: u8, text: Option<&str>) {
    if let Some(text) = text {
        put_field(out, tag, text.as_bytes());
    }
}

/// Length and one more, so that 0 is "absent"; then the text.
fn put_optional(out: &mut Vec<u8>, text: Option<&str>) {
    put_u64(out, text.map_or(0, |text| text.len() as u64 + 1));
    out.extend_from_slice(text.unwrap_or_default().as_bytes());
}

/// As few bytes as it takes, high ones first: those repeat from event to event.
fn put_i64(out: &mut Vec<u8>, tag: u8, value: i64) {
    let zigzag = ((value << 1) ^ (value >> 63)) as u64;
    let skip = zigzag.leading_zeros() as usize / 8;
    put_field(out, tag, &zigzag.to_be_bytes()[skip..]);
}
