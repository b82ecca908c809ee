//! Which ids a file may have: every event that comes in asks every file, and nearly always in vain.
//!
//! A Bloom filter over the hashes of all slices, in blocks: an id sets one bit in each of the eight
//! words of one block (F. Putze, P. Sanders, J. Singler: "Cache-, Hash- and Space-Efficient Bloom
//! Filters", 2007), so a look-up misses the processor's cache once, and of a hundred ids that are
//! not here about one is looked for. (A fuse filter of the same size lets through 0.1 %, but misses
//! three times and takes all hashes at once to build: gigabytes for a large file.)
//!
//! ```text
//! blocks: eight words u32
//! ```

use super::layout::FILTER_BLOCK_LEN;

/// So many ids share a block on average: 10.7 bits each.
const BLOCK_IDS: u64 = 24;
const WORDS: usize = 8;
/// Bits of a hash that choose one of a word's.
const BIT_BITS: usize = 5;

/// A block that is being filled, as it stands in a file: a copy of a large file's filter would take
/// as much memory again.
pub(super) type Block = [u8; FILTER_BLOCK_LEN];

/// Collects the ids of a file.
pub(super) struct FilterWriter {
    blocks: Vec<Block>,
}

impl FilterWriter {
    /// For about so many ids; it holds any number, but lets more through if they are more.
    pub(super) fn new(ids: u64) -> Self {
        Self { blocks: vec![[0; FILTER_BLOCK_LEN]; ids.div_ceil(BLOCK_IDS).max(1) as usize] }
    }

    #[inline]
    pub(super) fn insert(&mut self, id_hash: u64) {
        let at = block_of(id_hash, self.blocks.len() as u32);
        put_bits(&mut self.blocks[at], id_hash);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.blocks.as_flattened()
    }
}

/// Sets the bits of a hash.
#[inline]
pub(super) fn put_bits(block: &mut Block, hash: u64) {
    let (words, _) = block.as_chunks_mut::<4>();
    for (word, bit) in words.iter_mut().zip(bits(hash)) {
        *word = (u32::from_le_bytes(*word) | 1 << bit).to_le_bytes();
    }
}

/// The block in which an id with this hash has its bits.
#[inline]
pub(super) fn block_of(id_hash: u64, blocks: u32) -> usize {
    (((id_hash >> 32) * u64::from(blocks)) >> 32) as usize
}

/// Whether all bits of a hash are set. It looks at all without a branch: which word decides cannot
/// be foreseen, and a wrong guess would wait for the block before the next look-up begins.
#[inline]
pub(super) fn contains(block: &[u8; FILTER_BLOCK_LEN], hash: u64) -> bool {
    let (words, _) = block.as_chunks::<4>();
    let set = |all: u32, (word, bit): (&[u8; 4], u32)| all & u32::from_le_bytes(*word) >> bit;
    words.iter().zip(bits(hash)).fold(1, set) == 1
}

/// One bit of each word, from the lower end of the hash.
#[inline]
fn bits(hash: u64) -> impl Iterator<Item = u32> {
    (0..WORDS).map(move |word| (hash >> (word * BIT_BITS)) as u32 % u32::BITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use xxhash_rust::xxh3::xxh3_64;

    fn hash(id: u64) -> u64 {
        xxh3_64(&id.to_le_bytes())
    }

    fn has(filter: &FilterWriter, id_hash: u64) -> bool {
        let bytes = filter.bytes();
        let at = block_of(id_hash, filter.blocks.len() as u32);
        contains(bytes.as_chunks().0.get(at).unwrap(), id_hash)
    }

    #[test]
    fn all_ids_are_let_through_and_few_others() {
        for ids in [1, 24, 25, 3000] {
            let mut filter = FilterWriter::new(ids);
            (0..ids).for_each(|id| filter.insert(hash(id)));
            assert!((0..ids).all(|id| has(&filter, hash(id))), "{ids}");
            let others = (0..2000).filter(|id| has(&filter, hash(id + 1_000_000))).count();
            assert!(others <= 60, "{others} of 2000 let through among {ids}");
        }
    }

    #[test]
    fn an_empty_filter_lets_nothing_through() {
        assert!(!has(&FilterWriter::new(0), hash(1)));
    }
}
