//! Feeds [`annals_query::fuzzing::query`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annals_query::fuzzing::query(bytes));
