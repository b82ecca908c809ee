//! How many threads of this process are computing.
//!
//! A search over many organisations takes a second thread only while a processor is idle. One that
//! has to wait for its turn behind the intake makes the search wait longer than it helps.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

static COMPUTING: AtomicUsize = AtomicUsize::new(0);

/// Held by a thread while it computes.
pub(crate) struct Computing(());

impl Computing {
    pub(crate) fn begin() -> Self {
        COMPUTING.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Computing {
    fn drop(&mut self) {
        COMPUTING.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Processors on which no thread of this process computes, as far as is known: an estimate, by
/// which nothing but speed may change.
pub(crate) fn idle() -> usize {
    count().saturating_sub(COMPUTING.load(Ordering::Relaxed))
}

/// Asked once: finding out takes longer than most searches.
fn count() -> usize {
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| std::thread::available_parallelism().map_or(1, Into::into))
}
