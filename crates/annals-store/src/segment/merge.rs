//! Many segments into one: the only way in which the tail is tiered, sealed and compacted.

use std::path::Path;

use annals_model::OrganizationOrdinal;
use roaring::RoaringBitmap;

use super::{Image, Segment};
use crate::Result;

/// The positions of one organisation's slice that are not carried over.
pub(crate) type Dead<'a> = &'a dyn Fn(OrganizationOrdinal) -> Option<RoaringBitmap>;

/// A segment to merge.
pub(crate) struct Source<'a> {
    /// The segment.
    pub(crate) segment: &'a Segment,
    /// Its deleted positions, by organisation.
    pub(crate) dead: Dead<'a>,
}

/// Where the result of a merge goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target<'a> {
    /// Memory, documents as they are.
    Memory,
    /// A new file (and nothing at its path before), documents compressed.
    File {
        /// Its path; it appears there complete and synced, or not at all.
        path: &'a Path,
        /// The zstd level: 1 when sealing, higher for files that settle.
        level: i32,
    },
}

/// Merges `sources` without their dead positions; `None`, and no file, if nothing is left.
pub(crate) fn merge(_sources: &[Source<'_>], _target: Target<'_>) -> Result<Option<Segment>> {
    let _ = Image;
    unimplemented!()
}
