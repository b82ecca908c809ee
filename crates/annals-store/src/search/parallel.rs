//! Many slices at once.
//!
//! A search over a tree of organisations looks into thousands of slices, and most of its time goes
//! by waiting for memory: two processors wait half as long.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::Result;
use crate::processors::{self, Computing};

/// Below this a thread costs more than it saves; tests are small and want threads all the same.
const SLICES_MIN: usize = if cfg!(test) { 8 } else { 256 };
const THREADS_MAX: usize = 4;
/// So many items are taken at once. The largest organisations tend to be the oldest, which come
/// first, so that larger chunks would leave all of them to one thread.
const CHUNK: usize = if cfg!(test) { 1 } else { 4 };

/// Calls `each` with every item, which stands for about `slices` slices, and with a state of the
/// thread's own; gives all states, at least one.
pub(super) fn fold<T: Sync, S: Default + Send>(
    items: &[T],
    slices: usize,
    each: impl Fn(&mut S, &T) -> Result<()> + Sync,
) -> Result<Vec<S>> {
    let next = AtomicUsize::new(0);
    let run = || -> Result<S> {
        let _computing = Computing::begin();
        let mut state = S::default();
        loop {
            let start = next.fetch_add(CHUNK, Ordering::Relaxed);
            let Some(rest) = items.get(start..).filter(|rest| !rest.is_empty()) else {
                return Ok(state);
            };
            for item in &rest[..rest.len().min(CHUNK)] {
                each(&mut state, item)?;
            }
        }
    };
    let threads = threads();
    if items.len() * slices < SLICES_MIN || items.len() <= CHUNK || threads < 2 {
        return Ok(vec![run()?]);
    }
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let mut states = vec![run()?];
        for other in others {
            // A panic goes on where it would have been without threads.
            states.push(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(states)
    })
}

/// Tests want threads whatever else runs.
fn threads() -> usize {
    if cfg!(test) { THREADS_MAX } else { processors::idle().min(THREADS_MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn every_item_is_seen_once_and_errors_come_out() {
        for count in [0, 1, CHUNK, SLICES_MIN - 1, SLICES_MIN, 3 * SLICES_MIN + 1] {
            let items: Vec<usize> = (0..count).collect();
            let each = |seen: &mut Vec<usize>, item: &usize| {
                seen.push(*item);
                Ok(())
            };
            let mut seen = fold(&items, 1, each).unwrap().concat();
            seen.sort_unstable();
            assert_eq!(seen, items);
            let fails = |_: &mut (), item: &usize| {
                if item + 1 == count { Err(Error::Closed) } else { Ok(()) }
            };
            assert_eq!(fold(&items, 1, fails).is_err(), count > 0);
        }
    }
}
