//! An event: what happened, as Annals keeps it.

use std::net::IpAddr;

use crate::{Actor, EventId, Millis, OrganizationId, Record, Value};

/// What happened, complete and valid: an *entry* on screen. Made by [`crate::admit`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The sender's id, or one that Annals assigned.
    pub id: EventId,
    /// The organisation to whose log it belongs.
    pub organization: OrganizationId,
    /// When it happened, as the application says.
    pub occurred_at: Millis,
    /// When Annals took it in.
    pub recorded_at: Millis,
    /// The machine name: `enrollment.created`.
    pub action: String,
    /// The label: "Created Enrollment".
    pub label: String,
    /// What sort of change it is.
    pub event_type: EventType,
    /// The group of actions: "Enrollment", "Settings".
    pub category: Option<String>,
    /// The kind of audited object: "UserToolRights".
    pub area: Option<String>,
    /// Where it was done: "Office Portal".
    pub source: Option<String>,
    /// Who did it.
    pub actor: Actor,
    /// Address of the actor.
    pub ip: Option<IpAddr>,
    /// Program of the actor.
    pub user_agent: Option<String>,
    /// A sentence for people.
    pub description: Option<String>,
    /// Affected records, the changed one first, and those it belongs to.
    pub records: Vec<Record>,
    /// Properties that changed.
    pub changes: Vec<Change>,
    /// Further named values.
    pub details: Vec<Detail>,
    /// School years it concerns.
    pub calendars: Vec<Calendar>,
    /// Whether it succeeded.
    pub outcome: Outcome,
    /// Why, in the words of the actor or the application.
    pub reason: Option<String>,
    /// What ties the events of one operation together.
    pub correlation_id: Option<String>,
    /// Whether it should stand out.
    pub critical: bool,
    /// What Annals noticed on the way in.
    pub flags: Flags,
}

/// What sort of change an event, or its effect on one record, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    /// Something came into being.
    Add,
    /// Something changed.
    Change,
    /// Something went away.
    Delete,
    /// Something was read, exported or signed in to.
    Access,
    /// None of these.
    Other,
}

impl EventType {
    /// Every type, in the order in which they are listed.
    pub const ALL: [Self; 5] = [Self::Add, Self::Change, Self::Delete, Self::Access, Self::Other];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Access => "access",
            Self::Other => "other",
        }
    }

    /// The type that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event_type| event_type.as_str() == word)
    }
}

/// Whether the action succeeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It was done.
    #[default]
    Success,
    /// It failed.
    Failure,
    /// It was not allowed.
    Denied,
}

impl Outcome {
    /// Every outcome, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Success, Self::Failure, Self::Denied];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Denied => "denied",
        }
    }

    /// The outcome that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// One property that changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// Stable machine name of the property.
    pub property: String,
    /// Its label, when the sender gave one.
    pub label: Option<String>,
    /// "Existing Value"; absent when there was none.
    pub old: Option<Value>,
    /// "New Value"; absent when there is none.
    pub new: Option<Value>,
    /// Whether the values were secrets: shown as changed, never kept.
    pub masked: bool,
}

/// A further named value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Detail {
    /// Its name: "Tool Name".
    pub key: String,
    /// Its value; absent when it was a secret.
    pub value: Option<Value>,
}

/// A school year: `end_year` 2027 is the year 2026/27.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Calendar {
    /// The school.
    pub school: String,
    /// The year in which the school year ends.
    pub end_year: u16,
}

/// What Annals noticed on the way in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(pub u8);

impl Flags {
    /// The sender gave no `occurred_at`; it is the time of recording.
    pub const TIME_MISSING: Self = Self(1);
    /// The sender's clock was ahead of the server's.
    pub const CLOCK_AHEAD: Self = Self(2);
    /// At least one secret was masked.
    pub const MASKED: Self = Self(4);
    /// The entry has been redacted since.
    pub const REDACTED: Self = Self(8);

    /// Whether all of `other` is set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets all of `other`.
    pub fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
