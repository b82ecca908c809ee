//! What can be wrong with units, stored hashes and proofs.

/// This crate's result.
pub type Result<T> = std::result::Result<T, Error>;

/// What can be wrong with units, stored hashes and proofs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An event has more units than their 16-bit index can tell apart.
    #[error("an event has {found} units, at most 65535 can be committed to")]
    TooManyUnits {
        /// How many.
        found: usize,
    },
    /// A path or value does not fit its length field.
    #[error("the {part} of a unit has {found} bytes, which its length field cannot hold")]
    UnitTooLong {
        /// `path` or `value`.
        part: &'static str,
        /// Its length in bytes.
        found: usize,
    },
    /// Two units have the same path, so which one was meant would be open.
    #[error("two units of an event have the same path")]
    DuplicatePath,
    /// A number is not in a tree of that size.
    #[error("number {number} is not in a tree of {size} entries")]
    NumberOutOfRange {
        /// The number asked for.
        number: u64,
        /// The size of the tree.
        size: u64,
    },
    /// A tree cannot be consistent with a larger, earlier one.
    #[error("a tree of {old} entries cannot grow into one of {new}")]
    SizesOutOfOrder {
        /// The earlier size.
        old: u64,
        /// The later size.
        new: u64,
    },
    /// A proof has too few or too many hashes for its sizes.
    #[error("the proof has the wrong number of hashes")]
    ProofLength,
    /// A proof leads to another root.
    #[error("the proof does not lead to the root")]
    RootMismatch,
    /// A hash that a proof needs was not given.
    #[error("the hash at level {level}, index {index} is missing")]
    MissingHash {
        /// Level in the binary tree; leaves are level 0.
        level: u8,
        /// Index within the level.
        index: u64,
    },
    /// Bytes that are no compact range.
    #[error("not a compact range: {0}")]
    MalformedRange(&'static str),
    /// A path that names no tile.
    #[error("not the path of a tile")]
    MalformedTilePath,
    /// The tree has as many entries as can be counted.
    #[error("the tree is full")]
    Full,
}
