//! One immutable view of everything that was committed when it was taken.

use std::sync::Arc;

use annals_model::{Allow, EventId, Millis, Number, OrganizationOrdinal};
use annals_proof::{Commitment, Hash};

use crate::state::Published;
use crate::{Entry, FacetField, FacetValue, Page, PageRequest, Result, Search};

/// One immutable view: sealing, compaction and deletion never change it.
pub struct Snapshot {
    published: Arc<Published>,
}

/// What proves that an entry is in its organisation's log.
#[derive(Clone, Debug)]
pub struct EntryProof {
    /// The entry's number.
    pub number: Number,
    /// The commitment to the entry.
    pub commitment: Commitment,
    /// Size of the tree.
    pub tree_size: u64,
    /// Root of the tree.
    pub root: Hash,
    /// Sibling hashes from the leaf to the root.
    pub path: Vec<Hash>,
}

impl Snapshot {
    pub(crate) fn new(published: Arc<Published>) -> Self {
        Self { published }
    }

    /// Rows of a search.
    pub fn page(&self, _search: &Search<'_>, _request: &PageRequest) -> Result<Page> {
        unimplemented!()
    }

    /// The exact number of entries of a search.
    pub fn total(&self, _search: &Search<'_>) -> Result<u64> {
        unimplemented!()
    }

    /// The most frequent values of `field` with exact counts, most frequent first.
    pub fn facet(
        &self,
        _search: &Search<'_>,
        _field: FacetField,
        _values_max: usize,
    ) -> Result<Vec<FacetValue>> {
        unimplemented!()
    }

    /// How many entries lie between neighbouring edges: `edges.len() - 1` counts.
    pub fn histogram(&self, _search: &Search<'_>, _edges: &[Millis]) -> Result<Vec<u64>> {
        unimplemented!()
    }

    /// The earliest and latest `occurred_at` of a search.
    pub fn time_bounds(&self, _search: &Search<'_>) -> Result<Option<(Millis, Millis)>> {
        unimplemented!()
    }

    /// The entry with the sender's id in one of the allowed organisations.
    pub fn by_id(&self, _allow: &Allow, _id: &EventId) -> Result<Option<Entry>> {
        unimplemented!()
    }

    /// The entry with this number.
    pub fn by_number(
        &self,
        _allow: &Allow,
        _organization: OrganizationOrdinal,
        _number: Number,
    ) -> Result<Option<Entry>> {
        unimplemented!()
    }

    /// Entries that match, from number `from` on, by number: what tails and streams advance by.
    /// Also returns the number after the last one looked at.
    pub fn follow(
        &self,
        _search: &Search<'_>,
        _organization: OrganizationOrdinal,
        _from: Number,
        _rows_max: usize,
    ) -> Result<(Vec<Entry>, Number)> {
        unimplemented!()
    }

    /// How many entries the organisation's log has, deleted ones included.
    pub fn log_size(&self, organization: OrganizationOrdinal) -> u64 {
        self.published.log_size(organization)
    }
}
