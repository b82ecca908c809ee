//! `/delete`: what of a search would be deleted, and, posted, the deletion; `/deletions/{number}`:
//! what was deleted.
//!
//! The form says what was looked at (see [`crate::deletion`]). Whatever does not lead to a deletion
//! leads to another look, at things as they are by then.

use annals_desk::{By, Client, LogDeletion, LogReading, REASON_CHARS_MAX, Reason};
use annals_model::{AllowDeletion, Millis, Number, Permission};
use annals_query::print;
use annals_store::{Deletable, Entry};
use annals_viewer::components::entry_table::EntryRow;
use annals_viewer::fault::{DeletionFault, RequestFault};
use annals_viewer::pages::deletion::{DeletedView, DeletionForm, DeletionView, deleted, deletion};
use annals_viewer::{Fault, LogAddress, Selection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::looked_at::{Looked, look};
use super::selected::{Selected, moment, refused, ticked};
use super::{branches, fault_of, problem, status_of, zone};
use crate::deletion::{Pin, digest};
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::readings::{Part, Reading, Shows};
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

type Pairs = Query<Vec<(String, String)>>;

/// From the ticked boxes to the page that names them in its address.
pub(super) async fn select(
    State(state): State<AppState>,
    Query(pairs): Pairs,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let none = || refused(RequestFault::NothingSelected);
    match ticked(&form).and_then(|selection| selection.ok_or_else(none)) {
        Ok(selection) => {
            Redirect::to(&LogAddress::read(pairs).0.delete_href(&selection)).into_response()
        }
        Err(failure) => problem::page(&super::frame(&state, &visitor), &failure),
    }
}

/// What would be deleted.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Query(pairs): Pairs,
) -> Response {
    let at = state.config.clock.now();
    let asked = Asked::new(&state, &visitor, requester.client, pairs, at).await;
    let page = match asked {
        Ok(asked) => asked.page(&state, StatusCode::OK, None, DeletionForm::default()).await,
        Err(failure) => Err(failure),
    };
    page.unwrap_or_else(|failure| problem::page(&super::frame(&state, &visitor), &failure))
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
    let frame = super::frame(&state, &visitor);
    let done = async {
        let at = moment(&form.at)?;
        let asked = Asked::new(&state, &visitor, requester.client, pairs, at).await?;
        asked.delete(&state, form).await
    };
    done.await.unwrap_or_else(|failure| problem::page(&frame, &failure))
}

/// What was deleted, as the entry that tells of it says.
pub(super) async fn done(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Path(number): Path<String>,
    Query(pairs): Pairs,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let address = LogAddress::read(pairs).0;
    match trace(&state, &visitor, requester.client, &number, &address).await {
        Ok(trace) => super::html(StatusCode::OK, deleted(&DeletedView { frame, address, trace })),
        Err(failure) => problem::page(&frame, &failure),
    }
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

/// A selection that the visitor may delete.
struct Asked {
    visitor: Visitor,
    by: By,
    allow: AllowDeletion,
    selected: Selected,
}

impl Asked {
    async fn new(
        state: &AppState,
        visitor: &Visitor,
        client: Client,
        mut pairs: Vec<(String, String)>,
        at: Millis,
    ) -> Result<Self, Failure> {
        let selection = Selection::take(&mut pairs).map_err(refused)?;
        let selected = Selected::new(state, visitor, pairs, selection, at).await?;
        // An entry that authorises a deletion is of one log.
        if selected.address.place.below {
            return Err(refused(RequestFault::OneLogOnly));
        }
        let id = &selected.organization.id;
        let (_, allow) = state.allow_deletion(&visitor.signed_in.principal, Some(id))?;
        let by = visitor.by(client);
        Ok(Self { visitor: visitor.clone(), by, allow, selected })
    }

    /// Deletes what was looked at if all is in order, and else shows what is not.
    async fn delete(self, state: &AppState, form: OrderForm) -> Result<Response, Failure> {
        let at = self.selected.context.now;
        let OrderForm { entries, digest, before, .. } = form;
        let pin = Pin { entries, digest, before: Number(before), at };
        let reason = Reason::parse(&form.reason);
        let is_confirmed = number_typed(&form.confirm) == Some(pin.entries);
        let found = self.find(state, pin.before).await?;
        if let Err(failure) = pin.check(&found) {
            let form = DeletionForm { reason: form.reason, ..DeletionForm::default() };
            let (then, now) = (pin.entries, found.len());
            let notice = Some(DeletionFault::Changed { then, now }.into());
            return self.page(state, failure.code.status(), notice, form).await;
        }
        let reason = match reason {
            Ok(reason) if is_confirmed => reason,
            reason => {
                let problem = || DeletionFault::NotConfirmed(pin.entries).into();
                let form = DeletionForm {
                    reason_problem: reason.err().and_then(|error| Failure::from(error).fault),
                    confirm_problem: (!is_confirmed).then(problem),
                    reason: form.reason,
                };
                return self.page(state, StatusCode::UNPROCESSABLE_ENTITY, None, form).await;
            }
        };
        let search = self.selected.told.clone();
        let deletion = LogDeletion { entries: found, search, reason };
        let id = match state.desk.delete_entries(&self.by, deletion).await {
            Ok(id) => id,
            // Someone else deleted some of them at the same moment.
            Err(annals_desk::Error::Refused(refusal)) => {
                let form = DeletionForm { reason: form.reason, ..DeletionForm::default() };
                let status = status_of(&refusal);
                return self.page(state, status, Some(fault_of(refusal)), form).await;
            }
            Err(error) => return Err(error.into()),
        };
        let Selected { allow, address, .. } = self.selected;
        let trace =
            state.search(&self.by.principal, move |snapshot| snapshot.by_id(&allow, &id)).await?;
        // Who sees no entries without a school year doesn't see this one either.
        let href =
            trace.map_or_else(|| address.href(), |trace| address.deleted_href(trace.number.0));
        Ok(Redirect::to(&href).into_response())
    }

    async fn find(&self, state: &AppState, before: Number) -> Result<Deletable, Failure> {
        let (allow, expr) = (self.allow.clone(), self.selected.expr.clone());
        state
            .search(&self.by.principal, move |snapshot| snapshot.deletable(&allow, &expr, before))
            .await
    }

    /// A look at what would go now.
    async fn page(
        self,
        state: &AppState,
        status: StatusCode,
        notice: Option<Fault>,
        form: DeletionForm,
    ) -> Result<Response, Failure> {
        let (allow, expr) = (self.allow.clone(), self.selected.expr.clone());
        let Looked { found, before, actions, users, sample } =
            state.search(&self.by.principal, move |snapshot| look(snapshot, &allow, &expr)).await?;
        state.readings.tell(&self.by, self.reading()).await?;
        let Selected { organization, address, selection, context, words, hides_access, .. } =
            self.selected;
        let (reader, at) = (&self.by.principal, organization.ordinal);
        let opens = branches::may(state, reader, at, Permission::ReadEventDetails);
        let row = |Entry { number, event, .. }| {
            let occurred_at = super::zoned(event.occurred_at, &context.zone);
            let organization = organization.name.clone();
            EntryRow { number: number.0, occurred_at, organization, event, opens }
        };
        let zoned = |at| super::zoned(at, &context.zone);
        let view = DeletionView {
            frame: super::frame(state, &self.visitor),
            address,
            selection,
            search: words,
            hides_access,
            notice,
            entries: found.len(),
            kept: found.kept(),
            time: found.time_bounds().map(|(earliest, latest)| (zoned(earliest), zoned(latest))),
            actions,
            users,
            sample: sample.into_iter().map(row).collect(),
            seen: (digest(&found), before, context.now),
            form,
            reason_chars_max: REASON_CHARS_MAX,
        };
        Ok(super::html(status, deletion(&view)))
    }

    /// What of the log is read by looking.
    fn reading(&self) -> Reading {
        let Selected { told, expr, context, .. } = &self.selected;
        Reading {
            what: LogReading::Search(told.clone()),
            asked: Reading::asked(false, &print(expr, context)),
            shows: Shows::of(expr),
            part: Part::Rest,
        }
    }
}

/// A number as people type it: "1,204".
fn number_typed(text: &str) -> Option<u64> {
    let is_between = |c: char| matches!(c, ',' | '.' | '\'' | '’') || c.is_whitespace();
    text.trim().chars().filter(|c| !is_between(*c)).collect::<String>().parse().ok()
}
