//! Opening a data directory: what the journal says is so; everything else goes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64};

use annals_model::{Millis, OrganizationOrdinal};
use hashbrown::{HashMap, HashSet};
use sqlx::{Row, SqliteConnection, SqlitePool};
use tokio::sync::{Mutex, Notify, watch};

use crate::command::decode_deleted;
use crate::disk::{self, DirectoryLock};
use crate::erased::{self, Erased};
use crate::heads::{Heads, Unsealed};
use crate::journal::schema;
use crate::segment::Segment;
use crate::state::{Deleted, Part, Published, State};
use crate::store::Shared;
use crate::writer::{Queue, Writer};
use crate::{Error, Options, Result, organizations, replay};

/// The folder of segment files within the data directory.
pub(crate) const SEGMENTS: &str = "segments";

/// The path of a segment file.
pub(crate) fn segment_path(directory: &Path, id: u64) -> PathBuf {
    directory.join(SEGMENTS).join(format!("{id:016x}.segment"))
}

/// Opens a data directory and starts its writer.
pub(crate) async fn open(directory: &Path, options: Options) -> Result<Arc<Shared>> {
    let lock = DirectoryLock::take(directory)?;
    disk::create_private(&directory.join(SEGMENTS))?;
    let mut connection =
        schema::open_writer(directory, options.migrations, options.unsafe_no_sync).await?;
    organizations::ensure_root(&mut connection, options.clock.now()).await?;
    let readers = schema::open_readers(directory).await?;
    let (published, mut next_id) = load(directory, &mut connection, &readers).await?;
    let mut heads = Heads::load(&readers).await?;
    let unsealed = Unsealed::default();
    let first = replay::First { part_id: next_id, since: options.clock.now() };
    let replayed =
        replay::replay(&readers, &mut heads, &unsealed, &published.deleted, first).await?;
    next_id += replayed.parts.len() as u64;
    let published = Published { tail: replayed.parts, ..published };
    let (queue, jobs) = Queue::new();
    let (commits, committed) = watch::channel(0);
    let shared = Arc::new(Shared {
        directory: directory.to_owned(),
        clock: Arc::clone(&options.clock),
        state: State::new(published),
        unsealed,
        queue,
        poison: crate::poison::Poison::default(),
        readers,
        tail_grew: Notify::new(),
        sealed: Notify::new(),
        sealing: Mutex::default(),
        compacting: Mutex::default(),
        erasing: Mutex::default(),
        rewriting: Arc::default(),
        files: Mutex::default(),
        committed,
        disk_free_percent: AtomicU8::new(disk::free_percent(directory)?),
        part_ids: AtomicU64::new(next_id),
        tasks: std::sync::Mutex::default(),
        lock,
        options,
    });
    let writer = Writer {
        connection,
        shared: Arc::clone(&shared),
        heads,
        next_block: replayed.next_block,
        tail_ids: replayed.ids,
        committed: commits,
        answering: None,
    };
    // SQLite syncs the folder in which it creates its log, too, but goes on when that fails: after
    // a power cut the log would have no name any more, and everything in it would be lost.
    disk::sync_directory(directory)?;
    let writing = tokio::spawn(writer.run(jobs));
    let loading = tokio::spawn(load_erased(Arc::clone(&shared)));
    let mut tasks = shared.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    tasks.extend([writing, loading]);
    drop(tasks);
    Ok(shared)
}

/// Reads what is sealed; also returns the first unused number of a part.
async fn load(
    directory: &Path,
    connection: &mut SqliteConnection,
    readers: &SqlitePool,
) -> Result<(Published, u64)> {
    let organizations = organizations::load(connection).await?;
    let deleted = load_deleted(readers).await?;
    let rows = sqlx::query("SELECT id FROM segment ORDER BY id").fetch_all(readers).await?;
    let mut files = Vec::with_capacity(rows.len());
    let mut names = HashSet::new();
    for row in rows {
        let id = row.try_get::<i64, _>(0)? as u64;
        let path = segment_path(directory, id);
        files.push(Part::new(id, Segment::open(&path)?, 0, Millis(0), &deleted)?);
        names.insert(path);
    }
    remove_orphans(&directory.join(SEGMENTS), &names)?;
    let next_id = schema::next_segment_id(readers).await?;
    let published = Published {
        files: Arc::new(files),
        tail: Vec::new(),
        seals: 0,
        sealed_sizes: Arc::new(load_sizes(readers).await?),
        deleted: Arc::new(deleted),
        erased: Arc::new(Erased::open(readers).await?),
        organizations: Arc::new(organizations),
    };
    Ok((published, next_id))
}

async fn load_sizes(readers: &SqlitePool) -> Result<HashMap<OrganizationOrdinal, u64>> {
    let rows = sqlx::query("SELECT organization, size FROM head").fetch_all(readers).await?;
    rows.iter()
        .map(|row| Ok((OrganizationOrdinal(row.try_get(0)?), row.try_get::<i64, _>(1)? as u64)))
        .collect()
}

async fn load_deleted(readers: &SqlitePool) -> Result<Deleted> {
    let rows = sqlx::query("SELECT organization, numbers FROM deleted").fetch_all(readers).await?;
    rows.iter()
        .map(|row| {
            let bytes: Vec<u8> = row.try_get(1)?;
            Ok((OrganizationOrdinal(row.try_get(0)?), decode_deleted(&bytes)?))
        })
        .collect()
}

/// Until this is done, every new id is looked up among the rows.
async fn load_erased(shared: Arc<Shared>) {
    if let Err(error) = erased::load(&shared.readers, &shared.state).await {
        tracing::error!(%error, "the ids of erased entries could not be read; intake is slower");
    }
}

/// Removes files that the journal does not name: a crash left them between two steps.
fn remove_orphans(folder: &Path, names: &HashSet<PathBuf>) -> Result<()> {
    let io = |path: &Path, source| Error::Io { path: path.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(|source| io(folder, source))? {
        let path = entry.map_err(|source| io(folder, source))?.path();
        if !names.contains(&path) {
            tracing::info!(file = %path.display(), "removing a segment file that nothing names");
            std::fs::remove_file(&path).map_err(|source| io(&path, source))?;
        }
    }
    Ok(())
}
