//! `/v1/groups`

use annals_desk::{Group, GroupFields, GroupId};
use annals_model::{OrganizationId, Permission};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;

use super::only_organization;
use super::users::take_version;
use crate::api::caller::Caller;
use crate::api::params::take_organization;
use crate::api::params::{Named, NoParams, Params, invalid_value};
use crate::api::reply::{Json, read_json};
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// The groups of an organisation: roles, then others by name.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    params: Params,
) -> Result<Json, Failure> {
    let organization = only_organization(&state, &caller, params, Permission::ReadGroups)?;
    let groups = state.desk.groups(&caller.by.principal, organization.ordinal).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("groups"), &groups, |out, group| write(out, &organization.id, group));
    object.end();
    Ok(Json::ok(out))
}

/// One of them.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let organization = only_organization(&state, &caller, params, Permission::ReadGroups)?;
    let principal = &caller.by.principal;
    let group = state.desk.group(principal, organization.ordinal, &GroupId(id)).await?;
    Ok(one(StatusCode::OK, &organization.id, &group))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    organization: Option<String>,
    name: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    without_calendar: bool,
}

/// Creates a group without users and rights.
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    body: Bytes,
) -> Result<Json, Failure> {
    let new: New = read_json(&body)?;
    let named = new.organization.as_deref().map(OrganizationId::parse).transpose();
    let named = named.map_err(|reason| invalid_value("organization", &reason))?;
    let principal = &caller.by.principal;
    let (organization, _) =
        state.allow_named(principal, named.as_ref(), false, Permission::ManageGroups)?;
    let New { name, description, without_calendar, .. } = new;
    let fields = GroupFields { name, description, without_calendar };
    let group = state.desk.create_group(&caller.by, organization.ordinal, fields).await?;
    Ok(one(StatusCode::CREATED, &organization.id, &group))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Update {
    version: i64,
    name: Option<String>,
    description: Option<String>,
    without_calendar: Option<bool>,
}

/// Changes a group that is at `version`.
pub(super) async fn update(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let update: Update = read_json(&body)?;
    let organization = only_organization(&state, &caller, params, Permission::ManageGroups)?;
    let (ordinal, id) = (organization.ordinal, GroupId(id));
    let old = state.desk.group(&caller.by.principal, ordinal, &id).await?;
    let fields = GroupFields {
        name: update.name.unwrap_or(old.name),
        description: update.description.unwrap_or(old.description),
        without_calendar: update.without_calendar.unwrap_or(old.without_calendar),
    };
    let group = state.desk.change_group(&caller.by, ordinal, &id, update.version, fields).await?;
    Ok(one(StatusCode::OK, &organization.id, &group))
}

/// Deletes a group that is at `version`.
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    mut params: Params,
) -> Result<StatusCode, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::ManageGroups)?;
    let version = take_version(&mut params)?;
    params.finish()?;
    state.desk.delete_group(&caller.by, organization.ordinal, &GroupId(id), version).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn one(status: StatusCode, organization: &OrganizationId, group: &Group) -> Json {
    let mut out = String::new();
    write(&mut out, organization, group);
    Json(status, out)
}

fn write(out: &mut String, organization: &OrganizationId, group: &Group) {
    let mut object = Object::new(out);
    object.text("id", Some(&group.id.0));
    object.display("organization", organization);
    object.text("name", Some(&group.name));
    object.text("description", Some(&group.description));
    object.raw("built_in", group.role.is_some());
    object.raw("without_calendar", group.without_calendar);
    object.raw("members", group.members);
    object.raw("version", group.version);
    object.end();
}
