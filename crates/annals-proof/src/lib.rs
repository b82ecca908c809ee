//! Event commitments and the Merkle log of an organisation, without I/O.
//!
//! An event is cut into units of disclosure; [`commit()`] hides each behind a salt and binds all of
//! them in one [`Commitment`]. Commitments are the leaves of one RFC 6962 tree per organisation:
//! [`CompactRange`] grows it, [`TileId`] says where its hashes are kept, [`prove_inclusion`] and
//! [`prove_consistency`] read them back, [`verify_inclusion`] and [`verify_consistency`] need
//! nothing but the proof. The bytes are specified, with a worked example, in
//! `docs/proof-format.md`; they can never change, only get a successor.
//!
//! Nothing here reads files, clocks or random numbers: the store and the offline verifier run the
//! same functions on the same bytes.

mod commit;
mod consistency;
mod error;
mod hash;
mod inclusion;
mod range;
mod reader;
mod sha;
mod tile;

pub use commit::{
    Committer, Part, Salt, Seed, UNITS_MAX, Unit, UnitDigest, commit, commit_parts, leaf_salt,
    unit_digest, unit_salt,
};
pub use consistency::{consistency_nodes, prove_consistency, verify_consistency};
pub use error::{Error, Result};
pub use hash::{Commitment, Hash, empty_root, leaf_hash, node_hash};
pub use inclusion::{inclusion_nodes, prove_inclusion, verify_inclusion};
pub use range::CompactRange;
pub use reader::{HashReader, Node, TileSet, root_at, root_nodes, tiles_of};
pub use tile::{TILE_WIDTH, TileId, partial_tiles, tile_root, tiles_completed};
