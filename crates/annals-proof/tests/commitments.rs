//! What a commitment binds, and what stays provable of it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use annals_proof::{
    Committer, Error, Part, Salt, Seed, UNITS_MAX, Unit, commit, commit_parts, leaf_salt,
    unit_digest, unit_salt,
};
use proptest::prelude::*;

const SEED: Seed = Seed([7; 16]);

fn unit<'a>(path: &'a str, value: &'a str) -> Unit<'a> {
    Unit { path: path.as_bytes(), tag: 1, value: value.as_bytes() }
}

fn event() -> Vec<Unit<'static>> {
    vec![unit("actor/key", "17"), unit("change/0/new", "active"), unit("core", "created")]
}

#[test]
fn the_order_of_units_does_not_matter() {
    let mut units = event();
    let expected = commit(&SEED, &units).unwrap();
    units.reverse();
    assert_eq!(commit(&SEED, &units).unwrap(), expected);
    units.swap(0, 1);
    assert_eq!(commit(&SEED, &units).unwrap(), expected);
}

#[test]
fn a_committer_forgets_the_event_before() {
    let mut committer = Committer::new();
    let expected = committer.commit(&SEED, &event()).unwrap();
    committer.commit(&Seed([8; 16]), &[unit("core", "something long enough to fill")]).unwrap();
    assert_eq!(committer.commit(&SEED, &event()).unwrap(), expected);
    assert!(committer.commit(&SEED, &[unit("core", ""), unit("core", "")]).is_err());
    assert_eq!(committer.commit(&SEED, &event()).unwrap(), expected);
}

#[test]
fn whatever_is_changed_changes_the_commitment() {
    let expected = commit(&SEED, &event()).unwrap();
    let check = |what, seed: &Seed, units: &[Unit<'_>]| {
        assert_ne!(commit(seed, units).unwrap(), expected, "{what}");
    };
    check("another seed", &Seed([8; 16]), &event());
    check("a unit less", &SEED, &event()[..2]);
    check("a unit more", &SEED, &[event(), vec![unit("reason", "")]].concat());
    for index in 0..3 {
        let with = |changed: Unit<'static>| {
            let mut units = event();
            units[index] = changed;
            units
        };
        let unit = event()[index];
        check("another path", &SEED, &with(Unit { path: b"other", ..unit }));
        check("another tag", &SEED, &with(Unit { tag: 2, ..unit }));
        check("another value", &SEED, &with(Unit { value: b"other", ..unit }));
    }
    // A byte that moves from the path to the value is not lost between them.
    let moved = commit(&SEED, &[unit("ab", "c")]).unwrap();
    assert_ne!(commit(&SEED, &[unit("a", "bc")]).unwrap(), moved);
}

#[test]
fn limits() {
    let check = |units: &[Unit<'_>], expected: Error| {
        assert_eq!(commit(&SEED, units), Err(expected.clone()));
        let salt = unit_salt(&SEED, 0);
        let parts: Vec<_> = units.iter().map(|&unit| Part::Shown { salt, unit }).collect();
        assert_eq!(commit_parts(&leaf_salt(&SEED), &parts), Err(expected));
    };
    let paths: Vec<_> = (0..=UNITS_MAX).map(|index| index.to_string()).collect();
    let units: Vec<_> = paths.iter().map(|path| unit(path, "")).collect();
    check(&units, Error::TooManyUnits { found: UNITS_MAX + 1 });
    commit(&SEED, &units[..UNITS_MAX]).unwrap();

    let path = "p".repeat(0x1_0000);
    check(&[unit(&path, "")], Error::UnitTooLong { part: "path", found: 0x1_0000 });
    commit(&SEED, &[unit(&path[1..], "")]).unwrap();

    check(&[unit("core", "a"), unit("core", "b")], Error::DuplicatePath);
    check(&[unit("core", "a"), unit("actor", ""), unit("core", "a")], Error::DuplicatePath);
}

#[test]
fn secrets_do_not_reach_log_lines() {
    assert_eq!(format!("{SEED:?} {:?}", leaf_salt(&SEED)), "Seed(..) Salt(..)");
}

prop_compose! {
    fn units_of_an_event()(
        units in prop::collection::btree_map(
            prop::collection::vec(any::<u8>(), 0..20),
            (any::<u8>(), prop::collection::vec(any::<u8>(), 0..200)),
            0..40,
        ),
    ) -> Vec<(Vec<u8>, u8, Vec<u8>)> {
        units.into_iter().map(|(path, (tag, value))| (path, tag, value)).collect()
    }
}

proptest! {
    /// Whichever units are erased or withheld, the rest leads to the same commitment.
    #[test]
    fn any_units_can_be_hidden(
        units in units_of_an_event(),
        seed in any::<[u8; 16]>().prop_map(Seed),
        hidden in any::<u64>(),
        rotation in any::<prop::sample::Index>(),
    ) {
        let units: Vec<_> =
            units.iter().map(|(path, tag, value)| Unit { path, tag: *tag, value }).collect();
        let expected = commit(&seed, &units).unwrap();
        let mut parts = Vec::new();
        for (index, &unit) in units.iter().enumerate() {
            let salt = unit_salt(&seed, u16::try_from(index).unwrap());
            parts.push(if hidden >> (index % 64) & 1 == 1 {
                Part::Hidden(unit_digest(&salt, &unit).unwrap())
            } else {
                Part::Shown { salt, unit }
            });
        }
        if !parts.is_empty() {
            parts.rotate_left(rotation.index(units.len()));
        }
        prop_assert_eq!(commit_parts(&leaf_salt(&seed), &parts).unwrap(), expected);
        let other_salt = Salt([0; 16]);
        prop_assert_ne!(commit_parts(&other_salt, &parts).unwrap(), expected);
    }
}
