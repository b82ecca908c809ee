//! The last few answers that took long to find.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Up to `MAX` answers with what was asked; the oldest one makes room.
pub(super) struct Recent<K, V, const MAX: usize>(Mutex<Vec<(K, V)>>);

impl<K, V: Clone, const MAX: usize> Recent<K, V, MAX> {
    /// The answer to what `is_asked` knows.
    pub(super) fn find(&self, is_asked: impl Fn(&K) -> bool) -> Option<V> {
        let known = self.lock();
        known.iter().find(|(key, _)| is_asked(key)).map(|(_, answer)| answer.clone())
    }

    pub(super) fn add(&self, key: K, answer: V) {
        let mut known = self.lock();
        if known.len() == MAX {
            known.remove(0);
        }
        known.push((key, answer));
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(K, V)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K, V, const MAX: usize> Default for Recent<K, V, MAX> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
