//! `/holds`: legal holds; `/holds/new`, where one is placed, and `/holds/{id}`, where one is looked
//! at and released.

use annals_desk::{
    Hold, HoldId, HoldRefusal, HoldScope, HoldSeen, NewHold, REASON_CHARS_MAX, Refusal,
};
use annals_model::{Organization, OrganizationOrdinal, Permission, Principal, RecordKey};
use annals_viewer::Fault;
use annals_viewer::components::hold::HoldMark;
use annals_viewer::pages::holds::{
    HoldForm, HoldLine, HoldScopeShown, HoldView, HoldsView, NEW_PATH, NewHoldView, PATH,
    ReleaseForm, hold, holds, new_hold, path_of,
};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::hold_records::{self, Known};
use super::record_names::record_names;
use super::{branches, fault_of, organization, page, status_of, zone, zoned};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{CheckedForm, Visitor, encode};
use crate::state::AppState;

const HOLD: Permission = Permission::HoldEvents;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 200;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route(PATH, get(list))
        .route(NEW_PATH, get(begin).post(place))
        .route("/holds/{id}", get(show).post(release))
}

/// A hold as pages name it.
pub(super) fn mark(seen: &HoldSeen, zone: &TimeZone) -> HoldMark {
    HoldMark {
        hold: seen.hold.as_ref().map(|(id, name)| (id.0.clone(), name.clone())),
        since: zoned(seen.since, zone),
        is_above: seen.is_above,
    }
}

/// What holds a record, for whoever may see it.
pub(super) async fn on_record(
    state: &AppState,
    principal: &Principal,
    at: OrganizationOrdinal,
    key: &RecordKey,
    zone: &TimeZone,
) -> Result<Vec<HoldMark>, Failure> {
    let found = state.desk.holds_on(principal, at, Some(key), None).await?;
    Ok(found.iter().map(|seen| mark(seen, zone)).collect())
}

/// The way to a hold of the record, for those who may place one.
pub(super) fn way_to_place(
    state: &AppState,
    principal: &Principal,
    organization: &Organization,
    key: &RecordKey,
) -> Option<String> {
    if !branches::may(state, principal, organization.ordinal, HOLD) {
        return None;
    }
    let is_home = organization.ordinal == principal.home;
    let place = match is_home {
        true => String::new(),
        false => format!("organization={}&", encode(organization.id.as_str())),
    };
    Some(format!("{NEW_PATH}?{place}record={}", encode(&key.to_string())))
}

async fn list(State(state): State<AppState>, visitor: Visitor) -> Response {
    let shown = async {
        let organization = organization(&state, &visitor, HOLD)?;
        let principal = &visitor.signed_in.principal;
        let found = state.desk.holds(principal, organization.ordinal).await?;
        let frame = super::frame(&state, &visitor);
        let zone = zone::of(&state, &frame.kept(), &organization);
        let lines = found.own.into_iter().map(|hold| line(hold, &zone)).collect();
        let above = found.above.iter().map(|seen| mark(seen, &zone)).collect();
        Ok(super::html(StatusCode::OK, holds(&HoldsView { frame, lines, above })))
    };
    page(&state, &visitor, shown).await
}

fn line(hold: Hold, zone: &TimeZone) -> HoldLine {
    HoldLine {
        id: hold.id.0,
        name: hold.name,
        reason: hold.reason,
        scope: match hold.scope {
            HoldScope::Records(records) => HoldScopeShown::Records(records),
            HoldScope::Organization { below } => HoldScopeShown::Organization { below },
        },
        placed: (hold.placed_by, zoned(hold.placed_at, zone)),
        released: hold.released.map(|end| (end.by, zoned(end.at, zone), end.reason)),
    }
}

/// What an address says of a new one.
#[derive(serde::Deserialize)]
struct Begun {
    #[serde(default)]
    record: String,
}

async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(Begun { record }): Query<Begun>,
) -> Response {
    let shown = async {
        let organization = organization(&state, &visitor, HOLD)?;
        let scope = if record.is_empty() { String::new() } else { "records".to_owned() };
        let form = HoldForm { scope, records: record, ..HoldForm::default() };
        Ok(new_page(&state, &visitor, &organization, (StatusCode::OK, form, None)))
    };
    page(&state, &visitor, shown).await
}

fn new_page(
    state: &AppState,
    visitor: &Visitor,
    organization: &Organization,
    (status, form, problem): (StatusCode, HoldForm, Option<Fault>),
) -> Response {
    let has_below = !branches::right_below(state, organization.ordinal).is_empty();
    let view = NewHoldView {
        frame: super::frame(state, visitor),
        form,
        may_reach_below: has_below && visitor.signed_in.principal.reaches_below(HOLD),
        chars_max: (NAME_CHARS_MAX, REASON_CHARS_MAX),
        problem,
    };
    super::html(status, new_hold(&view))
}

/// What the form says.
#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    records: String,
    unknown_too: Option<String>,
}

impl Form {
    /// The hold, and the records of which nothing is known.
    async fn hold(
        &self,
        state: &AppState,
        principal: &Principal,
        at: OrganizationOrdinal,
    ) -> Result<Result<(NewHold, Vec<RecordKey>), HoldRefusal>, Failure> {
        let (scope, unknown) = match &*self.scope {
            "organization" => (HoldScope::Organization { below: false }, Vec::new()),
            "below" => (HoldScope::Organization { below: true }, Vec::new()),
            _ => match hold_records::read(state, principal, at, &self.records).await? {
                Ok((records, unknown)) => (HoldScope::Records(records), unknown),
                Err(refusal) => return Ok(Err(refusal)),
            },
        };
        let hold = NewHold { name: self.name.clone(), reason: self.reason.clone(), scope };
        Ok(Ok((hold, unknown)))
    }
}

/// What tells these records from others: who confirms some has not confirmed a typing error that
/// came later.
fn those(unknown: &[RecordKey]) -> String {
    let mut hasher = Sha256::new();
    for key in unknown {
        hasher.update(key.to_string());
        hasher.update("\n");
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

async fn place(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form }: CheckedForm<Form>,
) -> Response {
    let done = async {
        let organization = organization(&state, &visitor, HOLD)?;
        let (by, at) = (visitor.by(requester.client), organization.ordinal);
        let again = |form: Form, status, problem, unknown: Vec<RecordKey>| {
            let Form { name, reason, scope, records, unknown_too } = form;
            let is_sure = unknown.is_empty() && unknown_too.is_some();
            let confirms = if is_sure { unknown_too.unwrap_or_default() } else { those(&unknown) };
            let form = HoldForm { name, reason, scope, records, unknown, confirms, is_sure };
            Ok(new_page(&state, &visitor, &organization, (status, form, problem)))
        };
        let placed = match form.hold(&state, &by.principal, at).await? {
            Ok((_, unknown))
                if !unknown.is_empty() && form.unknown_too.as_ref() != Some(&those(&unknown)) =>
            {
                return again(form, StatusCode::UNPROCESSABLE_ENTITY, None, unknown);
            }
            Ok((new, _)) => state.desk.place_hold(by, at, new).await,
            Err(refusal) => Err(refusal.into()),
        };
        match placed {
            Ok(hold) => Ok(to_done(&state, &visitor, &hold.id)),
            Err(annals_desk::Error::Refused(refusal)) => {
                let (status, problem) = (status_of(&refusal), Some(fault_of(refusal)));
                again(form, status, problem, Vec::new())
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, done).await
}

fn to_done(state: &AppState, visitor: &Visitor, id: &HoldId) -> Response {
    let frame = super::frame(state, visitor);
    Redirect::to(&frame.way_with(&path_of(&id.0), &[("done", "true")])).into_response()
}

/// What the address of one says besides.
#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    done: String,
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(Asked { done }): Query<Asked>,
) -> Response {
    let form = ReleaseForm::default();
    let shown = one(&state, &visitor, HoldId(id), (StatusCode::OK, form), done == "true");
    page(&state, &visitor, shown).await
}

async fn one(
    state: &AppState,
    visitor: &Visitor,
    id: HoldId,
    (status, form): (StatusCode, ReleaseForm),
    is_new: bool,
) -> Result<Response, Failure> {
    let organization = organization(state, visitor, HOLD)?;
    let at = organization.ordinal;
    let found = state.desk.hold(&visitor.signed_in.principal, at, &id).await?;
    let frame = super::frame(state, visitor);
    let zone = zone::of(state, &frame.kept(), &organization);
    let named = match &found.scope {
        HoldScope::Records(records) => records.clone(),
        HoldScope::Organization { .. } => Vec::new(),
    };
    let principal = &visitor.signed_in.principal;
    let known = Known::of(state, principal, at, named.clone()).await?;
    let names = record_names(state, principal, at, named.clone()).await?;
    let view = HoldView {
        catalogue: state.catalogue(at),
        unknown: named.into_iter().filter(|key| !known.has(key)).collect(),
        names,
        reach: found.reach.filter(|_| found.released.is_none()),
        line: line(found, &zone),
        is_new,
        release: ReleaseForm { reason_chars_max: REASON_CHARS_MAX, ..form },
        frame,
    };
    Ok(super::html(status, hold(&view)))
}

/// What the form of a release says.
#[derive(serde::Deserialize)]
struct Release {
    #[serde(default)]
    reason: String,
    confirmed: Option<String>,
}

async fn release(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<Release>,
) -> Response {
    let done = async {
        let organization = organization(&state, &visitor, HOLD)?;
        let (by, at, id) = (visitor.by(requester.client), organization.ordinal, HoldId(id));
        let is_confirmed = form.confirmed.is_some();
        let released = state.desk.release_hold(by, at, &id, &form.reason, is_confirmed).await;
        match released {
            Ok(hold) => Ok(to_done(&state, &visitor, &hold.id)),
            // It is shown as it is by now.
            Err(annals_desk::Error::Refused(Refusal::Hold(HoldRefusal::Released))) => {
                one(&state, &visitor, id, (StatusCode::CONFLICT, ReleaseForm::default()), false)
                    .await
            }
            Err(annals_desk::Error::Refused(refusal)) => {
                let (status, problem) = (status_of(&refusal), Some(fault_of(refusal)));
                let reason = form.reason.clone();
                let form = ReleaseForm { reason, is_confirmed, problem, ..Default::default() };
                one(&state, &visitor, id, (status, form), false).await
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, done).await
}
