//! Positions of the entries that have a term.
//!
//! A single position stands in the dictionary. A list is its length's choice:
//!
//! ```text
//! up to 63 positions: the first one and the gaps, less 1, as varints
//! from 64 on: form u8 = 0 | the same, or form u8 = 1 | a portable roaring bitmap
//! ```

use roaring::RoaringBitmap;

use crate::varint::{self, Cursor};

/// From so many positions on a list may be a bitmap.
const BITMAP_LEN_MIN: usize = 64;
const FORM_GAPS: u8 = 0;
const FORM_BITMAP: u8 = 1;

/// Ascending positions in a slice, each once; never none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Postings {
    /// A single position.
    One(u32),
    /// A few.
    Few(Vec<u32>),
    /// Many.
    Many(RoaringBitmap),
}

impl Postings {
    /// Whether `position` is among them.
    pub(crate) fn contains(&self, position: u32) -> bool {
        match self {
            Self::One(one) => *one == position,
            Self::Few(positions) => positions.binary_search(&position).is_ok(),
            Self::Many(bitmap) => bitmap.contains(position),
        }
    }

    /// The positions, ascending.
    #[cfg(test)]
    pub(crate) fn iter(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        match self {
            Self::One(one) => Box::new(std::iter::once(*one)),
            Self::Few(positions) => Box::new(positions.iter().copied()),
            Self::Many(bitmap) => Box::new(bitmap.iter()),
        }
    }

    /// Reads a list of `count` positions, all below `len`; `None` if it is none.
    pub(super) fn read(bytes: &[u8], count: u64, len: u32) -> Option<Self> {
        if (count as usize) < BITMAP_LEN_MIN {
            return read_gaps(Cursor(bytes), count, len).map(Self::Few);
        }
        let (&form, bytes) = bytes.split_first()?;
        match form {
            FORM_GAPS => read_gaps(Cursor(bytes), count, len).map(Self::Few),
            FORM_BITMAP => {
                let bitmap = RoaringBitmap::deserialize_from(bytes).ok()?;
                let fits = bitmap.len() == count && bitmap.max() < Some(len);
                fits.then_some(Self::Many(bitmap))
            }
            _ => None,
        }
    }

    /// Appends the positions of a list, for merging; `false` if it is none.
    pub(super) fn read_into(bytes: &[u8], count: u64, len: u32, out: &mut Vec<u32>) -> bool {
        if (count as usize) < BITMAP_LEN_MIN {
            return append_gaps(Cursor(bytes), count, len, out).is_some();
        }
        match bytes.split_first() {
            Some((&FORM_GAPS, bytes)) => append_gaps(Cursor(bytes), count, len, out).is_some(),
            _ => match Self::read(bytes, count, len) {
                Some(Self::Many(bitmap)) => {
                    out.extend(bitmap);
                    true
                }
                _ => false,
            },
        }
    }
}

/// Appends a list of at least two positions, ascending.
pub(super) fn put(positions: &[u32], out: &mut Vec<u8>) {
    if positions.len() < BITMAP_LEN_MIN {
        return put_gaps(positions, out);
    }
    let start = out.len();
    out.push(FORM_GAPS);
    put_gaps(positions, out);
    let gaps_len = out.len() - start;
    // Gaps in two or more bytes each are no shorter than a bitmap; long lists of gaps take longer
    // to read than bitmaps, so they have to be worth it.
    if gaps_len < 2 * positions.len() && positions.len() < GAPS_LEN_MAX {
        return;
    }
    let mut bitmap = sorted_bitmap(positions);
    bitmap.optimize();
    if bitmap.serialized_size() < gaps_len || positions.len() >= GAPS_LEN_MAX {
        out.truncate(start);
        out.push(FORM_BITMAP);
        bitmap.serialize_into(&mut *out).expect("writing to memory does not fail");
    }
}

/// So many gaps are read in about ten microseconds.
const GAPS_LEN_MAX: usize = 4096;

fn sorted_bitmap(positions: &[u32]) -> RoaringBitmap {
    RoaringBitmap::from_sorted_iter(positions.iter().copied())
        .expect("positions ascend; whoever made or read them saw to it")
}

fn put_gaps(positions: &[u32], out: &mut Vec<u8>) {
    let mut next = 0;
    for &position in positions {
        varint::put_u64(out, u64::from(position - next));
        next = position + 1;
    }
}

fn read_gaps(from: Cursor<'_>, count: u64, len: u32) -> Option<Vec<u32>> {
    let mut positions = Vec::with_capacity(from.0.len().min(count as usize));
    append_gaps(from, count, len, &mut positions)?;
    Some(positions)
}

fn append_gaps(mut from: Cursor<'_>, count: u64, len: u32, out: &mut Vec<u32>) -> Option<()> {
    let mut next = 0_u64;
    for _ in 0..count {
        let position = next.checked_add(from.u64()?)?;
        if position >= u64::from(len) {
            return None;
        }
        out.push(position as u32);
        next = position + 1;
    }
    from.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn check(positions: &[u32]) {
        let mut bytes = Vec::new();
        put(positions, &mut bytes);
        let (count, len) = (positions.len() as u64, positions.last().unwrap() + 1);
        let read = Postings::read(&bytes, count, len).unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), positions);
        let mut again = Vec::new();
        assert!(Postings::read_into(&bytes, count, len, &mut again));
        assert_eq!(again, positions);
        assert_eq!(Postings::read(&bytes, count, len - 1), None);
        assert_eq!(Postings::read(&bytes, count + 1, len), None);
    }

    proptest! {
        #[test]
        fn positions_come_back(set in prop::collection::btree_set(0..u32::MAX, 2..200)) {
            check(&set.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn dense_positions_come_back(
            set in prop::collection::btree_set(0..3000_u32, 2..1000),
            times in 1..30_u32,
        ) {
            let many: BTreeSet<_> =
                set.iter().flat_map(|p| (0..times).map(move |i| p + i * 3001)).collect();
            check(&many.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn bytes_of_any_kind_do_no_harm(bytes: Vec<u8>, count in 0..300_u64, form in 0..3_u8) {
            let _ = Postings::read(&bytes, count, 1000);
            let _ = Postings::read(&[&[form], &bytes[..]].concat(), count, 1000);
        }
    }
}
