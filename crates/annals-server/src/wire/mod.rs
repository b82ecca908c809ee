//! Wire forms: events from JSON and to JSON, cursors.

mod batch;
mod cursor;
mod event;
mod json;
mod progress;
mod write;

pub use batch::{Batch, BatchError, BatchKind, parse_batch};
pub use event::parse_event;
pub use write::{write_entry, write_receipt};

pub(crate) use cursor::Cursor;
pub(crate) use progress::{LOGS_MAX, Progress};
pub(crate) use write::{
    Hex, Object, write_actor, write_change, write_committed, write_hex, write_list, write_text,
};
