//! A log in memory and the definitions of RFC 6962, written down as naively as they read.
#![allow(dead_code, reason = "each test binary uses its part")]

use annals_proof::{CompactRange, Error, Hash, Node, node_hash};
use sha2::{Digest, Sha256};

/// Every complete subtree of a log, by level and index.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) levels: Vec<Vec<Hash>>,
    pub(crate) range: CompactRange,
}

impl Log {
    pub(crate) fn of_size(size: u64) -> Self {
        let mut log = Self::default();
        (0..size).for_each(|number| log.push(leaf(number)));
        log
    }

    pub(crate) fn push(&mut self, leaf: Hash) {
        let levels = &mut self.levels;
        let completed = |level: u8, index: u64, hash| {
            let level = usize::from(level);
            if levels.len() == level {
                levels.push(Vec::new());
            }
            assert_eq!(levels[level].len() as u64, index, "nodes are completed in order");
            levels[level].push(hash);
        };
        self.range.push_with(leaf, completed).unwrap();
    }

    pub(crate) fn reader(&self) -> impl FnMut(Node) -> Result<Hash, Error> {
        |node| {
            let level = self.levels.get(usize::from(node.level));
            let hash = level.and_then(|level| level.get(usize::try_from(node.index).unwrap()));
            hash.copied().ok_or(Error::MissingHash { level: node.level, index: node.index })
        }
    }

    pub(crate) fn leaves(&self) -> &[Hash] {
        self.levels.first().map_or(&[], Vec::as_slice)
    }
}

/// A leaf unlike every other.
pub(crate) fn leaf(number: u64) -> Hash {
    data_leaf(&number.to_be_bytes())
}

/// RFC 6962's leaf hash of any data.
pub(crate) fn data_leaf(data: &[u8]) -> Hash {
    let mut hasher = Sha256::new_with_prefix([0]);
    hasher.update(data);
    Hash(hasher.finalize().into())
}

/// MTH.
pub(crate) fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash(Sha256::digest([]).into()),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node_hash(&naive_root(left), &naive_root(right))
        }
    }
}

/// PATH.
pub(crate) fn naive_inclusion(number: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut path, sibling) = if number < k {
        (naive_inclusion(number, left), right)
    } else {
        (naive_inclusion(number - k, right), left)
    };
    path.push(naive_root(sibling));
    path
}

/// SUBPROOF, begun with `whole`.
pub(crate) fn naive_consistency(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut path, sibling) = if old <= k {
        (naive_consistency(old, left, whole), right)
    } else {
        (naive_consistency(old - k, right, false), left)
    };
    path.push(naive_root(sibling));
    path
}

/// The largest power of two less than `len`.
fn split(len: usize) -> usize {
    len.next_power_of_two() / 2
}

pub(crate) fn hex(text: &str) -> Hash {
    let mut hash = [0; 32];
    assert_eq!(text.len(), 64, "{text}");
    for (index, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).unwrap();
    }
    Hash(hash)
}
