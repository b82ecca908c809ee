//! How much of segments a test has read, on its own thread.

use std::cell::Cell;

thread_local! {
    static WORK: Cell<Work> = const { Cell::new(Work { reads: 0 }) };
}

/// Pieces of columns, dictionaries and postings that were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) reads: u64,
}

/// Counts one read.
pub(super) fn add() {
    WORK.with(|work| work.set(Work { reads: work.get().reads + 1 }));
}

/// What was read since this was last asked.
pub(crate) fn take() -> Work {
    WORK.with(Cell::take)
}
