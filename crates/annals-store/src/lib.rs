//! Journal, tail, segments and search.

#![expect(clippy::unimplemented, reason = "the facade stands before the parts behind it")]

mod api;
mod command;
mod error;
mod options;
mod snapshot;
mod store;

pub use api::{
    Entry, FacetField, FacetValue, NewEvent, Order, OrderBy, Page, PageRequest, Position, Receipt,
    Search,
};
pub use command::{Command, CommandError, NewOrganization, Transaction};
pub use error::{Error, Result};
pub use options::{Migration, Options};
pub use snapshot::{EntryProof, Snapshot};
pub use store::{Health, Store};
