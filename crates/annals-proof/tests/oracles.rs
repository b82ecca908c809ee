//! Every proof among 512 entries against two other implementations.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use annals_proof::{
    Hash, partial_tiles, prove_consistency, prove_inclusion, root_at, tiles_completed,
    verify_consistency, verify_inclusion,
};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use sha2::Sha256;
use support::Log;
use tlog_tiles::tlog;

const SIZE: u64 = 512;

#[test]
fn ct_merkle_makes_the_same_proofs() {
    let log = Log::of_size(SIZE);
    let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for size in 1..=SIZE {
        tree.push((size - 1).to_be_bytes().to_vec());
        let root = root_at(size, &mut log.reader()).unwrap();
        assert_eq!(tree.root().as_bytes()[..], root.0);
        for number in 0..size {
            let ours = prove_inclusion(number, size, &mut log.reader()).unwrap();
            let theirs = tree.prove_inclusion(usize::try_from(number).unwrap());
            assert_eq!(flat(&ours), theirs.as_bytes(), "{number} of {size}");
        }
        for old in 1..=size {
            let ours = prove_consistency(old, size, &mut log.reader()).unwrap();
            let theirs = tree.prove_consistency(usize::try_from(size - old).unwrap());
            assert_eq!(flat(&ours), theirs.as_bytes(), "{old} to {size}");
        }
    }
}

fn flat(path: &[Hash]) -> Vec<u8> {
    path.iter().flat_map(|hash| hash.0).collect()
}

/// Hashes in the order in which tlog_tiles stores them.
struct Stored(Vec<tlog::Hash>);

impl tlog::HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        Ok(indexes.iter().map(|&index| self.0[usize::try_from(index).unwrap()]).collect())
    }
}

#[test]
fn tlog_tiles_makes_and_accepts_the_same_proofs() {
    let log = Log::of_size(SIZE);
    let mut stored = Stored(Vec::new());
    for size in 1..=SIZE {
        let data = (size - 1).to_be_bytes();
        let new = tlog::stored_hashes(size - 1, &data, &stored).unwrap();
        stored.0.extend(new);
        let root = root_at(size, &mut log.reader()).unwrap();
        let their_root = tlog::tree_hash(size, &stored).unwrap();
        assert_eq!(their_root.0, root.0);
        for number in 0..size {
            let ours = prove_inclusion(number, size, &mut log.reader()).unwrap();
            let theirs = tlog::prove_record(size, number, &stored).unwrap();
            assert_eq!(ours, theirs.iter().map(|hash| Hash(hash.0)).collect::<Vec<_>>());
            let leaf = log.leaves()[usize::try_from(number).unwrap()];
            tlog::check_record(&theirs, size, their_root, number, tlog::Hash(leaf.0)).unwrap();
            verify_inclusion(&leaf, number, size, &ours, &root).unwrap();
        }
        for old in 1..=size {
            let ours = prove_consistency(old, size, &mut log.reader()).unwrap();
            let theirs = tlog::prove_tree(size, old, &stored).unwrap();
            assert_eq!(ours, theirs.iter().map(|hash| Hash(hash.0)).collect::<Vec<_>>());
            let old_root = root_at(old, &mut log.reader()).unwrap();
            verify_consistency(old, size, &ours, &old_root, &root).unwrap();
        }
    }
}

#[test]
fn tlog_tiles_names_the_same_tiles() {
    for size in [1, 255, 256, 257, 511, 512, 65_535, 65_536, 70_000, 16_777_216, 17_000_001] {
        // Theirs repeats a partial tile for every level of growth; what must be there is the same.
        let mut theirs: Vec<_> = tlog_tiles::tile::Tile::new_tiles(8, 0, size)
            .iter()
            .map(|tile| tile.path().replacen("tile/8/", "tile/", 1))
            .collect();
        let mut ours: Vec<_> = tiles_completed(0, size)
            .chain(partial_tiles(size))
            .map(|tile| tile.to_string())
            .collect();
        theirs.sort();
        ours.sort();
        assert_eq!(ours, theirs, "{size} entries");
    }
}
