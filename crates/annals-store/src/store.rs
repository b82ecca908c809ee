//! The store: one process, one data directory.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use annals_model::{Allow, Clock, Number, OrganizationOrdinal, OrganizationTree};
use sqlx::SqlitePool;
use tokio::sync::{Mutex, Notify, RwLock, oneshot, watch};
use tokio::task::JoinHandle;

use crate::command::{Command, CommandError, Queued};
use crate::compact::{self, LeftOut, Purge};
use crate::disk::{self, DirectoryLock};
use crate::heads::Unsealed;
use crate::poison::Poison;
use crate::prepare::prepare;
use crate::processors::Computing;
use crate::state::State;
use crate::writer::{Append, Job, Queue};
use crate::{EntryProof, Error, NewEvent, Options, Receipt, Result, Snapshot, keeper, open, prove};

/// Requests with fewer events are prepared where they arrive: handing them to another thread
/// would cost more than the work itself.
const PREPARE_INLINE_EVENTS_MAX: usize = 16;

/// The tail grows to so many times the size at which it is sealed before senders have to wait.
const TAIL_OVERFLOW: usize = 4;

/// An open store. Clones share it.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

/// What all parts of an open store share.
pub(crate) struct Shared {
    pub(crate) directory: PathBuf,
    pub(crate) options: Options,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) state: State,
    pub(crate) unsealed: Unsealed,
    pub(crate) queue: Queue,
    pub(crate) poison: Poison,
    pub(crate) readers: SqlitePool,
    /// Woken after each commit, for those who tier and seal.
    pub(crate) tail_grew: Notify,
    /// Woken after each sealing, for those who wait for room.
    pub(crate) sealed: Notify,
    /// Held while the tail is tiered or sealed, so that one of them runs at a time.
    pub(crate) sealing: Mutex<()>,
    /// Held while files are compacted, so that one compaction runs at a time; holds the files that
    /// it could not read.
    pub(crate) compacting: Mutex<LeftOut>,
    pub(crate) erasing: Mutex<()>,
    /// Read-held while a file is being written, also when nobody waits for it any more.
    pub(crate) rewriting: Arc<RwLock<()>>,
    /// Held while files are removed, and by a backup while it copies them.
    pub(crate) files: Mutex<()>,
    pub(crate) committed: watch::Receiver<u64>,
    pub(crate) disk_free_percent: AtomicU8,
    pub(crate) part_ids: AtomicU64,
    pub(crate) tasks: std::sync::Mutex<Vec<JoinHandle<()>>>,
    #[expect(dead_code, reason = "held for its lock")]
    pub(crate) lock: DirectoryLock,
}

impl Shared {
    /// A number for a new part; files are named by it.
    pub(crate) fn next_part_id(&self) -> u64 {
        self.part_ids.fetch_add(1, Ordering::Relaxed)
    }

    /// The path of a segment file.
    pub(crate) fn segment_path(&self, id: u64) -> PathBuf {
        open::segment_path(&self.directory, id)
    }
}

/// Whether the store takes writes, for `/readyz` and `doctor`.
#[derive(Clone, Debug)]
pub struct Health {
    /// Why no writes are taken, if so.
    pub poisoned: Option<String>,
    /// Free space of the data directory's disk.
    pub disk_free_percent: u8,
    /// Whether free space is below the warning watermark.
    pub disk_low: bool,
    /// Whether free space is so low that what is left is for events: files that are only made for
    /// readers must not be what stops them.
    pub disk_tight: bool,
    /// Whether free space is so low that no events are taken.
    pub disk_full: bool,
    /// Events in the tail.
    pub tail_events: u64,
    /// Segment files.
    pub segments: u64,
}

impl Store {
    /// Opens the data directory, creating it when it is empty.
    ///
    /// Fails when another process has it open, when a newer Annals wrote it, and when a file that
    /// the journal names is missing or damaged at its ends.
    pub async fn open(directory: &Path, options: Options) -> Result<Self> {
        let background = options.background;
        let shared = open::open(directory, options).await?;
        if background {
            keeper::start(&shared);
        }
        Ok(Self { shared })
    }

    /// Appends a request: all of it or, on any error, nothing. Returns after it is durable, with
    /// one receipt per event in the order given.
    ///
    /// An event whose id and content are in the log already gets the receipt of the first one; an
    /// id with other content is [`Error::Conflict`].
    pub async fn append(&self, events: Vec<NewEvent>) -> Result<Vec<Receipt>> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        self.check_disk()?;
        self.wait_for_room().await?;
        let published = self.shared.state.load();
        let seals = published.seals;
        let erased = Arc::clone(&published.erased);
        let mut events = if events.len() <= PREPARE_INLINE_EVENTS_MAX {
            prepare(events, &published)?
        } else {
            let task = tokio::task::spawn_blocking(move || {
                let _computing = Computing::begin();
                prepare(events, &published)
            });
            task.await.map_err(|_| Error::Closed)??
        };
        let asked = events.iter_mut().map(|new| (new.organization, &new.event.id, &mut new.known));
        erased.look_up(&self.shared.readers, asked).await?;
        let bytes = events.iter().map(|event| event.document.len()).sum();
        let (reply, receipts) = oneshot::channel();
        self.shared.queue.append(Append { events, seals, bytes, reply })?;
        receipts.await.map_err(|_| Error::Closed)?
    }

    /// Runs a command in the writer's transaction.
    pub async fn command<C: Command>(
        &self,
        command: C,
    ) -> std::result::Result<C::Output, CommandError> {
        let (reply, outcome) = oneshot::channel();
        let queued = Queued { command, outcome: None, reply };
        self.shared.queue.send(Job::Command(Box::new(queued))).await?;
        outcome.await.map_err(|_| Error::Closed)?
    }

    /// Everything committed so far.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::new(Snapshot::new(self.shared.state.load()))
    }

    /// Changes whenever something was committed.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.shared.committed.clone()
    }

    /// All organisations.
    pub fn organizations(&self) -> Arc<OrganizationTree> {
        Arc::clone(&self.shared.state.load().organizations)
    }

    /// A pool of query-only connections to the settings.
    pub fn settings(&self) -> &SqlitePool {
        &self.shared.readers
    }

    /// Proves that an entry is in the log at its current size; `None` if there is no such entry,
    /// or not for the one who asks. An erased entry can still be proved.
    pub async fn prove(
        &self,
        allow: &Allow,
        organization: OrganizationOrdinal,
        number: Number,
    ) -> Result<Option<EntryProof>> {
        if !allow.organizations().contains(&organization) {
            return Ok(None);
        }
        prove::prove(&self.shared, organization, number).await
    }

    /// Seals the tail now.
    pub async fn seal(&self) -> Result<()> {
        keeper::seal(&self.shared).await
    }

    /// Compacts until no files of a like size are left to merge, and deleted entries are gone from
    /// every file. When a file can't be read, the others are done all the same, and then it fails.
    pub async fn compact(&self) -> Result<()> {
        compact::compact(&self.shared, Purge::Everything, compact::FILES).await
    }

    /// Has rows of the tables of others that were deleted go from the database's file and its
    /// write-ahead log; false, if someone who reads is in the way of the latter: ask again.
    pub async fn erase_freed(&self) -> Result<bool> {
        compact::erase_freed(&self.shared).await
    }

    /// Copies a consistent state to `target` while writing goes on. Files that are there from an
    /// earlier backup are not copied again.
    pub async fn backup(&self, target: &Path) -> Result<crate::BackupReport> {
        crate::backup::backup(&self.shared, target).await
    }

    /// The data directory.
    pub fn directory(&self) -> &Path {
        &self.shared.directory
    }

    /// Whether the store takes writes.
    pub fn health(&self) -> Health {
        let published = self.shared.state.load();
        let disk_free_percent = self.shared.disk_free_percent.load(Ordering::Relaxed);
        Health {
            poisoned: self.shared.poison.reason(),
            disk_free_percent,
            disk_low: disk_free_percent < disk::WARN_FREE_PERCENT,
            disk_tight: disk_free_percent
                < self.shared.options.disk_refuse_percent.saturating_add(disk::RESERVED_PERCENT),
            disk_full: disk_free_percent < self.shared.options.disk_refuse_percent,
            tail_events: published.tail_events(),
            segments: published.files.len() as u64,
        }
    }

    /// Events that applications sent since this was opened, those that repeat others among them: by
    /// it work that can wait tells how busy the writer is.
    pub fn events_taken(&self) -> u64 {
        self.shared.queue.events()
    }

    /// Finishes what is queued, and a file that is being written, and closes the files. The
    /// directory is free for another process when the last clone of this store is dropped.
    pub async fn close(&self) {
        let tasks = std::mem::take(
            &mut *self.shared.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        );
        let (writer, background): (Vec<_>, Vec<_>) =
            tasks.into_iter().enumerate().partition(|(index, _)| *index == 0);
        background.iter().for_each(|(_, task)| task.abort());
        // A sealing that was cut off has changed nothing; its file goes at the next start.
        if self.shared.queue.send(Job::Close).await.is_ok() {
            for (_, task) in writer {
                let _ = task.await;
            }
        }
        // The next to open the directory would give a file of its own the same name.
        drop(self.shared.rewriting.write().await);
        self.shared.readers.close().await;
    }

    #[cfg(test)]
    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// While sealing lags behind, senders wait rather than fill the memory.
    async fn wait_for_room(&self) -> Result<()> {
        let events_max = (self.shared.options.tail_events_max * TAIL_OVERFLOW) as u64;
        let room = async {
            loop {
                let sealed = self.shared.sealed.notified();
                if self.shared.state.load().tail_events() < events_max {
                    return;
                }
                sealed.await;
            }
        };
        tokio::time::timeout(self.shared.options.room_wait_max, room).await.map_err(|_| Error::Busy)
    }

    fn check_disk(&self) -> Result<()> {
        let free_percent = self.shared.disk_free_percent.load(Ordering::Relaxed);
        let minimum_percent = self.shared.options.disk_refuse_percent;
        if free_percent < minimum_percent {
            return Err(Error::DiskFull { free_percent, minimum_percent });
        }
        Ok(())
    }
}
