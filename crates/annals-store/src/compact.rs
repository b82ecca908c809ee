//! Compaction: files of a like size become one, and deleted entries go from every file.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hashbrown::HashMap;
use tokio::sync::oneshot;

use crate::keeper::{rewrite, submit};
use crate::state::{Part, Published};
use crate::store::Shared;
use crate::writer::{Job, Wipe, Wiped};
use crate::{Error, Result, disk};

/// zstd's level of a compacted file. Level 6 takes 7 bytes an event less, but makes the whole of a
/// compaction twice as long.
const LEVEL: i32 = 3;
/// So many files of a like size are compacted into one.
pub(crate) const FILES: usize = 8;
/// While the tail is sealed every few seconds, compaction leaves the processor to intake until so
/// many files wait: an import is then rewritten fewer times, too.
pub(crate) const FILES_BUSY: usize = 32;
/// A compacted file has at most so many events: a merge takes memory for its filters, a byte for
/// each term of a source, and by the entry of its largest slice, some 30 bytes each. A file that is
/// half full is never compacted with others.
const EVENTS_MAX: u64 = 4 * 1024 * 1024;
/// How long a file that could not be read is left out: reading some gigabytes up to a damaged byte
/// every few seconds helps nobody.
pub(crate) const RETRY_INTERVAL: Duration = Duration::from_secs(60 * 60);

/// Which deleted entries a compaction removes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purge {
    /// Those in files that are merged anyway.
    Along,
    /// All of them, now.
    Everything,
}

/// The files that could not be read, and when that was found.
#[derive(Default)]
pub(crate) struct LeftOut(HashMap<u64, Instant>);

impl LeftOut {
    fn has(&self, part: &Part) -> bool {
        self.0.contains_key(&part.id)
    }

    /// Leaves out the file of which the error tells; says whether it is one of `parts`.
    fn add(&mut self, error: &Error, parts: &[Part]) -> bool {
        let Error::Damaged { path, .. } = error else { return false };
        let part = parts.iter().find(|part| part.segment.path() == Some(path));
        part.is_some_and(|part| self.0.insert(part.id, Instant::now()).is_none())
    }
}

/// Merges files of a like size as long as there are `files_min` of one, and removes deleted
/// entries. A file that can't be read is told of when all others are done, and then left out for a
/// while, unless everything is to be purged.
pub(crate) async fn compact(shared: &Arc<Shared>, purge: Purge, files_min: usize) -> Result<()> {
    let mut left_out = shared.compacting.lock().await;
    left_out.0.retain(|_, found| purge == Purge::Along && found.elapsed() < RETRY_INTERVAL);
    let mut failed = None;
    loop {
        let published = shared.state.load();
        let Some(parts) = choose(&published, purge, files_min, &left_out) else { break };
        let replace = match rewrite(shared, &parts, LEVEL).await {
            Err(error) if left_out.add(&error, &parts) => {
                failed.get_or_insert(error);
                continue;
            }
            result => result?,
        };
        submit(shared, replace).await?;
        shared.options.step("before removing")?;
        let _no_backup = shared.files.lock().await;
        for part in &parts {
            // Searches that still read it keep it alive; its name is not needed any more.
            let path = shared.segment_path(part.id);
            std::fs::remove_file(&path).map_err(|source| Error::Io { path, source })?;
        }
        disk::sync_directory(&shared.directory.join(crate::open::SEGMENTS))?;
    }
    if purge == Purge::Everything {
        erase_freed(shared).await?;
    }
    failed.map_or(Ok(()), Err)
}

/// Clears the journal of what was deleted, in steps: its free pages go back to the disk, what was
/// left behind on others is cleared; whether it is gone from the write-ahead log, too.
pub(crate) async fn erase_freed(shared: &Shared) -> Result<bool> {
    // Of two at once, one would move pages past where the other one looks.
    let _one_at_a_time = shared.erasing.lock().await;
    let mut wipe = Wipe::FreePages;
    loop {
        let (reply, wiped) = oneshot::channel();
        shared.queue.send(Job::Wipe(wipe, reply)).await?;
        match wiped.await.map_err(|_| Error::Closed)?? {
            Wiped::Next(next) => wipe = next,
            Wiped::InTheWay => return Ok(false),
            Wiped::Gone => return Ok(true),
        }
    }
}

/// The files to merge next: of the smallest size of which there are so many.
fn choose(
    published: &Published,
    purge: Purge,
    files_min: usize,
    left_out: &LeftOut,
) -> Option<Vec<Part>> {
    let readable = || published.files.iter().filter(|part| !left_out.has(part));
    let mut classes: HashMap<u32, Vec<&Part>> = HashMap::new();
    for part in readable().filter(|part| part.segment.len() < EVENTS_MAX / 2) {
        let class = part.segment.len().max(1).ilog2() / FILES.ilog2();
        classes.entry(class).or_default().push(part);
    }
    let full = classes.into_iter().filter(|(_, parts)| parts.len() >= files_min);
    let smallest = full.min_by_key(|(class, _)| *class);
    if let Some((_, parts)) = smallest {
        let mut events = 0;
        let fits = |part: &&Part| {
            events += part.segment.len();
            events <= EVENTS_MAX
        };
        return Some(parts.into_iter().take(FILES_BUSY).take_while(fits).cloned().collect());
    }
    let dead = |part: &&Part| purge == Purge::Everything && !part.dead.is_empty();
    readable().find(dead).map(|part| vec![part.clone()])
}
