//! Many segments into one: the only way in which the tail is tiered, sealed and compacted.
//!
//! It goes organisation by organisation, so its memory is that of the largest slice's columns and
//! of one table per source from old positions to new ones; documents, dictionaries and lists
//! stream.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::path::Path;

use annals_model::{Millis, Number, OrganizationOrdinal};
use roaring::RoaringBitmap;

use super::dictionary::Terms;
use super::documents::DocumentCache;
use super::out::Out;
use super::slice::Slice;
use super::writer::Writer;
use super::{Image, Segment};
use crate::{Result, document};

/// The positions of one organisation's slice that are not carried over.
pub(crate) type Dead<'a> = &'a dyn Fn(OrganizationOrdinal) -> Option<RoaringBitmap>;

/// A segment to merge.
#[derive(Clone, Copy)]
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
///
/// (organisation, number) must be in one of them only, apart from dead positions.
pub(crate) fn merge(sources: &[Source<'_>], target: Target<'_>) -> Result<Option<Segment>> {
    let mut writer = match target {
        Target::Memory => {
            let bytes: u64 = sources.iter().map(|source| source.segment.bytes()).sum();
            Writer::new(Out::Memory(Vec::with_capacity(bytes as usize)), None)?
        }
        Target::File { path, level } => Writer::new(Out::create(path)?, Some(level))?,
    };
    let mut organizations: Vec<_> =
        sources.iter().flat_map(|source| source.segment.organizations()).collect();
    organizations.sort_unstable();
    organizations.dedup();
    let mut merger = Merger::default();
    for organization in organizations {
        let slices: Vec<_> = sources
            .iter()
            .filter_map(|source| {
                let slice = source.segment.slice(organization)?;
                Some((slice, (source.dead)(organization).filter(|dead| !dead.is_empty())))
            })
            .collect();
        merger.merge(organization, &slices, &mut writer)?;
    }
    match writer.finish()? {
        None => Ok(None),
        Some(Out::Memory(bytes)) => Ok(Some(Segment::from_image(Image(bytes)))),
        Some(Out::File(file)) => Segment::open(&file.publish()?).map(Some),
    }
}

/// A position that is not carried over.
const DROPPED: u32 = u32::MAX;

/// Buffers, kept from slice to slice.
#[derive(Default)]
struct Merger {
    /// By source and old position: the new one, or [`DROPPED`].
    moved: Vec<Vec<u32>>,
    old: Vec<u32>,
    new: Vec<u32>,
}

/// The next entry of a source; compared by what entries are sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    occurred_at: Millis,
    number: Number,
    source: usize,
}

impl Merger {
    fn merge(
        &mut self,
        organization: OrganizationOrdinal,
        slices: &[(Slice<'_>, Option<RoaringBitmap>)],
        writer: &mut Writer,
    ) -> Result<()> {
        let live = slices.iter().map(|(slice, dead)| {
            u64::from(slice.len()) - dead.as_ref().map_or(0, RoaringBitmap::len)
        });
        writer.begin(organization, u32::try_from(live.sum::<u64>()).unwrap_or(u32::MAX))?;
        self.entries(slices, writer)?;
        if writer.slice_len() == 0 {
            return Ok(());
        }
        writer.end_entries()?;
        self.terms(slices, writer)?;
        writer.end()
    }

    fn entries(
        &mut self,
        slices: &[(Slice<'_>, Option<RoaringBitmap>)],
        writer: &mut Writer,
    ) -> Result<()> {
        let mut walks = Vec::with_capacity(slices.len());
        let mut heads = BinaryHeap::with_capacity(slices.len());
        self.moved.iter_mut().for_each(Vec::clear);
        self.moved.resize_with(slices.len().max(self.moved.len()), Vec::new);
        for (source, (slice, dead)) in slices.iter().enumerate() {
            let mut walk = Walk::new(*slice, dead.as_ref());
            if let Some((occurred_at, number)) = walk.next(&mut self.moved[source])? {
                heads.push(Reverse(Head { occurred_at, number, source }));
            }
            walks.push(walk);
        }
        while let Some(mut least) = heads.peek_mut() {
            let Head { occurred_at, number, source } = least.0;
            let (walk, moved) = (&mut walks[source], &mut self.moved[source]);
            let (id_hash, document) = walk.document()?;
            moved.push(writer.slice_len());
            writer.entry(occurred_at, number, id_hash, document)?;
            match walk.next(moved)? {
                Some((occurred_at, number)) => {
                    (least.0.occurred_at, least.0.number) = (occurred_at, number);
                }
                None => {
                    std::collections::binary_heap::PeekMut::pop(least);
                }
            }
        }
        Ok(())
    }

    fn terms(
        &mut self,
        slices: &[(Slice<'_>, Option<RoaringBitmap>)],
        writer: &mut Writer,
    ) -> Result<()> {
        let mut heads = Vec::with_capacity(slices.len());
        for (slice, _) in slices {
            heads.push(TermHead { prefix: 0, terms: slice.dictionary().terms() });
        }
        let mut queue = Queue::default();
        for (source, head) in (0..).zip(&mut heads) {
            if head.advance()? {
                queue.order.push(source);
            }
        }
        queue.build(&heads);
        let mut same = Vec::with_capacity(slices.len());
        while let Some(first) = queue.pop(&heads) {
            same.clear();
            same.push(first);
            while let Some(other) = queue.pop_same(first, &heads) {
                same.push(other);
            }
            self.new.clear();
            for &source in &same {
                self.take(&heads[source as usize].terms, source)?;
            }
            if !self.new.is_sorted_by(|a, b| a < b) {
                self.new.sort_unstable();
                self.new.dedup();
            }
            if !self.new.is_empty() {
                writer.term(heads[first as usize].terms.key(), &self.new)?;
            }
            for &source in &same {
                if heads[source as usize].advance()? {
                    queue.push(source, &heads);
                }
            }
        }
        Ok(())
    }

    /// Appends the new positions of the term that a source has come to.
    #[inline]
    fn take(&mut self, terms: &Terms<'_>, source: u32) -> Result<()> {
        self.old.clear();
        terms.load_into(&mut self.old)?;
        let moved = &self.moved[source as usize];
        let new = self.old.iter().map(|&old| moved[old as usize]);
        self.new.extend(new.filter(|&new| new != DROPPED));
        Ok(())
    }
}

/// A source's dictionary and the beginning of the key it has come to.
struct TermHead<'a> {
    prefix: u128,
    terms: Terms<'a>,
}

impl TermHead<'_> {
    #[inline]
    fn advance(&mut self) -> Result<bool> {
        let more = self.terms.advance()?;
        self.prefix = long_prefix(self.terms.key());
        Ok(more)
    }

    #[inline]
    fn compare(&self, other: &Self) -> Ordering {
        // Beginnings of keys up to their length that are equal with zeros behind them belong to
        // keys that may still differ in such zeros, so only different ones decide.
        self.prefix.cmp(&other.prefix).then_with(|| self.terms.key().cmp(other.terms.key()))
    }
}

#[inline]
fn long_prefix(key: &[u8]) -> u128 {
    if let Some(first) = key.first_chunk() {
        return u128::from_be_bytes(*first);
    }
    key.iter().rev().fold(0, |prefix, &byte| prefix >> 8 | u128::from(byte) << 120)
}

/// A binary heap of sources by key, least first. (That of the standard library would hold, and so
/// move about, the dictionaries themselves.)
#[derive(Default)]
struct Queue {
    order: Vec<u32>,
}

impl Queue {
    fn build(&mut self, heads: &[TermHead<'_>]) {
        (0..self.order.len() / 2).rev().for_each(|at| self.sink(at, heads));
    }

    #[inline]
    fn pop(&mut self, heads: &[TermHead<'_>]) -> Option<u32> {
        if self.order.is_empty() {
            return None;
        }
        let first = self.order.swap_remove(0);
        self.sink(0, heads);
        Some(first)
    }

    /// The next source if it has come to the same key.
    #[inline]
    fn pop_same(&mut self, first: u32, heads: &[TermHead<'_>]) -> Option<u32> {
        let next = *self.order.first()?;
        heads[next as usize].compare(&heads[first as usize]).is_eq().then(|| self.pop(heads))?
    }

    #[inline]
    fn push(&mut self, source: u32, heads: &[TermHead<'_>]) {
        let mut at = self.order.len();
        self.order.push(source);
        while at > 0 {
            let above = (at - 1) / 2;
            if self.compare(above, at, heads).is_le() {
                break;
            }
            self.order.swap(above, at);
            at = above;
        }
    }

    #[inline]
    fn sink(&mut self, mut at: usize, heads: &[TermHead<'_>]) {
        loop {
            let mut below = 2 * at + 1;
            if below >= self.order.len() {
                return;
            }
            if below + 1 < self.order.len() && self.compare(below + 1, below, heads).is_lt() {
                below += 1;
            }
            if self.compare(at, below, heads).is_le() {
                return;
            }
            self.order.swap(at, below);
            at = below;
        }
    }

    #[inline]
    fn compare(&self, a: usize, b: usize, heads: &[TermHead<'_>]) -> Ordering {
        heads[self.order[a] as usize].compare(&heads[self.order[b] as usize])
    }
}

/// Goes over the live entries of one slice in order.
struct Walk<'a> {
    slice: Slice<'a>,
    dead: Option<&'a RoaringBitmap>,
    /// The position after the current one.
    next: u32,
    /// Where the current one stands in time.
    place: Option<(Millis, Number)>,
    cache: DocumentCache,
}

impl<'a> Walk<'a> {
    fn new(slice: Slice<'a>, dead: Option<&'a RoaringBitmap>) -> Self {
        Self { slice, dead, next: 0, place: None, cache: DocumentCache::default() }
    }

    /// Goes to the next live entry; notes dead ones before it as dropped.
    fn next(&mut self, moved: &mut Vec<u32>) -> Result<Option<(Millis, Number)>> {
        while self.next < self.slice.len() {
            let position = self.next;
            self.next += 1;
            if self.dead.is_some_and(|dead| dead.contains(position)) {
                moved.push(DROPPED);
                continue;
            }
            let place = (self.slice.occurred_at(position)?, self.slice.number(position)?);
            if self.place.replace(place) > Some(place) {
                return Err(self.slice.damaged_order());
            }
            return Ok(Some(place));
        }
        Ok(None)
    }

    /// The current entry's document and the hash of its id.
    fn document(&mut self) -> Result<(u64, &[u8])> {
        let document = self.slice.document_in(self.next - 1, &mut self.cache)?;
        let (id, _) = document::identity(document).map_err(|error| self.slice.malformed(error))?;
        Ok((document::id_hash(self.slice.organization(), &id), document))
    }
}
