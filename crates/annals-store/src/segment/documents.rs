//! Stored documents in blocks.
//!
//! ```text
//! in memory: documents | end of each u32.. | count u32 | form u8 = 0
//! in files:  what can't be compressed | length of each varint.. and the rest of each, perhaps zstd
//!            | length of the first u32 | length of the second, unpacked, u32 | count u32 | form u8
//! form: 1 zstd, 2 not compressed, 3 zstd that refers to the slice's first block
//! index: per block: position of its first document u32 | end of the block u64
//!        | crc32c u32, or 0 in memory
//! ```
//!
//! Seeds, fingerprints and UUIDs look random. Among text they would cost its compression more than
//! their own room, so each block keeps them apart; see [`document::incompressible`].
//!
//! The first block of a larger slice is not compressed, and the others refer to it: so they can be
//! small, which matters when the rows of a page are scattered, and yet compress like large ones.
//! (A trained dictionary would outlive the documents it was trained on; this one goes with them.)

mod write;

use std::borrow::Cow;

use zstd::zstd_safe::DCtx;

use super::part::Part;
use crate::varint::Cursor;
use crate::{Result, document};

pub(super) use write::DocumentWriter;

/// The longest block that is unpacked, far above what is written: damage must not take all memory.
const UNPACKED_LEN_MAX: usize = 64 << 20;
const INDEX_LEN: usize = 16;
const FORM_PLAIN: u8 = 0;
const FORM_ZSTD: u8 = 1;
const FORM_STORED: u8 = 2;
const FORM_AFTER_FIRST: u8 = 3;
const PLAIN_TRAILER_LEN: usize = 5;
const PACKED_TRAILER_LEN: usize = 13;

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

    /// What is stored in the first block.
    fn first(&self) -> Result<&'a [u8]> {
        let (_, end, checksum) = self.index_entry(0)?;
        let bytes = self.part.bytes(0, end)?;
        // Chunks are checked once; summing the block again for every other one would be slow.
        let is_whole = self.part.is_checked() || crc32c::crc32c(bytes) == checksum;
        Packed::read(bytes)
            .filter(|_| is_whole)
            .filter(|packed| packed.form == FORM_STORED)
            .map(|packed| packed.rest)
            .ok_or_else(|| self.part.damaged("the first block is not stored as it is"))
    }

    fn load(&self, block: &Block, cache: &mut DocumentCache) -> Result<()> {
        let mut buffer = std::mem::take(&mut cache.buffer);
        let bytes = self.part.read(block.start, block.end - block.start, &mut buffer)?;
        if crc32c::crc32c(bytes) != block.checksum {
            let reason = format!("the checksum of the block at {} does not fit", block.start);
            return Err(self.part.damaged(reason));
        }
        let packed = Packed::read(bytes).filter(|packed| packed.count == block.next - block.first);
        let unpacked = match packed {
            Some(packed) => {
                let first = if packed.form == FORM_AFTER_FIRST { self.first()? } else { &[] };
                unpack(&packed, first, cache)
            }
            None => None,
        };
        cache.buffer = buffer;
        unpacked.ok_or_else(|| self.part.damaged("a block is not what its index says"))
    }
}

fn split_back(bytes: &[u8], len: usize) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(bytes.len().checked_sub(len)?)
}

/// A block of a file.
struct Packed<'b> {
    random: &'b [u8],
    rest: &'b [u8],
    unpacked_len: usize,
    count: u32,
    form: u8,
}

impl<'b> Packed<'b> {
    fn read(bytes: &'b [u8]) -> Option<Self> {
        let (bytes, trailer) = split_back(bytes, PACKED_TRAILER_LEN)?;
        let number = |at: usize| Some(u32::from_le_bytes(*trailer.get(at..)?.first_chunk()?));
        let (random, rest) = bytes.split_at_checked(number(0)? as usize)?;
        let unpacked_len = number(4)? as usize;
        let packed = Self { random, rest, unpacked_len, count: number(8)?, form: trailer[12] };
        (unpacked_len <= UNPACKED_LEN_MAX).then_some(packed)
    }
}

/// Unpacks a block of a file into `cache`; it may refer to what is stored in the `first` one.
fn unpack(packed: &Packed<'_>, first: &[u8], cache: &mut DocumentCache) -> Option<()> {
    let &Packed { mut random, rest, unpacked_len, count, form } = packed;
    cache.unpacked.clear();
    cache.unpacked.reserve(unpacked_len);
    match form {
        FORM_STORED => cache.unpacked.extend_from_slice(rest),
        FORM_ZSTD | FORM_AFTER_FIRST => zstd_into(rest, first, &mut cache.unpacked)?,
        _ => return None,
    }
    if cache.unpacked.len() != unpacked_len {
        return None;
    }
    let mut lengths = Cursor(&cache.unpacked);
    cache.ends.clear();
    let mut end = 0_u32;
    for _ in 0..count {
        end = end.checked_add(lengths.u32()?)?;
        cache.ends.push(end);
    }
    let mut rest = lengths.0;
    cache.documents.clear();
    cache.documents.reserve(rest.len() + random.len());
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

fn zstd_into(frame: &[u8], first: &[u8], out: &mut Vec<u8>) -> Option<()> {
    thread_local! {
        static CONTEXT: std::cell::RefCell<DCtx<'static>> = std::cell::RefCell::new(DCtx::create());
    }
    CONTEXT
        .with_borrow_mut(|context| context.decompress_using_dict(out, frame, first))
        .ok()
        .map(|_| ())
}
