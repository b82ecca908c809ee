//! `/delete`: what of a search would be deleted, and, posted, the deletion; `/deletions/{number}`:
//! what was deleted.
//!
//! The form says what was looked at (see [`crate::deletion`]). Whatever does not lead to a deletion
//! leads to another look, at things as they are by then.

mod asked;
mod each;

use annals_desk::Client;
use annals_model::{Number, Permission, Principal};
use annals_store::Entry;
use annals_viewer::components::entry_table::EntryRow;
use annals_viewer::fault::RequestFault;
use annals_viewer::pages::deletion::{DeletedView, DeletionForm, deleted};
use annals_viewer::{LogAddress, Place};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use self::asked::Asked;
use super::selected::{moment, refused, ticked};
use super::{branches, page, zone};
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::readings::Reading;
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

type Pairs = Query<Vec<(String, String)>>;

/// From the ticked boxes to the page that names them in its address.
pub(super) async fn select(
    State(state): State<AppState>,
    Query(pairs): Pairs,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let none = || refused(RequestFault::NothingSelected);
        let selection = ticked(&form)?.ok_or_else(none)?;
        let href = LogAddress::read(pairs).0.delete_href(&selection);
        Ok(Redirect::to(&href).into_response())
    };
    page(&state, &visitor, made).await
}

/// Whether a page of the log offers to delete what is ticked: in all organisations that it shows.
pub(super) fn may_delete(state: &AppState, principal: &Principal, place: &Place) -> bool {
    state.allow_in(principal, place, Permission::DeleteEvents).is_ok()
        && state.allow_place(principal, place).is_ok()
}

/// What would be deleted.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Query(pairs): Pairs,
) -> Response {
    let look = async {
        let at = state.config.clock.now();
        let asked = Asked::new(&state, &visitor, requester.client, pairs, at).await?;
        asked.page(&state, StatusCode::OK, None, DeletionForm::default()).await
    };
    page(&state, &visitor, look).await
}

/// What the form says.
#[derive(serde::Deserialize)]
pub(super) struct OrderForm {
    entries: u64,
    digest: String,
    before: u64,
    at: String,
    reason: String,
    confirm: String,
}

/// The deletion.
pub(super) async fn delete(
    State(state): State<AppState>,
    requester: Requester,
    Query(pairs): Pairs,
    CheckedForm { visitor, form }: CheckedForm<OrderForm>,
) -> Response {
    let done = async {
        let at = moment(&form.at)?;
        let asked = Asked::new(&state, &visitor, requester.client, pairs, at).await?;
        asked.delete(&state, form).await
    };
    page(&state, &visitor, done).await
}

/// What was deleted, as the entry that tells of it says.
pub(super) async fn done(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Path(number): Path<String>,
    Query(pairs): Pairs,
) -> Response {
    let made = async {
        let address = LogAddress::read(pairs).0;
        let trace = trace(&state, &visitor, requester.client, &number, &address).await?;
        let frame = super::frame(&state, &visitor);
        Ok(super::html(StatusCode::OK, deleted(&DeletedView { frame, address, trace })))
    };
    page(&state, &visitor, made).await
}

async fn trace(
    state: &AppState,
    visitor: &Visitor,
    client: Client,
    number: &str,
    address: &LogAddress,
) -> Result<EntryRow, Failure> {
    let absent = || Failure::new(Code::NotFound, "there is no such deletion");
    let number = number.parse().map(Number).map_err(|_| absent())?;
    let principal = &visitor.signed_in.principal;
    let (organization, allow) = state.allow_place(principal, &address.place.of_entry())?;
    let ordinal = organization.ordinal;
    let found = state
        .search(principal, move |snapshot| snapshot.by_number(&allow, ordinal, number))
        .await?;
    let found =
        found.filter(|found| found.event.action == annals_desk::DELETED).ok_or_else(absent)?;
    let by = visitor.by(client);
    state.readings.tell(&by, Reading::of(&found)).await?;
    let Entry { number, event, .. } = found;
    let occurred_at = super::zoned(event.occurred_at, &zone::of(state, address, &organization));
    let opens = branches::may(state, principal, ordinal, Permission::ReadEventDetails);
    let organization = organization.name;
    Ok(EntryRow { number: number.0, occurred_at, organization, event, opens })
}
