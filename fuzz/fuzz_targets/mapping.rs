//! Feeds [`annals::import::fuzzing::mapping`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annals::import::fuzzing::mapping(bytes));
