//! Calls and payloads of every provider.

#![allow(clippy::unwrap_used, reason = "tests")]

mod hostile;
mod payloads;
mod reading;
mod shared;
mod signatures;
mod sns;
