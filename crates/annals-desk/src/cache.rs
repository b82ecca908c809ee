//! Settings that are asked for all the time, in memory, and read again when one has changed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::Result;

/// Counts the changes of something by all desks of this process.
pub(crate) struct Changes(AtomicU64);

impl Changes {
    pub(crate) const fn none() -> Self {
        Self(AtomicU64::new(0))
    }

    /// Says that there was one, after it was committed.
    pub(crate) fn tell(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// Part of each command that changes something. It is dropped after the commit, also when the
/// caller went away meanwhile and can't tell any more.
pub(crate) struct Tells(pub(crate) &'static Changes);

impl Drop for Tells {
    fn drop(&mut self) {
        self.0.tell();
    }
}

/// All of something, as it was after so many changes.
pub(crate) struct Cache<T> {
    copy: RwLock<Option<(u64, Arc<T>)>>,
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self { copy: RwLock::default() }
    }
}

impl<T: Default> Cache<T> {
    /// Reads again if there was a change since the copy was made.
    pub(crate) async fn refresh(
        &self,
        changes: &Changes,
        read: impl Future<Output = Result<T>>,
    ) -> Result<()> {
        // Taken before reading: a change meanwhile makes the copy one that is read again.
        let count = changes.0.load(Ordering::SeqCst);
        let is_new = |copy: &Option<(u64, Arc<T>)>| copy.as_ref().is_some_and(|it| it.0 >= count);
        if is_new(&self.copy.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(());
        }
        let all = Arc::new(read.await?);
        let mut copy = self.copy.write().unwrap_or_else(PoisonError::into_inner);
        // Someone who began later may have been faster.
        if !is_new(&copy) {
            *copy = Some((count, all));
        }
        Ok(())
    }

    /// The copy.
    pub(crate) fn get(&self) -> Arc<T> {
        let copy = self.copy.read().unwrap_or_else(PoisonError::into_inner);
        copy.as_ref().map(|(_, all)| Arc::clone(all)).unwrap_or_default()
    }
}
