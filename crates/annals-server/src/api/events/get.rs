//! `GET /v1/events/{id}`

use annals_model::{Allow, EventId, Permission};
use annals_store::Entry;
use axum::extract::State;

use crate::api::caller::Caller;
use crate::api::params::{Named, Params};
use crate::api::reply::Json;
use crate::error::{Code, Failure};
use crate::readings::Reading;
use crate::state::AppState;
use crate::wire::write_entry;

/// One entry by the id of its event, in the caller's organisation and, if the caller reaches
/// there, below.
pub(crate) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let (_, entry) = find(&state, &caller, &id, params, Permission::ReadEventDetails).await?;
    let tree = state.store.organizations();
    let organization = tree.get(entry.organization).ok_or_else(not_found)?;
    let mut out = String::with_capacity(2_000);
    write_entry(&mut out, organization, entry.number, &entry.event, None);
    Ok(Json::ok(out))
}

/// The entry, or 404 also for what is there but not the caller's.
pub(super) async fn find(
    state: &AppState,
    caller: &Caller,
    id: &str,
    mut params: Params,
    permission: Permission,
) -> Result<(Allow, Entry), Failure> {
    let named = params.take_parsed("organization", annals_model::OrganizationId::parse)?;
    params.finish()?;
    let principal = &caller.by.principal;
    let below = named.is_none() && principal.reaches_below(permission);
    let (_, allow) = state.allow_named(principal, named.as_ref(), below, permission)?;
    let id = EventId::parse(id).map_err(|_| not_found())?;
    let found = {
        let allow = allow.clone();
        state.search(principal, move |snapshot| snapshot.by_id(&allow, &id)).await?
    };
    let entry = found.ok_or_else(not_found)?;
    state.readings.tell(&caller.by, Reading::of(&entry)).await?;
    Ok((allow, entry))
}

fn not_found() -> Failure {
    Failure::new(Code::NotFound, "there is no such entry among those you may see")
}
