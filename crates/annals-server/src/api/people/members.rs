//! `/v1/groups/{id}/members`

use annals_desk::{GroupId, UserId};
use annals_model::Permission;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::only_organization;
use super::users::write;
use crate::api::caller::Caller;
use crate::api::params::{Named, Params};
use crate::api::reply::Json;
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// The users in a group, by username.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let organization = only_organization(&state, &caller, params, Permission::ReadGroups)?;
    let principal = &caller.by.principal;
    let group = state.desk.group(principal, organization.ordinal, &GroupId(id)).await?;
    let users = state.desk.members(principal, &group).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("users"), &users, |out, user| write(out, &organization.id, user));
    object.end();
    Ok(Json::ok(out))
}

/// Puts a user into a group; one who is in it stays.
pub(super) async fn add(
    state: State<AppState>,
    caller: Caller,
    path: Path<(String, String)>,
    params: Params,
) -> Result<StatusCode, Failure> {
    set(state, caller, path, params, true).await
}

/// Takes a user out of a group; one who is not in it stays out.
pub(super) async fn remove(
    state: State<AppState>,
    caller: Caller,
    path: Path<(String, String)>,
    params: Params,
) -> Result<StatusCode, Failure> {
    set(state, caller, path, params, false).await
}

async fn set(
    State(state): State<AppState>,
    caller: Caller,
    Path((group, user)): Path<(String, String)>,
    params: Params,
    is_member: bool,
) -> Result<StatusCode, Failure> {
    let organization = only_organization(&state, &caller, params, Permission::ManageGroups)?;
    let (user, group) = (UserId(user), GroupId(group));
    let set = state.desk.set_member(&caller.by, organization.ordinal, &user, &group, is_member);
    set.await?;
    Ok(StatusCode::NO_CONTENT)
}
