//! `/v1/holds`: legal holds, which keep entries and what messages say.

use annals_desk::{Hold, HoldId, HoldRelease, HoldScope, HoldSeen, NewHold};
use annals_model::{Organization, Permission, RecordKey};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use super::caller::Caller;
use super::params::{Named, Params, invalid_value, take_organization};
use super::reply::{Json, read_json};
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list};

const HOLD: Permission = Permission::HoldEvents;

/// The organisation's holds, and that those above it hold everything here.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, HOLD)?;
    params.finish()?;
    let found = state.desk.holds(&caller.by.principal, organization.ordinal).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("holds"), &found.own, |out, hold| write(out, &organization, hold));
    write_list(object.value("above"), &found.above, write_above);
    object.end();
    Ok(Json::ok(out))
}

/// One of them.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, HOLD)?;
    params.finish()?;
    let id = HoldId(id);
    let found = state.desk.hold(&caller.by.principal, organization.ordinal, &id).await?;
    Ok(Json::ok(json(&organization, &found)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    reason: String,
    #[serde(default)]
    records: Option<Vec<RecordNamed>>,
    #[serde(default)]
    whole: bool,
    #[serde(default)]
    below: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordNamed {
    #[serde(rename = "type")]
    record_type: String,
    id: String,
}

impl New {
    /// Records or all, and nothing of which it isn't clear which is meant.
    fn scope(
        records: Option<Vec<RecordNamed>>,
        whole: bool,
        below: bool,
    ) -> Result<HoldScope, Failure> {
        match (records, whole, below) {
            (None, true, below) => Ok(HoldScope::Organization { below }),
            (Some(_), true, _) => Err(invalid_value("records", "goes without whole")),
            (_, false, true) => Err(invalid_value("below", "goes with whole alone")),
            (records, false, false) => {
                let key = |RecordNamed { record_type, id }| RecordKey { record_type, id };
                let records = records.unwrap_or_default().into_iter().map(key).collect();
                Ok(HoldScope::Records(records))
            }
        }
    }
}

/// Places a hold.
pub(super) async fn place(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, HOLD)?;
    params.finish()?;
    let New { name, reason, records, whole, below } = read_json(&body)?;
    let scope = New::scope(records, whole, below)?;
    let new = NewHold { name, reason, scope };
    let placed = state.desk.place_hold(&caller.by, organization.ordinal, new).await?;
    Ok(Json(StatusCode::CREATED, json(&organization, &placed)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToRelease {
    reason: String,
    #[serde(default)]
    confirmed: bool,
}

/// Releases a hold.
pub(super) async fn release(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, HOLD)?;
    params.finish()?;
    let ToRelease { reason, confirmed } = read_json(&body)?;
    let (at, id) = (organization.ordinal, HoldId(id));
    let released = state.desk.release_hold(&caller.by, at, &id, &reason, confirmed).await?;
    Ok(Json::ok(json(&organization, &released)))
}

/// A hold as whoever asked may see it, with how much it keeps.
pub(super) fn write_seen(out: &mut String, seen: &HoldSeen, (what, count): (&str, u64)) {
    let mut object = Object::new(out);
    write_fields(&mut object, seen);
    object.raw("above", seen.is_above);
    object.raw(what, count);
    object.end();
}

fn write_above(out: &mut String, seen: &HoldSeen) {
    let mut object = Object::new(out);
    write_fields(&mut object, seen);
    object.end();
}

fn write_fields(object: &mut Object<'_>, seen: &HoldSeen) {
    let (id, name) = seen.hold.as_ref().map(|(id, name)| (&*id.0, &**name)).unzip();
    object.text("id", id);
    object.text("name", name);
    object.text("since", Some(&seen.since.to_string()));
}

fn json(organization: &Organization, hold: &Hold) -> String {
    let mut out = String::new();
    write(&mut out, organization, hold);
    out
}

fn write(out: &mut String, organization: &Organization, hold: &Hold) {
    let Hold { id, name, reason, scope, reach, placed_by, placed_at, released, .. } = hold;
    let mut object = Object::new(out);
    object.text("id", Some(&id.0));
    object.display("organization", &organization.id);
    object.text("name", Some(name));
    object.text("reason", Some(reason));
    let (records, whole, below): (&[RecordKey], _, _) = match scope {
        HoldScope::Records(records) => (records, false, false),
        HoldScope::Organization { below } => (&[], true, *below),
    };
    object.raw("whole", whole);
    object.raw("below", below);
    write_list(object.value("records"), records, |out, key| {
        let mut object = Object::new(out);
        object.text("type", Some(&key.record_type));
        object.text("id", Some(&key.id));
        object.end();
    });
    match reach {
        Some(reach) => object.raw("records_held", reach),
        None => object.text("records_held", None),
    }
    object.text("placed_by", Some(placed_by));
    object.text("placed_at", Some(&placed_at.to_string()));
    let ended = released.as_ref();
    object.text("released_by", ended.map(|HoldRelease { by, .. }| &**by));
    object.text("released_at", ended.map(|ended| ended.at.to_string()).as_deref());
    object.text("release_reason", ended.map(|ended| &*ended.reason));
    object.end();
}
