//! `GET /v1/events/{id}/proof`

use annals_model::Permission;
use axum::extract::State;

use crate::api::caller::Caller;
use crate::api::params::{Named, Params};
use crate::api::reply::Json;
use crate::error::Failure;
use crate::proof;
use crate::state::AppState;

/// What proves that the entry is in its organisation's log.
pub(crate) async fn proof(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let permission = Permission::ReadProof;
    let (allow, entry) = super::get::find(&state, &caller, &id, params, permission).await?;
    Ok(Json::ok(
        proof::proof(&state, &caller.by.principal, allow, entry.organization, entry.number).await?,
    ))
}
