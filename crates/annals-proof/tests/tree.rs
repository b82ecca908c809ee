//! The incremental tree and its tiles against the definitions.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::HashMap;

use annals_proof::{
    CompactRange, Error, Hash, Node, TILE_WIDTH, TileId, TileSet, consistency_nodes,
    inclusion_nodes, node_hash, partial_tiles, prove_consistency, prove_inclusion, root_at,
    root_nodes, tile_root, tiles_completed, tiles_of, verify_consistency, verify_inclusion,
};
use support::{Log, leaf, naive_consistency, naive_inclusion, naive_root};

#[test]
fn root_of_every_size_is_as_defined() {
    let mut log = Log::default();
    for size in 0..=1100u64 {
        assert_eq!(log.range.size(), size);
        assert_eq!(log.range.root(), naive_root(log.leaves()), "{size} entries");
        assert_eq!(CompactRange::decode(&log.range.encode()).unwrap(), log.range);
        assert_eq!(root_at(size, &mut log.reader()).unwrap(), log.range.root());
        log.push(leaf(size));
    }
}

#[test]
fn every_small_proof_is_as_defined() {
    let log = Log::of_size(70);
    for new in 1..=70usize {
        let leaves = &log.leaves()[..new];
        let root = naive_root(leaves);
        for old in 0..new {
            let path = prove_inclusion(old as u64, new as u64, &mut log.reader()).unwrap();
            assert_eq!(path, naive_inclusion(old, leaves), "{old} of {new}");
            verify_inclusion(&leaves[old], old as u64, new as u64, &path, &root).unwrap();
        }
        for old in 1..=new {
            let path = prove_consistency(old as u64, new as u64, &mut log.reader()).unwrap();
            assert_eq!(path, naive_consistency(old, leaves, true), "{old} to {new}");
            let old_root = naive_root(&leaves[..old]);
            verify_consistency(old as u64, new as u64, &path, &old_root, &root).unwrap();
        }
    }
}

#[test]
fn ranges_that_are_none_are_refused() {
    let check = |bytes: &[u8], reason: &str| match CompactRange::decode(bytes) {
        Err(Error::MalformedRange(found)) => assert!(found.contains(reason), "{found}"),
        other => panic!("{other:?} for {bytes:?}"),
    };
    check(&[], "size");
    check(&[0; 7], "size");
    check(&[0; 9], "cut off");
    check(&[0; 40], "does not fit");
    let bytes = Log::of_size(7).range.encode();
    assert_eq!(bytes.len(), 8 + 3 * 32);
    check(&bytes[..bytes.len() - 1], "cut off");
    check(&bytes[..bytes.len() - 32], "does not fit");
    check(&[&bytes[..], &[0; 32]].concat(), "does not fit");
}

#[test]
fn a_tree_that_is_full_takes_no_more() {
    let mut range = CompactRange::from_hashes(u64::MAX, vec![leaf(0); 64]).unwrap();
    assert_eq!(range.push(leaf(1)), Err(Error::Full));
    assert_eq!(range.hashes().len(), 64, "nothing changed");
}

/// Proofs from stored tiles only, with partial tiles as wide as the size allows and no wider.
#[test]
fn proofs_come_from_tiles() {
    let log = Log::of_size(66_000);
    for (number, size) in
        [(0, 1), (0, 66_000), (65_999, 66_000), (65_535, 65_536), (300, 1000), (255, 257)]
    {
        let nodes = inclusion_nodes(number, size).unwrap();
        let mut tiles = tiles_of_log(&log, &nodes, size);
        let path = prove_inclusion(number, size, &mut tiles).unwrap();
        assert_eq!(path, prove_inclusion(number, size, &mut log.reader()).unwrap());
        let mut of_root = tiles_of_log(&log, &root_nodes(size), size);
        let root = root_at(size, &mut of_root).unwrap();
        verify_inclusion(&log.leaves()[number as usize], number, size, &path, &root).unwrap();
    }
    for (old, new) in [(1, 66_000), (256, 257), (65_536, 66_000), (1001, 65_537), (700, 700)] {
        let nodes = consistency_nodes(old, new).unwrap();
        let path = prove_consistency(old, new, &mut tiles_of_log(&log, &nodes, new)).unwrap();
        assert_eq!(path, prove_consistency(old, new, &mut log.reader()).unwrap());
    }
}

fn tiles_of_log(log: &Log, nodes: &[Node], size: u64) -> TileSet {
    let mut set = TileSet::new();
    for tile in tiles_of(nodes, size) {
        let first = tile.index as usize * TILE_WIDTH;
        let level = &log.levels[usize::from(tile.level) * 8];
        let hashes = level[first..first + usize::from(tile.width)].to_vec();
        set.insert(tile.level, tile.index, hashes);
    }
    set
}

#[test]
fn a_missing_tile_is_an_error() {
    let missing = prove_inclusion(3, 9, &mut TileSet::new()).unwrap_err();
    assert_eq!(missing, Error::MissingHash { level: 0, index: 2 });
    let mut cut = TileSet::new();
    cut.insert(0, 0, vec![leaf(0); 8]);
    let missing = prove_inclusion(3, 9, &mut cut).unwrap_err();
    assert_eq!(missing, Error::MissingHash { level: 0, index: 8 });
}

#[test]
fn a_full_tile_is_one_hash_above() {
    let log = Log::of_size(600);
    assert_eq!(tile_root(&log.leaves()[256..512]), Some(log.levels[8][1]));
    assert_eq!(tile_root(&log.leaves()[..255]), None);
    assert_eq!(tile_root(&log.leaves()[..128]), None);
    assert_eq!(tile_root(&[]), None);
}

#[test]
fn partial_tiles_of_a_size() {
    let check = |size, expected: &[&str]| {
        let paths: Vec<_> = partial_tiles(size).map(|tile| tile.to_string()).collect();
        assert_eq!(paths, expected, "{size} entries");
    };
    check(0, &[]);
    check(1, &["tile/0/000.p/1"]);
    check(256, &["tile/1/000.p/1"]);
    check(70_000, &["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    let full = "tile/0/x072/x057/x594/x037/x927/935.p/255";
    assert_eq!(partial_tiles(u64::MAX).next().unwrap().to_string(), full);
    assert_eq!(partial_tiles(u64::MAX).count(), 8);
}

#[test]
fn tiles_that_growth_completes() {
    let check = |old, new, expected: &[&str]| {
        let paths: Vec<_> = tiles_completed(old, new).map(|tile| tile.to_string()).collect();
        assert_eq!(paths, expected, "{old} to {new}");
    };
    check(0, 255, &[]);
    check(0, 256, &["tile/0/000"]);
    check(255, 513, &["tile/0/000", "tile/0/001"]);
    check(65_535, 65_536, &["tile/0/255", "tile/1/000"]);
    check(65_536, 65_536, &[]);
}

#[test]
fn paths_of_tiles() {
    let tile = |level, index, width| TileId { level, index, width };
    let check = |id: TileId, path: &str| {
        assert_eq!(id.to_string(), path);
        assert_eq!(path.parse(), Ok(id));
    };
    check(tile(0, 0, 256), "tile/0/000");
    check(tile(0, 999, 256), "tile/0/999");
    check(tile(3, 1000, 256), "tile/3/x001/000");
    check(tile(63, 1_234_067, 1), "tile/63/x001/x234/067.p/1");
    check(tile(0, u64::MAX, 255), "tile/0/x018/x446/x744/x073/x709/x551/615.p/255");
    for path in [
        "",
        "tile/0/",
        "tile/64/000",
        "tile/00/000",
        "tile/+1/000",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/001",
        "tile/0/xx01/001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(path.parse::<TileId>(), Err(Error::MalformedTilePath), "{path}");
    }
}

/// Sizes near 2^63 and 2^64, where every addition could overflow.
///
/// All leaves are alike, so that a complete subtree's hash depends on its level alone and such a
/// tree can be had without its entries.
#[test]
fn sizes_at_the_edge_of_64_bits() {
    let mut by_level = HashMap::from([(0u8, leaf(0))]);
    for level in 1..64 {
        let below = by_level[&(level - 1)];
        by_level.insert(level, node_hash(&below, &below));
    }
    let mut reader = |node: Node| -> Result<Hash, Error> { Ok(by_level[&node.level]) };
    let half = 1u64 << 63;
    let sizes = [1, 2, 3, 255, half - 1, half, half + 1, half + half / 2, u64::MAX - 1, u64::MAX];
    for new in sizes {
        let new_root = root_at(new, &mut reader).unwrap();
        for old in sizes.into_iter().filter(|&old| old <= new) {
            let path = prove_consistency(old, new, &mut reader).unwrap();
            let old_root = root_at(old, &mut reader).unwrap();
            verify_consistency(old, new, &path, &old_root, &new_root).unwrap();
            let number = old - 1;
            let path = prove_inclusion(number, new, &mut reader).unwrap();
            verify_inclusion(&leaf(0), number, new, &path, &new_root).unwrap();
            let longer = [&path[..], &[leaf(0)]].concat();
            let refused = verify_inclusion(&leaf(0), number, new, &longer, &new_root);
            assert_eq!(refused, Err(Error::ProofLength));
        }
        let outside = verify_inclusion(&leaf(0), new, new, &[], &new_root);
        assert_eq!(outside, Err(Error::NumberOutOfRange { number: new, size: new }));
    }
}
