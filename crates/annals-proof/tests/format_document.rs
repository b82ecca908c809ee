//! Every line of the worked example in `docs/proof-format.md`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use annals_proof::{
    Commitment, CompactRange, Hash, Salt, Seed, Unit, UnitDigest, commit, leaf_hash, leaf_salt,
    node_hash, unit_digest, unit_salt,
};

const DOCUMENT: &str = include_str!("../../../docs/proof-format.md");

/// A unit as the document spells it.
struct Line {
    path: Vec<u8>,
    tag: u8,
    value: Vec<u8>,
}

/// What was read of the example so far.
#[derive(Default)]
struct Example {
    seed: Option<Seed>,
    units: Vec<Line>,
    commitment: Option<Commitment>,
    leaves: Vec<Hash>,
    lines: usize,
}

#[test]
fn the_worked_example_is_what_the_code_computes() {
    let (_, example) = DOCUMENT.split_once("## A worked example").unwrap();
    let (_, example) = example.split_once("```text\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let mut state = Example::default();
    for line in example.lines().filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(' ').unwrap();
        state.check(name, value.trim_start());
    }
    assert_eq!(state.leaves.len(), 3, "three leaves make the root");
    assert_eq!(state.lines, 32, "nothing of the example was passed over");
}

impl Example {
    fn check(&mut self, name: &str, value: &str) {
        self.lines += 1;
        match name {
            "seed" => {
                self.seed = Some(Seed(bytes(value)));
                self.units.clear();
            }
            "leaf-salt" => assert_eq!(leaf_salt(&self.seed.unwrap()).0, bytes(value)),
            "unit" => {
                let (index, line) = unit(value);
                assert_eq!(index, self.units.len(), "units come in order");
                self.units.push(line);
            }
            "salt" => assert_eq!(self.last_salt().0, bytes(value)),
            "C" => assert_eq!(self.last_digest().0, bytes(value)),
            "E" => {
                let units: Vec<_> = self.units.iter().map(Line::unit).collect();
                let commitment = commit(&self.seed.unwrap(), &units).unwrap();
                assert_eq!(commitment.0, bytes(value));
                self.commitment = Some(commitment);
            }
            "leaf" => {
                let leaf = leaf_hash(&self.commitment.unwrap());
                assert_eq!(leaf.0, bytes(value));
                self.leaves.push(leaf);
            }
            "node" => assert_eq!(node_hash(&self.leaves[0], &self.leaves[1]).0, bytes(value)),
            "root" => {
                let mut range = CompactRange::new();
                self.leaves.iter().for_each(|&leaf| range.push(leaf).unwrap());
                assert_eq!(range.root().0, bytes(value));
            }
            other => panic!("the example has an unknown line {other}"),
        }
    }

    fn last_salt(&self) -> Salt {
        unit_salt(&self.seed.unwrap(), u16::try_from(self.units.len() - 1).unwrap())
    }

    fn last_digest(&self) -> UnitDigest {
        unit_digest(&self.last_salt(), &self.units.last().unwrap().unit()).unwrap()
    }
}

impl Line {
    fn unit(&self) -> Unit<'_> {
        Unit { path: &self.path, tag: self.tag, value: &self.value }
    }
}

fn unit(text: &str) -> (usize, Line) {
    let mut words = text.split(' ');
    let mut word = || words.next().unwrap();
    let index = word().parse().unwrap();
    let path = word().as_bytes().to_vec();
    let [tag] = bytes(word());
    let value = match word() {
        "-" => Vec::new(),
        value => from_hex(value),
    };
    (index, Line { path, tag, value })
}

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    from_hex(hex).try_into().unwrap()
}

fn from_hex(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}
