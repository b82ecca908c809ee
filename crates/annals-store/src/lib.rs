//! Journal, tail, segments and search: the heart of Annals.
//!
//! The journal (SQLite) decides the order and is durable before anyone is answered; the tail holds
//! in memory what is not yet sealed; segments are immutable files. [`Snapshot`] searches all of it
//! as it was at one moment. One process has a data directory, one task writes to it.
//!
//! Knows nothing of HTTP or HTML. Whoever searches brings an [`annals_model::Allow`].

mod api;
mod backup;
mod command;
mod compact;
mod deletion;
mod disclose;
mod disk;
mod document;
mod erased;
mod error;
mod fsck;
#[doc(hidden)]
pub mod fuzzing;
mod group;
mod heads;
mod interrupt;
mod journal;
mod keeper;
mod open;
mod options;
mod organizations;
mod poison;
mod prepare;
mod processors;
mod prove;
mod repair;
mod replay;
mod search;
mod segment;
mod snapshot;
mod state;
mod store;
mod tail;
mod terms;
mod varint;
mod writer;

pub use api::{
    Entry, FacetField, FacetValue, NewEvent, Order, OrderBy, Page, PageRequest, Position, Receipt,
    Search,
};
pub use backup::{BackupReport, restore};
pub use command::{Command, CommandError, NewOrganization, Transaction};
pub use deletion::{
    Deletable, Held, RESERVED_ACTION_PREFIX, is_reserved, may_delete, without_reserved,
};
pub use disclose::{Disclosed, DisclosedUnit};
pub use error::{Error, Result};
pub use fsck::{FsckProblem, FsckReport, fsck};
pub use interrupt::Interrupt;
pub use options::{Migration, Options, StopAt};
pub use repair::{RepairReport, repair};
pub use snapshot::{EntryProof, Snapshot};
pub use store::{Health, Store};
