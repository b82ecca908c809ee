//! The data directory: its lock and the space left on its disk.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// Below so much free space the operator is warned.
pub(crate) const WARN_FREE_PERCENT: u8 = 15;
/// Below so much free space no events are taken.
pub(crate) const REFUSE_FREE_PERCENT: u8 = 5;
/// So much above it nothing but events is written.
pub(crate) const RESERVED_PERCENT: u8 = 3;

const LOCK_FILE: &str = "lock";

/// Holds the data directory for one process; the system lets go of it when the process ends.
#[derive(Debug)]
pub(crate) struct DirectoryLock(#[expect(dead_code, reason = "held for its lock")] File);

impl DirectoryLock {
    /// Creates the directory, readable by its owner only, and takes the lock.
    pub(crate) fn take(directory: &Path) -> Result<Self> {
        create_private(directory)?;
        let path = directory.join(LOCK_FILE);
        let file = open_private(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(Error::Locked { path: directory.to_owned() }),
            Err(TryLockError::Error(source)) => Err(Error::Io { path, source }),
        }
    }
}

/// Whether this is a directory that Annals has served from, in use or not.
pub(crate) fn has_lock_file(directory: &Path) -> bool {
    directory.join(LOCK_FILE).exists()
}

/// Creates a directory that only its owner may enter, and those above it; durable on return.
pub(crate) fn create_private(directory: &Path) -> Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    let above = directory.parent().filter(|above| !above.as_os_str().is_empty());
    let above = above.unwrap_or(Path::new("."));
    create_private(above)?;
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory).map_err(|source| Error::Io { path: directory.to_owned(), source })?;
    sync_directory(above)
}

/// Opens a file for writing; a new one is for its owner only, whatever the umask. What SQLite puts
/// beside its database takes after the database's file.
pub(crate) fn open_private(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|source| Error::Io { path: path.to_owned(), source })
}

/// Makes entries of a directory (new, renamed or removed files) durable.
pub(crate) fn sync_directory(directory: &Path) -> Result<()> {
    File::open(directory)
        .and_then(|file| file.sync_all())
        .map_err(|source| Error::Io { path: directory.to_owned(), source })
}

/// Free space of the disk under `directory` in percent.
pub(crate) fn free_percent(directory: &Path) -> Result<u8> {
    let io = |source| Error::Io { path: PathBuf::from(directory), source };
    let total = fs4::total_space(directory).map_err(io)?.max(1);
    let free = fs4::available_space(directory).map_err(io)?;
    Ok(u8::try_from(u128::from(free) * 100 / u128::from(total)).unwrap_or(100))
}

/// Tells once for each percent that a nearly full disk loses: its state is looked at every few
/// seconds, and a log full of the same line hides all others.
pub(crate) struct Warnings {
    below: u8,
}

impl Default for Warnings {
    fn default() -> Self {
        Self { below: WARN_FREE_PERCENT }
    }
}

impl Warnings {
    /// Whether to warn now.
    pub(crate) fn is_due(&mut self, free_percent: u8) -> bool {
        if free_percent >= WARN_FREE_PERCENT {
            *self = Self::default();
            return false;
        }
        let is_due = free_percent < self.below;
        self.below = self.below.min(free_percent);
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filling_disk_is_told_once_for_each_percent() {
        let mut warnings = Warnings::default();
        let told = [60, 14, 14, 13, 14, 13, 12, 15, 14, 14].map(|free| warnings.is_due(free));
        let expected = [false, true, false, true, false, false, true, false, true, false];
        assert_eq!(told, expected);
    }
}
