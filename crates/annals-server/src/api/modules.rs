//! `/v1/modules`

use annals_desk::{DeclaredModule, DeclaredRight};
use annals_model::Permission;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;

use super::caller::Caller;
use super::params::{Named, Params, take_organization};
use super::reply::{Json, read_json};
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// The modules that events of an organisation may name.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::ReadRights)?;
    params.finish()?;
    let found = state.desk.modules(&caller.by.principal, organization.ordinal).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("modules"), &found, |out, (is_own, module)| {
        write(out, module, !is_own);
    });
    object.end();
    Ok(Json::ok(out))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    label: String,
    rights: Vec<Right>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Right {
    name: String,
    label: String,
}

/// Declares a module, or says anew what belongs to it.
pub(super) async fn declare(
    State(state): State<AppState>,
    caller: Caller,
    Named(name): Named,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::ManageRights)?;
    params.finish()?;
    let New { label, rights } = read_json(&body)?;
    let rights = rights.into_iter().map(|Right { name, label }| DeclaredRight { name, label });
    let module = DeclaredModule { name, label, rights: rights.collect() };
    state.desk.declare_module(&caller.by, organization.ordinal, module.clone()).await?;
    let mut out = String::new();
    write(&mut out, &module, false);
    Ok(Json::ok(out))
}

/// Takes a declaration back; one that is not there stays so.
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Named(name): Named,
    mut params: Params,
) -> Result<StatusCode, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::ManageRights)?;
    params.finish()?;
    state.desk.remove_module(&caller.by, organization.ordinal, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn write(out: &mut String, module: &DeclaredModule, inherited: bool) {
    let mut object = Object::new(out);
    object.text("name", Some(&module.name));
    object.text("label", Some(&module.label));
    object.raw("inherited", inherited);
    write_list(object.value("rights"), &module.rights, |out, right| {
        let mut object = Object::new(out);
        object.text("name", Some(&right.name));
        object.text("label", Some(&right.label));
        object.end();
    });
    object.end();
}
