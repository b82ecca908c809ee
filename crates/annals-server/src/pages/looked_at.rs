//! A look at entries that may be deleted: all figures of one snapshot.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use annals_model::limits::SELECTED_ENTRIES_MAX;
use annals_model::{AllowDeletion, Number};
use annals_query::Expr;
use annals_store::{
    Deletable, Entry, FacetField, FacetValue, Held, PageRequest, Result, Search, Snapshot,
    may_delete, without_reserved,
};
use annals_viewer::pages::deletion::Figure;

/// Lines of figures.
const FIGURES_MAX: usize = 8;
/// Entries that are shown.
const SAMPLE_ROWS: usize = 5;

/// What is seen.
pub(super) struct Looked {
    /// What may be deleted, for each search.
    pub(super) found: Vec<Deletable>,
    /// The size of the log; of several, of the largest.
    pub(super) before: Number,
    pub(super) actions: Vec<Figure>,
    pub(super) users: Vec<Figure>,
    /// The newest.
    pub(super) sample: Vec<Entry>,
}

/// Looks at what of searches may be deleted, each in another organisation.
pub(super) fn look(
    snapshot: &Snapshot,
    searches: &[(&AllowDeletion, &Expr, &Held)],
) -> Result<Looked> {
    let size = |allow: &AllowDeletion| snapshot.log_size(allow.organization());
    let before = Number(searches.iter().map(|(allow, ..)| size(allow)).max().unwrap_or(0));
    let (mut found, mut sample) = (Vec::new(), Vec::new());
    let (mut actions, mut users) = (Counted::default(), Counted::default());
    // Of several organisations few entries were ticked, and all of their values are added up.
    let values_max = if searches.len() > 1 { SELECTED_ENTRIES_MAX } else { FIGURES_MAX };
    for (allow, expr, held) in searches {
        let deletable = snapshot.deletable(allow, expr, before, held)?;
        let narrowed = match deletable.kept() {
            0 => (*expr).clone(),
            _ => without_reserved(expr),
        };
        let narrowed = match deletable.held() {
            0 => narrowed,
            _ => held.left_of(&narrowed),
        };
        let search = Search { allow: allow.readable(), expr: &narrowed };
        let fields = [FacetField::Action, FacetField::Actor];
        let counted = snapshot.facets(&search, &fields, values_max)?;
        for (values, all) in counted.into_iter().zip([&mut actions, &mut users]) {
            all.add(values);
        }
        let rows_max = NonZeroUsize::new(SAMPLE_ROWS).unwrap_or(NonZeroUsize::MIN);
        sample.extend(snapshot.page(&search, &PageRequest::newest(rows_max))?.entries);
        found.push(deletable);
    }
    sample.retain(|entry| may_delete(&entry.event));
    sample.sort_by_key(|entry| Reverse(entry.event.occurred_at));
    sample.truncate(SAMPLE_ROWS);
    Ok(Looked { found, before, actions: actions.figures(), users: users.figures(), sample })
}

/// Values of several searches, each with its label and how many there are.
#[derive(Default)]
struct Counted(BTreeMap<String, (String, u64)>);

impl Counted {
    fn add(&mut self, values: Vec<FacetValue>) {
        for FacetValue { value, label, count, .. } in values {
            self.0.entry(value).or_insert((label, 0)).1 += count;
        }
    }

    /// The most frequent.
    fn figures(self) -> Vec<Figure> {
        let all = self.0.into_values().map(|(label, count)| Figure { label, count });
        let mut all: Vec<Figure> = all.collect();
        all.sort_by_key(|figure| Reverse(figure.count));
        all.truncate(FIGURES_MAX);
        all
    }
}
