//! The tail after a start: the journal's blocks, indexed again.

use annals_model::{Millis, Number, OrganizationOrdinal};
use annals_proof::Commitment;
use hashbrown::HashMap;
use sqlx::{Row, SqlitePool};
use tokio::task::JoinHandle;

use crate::group::Placed;
use crate::heads::{Heads, Unsealed};
use crate::journal::{block, schema};
use crate::prepare::Prepared;
use crate::segment::Segment;
use crate::state::{Deleted, Part};
use crate::{Error, Result, document, tail};

/// Events that are indexed into one part.
const PART_EVENTS: i64 = 16_384;

/// The tail as the blocks tell it.
pub(crate) struct Replayed {
    pub(crate) parts: Vec<Part>,
    /// Id hashes with their blocks.
    pub(crate) ids: HashMap<u64, i64>,
    pub(crate) next_block: i64,
}

/// What the first part gets.
#[derive(Clone, Copy)]
pub(crate) struct First {
    pub(crate) part_id: u64,
    pub(crate) since: Millis,
}

/// What one run of blocks holds.
struct Run {
    segment: Option<Segment>,
    last_block: i64,
    ids: Vec<u64>,
    log: Vec<(OrganizationOrdinal, Number, Commitment)>,
}

/// Reads all blocks, indexing runs of them on all processors.
pub(crate) async fn replay(
    readers: &SqlitePool,
    heads: &mut Heads,
    unsealed: &Unsealed,
    deleted: &Deleted,
    first: First,
) -> Result<Replayed> {
    let mut replayed = Replayed { parts: Vec::new(), ids: HashMap::new(), next_block: 1 };
    let mut runs: Vec<JoinHandle<Result<Run>>> = Vec::new();
    for range in ranges(readers).await? {
        let rows = sqlx::query(
            "SELECT sequence, body FROM block WHERE sequence BETWEEN $1 AND $2 ORDER BY sequence",
        )
        .bind(range.0)
        .bind(range.1)
        .fetch_all(readers)
        .await?;
        let bodies: Vec<(i64, Vec<u8>)> =
            rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_>>()?;
        runs.push(tokio::task::spawn_blocking(move || index(&bodies)));
    }
    for run in runs {
        let run = run.await.map_err(|error| Error::Invalid(error.to_string()))??;
        for (organization, number, commitment) in &run.log {
            if heads.append(*organization, commitment)? != *number {
                return Err(damaged(run.last_block, "the numbers of a log have a gap"));
            }
        }
        unsealed.extend(run.log.iter().map(|(ordinal, number, c)| (*ordinal, *number, c)));
        replayed.ids.extend(run.ids.iter().map(|&hash| (hash, run.last_block)));
        replayed.next_block = run.last_block + 1;
        if let Some(segment) = run.segment {
            let id = first.part_id + replayed.parts.len() as u64;
            replayed.parts.push(Part::new(id, segment, run.last_block, first.since, deleted)?);
        }
    }
    Ok(replayed)
}

/// Runs of blocks, as first and last sequence, with about [`PART_EVENTS`] events each.
async fn ranges(readers: &SqlitePool) -> Result<Vec<(i64, i64)>> {
    let rows = sqlx::query("SELECT sequence, events FROM block ORDER BY sequence")
        .fetch_all(readers)
        .await?;
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    let mut events = PART_EVENTS;
    for row in rows {
        let (sequence, count): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        match ranges.last_mut() {
            Some(range) if events < PART_EVENTS => {
                range.1 = sequence;
                events += count;
            }
            _ => {
                ranges.push((sequence, sequence));
                events = count;
            }
        }
    }
    Ok(ranges)
}

fn index(bodies: &[(i64, Vec<u8>)]) -> Result<Run> {
    let mut run = Run { segment: None, last_block: 0, ids: Vec::new(), log: Vec::new() };
    let mut placed = Vec::new();
    for (sequence, body) in bodies {
        run.last_block = *sequence;
        let plain = block::unpack(body).map_err(|reason| damaged(*sequence, &reason))?;
        for entry in block::entries(&plain) {
            let entry = entry.map_err(|reason| damaged(*sequence, &reason))?;
            let stored = document::decode(entry.document)
                .map_err(|error| damaged(*sequence, &error.to_string()))?;
            let id_hash = document::id_hash(entry.organization, &stored.event.id);
            run.ids.push(id_hash);
            run.log.push((entry.organization, entry.number, entry.commitment));
            placed.push(Placed {
                number: entry.number,
                prepared: Prepared {
                    organization: entry.organization,
                    event: Box::new(stored.event),
                    id_hash,
                    fingerprint: stored.fingerprint,
                    document: entry.document.to_vec(),
                    commitment: entry.commitment,
                    known: None,
                },
            });
        }
    }
    run.segment = tail::build(&placed);
    Ok(run)
}

fn damaged(sequence: i64, reason: &str) -> Error {
    Error::Damaged {
        path: schema::FILE.into(),
        section: "block",
        reason: format!("block {sequence}: {reason}"),
    }
}
