//! Which terms the slices of a segment have: a search over a tree of organisations asks thousands
//! of slices for words and records that nearly none of them has.
//!
//! A Bloom filter over pairs of a term and an organisation, in the blocks of [`super::filter`].
//! Blocks stand in regions of 16 KiB and a term has its pairs in one of them, so that asking for
//! one term of five hundred organisations touches four pages, of a file that was just opened as
//! well as of one in the processor's cache. (A filter over terms alone would be smaller and say
//! nothing of a name that one organisation has; one over pairs in no order would read all of
//! itself for a single search.) Single organisations gain as well.
//!
//! ```text
//! regions of up to 512 blocks: eight words u32
//! ```

use annals_model::OrganizationOrdinal;
use xxhash_rust::xxh3::xxh3_64;

use super::filter::{Block, put_bits};
use super::layout::FILTER_BLOCK_LEN;
use super::slice::key;
use crate::terms::TermField;

/// Blocks of a region; a filter of fewer is one region.
const REGION_BLOCKS: u32 = 512;
/// So many pairs share a block at most: 8 bits each.
const PAIRS_MAX: u64 = 32;
/// How many pairs a merge leaves is known at its end: if half of the blocks, or a quarter, are
/// enough for them, blocks are laid over one another.
const FOLDS: u32 = 2;

/// A term of any slice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TermHash(u64);

impl TermHash {
    /// The term of this field.
    pub(crate) fn of(field: TermField, term: &[u8]) -> Self {
        Self::of_key(&key(field, term))
    }

    /// The term with this key of the dictionary.
    #[inline]
    pub(super) fn of_key(key: &[u8]) -> Self {
        Self(xxh3_64(key))
    }
}

/// A term and an organisation.
#[derive(Clone, Copy, Debug)]
pub(super) struct PairHash {
    term: u64,
    /// Decides on the block within the region, and on its bits.
    pub(super) pair: u64,
}

impl PairHash {
    /// The term in the organisation's slice.
    #[inline]
    pub(super) fn of(TermHash(term): TermHash, organization: OrganizationOrdinal) -> Self {
        let mut pair = [0; 12];
        pair[..8].copy_from_slice(&term.to_le_bytes());
        pair[8..].copy_from_slice(&organization.0.to_le_bytes());
        Self { term, pair: xxh3_64(&pair) }
    }

    /// The block that has the pair's bits.
    #[inline]
    pub(super) fn block(self, blocks: u32) -> usize {
        let (regions, region_len) = shape(blocks);
        let region = part(self.term, regions) * u64::from(region_len);
        (region + part(self.pair, region_len)) as usize
    }
}

/// Whether there are filters of so many blocks: one region, or whole regions.
pub(super) fn is_possible(blocks: u32) -> bool {
    blocks > 0 && (blocks <= REGION_BLOCKS || blocks.is_multiple_of(REGION_BLOCKS))
}

/// How many regions, and blocks in each.
#[inline]
fn shape(blocks: u32) -> (u32, u32) {
    if blocks <= REGION_BLOCKS { (1, blocks) } else { (blocks / REGION_BLOCKS, REGION_BLOCKS) }
}

/// Which of `parts` equal parts of all hashes.
#[inline]
fn part(hash: u64, parts: u32) -> u64 {
    ((hash >> 32) * u64::from(parts)) >> 32
}

/// Collects the terms of a segment.
pub(super) struct TermFilterWriter {
    blocks: Vec<Block>,
    pairs: u64,
}

impl TermFilterWriter {
    /// For up to so many pairs; it holds any number, but lets more through if they are more.
    pub(super) fn new(pairs: u64) -> Self {
        let blocks = pairs.div_ceil(PAIRS_MAX).max(1);
        let unit = if blocks <= u64::from(REGION_BLOCKS) { 1 } else { u64::from(REGION_BLOCKS) };
        let blocks = blocks.next_multiple_of(unit << FOLDS);
        Self { blocks: vec![[0; FILTER_BLOCK_LEN]; blocks as usize], pairs: 0 }
    }

    /// For exactly these, so that it depends on nothing else.
    pub(super) fn of(pairs: &[PairHash]) -> Self {
        let mut filter = Self::new(pairs.len() as u64);
        pairs.iter().for_each(|&pair| filter.insert(pair));
        filter
    }

    #[inline]
    pub(super) fn insert(&mut self, hash: PairHash) {
        let at = hash.block(self.blocks.len() as u32);
        put_bits(&mut self.blocks[at], hash.pair);
        self.pairs += 1;
    }

    pub(super) fn bytes(&mut self) -> &[u8] {
        while self.pairs <= self.blocks.len() as u64 / 2 * PAIRS_MAX && self.fold() {}
        self.blocks.as_flattened()
    }

    /// Lays each second region, or block of a single region, over the one before it, which is
    /// where the pairs of both belong among half as many.
    fn fold(&mut self) -> bool {
        let (regions, region_len) = shape(self.blocks.len() as u32);
        let unit = if regions == 1 { 1 } else { region_len as usize };
        if !(self.blocks.len() / unit).is_multiple_of(2) {
            return false;
        }
        let halves = self.blocks.len() / 2;
        for at in 0..halves {
            let first = at / unit * 2 * unit + at % unit;
            let (one, other) = (self.blocks[first], self.blocks[first + unit]);
            self.blocks[at] = std::array::from_fn(|byte| one[byte] | other[byte]);
        }
        self.blocks.truncate(halves);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::filter::contains;
    use super::*;

    fn hash(organization: u32, term: u64) -> PairHash {
        PairHash::of(TermHash::of_key(&term.to_le_bytes()), OrganizationOrdinal(organization))
    }

    fn has(bytes: &[u8], organization: u32, term: u64) -> bool {
        let blocks = bytes.as_chunks().0;
        assert!(is_possible(blocks.len() as u32));
        let hash = hash(organization, term);
        contains(&blocks[hash.block(blocks.len() as u32)], hash.pair)
    }

    /// Each organisation has one term of its own for each that all have.
    fn pairs(count: u64) -> impl Iterator<Item = (u32, u64)> {
        let own = |i: u64| if i.is_multiple_of(2) { i / 1000 } else { 1 << 32 | i };
        (0..count).map(move |i| (i as u32 % 500, own(i)))
    }

    #[test]
    fn all_terms_are_let_through_and_few_others() {
        for count in [1, 31, 33, 1_000, 16_384, 16_385, 70_000] {
            // A merge of files that share nothing, or half, or nearly all of their terms.
            for expected in [count, 2 * count, 4 * count] {
                let mut filter = TermFilterWriter::new(expected);
                for (organization, term) in pairs(count) {
                    filter.insert(hash(organization, term));
                }
                let bytes = filter.bytes();
                assert!(pairs(count).all(|(organization, term)| has(bytes, organization, term)));
                let absent = (0..5_000_u32).map(|i| (i % 500, 2 << 32 | u64::from(i)));
                let others = absent.filter(|&(organization, term)| has(bytes, organization, term));
                let others = others.count();
                assert!(others <= 300, "{others} of 5000 among {count} of {expected}");
                let bits = bytes.len() as u64 * 8;
                assert!(bits <= (count * 17).max(2048), "{bits} bits for {count} of {expected}");
            }
        }
    }

    #[test]
    fn one_term_of_all_organizations_is_in_one_region() {
        let blocks = 7 * REGION_BLOCKS;
        let region = |term, organization| hash(organization, term).block(blocks) / 512;
        for term in 0..100 {
            assert!((1..500).all(|other| region(term, other) == region(term, 0)));
        }
        assert!((0..100).any(|term| region(term, 0) != region(0, 0)));
    }
}
