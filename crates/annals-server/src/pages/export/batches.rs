//! The entries of an export, some at once, from one snapshot.

use std::cmp::Reverse;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use annals_model::Permission;
use annals_model::limits::SELECTED_ENTRIES_MAX;
use annals_store::{Entry, PageRequest, Position, Snapshot};
use annals_viewer::fault::ExportFault;
use tokio::time::Instant;

use super::Asked;
use crate::error::{Code, Failure};
use crate::export::Writer;
use crate::pages::selected::Selected;
use crate::session::Visitor;
use crate::state::AppState;

/// Entries written at once: with the largest ones there are, 50 MiB.
const BATCH_ROWS: NonZeroUsize = NonZeroUsize::new(200).expect("200 is not zero");
/// So long files stay on disk for the sake of one slow download.
const AGE_MAX: Duration = Duration::from_secs(60 * 60);

/// What is left of an export.
pub(super) struct Batches {
    pub(super) state: AppState,
    visitor: Visitor,
    snapshot: Arc<Snapshot>,
    pub(super) asked: Arc<Asked>,
    after: Option<Position>,
    /// Entries still to come.
    pub(super) rest: u64,
    check_at: Instant,
    ends_at: Instant,
}

/// Some entries, written.
struct Batch<T> {
    written: T,
    count: u64,
    last: Option<Position>,
    more: bool,
}

impl Batches {
    pub(super) fn new(
        state: AppState,
        visitor: Visitor,
        snapshot: Arc<Snapshot>,
        asked: Arc<Asked>,
        total: u64,
    ) -> Self {
        let now = Instant::now();
        let (check_at, ends_at) = (now + state.config.heartbeat, now + AGE_MAX);
        Self { state, visitor, snapshot, asked, after: None, rest: total, check_at, ends_at }
    }

    /// What `write` makes of the next entries; `None` after the last.
    pub(super) async fn next<T: Send + 'static>(
        &mut self,
        write: impl FnOnce(&Writer, &[Entry]) -> T + Send + 'static,
    ) -> Result<Option<T>, Failure> {
        if self.rest == 0 {
            return Ok(None);
        }
        self.check().await?;
        let batch = self.batch(write).await?;
        self.rest = self.rest.checked_sub(batch.count).ok_or_else(disagree)?;
        if batch.more != (self.rest > 0) {
            return Err(disagree());
        }
        self.after = batch.last;
        Ok(Some(batch.written))
    }

    /// Whether it may go on: a right that ended, or a browser that takes for ever, ends it.
    async fn check(&mut self) -> Result<(), Failure> {
        let now = Instant::now();
        if now >= self.ends_at {
            return Err(Failure::told(Code::Timeout, ExportFault::TooSlow));
        }
        if now < self.check_at {
            return Ok(());
        }
        self.check_at = now + self.state.config.heartbeat;
        let session = self.state.desk.session(&self.visitor.token).await?;
        let ended = || Failure::told(Code::Unauthenticated, ExportFault::SessionOver);
        let session = session.filter(|session| session.required.is_none());
        let principal = session.ok_or_else(ended)?.principal;
        let changed = || Failure::told(Code::PermissionMissing, ExportFault::Changed);
        // What it began with says which entries may be seen.
        if principal != self.visitor.signed_in.principal {
            return Err(changed());
        }
        // A move may have taken some of the organisations away.
        let place = &self.asked.selected.address.place;
        self.state.allow_in(&principal, place, Permission::ExportEvents)?;
        let (_, allow) = self.state.allow_place(&principal, place)?;
        let has = |one| allow.organizations().binary_search(one).is_ok();
        let mut asked = self.asked.selected.finds().flat_map(|find| find.allow.organizations());
        if !asked.all(has) {
            return Err(changed());
        }
        Ok(())
    }

    async fn batch<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Writer, &[Entry]) -> T + Send + 'static,
    ) -> Result<Batch<T>, Failure> {
        let asked = Arc::clone(&self.asked);
        let after = self.after.clone();
        let read = move |snapshot: &Snapshot| {
            if !asked.selected.more.is_empty() {
                let entries = ticked(snapshot, &asked.selected)?;
                let count = entries.len() as u64;
                let written = write(&asked.writer, &entries);
                return Ok(Batch { written, count, last: None, more: false });
            }
            let request = PageRequest { after, ..PageRequest::newest(BATCH_ROWS) };
            let mut page = snapshot.page(&asked.selected.find.search(), &request)?;
            Ok(Batch {
                written: write(&asked.writer, &page.entries),
                count: page.entries.len() as u64,
                last: page.positions.pop(),
                more: page.more,
            })
        };
        self.state.search_in(&self.visitor.signed_in.principal, &self.snapshot, read).await
    }
}

/// What was ticked of several organisations, the newest first: no more than go into one batch.
fn ticked(snapshot: &Snapshot, selected: &Selected) -> annals_store::Result<Vec<Entry>> {
    const { assert!(SELECTED_ENTRIES_MAX <= BATCH_ROWS.get()) };
    let mut entries = Vec::new();
    for find in selected.finds() {
        entries.extend(snapshot.page(&find.search(), &PageRequest::newest(BATCH_ROWS))?.entries);
    }
    let place = |entry: &Entry| (entry.event.occurred_at, entry.organization, entry.number);
    entries.sort_by_key(|entry| Reverse(place(entry)));
    Ok(entries)
}

/// One snapshot counts what it finds; should that ever fail, nobody gets a file that looks whole.
fn disagree() -> Failure {
    Failure::internal(&"an export found other entries than were counted")
}
