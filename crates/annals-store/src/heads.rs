//! The Merkle logs of all organisations: heads in memory, commitments that are not yet in tiles,
//! and the rows that a sealing writes.

use std::sync::{PoisonError, RwLock};

use annals_model::{Number, OrganizationOrdinal};
use annals_proof::{Commitment, CompactRange, Hash, TILE_WIDTH, TileId, leaf_hash};
use hashbrown::{HashMap, HashSet};
use sqlx::{Row, SqliteConnection, SqlitePool};

use crate::{Error, Result};

/// Rows of a statement with many values; SQLite takes 32,766 parameters.
const ROWS_PER_STATEMENT: usize = 500;

/// The heads, as the writer grows them.
#[derive(Default)]
pub(crate) struct Heads {
    ranges: HashMap<OrganizationOrdinal, CompactRange>,
}

impl Heads {
    /// The heads as far as they are sealed.
    pub(crate) async fn load(pool: &SqlitePool) -> Result<Self> {
        let rows =
            sqlx::query("SELECT organization, compact_range FROM head").fetch_all(pool).await?;
        let mut ranges = HashMap::with_capacity(rows.len());
        for row in rows {
            let organization = OrganizationOrdinal(row.try_get(0)?);
            ranges.insert(organization, decode_range(row.try_get(1)?)?);
        }
        Ok(Self { ranges })
    }

    /// Appends a commitment; its number is the size of the log before.
    pub(crate) fn append(
        &mut self,
        organization: OrganizationOrdinal,
        commitment: &Commitment,
    ) -> Result<Number> {
        let range = self.ranges.entry(organization).or_default();
        let number = Number(range.size());
        range.push(leaf_hash(commitment)).map_err(|error| Error::Invalid(error.to_string()))?;
        Ok(number)
    }

    /// Size and root of a log.
    pub(crate) fn head(&self, organization: OrganizationOrdinal) -> (u64, Hash) {
        match self.ranges.get(&organization) {
            Some(range) => (range.size(), range.root()),
            None => (0, annals_proof::empty_root()),
        }
    }
}

fn decode_range(bytes: &[u8]) -> Result<CompactRange> {
    CompactRange::decode(bytes).map_err(|error| Error::Invalid(format!("a log's head: {error}")))
}

/// Commitments that no tile has yet, by organisation: what the tail adds to the logs.
#[derive(Default)]
pub(crate) struct Unsealed {
    logs: RwLock<HashMap<OrganizationOrdinal, Log>>,
}

#[derive(Clone, Default)]
struct Log {
    first: u64,
    commitments: Vec<Commitment>,
}

impl Unsealed {
    /// Adds the next commitment of a log.
    pub(crate) fn extend<'a>(
        &self,
        entries: impl Iterator<Item = (OrganizationOrdinal, Number, &'a Commitment)>,
    ) {
        let mut logs = self.logs.write().unwrap_or_else(PoisonError::into_inner);
        for (organization, number, commitment) in entries {
            let log = logs.entry(organization).or_default();
            if log.commitments.is_empty() {
                log.first = number.0;
            }
            debug_assert_eq!(log.first + log.commitments.len() as u64, number.0);
            log.commitments.push(*commitment);
        }
    }

    /// The commitments of a log from number `from` up to (not including) `to`.
    pub(crate) fn range(
        &self,
        organization: OrganizationOrdinal,
        from: u64,
        to: u64,
    ) -> Option<Vec<Commitment>> {
        let logs = self.logs.read().unwrap_or_else(PoisonError::into_inner);
        let log = logs.get(&organization)?;
        let start = usize::try_from(from.checked_sub(log.first)?).ok()?;
        let end = usize::try_from(to.checked_sub(log.first)?).ok()?;
        log.commitments.get(start..end).map(<[_]>::to_vec)
    }

    /// Forgets what tiles hold now.
    fn forget(&self, sizes: &HashMap<OrganizationOrdinal, u64>) {
        let mut logs = self.logs.write().unwrap_or_else(PoisonError::into_inner);
        for (organization, &size) in sizes {
            let Some(log) = logs.get_mut(organization) else { continue };
            let done = usize::try_from(size.saturating_sub(log.first)).unwrap_or(usize::MAX);
            log.commitments.drain(..done.min(log.commitments.len()));
            log.first = size;
        }
        logs.retain(|_, log| !log.commitments.is_empty());
    }
}

/// The rows by which logs grow to new sizes when the tail is sealed.
pub(crate) struct Growth {
    heads: Vec<HeadRow>,
    tiles: Vec<TileRow>,
    pub(crate) sizes: HashMap<OrganizationOrdinal, u64>,
}

struct HeadRow {
    organization: OrganizationOrdinal,
    range: CompactRange,
    /// Commitments beyond the last full tile of level 0.
    edge: Vec<u8>,
}

struct TileRow {
    organization: OrganizationOrdinal,
    level: u8,
    position: u64,
    hashes: Vec<u8>,
}

impl Growth {
    /// Prepares the growth to `sizes` outside of the writer's transaction: only sealing changes
    /// these rows, and it calls this one at a time. Fails when a sealing that commits meanwhile
    /// took commitments away that the growth needs.
    pub(crate) async fn prepare(
        pool: &SqlitePool,
        unsealed: &Unsealed,
        sizes: HashMap<OrganizationOrdinal, u64>,
    ) -> Result<Self> {
        let mut growth = Self { heads: Vec::new(), tiles: Vec::new(), sizes: HashMap::new() };
        let mut organizations: Vec<_> = sizes.keys().copied().collect();
        organizations.sort_unstable();
        // Heads and tiles of one moment: a proof is prepared while a sealing may commit.
        let mut moment = pool.begin().await?;
        for chunk in organizations.chunks(ROWS_PER_STATEMENT) {
            let mut known = read_heads(&mut moment, chunk).await?;
            let mut partial = read_partial_tiles(&mut moment, chunk).await?;
            for &organization in chunk {
                let head =
                    known.remove(&organization).unwrap_or_else(|| HeadRow::empty(organization));
                let size = sizes[&organization];
                let old = head.range.size();
                let new = if old == size {
                    Some(Vec::new())
                } else {
                    unsealed.range(organization, old, size)
                };
                let new = new.ok_or_else(|| {
                    Error::Invalid(format!("commitments of log {} are missing", organization.0))
                })?;
                growth.grow(head, &new, &mut partial)?;
            }
        }
        growth.sizes = sizes;
        Ok(growth)
    }

    fn grow(&mut self, mut head: HeadRow, new: &[Commitment], partial: &mut Tiles) -> Result<()> {
        let organization = head.organization;
        let mut changed: HashSet<(u8, u64)> = HashSet::new();
        for commitment in new {
            let number = head.range.size();
            head.edge.extend_from_slice(&commitment.0);
            if head.edge.len() == TILE_WIDTH * 32 {
                let hashes = std::mem::take(&mut head.edge);
                let position = number / TILE_WIDTH as u64;
                self.tiles.push(TileRow { organization, level: 0, position, hashes });
            }
            let grown = head.range.push_with(leaf_hash(commitment), |level, index, hash| {
                if level > 0 && level.is_multiple_of(8) {
                    let key = (level / 8, index / TILE_WIDTH as u64);
                    partial.entry((organization, key.0, key.1)).or_default().extend(hash.0);
                    changed.insert(key);
                }
            });
            grown.map_err(|error| Error::Invalid(error.to_string()))?;
        }
        for (level, position) in changed {
            let hashes = partial.get(&(organization, level, position)).cloned().unwrap_or_default();
            self.tiles.push(TileRow { organization, level, position, hashes });
        }
        self.heads.push(head);
        Ok(())
    }

    /// Writes the rows within the writer's transaction.
    pub(crate) async fn write(&self, connection: &mut SqliteConnection) -> Result<()> {
        for chunk in self.heads.chunks(ROWS_PER_STATEMENT) {
            let mut insert = sqlx::QueryBuilder::new(
                "INSERT INTO head (organization, size, compact_range, edge) ",
            );
            insert.push_values(chunk, |mut row, head| {
                row.push_bind(head.organization.0)
                    .push_bind(head.range.size() as i64)
                    .push_bind(head.range.encode())
                    .push_bind(&head.edge[..]);
            });
            insert.push(
                " ON CONFLICT (organization) DO UPDATE SET size = excluded.size,
                 compact_range = excluded.compact_range, edge = excluded.edge",
            );
            insert.build().persistent(false).execute(&mut *connection).await?;
        }
        for chunk in self.tiles.chunks(ROWS_PER_STATEMENT) {
            let mut insert = sqlx::QueryBuilder::new(
                "INSERT INTO tile (organization, level, position, hashes) ",
            );
            insert.push_values(chunk, |mut row, tile| {
                row.push_bind(tile.organization.0)
                    .push_bind(i64::from(tile.level))
                    .push_bind(tile.position as i64)
                    .push_bind(&tile.hashes[..]);
            });
            insert.push(
                " ON CONFLICT (organization, level, position) \
                 DO UPDATE SET hashes = excluded.hashes",
            );
            insert.build().persistent(false).execute(&mut *connection).await?;
        }
        Ok(())
    }

    /// The bytes of a tile as it is after the growth.
    pub(crate) async fn tile(
        &self,
        pool: &SqlitePool,
        organization: OrganizationOrdinal,
        tile: TileId,
    ) -> Result<Vec<u8>> {
        let same = |row: &&TileRow| {
            row.organization == organization
                && (row.level, row.position) == (tile.level, tile.index)
        };
        if let Some(row) = self.tiles.iter().find(same) {
            return Ok(row.hashes.clone());
        }
        if let Some(head) = self.heads.iter().find(|head| head.organization == organization)
            && tile.level == 0
            && tile.index == head.range.size() / TILE_WIDTH as u64
        {
            return Ok(head.edge.clone());
        }
        let hashes = sqlx::query_scalar(
            "SELECT hashes FROM tile WHERE organization = $1 AND level = $2 AND position = $3",
        )
        .bind(organization.0)
        .bind(i64::from(tile.level))
        .bind(tile.index as i64)
        .fetch_optional(pool)
        .await?;
        hashes.ok_or_else(|| Error::Invalid(format!("the tile {tile} is missing")))
    }

    /// The root of a log after the growth.
    pub(crate) fn root(&self, organization: OrganizationOrdinal) -> Hash {
        let head = self.heads.iter().find(|head| head.organization == organization);
        head.map_or_else(annals_proof::empty_root, |head| head.range.root())
    }

    /// After the commit: the tail no longer has to keep what the tiles have.
    pub(crate) fn committed(&self, unsealed: &Unsealed) {
        unsealed.forget(&self.sizes);
    }
}

impl HeadRow {
    fn empty(organization: OrganizationOrdinal) -> Self {
        Self { organization, range: CompactRange::new(), edge: Vec::new() }
    }
}

type Tiles = HashMap<(OrganizationOrdinal, u8, u64), Vec<u8>>;

/// Ordinals are numbers, so that a list of them is safe in a statement.
fn list(organizations: &[OrganizationOrdinal]) -> String {
    organizations.iter().map(|ordinal| ordinal.0.to_string()).collect::<Vec<_>>().join(",")
}

async fn read_heads(
    connection: &mut SqliteConnection,
    organizations: &[OrganizationOrdinal],
) -> Result<HashMap<OrganizationOrdinal, HeadRow>> {
    let sql = format!(
        "SELECT organization, compact_range, edge FROM head WHERE organization IN ({})",
        list(organizations)
    );
    let rows =
        sqlx::query(sqlx::AssertSqlSafe(sql)).persistent(false).fetch_all(connection).await?;
    let mut heads = HashMap::with_capacity(rows.len());
    for row in rows {
        let organization = OrganizationOrdinal(row.try_get(0)?);
        let range = decode_range(row.try_get(1)?)?;
        heads.insert(organization, HeadRow { organization, range, edge: row.try_get(2)? });
    }
    Ok(heads)
}

/// Tiles above level 0 that are not full.
async fn read_partial_tiles(
    connection: &mut SqliteConnection,
    organizations: &[OrganizationOrdinal],
) -> Result<Tiles> {
    let sql = format!(
        "SELECT organization, level, position, hashes FROM tile
         WHERE organization IN ({}) AND level > 0 AND length(hashes) < {}",
        list(organizations),
        TILE_WIDTH * 32
    );
    let rows =
        sqlx::query(sqlx::AssertSqlSafe(sql)).persistent(false).fetch_all(connection).await?;
    let mut tiles = Tiles::with_capacity(rows.len());
    for row in rows {
        let key = (
            OrganizationOrdinal(row.try_get(0)?),
            u8::try_from(row.try_get::<i64, _>(1)?).unwrap_or(u8::MAX),
            row.try_get::<i64, _>(2)? as u64,
        );
        tiles.insert(key, row.try_get(3)?);
    }
    Ok(tiles)
}
