//! The profile for the demo: a state, its district and schools, and a gym.

mod campaign;
mod cast;
mod messages;
mod security;
mod story;

use std::sync::Arc;

use annals_model::{Draft, Millis};

use crate::SampleOrganization;
use crate::draw::{ActionTable, draw};
use crate::message::SampleMessage;
use crate::organization::People;
use crate::rng::Rng;
use crate::sample::Sample;
use crate::week::Week;

/// The search that the demo's home answers with exactly one entry, typed in its own zone.
pub const DEMO_SEARCH: &str = "01/01/2015 5:10 PM admin deleted Smith";

/// A handful of organisations with thousands of entries over more than two years.
#[derive(Clone, Debug)]
pub struct Demo {
    until: Millis,
    organizations: Vec<Arc<SampleOrganization>>,
}

const SEED: u64 = 2;
const SALT_EVENT: u64 = 3;
const WEEK_MS: i64 = 7 * 86_400_000;
const WEEKS: i64 = 118;

/// Id, name, parent, zone, drawn events.
const ORGANIZATIONS: [(&str, &str, Option<usize>, &str, u64); 6] = [
    ("summit", "Summit Gymnastics", None, "America/Chicago", 4_000),
    ("prairie", "Prairie State Department of Education", None, "America/Chicago", 300),
    ("lakeview", "Lakeview School District", Some(1), "America/Chicago", 900),
    ("lincoln", "Lincoln Elementary School", Some(2), "America/Chicago", 1_600),
    ("roosevelt", "Roosevelt High School", Some(2), "America/Chicago", 1_600),
    ("harbor", "Harbor Music School", None, "America/New_York", 600),
];

impl Demo {
    /// A demo whose latest entries happened shortly before `until`.
    pub fn new(until: Millis) -> Self {
        let organization = |(index, (id, name, parent, zone, events))| {
            // People as in a place with more events than are shown, so that they vary.
            let people = People::for_events(events * 6);
            let name = String::from(name);
            Arc::new(SampleOrganization::new(index, id, name, parent, zone, people))
        };
        Self {
            until,
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

    /// What an organisation sent, earliest first; some send nothing.
    pub fn messages(&self, organization: &SampleOrganization) -> Vec<SampleMessage> {
        messages::messages(organization, self.until)
    }

    /// Every entry, earliest first, each naming its organisation.
    pub fn drafts(&self) -> Vec<Draft> {
        let actions = ActionTable::new();
        let week = Week::default();
        let mut sample = Sample::empty(Arc::clone(self.home()));
        let mut drafts = Vec::new();
        let from = self.until.0 - WEEKS * WEEK_MS;
        for (organization, (.., events)) in self.organizations.iter().zip(ORGANIZATIONS) {
            for place in 0..events {
                let time = Millis(from + week.stretch(place, events, WEEKS * WEEK_MS));
                let index = place << 8 | organization.index as u64;
                let mut rng = Rng::at(SEED, SALT_EVENT, index);
                let time = Millis((time.0 - rng.below(3_000_000) as i64).max(from));
                draw(&mut sample, organization, &actions, time, rng);
                drafts.push(sample.draft());
            }
        }
        drafts.extend(story::drafts(self.until));
        drafts.extend(security::drafts(self.until));
        drafts.extend(cast::drafts(self.until));
        drafts.sort_by_key(|draft| draft.occurred_at);
        drafts
    }
}
