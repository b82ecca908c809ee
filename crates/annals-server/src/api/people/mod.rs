//! `/v1/users` and `/v1/groups`: accounts, groups, who is in them, and what they may do.

mod calendars;
mod groups;
mod members;
mod rights;
mod users;

use annals_desk::{GroupId, Holder, UserId};
use annals_model::{Organization, OrganizationId, Permission};
use axum::Router;
use axum::routing::{delete, get, put};

use super::caller::Caller;
use super::params::Params;
use crate::error::Failure;
use crate::state::AppState;

/// Users and groups.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/v1/users", get(users::list).post(users::create))
        .route("/v1/users/{id}", get(users::get).patch(users::update).delete(users::delete))
        .route("/v1/users/{id}/rights", get(rights::of_user).patch(rights::change_of_user))
        .route("/v1/users/{id}/calendars", get(calendars::of_user).post(calendars::add_to_user))
        .route(
            "/v1/users/{id}/calendars/{right}",
            delete(calendars::delete_of_user).patch(calendars::update_of_user),
        )
        .route("/v1/groups", get(groups::list).post(groups::create))
        .route("/v1/groups/{id}", get(groups::get).patch(groups::update).delete(groups::delete))
        .route("/v1/groups/{id}/members", get(members::list))
        .route("/v1/groups/{id}/members/{user}", put(members::add).delete(members::remove))
        .route("/v1/groups/{id}/rights", get(rights::of_group).patch(rights::change_of_group))
        .route("/v1/groups/{id}/calendars", get(calendars::of_group).post(calendars::add_to_group))
        .route(
            "/v1/groups/{id}/calendars/{right}",
            delete(calendars::delete_of_group).patch(calendars::update_of_group),
        )
}

/// Takes `organization`, where `permission` is asked for.
fn take_organization(
    state: &AppState,
    caller: &Caller,
    params: &mut Params,
    permission: Permission,
) -> Result<Organization, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    let principal = &caller.by.principal;
    Ok(state.allow_named(principal, named.as_ref(), false, permission)?.0)
}

/// Takes `organization` and finds the user in it.
async fn user(
    state: &AppState,
    caller: &Caller,
    mut params: Params,
    id: String,
    permission: Permission,
) -> Result<Holder, Failure> {
    let organization = take_organization(state, caller, &mut params, permission)?;
    params.finish()?;
    let principal = &caller.by.principal;
    Ok(Holder::User(state.desk.user(principal, organization.ordinal, &UserId(id)).await?))
}

/// Takes `organization` and finds the group in it.
async fn group(
    state: &AppState,
    caller: &Caller,
    mut params: Params,
    id: String,
    permission: Permission,
) -> Result<Holder, Failure> {
    let organization = take_organization(state, caller, &mut params, permission)?;
    params.finish()?;
    let principal = &caller.by.principal;
    Ok(Holder::Group(state.desk.group(principal, organization.ordinal, &GroupId(id)).await?))
}
