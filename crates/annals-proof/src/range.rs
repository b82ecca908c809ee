//! The right edge of a growing tree: all that is needed to append and to know the root.

use crate::hash::empty_root;
use crate::{Error, Hash, Result, node_hash};

/// A tree reduced to the roots of its complete subtrees, largest first: one per set bit of its
/// size, so at most 64 hashes.
///
/// As bytes: the size as 8 bytes big-endian, then the hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompactRange {
    size: u64,
    hashes: Vec<Hash>,
}

impl CompactRange {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// A tree of which the roots of the complete subtrees are known, largest first.
    pub fn from_hashes(size: u64, hashes: Vec<Hash>) -> Result<Self> {
        if hashes.len() != size.count_ones() as usize {
            return Err(Error::MalformedRange("the number of hashes does not fit the size"));
        }
        Ok(Self { size, hashes })
    }

    /// Entries in the tree.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Roots of the complete subtrees, largest first.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) -> Result<()> {
        self.push_with(leaf, |_, _, _| ())
    }

    /// Appends a leaf and tells of every node that it completes, from the leaf (level 0) up, as
    /// `(level, index within the level, hash)`.
    ///
    /// What tiles of level `t` hold are the nodes of level `8 t`.
    pub fn push_with(
        &mut self,
        leaf: Hash,
        mut completed: impl FnMut(u8, u64, Hash),
    ) -> Result<()> {
        let size = self.size.checked_add(1).ok_or(Error::Full)?;
        let mut hash = leaf;
        completed(0, self.size, hash);
        for level in 1..=self.size.trailing_ones() {
            let left = self.hashes.pop().ok_or(Error::MalformedRange("hashes are missing"))?;
            hash = node_hash(&left, &hash);
            completed(level as u8, self.size >> level, hash);
        }
        self.hashes.push(hash);
        self.size = size;
        Ok(())
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        let mut smallest_first = self.hashes.iter().rev();
        let Some(&last) = smallest_first.next() else { return empty_root() };
        smallest_first.fold(last, |right, left| node_hash(left, &right))
    }

    /// As bytes: the size as 8 bytes big-endian, then the hashes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 + 32 * self.hashes.len());
        bytes.extend_from_slice(&self.size.to_be_bytes());
        for hash in &self.hashes {
            bytes.extend_from_slice(&hash.0);
        }
        bytes
    }

    /// Reads what [`CompactRange::encode`] wrote, and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let (size, hashes) =
            bytes.split_first_chunk().ok_or(Error::MalformedRange("the size is cut off"))?;
        let (hashes, rest) = hashes.as_chunks();
        if !rest.is_empty() {
            return Err(Error::MalformedRange("a hash is cut off"));
        }
        Self::from_hashes(
            u64::from_be_bytes(*size),
            hashes.iter().map(|&hash| Hash(hash)).collect(),
        )
    }
}
