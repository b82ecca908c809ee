//! The profile for benchmarks: 1,000 organisations of very different sizes over two years.

use std::sync::Arc;

use annals_model::Millis;

use crate::draw::{ActionTable, draw};
use crate::organization::People;
use crate::rng::Rng;
use crate::sample::Sample;
use crate::week::Week;
use crate::{SampleOrganization, names::ZONES};

/// How many organisations have events.
pub const ORGANIZATIONS: usize = 1_000;
/// The first moment of the two years: Monday, 2 January 2023. They end before 2025, so that no
/// machine's clock makes the events lie in the future.
pub const FROM: Millis = Millis(1_672_617_600_000);
/// How long they last: 104 weeks.
pub const SPAN_MS: i64 = 104 * 7 * 86_400_000;

/// What a benchmark asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BenchOptions {
    /// Equal seeds give equal events.
    pub seed: u64,
    /// Length of the stream; it decides how densely the two years are filled.
    pub events: u64,
    /// How many of a thousand places of the stream repeat an earlier event exactly.
    pub repeats_per_mille: u64,
    /// How many of a thousand events happened up to thirty days before their neighbours.
    pub late_per_mille: u64,
}

impl BenchOptions {
    /// A stream of `events`, 5 % of them late and none repeated.
    pub fn new(events: u64) -> Self {
        Self { seed: 1, events, repeats_per_mille: 0, late_per_mille: 50 }
    }
}

/// A stream of events, any part of which can be drawn by itself.
#[derive(Clone, Debug)]
pub struct Bench {
    options: BenchOptions,
    organizations: Vec<Arc<SampleOrganization>>,
    /// Upper ends of the organisations' shares of the 64-bit numbers.
    shares: Vec<u64>,
    actions: ActionTable,
    week: Week,
}

/// How far back a repeated event may lie in the stream.
const REPEAT_DISTANCE_MAX: u64 = 100_000;
const LATE_MS_MAX: u64 = 30 * 86_400_000;

/// What a draw is for; each has its own stream of random numbers.
const SALT_PLACE: u64 = 1;
const SALT_EVENT: u64 = 2;

impl Bench {
    /// Prepares the organisations; takes a millisecond.
    pub fn new(options: BenchOptions) -> Self {
        let weights: Vec<f64> = (1..=ORGANIZATIONS).map(|rank| 1.0 / rank as f64).collect();
        let sum: f64 = weights.iter().sum();
        let mut organizations = Vec::with_capacity(ORGANIZATIONS + 1);
        let mut shares = Vec::with_capacity(ORGANIZATIONS);
        let mut cumulated = 0.0;
        for (index, weight) in weights.iter().enumerate() {
            let share = weight / sum;
            cumulated += share;
            shares.push((cumulated * u64::MAX as f64) as u64);
            let people = People::for_events((options.events as f64 * share) as u64);
            let parent = (index % 2 == 1).then_some(0);
            organizations.push(SampleOrganization::numbered(index + 1, parent, people));
        }
        let none = People::default();
        let state = "Evergreen State".to_owned();
        let state = SampleOrganization::new(0, "evergreen", state, None, ZONES[3], none);
        organizations.insert(0, state);
        Self {
            options,
            organizations: organizations.into_iter().map(Arc::new).collect(),
            shares,
            actions: ActionTable::new(),
            week: Week::default(),
        }
    }

    /// All organisations, each after the one above it. The first has no events and 500 below it;
    /// the others come largest first.
    pub fn organizations(&self) -> &[Arc<SampleOrganization>] {
        &self.organizations
    }

    /// What was asked for.
    pub fn options(&self) -> BenchOptions {
        self.options
    }

    /// A sample to draw into.
    pub fn sample(&self) -> Sample {
        Sample::empty(Arc::clone(&self.organizations[0]))
    }

    /// Draws what stands at `place` (`0..events`) of the stream.
    pub fn draw(&self, place: u64, sample: &mut Sample) {
        let mut place = place;
        let mut rng = Rng::at(self.options.seed, SALT_PLACE, place);
        // A repeat may lead to another repeat; the first that is none is the event.
        while place > 0 && rng.chance(self.options.repeats_per_mille) {
            place -= 1 + rng.below(place.min(REPEAT_DISTANCE_MAX));
            rng = Rng::at(self.options.seed, SALT_PLACE, place);
        }
        let bits = rng.next();
        let rank = self.shares.partition_point(|&end| end < bits).min(ORGANIZATIONS - 1);
        let late_ms = if rng.chance(self.options.late_per_mille) {
            rng.skewed(LATE_MS_MAX) as i64
        } else {
            rng.below(2_000) as i64
        };
        let on_time = FROM.0 + self.week.stretch(place, self.options.events.max(1), SPAN_MS);
        let time = Millis((on_time - late_ms).max(FROM.0));
        let event = Rng::at(self.options.seed, SALT_EVENT, place);
        draw(sample, &self.organizations[rank + 1], &self.actions, time, event);
    }
}
