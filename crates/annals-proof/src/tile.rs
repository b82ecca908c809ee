//! Where hashes are kept: tiles of 256, addressed as C2SP `tlog-tiles` does.
//!
//! A tile of level `t` holds the roots of complete subtrees of `256^t` entries each; level 0 holds
//! leaf hashes. The store keeps the 32-byte commitments in its level-0 tiles, from which the leaf
//! hashes follow, and publishes leaf hashes.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Hash, Result, node_hash};

/// Hashes in a full tile.
pub const TILE_WIDTH: usize = 256;

/// Highest level that a tree of 2^64 entries could need.
const LEVEL_MAX: u8 = 7;
/// Highest level that a path may name, by the specification.
const PATH_LEVEL_MAX: u8 = 63;

/// A tile: `width` hashes of `level`, beginning with that of index `256 * index`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// Level in steps of eight levels of the binary tree.
    pub level: u8,
    /// Place of the tile within its level.
    pub index: u64,
    /// How many hashes it has: 1 to 256; fewer than 256 make a partial tile.
    pub width: u16,
}

impl TileId {
    /// Whether all 256 hashes are there, so that the tile never changes again.
    pub fn is_full(&self) -> bool {
        usize::from(self.width) == TILE_WIDTH
    }

    /// The tile as it is in a tree of `size` entries; none where it would be empty.
    pub fn at_size(level: u8, index: u64, size: u64) -> Option<Self> {
        let hashes = hashes_at(level, size);
        let first = index.checked_mul(TILE_WIDTH as u64)?;
        let width = hashes.checked_sub(first).filter(|&width| width > 0)?;
        Some(Self { level, index, width: width.min(TILE_WIDTH as u64) as u16 })
    }
}

/// How many hashes level `level` of tiles has in a tree of `size` entries.
fn hashes_at(level: u8, size: u64) -> u64 {
    if level > LEVEL_MAX { 0 } else { size >> (8 * level) }
}

/// The partial tiles of a tree of `size` entries, lowest level first.
pub fn partial_tiles(size: u64) -> impl Iterator<Item = TileId> {
    (0..=LEVEL_MAX).filter_map(move |level| {
        let hashes = hashes_at(level, size);
        TileId::at_size(level, hashes / TILE_WIDTH as u64, size)
    })
}

/// The full tiles that a tree of `new` entries has and one of `old` had not, lowest level first.
pub fn tiles_completed(old: u64, new: u64) -> impl Iterator<Item = TileId> {
    (0..=LEVEL_MAX).flat_map(move |level| {
        let full = |size| hashes_at(level, size) / TILE_WIDTH as u64;
        (full(old)..full(new)).map(move |index| TileId { level, index, width: TILE_WIDTH as u16 })
    })
}

/// The root over the hashes of a full tile, which is one hash of the level above; none when there
/// are not exactly 256.
pub fn tile_root(hashes: &[Hash]) -> Option<Hash> {
    if hashes.len() == TILE_WIDTH { subtree_root(hashes) } else { None }
}

/// The root over a power of two of hashes.
pub(crate) fn subtree_root(hashes: &[Hash]) -> Option<Hash> {
    if !hashes.len().is_power_of_two() {
        return None;
    }
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row.chunks_exact(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
    }
    row.pop()
}

impl fmt::Display for TileId {
    /// The path under the log's prefix, such as `tile/0/x001/x234/067.p/112`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.level)?;
        let mut divisor = 1;
        while self.index / divisor >= 1000 {
            divisor *= 1000;
        }
        while divisor > 1 {
            write!(f, "x{:03}/", self.index / divisor % 1000)?;
            divisor /= 1000;
        }
        write!(f, "{:03}", self.index % 1000)?;
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

impl FromStr for TileId {
    type Err = Error;

    /// Reads a path, in the one spelling that `Display` gives it.
    fn from_str(path: &str) -> Result<Self> {
        let tile = parse(path).ok_or(Error::MalformedTilePath)?;
        // Comparing spellings refuses leading zeros, signs and superfluous groups all at once.
        if tile.to_string() == path { Ok(tile) } else { Err(Error::MalformedTilePath) }
    }
}

fn parse(path: &str) -> Option<TileId> {
    let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let level = level.parse().ok().filter(|&level| level <= PATH_LEVEL_MAX)?;
    let (groups, width) = match rest.split_once(".p/") {
        Some((groups, width)) => (groups, width.parse().ok().filter(|w| (1..256).contains(w))?),
        None => (rest, TILE_WIDTH as u16),
    };
    let mut index = 0u64;
    for group in groups.split('/') {
        let digits: u16 = group.trim_start_matches('x').parse().ok()?;
        index = index.checked_mul(1000)?.checked_add(u64::from(digits))?;
    }
    Some(TileId { level, index, width })
}
