//! Suppressing an address by hand, and resetting one.

use annals_desk::{NewSuppression, SuppressionId};
use annals_model::{Millis, Permission};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use super::super::caller::Caller;
use super::super::params::{Named, Params, invalid_value, take_organization};
use super::super::records::moment;
use super::super::reply::{Json, read_json};
use super::write;
use crate::error::Failure;
use crate::state::AppState;
use crate::suppression_file;
use crate::wire::Object;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    channel: String,
    address: String,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    provider: Option<String>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default, deserialize_with = "moment")]
    since: Option<Millis>,
    #[serde(default)]
    note: Option<String>,
}

/// Suppresses an address.
pub(super) async fn add(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let manage = Permission::ManageSuppressions;
    let organization = take_organization(&state, &caller, &mut params, manage)?;
    params.finish()?;
    let new: New = read_json(&body)?;
    let reason = suppression_file::reason(new.reason.as_deref().unwrap_or("manual"));
    let new = NewSuppression {
        channel: suppression_file::channel(&new.channel)
            .map_err(|reason| invalid_value("channel", &reason))?,
        address: new.address,
        reason: reason.map_err(|reason| invalid_value("reason", &reason))?,
        provider: new.provider,
        scope: new.scope,
        since: new.since,
        note: new.note,
    };
    let added = state.desk.add_suppression(&caller.by, organization.ordinal, new).await?;
    let (one, was_known) = added.map_err(|(field, reason)| invalid_value(field, &reason))?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write::fields(&mut object, &one);
    object.raw("duplicate", was_known);
    object.end();
    Ok(Json(if was_known { StatusCode::OK } else { StatusCode::CREATED }, out))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToReset {
    reason: String,
    #[serde(default)]
    confirmed: bool,
}

/// Lets messages be sent to an address again.
pub(super) async fn reset(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let manage = Permission::ManageSuppressions;
    let organization = take_organization(&state, &caller, &mut params, manage)?;
    params.finish()?;
    let ToReset { reason, confirmed } = read_json(&body)?;
    let (at, id) = (organization.ordinal, SuppressionId(id));
    let one = state.desk.reset_suppression(&caller.by, at, &id, &reason, confirmed).await?;
    let mut out = String::new();
    write::suppression(&mut out, &one);
    Ok(Json::ok(out))
}
