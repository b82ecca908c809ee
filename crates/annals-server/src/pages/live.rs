//! `/live`: the entries of the log page's search as they come, as rows of its table.

use annals_model::{Permission, Principal};
use annals_query::{Context, print};
use annals_store::Entry;
use annals_viewer::components::entry_table::{EntryRow, rows};
use annals_viewer::fault::RequestFault;
use annals_viewer::messages::{in_language, language};
use annals_viewer::{Column, Look, Selection};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::branches::may_in;
use super::selected::{Selected, refused};
use super::{around, columns};
use crate::api::caller::Caller;
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::readings::{Part, Reading, Shows};
use crate::session::Visitor;
use crate::state::AppState;
use crate::tail::{self, Followed, WriteData};
use crate::wire::{LOGS_MAX, Progress, write_text};

/// A browser that missed more entries skips them: it shows no more rows than that.
const BEHIND_MAX: u64 = annals_viewer::components::live::ROWS_MAX;

/// The page's address, and in `after` the number of the last entry that it knows; who comes back
/// says that with `Last-Event-ID`.
pub(super) async fn stream(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Query(mut pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let seat = state.seats.take(&visitor.signed_in.principal.id)?;
    let after = pairs.iter().position(|(name, _)| name == "after").map(|at| pairs.remove(at).1);
    let last = headers.get("last-event-id").map(|value| value.to_str().unwrap_or_default());
    let now = state.config.clock.now();
    let selected = Selected::new(&state, &visitor, pairs, Selection::All, now).await?;
    let (place, below) = (selected.organization.ordinal, selected.address.place.below);
    if below && selected.find.allow.organizations().len() > LOGS_MAX {
        return Err(refused(RequestFault::TooManyLogs(LOGS_MAX as u64)));
    }
    let one = (!below).then_some(place);
    let resumed = last.or(after.as_deref()).map(|id| Progress::parse(id, one));
    let invalid = |reason| Failure::new(Code::InvalidParameter, reason);
    let resumed = resumed.transpose().map_err(invalid)?;
    let caller = Caller::signed_in(visitor, requester.client);
    // The page was told as the reading; not the hours through which it is followed.
    state.readings.tell(&caller.by, reading(&selected)).await?;
    let followed = Followed {
        place,
        below,
        allow: selected.find.allow.clone(),
        expr: selected.find.expr.clone(),
        behind_max: Some(BEHIND_MAX),
    };
    let mut look = selected.address.look(columns::usual(&headers));
    if below {
        look.columns = look.columns.beginning_with(Column::Organization);
    }
    let write_data = write_rows(&state, caller.by.principal.clone(), selected, look);
    tail::stream(&state, caller, followed, resumed, write_data, seat)
}

fn reading(selected: &Selected) -> Reading {
    let context = Context { prefix_last_word: false, ..selected.context.clone() };
    Reading {
        what: annals_desk::LogReading::Search(selected.told.clone()),
        asked: Reading::asked(selected.address.place.below, &print(&selected.find.expr, &context)),
        shows: Shows::of(&selected.find.expr),
        part: Part::Rest,
    }
}

/// Each entry as the row that the table has of it, in a JSON string, which has no line ends.
fn write_rows(state: &AppState, reader: Principal, selected: Selected, look: Look) -> WriteData {
    let catalogue = state.catalogue(selected.organization.ordinal);
    let store = state.store.clone();
    let language = language();
    Box::new(move |out, entry: &Entry| {
        let tree = store.organizations();
        let row = EntryRow {
            number: entry.number.0,
            organization: around::name(&tree, entry.organization),
            occurred_at: super::zoned(entry.event.occurred_at, &selected.context.zone),
            event: entry.event.clone(),
            opens: may_in(&tree, &reader, entry.organization, Permission::ReadEventDetails),
        };
        let row = || rows(&[row], &catalogue, &selected.address, &look);
        let row = in_language(language, row);
        write_text(out, &row.into_string());
    })
}
