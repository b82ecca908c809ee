//! Random numbers that a test can be run again with.

use std::time::{SystemTime, UNIX_EPOCH};

/// A stream of numbers that follows from its seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.draw() % end
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// The seed of a test: `ANNALS_TEST_SEED`, else another one every time. Prints it, so that a
/// failure can be run again.
#[expect(clippy::print_stdout, reason = "the seed of a failed test must be seen")]
pub fn seed(test: &str) -> u64 {
    let given = std::env::var("ANNALS_TEST_SEED").ok().and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::from(now.subsec_nanos()) ^ u64::from(std::process::id()) << 32
    });
    println!("{test}: ANNALS_TEST_SEED={seed}");
    seed
}

/// Whether the long variants of tests are wanted: `cargo xtask test --long`.
pub fn is_long() -> bool {
    std::env::var_os("ANNALS_TEST_LONG").is_some()
}
