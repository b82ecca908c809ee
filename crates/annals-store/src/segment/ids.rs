//! From an id's hash to the positions where it may be.
//!
//! The upper half of the hash is cut into a bucket and 16 bits to compare: a look-up reads two
//! neighbouring places, and of 4,000 ids that are not here and that the file's filter lets through
//! one is looked for in vain.
//!
//! ```text
//! bucket bits u8 | end of each bucket u32.. | 16 bits of each hash u16.. | positions, packed
//! ```

use super::column::{pack, packed_len, unpack};
use super::part::Part;
use crate::Result;

/// So many entries share a bucket on average, or half as many.
const BUCKET_LEN: usize = 16;

/// Hash and position in one number that sorts by hash.
pub(super) fn pair(id_hash: u64, position: u32) -> u64 {
    id_hash & !u64::from(u32::MAX) | u64::from(position)
}

/// Writes the section from [`pair`]s, which it sorts.
pub(super) fn put(pairs: &mut [u64], put: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
    pairs.sort_unstable();
    let bucket_bits = bucket_bits(pairs.len());
    put(&[bucket_bits as u8])?;
    let mut bytes = Vec::new();
    let mut end = 0;
    for bucket in 0..1_u64 << bucket_bits {
        while pairs.get(end).is_some_and(|pair| bucket_of(*pair, bucket_bits) == bucket) {
            end += 1;
        }
        bytes.extend_from_slice(&(end as u32).to_le_bytes());
    }
    put(&bytes)?;
    bytes.clear();
    for &pair in &*pairs {
        bytes.extend_from_slice(&remainder(pair, bucket_bits).to_le_bytes());
    }
    put(&bytes)?;
    bytes.clear();
    for pair in &mut *pairs {
        *pair &= u64::from(u32::MAX);
    }
    pack(pairs, position_bits(pairs.len()), &mut bytes);
    put(&bytes)
}

/// Calls `visit` with each position whose id may have this hash, until it returns true; says
/// whether it did.
pub(super) fn find(
    part: Part<'_>,
    len: u32,
    id_hash: u64,
    visit: &mut dyn FnMut(u32) -> Result<bool>,
) -> Result<bool> {
    let len = len as usize;
    let bucket_bits = bucket_bits(len);
    if part.bytes(0, 1)? != [bucket_bits as u8] {
        return Err(part.damaged("the number of buckets does not fit"));
    }
    let bucket = bucket_of(id_hash, bucket_bits);
    let end_of = |bucket: u64| -> Result<usize> {
        let bytes = part.bytes(1 + bucket * 4, 4)?;
        Ok(bytes.first_chunk().map_or(0, |end| u32::from_le_bytes(*end) as usize))
    };
    let start = if bucket == 0 { 0 } else { end_of(bucket - 1)? };
    let end = end_of(bucket)?;
    if start > end || end > len {
        return Err(part.damaged("buckets do not follow one another"));
    }
    let remainders_at = 1 + (4 << bucket_bits);
    let remainders = part.bytes(remainders_at + start as u64 * 2, (end - start) as u64 * 2)?;
    let wanted = remainder(id_hash, bucket_bits).to_le_bytes();
    for (at, _) in (start..).zip(remainders.chunks(2)).filter(|(_, found)| *found == wanted) {
        let bits = position_bits(len);
        let first_byte = (at * bits) / 8;
        let end_byte = packed_len(at + 1, bits);
        let packed_at = remainders_at + len as u64 * 2 + first_byte as u64;
        let packed = part.bytes(packed_at, (end_byte - first_byte) as u64)?;
        let position = unpack(packed, (at * bits) % 8, bits) as u32;
        if position as usize >= len {
            return Err(part.damaged("a position lies beyond the end"));
        }
        if visit(position)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn bucket_bits(len: usize) -> u32 {
    (len / BUCKET_LEN).max(1).ilog2().min(26)
}

fn bucket_of(pair: u64, bucket_bits: u32) -> u64 {
    pair.checked_shr(64 - bucket_bits).unwrap_or(0)
}

fn remainder(pair: u64, bucket_bits: u32) -> u16 {
    // The lower half of a pair is no hash.
    let hash = pair & !u64::from(u32::MAX);
    ((hash << bucket_bits) >> 48) as u16
}

fn position_bits(len: usize) -> usize {
    (usize::BITS - (len.max(1) - 1).leading_zeros()) as usize
}
