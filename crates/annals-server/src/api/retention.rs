//! `/v1/retention`: how long what messages say is kept.

use annals_desk::RetentionRun;
use annals_desk::{ChannelRetention, ConfirmedRetention, Periods, Retention, RetentionOutcome};
use annals_model::{Channel, Permission};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use super::caller::Caller;
use super::holds;
use super::params::{Params, invalid_value, take_organization};
use super::reply::{Json, read_json};
use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// What is kept, what is due, and the runs.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::ReadRetention)?;
    params.finish()?;
    let found = state.desk.retention(&caller.by.principal, organization.ordinal).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.display("organization", &organization.id);
    write(&mut object, &found);
    object.end();
    Ok(Json::ok(out))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    periods: String,
}

/// Confirms what will be purged.
pub(super) async fn confirm(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
    body: Bytes,
) -> Result<StatusCode, Failure> {
    let manage = Permission::ManageRetention;
    let organization = take_organization(&state, &caller, &mut params, manage)?;
    params.finish()?;
    let Confirmation { periods } = read_json(&body)?;
    let periods = Periods::parse(&periods)
        .ok_or_else(|| invalid_value("periods", "must be the periods of GET /v1/retention"))?;
    state.desk.confirm_retention(&caller.by, organization.ordinal, periods).await?;
    state.retention.ring();
    Ok(StatusCode::NO_CONTENT)
}

/// Purges what is due now.
pub(super) async fn run(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let manage = Permission::ManageRetention;
    let organization = take_organization(&state, &caller, &mut params, manage)?;
    params.finish()?;
    let outcome = state.desk.run_retention(&caller.by, organization.ordinal).await?;
    let RetentionOutcome::Purged(purged) = outcome else {
        let detail =
            "what will be purged has to be confirmed first: POST /v1/retention/confirmation";
        return Err(Failure::new(Code::Refused, detail));
    };
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_purged(&mut object, purged);
    object.end();
    Ok(Json::ok(out))
}

fn write(object: &mut Object<'_>, found: &Retention) {
    object.display("periods", found.periods);
    write_list(object.value("channels"), &found.channels, |out, one| {
        let ChannelRetention { channel, kept, oldest_sent_at, due, due_soon, held } = *one;
        let mut object = Object::new(out);
        object.text("channel", Some(channel.as_str()));
        match found.periods.get(channel) {
            Some(months) => object.raw("months", months),
            None => object.text("months", None),
        }
        object.raw("kept", kept);
        object.text("oldest_sent_at", oldest_sent_at.map(|at| at.to_string()).as_deref());
        object.raw("due", due);
        object.raw("due_in_30_days", due_soon);
        object.raw("held", held);
        object.end();
    });
    write_list(object.value("holds"), &found.holds, |out, (seen, count)| {
        holds::write_seen(out, seen, ("texts", *count));
    });
    object.raw("needs_confirmation", found.needs_confirmation);
    match &found.confirmed {
        None => object.text("confirmed", None),
        Some(ConfirmedRetention { by, at, periods }) => {
            let mut confirmed = Object::new(object.value("confirmed"));
            confirmed.text("by", Some(by));
            confirmed.text("at", Some(&at.to_string()));
            confirmed.display("periods", periods);
            confirmed.end();
        }
    }
    object.text("next_run_at", found.next_run_at.map(|at| at.to_string()).as_deref());
    write_list(object.value("runs"), &found.runs, |out, run| {
        let RetentionRun { begun_at, ended_at, erased_at, purged, held } = *run;
        let mut object = Object::new(out);
        object.text("begun_at", Some(&begun_at.to_string()));
        object.text("ended_at", ended_at.map(|at| at.to_string()).as_deref());
        object.text("erased_at", erased_at.map(|at| at.to_string()).as_deref());
        write_purged(&mut object, purged);
        object.raw("held", held);
        object.end();
    });
}

fn write_purged(object: &mut Object<'_>, purged: [u64; Channel::ALL.len()]) {
    let mut counts = Object::new(object.value("purged"));
    for (channel, count) in Channel::ALL.into_iter().zip(purged) {
        counts.raw(channel.as_str(), count);
    }
    counts.end();
}
