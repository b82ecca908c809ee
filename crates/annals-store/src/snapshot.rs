//! One immutable view of everything that was committed when it was taken.

use std::sync::Arc;

use annals_model::{Allow, AllowDeletion, EventId, Millis, Number, OrganizationOrdinal};
use annals_proof::{Commitment, Hash};
use annals_query::Expr;
use roaring::RoaringBitmap;

use crate::search::View;
use crate::state::Published;
use crate::{
    Deletable, Disclosed, Entry, FacetField, FacetValue, Held, Interrupt, Page, PageRequest,
    Result, Search,
};

/// One immutable view: sealing, compaction and deletion never change it.
pub struct Snapshot {
    published: Arc<Published>,
    interrupt: Interrupt,
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
        Self { published, interrupt: Interrupt::default() }
    }

    /// The same view; its searches end with [`Error::Interrupted`] when `interrupt` is raised.
    ///
    /// [`Error::Interrupted`]: crate::Error::Interrupted
    pub fn until(&self, interrupt: &Interrupt) -> Self {
        Self { published: Arc::clone(&self.published), interrupt: interrupt.clone() }
    }

    fn view(&self) -> View<'_> {
        let Published { files, tail, .. } = &*self.published;
        View::new(
            files.iter().chain(tail).map(|part| (&part.segment, &*part.dead)),
            &self.interrupt,
        )
    }

    /// Rows of a search.
    pub fn page(&self, search: &Search<'_>, request: &PageRequest) -> Result<Page> {
        self.view().page(search, request)
    }

    /// The exact number of entries of a search.
    pub fn total(&self, search: &Search<'_>) -> Result<u64> {
        self.view().total(search)
    }

    /// The most frequent values of `field` with exact counts, most frequent first.
    pub fn facet(
        &self,
        search: &Search<'_>,
        field: FacetField,
        values_max: usize,
    ) -> Result<Vec<FacetValue>> {
        Ok(self.facets(search, &[field], values_max)?.pop().unwrap_or_default())
    }

    /// The same of several fields, in their order, for hardly more than of one.
    pub fn facets(
        &self,
        search: &Search<'_>,
        fields: &[FacetField],
        values_max: usize,
    ) -> Result<Vec<Vec<FacetValue>>> {
        self.view().facets(search, fields, values_max)
    }

    /// Machine names of the properties that entries of a search changed, by name, the first `max`.
    pub fn properties(&self, search: &Search<'_>, max: usize) -> Result<Vec<String>> {
        self.view().properties(search, max)
    }

    /// How many entries lie between neighbouring edges: `edges.len() - 1` counts.
    pub fn histogram(&self, search: &Search<'_>, edges: &[Millis]) -> Result<Vec<u64>> {
        self.view().histogram(search, edges)
    }

    /// The earliest and latest `occurred_at` of a search.
    pub fn time_bounds(&self, search: &Search<'_>) -> Result<Option<(Millis, Millis)>> {
        self.view().time_bounds(search)
    }

    /// The entry with the sender's id in one of the allowed organisations.
    pub fn by_id(&self, allow: &Allow, id: &EventId) -> Result<Option<Entry>> {
        self.view().by_id(allow, id)
    }

    /// The entry with this number.
    pub fn by_number(
        &self,
        allow: &Allow,
        organization: OrganizationOrdinal,
        number: Number,
    ) -> Result<Option<Entry>> {
        self.view().by_number(allow, organization, number)
    }

    /// Entries that match, from number `from` on, by number: what tails and streams advance by.
    /// Also returns the number after the last one looked at.
    pub fn follow(
        &self,
        search: &Search<'_>,
        organization: OrganizationOrdinal,
        from: Number,
        rows_max: usize,
    ) -> Result<(Vec<Entry>, Number)> {
        self.view().follow(search, organization, from, rows_max)
    }

    /// How many entries of a search in one log have the number `from` or a higher one.
    pub fn count_from(
        &self,
        search: &Search<'_>,
        organization: OrganizationOrdinal,
        from: Number,
    ) -> Result<u64> {
        self.view().count_from(search, organization, from)
    }

    /// The entries of a search that may be deleted and are not `held`, of those with numbers before
    /// `end`: with the size of the log as it was when someone looked, nothing is among them that
    /// came since.
    pub fn deletable(
        &self,
        allow: &AllowDeletion,
        expr: &Expr,
        end: Number,
        held: &Held,
    ) -> Result<Deletable> {
        let found = self.view().deletable(allow, expr, end, held)?;
        let parts: Vec<_> = self.published.files.iter().chain(&self.published.tail).collect();
        let nowhere = parts.iter().map(|part| (part.id, RoaringBitmap::new()));
        let places = found.places.into_iter().map(|(index, places)| (parts[index].id, places));
        Ok(Deletable {
            organization: allow.organization(),
            numbers: found.numbers,
            places: nowhere.chain(places).collect(),
            bounds: found.bounds,
            kept: found.kept,
            held: found.held,
            held_by: found.held_by,
            held_in: held.state.clone(),
        })
    }

    /// What the commitments to the entries with these numbers were computed from, in the order
    /// asked for; `None` for those that are gone, or not for the one who asks.
    pub fn disclose(
        &self,
        allow: &Allow,
        wanted: &[(OrganizationOrdinal, Number)],
    ) -> Result<Vec<Option<Disclosed>>> {
        crate::disclose::disclose(&self.published, allow, wanted)
    }

    /// How many entries the organisation's log has, deleted ones included.
    pub fn log_size(&self, organization: OrganizationOrdinal) -> u64 {
        self.published.log_size(organization)
    }
}
