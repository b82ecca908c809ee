//! After a failed write nothing more is written: what the disk holds is then unknown, and a later
//! success would acknowledge events on top of lost ones (Rebello et al., "Can Applications Recover
//! from fsync Failures?", USENIX ATC 2020).

use std::sync::OnceLock;

/// Set once, until the process ends.
#[derive(Debug, Default)]
pub(crate) struct Poison(OnceLock<String>);

impl Poison {
    /// Why nothing is written any more, if so.
    pub(crate) fn reason(&self) -> Option<String> {
        self.0.get().cloned()
    }

    /// Stops all writing; the first reason stays.
    pub(crate) fn set(&self, reason: &str) {
        if self.0.set(reason.to_owned()).is_ok() {
            tracing::error!(reason, "no more writes are taken until a restart");
        }
    }
}
