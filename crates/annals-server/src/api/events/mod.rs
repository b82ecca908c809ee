//! `/v1/events`

pub(super) mod count;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod facets;
pub(super) mod get;
pub(super) mod histogram;
pub(super) mod list;
pub(super) mod proof;
pub(super) mod stream;
