//! What people see: pages as functions from plain data to HTML.
//!
//! The server turns requests into the structs of this crate and calls one function per page; the
//! crate knows neither HTTP nor storage. Rules that hold for every page:
//!
//! - It works without script; `assets/*.js` only add keys, copy buttons and the like.
//! - No inline script and no inline style, so that the strictest Content-Security-Policy holds.
//! - The address is the state: a [`LogAddress`] is read from the query string and every link is
//!   printed from one, so Back, reload, bookmark and share work.
//! - Everything shown was written by strangers: maud escapes it, and
//!   [`components::text`] isolates its direction and makes invisible characters visible.

mod address;
pub mod assets;
pub mod components;
mod description;
mod difference;
pub mod fault;
mod format;
pub mod help;
mod json;
pub mod messages;
pub mod pages;
pub mod ready;
pub mod report;
pub mod sheet;

pub use address::{
    CHART_PATH, Chosen, Column, Columns, Cursor, Density, FACETS_PATH, Filter, FilterGroup,
    LogAddress, LogPage, Look, Place, Preset, Range, RecordLog, RecordPage, Selection, Sort,
    SortBy, Ticked, USER_SECURITY_PATH, ZONE, Zone, zone_name,
};
pub use description::describe;
pub use fault::Fault;
pub use format::Format;
pub use maud::Markup;
