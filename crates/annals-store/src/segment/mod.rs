//! Segments: immutable, sorted, indexed runs of entries, in memory and as files.
//!
//! A segment is a concatenation of slices, one per organisation, ascending by ordinal. Within a
//! slice entries stand by (occurred_at, number), and everything else refers to them by position,
//! counted from 0 in the slice. So nothing of one organisation depends on another one, merging goes
//! slice by slice, and neither results nor time tell of neighbours. The bytes are described in
//! `docs/segment-format.md`.
//!
//! The tail is a list of segments in memory: [`Builder`] makes one of every group,
//! [`merge()`] makes fewer of many, seals them into a file, and compacts files. What is read from a
//! file is checked against its checksums when first touched; damage is [`crate::Error::Damaged`],
//! never a wrong answer.

mod builder;
mod chart;
mod column;
mod counts;
mod dictionary;
mod documents;
mod filter;
pub(crate) mod fuzzing;
mod ids;
mod intern;
mod layout;
mod map;
mod memo;
mod merge;
mod out;
mod part;
mod postings;
mod rebuild;
mod recent;
mod slice;
mod term_filter;
mod totals;
mod values;
mod verify;
mod writer;

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use annals_model::{EventId, Millis, OrganizationOrdinal};
use memmap2::Mmap;

pub(crate) use builder::{Builder, Image, Row};
pub(crate) use chart::QUARTER_MS;
#[cfg(test)]
pub(crate) use counts::ANSWERS_MAX;
pub(crate) use counts::Counted;
pub(crate) use dictionary::TermRef;
pub(crate) use documents::DocumentCache;
pub(crate) use merge::{Source, Target, merge};
pub(crate) use postings::Postings;
pub(crate) use rebuild::rebuild;
pub(crate) use slice::Slice;
pub(crate) use term_filter::TermHash;
pub(crate) use values::{Hash, Value};

use crate::varint::Cursor;
use crate::{Error, Result, document};
use chart::Charts;
use counts::Counts;
use layout::{
    CHUNK_LEN, Entry, FILTER, FILTER_ALIGNMENT, FILTER_BLOCK_LEN, Footer, HEADER_LEN, MAGIC,
    TERM_FILTER, VERSION,
};
use memo::Memos;
use out::io_error;
use term_filter::PairHash;
use totals::Totals;

/// An immutable, indexed run of entries of many organisations. Clones share it.
#[derive(Clone)]
pub(crate) struct Segment {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    /// Tells segments apart in [`DocumentCache`]; never used twice.
    serial: u64,
    data: Data,
    footer: Footer,
    filter: u64,
    term_filter: u64,
    directory: u64,
    /// What the directory says of each slice, and whose it is.
    entries: Vec<Entry>,
    ordinals: Vec<OrganizationOrdinal>,
    times: (Millis, Millis),
    memos: Memos,
    charts: Charts,
    counts: Counts,
    totals: Totals,
}

enum Data {
    Memory(Vec<u8>),
    File { path: PathBuf, file: File, map: Mmap, checked: Vec<AtomicU64> },
}

impl Segment {
    /// A segment of the tail.
    pub(crate) fn from_image(image: Image) -> Self {
        let inner = Inner::new(Data::Memory(image.0)).expect("an image was just built here");
        Self { inner: Arc::new(inner) }
    }

    /// Opens a file; its header, length and directory are checked here, all else when first read.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|source| io_error(path, source))?;
        let map = map::map(&file).map_err(|source| io_error(path, source))?;
        let chunks = map.len().div_ceil(CHUNK_LEN);
        let checked = (0..chunks.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        let inner = Inner::new(Data::File { path: path.to_owned(), file, map, checked })?;
        Ok(Self { inner: Arc::new(inner) })
    }

    /// How many entries it has.
    pub(crate) fn len(&self) -> u64 {
        self.inner.footer.len
    }

    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> u64 {
        self.inner.all().len() as u64
    }

    /// The file, unless it is in memory.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.inner.data {
            Data::Memory(_) => None,
            Data::File { path, .. } => Some(path),
        }
    }

    /// The terms of all slices, of each slice by itself.
    fn terms(&self) -> u64 {
        self.inner.entries.iter().map(|entry| u64::from(entry.terms)).sum()
    }

    /// The organisations of its entries, ascending.
    pub(crate) fn organizations(&self) -> impl Iterator<Item = OrganizationOrdinal> + '_ {
        self.inner.ordinals.iter().copied()
    }

    /// The same, by place.
    pub(crate) fn ordinals(&self) -> &[OrganizationOrdinal] {
        &self.inner.ordinals
    }

    /// The entries of the organisation that stands at this place of [`Segment::ordinals`].
    pub(crate) fn slice_at(&self, at: usize) -> Slice<'_> {
        Slice::new(&self.inner, at)
    }

    /// The slices, ascending by organisation.
    pub(crate) fn slices(&self) -> impl Iterator<Item = Slice<'_>> {
        (0..self.inner.entries.len()).map(|at| Slice::new(&self.inner, at))
    }

    /// The entries of one organisation, if it has any here.
    pub(crate) fn slice(&self, organization: OrganizationOrdinal) -> Option<Slice<'_>> {
        let at = self.inner.ordinals.binary_search(&organization).ok()?;
        Some(Slice::new(&self.inner, at))
    }

    /// The position, in the organisation's slice, of the entry with this id.
    pub(crate) fn find_id(
        &self,
        organization: OrganizationOrdinal,
        id: &EventId,
    ) -> Result<Option<u32>> {
        let id_hash = document::id_hash(organization, id);
        if !self.may_contain_id(id_hash)? {
            return Ok(None);
        }
        self.slice(organization).map_or(Ok(None), |slice| slice.find_id(id_hash, id))
    }

    /// Whether an id with this [`crate::document::id_hash`], which depends on the organisation, may
    /// be here: never wrong when false, and always true in memory, where there is no filter.
    #[inline]
    pub(crate) fn may_contain_id(&self, id_hash: u64) -> Result<bool> {
        let Inner { footer, filter, .. } = &*self.inner;
        if footer.filter_blocks == 0 {
            return Ok(true);
        }
        let block = filter::block_of(id_hash, footer.filter_blocks) * FILTER_BLOCK_LEN;
        let bytes = self.inner.checked(FILTER, filter + block as u64, FILTER_BLOCK_LEN as u64)?;
        Ok(bytes.first_chunk().is_none_or(|block| filter::contains(block, id_hash)))
    }

    /// The earliest and the latest `occurred_at`.
    pub(crate) fn time_bounds(&self) -> (Millis, Millis) {
        self.inner.times
    }
}

impl Inner {
    fn new(data: Data) -> Result<Self> {
        static SERIAL: AtomicU64 = AtomicU64::new(0);
        let footer =
            Footer { len: 0, slices: 0, chunks: 0, filter_blocks: 0, term_blocks: 0, checksum: 0 };
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let times = (Millis(i64::MAX), Millis(i64::MIN));
        let (entries, ordinals) = (Vec::new(), Vec::new());
        let (memos, charts, counts, totals) = Default::default();
        let mut inner = Self {
            serial,
            data,
            footer,
            filter: 0,
            term_filter: 0,
            directory: 0,
            entries,
            ordinals,
            times,
            memos,
            charts,
            counts,
            totals,
        };
        inner.check_header()?;
        inner.read_footer()?;
        inner.read_directory()?;
        Ok(inner)
    }

    fn check_header(&self) -> Result<()> {
        let mut header = Cursor(self.all());
        if header.array() != Some(MAGIC) {
            return Err(self.damaged("header", "it does not begin like a segment"));
        }
        let found = layout::read_u32(&mut header).unwrap_or(0);
        match self.path() {
            Some(path) if found > VERSION => {
                Err(Error::Newer { path: path.to_owned(), found, known: VERSION })
            }
            _ if found != VERSION => {
                Err(self.damaged("header", format!("there is no version {found}")))
            }
            _ => Ok(()),
        }
    }

    fn read_footer(&mut self) -> Result<()> {
        let Some((_, end)) =
            self.all().split_at_checked(self.all().len().wrapping_sub(Footer::LEN))
        else {
            return Err(self.damaged("footer", "the file is cut off"));
        };
        let Some(footer) = Footer::read(end) else {
            return Err(self.damaged("footer", "the file is cut off or its end was overwritten"));
        };
        let body = (self.all().len() as u64).checked_sub(footer.tail_len());
        self.directory = match body {
            Some(body) if body >= HEADER_LEN as u64 => body,
            _ => return Err(self.damaged("footer", "the directory is longer than the file")),
        };
        self.footer = footer;
        let is_file = matches!(self.data, Data::File { .. });
        let chunks = if is_file { self.directory.div_ceil(CHUNK_LEN as u64) } else { 0 };
        if u64::from(footer.chunks) != chunks {
            return Err(self.damaged("footer", "the number of checksums does not fit the length"));
        }
        let has_filters =
            is_file == (footer.filter_blocks > 0) && term_filter::is_possible(footer.term_blocks);
        let term_filter = self.directory.checked_sub(footer.term_filter_len());
        let filter = term_filter.and_then(|end| end.checked_sub(footer.filter_len()));
        match (filter, term_filter) {
            (Some(filter), Some(term_filter)) if has_filters => {
                (self.filter, self.term_filter) = (filter, term_filter);
                Ok(())
            }
            _ => Err(self.damaged("footer", "the length of a filter makes no sense")),
        }
    }

    fn read_directory(&mut self) -> Result<()> {
        let tail = &self.all()[self.directory as usize..];
        let summed = &tail[..tail.len() - Footer::LEN];
        let is_file = matches!(self.data, Data::File { .. });
        if is_file && crc32c::crc32c(summed) != self.footer.checksum {
            return Err(self.damaged("directory", "its checksum does not fit"));
        }
        let (mut end, mut len, mut before) = (HEADER_LEN as u64, 0_u64, None);
        let mut from = Cursor(summed);
        let (mut earliest, mut latest) = self.times;
        let mut entries = Vec::with_capacity(self.footer.slices as usize);
        for _ in 0..self.footer.slices {
            let entry = Entry::read(&mut from).filter(|entry| {
                entry.start == end && entry.len > 0 && before < Some(entry.organization)
            });
            let Some((entry, entry_end)) = entry.and_then(|entry| Some((entry, entry.end()?)))
            else {
                return Err(self.damaged("directory", "slices do not follow one another"));
            };
            (end, len) = (entry_end, len.saturating_add(u64::from(entry.len)));
            before = Some(entry.organization);
            earliest = earliest.min(entry.times.0);
            latest = latest.max(entry.times.1);
            entries.push(entry);
        }
        let slices_end =
            if is_file { end.checked_next_multiple_of(FILTER_ALIGNMENT) } else { Some(end) };
        if slices_end != Some(self.filter) || len != self.footer.len {
            return Err(self.damaged("directory", "the slices do not fill the file"));
        }
        self.times = (earliest, latest);
        self.ordinals = entries.iter().map(|entry| entry.organization).collect();
        self.entries = entries;
        Ok(())
    }

    fn all(&self) -> &[u8] {
        match &self.data {
            Data::Memory(bytes) => bytes,
            Data::File { map, .. } => map,
        }
    }

    fn path(&self) -> Option<&Path> {
        match &self.data {
            Data::Memory(_) => None,
            Data::File { path, .. } => Some(path),
        }
    }

    fn damaged(&self, section: &'static str, reason: impl Into<String>) -> Error {
        let path = self.path().unwrap_or(Path::new("(memory)")).to_owned();
        Error::Damaged { path, section, reason: reason.into() }
    }

    /// The bytes from `start` on, which lie inside, after checking the chunks that hold them.
    #[inline]
    fn checked(&self, section: &'static str, start: u64, len: u64) -> Result<&[u8]> {
        #[cfg(test)]
        work::add();
        let (start, end) = (start as usize, (start + len) as usize);
        match &self.data {
            Data::Memory(bytes) => Ok(&bytes[start..end]),
            Data::File { map, checked, .. } => {
                if start < end {
                    for chunk in start / CHUNK_LEN..=(end - 1) / CHUNK_LEN {
                        let word = &checked[chunk / 64];
                        if word.load(Ordering::Relaxed) >> (chunk % 64) & 1 == 0 {
                            self.check_chunk(section, map, chunk)?;
                            word.fetch_or(1 << (chunk % 64), Ordering::Relaxed);
                        }
                    }
                }
                Ok(&map[start..end])
            }
        }
    }

    /// Whether the organisation's slice may have the term: never wrong when false.
    #[inline]
    fn may_contain_term(&self, organization: OrganizationOrdinal, term: TermHash) -> Result<bool> {
        let hash = PairHash::of(term, organization);
        let block = hash.block(self.footer.term_blocks) * FILTER_BLOCK_LEN;
        let block = self.term_filter + block as u64;
        let bytes = self.checked(TERM_FILTER, block, FILTER_BLOCK_LEN as u64)?;
        Ok(bytes.first_chunk().is_none_or(|block| filter::contains(block, hash.pair)))
    }

    /// Checks every checksum again, whatever was checked before; reports the sections that the
    /// damaged chunks hold parts of.
    fn check_chunks(&self, report: &mut dyn FnMut(&'static str, String)) {
        let Data::File { map, .. } = &self.data else { return };
        for chunk in 0..self.footer.chunks as usize {
            let Err(Error::Damaged { reason, .. }) = self.check_chunk("", map, chunk) else {
                continue;
            };
            let start = (chunk * CHUNK_LEN) as u64;
            let held = start..start + CHUNK_LEN as u64;
            if chunk == 0 {
                report("header", reason.clone());
            }
            if self.filter < held.end && held.start < self.term_filter {
                report(FILTER, reason.clone());
            }
            if self.term_filter < held.end {
                report(TERM_FILTER, reason.clone());
            }
            for section in layout::Section::ALL {
                let overlaps = |entry: &Entry| {
                    let (start, len) = entry.section(section);
                    start < held.end && held.start < start + len
                };
                if self.entries.iter().any(overlaps) {
                    report(section.name(), reason.clone());
                }
            }
        }
    }

    #[cold]
    fn check_chunk(&self, section: &'static str, map: &[u8], chunk: usize) -> Result<()> {
        let start = chunk * CHUNK_LEN;
        let end = (start + CHUNK_LEN).min(self.directory as usize);
        let checksums = self.directory as usize + self.footer.slices as usize * Entry::LEN;
        let expected = map[checksums + chunk * 4..].first_chunk().map(|b| u32::from_le_bytes(*b));
        if expected != Some(crc32c::crc32c(&map[start..end])) {
            let reason = format!("the checksum of bytes {start} to {end} does not fit");
            return Err(self.damaged(section, reason));
        }
        Ok(())
    }

    /// The bytes from `start` on, which lie inside; of a file read into `buffer`, unchecked.
    fn read<'b>(
        &'b self,
        section: &'static str,
        start: u64,
        len: u64,
        buffer: &'b mut Vec<u8>,
    ) -> Result<&'b [u8]> {
        match &self.data {
            Data::Memory(bytes) => Ok(&bytes[start as usize..(start + len) as usize]),
            Data::File { file, .. } => {
                buffer.resize(len as usize, 0);
                // What the disk can't read any more is as lost as what it reads wrongly.
                let failed = |error| self.damaged(section, format!("reading failed: {error}"));
                file.read_exact_at(buffer, start).map_err(failed)?;
                Ok(buffer)
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod work;

#[cfg(test)]
mod tests;
