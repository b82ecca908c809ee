//! `GET /v1/events/count`

use annals_model::Permission;
use annals_store::Snapshot;
use axum::extract::State;

use crate::api::caller::Caller;
use crate::api::params::Params;
use crate::api::query::Asked;
use crate::api::reply::Json;
use crate::error::Failure;
use crate::readings::Part;
use crate::state::AppState;

/// The exact number of entries of a search.
pub(crate) async fn count(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let asked = Asked::take(&state, &caller.by.principal, &mut params, Permission::ReadEvents)?;
    params.finish()?;
    let count = |asked: &Asked, snapshot: &Snapshot| snapshot.total(&asked.search());
    let total = asked.read(&state, &caller.by, Part::Rest, count).await?;
    Ok(Json::ok(format!("{{\"total\":{total}}}")))
}
