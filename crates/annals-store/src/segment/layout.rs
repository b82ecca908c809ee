//! What stands where in a segment; the format is described in `docs/segment-format.md`.

use annals_model::{Millis, Number, OrganizationOrdinal};

use crate::terms::CODED;
use crate::varint::Cursor;

/// The first bytes of every segment.
pub(super) const MAGIC: [u8; 8] = *b"annalseg";
/// The version that is written; older ones stay readable.
pub(super) const VERSION: u32 = 1;
/// Magic, version, and room for flags.
pub(super) const HEADER_LEN: usize = 16;
/// Files are checksummed in chunks of so many bytes, each checked when something in it is first
/// read: small, so that a look-up does not wait for megabytes to be summed.
pub(super) const CHUNK_LEN: usize = 16 * 1024;
/// Values in one block of a packed column.
pub(super) const COLUMN_BLOCK: usize = 128;
/// Terms in one block of a dictionary.
pub(super) const TERM_BLOCK: usize = 32;
/// Bytes of one block of a filter.
pub(super) const FILTER_BLOCK_LEN: usize = 32;
/// The filter begins at a multiple of this, so that no block of it lies in two cache lines.
pub(super) const FILTER_ALIGNMENT: u64 = 64;
/// What the filters are called in errors; unlike sections they are for the whole file.
pub(super) const FILTER: &str = "filter";
pub(super) const TERM_FILTER: &str = "term filter";

/// Parts of a slice, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Section {
    Documents,
    DocumentIndex,
    Times,
    Numbers,
    ByNumber,
    Ids,
    Terms,
    TermIndex,
    Codes,
}

pub(super) const SECTIONS: usize = 9;

impl Section {
    pub(super) const ALL: [Self; SECTIONS] = [
        Self::Documents,
        Self::DocumentIndex,
        Self::Times,
        Self::Numbers,
        Self::ByNumber,
        Self::Ids,
        Self::Terms,
        Self::TermIndex,
        Self::Codes,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::DocumentIndex => "document index",
            Self::Times => "times",
            Self::Numbers => "numbers",
            Self::ByNumber => "order by number",
            Self::Ids => "ids",
            Self::Terms => "terms",
            Self::TermIndex => "term index",
            Self::Codes => "codes",
        }
    }
}

/// What the directory says about the slice of one organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) organization: OrganizationOrdinal,
    /// Entries; never 0.
    pub(super) len: u32,
    /// Terms in the dictionary.
    pub(super) terms: u32,
    /// Terms of each coded field.
    pub(super) codes: [u32; CODED.len()],
    pub(super) times: (Millis, Millis),
    pub(super) numbers: (Number, Number),
    /// Where the slice begins, from the beginning of the segment.
    pub(super) start: u64,
    /// How long each section is; they follow one another.
    pub(super) lengths: [u64; SECTIONS],
}

impl Entry {
    pub(super) const LEN: usize = 12 + 4 * CODED.len() + 32 + 8 + 8 * SECTIONS;

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        let Self { organization, len, terms, codes, times, numbers, start, lengths } = self;
        for number in [organization.0, *len, *terms].iter().chain(codes) {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.extend_from_slice(&times.0.0.to_le_bytes());
        out.extend_from_slice(&times.1.0.to_le_bytes());
        for number in [numbers.0.0, numbers.1.0, *start].iter().chain(lengths) {
            out.extend_from_slice(&number.to_le_bytes());
        }
    }

    pub(super) fn read(from: &mut Cursor<'_>) -> Option<Self> {
        let organization = OrganizationOrdinal(read_u32(from)?);
        let (len, terms) = (read_u32(from)?, read_u32(from)?);
        let mut codes = [0; CODED.len()];
        for code in &mut codes {
            *code = read_u32(from)?;
        }
        let times = (Millis(read_u64(from)? as i64), Millis(read_u64(from)? as i64));
        let numbers = (Number(read_u64(from)?), Number(read_u64(from)?));
        let start = read_u64(from)?;
        let mut lengths = [0; SECTIONS];
        for length in &mut lengths {
            *length = read_u64(from)?;
        }
        Some(Self { organization, len, terms, codes, times, numbers, start, lengths })
    }

    /// Where the slice ends; `None` if that is beyond all numbers.
    pub(super) fn end(&self) -> Option<u64> {
        self.lengths.iter().try_fold(self.start, |end, &length| end.checked_add(length))
    }

    /// Begin and length of one section.
    pub(super) fn section(&self, section: Section) -> (u64, u64) {
        let at = section as usize;
        (self.start + self.lengths[..at].iter().sum::<u64>(), self.lengths[at])
    }
}

/// The end of a segment, by which it is opened. Filters, directory and checksums stand right before
/// it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Footer {
    /// Entries of all slices.
    pub(super) len: u64,
    /// Slices; each has a directory entry.
    pub(super) slices: u32,
    /// Chunks of [`CHUNK_LEN`] bytes with a checksum, counted from the beginning up to the
    /// directory; 0 in memory, where nothing rots.
    pub(super) chunks: u32,
    /// Blocks of the filter; 0 in memory, where there is none.
    pub(super) filter_blocks: u32,
    /// Blocks of the filter of terms.
    pub(super) term_blocks: u32,
    /// Over directory and checksums; 0 in memory.
    pub(super) checksum: u32,
}

impl Footer {
    pub(super) const LEN: usize = 40;

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&self.len.to_le_bytes());
        let Self { len: _, slices, chunks, filter_blocks, term_blocks, checksum } = *self;
        for number in [slices, chunks, filter_blocks, term_blocks, checksum] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.extend_from_slice(&crc32c::crc32c(&out[start..]).to_le_bytes());
        out.extend_from_slice(&MAGIC);
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut from = Cursor(bytes);
        let len = read_u64(&mut from)?;
        let (slices, chunks) = (read_u32(&mut from)?, read_u32(&mut from)?);
        let (filter_blocks, term_blocks) = (read_u32(&mut from)?, read_u32(&mut from)?);
        let checksum = read_u32(&mut from)?;
        let own = read_u32(&mut from)?;
        let whole = own == crc32c::crc32c(bytes.get(..28)?) && from.array()? == MAGIC;
        let footer = Self { len, slices, chunks, filter_blocks, term_blocks, checksum };
        (whole && from.is_empty()).then_some(footer)
    }

    /// How many bytes directory, checksums and footer take.
    pub(super) fn tail_len(&self) -> u64 {
        let directory = u64::from(self.slices) * Entry::LEN as u64;
        directory + u64::from(self.chunks) * 4 + Self::LEN as u64
    }

    /// How many bytes the filter of ids takes.
    pub(super) fn filter_len(&self) -> u64 {
        u64::from(self.filter_blocks) * FILTER_BLOCK_LEN as u64
    }

    /// How many bytes the filter of terms takes.
    pub(super) fn term_filter_len(&self) -> u64 {
        u64::from(self.term_blocks) * FILTER_BLOCK_LEN as u64
    }
}

pub(super) fn read_u32(from: &mut Cursor<'_>) -> Option<u32> {
    from.array().map(u32::from_le_bytes)
}

pub(super) fn read_u64(from: &mut Cursor<'_>) -> Option<u64> {
    from.array().map(u64::from_le_bytes)
}
