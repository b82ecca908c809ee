//! What a team would otherwise build: SQLite with the right indexes, FTS5 over words and facets,
//! bodies packed with a trained zstd dictionary; durable, in batches of 1,000.
//!
//! Choices of someone who knows SQLite well: one thread reads and packs while the other writes;
//! rows come in the order of time, so that FTS5 finds the newest first by itself; words are one
//! token for all organisations, facets one for each; no positions, because nobody asks for phrases
//! here; small pages, because ids are random and every batch touches their index all over; counts
//! come from a covering index.
//!
//! It does less than Annals: what is not searched by is not checked, nothing is masked, committed
//! to or proven, and late events are shown in the order in which they came.

mod load;
mod pack;
mod query;

use std::time::Instant;

use serde_json::{Value, json};

use super::memory::Watch;
use super::{Directory, Plan};
use crate::machine;

/// What it reached when this was designed, on a machine with this hash speed: 5 million events.
const REFERENCE_EVENTS_PER_SECOND: f64 = 42_700.0;
const REFERENCE_BYTES_PER_EVENT: f64 = 317.0;
const REFERENCE_HASH_SPEED: f64 = 1.77e9;

pub(super) fn run(plan: &Plan) -> anyhow::Result<Value> {
    let mut directory = Directory::open(plan, "peer")?;
    let stream = directory.stream();
    let watch = Watch::start();
    let events = directory.state.events;
    let path = directory.path().join("peer.db");
    if directory.state.ingest.is_none() {
        let from = directory.state.next;
        anyhow::ensure!(from == 0, "a half-filled peer can't go on; delete {}", path.display());
        directory.state.next = 1;
        directory.save()?;
        // Done once in a database's life.
        let dictionary = load::train(&stream)?;
        let begin = Instant::now();
        let processor = machine::processor_time().unwrap_or_default();
        load::load(plan, &path, &stream, &dictionary)?;
        let seconds = begin.elapsed().as_secs_f64();
        let processor_s = (machine::processor_time().unwrap_or_default() - processor).as_secs_f64();
        let bytes = path.metadata()?.len();
        let expected = REFERENCE_EVENTS_PER_SECOND * machine::hash_speed() / REFERENCE_HASH_SPEED;
        let rate = events as f64 / seconds;
        directory.state.ingest = Some(json!({
            "events": events,
            "seconds": seconds,
            "events_per_second": rate,
            "expected_events_per_second": expected,
            "ratio_to_expected": rate / expected,
            "processor_us_per_event": processor_s * 1e6 / events.max(1) as f64,
            "disk_bytes_per_event": bytes as f64 / events.max(1) as f64,
            "expected_bytes_per_event": REFERENCE_BYTES_PER_EVENT,
            "anonymous_memory_peak_bytes": watch.peak(),
        }));
        directory.save()?;
    }
    let mut answer = directory.state.ingest.clone().unwrap_or_default();
    answer["warm"] = query::all(plan, &path)?;
    Ok(answer)
}
