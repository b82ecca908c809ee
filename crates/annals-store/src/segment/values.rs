//! The terms of a coded field of one slice, as hashes: what facets are counted with.
//!
//! Counting over hundreds of organisations meets each term in each of thousands of slices. Hashing
//! and comparing their bytes each time took most of the time, so they are hashed once. The hashes
//! are 128 bits long under keys that are drawn when the process starts: nobody can make two terms
//! that are taken for one, and chance won't.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::OnceLock;

/// Stands for the bytes of a term or value within this process.
pub(crate) type Hash = u128;

/// The terms of a coded field of one slice; that with code 1 comes first.
pub(crate) struct Values {
    terms: Box<[Hash]>,
    values: Box<[Hash]>,
    counts: Box<[u32]>,
}

/// One term.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value {
    /// The term.
    pub(crate) term: Hash,
    /// What it counts towards.
    pub(crate) value: Hash,
    /// How many entries of the slice have it.
    pub(crate) count: u32,
}

impl Values {
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        let pairs = self.terms.iter().zip(&self.values).zip(&self.counts);
        pairs.map(|((&term, &value), &count)| Value { term, value, count })
    }
}

impl FromIterator<Value> for Values {
    fn from_iter<I: IntoIterator<Item = Value>>(all: I) -> Self {
        let (mut terms, mut values, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        for Value { term, value, count } in all {
            terms.push(term);
            values.push(value);
            counts.push(count);
        }
        Self { terms: terms.into(), values: values.into(), counts: counts.into() }
    }
}

/// The hash of a term or value.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    static KEYS: OnceLock<[RandomState; 2]> = OnceLock::new();
    let keys = KEYS.get_or_init(|| [RandomState::new(), RandomState::new()]);
    let [high, low] = keys.each_ref().map(|key| {
        let mut hasher = key.build_hasher();
        hasher.write(bytes);
        Hash::from(hasher.finish())
    });
    high << 64 | low
}
