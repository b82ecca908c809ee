//! How many entries of some organisations a search finds in a segment.
//!
//! Over hundreds of organisations a frequent word is looked up in every slice, and is asked for
//! with every page and by everybody who sees the same organisations.

use annals_model::OrganizationOrdinal;
use annals_query::Expr;

use super::Segment;
use super::recent::Recent;

/// So many totals are remembered: with five hundred organisations each, 128 KiB a segment.
pub(super) const TOTALS_MAX: usize = if cfg!(test) { 2 } else { 64 };

/// Totals by search and organisations.
pub(super) type Totals = Recent<(Expr, Box<[OrganizationOrdinal]>), u64, TOTALS_MAX>;

impl Segment {
    /// What [`Segment::remember_total`] was told.
    pub(crate) fn known_total(
        &self,
        organizations: &[OrganizationOrdinal],
        expr: &Expr,
    ) -> Option<u64> {
        self.inner.totals.find(|(known, own)| known == expr && **own == *organizations)
    }

    /// Remembers how many entries of `organizations`, of whatever time, match `expr`.
    pub(crate) fn remember_total(
        &self,
        organizations: &[OrganizationOrdinal],
        expr: &Expr,
        total: u64,
    ) {
        self.inner.totals.add((expr.clone(), organizations.into()), total, 1);
    }
}
