//! What is remembered of slices. All of it follows from a slice's own bytes, is made when first
//! wanted, and goes with the segment.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::values::Values;
use crate::Result;
use crate::terms::CODED;

/// So many values, each 36 bytes, are remembered of all slices of one segment. Each slice has a
/// share by how many of the entries are its own, so that what neighbours count takes none of it,
/// and these few besides. What is more is made anew each time.
const VALUES_MAX: u64 = if cfg!(test) { 1_000 } else { 1 << 20 };
const VALUES_MIN: u64 = 32;

/// What is remembered of the slices of a segment.
#[derive(Default)]
pub(super) struct Memos {
    slices: OnceLock<Box<[Cell]>>,
}

#[derive(Default)]
struct Cell {
    keys: OnceLock<Box<[AtomicU64]>>,
    values: [OnceLock<Arc<Values>>; CODED.len()],
    /// Values remembered so far.
    used: AtomicU64,
}

/// What is remembered of one slice.
#[derive(Clone, Copy)]
pub(super) struct Memo<'a> {
    pub(super) all: &'a Memos,
    /// The slice's place in the segment.
    pub(super) at: usize,
    /// How many slices the segment has.
    pub(super) slices: usize,
    /// How many entries the slice has.
    pub(super) entries: u32,
    /// How many the segment has.
    pub(super) all_entries: u64,
}

impl<'a> Memo<'a> {
    fn cell(&self) -> &'a Cell {
        let make = || (0..self.slices).map(|_| Cell::default()).collect();
        &self.all.slices.get_or_init(make)[self.at]
    }

    /// How the first key of each of the dictionary's `blocks` blocks begins; 0 where nobody has
    /// looked yet. It fills as it is used: reading all of them at once would read most of the file
    /// for the first search.
    pub(super) fn keys(&self, blocks: usize) -> &'a [AtomicU64] {
        self.cell().keys.get_or_init(|| (0..blocks).map(|_| AtomicU64::new(0)).collect())
    }

    /// The values of the coded field at `field` in [`CODED`], made by `make` unless remembered.
    pub(super) fn values(
        &self,
        field: usize,
        make: impl FnOnce() -> Result<Values>,
    ) -> Result<Arc<Values>> {
        let cell = self.cell();
        let memo = &cell.values[field];
        if let Some(values) = memo.get() {
            return Ok(Arc::clone(values));
        }
        let values = Arc::new(make()?);
        let count = values.len() as u64;
        let fits = |used: u64| Some(used + count).filter(|&used| used <= self.share());
        // Two at once may both count theirs; that only leaves room for less.
        if cell.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).is_ok() {
            return Ok(Arc::clone(memo.get_or_init(|| values)));
        }
        Ok(values)
    }

    /// How many values of the slice are remembered.
    fn share(&self) -> u64 {
        VALUES_MIN + VALUES_MAX * u64::from(self.entries) / self.all_entries.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Value;

    #[test]
    fn each_slice_remembers_values_up_to_its_own_limit() {
        let all = Memos::default();
        let mut made = [0; 3];
        for _ in 0..2 {
            for (at, above) in [0, 1, 0].into_iter().enumerate() {
                let entries = 10 * at as u32;
                let memo = Memo { all: &all, at, slices: 3, entries, all_entries: 30 };
                // Two fields share the room of their slice.
                for (field, count) in [(0, VALUES_MIN), (1, memo.share() - VALUES_MIN + above)] {
                    let values = memo.values(field, || {
                        made[at] += 1;
                        let value = Value { term: at as u128, value: 0, count: 1 };
                        Ok(std::iter::repeat_n(value, count as usize).collect())
                    });
                    assert!(values.unwrap().iter().all(|value| value.term == at as u128));
                }
            }
        }
        assert_eq!(made, [2, 3, 2]);
    }
}
