//! `/v1/suppressions`: Blacklisted Recipients, the addresses to which nothing more is to be sent.

mod change;
mod file;
mod reconcile;
mod search;
mod write;

use annals_desk::SuppressionId;
use annals_model::OrganizationId;
use axum::extract::State;
use axum::routing::{get, post};

use super::caller::Caller;
use super::messages::allow_logs;
use super::params::{Named, Params, invalid};
use super::reply::Json;
use crate::error::Failure;
use crate::routes::Routes;
use crate::state::AppState;
use crate::suppression_file::{FILE_BYTES_MAX, channel};
use crate::wire::{Object, write_list, write_text};

pub(super) fn routes() -> Routes {
    let import = Routes::new()
        .route("/v1/suppressions/import", post(file::import))
        .route("/v1/suppressions/reconcile", post(reconcile::reconcile))
        .body_max(FILE_BYTES_MAX);
    Routes::new()
        .merge(import)
        .route("/v1/suppressions", get(search::list).post(change::add))
        .route("/v1/suppressions/check", get(check))
        .route("/v1/suppressions/export", get(file::export))
        .route("/v1/suppressions/{id}", get(show))
        .route("/v1/suppressions/{id}/reset", post(change::reset))
}

/// All that is known of one.
async fn show(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    mut params: Params,
) -> Result<Json, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    params.finish()?;
    let principal = &caller.by.principal;
    let at = allow_logs(&state, principal, named.as_ref(), None)?;
    let detail = state.desk.suppression(principal, at, &SuppressionId(id)).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write::fields(&mut object, &detail.suppression);
    write_list(object.value("history"), &detail.steps, write::step);
    write_list(object.value("others"), &detail.others, write::suppression);
    write_list(object.value("records"), &detail.records, |out, key| {
        let mut object = Object::new(out);
        object.text("type", Some(&key.record_type));
        object.text("id", Some(&key.id));
        object.end();
    });
    object.end();
    Ok(Json::ok(out))
}

/// Whether something may be sent to these addresses.
async fn check(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    let channel = params.take_parsed("channel", channel)?;
    let channel = channel.ok_or_else(|| invalid("channel", "say of which channel"))?;
    let addresses = params.take_all("address");
    let scope = params.take("scope")?;
    params.finish()?;
    let most = annals_desk::CHECKED_ADDRESSES_MAX;
    if addresses.is_empty() || addresses.len() > most {
        return Err(invalid("address", &format!("stands once for each address, 1 to {most}")));
    }
    let principal = &caller.by.principal;
    let at = allow_logs(&state, principal, named.as_ref(), Some(channel))?;
    let scope = scope.as_deref();
    let checked = state.desk.check_addresses(principal, at, channel, &addresses, scope).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("addresses"), &checked, |out, one| {
        let mut object = Object::new(out);
        object.text("address", Some(&one.address));
        object.raw("suppressed", one.is_suppressed);
        object.text("problem", one.problem);
        let mut reasons: Vec<_> = one.active.iter().map(|active| active.reason).collect();
        reasons.sort_unstable();
        reasons.dedup();
        write_list(object.value("reasons"), &reasons, |out, why| write_text(out, why.as_str()));
        write_list(object.value("suppressions"), &one.active, write::suppression);
        object.end();
    });
    object.end();
    Ok(Json::ok(out))
}
