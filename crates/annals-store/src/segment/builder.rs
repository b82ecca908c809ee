//! From events to an image.

use annals_model::{Event, Number, OrganizationOrdinal};

/// The bytes of a segment, in memory.
#[derive(Clone, Debug)]
pub(crate) struct Image(pub(crate) Vec<u8>);

/// One entry to put into a segment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    /// To whose log it belongs.
    pub(crate) organization: OrganizationOrdinal,
    /// Its number there.
    pub(crate) number: Number,
    /// [`crate::document::id_hash`] of its id.
    pub(crate) id_hash: u64,
    /// Its stored form.
    pub(crate) document: &'a [u8],
    /// What the stored form says.
    pub(crate) event: &'a Event,
}

/// Collects entries in any order. One is kept and used again: it remembers how strings fold.
#[derive(Default)]
pub(crate) struct Builder {}

impl Builder {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds an entry; (organisation, number) must be new.
    pub(crate) fn push(&mut self, _row: Row<'_>) {
        unimplemented!()
    }

    /// Makes an image of what was pushed since the last one; `None` if nothing was.
    pub(crate) fn finish(&mut self) -> Option<Image> {
        unimplemented!()
    }
}
