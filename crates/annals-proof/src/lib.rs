//! Event commitments and the Merkle log, without I/O.

/// A SHA-256 hash of the Merkle tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

/// A salted commitment to one event: what the Merkle log holds instead of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Commitment(pub [u8; 32]);
