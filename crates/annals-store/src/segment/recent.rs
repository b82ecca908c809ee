//! The last few answers that took long to find.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Answers with what was asked, whose weights are `MAX` together at most; the oldest make room.
pub(super) struct Recent<K, V, const MAX: usize>(Mutex<VecDeque<Known<K, V>>>);

struct Known<K, V> {
    asked: K,
    answer: V,
    weight: usize,
}

impl<K, V: Clone, const MAX: usize> Recent<K, V, MAX> {
    /// The answer to what `is_asked` knows.
    pub(super) fn find(&self, is_asked: impl Fn(&K) -> bool) -> Option<V> {
        let all = self.lock();
        all.iter().find(|known| is_asked(&known.asked)).map(|known| known.answer.clone())
    }

    /// Remembers an answer, unless it alone weighs too much.
    pub(super) fn add(&self, asked: K, answer: V, weight: usize) {
        if weight > MAX {
            return;
        }
        let mut all = self.lock();
        let mut sum: usize = all.iter().map(|known| known.weight).sum();
        while sum + weight > MAX
            && let Some(oldest) = all.pop_front()
        {
            sum -= oldest.weight;
        }
        all.push_back(Known { asked, answer, weight });
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Known<K, V>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K, V, const MAX: usize> Default for Recent<K, V, MAX> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_make_room_and_what_is_too_heavy_is_not_kept() {
        let recent = Recent::<&str, u8, 4>::default();
        let known = || ["a", "b", "c", "d"].map(|wanted| recent.find(|asked| *asked == wanted));
        for (asked, answer, weight) in [("a", 1, 1), ("b", 2, 3), ("d", 4, 5)] {
            recent.add(asked, answer, weight);
        }
        assert_eq!(known(), [Some(1), Some(2), None, None]);
        recent.add("c", 3, 1);
        assert_eq!(known(), [None, Some(2), Some(3), None]);
        recent.add("d", 4, 4);
        assert_eq!(known(), [None, None, None, Some(4)]);
    }
}
