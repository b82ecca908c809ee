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

/// A handful of organisations with their entries of more than two years.
#[derive(Clone, Debug)]
pub struct Demo {
    until: Millis,
    /// How many are drawn for each organisation.
    events: Vec<u64>,
    organizations: Vec<Arc<SampleOrganization>>,
}

/// How many entries are drawn, unless somebody wants more or fewer.
pub const DEMO_ENTRIES: u64 = 9_000;

const SEED: u64 = 2;
const SALT_EVENT: u64 = 3;
const WEEK_MS: i64 = 7 * 86_400_000;
const WEEKS: i64 = 118;
/// People begin up to so much earlier than the rhythm of the week says.
const EARLIER_MS: u64 = 3_000_000;

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
    /// A demo whose latest entries happened shortly before `until`, of a bit more than `entries`.
    pub fn new(until: Millis, entries: u64) -> Self {
        let organization = |(index, (id, name, parent, zone, events))| {
            // People as in a place with more events than are shown, so that they vary.
            let people = People::for_events(events * 6);
            let name = String::from(name);
            Arc::new(SampleOrganization::new(index, id, name, parent, zone, people))
        };
        let events = ORGANIZATIONS.iter().map(|(.., events)| events * entries / DEMO_ENTRIES);
        Self {
            until,
            events: events.collect(),
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

    /// When the first entries that are drawn happen.
    fn begin(&self) -> i64 {
        self.until.0 - WEEKS * WEEK_MS
    }

    /// What an organisation sent, earliest first; some send nothing.
    pub fn messages(&self, organization: &SampleOrganization) -> Vec<SampleMessage> {
        messages::messages(organization, self.until)
    }

    /// Every entry, earliest first, each naming its organisation, in batches: a million at once
    /// would take gigabytes.
    pub fn batches(&self) -> Batches<'_> {
        let mut told = story::drafts(self.until);
        told.extend(security::drafts(self.until));
        told.extend(cast::drafts(self.until));
        told.sort_by_key(|draft| std::cmp::Reverse(draft.occurred_at));
        Batches {
            demo: self,
            actions: ActionTable::new(),
            week: Week::default(),
            drawn: vec![0; self.organizations.len()],
            told,
            rest: Vec::new(),
            weeks: 0,
        }
    }
}

/// The entries of a demo, a week at a time.
pub struct Batches<'d> {
    demo: &'d Demo,
    actions: ActionTable,
    week: Week,
    /// How many of each organisation are drawn.
    drawn: Vec<u64>,
    /// What nobody drew, the latest first.
    told: Vec<Draft>,
    /// What happened so late in its week that some of the next may come before it.
    rest: Vec<Draft>,
    weeks: i64,
}

impl Iterator for Batches<'_> {
    type Item = Vec<Draft>;

    fn next(&mut self) -> Option<Vec<Draft>> {
        if self.weeks == WEEKS {
            return None;
        }
        self.weeks += 1;
        let is_last = self.weeks == WEEKS;
        let end = self.demo.begin() + self.weeks * WEEK_MS;
        let mut batch = std::mem::take(&mut self.rest);
        for index in 0..self.drawn.len() {
            self.draw(index, end, &mut batch);
        }
        let at = |draft: &Draft| draft.occurred_at.map_or(i64::MIN, |at| at.0);
        while let Some(draft) = self.told.pop_if(|draft| is_last || at(draft) < end) {
            batch.push(draft);
        }
        batch.sort_by_key(|draft| draft.occurred_at);
        if !is_last {
            let sure = batch.partition_point(|draft| at(draft) < end - EARLIER_MS as i64);
            self.rest = batch.split_off(sure);
        }
        Some(batch)
    }
}

impl Batches<'_> {
    /// Draws what happened in an organisation before `end`.
    fn draw(&mut self, index: usize, end: i64, batch: &mut Vec<Draft>) {
        let Self { demo, actions, week, drawn, .. } = self;
        let (organization, events) = (&demo.organizations[index], demo.events[index]);
        let mut sample = Sample::empty(Arc::clone(organization));
        while drawn[index] < events {
            let place = drawn[index];
            let time = demo.begin() + week.stretch(place, events, WEEKS * WEEK_MS);
            if time >= end {
                return;
            }
            let mut rng = Rng::at(SEED, SALT_EVENT, place << 8 | organization.index as u64);
            let time = (time - rng.below(EARLIER_MS) as i64).max(demo.begin());
            draw(&mut sample, organization, actions, Millis(time), rng);
            batch.push(sample.draft());
            drawn[index] += 1;
        }
    }
}
