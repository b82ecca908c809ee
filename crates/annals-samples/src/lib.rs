//! A seeded generator of believable organisations and events, for the demo, the benchmarks and
//! tests.
//!
//! The same seed gives the same events on every platform and in every version: figures stay
//! comparable and a failing test can be run again. Nothing here reads a clock or the machine's
//! randomness.

mod action;
mod bench;
mod demo;
mod draw;
mod json;
mod message;
mod names;
mod organization;
mod record;
mod rng;
mod roster;
mod sample;
mod text;
mod week;

pub use bench::{Bench, BenchOptions, FROM, ORGANIZATIONS, SPAN_MS};
pub use demo::{DEMO_ENTRIES, DEMO_SEARCH, Demo};
pub use message::{SampleMessage, SampleMessageEvent};
pub use organization::SampleOrganization;
pub use record::SampleRecord;
pub use sample::Sample;
