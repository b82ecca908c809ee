//! The end of a search that nobody waits for any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::{Error, Result};

/// Ends the searches of the snapshots it was given to ([`Snapshot::until`]). Clones are one.
///
/// [`Snapshot::until`]: crate::Snapshot::until
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    is_raised: Arc<AtomicBool>,
    /// Of tests: so many checks more pass.
    #[cfg(test)]
    left: Option<Arc<std::sync::atomic::AtomicUsize>>,
}

impl Interrupt {
    /// Ends them: they give [`Error::Interrupted`] within some milliseconds.
    pub fn raise(&self) {
        self.is_raised.store(true, Ordering::Relaxed);
    }

    /// Raised after so many checks.
    #[cfg(test)]
    pub(crate) fn after(checks: usize) -> Self {
        Self { left: Some(Arc::new(checks.into())), ..Self::default() }
    }

    /// Asked for at every slice, at every term that is walked over and at every document that is
    /// read: nothing else of a search takes long.
    #[inline]
    pub(crate) fn check(&self) -> Result<()> {
        #[cfg(test)]
        if let Some(left) = &self.left
            && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_err()
        {
            self.raise();
        }
        if self.is_raised.load(Ordering::Relaxed) { Err(Error::Interrupted) } else { Ok(()) }
    }
}
