//! From the values of units back to an event.

use std::net::IpAddr;

use annals_model::{
    Actor, ActorKind, Calendar, Change, Detail, Event, EventId, EventType, Flags, Millis,
    OnBehalfOf, OrganizationId, Outcome, Record, Value,
};
use uuid::Uuid;

use super::*;
use crate::document::{Malformed, Part};
use crate::varint::Cursor;

/// The values of an event's units, apart from the core's.
#[derive(Default)]
pub(in crate::document) struct Parts<'a> {
    actor_key: &'a [u8],
    actor_person: &'a [u8],
    changes: &'a [u8],
    change: Vec<(u32, &'a [u8])>,
    description: Option<&'a [u8]>,
    details: Vec<(u32, &'a [u8])>,
    network: &'a [u8],
    reason: Option<&'a [u8]>,
    records: &'a [u8],
    record_names: Vec<(u32, &'a [u8])>,
}

impl<'a> Parts<'a> {
    pub(in crate::document) fn set(&mut self, part: Part<'a>) {
        let Part { kind, index, value } = part;
        match kind {
            Kind::ActorKey => self.actor_key = value,
            Kind::ActorPerson => self.actor_person = value,
            Kind::Changes => self.changes = value,
            Kind::Change => self.change.push((index, value)),
            Kind::Description => self.description = Some(value),
            Kind::Detail => self.details.push((index, value)),
            Kind::Network => self.network = value,
            Kind::Reason => self.reason = Some(value),
            Kind::Records => self.records = value,
            Kind::RecordName => self.record_names.push((index, value)),
        }
    }
}

/// The event made of an id, the core after it, and the other units.
pub(in crate::document) fn event(
    id: EventId,
    core: Cursor<'_>,
    parts: &Parts<'_>,
) -> Result<Event, Malformed> {
    let core = read_core(core).ok_or(Malformed("core"))?;
    let (ip, user_agent) = read_network(parts.network).ok_or(Malformed("network"))?;
    Ok(Event {
        id,
        organization: core.organization.ok_or(Malformed("no organisation"))?,
        occurred_at: Millis(core.occurred_at.ok_or(Malformed("no occurred_at"))?),
        recorded_at: Millis(core.recorded_at.ok_or(Malformed("no recorded_at"))?),
        action: core.action.ok_or(Malformed("no action"))?,
        label: core.label.ok_or(Malformed("no label"))?,
        event_type: core.event_type.ok_or(Malformed("no type"))?,
        category: core.category,
        area: core.area,
        source: core.source,
        actor: read_actor(parts).ok_or(Malformed("actor"))?,
        ip,
        user_agent,
        description: read_optional_text(parts.description)?,
        records: read_records(parts).ok_or(Malformed("records"))?,
        changes: read_changes(parts).ok_or(Malformed("changes"))?,
        details: read_details(parts).ok_or(Malformed("details"))?,
        calendars: core.calendars,
        outcome: core.outcome,
        reason: read_optional_text(parts.reason)?,
        correlation_id: core.correlation_id,
        critical: core.critical,
        flags: core.flags,
    })
}

#[derive(Default)]
struct Core {
    organization: Option<OrganizationId>,
    occurred_at: Option<i64>,
    recorded_at: Option<i64>,
    action: Option<String>,
    label: Option<String>,
    event_type: Option<EventType>,
    category: Option<String>,
    area: Option<String>,
    source: Option<String>,
    calendars: Vec<Calendar>,
    outcome: Outcome,
    correlation_id: Option<String>,
    critical: bool,
    flags: Flags,
}

fn read_core(mut from: Cursor<'_>) -> Option<Core> {
    let mut core = Core::default();
    while !from.is_empty() {
        let (tag, value) = (from.u8()?, from.bytes()?);
        match tag {
            OCCURRED_AT => core.occurred_at = Some(i64_of(value)?),
            RECORDED_AFTER => {
                core.recorded_at = Some(core.occurred_at?.checked_add(i64_of(value)?)?);
            }
            RECORDED_AT => core.recorded_at = Some(i64_of(value)?),
            CORRELATION => core.correlation_id = Some(text(value)?),
            CORRELATION_UUID => {
                let uuid = Uuid::from_slice(value).ok()?;
                core.correlation_id = Some(uuid.hyphenated().to_string());
            }
            CRITICAL if value.is_empty() => core.critical = true,
            FLAGS => core.flags = Flags(one_byte(value)?),
            OUTCOME => core.outcome = *Outcome::ALL.get(usize::from(one_byte(value)?))?,
            EVENT_TYPE => core.event_type = Some(event_type(one_byte(value)?)?),
            ORGANIZATION => {
                let id = OrganizationId::parse(std::str::from_utf8(value).ok()?);
                core.organization = Some(id.ok()?);
            }
            CALENDAR => {
                let (year, school) = value.split_first_chunk()?;
                let end_year = u16::from_be_bytes(*year);
                core.calendars.push(Calendar { school: text(school)?, end_year });
            }
            SOURCE => core.source = Some(text(value)?),
            CATEGORY => core.category = Some(text(value)?),
            AREA => core.area = Some(text(value)?),
            ACTION => core.action = Some(text(value)?),
            LABEL => core.label = Some(text(value)?),
            _ => return None,
        }
    }
    Some(core)
}

fn read_actor(parts: &Parts<'_>) -> Option<Actor> {
    let mut actor = Actor::default();
    let mut from = Cursor(parts.actor_key);
    while !from.is_empty() {
        let (tag, value) = (from.u8()?, from.bytes()?);
        match tag {
            ID => actor.id = Some(text(value)?),
            ROLE => actor.role = Some(text(value)?),
            KIND => actor.kind = *ActorKind::ALL.get(usize::from(one_byte(value)?))?,
            ON_BEHALF_OF if value.is_empty() => actor.on_behalf_of = Some(OnBehalfOf::default()),
            ON_BEHALF_OF_ID => actor.on_behalf_of.as_mut()?.id = Some(text(value)?),
            _ => return None,
        }
    }
    let mut from = Cursor(parts.actor_person);
    while !from.is_empty() {
        let (tag, value) = (from.u8()?, from.bytes()?);
        let value = Some(text(value)?);
        match tag {
            NAME => actor.name = value,
            USERNAME => actor.username = value,
            EMAIL => actor.email = value,
            ON_BEHALF_OF_NAME => actor.on_behalf_of.as_mut()?.name = value,
            _ => return None,
        }
    }
    Some(actor)
}

fn read_network(bytes: &[u8]) -> Option<(Option<IpAddr>, Option<String>)> {
    let (mut ip, mut user_agent) = (None, None);
    let mut from = Cursor(bytes);
    while !from.is_empty() {
        let (tag, value) = (from.u8()?, from.bytes()?);
        match (tag, value.len()) {
            (IP, 4) => ip = Some(IpAddr::from(<[u8; 4]>::try_from(value).ok()?)),
            (IP, 16) => ip = Some(IpAddr::from(<[u8; 16]>::try_from(value).ok()?)),
            (USER_AGENT, _) => user_agent = Some(text(value)?),
            _ => return None,
        }
    }
    Some((ip, user_agent))
}

fn read_changes(parts: &Parts<'_>) -> Option<Vec<Change>> {
    let mut changes = Vec::new();
    let mut from = Cursor(parts.changes);
    while !from.is_empty() {
        let property = text(from.bytes()?)?;
        let label = optional(&mut from)?.map(text_of);
        let masked = match from.u8()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        changes.push(Change { property, label, old: None, new: None, masked });
    }
    for &(index, value) in &parts.change {
        let change = changes.get_mut(index as usize)?;
        let mut from = Cursor(value);
        while !from.is_empty() {
            let (tag, value) = (from.u8()?, from.bytes()?);
            let value = Some(Value::from_json(std::str::from_utf8(value).ok()?));
            match tag {
                OLD => change.old = value,
                NEW => change.new = value,
                _ => return None,
            }
        }
    }
    Some(changes)
}

fn read_details(parts: &Parts<'_>) -> Option<Vec<Detail>> {
    let mut details = Vec::with_capacity(parts.details.len());
    for &(index, value) in &parts.details {
        let mut from = Cursor(value);
        let key = text(from.bytes()?)?;
        let value = optional(&mut from)?.map(Value::from_json);
        if index as usize != details.len() || !from.is_empty() {
            return None;
        }
        details.push(Detail { key, value });
    }
    Some(details)
}

fn read_records(parts: &Parts<'_>) -> Option<Vec<Record>> {
    let mut records = Vec::new();
    let mut from = Cursor(parts.records);
    while !from.is_empty() {
        let change = match from.u8()? {
            0 => None,
            byte => Some(event_type(byte - 1)?),
        };
        let (record_type, id) = (text(from.bytes()?)?, text(from.bytes()?)?);
        records.push(Record { record_type, id, name: None, change });
    }
    for &(index, value) in &parts.record_names {
        records.get_mut(index as usize)?.name = Some(text(value)?);
    }
    Some(records)
}

fn read_optional_text(value: Option<&[u8]>) -> Result<Option<String>, Malformed> {
    value.map(|value| text(value).ok_or(Malformed("text"))).transpose()
}

/// What `put_optional` wrote.
fn optional<'a>(from: &mut Cursor<'a>) -> Option<Option<&'a str>> {
    match from.u64()?.checked_sub(1) {
        None => Some(None),
        Some(len) => {
            let bytes = from.take(usize::try_from(len).ok()?)?;
            std::str::from_utf8(bytes).ok().map(Some)
        }
    }
}

fn text(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

fn text_of(text: &str) -> String {
    text.to_owned()
}

fn one_byte(bytes: &[u8]) -> Option<u8> {
    match bytes {
        [byte] => Some(*byte),
        _ => None,
    }
}

fn event_type(byte: u8) -> Option<EventType> {
    EventType::ALL.get(usize::from(byte)).copied()
}

fn i64_of(bytes: &[u8]) -> Option<i64> {
    let mut wide = [0; 8];
    wide.get_mut(8_usize.checked_sub(bytes.len())?..)?.copy_from_slice(bytes);
    let zigzag = u64::from_be_bytes(wide);
    Some((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
}
