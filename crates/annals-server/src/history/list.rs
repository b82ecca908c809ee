//! The entries that tell of a record's properties, page by page.

use std::num::NonZeroUsize;

use annals_model::{Allow, Change, EventType, Millis, RecordKey, TimeRange};
use annals_query::{Expr, Term};
use annals_store::{Entry, PageRequest, Position, Result, Search, Snapshot};

use super::{Told, of_property, on};

/// Entries of one page.
pub const ROWS_MAX: usize = 200;
/// The same if nothing else is asked for.
pub const ROWS_DEFAULT: usize = 50;
/// Changes after which a page ends: an entry may have a thousand.
pub(super) const PAGE_CHANGES_MAX: usize = 500;
/// Entries that are read for one page. Of a record with thousands of others below it a page may
/// end before it is full, and then says how far it goes.
pub(super) const PAGE_READ_MAX: usize = 1_000;
/// Entries that are read at once.
const STEP: usize = 100;

/// What is asked of a history.
#[derive(Clone, Debug)]
pub struct HistoryPage {
    /// The record.
    pub key: RecordKey,
    /// Of one property only, by its machine name.
    pub property: Option<String>,
    /// Of what happened before this moment only.
    pub end: Option<Millis>,
    /// Behind this entry.
    pub after: Option<Position>,
    /// At most so many, up to [`ROWS_MAX`].
    pub rows_max: usize,
}

/// An entry, and what it tells of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// Who and when.
    pub told: Told,
    /// Whether the record came into being, changed or went away.
    pub kind: EventType,
    /// Whether that is so; see [`annals_model::Effect::is_of_life`].
    pub is_of_life: bool,
    /// What of it changed.
    pub changes: Vec<Change>,
    /// How many other records the entry changed, of which it doesn't tell what was whose.
    pub others: usize,
}

/// What was found of a history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Newest first.
    pub rows: Vec<HistoryRow>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Position>,
    /// Until when it was read, if reading ended before the page was full.
    pub read_to: Option<Millis>,
}

/// A page of the history of a record, newest first, of what `allow` allows.
pub fn list(snapshot: &Snapshot, allow: &Allow, asked: &HistoryPage) -> Result<Listed> {
    let mut listed = Listed::default();
    let mut parts = vec![on(&asked.key)];
    if let Some(end) = asked.end {
        parts.push(Expr::Term(Term::Time(TimeRange { from: None, to: Some(end) })));
    }
    match asked.property.as_deref().map(of_property) {
        Some(None) => return Ok(listed),
        Some(Some(changed)) => parts.push(changed),
        None => {}
    }
    let expr = Expr::And(parts).normal();
    let search = Search { allow, expr: &expr };
    let (mut after, mut read, mut changes) = (asked.after.clone(), 0, 0);
    let rows_max = asked.rows_max.clamp(1, ROWS_MAX);
    while read < PAGE_READ_MAX {
        let rows_max_now = NonZeroUsize::new(STEP).unwrap_or(NonZeroUsize::MIN);
        let request = PageRequest { after, ..PageRequest::newest(rows_max_now) };
        let page = snapshot.page(&search, &request)?;
        let count = page.entries.len();
        for (at, (entry, position)) in page.entries.iter().zip(&page.positions).enumerate() {
            let Some(row) = row(entry, asked) else { continue };
            changes += row.changes.len();
            listed.rows.push(row);
            if listed.rows.len() >= rows_max || changes >= PAGE_CHANGES_MAX {
                let has_more = page.more || at + 1 < count;
                listed.next = has_more.then(|| position.clone());
                return Ok(listed);
            }
        }
        if !page.more {
            return Ok(listed);
        }
        read += count;
        after = page.positions.into_iter().next_back();
    }
    listed.read_to = after.as_ref().map(|after| after.occurred_at);
    listed.next = after;
    Ok(listed)
}

fn row(entry: &Entry, asked: &HistoryPage) -> Option<HistoryRow> {
    let effect = entry.event.effect_on(&asked.key)?;
    let is_asked =
        |change: &&Change| asked.property.as_deref().is_none_or(|one| one == change.property);
    let changes: Vec<Change> = effect.changes.iter().filter(is_asked).cloned().collect();
    let tells = !changes.is_empty() || (asked.property.is_none() && effect.is_of_life);
    tells.then(|| HistoryRow {
        told: Told::of(entry),
        kind: effect.kind,
        is_of_life: effect.is_of_life,
        changes,
        others: effect.others,
    })
}
