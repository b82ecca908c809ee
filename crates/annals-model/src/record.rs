//! What was affected.

use std::fmt;

use crate::EventType;

/// A record that an event affected, or that the affected one belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Record {
    /// The catalogue's name of its type: `student`.
    pub record_type: String,
    /// The application's id, unique within the type.
    pub id: String,
    /// Its name at that time.
    pub name: Option<String>,
    /// What happened to this record; absent for one that the event merely belongs to.
    pub change: Option<EventType>,
}

impl Record {
    /// The key by which the record is found.
    pub fn key(&self) -> RecordKey {
        RecordKey { record_type: self.record_type.clone(), id: self.id.clone() }
    }
}

/// Type and id of a record: `student:17`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// The record's type.
    pub record_type: String,
    /// The record's id.
    pub id: String,
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.record_type, self.id)
    }
}
