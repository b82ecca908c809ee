//! The ids of erased entries, which answer with their old numbers and are not revived.
//!
//! They are rows of the journal, as many as retention leaves over the years. In memory is only a
//! filter (a Bloom filter, 12 bits an id) that spares nearly every new id a look at the rows.

use std::sync::Arc;

use annals_model::{EventId, Number, OrganizationOrdinal};
use annals_proof::Commitment;
use hashbrown::HashMap;
use sqlx::{QueryBuilder, Row, SqliteConnection, SqlitePool};
use tokio::sync::{mpsc, oneshot};

use crate::prepare::{Known, erased_hash};
use crate::segment::DocumentCache;
use crate::state::{Part, State};
use crate::store::Shared;
use crate::writer::Job;
use crate::{Error, Result, document};

/// Rows that are written in one transaction: it holds up everyone who writes.
pub(crate) const CHUNK_ROWS: usize = 2_000;
/// Rows of one statement; SQLite takes 32,766 parameters.
const STATEMENT_ROWS: usize = 500;
/// Rows that are read at once at the start.
const LOAD_ROWS: i64 = 10_000;
/// Ids of the filter's first layer; each further one takes as many as all before together, ..
const LAYER_IDS_MIN: usize = if cfg!(test) { 64 } else { 1 << 16 };
/// .. until they are so many: 48 MiB. Beyond, the filter lets more through.
const FILTER_IDS_MAX: usize = if cfg!(test) { 1 << 10 } else { 1 << 25 };
const BITS_PER_ID: usize = 12;
/// Bits that an id sets: of a thousand ids that are not there three are looked for.
const PROBES: u64 = 8;

/// What stays of an erased entry beside its place in the log.
pub(crate) struct ErasedId {
    organization: OrganizationOrdinal,
    id_hash: u128,
    number: Number,
    commitment: Commitment,
}

/// Which ids may have been erased. Clones share what they have in common.
#[derive(Clone, Default)]
pub(crate) struct Erased {
    layers: Vec<Layer>,
    /// Rows of an earlier run are not all in it yet, so that any id may be among them.
    is_loading: bool,
}

#[derive(Clone)]
struct Layer {
    words: Arc<Vec<u64>>,
    /// How many ids it is made for, and how many more it takes.
    ids: usize,
    room: usize,
}

impl Erased {
    /// A filter that lets everything through until [`load`] is done.
    pub(crate) async fn open(readers: &SqlitePool) -> Result<Self> {
        let is_loading =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM erased)").fetch_one(readers).await?;
        Ok(Self { layers: Vec::new(), is_loading })
    }

    /// Takes ids up whose rows are committed.
    pub(crate) fn extend(&mut self, erased: &[ErasedId]) {
        erased.iter().for_each(|erased| self.insert(erased.id_hash));
    }

    /// Never wrong when false.
    fn may_have(&self, id_hash: u128) -> bool {
        self.is_loading || self.layers.iter().any(|layer| layer.may_have(id_hash))
    }

    fn insert(&mut self, id_hash: u128) {
        let ids: usize = self.layers.iter().map(|layer| layer.ids).sum();
        if self.layers.last().is_none_or(|layer| layer.room == 0) && ids < FILTER_IDS_MAX {
            self.layers.push(Layer::new(ids.max(LAYER_IDS_MIN)));
        }
        if let Some(layer) = self.layers.last_mut() {
            layer.insert(id_hash);
        }
    }

    /// Finds those of `events` that were erased and of which nothing else was found.
    pub(crate) async fn look_up<'e>(
        &self,
        readers: &SqlitePool,
        events: impl Iterator<Item = (OrganizationOrdinal, &'e EventId, &'e mut Option<Known>)>,
    ) -> Result<()> {
        if self.layers.is_empty() && !self.is_loading {
            return Ok(());
        }
        let mut asked: Vec<_> = events
            .filter(|(_, _, known)| known.is_none())
            .map(|(organization, id, known)| ((organization, erased_hash(organization, id)), known))
            .filter(|((_, id_hash), _)| self.may_have(*id_hash))
            .collect();
        for chunk in asked.chunks_mut(STATEMENT_ROWS) {
            let found = read(readers, chunk.iter().map(|(key, _)| key)).await?;
            for (key, known) in chunk {
                **known = found.get(key).copied();
            }
        }
        Ok(())
    }
}

impl Layer {
    fn new(ids: usize) -> Self {
        let words = vec![0; (ids * BITS_PER_ID).div_ceil(64)];
        Self { words: Arc::new(words), ids, room: ids }
    }

    fn insert(&mut self, id_hash: u128) {
        let words = Arc::make_mut(&mut self.words);
        for bit in bits(id_hash, words.len()) {
            words[bit / 64] |= 1 << (bit % 64);
        }
        self.room = self.room.saturating_sub(1);
    }

    fn may_have(&self, id_hash: u128) -> bool {
        bits(id_hash, self.words.len()).all(|bit| self.words[bit / 64] >> (bit % 64) & 1 == 1)
    }
}

/// The bits of an id: A. Kirsch, M. Mitzenmacher: "Less Hashing, Same Performance", 2006.
fn bits(id_hash: u128, words: usize) -> impl Iterator<Item = usize> {
    let (first, step) = (id_hash as u64, (id_hash >> 64) as u64 | 1);
    let all = words as u64 * 64;
    (0..PROBES).map(move |probe| (first.wrapping_add(probe.wrapping_mul(step)) % all) as usize)
}

type Key = (OrganizationOrdinal, u128);

async fn read<'k>(
    readers: &SqlitePool,
    keys: impl Iterator<Item = &'k Key>,
) -> Result<HashMap<Key, Known>> {
    let mut select = QueryBuilder::new(
        "SELECT organization, id_hash, number, commitment FROM erased
         WHERE (organization, id_hash) IN (",
    );
    select.push_values(keys, |mut row, (organization, id_hash)| {
        row.push_bind(organization.0).push_bind(id_hash.to_be_bytes().to_vec());
    });
    let rows = select.push(")").build().persistent(false).fetch_all(readers).await?;
    rows.iter()
        .map(|row| {
            let commitment = row.try_get::<&[u8], _>(3)?.try_into().map_err(|_| malformed())?;
            let known = Known {
                number: Number(row.try_get::<i64, _>(2)? as u64),
                commitment: Commitment(commitment),
                fingerprint: None,
            };
            Ok(((OrganizationOrdinal(row.try_get(0)?), hash_of(row.try_get(1)?)?), known))
        })
        .collect()
}

fn hash_of(bytes: &[u8]) -> Result<u128> {
    bytes.try_into().map(u128::from_be_bytes).map_err(|_| malformed())
}

fn malformed() -> Error {
    Error::Invalid("the table of erased ids is damaged".to_owned())
}

/// Writes rows within the writer's transaction.
pub(crate) async fn write(connection: &mut SqliteConnection, erased: &[ErasedId]) -> Result<()> {
    for chunk in erased.chunks(STATEMENT_ROWS) {
        let mut insert =
            QueryBuilder::new("INSERT INTO erased (organization, id_hash, number, commitment) ");
        insert.push_values(chunk, |mut row, erased| {
            row.push_bind(erased.organization.0)
                .push_bind(erased.id_hash.to_be_bytes().to_vec())
                .push_bind(erased.number.0 as i64)
                .push_bind(&erased.commitment.0[..]);
        });
        insert.push(" ON CONFLICT DO NOTHING");
        insert.build().persistent(false).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Fills the filter with the rows of earlier runs, while the store is open: ten million of them
/// take longer than a start may.
pub(crate) async fn load(readers: &SqlitePool, state: &State) -> Result<()> {
    let earlier = read_all(readers).await?;
    state.change(|published| {
        let erased = Arc::make_mut(&mut published.erased);
        // What was erased since the start stands in layers of its own, which go on growing.
        erased.layers.splice(..0, earlier);
        erased.is_loading = false;
        Ok(())
    })
}

async fn read_all(readers: &SqlitePool) -> Result<Vec<Layer>> {
    let mut all = Erased::default();
    let (mut organization, mut hash) = (-1_i64, Vec::new());
    loop {
        let rows = sqlx::query(
            "SELECT organization, id_hash FROM erased WHERE (organization, id_hash) > ($1, $2)
             ORDER BY organization, id_hash LIMIT $3",
        )
        .bind(organization)
        .bind(&hash[..])
        .bind(LOAD_ROWS)
        .fetch_all(readers)
        .await?;
        for row in &rows {
            all.insert(hash_of(row.try_get(1)?)?);
        }
        let Some(last) = rows.last() else { return Ok(all.layers) };
        (organization, hash) = (last.try_get(0)?, last.try_get(1)?);
    }
}

/// Remembers the ids of the dead entries of `parts`, before their documents go with them. An id
/// that is remembered while its document is still there does no harm.
pub(crate) async fn remember(shared: &Shared, parts: &[Part]) -> Result<()> {
    let parts: Vec<_> = parts.iter().filter(|part| !part.dead.is_empty()).cloned().collect();
    if parts.is_empty() {
        return Ok(());
    }
    let (chunks, mut read) = mpsc::channel(1);
    let reading = tokio::task::spawn_blocking(move || {
        let mut chunk = Vec::new();
        for part in &parts {
            read_dead(part, &mut |erased| {
                chunk.push(erased);
                // Nobody takes it any more when the writing failed, which is what is told.
                chunk.len() < CHUNK_ROWS || chunks.blocking_send(std::mem::take(&mut chunk)).is_ok()
            })?;
        }
        let _ = chunks.blocking_send(chunk);
        Ok(())
    });
    while let Some(chunk) = read.recv().await {
        let (reply, done) = oneshot::channel();
        shared.queue.send(Job::Erase(chunk, reply)).await?;
        done.await.map_err(|_| Error::Closed)??;
    }
    reading.await.map_err(|error| Error::Invalid(error.to_string()))?
}

/// Calls `take` with each dead entry until it returns false.
fn read_dead(part: &Part, take: &mut dyn FnMut(ErasedId) -> bool) -> Result<()> {
    for (&organization, positions) in part.dead.iter() {
        let Some(slice) = part.segment.slice(organization) else { continue };
        let mut cache = DocumentCache::default();
        for position in positions {
            let bytes = slice.document_in(position, &mut cache)?;
            let damaged = |error: document::Malformed| part.damaged(&error);
            let (id, _) = document::identity(bytes).map_err(damaged)?;
            let commitment = document::commitment(bytes).map_err(damaged)?;
            let id_hash = erased_hash(organization, &id);
            let number = slice.number(position)?;
            if !take(ErasedId { organization, id_hash, number, commitment }) {
                return Ok(());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
