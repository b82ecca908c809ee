//! Reading stored hashes for proofs and roots.
//!
//! A proof is made in two steps, so that the caller may fetch tiles in whatever way it does I/O:
//! ask which nodes it needs, put the tiles that hold them ([`tiles_of`]) into a [`TileSet`], then
//! let the proof read from that.

use std::collections::{BTreeMap, BTreeSet};

use crate::tile::{TILE_WIDTH, subtree_root};
use crate::{Commitment, Error, Hash, Result, TileId, leaf_hash, node_hash};

/// The root of the complete subtree over entries `index << level .. (index + 1) << level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Level in the binary tree, up to 63; leaves are level 0.
    pub level: u8,
    /// Index within the level.
    pub index: u64,
}

/// Gives the hashes of complete subtrees; closures do.
pub trait HashReader {
    /// Why a hash cannot be given, or no such proof exists.
    type Error: From<Error>;

    /// The hash of a complete subtree.
    fn hash(&mut self, node: Node) -> std::result::Result<Hash, Self::Error>;
}

impl<F, E> HashReader for F
where
    F: FnMut(Node) -> std::result::Result<Hash, E>,
    E: From<Error>,
{
    type Error = E;

    fn hash(&mut self, node: Node) -> std::result::Result<Hash, E> {
        self(node)
    }
}

/// Tiles in memory.
#[derive(Clone, Debug, Default)]
pub struct TileSet {
    tiles: BTreeMap<(u8, u64), Vec<Hash>>,
}

impl TileSet {
    /// One without tiles.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a tile of level 1 or above, or one of leaf hashes.
    pub fn insert(&mut self, level: u8, index: u64, hashes: Vec<Hash>) {
        self.tiles.insert((level, index), hashes);
    }

    /// Adds a tile of level 0 given as the commitments that the store keeps.
    pub fn insert_commitments(&mut self, index: u64, commitments: &[Commitment]) {
        self.insert(0, index, commitments.iter().map(leaf_hash).collect());
    }
}

impl HashReader for TileSet {
    type Error = Error;

    fn hash(&mut self, node: Node) -> Result<Hash> {
        let missing = Error::MissingHash { level: node.level, index: node.index };
        let (tile, first, count) = place(node);
        let hashes = self.tiles.get(&tile).and_then(|tile| tile.get(first..first + count));
        hashes.and_then(subtree_root).ok_or(missing)
    }
}

/// The tiles that hold `nodes` in a tree of `size` entries, each once, ascending.
///
/// A node of level `8 t + r` follows from `2^r` hashes of one tile of level `t`.
pub fn tiles_of(nodes: &[Node], size: u64) -> Vec<TileId> {
    let tiles: BTreeSet<_> = nodes
        .iter()
        .filter_map(|&node| {
            let ((level, index), ..) = place(node);
            TileId::at_size(level, index, size)
        })
        .collect();
    tiles.into_iter().collect()
}

/// In which tile, from which of its hashes, how many make up a node.
fn place(node: Node) -> ((u8, u64), usize, usize) {
    let within = node.level % 8;
    let per_tile = 8 - within;
    let first = (node.index & ((1 << per_tile) - 1)) << within;
    debug_assert!(first as usize + (1 << within) <= TILE_WIDTH);
    ((node.level / 8, node.index >> per_tile), first as usize, 1 << within)
}

/// The nodes whose hashes make up the root of a tree of `size` entries, largest first.
pub fn root_nodes(size: u64) -> Vec<Node> {
    Span { start: 0, end: size }.nodes().collect()
}

/// The root of the tree as it was at `size`.
pub fn root_at<R: HashReader>(size: u64, reader: &mut R) -> std::result::Result<Hash, R::Error> {
    if size == 0 { Ok(crate::empty_root()) } else { Span { start: 0, end: size }.hash(reader) }
}

/// Entries `start..end` that make up one subtree of some tree: `start` is a multiple of the
/// smallest power of two that is not less than the length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u64,
    pub(crate) end: u64,
}

impl Span {
    /// Both subtrees below this one; none below a leaf.
    pub(crate) fn split(self) -> Option<(Span, Span)> {
        let below = self.end - self.start - 1;
        let middle = self.start + (1 << below.checked_ilog2()?);
        Some((Span { start: self.start, end: middle }, Span { start: middle, end: self.end }))
    }

    /// The complete subtrees that it is made of, largest first.
    pub(crate) fn nodes(self) -> impl DoubleEndedIterator<Item = Node> {
        let len = self.end - self.start;
        (0..64u8).rev().filter(move |level| len >> level & 1 == 1).map(move |level| {
            // All larger subtrees lie before this one.
            let larger = if level == 63 { 0 } else { len >> (level + 1) << (level + 1) };
            Node { level, index: (self.start + larger) >> level }
        })
    }

    /// The root over it.
    pub(crate) fn hash<R: HashReader>(self, reader: &mut R) -> std::result::Result<Hash, R::Error> {
        let mut hash: Option<Hash> = None;
        for node in self.nodes().rev() {
            let left = reader.hash(node)?;
            hash = Some(hash.map_or(left, |right| node_hash(&left, &right)));
        }
        Ok(hash.unwrap_or_else(crate::empty_root))
    }
}
