//! Many segments into one: the only way in which the tail is tiered, sealed and compacted.
//!
//! It goes organisation by organisation, so its memory is that of the largest slice's columns and
//! of one table per source from old positions to new ones; documents, dictionaries and lists
//! stream.

use std::cmp::Reverse;
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

impl Source<'_> {
    /// How many entries are carried over.
    fn live(&self) -> u64 {
        let organizations = self.segment.organizations();
        let dead = organizations.filter_map(self.dead).map(|dead| dead.len()).sum();
        self.segment.len().saturating_sub(dead)
    }
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
    let entries = sources.iter().map(Source::live).sum();
    let mut writer = match target {
        Target::Memory => {
            let bytes: u64 = sources.iter().map(|source| source.segment.bytes()).sum();
            Writer::new(Out::Memory(Vec::with_capacity(bytes as usize)), None, entries)?
        }
        Target::File { path, level } => {
            let terms = sources.iter().map(|source| source.segment.terms()).sum();
            Writer::new(Out::create(path)?, Some(level), entries)?.with_terms(terms)
        }
    };
    let mut organizations: Vec<_> =
        sources.iter().flat_map(|source| source.segment.organizations()).collect();
    organizations.sort_unstable();
    organizations.dedup();
    let mut merger = Merger::default();
    let mut left: Vec<_> =
        sources.iter().map(|source| source.segment.slices().peekable()).collect();
    for organization in organizations {
        let slices: Vec<_> = sources
            .iter()
            .zip(&mut left)
            .filter_map(|(source, left)| {
                let slice = left.next_if(|slice| slice.organization() == organization)?;
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
    /// Whether any position of the current slices is [`DROPPED`].
    drops: bool,
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
        if let [(slice, None)] = slices
            && writer.copy(slice)?
        {
            return Ok(());
        }
        let live = slices.iter().map(|(slice, dead)| {
            u64::from(slice.len()) - dead.as_ref().map_or(0, RoaringBitmap::len)
        });
        writer.begin(organization, u32::try_from(live.sum::<u64>()).unwrap_or(u32::MAX))?;
        self.drops = slices.iter().any(|(_, dead)| dead.is_some());
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
            self.moved[source].reserve_exact(slice.len() as usize);
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
        let mut heads = Heads::new(slices)?;
        while heads.find_least() {
            self.new.clear();
            for &at in &heads.least {
                self.take(&heads.terms[at], at)?;
            }
            if self.drops {
                self.new.retain(|&new| new != DROPPED);
            }
            if heads.least.len() > 1 && !self.new.is_sorted_by(|a, b| a < b) {
                // What comes from one source is a run already, which a stable sort makes use of.
                self.new.sort();
                self.new.dedup();
            }
            if let Some(&at) = heads.least.first()
                && !self.new.is_empty()
            {
                writer.term(heads.terms[at].key(), &self.new)?;
            }
            heads.advance()?;
        }
        Ok(())
    }

    /// Appends the new positions of the term that a source has come to.
    #[inline]
    fn take(&mut self, terms: &Terms<'_>, source: usize) -> Result<()> {
        let moved = &self.moved[source];
        if let Some(position) = terms.single_position() {
            self.new.push(moved[position as usize]);
            return Ok(());
        }
        self.old.clear();
        terms.load_into(&mut self.old)?;
        self.new.extend(self.old.iter().map(|&old| moved[old as usize]));
        Ok(())
    }
}

/// So many dictionaries share a group.
const GROUP: usize = 8;
/// Stands for the key of a dictionary that has ended; no key begins like this.
const ENDED: u128 = u128::MAX;

/// The dictionaries of all sources, and the beginnings of the keys they have come to.
///
/// The least key is found by looking at the least of each group, which costs less than the steps of
/// a heap: a frequent term is found in all of them at once, and looking needs no branches.
struct Heads<'a> {
    terms: Vec<Terms<'a>>,
    prefixes: Vec<u128>,
    /// By group: the least of its prefixes.
    groups: Vec<u128>,
    /// Which of them have come to the least key, ascending.
    least: Vec<usize>,
}

impl<'a> Heads<'a> {
    fn new(slices: &[(Slice<'a>, Option<RoaringBitmap>)]) -> Result<Self> {
        let terms: Vec<_> = slices.iter().map(|(slice, _)| slice.dictionary().terms()).collect();
        let mut heads = Self {
            prefixes: vec![ENDED; terms.len()],
            groups: vec![ENDED; terms.len().div_ceil(GROUP)],
            least: (0..terms.len()).collect(),
            terms,
        };
        heads.advance()?;
        Ok(heads)
    }

    /// False when all have ended.
    #[inline]
    fn find_least(&mut self) -> bool {
        self.least.clear();
        let least = self.groups.iter().fold(ENDED, |least, &group| least.min(group));
        if least == ENDED {
            return false;
        }
        for (group, prefixes) in self.prefixes.chunks(GROUP).enumerate() {
            if self.groups[group] != least {
                continue;
            }
            for (at, &prefix) in (group * GROUP..).zip(prefixes) {
                if prefix == least {
                    self.least.push(at);
                }
            }
        }
        // Beginnings may be the same where keys are not.
        if let [first, others @ ..] = self.least.as_slice()
            && !others.iter().all(|&at| self.key(at) == self.key(*first))
            && let Some(least) = self.least.iter().map(|&at| self.key(at)).min()
        {
            let least = least.to_vec();
            let terms = &self.terms;
            self.least.retain(|&at| terms[at].key() == least);
        }
        true
    }

    fn key(&self, at: usize) -> &[u8] {
        self.terms[at].key()
    }

    /// Goes on where the least key was.
    #[inline]
    fn advance(&mut self) -> Result<()> {
        for least in self.least.chunk_by(|a, b| a / GROUP == b / GROUP) {
            for &at in least {
                let terms = &mut self.terms[at];
                self.prefixes[at] = if terms.advance()? { prefix(terms.key()) } else { ENDED };
            }
            let group = least[0] / GROUP;
            let prefixes = self.prefixes[group * GROUP..].iter().take(GROUP);
            self.groups[group] = prefixes.fold(ENDED, |least, &prefix| least.min(prefix));
        }
        Ok(())
    }
}

/// The first bytes as a number that compares like them.
#[inline]
fn prefix(key: &[u8]) -> u128 {
    if let Some(first) = key.first_chunk() {
        return u128::from_be_bytes(*first);
    }
    let mut first = [0; 16];
    first[..key.len()].copy_from_slice(key);
    u128::from_be_bytes(first)
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
