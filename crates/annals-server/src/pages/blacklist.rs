//! `/communications/blacklist`: addresses to which nothing more is to be sent, and
//! `/communications/blacklist/{id}`, where one is looked at and reset.

use std::collections::BTreeMap;

use annals_desk::{
    Message, REASON_CHARS_MAX, Suppression, SuppressionDetail, SuppressionId, SuppressionOrder,
    SuppressionSearch, SuppressionStep,
};
use annals_model::{
    Catalogue, Channel, Organization, OrganizationOrdinal, Permission, Principal, RecordKey,
    SuppressionReason, SuppressionState,
};
use annals_viewer::components::record::RecordNames;
use annals_viewer::components::suppression::Evidence;
use annals_viewer::pages::blacklist::{
    BlacklistAsked, BlacklistLine, BlacklistView, BlacklistedView, RECORDS_IN_ROW, ResetForm,
    ResetShown, StepLine, blacklist, blacklisted, path_of,
};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::tz::TimeZone;

use super::messages::{channels, organization};
use super::record_names::record_names;
use super::{branches, fault_of, not_understood, page, status_of, zone, zoned};
use crate::api::message_cursor;
use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

/// Rows of one page.
const LINES: usize = 50;
/// States of those that are not over.
const CURRENT: [SuppressionState; 2] = [SuppressionState::Active, SuppressionState::ResetRequested];
const MANAGE: Permission = Permission::ManageSuppressions;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route("/communications/blacklist", get(list))
        .route("/communications/blacklist/{id}", get(show).post(reset))
}

/// What an address says.
#[derive(Clone, Debug, Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    past: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    reversed: String,
    #[serde(default)]
    cursor: String,
    #[serde(default)]
    done: String,
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

impl Asked {
    fn notice(&self) -> Option<String> {
        let is_cursor = message_cursor::parse(&self.cursor).is_some();
        let parts = [
            ("channel", &*self.channel, Channel::parse(&self.channel).is_some()),
            ("reason", &*self.reason, SuppressionReason::parse(&self.reason).is_some()),
            ("past", &*self.past, self.past == "true"),
            ("sort", &*self.sort, order(&self.sort).is_some()),
            ("reversed", &*self.reversed, self.reversed == "true"),
            ("cursor", &*self.cursor, is_cursor),
        ];
        not_understood(&parts, &self.others)
    }
}

async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    let shown = async {
        let channel = Channel::parse(&asked.channel);
        let organization = organization(&state, &visitor, channel)?;
        let principal = &visitor.signed_in.principal;
        let frame = super::frame(&state, &visitor);
        let zone = zone::of(&state, &frame.kept(), &organization);
        let after = message_cursor::parse(&asked.cursor);
        let notice = asked.notice();
        let shown = BlacklistAsked {
            words: asked.q,
            channel,
            reason: SuppressionReason::parse(&asked.reason),
            with_past: asked.past == "true",
            sort: Some(asked.sort).filter(|sort| order(sort).is_some()).unwrap_or_default(),
            reversed: asked.reversed == "true",
        };
        let search = SuppressionSearch {
            channel,
            reasons: shown.reason.into_iter().collect(),
            states: if shown.with_past { Vec::new() } else { CURRENT.to_vec() },
            words: shown.words.clone(),
            order: order(&shown.sort).unwrap_or_default(),
            reversed: shown.reversed,
            after: after.clone(),
            rows_max: LINES,
            ..SuppressionSearch::default()
        };
        let at = organization.ordinal;
        let found = state.desk.suppressions(principal, at, &search).await?;
        let view = BlacklistView {
            channels: channels(&state, principal, at),
            may_compare: branches::may(&state, principal, at, MANAGE),
            asked: shown,
            notice,
            lines: lines(&state, principal, at, found.suppressions, &zone).await?,
            total: found.total,
            is_later: after.is_some(),
            next: found.next.as_ref().map(message_cursor::token),
            frame,
        };
        Ok(super::html(StatusCode::OK, blacklist(&view)))
    };
    page(&state, &visitor, shown).await
}

fn order(sort: &str) -> Option<SuppressionOrder> {
    match sort {
        "" => Some(SuppressionOrder::Told),
        "address" => Some(SuppressionOrder::Address),
        "reason" => Some(SuppressionOrder::Reason),
        _ => None,
    }
}

/// Suppressions as rows, with the records that have their addresses.
async fn lines(
    state: &AppState,
    principal: &Principal,
    at: OrganizationOrdinal,
    found: Vec<Suppression>,
    zone: &TimeZone,
) -> Result<Vec<BlacklistLine>, Failure> {
    let mut records = state.desk.suppression_records(principal, at, &found).await?;
    // That there are more is all that is told of the rest.
    records.iter_mut().for_each(|records| records.truncate(RECORDS_IN_ROW + 1));
    let keys = records.iter().flatten().cloned().collect();
    let names = record_names(state, principal, at, keys).await?;
    let rows = found.into_iter().zip(records);
    let catalogue = state.catalogue(at);
    let called = |records| called(records, &names, &catalogue);
    Ok(rows.map(|(one, records)| line(state, one, called(records), zone)).collect())
}

fn called(
    records: Vec<RecordKey>,
    names: &RecordNames,
    catalogue: &Catalogue,
) -> Vec<(RecordKey, String)> {
    let called = |key: RecordKey| {
        let name = names.of(&key, catalogue);
        (key, name)
    };
    records.into_iter().map(called).collect()
}

fn line(
    state: &AppState,
    one: Suppression,
    records: Vec<(RecordKey, String)>,
    zone: &TimeZone,
) -> BlacklistLine {
    BlacklistLine {
        is_overdue: one.is_overdue(state.config.clock.now()),
        evidence: evidence(&one),
        id: one.id.0,
        address: one.address,
        channel: one.channel,
        reason: one.reason,
        state: one.state,
        at: zoned(one.last_at, zone),
        records,
    }
}

fn evidence(one: &Suppression) -> Evidence {
    Evidence {
        source: one.source.clone(),
        code: one.said.code.clone(),
        text: one.said.text.clone(),
        message: one.message.as_ref().map(|id| id.0.clone()),
    }
}

/// Those of a record's addresses that get nothing more by a channel.
pub(super) async fn of_record(
    state: &AppState,
    principal: &Principal,
    at: OrganizationOrdinal,
    (key, channel): (&RecordKey, Channel),
    zone: &TimeZone,
) -> Result<Vec<BlacklistLine>, Failure> {
    let found = state.desk.suppressions_of_record(principal, at, key).await?;
    let found = found.into_iter().filter(|one| one.channel == channel);
    Ok(found.map(|one| line(state, one, Vec::new(), zone)).collect())
}

/// How it stands with the address of a message.
pub(super) async fn of_message(
    state: &AppState,
    principal: &Principal,
    organization: &Organization,
    message: &Message,
) -> Result<Vec<(SuppressionReason, String)>, Failure> {
    let search = SuppressionSearch {
        channel: Some(message.fields.channel),
        states: vec![SuppressionState::Active],
        address: Some(message.fields.address.clone()),
        rows_max: LINES,
        ..SuppressionSearch::default()
    };
    let found = state.desk.suppressions(principal, organization.ordinal, &search).await?;
    Ok(found.suppressions.into_iter().map(|one| (one.reason, one.id.0)).collect())
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let form = ResetForm::default();
    let done = asked.done == "reset";
    let shown = detail(&state, &visitor, SuppressionId(id), (StatusCode::OK, form), done);
    page(&state, &visitor, shown).await
}

/// What the form says.
#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    reason: String,
    confirmed: Option<String>,
}

async fn reset(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<Form>,
) -> Response {
    let done = async {
        let organization = organization(&state, &visitor, None)?;
        let (by, at) = (visitor.by(requester.client), organization.ordinal);
        let id = SuppressionId(id);
        let is_confirmed = form.confirmed.is_some();
        match state.desk.reset_suppression(&by, at, &id, &form.reason, is_confirmed).await {
            Ok(_) => {
                let frame = super::frame(&state, &visitor);
                let there = frame.way_with(&path_of(&id.0), &[("done", "reset")]);
                Ok(Redirect::to(&there).into_response())
            }
            Err(annals_desk::Error::Refused(refusal)) => {
                let status = status_of(&refusal);
                let problem = Some(fault_of(refusal));
                let typed = ResetForm {
                    reason: form.reason.clone(),
                    is_confirmed,
                    problem,
                    ..ResetForm::default()
                };
                detail(&state, &visitor, id, (status, typed), false).await
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, done).await
}

async fn detail(
    state: &AppState,
    visitor: &Visitor,
    id: SuppressionId,
    (status, form): (StatusCode, ResetForm),
    was_reset: bool,
) -> Result<Response, Failure> {
    let organization = organization(state, visitor, None)?;
    let principal = &visitor.signed_in.principal;
    let at = organization.ordinal;
    let found = state.desk.suppression(principal, at, &id).await?;
    let frame = super::frame(state, visitor);
    let zone = zone::of(state, &frame.kept(), &organization);
    let SuppressionDetail { suppression: one, others, steps, records } = found;
    let names = record_names(state, principal, at, records.clone()).await?;
    let reset = match one.reset_limit() {
        Some(limit) => ResetShown::Limit(limit),
        None if branches::may(state, principal, at, MANAGE) => {
            ResetShown::Form(ResetForm { reason_chars_max: REASON_CHARS_MAX, ..form })
        }
        None => ResetShown::MayNot,
    };
    let others = others.into_iter().map(|one| line(state, one, Vec::new(), &zone)).collect();
    let view = BlacklistedView {
        evidence: evidence(&one),
        times: (
            zoned(one.first_at, &zone),
            zoned(one.last_at, &zone),
            one.ended_at.map(|at| zoned(at, &zone)),
        ),
        is_overdue: one.is_overdue(state.config.clock.now()),
        was_reset: was_reset && one.state != SuppressionState::Active,
        id: one.id.0,
        address: one.address,
        channel: one.channel,
        reason: one.reason,
        state: one.state,
        provider: one.provider,
        scope: one.scope,
        count: one.count,
        steps: steps.into_iter().map(|one| step(one, &zone)).collect(),
        others,
        records: called(records, &names, &state.catalogue(at)),
        reset,
        frame,
    };
    Ok(super::html(status, blacklisted(&view)))
}

fn step(step: SuppressionStep, zone: &TimeZone) -> StepLine {
    StepLine {
        step: step.step,
        at: zoned(step.at, zone),
        received: zoned(step.received_at, zone),
        evidence: Evidence {
            source: step.source,
            code: step.said.code,
            text: step.said.text,
            message: step.message.map(|id| id.0),
        },
        who: step.who,
    }
}
