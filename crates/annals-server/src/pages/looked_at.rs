//! A look at entries that may be deleted: all figures of one snapshot.

use std::num::NonZeroUsize;

use annals_model::{AllowDeletion, Number};
use annals_query::Expr;
use annals_store::{
    Deletable, Entry, FacetField, FacetValue, PageRequest, Result, Search, Snapshot, may_delete,
    without_reserved,
};
use annals_viewer::pages::deletion::Figure;

/// Lines of figures.
const FIGURES_MAX: usize = 8;
/// Entries that are shown.
const SAMPLE_ROWS: usize = 5;

/// What is seen.
pub(super) struct Looked {
    pub(super) found: Deletable,
    /// The size of the log.
    pub(super) before: Number,
    pub(super) actions: Vec<Figure>,
    pub(super) users: Vec<Figure>,
    /// The newest.
    pub(super) sample: Vec<Entry>,
}

/// Looks at what of a search may be deleted.
pub(super) fn look(snapshot: &Snapshot, allow: &AllowDeletion, expr: &Expr) -> Result<Looked> {
    let before = Number(snapshot.log_size(allow.organization()));
    let found = snapshot.deletable(allow, expr, before)?;
    let narrowed = match found.kept() {
        0 => expr.clone(),
        _ => without_reserved(expr),
    };
    let search = Search { allow: allow.readable(), expr: &narrowed };
    let fields = [FacetField::Action, FacetField::Actor];
    let figures = |values: Vec<FacetValue>| {
        let figure = |FacetValue { label, count, .. }| Figure { label, count };
        values.into_iter().map(figure).collect()
    };
    let mut counted = snapshot.facets(&search, &fields, FIGURES_MAX)?.into_iter().map(figures);
    let (actions, users) = (counted.next().unwrap_or_default(), counted.next().unwrap_or_default());
    let rows_max = NonZeroUsize::new(SAMPLE_ROWS).unwrap_or(NonZeroUsize::MIN);
    let request = PageRequest::newest(rows_max);
    let mut sample = snapshot.page(&search, &request)?.entries;
    sample.retain(|entry| may_delete(&entry.event));
    Ok(Looked { found, before, actions, users, sample })
}
