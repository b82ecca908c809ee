//! The organisations that the samples happen in.

use annals_model::OrganizationId;

use crate::names::{INSTITUTIONS, PLACES, ZONES};

/// An organisation of the samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleOrganization {
    /// Its place in the profile's list.
    pub index: usize,
    /// Its name on the wire.
    pub id: OrganizationId,
    /// Its name on screen.
    pub name: String,
    /// The place of the organisation above it in the profile's list; always smaller than `index`.
    pub parent: Option<usize>,
    /// IANA name of its zone.
    pub time_zone: &'static str,
    pub(crate) people: People,
}

/// How many of each an organisation has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct People {
    pub(crate) staff: u64,
    pub(crate) students: u64,
    pub(crate) classes: u64,
}

impl People {
    /// What an organisation with so many events over the years has.
    pub(crate) fn for_events(events: u64) -> Self {
        Self {
            staff: (4 + events.isqrt() / 2).min(400),
            students: (20 + events / 60).min(60_000),
            classes: (6 + events.isqrt() / 4).min(300),
        }
    }

    pub(crate) fn families(&self) -> u64 {
        (self.students * 5 / 8).max(1)
    }
}

impl SampleOrganization {
    pub(crate) fn new(
        index: usize,
        id: &str,
        name: String,
        parent: Option<usize>,
        time_zone: &'static str,
        people: People,
    ) -> Self {
        let id = OrganizationId::parse(id).unwrap_or_else(|_| OrganizationId::installation());
        Self { index, id, name, parent, time_zone, people }
    }

    /// The `index`th of many, with a name that nobody chose by hand.
    pub(crate) fn numbered(index: usize, parent: Option<usize>, people: People) -> Self {
        let (word, place) = PLACES[index % PLACES.len()];
        let institution = INSTITUTIONS[index / PLACES.len() % INSTITUTIONS.len()];
        let zone = ZONES[index % ZONES.len()];
        let id = format!("{word}-{index}");
        Self::new(index, &id, format!("{place} {institution} {index}"), parent, zone, people)
    }
}
