//! Hashes of the tree, as RFC 6962 defines them.

use std::fmt;

use crate::sha::sha256_blocks;

/// First byte of a log entry: what follows is an event's commitment of format `annals v1`.
const ENTRY_EVENT_V1: u8 = 0x01;

/// A SHA-256 hash of the Merkle tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// A salted commitment to one event: what the Merkle log holds instead of the event.
///
/// It tells nothing about the event to someone who has not also its seed or salts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commitment(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_hex(&self.0, f)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_hex(&self.0, f)
    }
}

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_hex(&self.0, f)
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_hex(&self.0, f)
    }
}

/// The root of a tree without entries: the hash of nothing.
pub fn empty_root() -> Hash {
    Hash(sha256_blocks(&mut [[0; 64]; 1], 0))
}

/// The leaf for an event: `SHA-256(0x00 || 0x01 || E)`.
///
/// The second byte is the first of the 33-byte log entry, so that entries of other kinds can join
/// the log later.
pub fn leaf_hash(commitment: &Commitment) -> Hash {
    let mut blocks = [[0; 64]; 1];
    blocks[0][1] = ENTRY_EVENT_V1;
    blocks[0][2..34].copy_from_slice(&commitment.0);
    Hash(sha256_blocks(&mut blocks, 34))
}

/// The hash of an inner node: `SHA-256(0x01 || left || right)`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut blocks = [[0; 64]; 2];
    let bytes = blocks.as_flattened_mut();
    bytes[0] = 0x01;
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..65].copy_from_slice(&right.0);
    Hash(sha256_blocks(&mut blocks, 65))
}

pub(crate) fn fmt_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}
