//! Stored documents in blocks.
//!
//! ```text
//! in memory: documents | end of each u32.. | count u32 | form u8 = 0
//! in files:  what can't be compressed | zstd(length of each varint.. | the rest of each)
//!            | length of the first u32 | length of the unpacked rest u32 | count u32 | form u8 = 1
//! index: per block: position of its first document u32 | end of the block u64 | crc32c u32, or 0 in memory
//! ```
//!
//! Seeds, fingerprints and UUIDs look random. Among text they would cost its compression more than
//! their own room, so each block keeps them apart; see [`document::incompressible`].

use std::borrow::Cow;

use zstd::bulk::Compressor;

use super::out::Out;
use super::part::Part;
use crate::document;
use crate::varint::{self, Cursor};
use crate::{Error, Result};

/// Bytes of documents in one block of a file. Larger ones compress better, smaller ones are
/// unpacked faster when the rows of a page are scattered.
const BLOCK_LEN: usize = 64 * 1024;
/// Bytes of documents in one block in memory, where only the width of offsets limits it.
const MEMORY_BLOCK_LEN: usize = 1 << 30;
/// The longest block that is unpacked: one more document than fits.
const UNPACKED_LEN_MAX: usize = BLOCK_LEN + (64 << 20);
const INDEX_LEN: usize = 16;
const FORM_PLAIN: u8 = 0;
const FORM_ZSTD: u8 = 1;
const PLAIN_TRAILER_LEN: usize = 5;
const ZSTD_TRAILER_LEN: usize = 13;

/// Writes the documents of one slice.
pub(super) struct DocumentWriter {
    compressor: Option<Compressor<'static>>,
    index: Vec<u8>,
    /// Of the current block.
    first: u32,
    count: u32,
    held: usize,
    ends: Vec<u8>,
    random: Vec<u8>,
    lengths: Vec<u8>,
    rest: Vec<u8>,
    packed: Vec<u8>,
    /// Where the section begins.
    start: u64,
}

impl DocumentWriter {
    /// Without a level documents stay as they are.
    pub(super) fn new(level: Option<i32>) -> Result<Self> {
        let compressor = level.map(compressor).transpose()?;
        Ok(Self {
            compressor,
            index: Vec::new(),
            first: 0,
            count: 0,
            held: 0,
            ends: Vec::new(),
            random: Vec::new(),
            lengths: Vec::new(),
            rest: Vec::new(),
            packed: Vec::new(),
            start: 0,
        })
    }

    pub(super) fn begin(&mut self, start: u64) {
        (self.start, self.first) = (start, 0);
        self.index.clear();
    }

    #[inline]
    pub(super) fn push(&mut self, bytes: &[u8], out: &mut Out) -> Result<()> {
        self.count += 1;
        self.held += bytes.len();
        if self.compressor.is_none() {
            out.write(bytes)?;
            self.ends.extend_from_slice(&(self.held as u32).to_le_bytes());
            return if self.held < MEMORY_BLOCK_LEN { Ok(()) } else { self.flush(out) };
        }
        varint::put_u64(&mut self.lengths, bytes.len() as u64);
        let random = document::incompressible(bytes);
        match (bytes.get(..random.start), bytes.get(random.clone()), bytes.get(random.end..)) {
            (Some(before), Some(random), Some(after)) => {
                self.rest.extend_from_slice(before);
                self.random.extend_from_slice(random);
                self.rest.extend_from_slice(after);
            }
            // Cut short; it is kept as it is, and reading finds the same out from its length.
            _ => self.rest.extend_from_slice(bytes),
        }
        if self.held < BLOCK_LEN { Ok(()) } else { self.flush(out) }
    }

    /// Ends the section and gives its index.
    pub(super) fn finish(&mut self, out: &mut Out) -> Result<&[u8]> {
        if self.count > 0 {
            self.flush(out)?;
        }
        Ok(&self.index)
    }

    fn flush(&mut self, out: &mut Out) -> Result<()> {
        let mut checksum = 0;
        if let Some(compressor) = &mut self.compressor {
            self.lengths.extend_from_slice(&self.rest);
            self.packed.clear();
            self.packed.extend_from_slice(&self.random);
            let frame_len = zstd::zstd_safe::compress_bound(self.lengths.len());
            self.packed.reserve(frame_len + ZSTD_TRAILER_LEN);
            let frame = compressor.compress(&self.lengths).map_err(compression_error)?;
            self.packed.extend_from_slice(&frame);
            for number in [self.random.len(), self.lengths.len(), self.count as usize] {
                self.packed.extend_from_slice(&(number as u32).to_le_bytes());
            }
            self.packed.push(FORM_ZSTD);
            checksum = crc32c::crc32c(&self.packed);
            out.write(&self.packed)?;
        } else {
            out.write(&self.ends)?;
            out.write(&self.count.to_le_bytes())?;
            out.write(&[FORM_PLAIN])?;
        }
        self.index.extend_from_slice(&self.first.to_le_bytes());
        self.index.extend_from_slice(&(out.position() - self.start).to_le_bytes());
        self.index.extend_from_slice(&checksum.to_le_bytes());
        self.first += self.count;
        (self.count, self.held) = (0, 0);
        for buffer in [&mut self.ends, &mut self.random, &mut self.lengths, &mut self.rest] {
            buffer.clear();
        }
        Ok(())
    }
}

fn compressor(level: i32) -> Result<Compressor<'static>> {
    let mut compressor = Compressor::new(level).map_err(compression_error)?;
    // Blocks have checksums and lengths of their own.
    compressor.include_checksum(false).map_err(compression_error)?;
    compressor.include_contentsize(false).map_err(compression_error)?;
    Ok(compressor)
}

fn compression_error(source: std::io::Error) -> Error {
    Error::Io { path: "(compression)".into(), source }
}

/// The block of documents read last, so that neighbours are not unpacked again.
#[derive(Default)]
pub(crate) struct DocumentCache {
    key: Option<(u64, u64)>,
    buffer: Vec<u8>,
    unpacked: Vec<u8>,
    documents: Vec<u8>,
    ends: Vec<u32>,
    first: u32,
}

/// The documents of one slice.
#[derive(Clone, Copy)]
pub(super) struct Documents<'a> {
    /// Tells the segment apart in a cache.
    pub(super) serial: u64,
    pub(super) part: Part<'a>,
    pub(super) index: Part<'a>,
    pub(super) len: u32,
}

#[derive(Clone, Copy)]
struct Block {
    first: u32,
    /// The first position after it.
    next: u32,
    start: u64,
    end: u64,
    checksum: u32,
}

impl<'a> Documents<'a> {
    pub(super) fn get(&self, position: u32) -> Result<Cow<'a, [u8]>> {
        if let Some(bytes) = self.part.in_memory() {
            let bytes = bytes?;
            return self.plain(&self.block_of(position)?, bytes, position).map(Cow::Borrowed);
        }
        let mut cache = DocumentCache::default();
        self.get_in(position, &mut cache).map(|document| Cow::Owned(document.to_vec()))
    }

    pub(super) fn get_in<'c>(&self, position: u32, cache: &'c mut DocumentCache) -> Result<&'c [u8]>
    where
        'a: 'c,
    {
        if let Some(bytes) = self.part.in_memory() {
            let bytes = bytes?;
            return self.plain(&self.block_of(position)?, bytes, position);
        }
        let serial = (self.serial, self.part.start());
        let held = cache.first..cache.first.saturating_add(cache.ends.len() as u32);
        if cache.key != Some(serial) || !held.contains(&position) {
            cache.key = None;
            let block = self.block_of(position)?;
            self.load(&block, cache)?;
            (cache.key, cache.first) = (Some(serial), block.first);
        }
        let at = (position - cache.first) as usize;
        let start = at.checked_sub(1).map_or(0, |before| cache.ends[before]);
        let end = cache.ends.get(at).copied().unwrap_or_default();
        cache
            .documents
            .get(start as usize..end as usize)
            .ok_or_else(|| self.part.damaged("a block has too few documents"))
    }

    fn block_of(&self, position: u32) -> Result<Block> {
        if position >= self.len {
            return Err(self.index.damaged("a position lies beyond the end"));
        }
        let blocks = self.index.len() / INDEX_LEN as u64;
        let (mut low, mut high) = (0, blocks);
        while low < high {
            let middle = low.midpoint(high);
            if self.index_entry(middle)?.0 <= position {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(at) = low.checked_sub(1) else {
            return Err(self.index.damaged("the first block is missing"));
        };
        let (first, end, checksum) = self.index_entry(at)?;
        let start = if at == 0 { 0 } else { self.index_entry(at - 1)?.1 };
        let next = if at + 1 == blocks { self.len } else { self.index_entry(at + 1)?.0 };
        if start > end || next <= first {
            return Err(self.index.damaged("blocks do not follow one another"));
        }
        Ok(Block { first, next, start, end, checksum })
    }

    fn index_entry(&self, at: u64) -> Result<(u32, u64, u32)> {
        let mut from = Cursor(self.index.bytes(at * INDEX_LEN as u64, INDEX_LEN as u64)?);
        let mut read = || {
            let first = u32::from_le_bytes(from.array()?);
            let end = u64::from_le_bytes(from.array()?);
            Some((first, end, u32::from_le_bytes(from.array()?)))
        };
        read().ok_or_else(|| self.index.damaged("a block has no entry"))
    }

    /// A document of a block in memory.
    fn plain(&self, block: &Block, section: &'a [u8], position: u32) -> Result<&'a [u8]> {
        let read = || {
            let bytes = section.get(block.start as usize..block.end as usize)?;
            let (bytes, trailer) = split_back(bytes, PLAIN_TRAILER_LEN)?;
            let count = u32::from_le_bytes(*trailer.first_chunk()?);
            if trailer[4] != FORM_PLAIN || count != block.next - block.first {
                return None;
            }
            let (documents, ends) = split_back(bytes, count as usize * 4)?;
            let end_of = |at: usize| {
                let end = ends.get(at * 4..)?.first_chunk()?;
                Some(u32::from_le_bytes(*end) as usize)
            };
            let at = (position - block.first) as usize;
            let start = if at == 0 { 0 } else { end_of(at - 1)? };
            documents.get(start..end_of(at)?)
        };
        read().ok_or_else(|| self.part.damaged("a block is not what its index says"))
    }

    fn load(&self, block: &Block, cache: &mut DocumentCache) -> Result<()> {
        let mut buffer = std::mem::take(&mut cache.buffer);
        let bytes = self.part.read(block.start, block.end - block.start, &mut buffer)?;
        if crc32c::crc32c(bytes) != block.checksum {
            let reason = format!("the checksum of the block at {} does not fit", block.start);
            return Err(self.part.damaged(reason));
        }
        let unpacked = unpack(bytes, block.next - block.first, cache);
        cache.buffer = buffer;
        unpacked.ok_or_else(|| self.part.damaged("a block is not what its index says"))
    }
}

fn split_back(bytes: &[u8], len: usize) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(bytes.len().checked_sub(len)?)
}

/// Unpacks a block of a file into `cache`.
fn unpack(bytes: &[u8], count: u32, cache: &mut DocumentCache) -> Option<()> {
    let (bytes, trailer) = split_back(bytes, ZSTD_TRAILER_LEN)?;
    let number = |at: usize| Some(u32::from_le_bytes(*trailer.get(at..)?.first_chunk()?));
    let (random_len, unpacked_len) = (number(0)? as usize, number(4)? as usize);
    if trailer[12] != FORM_ZSTD || number(8)? != count || unpacked_len > UNPACKED_LEN_MAX {
        return None;
    }
    let (mut random, frame) = bytes.split_at_checked(random_len)?;
    cache.unpacked.clear();
    cache.unpacked.reserve(unpacked_len);
    zstd_into(frame, unpacked_len, &mut cache.unpacked)?;
    let mut lengths = Cursor(&cache.unpacked);
    cache.ends.clear();
    let mut end = 0_u32;
    for _ in 0..count {
        end = end.checked_add(lengths.u32()?)?;
        cache.ends.push(end);
    }
    let mut rest = lengths.0;
    cache.documents.clear();
    cache.documents.reserve(rest.len() + random_len);
    let mut start = 0;
    for &end in &cache.ends {
        let len = (end - start) as usize;
        let place = document::incompressible(rest);
        let place = if place.end <= len { place } else { 0..0 };
        let (before, after) = rest.get(..len - place.len())?.split_at_checked(place.start)?;
        rest = &rest[before.len() + after.len()..];
        cache.documents.extend_from_slice(before);
        let (own, others) = random.split_at_checked(place.len())?;
        cache.documents.extend_from_slice(own);
        random = others;
        cache.documents.extend_from_slice(after);
        start = end;
    }
    (rest.is_empty() && random.is_empty()).then_some(())
}

fn zstd_into(frame: &[u8], len: usize, out: &mut Vec<u8>) -> Option<()> {
    thread_local! {
        static DECOMPRESSOR: std::cell::RefCell<Option<zstd::bulk::Decompressor<'static>>> =
            const { std::cell::RefCell::new(None) };
    }
    DECOMPRESSOR.with_borrow_mut(|held| {
        let decompressor = match held {
            Some(decompressor) => decompressor,
            None => held.insert(zstd::bulk::Decompressor::new().ok()?),
        };
        let written = decompressor.decompress_to_buffer(frame, out).ok()?;
        (written == len).then_some(())
    })
}
