//! A short run of the fuzz target.

use annals_store::fuzzing::{segment, segment_seed};
use annals_testkit::mutation;

#[test]
fn damaged_segments() {
    mutation::run(&[&segment_seed()], 2_000, segment);
}
