//! One drawn event, and the draft that it makes.

use std::net::IpAddr;
use std::sync::Arc;

use annals_model::{
    Actor, ActorKind, Calendar, Change, Detail, Draft, EventId, EventType, Millis, OnBehalfOf,
    Outcome, Record, Value,
};
use uuid::Uuid;

use crate::text::{Pieces, Text};
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
}
