//! Calls and payloads of every provider.

#![allow(clippy::unwrap_used, reason = "tests")]

mod shared;
mod signatures;
mod sns;
