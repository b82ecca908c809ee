//! What a team would otherwise build: SQLite with the right indexes, FTS5 over words and facets,
//! bodies packed with a trained zstd dictionary; durable, in batches of 1,000.
//!
//! Choices of someone who knows SQLite well: rows and words are two files, because each has but
//! one writer, so that one thread packs, one writes rows and one writes words; rows come in the
//! order of time, so that FTS5 finds the newest first by itself; words are one token for all
//! organisations, facets one for each; no positions, because nobody asks for phrases here; small
//! pages, because ids are random and every batch touches their index all over; counts come from a
//! covering index.
//!
//! It does less than Annals: what is not searched by is not checked, nothing is masked, committed
//! to or proven, and late events are shown in the order in which they came.

#[cfg(test)]
mod agreement;
mod entries;
mod load;
mod pack;
mod query;
mod tokens;
mod words;

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
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
    let path = directory.path().to_owned();
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
        let bytes = machine::bytes_below(&path)?;
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

/// The rows with their indexes, and the words.
const ENTRIES_FILE: &str = "entries.db";
const WORDS_FILE: &str = "words.db";
/// 512 MiB: a page of the index of ids, which every batch touches all over, goes to the database
/// once for hundreds of batches.
const CHECKPOINT_PAGES: u32 = 128 * 1024;

/// Opens a file as the peer's operator would configure it.
fn open(path: &Path, cache_kib: u64) -> anyhow::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(&format!(
        "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         PRAGMA cache_size=-{cache_kib}; PRAGMA temp_store=MEMORY;
         PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES};"
    ))?;
    Ok(connection)
}

/// What the rows and the words may keep in memory. Rows get more: ids are random, words are merged
/// in order.
fn caches_kib(plan: &Plan) -> [u64; 2] {
    let kib = plan.peer_cache_mib * 1024;
    [kib - kib / 4, kib / 4]
}
