//! A proof with anything changed is refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use annals_proof::{
    Hash, prove_consistency, prove_inclusion, root_at, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;
use support::{Log, leaf};

const SIZE: u64 = 1 << 10;

/// What is done to a list of hashes.
#[derive(Clone, Debug)]
enum Mutation {
    Flip { at: prop::sample::Index, bit: u8 },
    Drop(prop::sample::Index),
    Repeat(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Append([u8; 32]),
    Prepend([u8; 32]),
    Empty,
}

fn mutation() -> impl Strategy<Value = Mutation> {
    use Mutation::*;
    let index = any::<prop::sample::Index>;
    prop_oneof![
        (index(), any::<u8>()).prop_map(|(at, bit)| Flip { at, bit }),
        index().prop_map(Drop),
        index().prop_map(Repeat),
        (index(), index()).prop_map(|(one, other)| Swap(one, other)),
        any::<[u8; 32]>().prop_map(Append),
        any::<[u8; 32]>().prop_map(Prepend),
        Just(Empty),
    ]
}

fn mutate(path: &[Hash], mutation: &Mutation) -> Vec<Hash> {
    let mut path = path.to_vec();
    match mutation {
        Mutation::Append(hash) => path.push(Hash(*hash)),
        Mutation::Prepend(hash) => path.insert(0, Hash(*hash)),
        Mutation::Empty => path.clear(),
        _ if path.is_empty() => {}
        Mutation::Flip { at, bit } => {
            let at = at.index(path.len());
            path[at].0[usize::from(bit / 8)] ^= 1 << (bit % 8);
        }
        Mutation::Drop(at) => drop(path.remove(at.index(path.len()))),
        Mutation::Repeat(at) => {
            let at = at.index(path.len());
            path.insert(at, path[at]);
        }
        Mutation::Swap(one, other) => {
            let len = path.len();
            path.swap(one.index(len), other.index(len));
        }
    }
    path
}

thread_local! {
    static LOG: Log = Log::of_size(SIZE);
}

fn root(size: u64) -> Hash {
    LOG.with(|log| root_at(size, &mut log.reader()).unwrap())
}

proptest! {
    #[test]
    fn of_an_inclusion_proof(
        size in 1..=SIZE,
        at in any::<prop::sample::Index>(),
        mutation in mutation(),
        other_number in 0..SIZE,
        other_size in 1..=SIZE,
    ) {
        let number = at.index(size as usize) as u64;
        let path = LOG.with(|log| prove_inclusion(number, size, &mut log.reader())).unwrap();
        let root = root(size);
        let verify = |leaf, number, size, path: &[Hash], root| {
            verify_inclusion(&leaf, number, size, path, &root).is_ok()
        };
        prop_assert!(verify(leaf(number), number, size, &path, root));
        let mutated = mutate(&path, &mutation);
        prop_assert_eq!(verify(leaf(number), number, size, &mutated, root), mutated == path);
        let same = other_number == number;
        prop_assert_eq!(verify(leaf(other_number), number, size, &path, root), same);
        prop_assert_eq!(verify(leaf(number), other_number, size, &path, root), same);
        let other_root = self::root(other_size);
        prop_assert_eq!(verify(leaf(number), number, size, &path, other_root), other_size == size);
    }

    #[test]
    fn of_a_consistency_proof(
        new in 1..=SIZE,
        at in any::<prop::sample::Index>(),
        mutation in mutation(),
        other in 1..=SIZE,
    ) {
        let old = at.index(new as usize) as u64 + 1;
        let path = LOG.with(|log| prove_consistency(old, new, &mut log.reader())).unwrap();
        let (old_root, new_root) = (root(old), root(new));
        let verify = |old, new, path: &[Hash], old_root, new_root| {
            verify_consistency(old, new, path, &old_root, &new_root).is_ok()
        };
        prop_assert!(verify(old, new, &path, old_root, new_root));
        let mutated = mutate(&path, &mutation);
        prop_assert_eq!(verify(old, new, &mutated, old_root, new_root), mutated == path);
        prop_assert_eq!(verify(old, new, &path, root(other), new_root), other == old);
        prop_assert_eq!(verify(old, new, &path, old_root, root(other)), other == new);
    }

    /// Garbage from a file or a stranger neither panics nor passes.
    #[test]
    fn of_everything_at_once(
        number in any::<u64>(),
        size in any::<u64>(),
        path in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash), 0..70),
        root in any::<[u8; 32]>().prop_map(Hash),
    ) {
        prop_assert!(verify_inclusion(&leaf(0), number, size, &path, &root).is_err());
        prop_assert!(verify_consistency(number, size, &path, &leaf(0), &root).is_err());
    }
}
