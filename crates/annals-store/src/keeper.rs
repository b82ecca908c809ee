//! Work in the background: tiering the tail, sealing it, having files compacted, watching the disk.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use annals_model::OrganizationOrdinal;
use hashbrown::HashMap;
use tokio::sync::oneshot;

use crate::compact::{self, Purge, compact};
use crate::heads::Growth;
use crate::processors::Computing;
use crate::segment::Target;
use crate::state::Part;
use crate::store::Shared;
use crate::writer::{Job, Replace};
use crate::{Error, Result, disk, erased, tail};

/// zstd's level of a file that is likely to be compacted again.
const LEVEL_SEALED: i32 = 1;
/// How often deleted entries are removed from files that nothing else rewrites.
const PURGE_INTERVAL: Duration = Duration::from_secs(6 * 60 * 60);
/// How often free space and the tail's age are looked at.
const WATCH_INTERVAL: Duration = Duration::from_secs(5);

/// Starts the background tasks.
pub(crate) fn start(shared: &Arc<Shared>) {
    let mut tasks = shared.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    tasks.push(tokio::spawn(keep_tail(Arc::clone(shared))));
    tasks.push(tokio::spawn(keep_files(Arc::clone(shared))));
    tasks.push(tokio::spawn(watch_disk(Arc::clone(shared))));
}

async fn keep_tail(shared: Arc<Shared>) {
    loop {
        let watch = tokio::time::sleep(WATCH_INTERVAL);
        tokio::select! {
            () = shared.tail_grew.notified() => {}
            () = watch => {}
        }
        let result = if is_due(&shared) { seal(&shared).await } else { tier(&shared).await };
        if let Err(error) = result {
            report("sealing", &error);
            tokio::time::sleep(WATCH_INTERVAL).await;
        }
    }
}

async fn keep_files(shared: Arc<Shared>) {
    let mut purged = tokio::time::Instant::now();
    let mut seals = 0;
    loop {
        tokio::time::sleep(WATCH_INTERVAL).await;
        let seals_before = std::mem::replace(&mut seals, shared.state.load().seals);
        let files_min = if seals == seals_before { compact::FILES } else { compact::FILES_BUSY };
        let purge =
            if purged.elapsed() >= PURGE_INTERVAL { Purge::Everything } else { Purge::Along };
        if purge == Purge::Everything {
            purged = tokio::time::Instant::now();
        }
        if let Err(error) = compact(&shared, purge, files_min).await {
            report("compacting", &error);
            // What can't be read is left out the next time; what can't be written stays so.
            if !matches!(error, Error::Damaged { .. }) {
                tokio::time::sleep(compact::RETRY_INTERVAL).await;
            }
        }
    }
}

async fn watch_disk(shared: Arc<Shared>) {
    let mut warnings = disk::Warnings::default();
    loop {
        match disk::free_percent(&shared.directory) {
            Ok(percent) => {
                if warnings.is_due(percent) {
                    tracing::warn!(
                        free_percent = percent,
                        "the data directory's disk is nearly full"
                    );
                }
                shared.disk_free_percent.store(percent, Ordering::Relaxed);
            }
            Err(error) => report("looking at the disk", &error),
        }
        tokio::time::sleep(WATCH_INTERVAL).await;
    }
}

fn report(doing: &str, error: &Error) {
    // Shutting down and a poisoned store were told already.
    if !matches!(error, Error::Closed | Error::Poisoned { .. }) {
        tracing::error!(%error, "{doing} failed; it will be tried again");
    }
}

fn is_due(shared: &Shared) -> bool {
    let published = shared.state.load();
    let options = &shared.options;
    let age_ms = published.tail.first().map_or(0, |part| shared.clock.now().0 - part.since.0);
    published.tail_events() >= options.tail_events_max as u64
        || published.tail_bytes() >= options.tail_bytes_max as u64
        || age_ms >= i64::try_from(options.tail_age_max.as_millis()).unwrap_or(i64::MAX)
}

/// Merges small parts of the tail, as long as there are enough of a like size.
pub(crate) async fn tier(shared: &Arc<Shared>) -> Result<()> {
    let _one_at_a_time = shared.sealing.lock().await;
    loop {
        let published = shared.state.load();
        let Some(range) = tail::tier(&published.tail) else { return Ok(()) };
        let parts = published.tail[range].to_vec();
        let (Some(first), Some(last)) = (parts.first().cloned(), parts.last().cloned()) else {
            return Ok(());
        };
        let ids: Vec<u64> = parts.iter().map(|part| part.id).collect();
        let merged = blocking(move || tail::merge_parts(&parts)).await?;
        shared.state.change(|published| {
            let at = published.tail.iter().position(|part| part.id == first.id).unwrap_or(0);
            published.tail.retain(|part| !ids.contains(&part.id));
            if let Some(segment) = merged {
                let id = shared.next_part_id();
                let deleted = &published.deleted;
                let part = Part::new(id, segment, last.last_block, first.since, deleted)?;
                published.tail.insert(at, part);
            }
            Ok(())
        })?;
    }
}

/// Writes the tail, as it is now, into a segment file.
pub(crate) async fn seal(shared: &Arc<Shared>) -> Result<()> {
    let _one_at_a_time = shared.sealing.lock().await;
    let published = shared.state.load();
    let parts = published.tail.clone();
    let Some(last_block) = parts.iter().map(|part| part.last_block).max() else { return Ok(()) };
    let growth = Growth::prepare(&shared.readers, &shared.unsealed, sizes(&parts)).await?;
    let mut replace = rewrite(shared, &parts, LEVEL_SEALED).await?;
    replace.files.clear();
    replace.sealed = Some((last_block, growth));
    submit(shared, replace).await
}

/// Sizes of the logs up to and including `parts`. Parts of the tail keep deleted entries, so that
/// the highest number is always among them.
fn sizes(parts: &[Part]) -> HashMap<OrganizationOrdinal, u64> {
    let mut sizes = HashMap::new();
    for part in parts {
        for organization in part.segment.organizations() {
            let Some(slice) = part.segment.slice(organization) else { continue };
            let size = sizes.entry(organization).or_insert(0);
            *size = u64::max(*size, slice.number_bounds().1.0 + 1);
        }
    }
    sizes
}

/// Writes `parts` into one new file without their dead entries. Not in a poisoned store, where no
/// journal would ever name the file: one every few seconds would fill the disk.
pub(crate) async fn rewrite(shared: &Arc<Shared>, parts: &[Part], level: i32) -> Result<Replace> {
    if let Some(reason) = shared.poison.reason() {
        return Err(Error::Poisoned { reason });
    }
    erased::remember(shared, parts).await?;
    let id = shared.next_part_id();
    let path = shared.segment_path(id);
    let files = parts.iter().map(|part| part.id).collect();
    let parts = parts.to_vec();
    let held = Arc::clone(&shared.rewriting).read_owned().await;
    let segment = blocking(move || {
        let _held = held;
        tail::merge_into(&parts, Target::File { path: Path::new(&path), level })
    })
    .await?;
    shared.options.step("file written")?;
    Ok(Replace { file: segment.map(|segment| (id, segment)), files, sealed: None })
}

pub(crate) async fn submit(shared: &Shared, replace: Replace) -> Result<()> {
    let (reply, done) = oneshot::channel();
    shared.queue.send(Job::Replace(replace, reply)).await?;
    done.await.map_err(|_| Error::Closed)?
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let work = || {
        let _computing = Computing::begin();
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Invalid(error.to_string()))?
}
