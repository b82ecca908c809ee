//! Feeds [`annals_server::fuzzing::events`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annals_server::fuzzing::events(bytes));
