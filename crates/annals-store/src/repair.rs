//! Makes the indexes of damaged segment files anew from their documents.

use std::path::{Path, PathBuf};

use annals_model::{Number, OrganizationOrdinal};
use annals_proof::Commitment;
use hashbrown::HashMap;
use sqlx::{Connection, Row, SqliteConnection};

use crate::disk::{self, DirectoryLock};
use crate::fsck::{self, FsckProblem};
use crate::journal::schema;
use crate::open::{SEGMENTS, segment_path};
use crate::segment::{Segment, rebuild};
use crate::{Error, Result};

/// zstd's level of a file made anew; it is likely to be compacted.
const LEVEL: i32 = 3;

/// What a repair did.
#[derive(Clone, Debug, Default)]
pub struct RepairReport {
    /// Files that were made anew.
    pub rebuilt: Vec<String>,
    /// Files whose documents are damaged too: only a backup has them.
    pub lost: Vec<FsckProblem>,
    /// Files without a fault.
    pub sound: u64,
}

/// Replaces each segment file whose index does not fit its documents by one whose index does.
///
/// No other process may have the directory open. A file whose documents are damaged is left as it
/// is and reported.
pub async fn repair(directory: &Path) -> Result<RepairReport> {
    if !directory.join(schema::FILE).is_file() {
        return Err(Error::Invalid(format!("{} holds no data of Annals", directory.display())));
    }
    let _lock = DirectoryLock::take(directory)?;
    let mut connection = schema::open_writer(directory, &[], false).await?;
    let readers = schema::open_readers(directory).await?;
    let numbers = Numbers::of(fsck::commitments(&readers).await?);
    readers.close().await;
    let mut ids: Vec<i64> = sqlx::query("SELECT id FROM segment ORDER BY id")
        .fetch_all(&mut connection)
        .await?
        .iter()
        .map(|row| row.try_get(0))
        .collect::<std::result::Result<_, _>>()?;
    let mut report = RepairReport::default();
    let mut next_id = schema::next_segment_id(&mut connection).await? as i64;
    for id in ids.drain(..) {
        let path = segment_path(directory, id as u64);
        match examine(&path, &segment_path(directory, next_id as u64), &numbers) {
            Ok(None) => report.sound += 1,
            Ok(Some(segment)) => {
                swap(&mut connection, id, next_id, &segment).await?;
                std::fs::remove_file(&path)
                    .map_err(|source| Error::Io { path: path.clone(), source })?;
                disk::sync_directory(&directory.join(SEGMENTS))?;
                report.rebuilt.push(name(&path));
                next_id += 1;
            }
            Err(error) => {
                report.lost.push(FsckProblem { place: name(&path), what: error.to_string() });
            }
        }
    }
    connection.close().await?;
    Ok(report)
}

/// Numbers by commitment, for files whose column of numbers is damaged.
struct Numbers(HashMap<(OrganizationOrdinal, Commitment), Number>);

impl Numbers {
    fn of(logs: HashMap<OrganizationOrdinal, Vec<Commitment>>) -> Self {
        let numbered = logs.into_iter().flat_map(|(organization, commitments)| {
            let key = move |(number, commitment)| ((organization, commitment), Number(number));
            (0..).zip(commitments).map(key)
        });
        Self(numbered.collect())
    }
}

/// Writes a new file at `target` if the one at `path` has a fault.
fn examine(path: &Path, target: &Path, numbers: &Numbers) -> Result<Option<Segment>> {
    let segment = Segment::open(path)?;
    let mut faults = 0;
    if segment.verify(&mut |_, _| faults += 1).is_ok() && faults == 0 {
        return Ok(None);
    }
    let number_of = |organization, commitment: &Commitment| {
        numbers.0.get(&(organization, *commitment)).copied()
    };
    rebuild(&segment, target, LEVEL, &number_of)
}

async fn swap(
    connection: &mut SqliteConnection,
    old: i64,
    new: i64,
    segment: &Segment,
) -> Result<()> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("DELETE FROM segment WHERE id = $1").bind(old).execute(&mut *transaction).await?;
    sqlx::query("INSERT INTO segment (id, events, bytes) VALUES ($1, $2, $3)")
        .bind(new)
        .bind(segment.len() as i64)
        .bind(segment.bytes() as i64)
        .execute(&mut *transaction)
        .await?;
    Ok(transaction.commit().await?)
}

fn name(path: &Path) -> String {
    PathBuf::from(path.file_name().unwrap_or_default()).display().to_string()
}
