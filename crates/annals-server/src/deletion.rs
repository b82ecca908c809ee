//! Deleting what was looked at, and nothing else.
//!
//! Who deletes looks first, at the page or by a dry run, and says with the second request what was
//! seen: how many entries, the size of the log, and when. A log only grows, and of the entries
//! before that size some may go meanwhile, but none can come: the same number is the same entries.
//! So nothing has to be kept between the two requests.

use annals_model::{Millis, Number};
use annals_store::Deletable;

use crate::error::{Code, Failure};

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pin {
    /// How many entries.
    pub(crate) entries: u64,
    /// The size of the log: what came later has this number or a greater one.
    pub(crate) before: Number,
    /// When: "today" in the search means that day.
    pub(crate) at: Millis,
}

impl Pin {
    /// Refuses to delete other entries than were looked at.
    pub(crate) fn check(self, found: &Deletable) -> Result<(), Failure> {
        let (now, then) = (found.len(), self.entries);
        if now == then {
            return Ok(());
        }
        let reason = format!("{now} entries can be deleted by now, not {then}; look again");
        Err(Failure::new(Code::Refused, reason))
    }
}
