//! How much of segments a test has read, on its own thread.

use std::cell::Cell;

thread_local! {
    static WORK: Cell<Work> = const { Cell::new(Work { reads: 0, bytes: 0 }) };
}

/// Pieces of columns, dictionaries and postings that were read, and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) reads: u64,
    pub(crate) bytes: u64,
}

/// Counts one read.
pub(super) fn add(bytes: u64) {
    WORK.with(|work| {
        let Work { reads, bytes: before } = work.get();
        work.set(Work { reads: reads + 1, bytes: before + bytes });
    });
}

/// What was read since this was last asked.
pub(crate) fn take() -> Work {
    WORK.with(Cell::take)
}
