//! `/views/bulk-operations`: operations that made many entries, or updated many records.
//!
//! The search language has no sums over entries. So the newest entries that belong to an operation
//! are gathered by their correlation id, and the page says how far back it looked.

use std::collections::HashMap;
use std::num::NonZeroUsize;

use annals_desk::{LogReading, LogSearch};
use annals_model::{Allow, Millis, Number, OrganizationOrdinal, TimeRange, limits};
use annals_query::{Expr, Field, Has, Term};
use annals_store::{Entry, PageRequest, Position, Result, Search, Snapshot};
use annals_viewer::fault::RequestFault;
use annals_viewer::pages::operations::{Operation, OperationsView, operations};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::filters;
use super::super::selected::refused;
use crate::error::Failure;
use crate::middleware::Requester;
use crate::readings::{Part, Reading, Shows};
use crate::session::Visitor;
use crate::state::AppState;

/// What is looked through, as it would be typed.
const SEARCH: &str = "has:correlation";
/// From so many entries or records on an operation is listed.
const BULK_MIN: u64 = 20;
/// Entries of operations that one page looks through: each is read whole, which takes some tens of
/// microseconds.
const ENTRIES_MAX: usize = 5_000;

/// An operation as far as the entries that were looked through tell.
struct Seen {
    newest: Entry,
    entries: u64,
    records: u64,
}

/// What was looked through.
struct Found {
    operations: Vec<(Seen, u64)>,
    /// The entry at which it was stopped.
    until: Option<Position>,
}

/// The list of operations; `before` says where an earlier page stopped.
pub(super) async fn answer(
    state: &AppState,
    visitor: &Visitor,
    requester: Requester,
    pairs: Vec<(String, String)>,
) -> std::result::Result<Response, Failure> {
    let before = pairs.iter().find(|(name, _)| name == "before");
    let principal = &visitor.signed_in.principal;
    let (organization, allow) = state.allow_place(principal, &visitor.place)?;
    let below = visitor.place.below;
    let after = before.map(|(_, place)| parse(place, organization.ordinal)).transpose()?;
    let before = after.as_ref().map(|place| place.occurred_at);
    let zone = super::super::zone::of_organization(state, &organization);
    let time = TimeRange { from: None, to: before.map(|at| Millis(at.0 + 1)) };
    let found = state.search(principal, move |snapshot| find(snapshot, &allow, after)).await?;
    let everything = LogSearch::everything(organization.ordinal);
    let search = LogSearch { below, text: SEARCH.to_owned(), time, ..everything };
    let reading = Reading {
        what: LogReading::Search(search),
        asked: Reading::asked(below, SEARCH),
        shows: Shows::Anything,
        part: if before.is_some() { Part::Rest } else { Part::First },
    };
    let by = visitor.by(requester.client);
    state.readings.tell(&by, reading).await?;
    let page = OperationsView {
        frame: super::super::frame(state, visitor),
        operations: found
            .operations
            .into_iter()
            .map(|(seen, entries)| Operation {
                id: seen.newest.event.correlation_id.unwrap_or_default(),
                label: seen.newest.event.label,
                actor: seen.newest.event.actor,
                last: super::super::zoned(seen.newest.event.occurred_at, &zone),
                records: seen.records,
                is_whole: seen.entries == entries,
                entries,
            })
            .collect(),
        before: before.map(|at| super::super::zoned(at, &zone)),
        until: found
            .until
            .map(|at| (print(&at, below), super::super::zoned(at.occurred_at, &zone))),
        entries_max: ENTRIES_MAX as u64,
    };
    Ok(super::super::html(StatusCode::OK, operations(&page)))
}

/// The place of an entry, for an address. Its time alone would not do: an import may have thousands
/// of entries of one millisecond; nor would its number, where there are several logs.
fn print(place: &Position, below: bool) -> String {
    let Position { occurred_at, number, organization, .. } = place;
    let log = if below { format!("/{}", organization.0) } else { String::new() };
    format!("{occurred_at}/{}{log}", number.0)
}

fn parse(place: &str, organization: OrganizationOrdinal) -> std::result::Result<Position, Failure> {
    let refused = || refused(RequestFault::NoPlace(place.to_owned()));
    let (at, number) = place.split_once('/').ok_or_else(refused)?;
    let (number, organization) = match number.split_once('/') {
        None => (number, organization),
        Some((number, log)) => {
            (number, log.parse().map(OrganizationOrdinal).map_err(|_| refused())?)
        }
    };
    let occurred_at = Millis::parse(at).map_err(|_| refused())?;
    let number = number.parse().map(Number).map_err(|_| refused())?;
    Ok(Position { value: Vec::new(), occurred_at, organization, number })
}

fn find(snapshot: &Snapshot, allow: &Allow, after: Option<Position>) -> Result<Found> {
    let expr = Expr::Term(Term::Has(Has::Correlation));
    let (seen, until) = look_through(snapshot, &Search { allow, expr: &expr }, after)?;
    let mut operations = Vec::new();
    for (id, seen) in seen {
        if seen.entries >= BULK_MIN || seen.records >= BULK_MIN {
            // The operation may have begun before the oldest entry that was looked at.
            let expr = filters::field(Field::Correlation, &id);
            let entries = snapshot.total(&Search { allow, expr: &expr })?;
            operations.push((seen, entries));
        }
    }
    operations.sort_by(|(a, _), (b, _)| {
        let (a, b) = (&a.newest.event, &b.newest.event);
        b.occurred_at.cmp(&a.occurred_at).then_with(|| a.correlation_id.cmp(&b.correlation_id))
    });
    Ok(Found { operations, until })
}

/// Gathers entries, newest first, by their operation; also returns where it stopped.
fn look_through(
    snapshot: &Snapshot,
    search: &Search<'_>,
    after: Option<Position>,
) -> Result<(HashMap<String, Seen>, Option<Position>)> {
    let mut operations: HashMap<String, Seen> = HashMap::new();
    let rows_max = NonZeroUsize::new(limits::PAGE_ROWS_MAX).unwrap_or(NonZeroUsize::MIN);
    let mut request = PageRequest { after, ..PageRequest::newest(rows_max) };
    for _ in 0..ENTRIES_MAX.div_ceil(limits::PAGE_ROWS_MAX) {
        let mut page = snapshot.page(search, &request)?;
        for entry in page.entries {
            add(&mut operations, entry);
        }
        request.after = page.positions.pop();
        if !page.more {
            return Ok((operations, None));
        }
    }
    Ok((operations, request.after))
}

fn add(operations: &mut HashMap<String, Seen>, entry: Entry) {
    let Some(id) = entry.event.correlation_id.clone() else { return };
    let records = entry.event.records.len() as u64;
    let seen = operations.entry(id);
    let seen = seen.or_insert_with(|| Seen { newest: entry, entries: 0, records: 0 });
    seen.entries += 1;
    seen.records += records;
}
