//! What is remembered of slices. All of it follows from a slice's own bytes, is made when first
//! wanted, and goes with the segment.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::values::Values;
use crate::Result;
use crate::terms::CODED;

/// So many values, each 36 bytes, are remembered of all slices of one segment; what is more is made
/// anew each time.
const VALUES_MAX: u64 = if cfg!(test) { 20 } else { 1 << 20 };

/// What is remembered of the slices of a segment.
#[derive(Default)]
pub(super) struct Memos {
    slices: OnceLock<Box<[Cell]>>,
    /// Values remembered so far.
    values: AtomicU64,
}

#[derive(Default)]
struct Cell {
    keys: OnceLock<Box<[AtomicU64]>>,
    values: [OnceLock<Arc<Values>>; CODED.len()],
}

/// What is remembered of one slice.
#[derive(Clone, Copy)]
pub(super) struct Memo<'a> {
    pub(super) all: &'a Memos,
    /// The slice's place in the segment.
    pub(super) at: usize,
    /// How many slices the segment has.
    pub(super) slices: usize,
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
        let memo = &self.cell().values[field];
        if let Some(values) = memo.get() {
            return Ok(Arc::clone(values));
        }
        let values = Arc::new(make()?);
        let count = values.len() as u64;
        let fits = |used: u64| Some(used + count).filter(|&used| used <= VALUES_MAX);
        // Two at once may both count theirs; that only leaves room for less.
        if self.all.values.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).is_ok() {
            return Ok(Arc::clone(memo.get_or_init(|| values)));
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Value;

    #[test]
    fn values_are_remembered_up_to_the_limit() {
        let all = Memos::default();
        let mut made = 0;
        for round in 1..3 {
            for at in 0..3 {
                let values = Memo { all: &all, at, slices: 3 }.values(0, || {
                    made += 1;
                    let value = Value { term: at as u128, value: 0, count: 1 };
                    Ok(std::iter::repeat_n(value, VALUES_MAX as usize / 2).collect())
                });
                let values = values.unwrap();
                assert!(values.iter().all(|value| value.term == at as u128));
            }
            // Two fill the room, the third is made each time.
            assert_eq!(made, 2 + round);
        }
    }
}
