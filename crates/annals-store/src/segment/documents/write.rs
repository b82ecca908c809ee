//! Writing documents in blocks.

use zstd::bulk::Compressor;

use super::{FORM_AFTER_FIRST, FORM_PLAIN, FORM_STORED, FORM_ZSTD, PACKED_TRAILER_LEN};
use crate::segment::out::Out;
use crate::{Error, Result, document, varint};

/// Bytes of documents in one block of a file. Larger ones compress better, smaller ones are
/// unpacked faster when the rows of a page are scattered.
const BLOCK_LEN: usize = 16 * 1024;
/// Bytes of documents in one block in memory, where only the width of offsets limits it.
const MEMORY_BLOCK_LEN: usize = 1 << 30;
/// The first block of a slice is stored as it is when the slice has so many entries, ..
const STORED_ENTRIES_MIN: u32 = 1024;
/// .. and then has so many bytes per entry of the slice, as that is what it costs, ..
const STORED_BYTES_PER_ENTRY: usize = 4;
/// .. up to this, beyond which it hardly helps the others more.
const STORED_LEN_MAX: usize = 64 * 1024;
/// How a dictionary begins that is more than text to refer to.
const DICTIONARY_MAGIC: [u8; 4] = 0xEC30_A437_u32.to_le_bytes();

/// Writes the documents of one slice.
pub(in crate::segment) struct DocumentWriter {
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
    /// Bytes at which the current block ends.
    block_len: usize,
    /// Whether the current block is to be stored as it is.
    store: bool,
    /// Whether the first block was, and the compressor refers to it.
    stored: bool,
}

impl DocumentWriter {
    /// Without a level documents stay as they are.
    pub(in crate::segment) fn new(level: Option<i32>) -> Result<Self> {
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
            block_len: BLOCK_LEN,
            store: false,
            stored: false,
        })
    }

    /// Begins a slice that will have about so many entries.
    pub(in crate::segment) fn begin(&mut self, start: u64, entries: u32) -> Result<()> {
        (self.start, self.first) = (start, 0);
        self.index.clear();
        let Some(compressor) = &mut self.compressor else {
            self.block_len = MEMORY_BLOCK_LEN;
            return Ok(());
        };
        if std::mem::take(&mut self.stored) {
            compressor.context_mut().disable_dictionary().map_err(zstd_error)?;
        }
        self.store = entries >= STORED_ENTRIES_MIN;
        self.block_len = BLOCK_LEN;
        if self.store {
            self.block_len = (entries as usize * STORED_BYTES_PER_ENTRY).min(STORED_LEN_MAX);
        }
        Ok(())
    }

    #[inline]
    pub(in crate::segment) fn push(&mut self, bytes: &[u8], out: &mut Out) -> Result<()> {
        self.count += 1;
        self.held += bytes.len();
        if self.compressor.is_none() {
            out.write(bytes)?;
            self.ends.extend_from_slice(&(self.held as u32).to_le_bytes());
            return if self.held < self.block_len { Ok(()) } else { self.flush(out) };
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
        if self.held < self.block_len { Ok(()) } else { self.flush(out) }
    }

    /// Ends the section and gives its index.
    pub(in crate::segment) fn finish(&mut self, out: &mut Out) -> Result<&[u8]> {
        if self.count > 0 {
            self.flush(out)?;
        }
        Ok(&self.index)
    }

    fn flush(&mut self, out: &mut Out) -> Result<()> {
        let mut checksum = 0;
        if self.compressor.is_some() {
            self.pack()?;
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

impl DocumentWriter {
    /// Makes `packed` of the current block.
    fn pack(&mut self) -> Result<()> {
        let Some(compressor) = &mut self.compressor else { return Ok(()) };
        self.lengths.extend_from_slice(&self.rest);
        let unpacked = &self.lengths;
        self.packed.clear();
        self.packed.extend_from_slice(&self.random);
        let form = if std::mem::take(&mut self.store) {
            self.packed.extend_from_slice(unpacked);
            self.block_len = BLOCK_LEN;
            // What begins like this would be taken for another kind of dictionary.
            if !unpacked.starts_with(&DICTIONARY_MAGIC) {
                compressor.context_mut().load_dictionary(unpacked).map_err(zstd_error)?;
                self.stored = true;
            }
            FORM_STORED
        } else {
            let frame = compressor.compress(unpacked).map_err(compression_error)?;
            self.packed.extend_from_slice(&frame);
            if self.stored { FORM_AFTER_FIRST } else { FORM_ZSTD }
        };
        self.packed.reserve(PACKED_TRAILER_LEN);
        for number in [self.random.len(), unpacked.len(), self.count as usize] {
            self.packed.extend_from_slice(&(number as u32).to_le_bytes());
        }
        self.packed.push(form);
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

fn zstd_error(code: zstd::zstd_safe::ErrorCode) -> Error {
    compression_error(std::io::Error::other(zstd::zstd_safe::get_error_name(code)))
}
