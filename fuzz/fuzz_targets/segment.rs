//! Feeds [`annals_store::fuzzing::segment`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annals_store::fuzzing::segment(bytes));
