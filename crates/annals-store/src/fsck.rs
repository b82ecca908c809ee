//! Checks a data directory by re-reading everything: checksums, commitments, Merkle roots, and
//! indexes against documents.

use std::path::Path;

use annals_model::{Number, OrganizationOrdinal};
use annals_proof::{Commitment, CompactRange, TILE_WIDTH, leaf_hash};
use hashbrown::HashMap;
use roaring::RoaringTreemap;
use sqlx::{Row, SqlitePool};

use crate::command::decode_deleted;
use crate::disk::DirectoryLock;
use crate::document;
use crate::journal::{block, schema};
use crate::open::segment_path;
use crate::segment::{DocumentCache, Segment, Slice};
use crate::{Error, Result};

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct FsckReport {
    /// What does not fit; empty when all is well.
    pub problems: Vec<FsckProblem>,
    /// Entries that were read.
    pub entries: u64,
    /// Segment files that were read.
    pub segments: u64,
    /// Merkle logs that were recomputed.
    pub logs: u64,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FsckProblem {
    /// File, and section where there is one.
    pub place: String,
    /// What does not fit.
    pub what: String,
}

/// Reads everything in `directory`, which no other process may have open, and changes nothing.
/// `progress` is told how many entries were read.
pub async fn fsck(directory: &Path, progress: &mut (dyn FnMut(u64) + Send)) -> Result<FsckReport> {
    if !directory.join(schema::FILE).is_file() {
        return Err(Error::Invalid(format!("{} holds no data of Annals", directory.display())));
    }
    let _lock = DirectoryLock::take(directory)?;
    let pool = schema::open_readers(directory).await?;
    let mut check = Check { report: FsckReport::default(), logs: HashMap::new(), progress };
    check.database(&pool).await?;
    if !has_tables(&pool).await? {
        // Killed while it was being made: nothing was ever acknowledged.
        pool.close().await;
        return Ok(check.report);
    }
    check.load_logs(&pool).await?;
    check.blocks(&pool).await?;
    let rows = sqlx::query("SELECT id FROM segment ORDER BY id").fetch_all(&pool).await?;
    for row in rows {
        check.segment(&segment_path(directory, row.try_get::<i64, _>(0)? as u64))?;
    }
    check.nothing_is_missing(&pool).await?;
    pool.close().await;
    Ok(check.report)
}

async fn has_tables(pool: &SqlitePool) -> Result<bool> {
    let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'head'";
    Ok(sqlx::query_scalar::<_, i64>(sql).fetch_one(pool).await? > 0)
}

/// The commitments that tiles and edges hold, by log.
pub(crate) async fn commitments(
    pool: &SqlitePool,
) -> Result<HashMap<OrganizationOrdinal, Vec<Commitment>>> {
    let mut check =
        Check { report: FsckReport::default(), logs: HashMap::new(), progress: &mut |_| () };
    check.load_logs(pool).await?;
    Ok(check.logs.into_iter().map(|(ordinal, log)| (ordinal, log.commitments)).collect())
}

struct Check<'p> {
    report: FsckReport,
    logs: HashMap<OrganizationOrdinal, Log>,
    progress: &'p mut (dyn FnMut(u64) + Send),
}

/// A log as its tiles, its edge and the blocks tell it.
#[derive(Default)]
struct Log {
    commitments: Vec<Commitment>,
    seen: RoaringTreemap,
}

impl Check<'_> {
    fn problem(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.report.problems.push(FsckProblem { place: place.into(), what: what.into() });
    }

    async fn database(&mut self, pool: &SqlitePool) -> Result<()> {
        let rows = sqlx::query("PRAGMA integrity_check").fetch_all(pool).await?;
        for row in rows {
            let line: String = row.try_get(0)?;
            if line != "ok" {
                self.problem(schema::FILE, line);
            }
        }
        Ok(())
    }

    /// Reads tiles and heads, and recomputes each head from the commitments.
    async fn load_logs(&mut self, pool: &SqlitePool) -> Result<()> {
        let heads = sqlx::query("SELECT organization, compact_range, edge FROM head")
            .fetch_all(pool)
            .await?;
        for head in heads {
            let organization = OrganizationOrdinal(head.try_get(0)?);
            let mut tiles: HashMap<(u8, u64), Vec<u8>> = HashMap::new();
            let rows =
                sqlx::query("SELECT level, position, hashes FROM tile WHERE organization = $1")
                    .bind(organization.0)
                    .fetch_all(pool)
                    .await?;
            for row in rows {
                let level = u8::try_from(row.try_get::<i64, _>(0)?).unwrap_or(u8::MAX);
                tiles.insert((level, row.try_get::<i64, _>(1)? as u64), row.try_get(2)?);
            }
            let edge: Vec<u8> = head.try_get(2)?;
            let range = CompactRange::decode(head.try_get(1)?);
            self.log(organization, tiles, &edge, range.ok().as_ref());
        }
        Ok(())
    }

    fn log(
        &mut self,
        organization: OrganizationOrdinal,
        mut tiles: HashMap<(u8, u64), Vec<u8>>,
        edge: &[u8],
        head: Option<&CompactRange>,
    ) {
        let place = format!("{}, log of organisation {}", schema::FILE, organization.0);
        let mut bytes = Vec::new();
        let mut position = 0;
        while let Some(tile) = tiles.remove(&(0, position)) {
            if tile.len() != TILE_WIDTH * 32 {
                self.problem(&place, format!("tile {position} of level 0 is not full"));
            }
            bytes.extend(tile);
            position += 1;
        }
        bytes.extend_from_slice(edge);
        let commitments: Vec<Commitment> =
            bytes.as_chunks::<32>().0.iter().map(|bytes| Commitment(*bytes)).collect();
        let mut range = CompactRange::new();
        let mut above: HashMap<(u8, u64), Vec<u8>> = HashMap::new();
        for commitment in &commitments {
            let pushed = range.push_with(leaf_hash(commitment), |level, index, hash| {
                if level > 0 && level.is_multiple_of(8) {
                    let tile = (level / 8, index / TILE_WIDTH as u64);
                    above.entry(tile).or_default().extend(hash.0);
                }
            });
            if let Err(error) = pushed {
                self.problem(&place, error.to_string());
            }
        }
        if head != Some(&range) {
            self.problem(&place, "the head is not that of the commitments in its tiles");
        }
        if tiles != above {
            self.problem(&place, "the tiles above level 0 do not follow from those of level 0");
        }
        self.logs.insert(organization, Log { commitments, seen: RoaringTreemap::new() });
    }

    async fn blocks(&mut self, pool: &SqlitePool) -> Result<()> {
        let sequences: Vec<i64> =
            sqlx::query_scalar("SELECT sequence FROM block ORDER BY sequence")
                .fetch_all(pool)
                .await?;
        for sequence in sequences {
            let body: Vec<u8> = sqlx::query_scalar("SELECT body FROM block WHERE sequence = $1")
                .bind(sequence)
                .fetch_one(pool)
                .await?;
            let place = format!("{}, block {sequence}", schema::FILE);
            match block::unpack(&body) {
                Ok(plain) => self.block(&place, &plain),
                Err(reason) => self.problem(place, reason),
            }
        }
        Ok(())
    }

    fn block(&mut self, place: &str, plain: &[u8]) {
        for entry in block::entries(plain) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(reason) => return self.problem(place, reason),
            };
            let log = self.logs.entry(entry.organization).or_default();
            if log.commitments.len() as u64 == entry.number.0 {
                log.commitments.push(entry.commitment);
            }
            self.entry(place, entry.organization, entry.number, entry.document);
        }
    }

    /// One entry, wherever it was found: in its log, once, with the commitment of its document.
    fn entry(
        &mut self,
        place: &str,
        organization: OrganizationOrdinal,
        number: Number,
        bytes: &[u8],
    ) {
        self.report.entries += 1;
        if self.report.entries.is_multiple_of(4096) {
            (self.progress)(self.report.entries);
        }
        let log = self.logs.entry(organization).or_default();
        let first = log.seen.insert(number.0);
        let index = usize::try_from(number.0).unwrap_or(usize::MAX);
        let committed = log.commitments.get(index).copied();
        let entry = format!("entry {number} of organisation {}", organization.0);
        if !first {
            self.problem(place, format!("{entry} is there twice"));
        }
        match (document::commitment(bytes), committed) {
            (Err(error), _) => self.problem(place, format!("{entry}: {error}")),
            (Ok(_), None) => self.problem(place, format!("{entry} is in no log")),
            (Ok(found), Some(committed)) if found != committed => {
                self.problem(place, format!("{entry} is not what the log commits to"));
            }
            _ => {}
        }
    }

    fn segment(&mut self, path: &Path) -> Result<()> {
        self.report.segments += 1;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
        let segment = match Segment::open(path) {
            Ok(segment) => segment,
            Err(error) => {
                self.problem(name, error.to_string());
                return Ok(());
            }
        };
        let problems = &mut self.report.problems;
        let verified = segment.verify(&mut |section, what| {
            problems.push(FsckProblem { place: format!("{name}, {section}"), what });
        });
        if let Err(error) = verified {
            self.problem(&name, error.to_string());
        }
        for organization in segment.organizations() {
            if let Some(slice) = segment.slice(organization)
                && let Err(error) = self.slice(&name, slice)
            {
                self.problem(&name, error.to_string());
            }
        }
        Ok(())
    }

    fn slice(&mut self, name: &str, slice: Slice<'_>) -> Result<()> {
        let mut cache = DocumentCache::default();
        for position in 0..slice.len() {
            let number = slice.number(position)?;
            let bytes = slice.document_in(position, &mut cache)?;
            self.entry(name, slice.organization(), number, bytes);
        }
        Ok(())
    }

    /// Every number of every log is there, or its deletion was authorised.
    async fn nothing_is_missing(&mut self, pool: &SqlitePool) -> Result<()> {
        let rows = sqlx::query("SELECT organization, numbers FROM deleted").fetch_all(pool).await?;
        let mut deleted = HashMap::new();
        for row in rows {
            let bytes: Vec<u8> = row.try_get(1)?;
            deleted.insert(OrganizationOrdinal(row.try_get(0)?), decode_deleted(&bytes)?);
        }
        for (organization, log) in &mut self.logs {
            let mut missing = RoaringTreemap::new();
            missing.insert_range(0..log.commitments.len() as u64);
            missing -= &log.seen;
            if let Some(deleted) = deleted.get(organization) {
                missing -= deleted;
            }
            if let Some(first) = missing.min() {
                self.report.problems.push(FsckProblem {
                    place: format!("log of organisation {}", organization.0),
                    what: format!("{} entries are missing, the first is {first}", missing.len()),
                });
            }
        }
        self.report.logs = self.logs.len() as u64;
        (self.progress)(self.report.entries);
        Ok(())
    }
}
