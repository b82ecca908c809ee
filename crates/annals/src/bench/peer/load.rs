//! Loading the peer.

use std::path::Path;
use std::sync::mpsc;

use annals_samples::Bench;
use rusqlite::{Connection, params};
use zstd::dict::EncoderDictionary;

use super::pack::{Packed, Packer, Row};
use crate::bench::ingest::Batch;
use crate::bench::{BATCH_EVENTS, Plan};
use crate::cli::progress::bar;

const DICTIONARY_BYTES: usize = 112 * 1024;
const DICTIONARY_EVENTS: u64 = 10_000;
const LEVEL: i32 = 3;
/// Batches packed ahead of the writer.
const BATCHES_AHEAD: usize = 4;
/// 128 MiB: a page of the index of ids, which every batch touches all over, goes to the database
/// once for dozens of batches.
const CHECKPOINT_PAGES: u32 = 32 * 1024;

const SCHEMA: &str = "
CREATE TABLE dictionary (bytes BLOB NOT NULL);
CREATE TABLE entry (
    number       INTEGER PRIMARY KEY,
    organization INTEGER NOT NULL,
    occurred_at  INTEGER NOT NULL,
    id           BLOB    NOT NULL,
    action       INTEGER NOT NULL,
    actor        INTEGER NOT NULL,
    body         BLOB    NOT NULL
);
CREATE UNIQUE INDEX entry_id ON entry (organization, id);
CREATE INDEX entry_time ON entry (organization, occurred_at, action, actor);
CREATE TABLE name (code INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE word USING fts5(
    text, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_-.:@'\"
);
INSERT INTO word (word, rank) VALUES ('automerge', 16);
INSERT INTO word (word, rank) VALUES ('hashsize', 16777216);
";

/// Opens the database as the peer's operator would configure it.
pub(super) fn open(plan: &Plan, path: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open(path)?;
    let kib = plan.peer_cache_mib * 1024;
    connection.execute_batch(&format!(
        "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         PRAGMA cache_size=-{kib}; PRAGMA temp_store=MEMORY;
         PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES};"
    ))?;
    Ok(connection)
}

pub(super) fn load(
    plan: &Plan,
    path: &Path,
    stream: &Bench,
    dictionary: &[u8],
) -> anyhow::Result<()> {
    let mut connection = open(plan, path)?;
    connection.execute_batch(SCHEMA)?;
    connection.execute("INSERT INTO dictionary VALUES (?1)", params![dictionary])?;
    let events = stream.options().events;
    let bar = bar(events, "events");
    let (sender, receiver) = mpsc::sync_channel(BATCHES_AHEAD);
    std::thread::scope(|scope| {
        let packing = std::thread::Builder::new()
            .name("packing".to_owned())
            .spawn_scoped(scope, || pack_all(stream, dictionary, sender))?;
        for batch in receiver {
            write(&mut connection, &batch)?;
            bar.inc(batch.rows.len() as u64);
        }
        packing.join().map_err(|_| anyhow::anyhow!("the packing thread broke down"))?
    })?;
    bar.finish_and_clear();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
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
    sender: mpsc::SyncSender<Packed>,
) -> anyhow::Result<()> {
    let dictionary = EncoderDictionary::copy(dictionary, LEVEL);
    let mut packer = Packer::new(stream, &dictionary)?;
    let mut batch = Batch::new(stream);
    let events = stream.options().events;
    let mut from = 0;
    while from < events {
        let until = (from + BATCH_EVENTS).min(events);
        batch.draw(stream, from..until);
        if sender.send(packer.pack(&batch.json)?).is_err() {
            break;
        }
        from = until;
    }
    drop(sender);
    Ok(())
}

fn write(connection: &mut Connection, batch: &Packed) -> anyhow::Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut name = transaction.prepare_cached("INSERT INTO name VALUES (?1, ?2)")?;
        for (code, text) in &batch.names {
            name.execute(params![code, text])?;
        }
        let mut entry = transaction.prepare_cached(
            "INSERT INTO entry (organization, occurred_at, id, action, actor, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (organization, id) DO NOTHING",
        )?;
        let mut words =
            transaction.prepare_cached("INSERT INTO word (rowid, text) VALUES (?1, ?2)")?;
        for row in &batch.rows {
            let Row { organization, occurred_at, id, action, actor, .. } = row;
            let body = &batch.bodies[row.body.clone()];
            let added =
                entry.execute(params![organization, occurred_at, id, action, actor, body])?;
            if added > 0 {
                let text = &batch.words[row.words.clone()];
                words.execute(params![transaction.last_insert_rowid(), text])?;
            }
        }
    }
    transaction.commit()?;
    Ok(())
}
