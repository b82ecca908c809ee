//! The profile for the demo: a gym, a state with its district and schools, a music school and a
//! foundation.
//!
//! Each is a small simulation that knows what it has told: a payment settles a charge that there
//! is, an old value is what was told last, and nothing happens to what is gone.

mod billing;
mod campaign;
mod day;
mod directory;
mod foundation;
mod gym;
mod households;
mod life;
mod office;
mod post;
mod school;
mod security;
mod smiths;
mod telling;
mod thing;

use std::sync::Arc;

use annals_model::{Draft, Millis};

use self::foundation::Foundation;
use self::gym::Gym;
use self::life::{Tells, Told};
use self::school::School;
use crate::message::SampleMessage;
use crate::organization::People;
use crate::{SampleOrganization, SampleRecord};

/// The search that the demo's home answers with exactly one entry, typed in its own zone.
pub const DEMO_SEARCH: &str = "01/01/2015 5:10 PM admin deleted Smith";

/// A handful of organisations with their entries of more than two years.
#[derive(Clone, Debug)]
pub struct Demo {
    until: Millis,
    /// About how many are told of each organisation.
    entries: Vec<u64>,
    organizations: Vec<Arc<SampleOrganization>>,
}

/// How many entries are told, unless somebody wants more or fewer.
pub const DEMO_ENTRIES: u64 = 9_000;

const SEED: u64 = 2;
const WEEK_MS: i64 = 7 * 86_400_000;
const WEEKS: i64 = 118;

/// Id, name, parent, zone, entries.
const ORGANIZATIONS: [(&str, &str, Option<usize>, &str, u64); 7] = [
    ("summit", "Summit Gymnastics", None, "America/Chicago", 4_000),
    ("prairie", "Prairie State Department of Education", None, "America/Chicago", 300),
    ("lakeview", "Lakeview School District", Some(1), "America/Chicago", 850),
    ("lincoln", "Lincoln Elementary School", Some(2), "America/Chicago", 1_150),
    ("roosevelt", "Roosevelt High School", Some(2), "America/Chicago", 1_150),
    ("harbor", "Harbor Music School", None, "America/New_York", 650),
    ("riverbend", "Riverbend Community Foundation", None, "America/Chicago", 900),
];

impl Demo {
    /// A demo whose latest entries happened shortly before `until`, of `entries` and up to a tenth
    /// more.
    pub fn new(until: Millis, entries: u64) -> Self {
        let organization = |(index, (id, name, parent, zone, _))| {
            let (name, people) = (String::from(name), People::default());
            Arc::new(SampleOrganization::new(index, id, name, parent, zone, people))
        };
        let share = |(.., own): &(_, _, _, _, u64)| own * entries / DEMO_ENTRIES;
        Self {
            until,
            entries: ORGANIZATIONS.iter().map(share).collect(),
            organizations: ORGANIZATIONS.into_iter().enumerate().map(organization).collect(),
        }
    }

    /// All organisations, each after the one above it.
    pub fn organizations(&self) -> &[Arc<SampleOrganization>] {
        &self.organizations
    }

    /// The gym whose log the demo opens with.
    pub fn home(&self) -> &Arc<SampleOrganization> {
        &self.organizations[0]
    }

    /// The state, above a district and two schools.
    pub fn state(&self) -> &Arc<SampleOrganization> {
        &self.organizations[1]
    }

    /// The foundation, with its contacts and campaigns.
    pub fn foundation(&self) -> &Arc<SampleOrganization> {
        &self.organizations[6]
    }

    /// Every entry, earliest first, each naming its organisation, in batches: a million at once
    /// would take gigabytes.
    pub fn batches(&self) -> Batches {
        let from = Millis(self.until.0 - WEEKS * WEEK_MS);
        let time = (from, self.until);
        let tells = |(own, wanted): (&Arc<SampleOrganization>, &u64)| -> Box<dyn Tells> {
            match own.id.as_str() {
                "summit" | "harbor" => Box::new(Told::<Gym>::new(own, time, *wanted)),
                "riverbend" => Box::new(Told::<Foundation>::new(own, time, *wanted)),
                _ => Box::new(Told::<School>::new(own, time, *wanted)),
            }
        };
        Batches {
            from,
            stories: self.organizations.iter().zip(&self.entries).map(tells).collect(),
            messages: Vec::new(),
            rest: Vec::new(),
            weeks: 0,
        }
    }
}

/// The entries of a demo, a week at a time.
pub struct Batches {
    from: Millis,
    stories: Vec<Box<dyn Tells>>,
    messages: Vec<SampleMessage>,
    /// What happened on the last day of a week, but after its end.
    rest: Vec<Draft>,
    weeks: i64,
}

impl Iterator for Batches {
    type Item = Vec<Draft>;

    fn next(&mut self) -> Option<Vec<Draft>> {
        if self.weeks == WEEKS {
            return None;
        }
        self.weeks += 1;
        let end = Millis(self.from.0 + self.weeks * WEEK_MS);
        let mut batch = std::mem::take(&mut self.rest);
        for story in &mut self.stories {
            story.tell(end);
            batch.append(story.entries());
            self.messages.append(story.messages());
        }
        batch.sort_by_key(|draft| draft.occurred_at);
        if self.weeks < WEEKS {
            let sure = batch.partition_point(|draft| draft.occurred_at < Some(end));
            self.rest = batch.split_off(sure);
        }
        Some(batch)
    }
}

impl Batches {
    /// What the organisations sent so far, earliest first.
    pub fn messages(&mut self) -> Vec<SampleMessage> {
        let mut messages = std::mem::take(&mut self.messages);
        messages.sort_by_key(|message| message.sent_at);
        messages
    }

    /// What the organisations say of the records that are there by now.
    pub fn records(&self) -> Vec<SampleRecord> {
        self.stories.iter().flat_map(|story| story.records()).collect()
    }
}
