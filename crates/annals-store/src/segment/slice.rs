//! One organisation's entries in a segment.

use std::borrow::Cow;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use annals_model::{EventId, Millis, Number, OrganizationOrdinal};

use super::column::{self, Column, unpack};
use super::dictionary::{Dictionary, TermRef, Visit};
use super::documents::{DocumentCache, Documents};
use super::layout::{COLUMN_BLOCK, Entry, Section};
use super::memo::Memo;
use super::part::Part;
use super::postings::Postings;
use super::term_filter::TermHash;
use super::values::{Value, Values, hash};
use super::{Inner, ids};
use crate::document;
use crate::terms::{CODED, TermField, value_and_label};
use crate::{Error, Result};

/// One organisation's entries, ascending by (occurred_at, number); positions count from 0.
#[derive(Clone, Copy)]
pub(crate) struct Slice<'a> {
    inner: &'a Inner,
    entry: &'a Entry,
    /// Its place among the slices of the segment.
    at: usize,
}

impl<'a> Slice<'a> {
    pub(super) fn new(inner: &'a Inner, at: usize) -> Self {
        Self { inner, entry: &inner.entries[at], at }
    }

    /// Whose entries these are.
    pub(crate) fn organization(&self) -> OrganizationOrdinal {
        self.entry.organization
    }

    /// Its place among the slices of its segment.
    pub(crate) fn place(&self) -> u32 {
        // The directory counts slices in 32 bits.
        self.at as u32
    }

    /// How many entries it has; never 0.
    pub(crate) fn len(&self) -> u32 {
        self.entry.len
    }

    /// When the entry happened.
    pub(crate) fn occurred_at(&self, position: u32) -> Result<Millis> {
        self.times().get(position).map(|time| self.millis(time))
    }

    /// Calls `visit` with the times of the positions in `span`, in order and some at once; much
    /// less work than one by one.
    pub(crate) fn times_in(
        &self,
        span: Range<u32>,
        mut visit: impl FnMut(&[Millis]),
    ) -> Result<()> {
        let mut times = [Millis(0); COLUMN_BLOCK];
        self.times().for_range(span, |values| {
            let times = &mut times[..values.len()];
            for (time, &value) in times.iter_mut().zip(values) {
                *time = self.millis(value);
            }
            visit(times);
        })
    }

    /// The first position at or after `time`; the slice's length if there is none.
    pub(crate) fn lower_bound(&self, time: Millis) -> Result<u32> {
        let (first, last) = self.entry.times;
        if time <= first {
            return Ok(0);
        }
        if time > last {
            return Ok(self.entry.len);
        }
        self.times().lower_bound(time.0.wrapping_sub(first.0) as u64)
    }

    /// The earliest and the latest `occurred_at`.
    pub(crate) fn time_bounds(&self) -> (Millis, Millis) {
        self.entry.times
    }

    /// The lowest and the highest number.
    pub(crate) fn number_bounds(&self) -> (Number, Number) {
        self.entry.numbers
    }

    /// The entry's number.
    pub(crate) fn number(&self, position: u32) -> Result<Number> {
        self.numbers().get(position).map(Number)
    }

    /// Where the entry with this number is.
    pub(crate) fn position_of(&self, number: Number) -> Result<Option<u32>> {
        let rank = self.number_lower_bound(number)?;
        if rank == self.entry.len {
            return Ok(None);
        }
        let position = self.by_number(rank)?;
        Ok((self.number(position)? == number).then_some(position))
    }

    /// The position of the entry that is `rank`th by number, from 0.
    pub(crate) fn by_number(&self, rank: u32) -> Result<u32> {
        let order = self.part(Section::ByNumber);
        if order.len() == 0 && rank < self.entry.len {
            return Ok(rank);
        }
        match u32::try_from(Column::new(order, self.entry.len).get(rank)?) {
            Ok(position) if position < self.entry.len => Ok(position),
            _ => Err(order.damaged("a position lies beyond the end")),
        }
    }

    /// The rank of the first entry whose number is at least `number`; for [`Slice::by_number`].
    pub(crate) fn number_lower_bound(&self, number: Number) -> Result<u32> {
        let (first, last) = self.entry.numbers;
        if number <= first {
            return Ok(0);
        }
        if number > last {
            return Ok(self.entry.len);
        }
        let (mut low, mut high) = (0, self.entry.len);
        while low < high {
            let middle = low.midpoint(high);
            if self.number(self.by_number(middle)?)? < number {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    /// The entries that have the term.
    pub(crate) fn postings(&self, field: TermField, term: &[u8]) -> Result<Option<Postings>> {
        self.find(field, term)?.map(|term| self.load(term)).transpose()
    }

    /// How many entries have the term, without decoding which.
    pub(crate) fn count(&self, field: TermField, term: &[u8]) -> Result<u64> {
        Ok(self.find(field, term)?.map_or(0, |term| term.count()))
    }

    /// Where the term's entries are.
    pub(crate) fn find(&self, field: TermField, term: &[u8]) -> Result<Option<TermRef>> {
        let key = key(field, term);
        if !self.may_have(TermHash::of_key(&key))? {
            return Ok(None);
        }
        self.dictionary().find(&key)
    }

    /// Whether there may be this term; never wrong when false.
    #[inline]
    pub(crate) fn may_have(&self, term: TermHash) -> Result<bool> {
        self.inner.may_contain_term(self.entry.organization, term)
    }

    /// Visits the field's terms that begin with `prefix`, ascending by bytes.
    pub(crate) fn walk(&self, field: TermField, prefix: &[u8], visit: Visit<'_>) -> Result<()> {
        let from = key(field, prefix);
        self.walk_while(&from, &|key| key.starts_with(&from), visit)
    }

    /// Visits the field's terms from `from` to `to`, both included, ascending by bytes.
    pub(crate) fn walk_range(
        &self,
        field: TermField,
        from: &[u8],
        to: &[u8],
        visit: Visit<'_>,
    ) -> Result<()> {
        let to = key(field, to);
        self.walk_while(&key(field, from), &|key| key <= &*to, visit)
    }

    fn walk_while(
        &self,
        from: &[u8],
        inside: &dyn Fn(&[u8]) -> bool,
        visit: Visit<'_>,
    ) -> Result<()> {
        let mut terms = self.dictionary().seek(from)?;
        while terms.advance()? && inside(terms.key()) {
            let term = terms.key().get(1..).unwrap_or_default();
            if let ControlFlow::Break(()) = visit(term, terms.term())? {
                break;
            }
        }
        Ok(())
    }

    /// The entries of a term that was walked over in this slice.
    pub(crate) fn load(&self, term: TermRef) -> Result<Postings> {
        self.dictionary().load(term)
    }

    /// One more than the rank (from 0) of the entry's term among the slice's terms of a
    /// [`CODED`] field, in the order of [`Slice::walk`]; 0 if it has none, or the field no codes.
    pub(crate) fn code(&self, field: TermField, position: u32) -> Result<u32> {
        let (part, place) = (self.part(Section::Codes), self.code_place(field));
        let Some((start, bits, codes)) = place else { return Ok(0) };
        if position >= self.entry.len {
            return Err(part.damaged("a position lies beyond the end"));
        }
        let first = position as usize * bits / 8;
        let end = column::packed_len(position as usize + 1, bits);
        let packed = part.bytes((start + first) as u64, (end - first) as u64)?;
        checked_code(part, unpack(packed, position as usize * bits % 8, bits), codes)
    }

    /// All that [`Slice::code`] reads, for many positions.
    pub(crate) fn code_column(&self, field: TermField) -> Result<CodeColumn<'a>> {
        let (part, place) = (self.part(Section::Codes), self.code_place(field));
        let (start, bits, codes) = place.unwrap_or_default();
        let len = column::packed_len(self.entry.len as usize, bits);
        let packed = part.bytes(start as u64, len as u64)?;
        Ok(CodeColumn { part, packed, bits, codes, entries: self.entry.len })
    }

    /// Where the codes of a field begin, how many bits each takes, and the highest one.
    fn code_place(&self, field: TermField) -> Option<(usize, usize, u32)> {
        let mut start = 0;
        for (coded, &codes) in CODED.iter().zip(&self.entry.codes) {
            let bits = code_bits(codes);
            if *coded == field {
                return Some((start, bits, codes));
            }
            start += column::packed_len(self.entry.len as usize, bits);
        }
        None
    }

    /// How many terms of a coded field the slice has: codes run from 0 to this number.
    pub(crate) fn codes(&self, field: TermField) -> Result<u32> {
        let at = CODED.iter().position(|&coded| coded == field);
        Ok(at.map_or(0, |at| self.entry.codes[at]))
    }

    /// The terms of a [`CODED`] field.
    pub(crate) fn values(&self, field: TermField) -> Result<Arc<Values>> {
        let make = || {
            let mut values = Vec::new();
            self.walk(field, b"", &mut |term, found| {
                let (term_hash, (value, _)) = (hash(term), value_and_label(field, term));
                let value = if value.len() == term.len() { term_hash } else { hash(value) };
                // A slice has no more entries than a u32 counts.
                values.push(Value { term: term_hash, value, count: found.count() as u32 });
                Ok(ControlFlow::Continue(()))
            })?;
            Ok(values.into_iter().collect())
        };
        match CODED.iter().position(|&coded| coded == field) {
            Some(place) => self.memo().values(place, make),
            None => make().map(Arc::new),
        }
    }

    /// The term of a [`CODED`] field with this code.
    pub(crate) fn coded_term(&self, field: TermField, code: u32) -> Result<Vec<u8>> {
        // Coded fields stand before all others, in this order.
        let before = CODED.iter().zip(&self.entry.codes).take_while(|(coded, _)| **coded != field);
        let first: u32 = before.map(|(_, codes)| codes).sum();
        let key = self.dictionary().nth(first + code.saturating_sub(1))?;
        Ok(key.get(1..).unwrap_or_default().to_vec())
    }

    /// The stored form of the entry.
    pub(crate) fn document(&self, position: u32) -> Result<Cow<'a, [u8]>> {
        self.documents().get(position)
    }

    /// The same, for many positions near one another.
    pub(crate) fn document_in<'c>(
        &self,
        position: u32,
        cache: &'c mut DocumentCache,
    ) -> Result<&'c [u8]>
    where
        'a: 'c,
    {
        self.documents().get_in(position, cache)
    }

    /// The same from a damaged file: only the checksum of the document's own block has to fit.
    pub(super) fn salvage<'c>(
        &self,
        position: u32,
        cache: &'c mut DocumentCache,
    ) -> Result<&'c [u8]>
    where
        'a: 'c,
    {
        let Documents { serial, part, index, len } = self.documents();
        let (part, index) = (part.unchecked(), index.unchecked());
        Documents { serial, part, index, len }.get_in(position, cache)
    }

    pub(super) fn find_id(&self, id_hash: u64, id: &EventId) -> Result<Option<u32>> {
        let mut cache = DocumentCache::default();
        let mut found = None;
        ids::find(self.part(Section::Ids), self.entry.len, id_hash, &mut |position| {
            let document = self.document_in(position, &mut cache)?;
            let (stored, _) =
                document::identity(document).map_err(|error| self.malformed(error))?;
            if stored == *id {
                found = Some(position);
            }
            Ok(found.is_some())
        })?;
        Ok(found)
    }

    /// Whether the ids lead to this position.
    pub(super) fn has_id(&self, id_hash: u64, position: u32) -> Result<bool> {
        let part = self.part(Section::Ids);
        ids::find(part, self.entry.len, id_hash, &mut |found| Ok(found == position))
    }

    /// The error for a document that passed its checksum but is none.
    pub(crate) fn malformed(&self, error: document::Malformed) -> Error {
        self.part(Section::Documents).damaged(error.to_string())
    }

    pub(super) fn damaged_order(&self) -> Error {
        self.part(Section::Times).damaged("entries do not ascend")
    }

    pub(super) fn dictionary(&self) -> Dictionary<'a> {
        let (part, index) = (self.part(Section::Terms), self.part(Section::TermIndex));
        let Entry { terms, len, .. } = *self.entry;
        Dictionary { part, index, terms, len, memo: self.memo() }
    }

    fn memo(&self) -> Memo<'a> {
        let Inner { memos, entries, footer, .. } = self.inner;
        Memo {
            all: memos,
            at: self.at,
            slices: entries.len(),
            entries: self.entry.len,
            all_entries: footer.len,
        }
    }

    pub(super) fn times(&self) -> Column<'a> {
        Column::new(self.part(Section::Times), self.entry.len)
    }

    pub(super) fn numbers(&self) -> Column<'a> {
        Column::new(self.part(Section::Numbers), self.entry.len)
    }

    pub(super) fn millis(&self, time: u64) -> Millis {
        Millis(self.entry.times.0.0.wrapping_add(time as i64))
    }

    pub(super) fn part(&self, section: Section) -> Part<'a> {
        let (start, len) = self.entry.section(section);
        Part::new(self.inner, section, start, len)
    }

    /// Directory entry and bytes, if the segment is in memory.
    pub(super) fn in_memory(&self) -> Option<(Entry, &'a [u8])> {
        let bytes = self.inner.path().is_none().then(|| self.inner.all())?;
        Some((*self.entry, &bytes[self.entry.start as usize..self.entry.end()? as usize]))
    }

    fn documents(&self) -> Documents<'a> {
        Documents {
            serial: self.inner.serial,
            part: self.part(Section::Documents),
            index: self.part(Section::DocumentIndex),
            len: self.entry.len,
        }
    }
}

/// The codes of one field, one per entry.
pub(crate) struct CodeColumn<'a> {
    part: Part<'a>,
    packed: &'a [u8],
    bits: usize,
    codes: u32,
    entries: u32,
}

impl CodeColumn<'_> {
    /// The code of the entry at `position`.
    #[inline]
    pub(crate) fn get(&self, position: u32) -> Result<u32> {
        if position >= self.entries {
            return Err(self.part.damaged("a position lies beyond the end"));
        }
        checked_code(
            self.part,
            unpack(self.packed, position as usize * self.bits, self.bits),
            self.codes,
        )
    }
}

#[inline]
fn checked_code(part: Part<'_>, code: u64, codes: u32) -> Result<u32> {
    if code <= u64::from(codes) {
        Ok(code as u32)
    } else {
        Err(part.damaged("a code lies beyond the terms"))
    }
}

/// How many bits a code takes among so many terms.
pub(super) fn code_bits(codes: u32) -> usize {
    (u32::BITS - codes.leading_zeros()) as usize
}

pub(super) fn key(field: TermField, term: &[u8]) -> Vec<u8> {
    let mut key = Vec::with_capacity(1 + term.len());
    key.push(field as u8);
    key.extend_from_slice(term);
    key
}
