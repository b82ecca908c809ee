//! Journal, tail, segments and search.

#![expect(clippy::unimplemented, reason = "the facade stands before the parts behind it")]

mod api;
mod command;
#[allow(dead_code, reason = "stands before what calls it")]
mod document;
mod error;
mod options;
#[allow(dead_code, unused_imports, reason = "stands before what calls it")]
mod segment;
mod snapshot;
mod store;
#[allow(dead_code, reason = "stands before what calls it")]
mod terms;

#[allow(dead_code, reason = "stands before what calls it")]
mod varint;

pub use api::{
    Entry, FacetField, FacetValue, NewEvent, Order, OrderBy, Page, PageRequest, Position, Receipt,
    Search,
};
pub use command::{Command, CommandError, NewOrganization, Transaction};
pub use error::{Error, Result};
pub use options::{Migration, Options};
pub use snapshot::{EntryProof, Snapshot};
pub use store::{Health, Store};
