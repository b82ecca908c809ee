//! Positions of the entries that have a term.

use roaring::RoaringBitmap;

/// Ascending positions in a slice, each once; never none.
#[derive(Clone, Debug)]
pub(crate) enum Postings {
    /// A single position.
    One(u32),
    /// A few.
    Few(Vec<u32>),
    /// Many.
    Many(RoaringBitmap),
}

impl Postings {
    /// How many there are.
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::One(_) => 1,
            Self::Few(positions) => positions.len() as u64,
            Self::Many(bitmap) => bitmap.len(),
        }
    }

    /// Whether `position` is among them.
    pub(crate) fn contains(&self, position: u32) -> bool {
        match self {
            Self::One(one) => *one == position,
            Self::Few(positions) => positions.binary_search(&position).is_ok(),
            Self::Many(bitmap) => bitmap.contains(position),
        }
    }

    /// The positions, ascending (and descending from the back).
    pub(crate) fn iter(&self) -> Box<dyn DoubleEndedIterator<Item = u32> + '_> {
        match self {
            Self::One(one) => Box::new(std::iter::once(*one)),
            Self::Few(positions) => Box::new(positions.iter().copied()),
            Self::Many(bitmap) => Box::new(bitmap.iter()),
        }
    }

    /// The same as a bitmap.
    pub(crate) fn into_bitmap(self) -> RoaringBitmap {
        match self {
            Self::One(one) => std::iter::once(one).collect(),
            Self::Few(positions) => positions.into_iter().collect(),
            Self::Many(bitmap) => bitmap,
        }
    }
}
