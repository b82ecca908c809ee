//! Columns of numbers in blocks of 128, each relative to its least number and packed into as many
//! bits as most of its numbers need; the few that need more stand behind as exceptions.
//!
//! ```text
//! per block: base u64 | bits u8 | exceptions u8 | offset u32
//! then the blocks: packed | width u8, if there are exceptions | indexes u8..
//!     | differences, width bytes each..
//! ```

use std::ops::Range;

use super::layout::COLUMN_BLOCK;
use super::part::Part;
use crate::Result;

const ENTRY_LEN: usize = 14;

/// Packs a column.
#[derive(Default)]
pub(super) struct ColumnWriter {
    block: Vec<u64>,
    directory: Vec<u8>,
    data: Vec<u8>,
}

impl ColumnWriter {
    #[inline]
    pub(super) fn push(&mut self, value: u64) {
        self.block.push(value);
        if self.block.len() == COLUMN_BLOCK {
            self.flush();
        }
    }

    /// The column's two halves, one after the other; the writer is empty afterwards.
    pub(super) fn finish(&mut self, put: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        if !self.block.is_empty() {
            self.flush();
        }
        put(&self.directory)?;
        put(&self.data)?;
        self.directory.clear();
        self.data.clear();
        Ok(())
    }

    fn flush(&mut self) {
        let base = self.block.iter().copied().min().unwrap_or_default();
        for value in &mut self.block {
            *value -= base;
        }
        let widest = self.block.iter().fold(0, |all, value| all | value);
        let width = (64 - widest.leading_zeros() as usize).div_ceil(8);
        let bits = cheapest_bits(&self.block, width);
        let offset = self.data.len() as u32;
        let exceptions: Vec<u8> = (0..=u8::MAX)
            .zip(&self.block)
            .filter(|(_, value)| bits_of(**value) > bits)
            .map(|(at, _)| at)
            .collect();
        pack(&self.block, bits, &mut self.data);
        if !exceptions.is_empty() {
            self.data.push(width as u8);
            self.data.extend_from_slice(&exceptions);
            for &at in &exceptions {
                let value = self.block[usize::from(at)].to_le_bytes();
                self.data.extend_from_slice(&value[..width]);
            }
        }
        self.directory.extend_from_slice(&base.to_le_bytes());
        self.directory.extend_from_slice(&[bits as u8, exceptions.len() as u8]);
        self.directory.extend_from_slice(&offset.to_le_bytes());
        self.block.clear();
    }
}

fn bits_of(value: u64) -> usize {
    64 - value.leading_zeros() as usize
}

/// The number of bits with which block and exceptions take least room.
fn cheapest_bits(block: &[u64], width: usize) -> usize {
    let mut need = [0_usize; 65];
    for &value in block {
        need[bits_of(value)] += 1;
    }
    let (mut best, mut best_cost, mut above) = (64, usize::MAX, 0);
    for bits in (0..=64).rev() {
        let exceptions = if above == 0 { 0 } else { 8 + above * (8 + 8 * width) };
        let cost = block.len() * bits + exceptions;
        if cost <= best_cost {
            (best, best_cost) = (bits, cost);
        }
        above += need[bits];
    }
    best
}

/// Appends the low `bits` of each value.
pub(super) fn pack(values: &[u64], bits: usize, out: &mut Vec<u8>) {
    if bits == 0 {
        return;
    }
    let mask = u64::MAX >> (64 - bits);
    let (mut held, mut held_bits) = (0_u128, 0);
    for &value in values {
        held |= u128::from(value & mask) << held_bits;
        held_bits += bits;
        while held_bits >= 32 {
            out.extend_from_slice(&(held as u32).to_le_bytes());
            held >>= 32;
            held_bits -= 32;
        }
    }
    out.extend_from_slice(&(held as u32).to_le_bytes()[..held_bits.div_ceil(8)]);
}

/// How many bytes [`pack`] appends.
pub(super) fn packed_len(values: usize, bits: usize) -> usize {
    (values * bits).div_ceil(8)
}

/// The value of `bits` bits that begins at bit `at` of `bytes`; bits beyond the end are 0.
#[inline]
pub(super) fn unpack(bytes: &[u8], at: usize, bits: usize) -> u64 {
    if bits == 0 {
        return 0;
    }
    let (first, shift) = (at / 8, at % 8);
    let mask = u64::MAX >> (64 - bits.min(64));
    let rest = bytes.get(first..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk::<8>()
        && shift + bits <= 64
    {
        return (u64::from_le_bytes(*eight) >> shift) & mask;
    }
    let mut wide = [0; 16];
    let len = rest.len().min(16);
    wide[..len].copy_from_slice(&rest[..len]);
    (u128::from_le_bytes(wide) >> shift) as u64 & mask
}

/// Reads a packed column.
#[derive(Clone, Copy)]
pub(super) struct Column<'a> {
    part: Part<'a>,
    len: usize,
}

struct Block<'a> {
    base: u64,
    bits: usize,
    len: usize,
    packed: &'a [u8],
    exceptions: &'a [u8],
    width: usize,
    differences: &'a [u8],
}

impl<'a> Column<'a> {
    pub(super) fn new(part: Part<'a>, len: u32) -> Self {
        Self { part, len: len as usize }
    }

    pub(super) fn get(&self, at: u32) -> Result<u64> {
        let at = at as usize;
        if at >= self.len {
            return Err(self.part.damaged("a position lies beyond the end"));
        }
        Ok(self.block(at / COLUMN_BLOCK)?.get(at % COLUMN_BLOCK))
    }

    /// The first value at or above `value` in an ascending column.
    pub(super) fn lower_bound(&self, value: u64) -> Result<u32> {
        let (mut low, mut high) = (0, self.len.div_ceil(COLUMN_BLOCK));
        // Bases are the first values of their blocks.
        while low < high {
            let middle = low.midpoint(high);
            if self.base(middle)? < value {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(block_at) = low.checked_sub(1) else { return Ok(0) };
        let block = self.block(block_at)?;
        let (mut low, mut high) = (0, block.len);
        while low < high {
            let middle = low.midpoint(high);
            if block.get(middle) < value {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok((block_at * COLUMN_BLOCK + low) as u32)
    }

    /// Calls `visit` with the values from `span.start` up to `span.end`, in order and at most
    /// [`COLUMN_BLOCK`] at once.
    pub(super) fn for_range(&self, span: Range<u32>, mut visit: impl FnMut(&[u64])) -> Result<()> {
        let mut values = [0; COLUMN_BLOCK];
        let (mut at, end) = (span.start as usize, span.end as usize);
        if end > self.len {
            return Err(self.part.damaged("a position lies beyond the end"));
        }
        while at < end {
            let block = self.block(at / COLUMN_BLOCK)?;
            let start = at - at % COLUMN_BLOCK;
            let stop = (end - start).min(block.len);
            block.unpack(&mut values);
            visit(&values[at - start..stop]);
            at = start + COLUMN_BLOCK;
        }
        Ok(())
    }

    fn entry(&self, block: usize) -> Result<&'a [u8; ENTRY_LEN]> {
        let bytes = self.part.bytes((block * ENTRY_LEN) as u64, ENTRY_LEN as u64)?;
        bytes.first_chunk().ok_or_else(|| self.part.damaged("a block has no entry"))
    }

    fn base(&self, block: usize) -> Result<u64> {
        let [base @ .., _, _, _, _, _, _] = self.entry(block)?;
        Ok(u64::from_le_bytes(*base))
    }

    fn block(&self, block: usize) -> Result<Block<'a>> {
        let &[base @ .., bits, exceptions, a, b, c, d] = self.entry(block)?;
        let (bits, exceptions) = (usize::from(bits), usize::from(exceptions));
        let len = (self.len - block * COLUMN_BLOCK).min(COLUMN_BLOCK);
        if bits > 64 || exceptions > len {
            return Err(self.part.damaged("a block's entry makes no sense"));
        }
        let directory_len = self.len.div_ceil(COLUMN_BLOCK) * ENTRY_LEN;
        let start = directory_len as u64 + u64::from(u32::from_le_bytes([a, b, c, d]));
        let packed_len = packed_len(len, bits) as u64;
        let packed = self.part.bytes(start, packed_len)?;
        let (mut width, mut indexes, mut differences) = (0, &[][..], &[][..]);
        if exceptions > 0 {
            let after = start + packed_len;
            width = usize::from(*self.part.bytes(after, 1)?.first().unwrap_or(&0));
            if width > 8 {
                return Err(self.part.damaged("exceptions are too wide"));
            }
            indexes = self.part.bytes(after + 1, exceptions as u64)?;
            let len = (exceptions * width) as u64;
            differences = self.part.bytes(after + 1 + exceptions as u64, len)?;
        }
        let base = u64::from_le_bytes(base);
        Ok(Block { base, bits, len, packed, exceptions: indexes, width, differences })
    }
}

impl Block<'_> {
    /// All values at once.
    fn unpack(&self, values: &mut [u64; COLUMN_BLOCK]) {
        for (at, value) in values[..self.len].iter_mut().enumerate() {
            *value = self.base.wrapping_add(unpack(self.packed, at * self.bits, self.bits));
        }
        for &at in self.exceptions {
            let at = usize::from(at);
            if let Some(value) = values.get_mut(at) {
                *value = self.get(at);
            }
        }
    }

    #[inline]
    fn get(&self, at: usize) -> u64 {
        if let Some(exception) = self.exceptions.iter().position(|&i| usize::from(i) == at) {
            let mut wide = [0; 8];
            let start = exception * self.width;
            let difference = self.differences.get(start..start + self.width).unwrap_or_default();
            wide[..difference.len()].copy_from_slice(difference);
            return self.base.wrapping_add(u64::from_le_bytes(wide));
        }
        self.base.wrapping_add(unpack(self.packed, at * self.bits, self.bits))
    }
}
