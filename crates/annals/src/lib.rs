//! The command line of Annals: configuration, wiring and what a person at a terminal reads.

pub mod bench;
pub mod cli;
pub mod config;
pub mod import;
pub mod machine;
