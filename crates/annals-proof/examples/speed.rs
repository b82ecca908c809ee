//! Time per commitment of a typical event: `cargo run --release -p annals-proof --example speed`.

use std::hint::black_box;
use std::time::Instant;

use annals_proof::{Committer, CompactRange, Seed, Unit, leaf_hash};

#[expect(clippy::print_stdout, reason = "printing the figure is what this is for")]
fn main() {
    let lengths = [180, 24, 60, 70, 40, 12, 36, 20, 18, 24, 22, 20];
    let paths: Vec<String> = (0..lengths.len()).map(|i| format!("unit/{i:02}")).collect();
    let values: Vec<Vec<u8>> = lengths.iter().map(|&len| vec![b'x'; len]).collect();
    let units: Vec<Unit<'_>> = paths
        .iter()
        .zip(&values)
        .map(|(path, value)| Unit { path: path.as_bytes(), tag: 1, value })
        .collect();
    let rounds = 300_000u32;
    let mut committer = Committer::new();
    let mut range = CompactRange::new();
    let start = Instant::now();
    for round in 0..rounds {
        let mut seed = [0; 16];
        seed[..4].copy_from_slice(&round.to_be_bytes());
        black_box(committer.commit(&Seed(seed), black_box(&units)).expect("units are few"));
    }
    println!("commitment: {:.0} ns", start.elapsed().as_nanos() as f64 / f64::from(rounds));
    let start = Instant::now();
    let commitment = committer.commit(&Seed([0; 16]), &units).expect("units are few");
    for _ in 0..rounds {
        range.push(leaf_hash(black_box(&commitment))).expect("the tree is small");
    }
    println!("append: {:.0} ns", start.elapsed().as_nanos() as f64 / f64::from(rounds));
}
