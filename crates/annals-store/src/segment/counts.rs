//! How often each value of a field occurs among what a search finds of some organisations in a
//! segment.
//!
//! Counts over hundreds of organisations would go through thousands of slices for every page, and
//! segments stay as they are: only what came since needs counting.

use std::sync::Arc;

use annals_model::OrganizationOrdinal;
use annals_query::Expr;

use super::Segment;
use super::recent::Recent;
use super::values::Hash;
use crate::terms::TermField;

/// So many values, each 48 bytes, are remembered of a segment, of whatever searches ..
pub(super) const COUNTED_MAX: usize = if cfg!(test) { 8 } else { 1 << 16 };
/// .. in so many answers: what was asked takes memory too, 4 bytes for each organisation and the
/// search, whether anything was found or not.
pub(crate) const ANSWERS_MAX: usize = if cfg!(test) { 4 } else { 64 };

/// A term of one of the slices, which stands for the same term of the others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    /// The term.
    pub(crate) term: Hash,
    /// What it counts towards.
    pub(crate) value: Hash,
    /// How many entries have it.
    pub(crate) count: u64,
    /// The slice's place in the segment.
    pub(crate) slice: u32,
    /// The term's code there.
    pub(crate) code: u32,
}

/// What counts are of.
type Asked = (TermField, Expr, Box<[OrganizationOrdinal]>);

/// Counts by field, search and organisations.
pub(super) type Counts = Recent<Asked, Arc<[Counted]>, COUNTED_MAX>;

impl Segment {
    /// What [`Segment::remember_counts`] was told.
    pub(crate) fn known_counts(
        &self,
        organizations: &[OrganizationOrdinal],
        expr: &Expr,
        field: TermField,
    ) -> Option<Arc<[Counted]>> {
        let is_asked =
            |(of, known, own): &Asked| *of == field && known == expr && **own == *organizations;
        self.inner.counts.find(is_asked)
    }

    /// Remembers the counts of all entries of `organizations`, of whatever time, that match `expr`.
    pub(crate) fn remember_counts(
        &self,
        organizations: &[OrganizationOrdinal],
        expr: &Expr,
        field: TermField,
        counts: Arc<[Counted]>,
    ) {
        let weight = counts.len().max(COUNTED_MAX / ANSWERS_MAX);
        self.inner.counts.add((field, expr.clone(), organizations.into()), counts, weight);
    }
}
