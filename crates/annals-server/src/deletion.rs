//! Deleting what was looked at, and nothing else.
//!
//! Who deletes looks first, at the page or by a dry run, and says with the second request what was
//! seen: which entries, by their count and a hash of their numbers, the size of the log, and when.
//! So nothing has to be kept between the two requests. Their count alone would not do: an
//! organisation's time zone may change meanwhile, and with it what a search finds.

use annals_model::{Millis, Number};
use annals_store::Deletable;
use sha2::{Digest, Sha256};

use crate::error::{Code, Failure};
use crate::wire::Hex;

/// What was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pin {
    /// How many entries.
    pub(crate) entries: u64,
    /// Which, as [`digest`] says.
    pub(crate) digest: String,
    /// The size of the log: what came later has this number or a greater one.
    pub(crate) before: Number,
    /// When: "today" in the search means that day.
    pub(crate) at: Millis,
}

impl Pin {
    /// Refuses to delete other entries than were looked at.
    pub(crate) fn check(&self, found: &[Deletable]) -> Result<(), Failure> {
        let (now, then) = (found.iter().map(Deletable::len).sum::<u64>(), self.entries);
        let reason = if now != then {
            format!("{now} entries can be deleted by now, not {then}; look again")
        } else if digest(found) != self.digest {
            "other entries match by now than were looked at; look again".to_owned()
        } else {
            return Ok(());
        };
        Err(Failure::new(Code::Refused, reason))
    }
}

/// Stands for exactly these entries: SHA-256 of their numbers, in hexadecimal digits; of those of
/// several organisations with whose they are and how many.
pub(crate) fn digest(found: &[Deletable]) -> String {
    let mut hasher = Sha256::new();
    for one in found {
        if found.len() > 1 {
            hasher.update(one.organization().0.to_le_bytes());
            hasher.update(one.len().to_le_bytes());
        }
        one.numbers().for_each(|number| hasher.update(number.0.to_le_bytes()));
    }
    Hex(&hasher.finalize()).to_string()
}
