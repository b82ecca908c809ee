//! Backups: a consistent copy while writing goes on, and the way back.

use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row};

use crate::disk;
use crate::journal::schema;
use crate::open::{SEGMENTS, segment_path};
use crate::store::Shared;
use crate::{Error, Result};

/// What a backup did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BackupReport {
    /// Segment files that were copied.
    pub files_copied: u64,
    /// Segment files that an earlier backup had copied already.
    pub files_kept: u64,
    /// Bytes that were copied, the journal included.
    pub bytes_copied: u64,
}

/// Copies the store to `target`.
///
/// The journal is copied first and names the segment files that belong to it. They are immutable,
/// and none is removed before this is done.
pub(crate) async fn backup(shared: &Shared, target: &Path) -> Result<BackupReport> {
    if disk::has_lock_file(target) {
        let target = target.display();
        return Err(Error::Invalid(format!(
            "{target} is a data directory; a backup there would overwrite it"
        )));
    }
    let _nothing_is_removed = shared.files.lock().await;
    disk::create_private(&target.join(SEGMENTS))?;
    let journal = target.join("journal.db.new");
    remove_if_there(&journal)?;
    disk::open_private(&journal)?;
    let mut source = SqliteConnectOptions::new()
        .filename(shared.directory.join(schema::FILE))
        .disable_statement_logging()
        .connect()
        .await?;
    sqlx::query("VACUUM INTO $1")
        .bind(journal.to_string_lossy().into_owned())
        .execute(&mut source)
        .await?;
    source.close().await?;
    let names = segment_ids(&journal).await?;
    let (directory, target) = (shared.directory.clone(), target.to_owned());
    tokio::task::spawn_blocking(move || copy_files(&directory, &target, &journal, &names))
        .await
        .map_err(|_| Error::Closed)?
}

/// Makes a data directory of a backup. `target` must not exist or be empty.
pub fn restore(backup: &Path, target: &Path) -> Result<u64> {
    let source = backup.join(schema::FILE);
    if !source.is_file() {
        return Err(Error::Invalid(format!("{} is not a backup of Annals", backup.display())));
    }
    disk::create_private(target)?;
    if list(target)?.next().is_some() {
        let target = target.display();
        return Err(Error::Invalid(format!("{target} is not empty; restore into a new directory")));
    }
    disk::create_private(&target.join(SEGMENTS))?;
    let mut bytes = 0;
    for path in list(&backup.join(SEGMENTS))? {
        let Some(name) = path.file_name() else { continue };
        bytes += copy_synced(&path, &target.join(SEGMENTS).join(name))?;
    }
    // The journal comes last: without it the directory is recognised as unfinished.
    bytes += copy_synced(&source, &target.join(schema::FILE))?;
    disk::sync_directory(&target.join(SEGMENTS))?;
    disk::sync_directory(target)?;
    Ok(bytes)
}

async fn segment_ids(journal: &Path) -> Result<Vec<u64>> {
    let mut copy = SqliteConnectOptions::new()
        .filename(journal)
        .read_only(true)
        .disable_statement_logging()
        .connect()
        .await?;
    let rows = sqlx::query("SELECT id FROM segment").fetch_all(&mut copy).await?;
    copy.close().await?;
    rows.iter().map(|row| Ok(row.try_get::<i64, _>(0)? as u64)).collect()
}

fn copy_files(
    directory: &Path,
    target: &Path,
    journal: &Path,
    names: &[u64],
) -> Result<BackupReport> {
    let mut report = BackupReport::default();
    let mut wanted = Vec::with_capacity(names.len());
    for &id in names {
        let (from, to) = (segment_path(directory, id), segment_path(target, id));
        // A name is never used twice for other content, so that equal length means equal bytes.
        if length(&from)? == length(&to).ok().flatten() {
            report.files_kept += 1;
        } else {
            report.bytes_copied += copy_synced(&from, &to)?;
            report.files_copied += 1;
        }
        wanted.push(to);
    }
    disk::sync_directory(&target.join(SEGMENTS))?;
    report.bytes_copied += length(journal)?.unwrap_or(0);
    let final_name = target.join(schema::FILE);
    std::fs::File::open(journal)
        .and_then(|file| file.sync_all())
        .and_then(|()| std::fs::rename(journal, &final_name))
        .map_err(|source| Error::Io { path: journal.to_owned(), source })?;
    disk::sync_directory(target)?;
    for path in list(&target.join(SEGMENTS))? {
        if !wanted.contains(&path) {
            remove_if_there(&path)?;
        }
    }
    Ok(report)
}

fn length(path: &Path) -> Result<Option<u64>> {
    match std::fs::metadata(path) {
        Ok(metadata) => Ok(Some(metadata.len())),
        Err(source) => Err(Error::Io { path: path.to_owned(), source }),
    }
}

fn copy_synced(from: &Path, to: &Path) -> Result<u64> {
    let copy = || {
        let bytes = std::fs::copy(from, to)?;
        std::fs::File::open(to)?.sync_all()?;
        Ok(bytes)
    };
    copy().map_err(|source| Error::Io { path: to.to_owned(), source })
}

fn list(folder: &Path) -> Result<impl Iterator<Item = PathBuf>> {
    let io = |source| Error::Io { path: folder.to_owned(), source };
    let entries: Vec<_> = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .map_err(io)?;
    Ok(entries.into_iter().map(|entry| entry.path()))
}

fn remove_if_there(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::Io { path: path.to_owned(), source })
        }
        _ => Ok(()),
    }
}
