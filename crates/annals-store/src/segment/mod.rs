//! Segments: immutable, sorted, indexed runs of entries, in memory and as files.

mod builder;
mod merge;
mod postings;

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use annals_model::{EventId, Millis, Number, OrganizationOrdinal};

pub(crate) use builder::{Builder, Image, Row};
pub(crate) use merge::{Source, Target, merge};
pub(crate) use postings::Postings;

use crate::Result;
use crate::terms::TermField;

/// An immutable, indexed run of entries of many organisations. Clones share it.
#[derive(Clone)]
pub(crate) struct Segment {}

impl Segment {
    /// A segment of the tail.
    pub(crate) fn from_image(_image: Image) -> Self {
        unimplemented!()
    }

    /// Opens a file; its header, length and directory are checked here, all else when first read.
    pub(crate) fn open(_path: &Path) -> Result<Self> {
        unimplemented!()
    }

    /// How many entries it has.
    pub(crate) fn len(&self) -> u64 {
        unimplemented!()
    }

    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> u64 {
        unimplemented!()
    }

    /// The file, unless it is in memory.
    pub(crate) fn path(&self) -> Option<&Path> {
        unimplemented!()
    }

    /// The organisations of its entries, ascending.
    pub(crate) fn organizations(&self) -> impl Iterator<Item = OrganizationOrdinal> + '_ {
        std::iter::empty()
    }

    /// The entries of one organisation, if it has any here.
    pub(crate) fn slice(&self, _organization: OrganizationOrdinal) -> Option<Slice<'_>> {
        unimplemented!()
    }

    /// The position, in the organisation's slice, of the entry with this id.
    pub(crate) fn find_id(
        &self,
        _organization: OrganizationOrdinal,
        _id: &EventId,
    ) -> Result<Option<u32>> {
        unimplemented!()
    }

    /// Whether an id with this [`crate::document::id_hash`] may be here; rarely wrong when true.
    pub(crate) fn may_contain_id(
        &self,
        _organization: OrganizationOrdinal,
        _id_hash: u64,
    ) -> Result<bool> {
        unimplemented!()
    }

    /// The earliest and the latest `occurred_at`.
    pub(crate) fn time_bounds(&self) -> (Millis, Millis) {
        unimplemented!()
    }

    /// Re-reads everything and compares index with documents; reports each fault as (section,
    /// what does not fit). Fails only when reading itself fails.
    pub(crate) fn verify(&self, _report: &mut dyn FnMut(&'static str, String)) -> Result<()> {
        unimplemented!()
    }
}

/// One organisation's entries, ascending by (occurred_at, number); positions count from 0.
#[derive(Clone, Copy)]
pub(crate) struct Slice<'a> {
    segment: &'a Segment,
}

/// A term found by walking the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TermRef {
    count: u64,
}

impl TermRef {
    /// In how many entries it is.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }
}

/// The block of documents read last, so that neighbours are not unpacked again.
#[derive(Debug, Default)]
pub(crate) struct DocumentCache {}

/// What a walk over the dictionary calls with each term.
pub(crate) type Visit<'v> = &'v mut dyn FnMut(&[u8], TermRef) -> Result<ControlFlow<()>>;

impl<'a> Slice<'a> {
    /// Whose entries these are.
    pub(crate) fn organization(&self) -> OrganizationOrdinal {
        unimplemented!()
    }

    /// How many entries it has; never 0.
    pub(crate) fn len(&self) -> u32 {
        unimplemented!()
    }

    /// When the entry happened.
    pub(crate) fn occurred_at(&self, _position: u32) -> Result<Millis> {
        unimplemented!()
    }

    /// The first position at or after `time`; the slice's length if there is none.
    pub(crate) fn lower_bound(&self, _time: Millis) -> Result<u32> {
        unimplemented!()
    }

    /// The earliest and the latest `occurred_at`.
    pub(crate) fn time_bounds(&self) -> (Millis, Millis) {
        unimplemented!()
    }

    /// The lowest and the highest number.
    pub(crate) fn number_bounds(&self) -> (Number, Number) {
        unimplemented!()
    }

    /// The entry's number.
    pub(crate) fn number(&self, _position: u32) -> Result<Number> {
        unimplemented!()
    }

    /// Where the entry with this number is.
    pub(crate) fn position_of(&self, _number: Number) -> Result<Option<u32>> {
        unimplemented!()
    }

    /// The position of the entry that is `rank`th by number, from 0.
    pub(crate) fn by_number(&self, _rank: u32) -> Result<u32> {
        unimplemented!()
    }

    /// The rank of the first entry whose number is at least `number`; for [`Slice::by_number`].
    pub(crate) fn number_lower_bound(&self, _number: Number) -> Result<u32> {
        unimplemented!()
    }

    /// The entries that have the term.
    pub(crate) fn postings(&self, _field: TermField, _term: &[u8]) -> Result<Option<Postings>> {
        unimplemented!()
    }

    /// How many entries have the term, without decoding which.
    pub(crate) fn count(&self, _field: TermField, _term: &[u8]) -> Result<u64> {
        unimplemented!()
    }

    /// Visits the field's terms that begin with `prefix`, ascending by bytes.
    pub(crate) fn walk(&self, _field: TermField, _prefix: &[u8], _visit: Visit<'_>) -> Result<()> {
        unimplemented!()
    }

    /// Visits the field's terms from `from` to `to`, both included, ascending by bytes.
    pub(crate) fn walk_range(
        &self,
        _field: TermField,
        _from: &[u8],
        _to: &[u8],
        _visit: Visit<'_>,
    ) -> Result<()> {
        unimplemented!()
    }

    /// The entries of a term that was walked over in this slice.
    pub(crate) fn load(&self, _term: TermRef) -> Result<Postings> {
        unimplemented!()
    }

    /// One more than the rank (from 0) of the entry's term among the slice's terms of a
    /// [`crate::terms::CODED`] field, in the order of [`Slice::walk`]; 0 if it has none.
    pub(crate) fn code(&self, _field: TermField, _position: u32) -> Result<u32> {
        unimplemented!()
    }

    /// How many terms of a coded field the slice has: codes run from 0 to this number.
    pub(crate) fn codes(&self, _field: TermField) -> Result<u32> {
        unimplemented!()
    }

    /// The stored form of the entry.
    pub(crate) fn document(&self, _position: u32) -> Result<Cow<'a, [u8]>> {
        unimplemented!()
    }

    /// The same, for many positions near one another.
    pub(crate) fn document_in<'c>(
        &self,
        _position: u32,
        _cache: &'c mut DocumentCache,
    ) -> Result<&'c [u8]>
    where
        'a: 'c,
    {
        unimplemented!()
    }
}
