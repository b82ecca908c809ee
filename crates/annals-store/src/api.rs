//! What callers of the store give and get.

use std::num::NonZeroUsize;

use annals_model::{Allow, Event, Fingerprint, LogId, Millis, Number, OrganizationOrdinal};
use annals_proof::{Commitment, Hash};
use annals_query::Expr;

/// An admitted event on its way into the log of `organization`.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The organisation's ordinal; `event.organization` is its name.
    pub organization: OrganizationOrdinal,
    /// The event.
    pub event: Event,
    /// What was sent, to tell a repeat from a conflict.
    pub fingerprint: Fingerprint,
}

/// What the sender gets: the place of the event in its organisation's Merkle log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The log.
    pub log_id: LogId,
    /// The event's number.
    pub number: Number,
    /// The commitment to the event.
    pub commitment: Commitment,
    /// Size of the tree that contains it.
    pub tree_size: u64,
    /// Root of that tree.
    pub root: Hash,
    /// Whether the event was there already.
    pub repeated: bool,
}

/// An entry as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The organisation to whose log it belongs.
    pub organization: OrganizationOrdinal,
    /// Its number there.
    pub number: Number,
    /// The event.
    pub event: Event,
}

/// A search that may be run: `allow` proves that someone decided who asks.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// In which organisations and rows.
    pub allow: &'a Allow,
    /// For what.
    pub expr: &'a Expr,
}

/// What rows are ordered by.
///
/// Newest first means latest `occurred_at`, then lowest organisation, then highest number; oldest
/// first is exactly the reverse. Values are compared by the bytes of their folded text, addresses
/// as 16 bytes with IPv4 mapped into IPv6. Rows of one value go newest first whichever way the
/// values go, and rows without a value come last either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OrderBy {
    /// `occurred_at`.
    #[default]
    Date,
    /// The actor's name, or else username, or else id.
    User,
    /// The action's label.
    Action,
    /// The source.
    Source,
    /// The address.
    Ip,
}

/// An order of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// By what.
    pub by: OrderBy,
    /// Whether from the greatest down; the default, for dates, is newest first.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { by: OrderBy::Date, descending: true }
    }
}

/// Where a page begins: just after (or, going back, just before) this row, in the search's order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    /// The value that rows are ordered by; empty for dates and for rows without one.
    pub value: Vec<u8>,
    /// The row's `occurred_at`.
    pub occurred_at: Millis,
    /// The row's organisation.
    pub organization: OrganizationOrdinal,
    /// The row's number.
    pub number: Number,
}

/// Which rows of a search are wanted.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// The order of all rows.
    pub order: Order,
    /// Rows on the far side of this one; absent for the first page.
    pub after: Option<Position>,
    /// Whether to go backwards from `after`; rows still come in `order`.
    pub backwards: bool,
    /// At most so many rows, up to [`annals_model::limits::PAGE_ROWS_MAX`].
    pub rows_max: NonZeroUsize,
}

impl PageRequest {
    /// The first page of the newest rows.
    pub fn newest(rows_max: NonZeroUsize) -> Self {
        Self { order: Order::default(), after: None, backwards: false, rows_max }
    }
}

/// Rows in the order asked for.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The rows.
    pub entries: Vec<Entry>,
    /// Each row's place, for cursors.
    pub positions: Vec<Position>,
    /// Whether there are further rows in the direction asked for.
    pub more: bool,
}

/// A field whose values are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacetField {
    /// Who; the value is the name, or username, or id.
    Actor,
    /// What sort of actor.
    Kind,
    /// Where.
    Source,
    /// What; the value is the code, the label stands beside.
    Action,
    /// Category.
    Category,
    /// Area.
    Area,
    /// Type.
    Type,
    /// Outcome.
    Outcome,
}

/// A value of a facet with its exact count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value by which it is filtered: an action's code, an actor's username or name, ...
    pub value: String,
    /// What people read.
    pub label: String,
    /// How many entries of the search have it.
    pub count: u64,
    /// Of an action in the log of one organisation: the category that its entries of the search
    /// have; one of them where they have several.
    pub category: Option<String>,
}
