//! `/records/{type}/{id}/history`: what a record's properties were, and who set them.

use std::collections::BTreeMap;

use annals_model::{EventType, Millis, Organization, Permission, RecordKey};
use annals_query::{Context, DateOrder, end_of};
use annals_store::Snapshot;
use annals_viewer::components::typed::in_address;
use annals_viewer::fault::Fault;
use annals_viewer::pages::history::{
    HistoryAsked, HistoryLine, HistoryView, KnownValue, LifeView, PropertyLine, StateView,
    ToldLine, history as render,
};
use annals_viewer::pages::record::{RecordHead, RecordTab};
use annals_viewer::{LogAddress, Place};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;

use super::{not_understood, page, record, zoned};
use crate::error::Failure;
use crate::history::{
    self, HistoryCursor, HistoryPage, HistoryRow, Known, Life, Listed, PropertyState, RecordState,
    Told,
};
use crate::middleware::Requester;
use crate::readings::Part;
use crate::session::Visitor;
use crate::state::AppState;

/// Entries of one page.
const LINES: usize = 50;

/// What an address says besides.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    at: String,
    #[serde(default)]
    property: String,
    #[serde(default)]
    cursor: String,
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

/// The page.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Path((record_type, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let key = RecordKey { record_type, id };
    page(&state, &visitor, answer(&state, &visitor, requester, key, asked)).await
}

async fn answer(
    state: &AppState,
    visitor: &Visitor,
    requester: Requester,
    key: RecordKey,
    asked: Asked,
) -> Result<Response, Failure> {
    let principal = &visitor.signed_in.principal;
    let place = Place { below: false, log: None, ..visitor.place.clone() };
    let (organization, allow) = state.allow_in(principal, &place, Permission::ReadEventDetails)?;
    let is_partial = !allow.rows().is_everything();
    let (head, address) = head(state, visitor, &organization, &key).await?;
    let context = super::context(state, &organization, &address);
    let day_first = context.date_order == DateOrder::DayFirst;
    let at = in_address(asked.at.trim(), day_first);
    let end = end(&at, &context);
    let until = end.as_ref().ok().copied().flatten();
    let property = Some(asked.property).filter(|property| !property.is_empty());
    let cursor = HistoryCursor { key: &key, property: property.as_deref(), end: until };
    let after = cursor.position(&asked.cursor, &organization.id);
    let cursor = [("cursor", &*asked.cursor, after.is_some())];
    let notice = not_understood(&cursor, &asked.others);
    let part = if after.is_some() { Part::Rest } else { Part::First };
    let asked_for = HistoryPage { key, property, end: until, after, rows_max: LINES };
    let now = Millis(context.now.0.saturating_add(1));
    let moment = end.is_ok().then(|| until.unwrap_or(now));
    let (listed, found) = {
        let asked_for = asked_for.clone();
        let search = move |snapshot: &Snapshot| {
            let listed = history::list(snapshot, &allow, &asked_for)?;
            let state = |end| history::state(snapshot, &allow, &asked_for.key, end, None);
            Ok((listed, moment.map(state).transpose()?))
        };
        state.search(principal, search).await?
    };
    let told = history::reading(organization.ordinal, &asked_for.key, part);
    state.readings.tell(&visitor.by(requester.client), told).await?;
    let cursor = HistoryCursor::of(&asked_for);
    let Listed { rows, next, read_to } = listed;
    let zone = &context.zone;
    let view = HistoryView {
        frame: super::frame(state, visitor),
        record: (head, address),
        catalogue: state.catalogue(organization.ordinal),
        notice,
        is_partial,
        problem: end.err(),
        day_first,
        state: found.map(|found| state_view(found, until, zone)),
        lines: rows.into_iter().map(|row| line(row, zone)).collect(),
        read_to: read_to.map(|at| zoned(at, zone)),
        is_later: asked_for.after.is_some(),
        next: next.map(|next| cursor.token(&organization.id, next)),
        asked: HistoryAsked { at, property: asked_for.property.clone().unwrap_or_default() },
    };
    Ok(super::html(StatusCode::OK, render(&view)))
}

/// The first moment after what was typed; none if nothing was.
fn end(at: &str, context: &Context) -> Result<Option<Millis>, Fault> {
    if at.is_empty() {
        return Ok(None);
    }
    end_of(at, context).map(Some).map_err(Fault::Query)
}

/// What stands above: of a record that is known.
async fn head(
    state: &AppState,
    visitor: &Visitor,
    organization: &Organization,
    key: &RecordKey,
) -> Result<(RecordHead, LogAddress), Failure> {
    let principal = &visitor.signed_in.principal;
    let at = organization.ordinal;
    let (page, address) = record::kept(visitor, key);
    let zone = super::zone::of(state, &address, organization);
    let allow = state.allow(principal, at, false, Permission::ReadEvents)?;
    let children = state.desk.children(principal, at, key).await?;
    let head = record::head(state, principal, (organization, allow), &page, children, &zone);
    Ok((RecordHead { tab: RecordTab::History, ..head.await? }, address))
}

fn state_view(found: RecordState, until: Option<Millis>, zone: &TimeZone) -> StateView {
    let last = |end: Millis| zoned(Millis(end.0.saturating_sub(1)), zone);
    StateView {
        at: until.map(last),
        life: life(found.life, zone),
        properties: found.properties.into_iter().map(|one| property(one, zone)).collect(),
        has_more: found.has_more,
        unread: found.unread,
    }
}

fn life(life: Life, zone: &TimeZone) -> LifeView {
    match life {
        Life { is_unsure: true, .. } => LifeView::Unsure,
        Life { deleted: Some(deleted), .. } => LifeView::Gone(told(deleted, zone)),
        Life { created_later: Some(later), .. } => LifeView::NotYet(told(later, zone)),
        Life { created, .. } => LifeView::There(created.map(|created| told(created, zone))),
    }
}

fn property(found: PropertyState, zone: &TimeZone) -> PropertyLine {
    let PropertyState { property, label, known, set, later } = found;
    let known = match known {
        Known::Set(value) => KnownValue::Set(value),
        Known::Derived(value) => KnownValue::Derived(value),
        Known::Masked => KnownValue::Masked,
        Known::Unknown => KnownValue::Unknown,
    };
    let differs = later.as_ref().filter(|later| later.differs);
    PropertyLine {
        property,
        label,
        known,
        set: set.map(|set| told(set, zone)),
        differs: differs.and_then(|later| later.old.clone()),
        later: later.map(|later| told(later.told, zone)),
    }
}

fn line(row: HistoryRow, zone: &TimeZone) -> HistoryLine {
    let HistoryRow { told: who, kind, is_of_life, changes, others } = row;
    let kind = if is_of_life { kind } else { EventType::Change };
    HistoryLine { told: told(who, zone), kind, changes, others: others as u64 }
}

fn told(told: Told, zone: &TimeZone) -> ToldLine {
    ToldLine { number: told.number.0, at: zoned(told.occurred_at, zone), actor: told.actor }
}
