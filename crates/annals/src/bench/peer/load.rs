//! Loading the peer.

use std::fmt::Write;
use std::path::Path;
use std::sync::mpsc;

use annals_model::{Draft, EventId};
use annals_query::fold;
use annals_samples::Bench;
use annals_server::wire::parse_event;
use anyhow::Context;
use rusqlite::{Connection, params};
use zstd::bulk::Compressor;
use zstd::dict::EncoderDictionary;

use crate::bench::ingest::Batch;
use crate::bench::{BATCH_EVENTS, Plan};
use crate::cli::progress::bar;

const DICTIONARY_BYTES: usize = 112 * 1024;
const DICTIONARY_EVENTS: u64 = 10_000;
const LEVEL: i32 = 3;
/// Batches packed ahead of the writer.
const BATCHES_AHEAD: usize = 4;

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
    text, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_'\"
);
INSERT INTO word (word, rank) VALUES ('automerge', 16);
INSERT INTO word (word, rank) VALUES ('pgsz', 8000);
";

/// Opens the database as the peer's operator would configure it.
pub(super) fn open(plan: &Plan, path: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open(path)?;
    let kib = plan.peer_cache_mib * 1024;
    connection.execute_batch(&format!(
        "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         PRAGMA cache_size=-{kib}; PRAGMA wal_autocheckpoint=8192; PRAGMA temp_store=MEMORY;"
    ))?;
    Ok(connection)
}

/// A row that only has to be written.
struct Row {
    organization: i64,
    occurred_at: i64,
    id: [u8; 16],
    action: String,
    actor: String,
    words: String,
    body: Vec<u8>,
}

pub(super) fn load(plan: &Plan, path: &Path, stream: &Bench) -> anyhow::Result<()> {
    let mut connection = open(plan, path)?;
    connection.execute_batch(SCHEMA)?;
    let dictionary = train(stream)?;
    connection.execute("INSERT INTO dictionary VALUES (?1)", params![dictionary])?;
    let events = stream.options().events;
    let bar = bar(events, "events");
    let (sender, receiver) = mpsc::sync_channel(BATCHES_AHEAD);
    std::thread::scope(|scope| {
        let packing = scope.spawn(|| pack_all(stream, &dictionary, sender));
        let mut names = Names::default();
        for batch in receiver {
            write(&mut connection, &mut names, &batch)?;
            bar.inc(batch.len() as u64);
        }
        packing.join().map_err(|_| anyhow::anyhow!("the packing thread broke down"))?
    })?;
    bar.finish_and_clear();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn train(stream: &Bench) -> anyhow::Result<Vec<u8>> {
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
    sender: mpsc::SyncSender<Vec<Row>>,
) -> anyhow::Result<()> {
    let dictionary = EncoderDictionary::copy(dictionary, LEVEL);
    let mut compressor = Compressor::with_prepared_dictionary(&dictionary)?;
    let mut batch = Batch::new(stream);
    let events = stream.options().events;
    let mut from = 0;
    while from < events {
        let until = (from + BATCH_EVENTS).min(events);
        batch.draw(stream, from..until);
        let lines = batch.json.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        let rows = lines.map(|line| pack(stream, line, &mut compressor)).collect::<Result<_, _>>();
        if sender.send(rows?).is_err() {
            break;
        }
        from = until;
    }
    drop(sender);
    Ok(())
}

fn pack(stream: &Bench, line: &[u8], compressor: &mut Compressor<'_>) -> anyhow::Result<Row> {
    let draft = parse_event(line).map_err(|problems| anyhow::anyhow!("refused: {problems:?}"))?;
    let organization = organization(stream, &draft)?;
    let id = match &draft.id {
        Some(EventId::Uuid(id)) => id.into_bytes(),
        _ => anyhow::bail!("a sample has a UUID"),
    };
    let actor = draft.actor.username.clone().or(draft.actor.name.clone()).unwrap_or_default();
    Ok(Row {
        organization,
        occurred_at: draft.occurred_at.context("a sample has its time")?.0,
        id,
        words: words(organization, &draft, &actor),
        action: draft.action,
        actor,
        body: compressor.compress(line)?,
    })
}

/// The number in `lincoln-17`; it stands for the organisation.
fn organization(stream: &Bench, draft: &Draft) -> anyhow::Result<i64> {
    let id = draft.organization.as_ref().context("a sample names its organisation")?;
    let number = id.as_str().rsplit('-').next().and_then(|number| number.parse::<usize>().ok());
    let number = number.filter(|&number| number < stream.organizations().len());
    Ok(number.context("a sample's organisation is numbered")? as i64)
}

/// Everything that the entry is found by, each with its organisation before it. FTS5 without
/// positions keeps a word once, however often it comes.
fn words(organization: i64, draft: &Draft, actor: &str) -> String {
    let mut out = String::with_capacity(1_000);
    push_facet(&mut out, organization, "a", &[&draft.action]);
    push_facet(&mut out, organization, "u", &[actor]);
    push_facet(&mut out, organization, "s", &[draft.source.as_deref().unwrap_or_default()]);
    for record in &draft.records {
        push_facet(&mut out, organization, "r", &[&record.record_type, ":", &record.id]);
    }
    let label = annals_model::Catalogue::default().label(&draft.action);
    let texts = [&label, actor, draft.actor.name.as_deref().unwrap_or_default()];
    let texts =
        texts.into_iter().chain(draft.description.as_deref()).chain(draft.category.as_deref());
    let names = draft.records.iter().filter_map(|record| record.name.as_deref());
    for text in texts.chain(names) {
        fold::words(text, &mut |one| push_word(&mut out, organization, one));
    }
    for change in &draft.changes {
        for value in [&change.old, &change.new].into_iter().flatten() {
            fold::words(&value.display(), &mut |one| push_word(&mut out, organization, one));
        }
    }
    out
}

/// The token of a whole value. FTS5's `ascii` takes letters, digits and `_`, so that other bytes
/// are written as such.
pub(super) fn facet(organization: i64, kind: &str, value: &str) -> String {
    let mut token = String::new();
    push_facet(&mut token, organization, kind, &[value]);
    token.trim_end().to_owned()
}

/// The token of a word.
pub(super) fn word(organization: i64, word: &str) -> String {
    let mut token = String::new();
    push_word(&mut token, organization, word);
    token.trim_end().to_owned()
}

fn push_facet(out: &mut String, organization: i64, kind: &str, value: &[&str]) {
    push_prefix(out, organization, kind);
    for byte in value.iter().flat_map(|part| part.bytes()) {
        let is_plain = byte.is_ascii_alphanumeric();
        out.push(if is_plain { char::from(byte.to_ascii_lowercase()) } else { '_' });
    }
    out.push(' ');
}

fn push_word(out: &mut String, organization: i64, word: &str) {
    push_prefix(out, organization, "w");
    out.push_str(&fold::stem(word));
    out.push(' ');
}

fn push_prefix(out: &mut String, organization: i64, kind: &str) {
    // Writing into a string never fails.
    let _ = write!(out, "{organization}{kind}_");
}

/// Codes of actions and actors.
#[derive(Default)]
struct Names(std::collections::HashMap<String, i64>);

impl Names {
    fn code(&mut self, connection: &Connection, text: &str) -> anyhow::Result<i64> {
        if let Some(code) = self.0.get(text) {
            return Ok(*code);
        }
        let code = self.0.len() as i64 + 1;
        connection
            .prepare_cached("INSERT INTO name VALUES (?1, ?2)")?
            .execute(params![code, text])?;
        self.0.insert(text.to_owned(), code);
        Ok(code)
    }
}

fn write(connection: &mut Connection, names: &mut Names, rows: &[Row]) -> anyhow::Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut entry = transaction.prepare_cached(
            "INSERT INTO entry (organization, occurred_at, id, action, actor, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (organization, id) DO NOTHING",
        )?;
        let mut words =
            transaction.prepare_cached("INSERT INTO word (rowid, text) VALUES (?1, ?2)")?;
        for row in rows {
            let action = names.code(&transaction, &row.action)?;
            let actor = names.code(&transaction, &row.actor)?;
            let Row { organization, occurred_at, id, body, .. } = row;
            let added =
                entry.execute(params![organization, occurred_at, id, action, actor, body])?;
            if added > 0 {
                words.execute(params![transaction.last_insert_rowid(), row.words])?;
            }
        }
    }
    transaction.commit()?;
    Ok(())
}
