//! Writes a segment slice by slice, as builder and merge bring its parts.

use annals_model::{Millis, Number, OrganizationOrdinal};

use super::column::{ColumnWriter, pack};
use super::dictionary::DictionaryWriter;
use super::documents::DocumentWriter;
use super::filter::FilterWriter;
use super::ids;
use super::layout::{
    Entry, FILTER_ALIGNMENT, FILTER_BLOCK_LEN, Footer, HEADER_LEN, MAGIC, SECTIONS, Section,
    VERSION,
};
use super::out::Out;
use super::slice::{Slice, code_bits};
use super::term_filter::{PairHash, TermFilterWriter, TermHash};
use crate::Result;
use crate::terms::CODED;

/// Per slice: [`Writer::begin`], [`Writer::entry`] for each entry by (occurred_at, number),
/// [`Writer::end_entries`], [`Writer::term`] for each term by key, [`Writer::end`].
pub(super) struct Writer {
    out: Out,
    documents: DocumentWriter,
    dictionary: DictionaryWriter,
    times: ColumnWriter,
    column: ColumnWriter,
    /// Only of files.
    filter: Option<FilterWriter>,
    term_filter: Option<TermFilterWriter>,
    /// In memory: the terms of all slices.
    term_pairs: Vec<PairHash>,
    directory: Vec<u8>,
    len: u64,
    slices: u32,
    // Of the current slice.
    entry: Entry,
    section_start: u64,
    numbers: Vec<u64>,
    /// First a pair for each id, then the codes of the current coded field by position: a large
    /// slice has no room for both.
    pairs_or_codes: Vec<u64>,
    /// Its place in [`CODED`].
    coded: usize,
    packed_codes: Vec<u8>,
}

impl Writer {
    /// For about so many entries. Compresses documents at `level`; without one they stay as they
    /// are.
    pub(super) fn new(mut out: Out, level: Option<i32>, entries: u64) -> Result<Self> {
        let filter = (!out.is_memory()).then(|| FilterWriter::new(entries));
        let mut header = Vec::with_capacity(HEADER_LEN);
        header.extend_from_slice(&MAGIC);
        header.extend_from_slice(&VERSION.to_le_bytes());
        header.resize(HEADER_LEN, 0);
        out.write(&header)?;
        Ok(Self {
            out,
            documents: DocumentWriter::new(level)?,
            dictionary: DictionaryWriter::default(),
            times: ColumnWriter::default(),
            column: ColumnWriter::default(),
            filter,
            term_filter: None,
            term_pairs: Vec::new(),
            directory: Vec::new(),
            len: 0,
            slices: 0,
            entry: blank(OrganizationOrdinal(0), 0),
            section_start: 0,
            numbers: Vec::new(),
            pairs_or_codes: Vec::new(),
            coded: 0,
            packed_codes: Vec::new(),
        })
    }

    /// Of a file: for up to so many terms of all slices.
    pub(super) fn with_terms(mut self, terms: u64) -> Self {
        self.term_filter = Some(TermFilterWriter::new(terms));
        self
    }

    /// Writes a whole slice as it is, which takes that both segments are in memory; says whether it
    /// did.
    pub(super) fn copy(&mut self, slice: &Slice<'_>) -> Result<bool> {
        let Some((entry, bytes)) = slice.in_memory().filter(|_| self.out.is_memory()) else {
            return Ok(false);
        };
        self.entry = Entry { start: self.out.position(), ..entry };
        self.out.write(bytes)?;
        let mut terms = slice.dictionary().terms();
        while terms.advance()? {
            self.term_pairs.push(PairHash::of(TermHash::of_key(terms.key()), entry.organization));
        }
        self.end_slice();
        Ok(true)
    }

    /// Begins a slice of about so many entries; nothing is written, and so nothing done, unless
    /// one follows.
    pub(super) fn begin(&mut self, organization: OrganizationOrdinal, entries: u32) -> Result<()> {
        self.entry = blank(organization, self.out.position());
        self.section_start = self.out.position();
        // Growing by doubling would take twice the memory of the largest slice.
        self.numbers.reserve_exact(entries as usize);
        self.pairs_or_codes.reserve_exact(entries as usize);
        self.documents.begin(self.section_start, entries)
    }

    #[inline]
    pub(super) fn entry(
        &mut self,
        occurred_at: Millis,
        number: Number,
        id_hash: u64,
        document: &[u8],
    ) -> Result<()> {
        if self.entry.len == 0 {
            self.entry.times = (occurred_at, occurred_at);
            self.entry.numbers = (number, number);
        }
        let Entry { times, numbers, .. } = &mut self.entry;
        debug_assert!(times.1 <= occurred_at, "entries come in order");
        times.1 = occurred_at;
        *numbers = (numbers.0.min(number), numbers.1.max(number));
        let time = occurred_at.0.wrapping_sub(times.0.0) as u64;
        self.times.push(time);
        self.numbers.push(number.0);
        self.pairs_or_codes.push(ids::pair(id_hash, self.entry.len));
        if let Some(filter) = &mut self.filter {
            filter.insert(id_hash);
        }
        self.entry.len += 1;
        self.documents.push(document, &mut self.out)
    }

    /// Entries of the slice so far.
    pub(super) fn slice_len(&self) -> u32 {
        self.entry.len
    }

    pub(super) fn end_entries(&mut self) -> Result<()> {
        let Self { out, documents, times, column, numbers, .. } = self;
        let index = documents.finish(out)?;
        let documents_end = out.position();
        out.write(index)?;
        self.entry.lengths[Section::Documents as usize] = documents_end - self.section_start;
        self.section_start = documents_end;
        end_section(&mut self.entry, &mut self.section_start, out, Section::DocumentIndex);

        times.finish(&mut |bytes| out.write(bytes))?;
        end_section(&mut self.entry, &mut self.section_start, out, Section::Times);

        numbers.iter().for_each(|&number| column.push(number));
        column.finish(&mut |bytes| out.write(bytes))?;
        end_section(&mut self.entry, &mut self.section_start, out, Section::Numbers);

        if !numbers.is_sorted() {
            let mut order: Vec<u32> = (0..self.entry.len).collect();
            order.sort_unstable_by_key(|&position| numbers[position as usize]);
            order.iter().for_each(|&position| column.push(u64::from(position)));
            column.finish(&mut |bytes| out.write(bytes))?;
        }
        numbers.clear();
        end_section(&mut self.entry, &mut self.section_start, out, Section::ByNumber);

        ids::put(&mut self.pairs_or_codes, &mut |bytes| out.write(bytes))?;
        self.pairs_or_codes.fill(0);
        end_section(&mut self.entry, &mut self.section_start, out, Section::Ids);

        self.dictionary.begin(self.section_start);
        (self.coded, self.entry.codes) = (0, [0; CODED.len()]);
        self.packed_codes.clear();
        Ok(())
    }

    /// Adds a term by its key: the field's number and the term.
    #[inline]
    pub(super) fn term(&mut self, key: &[u8], positions: &[u32]) -> Result<()> {
        let field = key.first().copied().unwrap_or_default();
        while self.coded < CODED.len() && field > CODED[self.coded] as u8 {
            self.end_codes();
        }
        if self.coded < CODED.len() && field == CODED[self.coded] as u8 {
            let code = &mut self.entry.codes[self.coded];
            *code += 1;
            for &position in positions {
                self.pairs_or_codes[position as usize] = u64::from(*code);
            }
        }
        let pair = PairHash::of(TermHash::of_key(key), self.entry.organization);
        match &mut self.term_filter {
            Some(filter) => filter.insert(pair),
            None => self.term_pairs.push(pair),
        }
        self.dictionary.push(key, positions, &mut self.out)
    }

    pub(super) fn end(&mut self) -> Result<()> {
        while self.coded < CODED.len() {
            self.end_codes();
        }
        self.pairs_or_codes.clear();
        let (terms, index) = self.dictionary.finish(&mut self.out)?;
        self.entry.terms = terms;
        let index_start = self.out.position();
        self.entry.lengths[Section::Terms as usize] = index_start - self.section_start;
        self.section_start = index_start;
        self.out.write(index)?;
        end_section(&mut self.entry, &mut self.section_start, &self.out, Section::TermIndex);
        self.out.write(&self.packed_codes)?;
        end_section(&mut self.entry, &mut self.section_start, &self.out, Section::Codes);
        self.end_slice();
        Ok(())
    }

    fn end_slice(&mut self) {
        self.entry.put(&mut self.directory);
        self.len += u64::from(self.entry.len);
        self.slices += 1;
    }

    /// Ends the segment; `None` if it has no entries.
    pub(super) fn finish(mut self) -> Result<Option<Out>> {
        if self.slices == 0 {
            return Ok(None);
        }
        let filter = self.filter.as_ref().map(FilterWriter::bytes).unwrap_or_default();
        let in_memory = || TermFilterWriter::of(&self.term_pairs);
        let mut terms = self.term_filter.take().unwrap_or_else(in_memory);
        let terms = terms.bytes();
        if !self.out.is_memory() {
            let end = self.out.position();
            let room = end.next_multiple_of(FILTER_ALIGNMENT) - end;
            self.out.write(&[0; FILTER_ALIGNMENT as usize][..room as usize])?;
            self.out.write(filter)?;
        }
        self.out.write(terms)?;
        let blocks = |filter: &[u8]| (filter.len() / FILTER_BLOCK_LEN) as u32;
        let (filter_blocks, term_blocks) = (blocks(filter), blocks(terms));
        let checksums = self.out.checksums();
        let chunks = checksums.len() as u32;
        let mut tail = self.directory;
        for checksum in checksums {
            tail.extend_from_slice(&checksum.to_le_bytes());
        }
        let checksum = if self.out.is_memory() { 0 } else { crc32c::crc32c(&tail) };
        let (len, slices) = (self.len, self.slices);
        let footer = Footer { len, slices, chunks, filter_blocks, term_blocks, checksum };
        footer.put(&mut tail);
        self.out.write(&tail)?;
        Ok(Some(self.out))
    }

    fn end_codes(&mut self) {
        let bits = code_bits(self.entry.codes[self.coded]);
        pack(&self.pairs_or_codes, bits, &mut self.packed_codes);
        if bits > 0 {
            self.pairs_or_codes.fill(0);
        }
        self.coded += 1;
    }
}

fn end_section(entry: &mut Entry, start: &mut u64, out: &Out, section: Section) {
    entry.lengths[section as usize] = out.position() - *start;
    *start = out.position();
}

fn blank(organization: OrganizationOrdinal, start: u64) -> Entry {
    Entry {
        organization,
        len: 0,
        terms: 0,
        codes: [0; CODED.len()],
        times: (Millis(0), Millis(0)),
        numbers: (Number(0), Number(0)),
        start,
        lengths: [0; SECTIONS],
    }
}
