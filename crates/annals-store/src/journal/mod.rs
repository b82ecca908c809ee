//! The journal: an SQLite database that decides the order and is the truth until the sealing.

pub(crate) mod block;
pub(crate) mod schema;
pub(crate) mod slack;
