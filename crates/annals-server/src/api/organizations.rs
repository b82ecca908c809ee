//! `/v1/organizations`

use annals_desk::{NewOrganization, OrganizationFields};
use annals_model::{Organization, OrganizationId, Permission};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;

use super::caller::Caller;
use super::params::{Named, NoParams, Params, invalid, invalid_value};
use super::reply::{Json, read_json};
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// The organisations that the caller may read.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    params: Params,
) -> Result<Json, Failure> {
    params.finish()?;
    let principal = &caller.by.principal;
    state.allow(principal, principal.home, false, Permission::ReadOrganizations)?;
    let found = state.desk.organizations(principal);
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("organizations"), &found, |out, organization| {
        write(out, &state, &caller, organization);
    });
    object.end();
    Ok(Json::ok(out))
}

/// One organisation.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    Named(id): Named,
) -> Result<Json, Failure> {
    let organization = find(&state, &caller, &in_path(&id)?, Permission::ReadOrganizations)?;
    Ok(one(&state, &caller, StatusCode::OK, &organization))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    id: String,
    name: String,
    parent: Option<String>,
    time_zone: Option<String>,
}

/// Creates an organisation below one where the caller may manage organisations.
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    body: Bytes,
) -> Result<Json, Failure> {
    let new: New = read_json(&body)?;
    let id = in_body("id", &new.id)?;
    let parent = new.parent.as_deref().map(|parent| in_body("parent", parent)).transpose()?;
    let manage = Permission::ManageOrganizations;
    let (parent, _) = state.allow_named(&caller.by.principal, parent.as_ref(), true, manage)?;
    let New { name, time_zone, .. } = new;
    let new = NewOrganization { id, name, parent: parent.ordinal, time_zone };
    let created = state.desk.create_organization(&caller.by, new).await?;
    Ok(one(&state, &caller, StatusCode::CREATED, &created))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Update {
    name: Option<String>,
    time_zone: Option<String>,
    parent: Option<String>,
    closed: Option<bool>,
}

/// Changes an organisation's name or zone, moves it, closes or reopens it.
pub(super) async fn update(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    Named(id): Named,
    body: Bytes,
) -> Result<Json, Failure> {
    let update: Update = read_json(&body)?;
    let manage = Permission::ManageOrganizations;
    let old = find(&state, &caller, &in_path(&id)?, manage)?;
    let parent = match &update.parent {
        Some(parent) => Some(find(&state, &caller, &in_body("parent", parent)?, manage)?.ordinal),
        None => None,
    };
    let Update { name, time_zone, closed: is_closed, .. } = update;
    if time_zone.is_some() {
        let preferences = Permission::ManagePreferences;
        state.allow(&caller.by.principal, old.ordinal, false, preferences)?;
    }
    let new = OrganizationFields { name, time_zone, parent, is_closed };
    let seen = OrganizationFields::default();
    let updated = state.desk.change_organization(&caller.by, old.ordinal, new, seen).await?;
    Ok(one(&state, &caller, StatusCode::OK, &updated))
}

fn find(
    state: &AppState,
    caller: &Caller,
    id: &OrganizationId,
    permission: Permission,
) -> Result<Organization, Failure> {
    let (organization, _) = state.allow_named(&caller.by.principal, Some(id), false, permission)?;
    Ok(organization)
}

/// A name that can't be one is refused for its form, which tells nothing of what is there.
fn in_path(id: &str) -> Result<OrganizationId, Failure> {
    OrganizationId::parse(id).map_err(|reason| invalid("id", &reason))
}

/// Likewise one in a body.
fn in_body(field: &str, id: &str) -> Result<OrganizationId, Failure> {
    OrganizationId::parse(id).map_err(|reason| invalid_value(field, &reason))
}

fn one(state: &AppState, caller: &Caller, status: StatusCode, organization: &Organization) -> Json {
    let mut out = String::new();
    write(&mut out, state, caller, organization);
    Json(status, out)
}

fn write(out: &mut String, state: &AppState, caller: &Caller, organization: &Organization) {
    let tree = state.store.organizations();
    let home = caller.by.principal.home;
    // What lies above the caller's own organisation is not the caller's to know.
    let parent = organization.parent.filter(|_| organization.ordinal != home);
    let parent = parent.and_then(|ordinal| tree.get(ordinal));
    let mut object = Object::new(out);
    object.display("id", &organization.id);
    object.text("name", Some(&organization.name));
    object.text("parent", parent.map(|parent| parent.id.as_str()));
    let time_zone = state.desk.preferences_of(organization.ordinal).time_zone_name();
    object.text("time_zone", Some(&time_zone));
    object.display("log_id", organization.log_id);
    object.display("created_at", organization.created_at);
    object.text("closed_at", organization.closed_at.map(|at| at.to_string()).as_deref());
    // Also by what lies above, without saying what that is.
    object.raw("closed", tree.closed_by(organization.ordinal).is_some());
    object.end();
}
