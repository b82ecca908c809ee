//! At the address of an entry that is not there: whether it was deleted.
//!
//! Only an entry that whoever asks may see says so, the one that tells of the deletion. For
//! everyone else what was deleted is as absent as what never was.

use std::num::NonZeroUsize;

use annals_desk::{Client, DELETED};
use annals_model::limits::PAGE_ROWS_MAX;
use annals_model::{Event, Number};
use annals_store::{PageRequest, Search};
use annals_viewer::components::entry_table::EntryRow;
use annals_viewer::pages::gone::gone;
use annals_viewer::{Filter, LogAddress};
use axum::http::StatusCode;
use axum::response::Response;

use super::{filters, zone};
use crate::error::Failure;
use crate::readings::Reading;
use crate::session::Visitor;
use crate::state::AppState;

/// The page, if a deletion that the visitor may see names the entry. Deletions before the newest
/// [`PAGE_ROWS_MAX`] are not looked at, nor those of too many scattered entries to list.
pub(super) async fn page(
    state: &AppState,
    visitor: &Visitor,
    client: Client,
    number: &str,
    address: &LogAddress,
) -> Result<Option<Response>, Failure> {
    let Ok(number) = number.parse().map(Number) else { return Ok(None) };
    let principal = &visitor.signed_in.principal;
    let (organization, allow) = state.allow_place(principal, &address.place.of_entry())?;
    let found = state
        .search(principal, move |snapshot| {
            let expr = filters::of_value(Filter::Action, DELETED);
            let rows = NonZeroUsize::new(PAGE_ROWS_MAX).unwrap_or(NonZeroUsize::MIN);
            let search = Search { allow: &allow, expr: &expr };
            let page = snapshot.page(&search, &PageRequest::newest(rows))?;
            Ok(page.entries.into_iter().find(|entry| names(&entry.event, number)))
        })
        .await?;
    let Some(found) = found else { return Ok(None) };
    state.readings.tell(&visitor.by(client), Reading::of(&found)).await?;
    let occurred_at =
        super::zoned(found.event.occurred_at, &zone::of(state, address, &organization));
    let trace = EntryRow {
        number: found.number.0,
        occurred_at,
        organization: organization.name,
        event: found.event,
        opens: true,
    };
    let page = gone(&super::frame(state, visitor), address, number.0, &trace);
    Ok(Some(super::html(StatusCode::GONE, page)))
}

/// Whether the entry that tells of a deletion lists `number`: "3-7, 12".
fn names(trace: &Event, Number(number): Number) -> bool {
    let told = trace.details.iter().find(|detail| detail.key == "numbers");
    let Some(list) = told.and_then(|told| told.value.as_ref()) else { return false };
    lists(&list.display(), number)
}

fn lists(list: &str, number: u64) -> bool {
    list.split(", ").any(|part| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let bounds = (first.parse::<u64>(), last.parse::<u64>());
        matches!(bounds, (Ok(first), Ok(last)) if (first..=last).contains(&number))
    })
}

#[cfg(test)]
mod tests {
    use super::lists;

    #[test]
    fn a_list_of_numbers_has_ranges() {
        for (list, number, expected) in [
            ("7", 7, true),
            ("7", 77, false),
            ("3-5, 12, 14-15", 4, true),
            ("3-5, 12, 14-15", 12, true),
            ("3-5, 12, 14-15", 13, false),
            ("3-5, 12, 14-15", 15, true),
            // Which of those between went isn't said.
            ("3 … 90211", 3, false),
            ("", 0, false),
        ] {
            assert_eq!(lists(list, number), expected, "{list}: {number}");
        }
    }
}
