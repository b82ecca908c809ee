//! Randomness that is the same on every platform, from a seed and nothing else.

/// SplitMix64: one multiplication chain a draw, any state is a good state, so that event number
/// one million can be drawn without the 999,999 before it. (Crates for randomness change their
/// streams between versions; a benchmark's data must not.)
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Rng {
    /// The stream that belongs to item `index` of the purpose `salt`.
    pub(crate) fn at(seed: u64, salt: u64, index: u64) -> Self {
        Self(mix(mix(seed.wrapping_add(salt.wrapping_mul(GOLDEN))) ^ mix(index ^ GOLDEN)))
    }

    /// 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// Uniform in `0..n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        scale(self.next(), n)
    }

    /// In `0..n`, small numbers far more often than large ones.
    pub(crate) fn skewed(&mut self, n: u64) -> u64 {
        let x = self.next() >> 32;
        scale((x * x) >> 32 << 32, n)
    }

    /// True `per_mille` times of a thousand.
    pub(crate) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of `items`, which are never empty here.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }
}

/// Maps 64 random bits to `0..n`.
pub(crate) fn scale(bits: u64, n: u64) -> u64 {
    ((u128::from(bits) * u128::from(n)) >> 64) as u64
}

/// Scatters the bits of `x`.
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A changed stream would make figures of different versions incomparable.
    #[test]
    fn the_stream_never_changes() {
        let mut rng = Rng::at(1, 2, 3);
        let drawn = [rng.next(), rng.next(), rng.below(1000), rng.skewed(1000)];
        assert_eq!(drawn, [595_567_995_895_949_679, 13_502_641_935_161_427_587, 785, 234]);
    }
}
