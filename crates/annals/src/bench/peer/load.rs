//! Loading the peer: one thread packs batches, one writes their rows, one indexes their words.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, Scope, ScopedJoinHandle};

use annals_samples::Bench;
use indicatif::ProgressBar;
use rusqlite::Connection;
use zstd::dict::EncoderDictionary;

use super::pack::{Packed, Packer};
use super::{ENTRIES_FILE, WORDS_FILE, entries, words};
use crate::bench::ingest::Batch;
use crate::bench::{BATCH_EVENTS, Plan};
use crate::cli::progress::bar;

const DICTIONARY_BYTES: usize = 112 * 1024;
const DICTIONARY_EVENTS: u64 = 10_000;
const LEVEL: i32 = 3;

/// Loads the stream with as many batches on their way at once as Annals gets: a caller sends its
/// next one when the rows and the words of its last are on the disk. What waits for a thread is
/// committed together.
pub(super) fn load(
    plan: &Plan,
    directory: &Path,
    stream: &Bench,
    dictionary: &[u8],
) -> anyhow::Result<()> {
    let [rows_kib, words_kib] = super::caches_kib(plan);
    let rows_file = entries::create(&directory.join(ENTRIES_FILE), rows_kib, dictionary)?;
    let words_file = words::create(&directory.join(WORDS_FILE), words_kib)?;
    let bar = bar(stream.options().events, "events");
    let (packed_to, packed) = sync_channel(plan.callers);
    let (numbered_to, numbered) = sync_channel(plan.callers);
    let (caller_to, caller) = sync_channel(plan.callers);
    for _ in 0..plan.callers {
        caller_to.send(())?;
    }
    std::thread::scope(|scope| {
        let bar = &bar;
        let threads = [
            start(scope, "packing", move || pack_all(stream, dictionary, &caller, &packed_to))?,
            start(scope, "rows", move || write_rows(rows_file, &packed, &numbered_to))?,
            start(scope, "indexing", move || index_words(words_file, &numbered, &caller_to, bar))?,
        ];
        // The first error is the cause of those of the threads after it or before it.
        for thread in threads {
            thread.join().map_err(|_| anyhow::anyhow!("a thread of the peer broke down"))??;
        }
        anyhow::Ok(())
    })?;
    bar.finish_and_clear();
    Ok(())
}

fn start<'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    run: impl FnOnce() -> anyhow::Result<()> + Send + 'scope,
) -> anyhow::Result<ScopedJoinHandle<'scope, anyhow::Result<()>>> {
    Ok(Builder::new().name(name.to_owned()).spawn_scoped(scope, run)?)
}

/// A dictionary for the bodies, from events all over the stream.
pub(super) fn train(stream: &Bench) -> anyhow::Result<Vec<u8>> {
    let events = stream.options().events;
    let mut batch = Batch::new(stream);
    let mut samples = Vec::new();
    for i in 0..DICTIONARY_EVENTS.min(events) {
        let place = i * (events / DICTIONARY_EVENTS.min(events));
        batch.draw(stream, place..place + 1);
        samples.push(batch.json.clone());
    }
    Ok(zstd::dict::from_samples(&samples, DICTIONARY_BYTES)?)
}

fn pack_all(
    stream: &Bench,
    dictionary: &[u8],
    caller: &Receiver<()>,
    packed: &SyncSender<Packed>,
) -> anyhow::Result<()> {
    let dictionary = EncoderDictionary::copy(dictionary, LEVEL);
    let mut packer = Packer::new(stream, &dictionary)?;
    let mut batch = Batch::new(stream);
    let events = stream.options().events;
    for from in (0..events).step_by(BATCH_EVENTS as usize) {
        // A thread that broke down says why itself.
        if caller.recv().is_err() {
            break;
        }
        batch.draw(stream, from..(from + BATCH_EVENTS).min(events));
        if packed.send(packer.pack(&batch.json)?).is_err() {
            break;
        }
    }
    Ok(())
}

fn write_rows(
    mut file: Connection,
    packed: &Receiver<Packed>,
    numbered: &SyncSender<Packed>,
) -> anyhow::Result<()> {
    while let Some(mut group) = waiting(packed) {
        entries::write(&mut file, &mut group)?;
        for batch in group {
            if numbered.send(batch).is_err() {
                return Ok(());
            }
        }
    }
    close(file)
}

fn index_words(
    mut file: Connection,
    numbered: &Receiver<Packed>,
    caller: &SyncSender<()>,
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    while let Some(group) = waiting(numbered) {
        words::write(&mut file, &group)?;
        for batch in group {
            bar.inc(batch.rows.len() as u64);
            // After the last batch nobody waits.
            caller.send(()).ok();
        }
    }
    close(file)
}

/// All batches that wait, at least one; `None` when no more come.
fn waiting(batches: &Receiver<Packed>) -> Option<Vec<Packed>> {
    let first = batches.recv().ok()?;
    Some(std::iter::once(first).chain(batches.try_iter()).collect())
}

fn close(file: Connection) -> anyhow::Result<()> {
    file.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    file.close().map_err(|(_, error)| error.into())
}
