//! A draft as the API takes it.

use annals_model::{Draft, Value};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;

/// One line of NDJSON, line end included; values are passed on as they were read.
pub(crate) fn write(draft: &Draft, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let actor = &draft.actor;
    let wire = Wire {
        id: draft.id.as_ref().map(ToString::to_string),
        organization: draft.organization.as_ref().map(ToString::to_string),
        occurred_at: draft.occurred_at.map(|time| time.to_string()),
        action: &draft.action,
        event_type: draft.event_type.map(annals_model::EventType::as_str),
        category: draft.category.as_deref(),
        area: draft.area.as_deref(),
        source: draft.source.as_deref(),
        actor: ActorWire {
            id: actor.id.as_deref(),
            name: actor.name.as_deref(),
            username: actor.username.as_deref(),
            email: actor.email.as_deref(),
            kind: actor.kind.as_str(),
            role: actor.role.as_deref(),
            on_behalf_of: actor
                .on_behalf_of
                .as_ref()
                .map(|other| OtherWire { id: other.id.as_deref(), name: other.name.as_deref() }),
        },
        ip: draft.ip.map(|ip| ip.to_string()),
        user_agent: draft.user_agent.as_deref(),
        description: draft.description.as_deref(),
        records: draft.records.iter().map(RecordWire::of).collect(),
        changes: draft.changes.iter().map(ChangeWire::of).collect::<Result<_, _>>()?,
        details: Details(&draft.details),
        calendars: draft.calendars.iter().map(CalendarWire::of).collect(),
        outcome: draft.outcome.map(annals_model::Outcome::as_str),
        reason: draft.reason.as_deref(),
        correlation_id: draft.correlation_id.as_deref(),
        critical: draft.critical,
    };
    serde_json::to_writer(&mut *out, &wire)?;
    out.push(b'\n');
    Ok(())
}

#[derive(Serialize)]
struct Wire<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurred_at: Option<String>,
    action: &'a str,
    #[serde(rename = "type")]
    event_type: Option<&'static str>,
    category: Option<&'a str>,
    area: Option<&'a str>,
    source: Option<&'a str>,
    actor: ActorWire<'a>,
    ip: Option<String>,
    user_agent: Option<&'a str>,
    description: Option<&'a str>,
    records: Vec<RecordWire<'a>>,
    changes: Vec<ChangeWire<'a>>,
    details: Details<'a>,
    calendars: Vec<CalendarWire<'a>>,
    outcome: Option<&'static str>,
    reason: Option<&'a str>,
    correlation_id: Option<&'a str>,
    critical: Option<bool>,
}

#[derive(Serialize)]
struct ActorWire<'a> {
    id: Option<&'a str>,
    name: Option<&'a str>,
    username: Option<&'a str>,
    email: Option<&'a str>,
    kind: &'static str,
    role: Option<&'a str>,
    on_behalf_of: Option<OtherWire<'a>>,
}

#[derive(Serialize)]
struct OtherWire<'a> {
    id: Option<&'a str>,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct RecordWire<'a> {
    #[serde(rename = "type")]
    record_type: &'a str,
    id: &'a str,
    name: Option<&'a str>,
    change: Option<&'static str>,
}

#[derive(Serialize)]
struct ChangeWire<'a> {
    property: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    old: Option<&'a RawValue>,
    new: Option<&'a RawValue>,
}

#[derive(Serialize)]
struct CalendarWire<'a> {
    school: &'a str,
    end_year: u16,
}

struct Details<'a>(&'a [annals_model::Detail]);

impl<'a> RecordWire<'a> {
    fn of(record: &'a annals_model::Record) -> Self {
        Self {
            record_type: &record.record_type,
            id: &record.id,
            name: record.name.as_deref(),
            change: record.change.map(annals_model::EventType::as_str),
        }
    }
}

impl<'a> ChangeWire<'a> {
    fn of(change: &'a annals_model::Change) -> serde_json::Result<Self> {
        Ok(Self {
            property: &change.property,
            label: change.label.as_deref(),
            old: change.old.as_ref().map(raw).transpose()?,
            new: change.new.as_ref().map(raw).transpose()?,
        })
    }
}

impl<'a> CalendarWire<'a> {
    fn of(calendar: &'a annals_model::Calendar) -> Self {
        Self { school: &calendar.school, end_year: calendar.end_year }
    }
}

impl Serialize for Details<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for detail in self.0 {
            let value = detail.value.as_ref().map(raw).transpose();
            map.serialize_entry(&detail.key, &value.map_err(serde::ser::Error::custom)?)?;
        }
        map.end()
    }
}

fn raw(value: &Value) -> serde_json::Result<&RawValue> {
    serde_json::from_str(value.as_json())
}

#[cfg(test)]
mod tests {
    use annals_model::Millis;
    use annals_samples::{Bench, BenchOptions, DEMO_ENTRIES, Demo};

    fn check(draft: &annals_model::Draft) {
        let mut line = Vec::new();
        super::write(draft, &mut line).unwrap();
        let read = annals_server::wire::parse_event(line.trim_ascii()).unwrap();
        assert_eq!(&read, draft);
    }

    #[test]
    fn what_is_written_is_read_as_the_same_draft() {
        let demo = Demo::new(Millis(1_795_000_000_000), DEMO_ENTRIES);
        demo.batches().flatten().for_each(|draft| check(&draft));
    }

    /// The samples' own lines say what their drafts say, by the parser that counts.
    #[test]
    fn the_server_reads_a_sample_as_its_draft() {
        let bench = Bench::new(BenchOptions::new(5_000));
        let mut sample = bench.sample();
        for place in 0..5_000 {
            let mut line = Vec::new();
            bench.draw(place, &mut sample);
            sample.write_json(&mut line);
            let read = annals_server::wire::parse_event(line.trim_ascii()).unwrap();
            assert_eq!(read, sample.draft());
        }
    }
}
