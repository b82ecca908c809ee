//! What the fuzzer of `fuzz/` and the short run in the tests hold segments to.

use crate::segment::fuzzing;

/// Reads `bytes` as a segment in memory, by every way in. It may be refused, but must not panic,
/// run on, or take memory that its length does not explain.
pub fn segment(bytes: &[u8]) {
    fuzzing::read_all(bytes.to_vec());
}

/// A segment to begin with.
pub fn segment_seed() -> Vec<u8> {
    fuzzing::seed()
}
