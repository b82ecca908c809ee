//! `/v1/keys`

use annals_desk::{Key, KeyId, NewKey};
use annals_model::{Millis, OrganizationId, Permission, Scopes};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;

use super::caller::Caller;
use super::params::{Named, NoParams, Params, invalid_value};
use super::reply::{Json, read_json};
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list, write_text};

/// The keys of an organisation, newest first, without their secrets.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    params.finish()?;
    let principal = &caller.by.principal;
    let (organization, _) =
        state.allow_named(principal, named.as_ref(), false, Permission::ReadKeys)?;
    let keys = state.desk.keys(principal, organization.ordinal).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("keys"), &keys, |out, key| write(out, &organization.id, key, None));
    object.end();
    Ok(Json::ok(out))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    organization: Option<String>,
    scopes: Vec<String>,
    #[serde(default)]
    reaches_below: bool,
    expires_at: Option<String>,
}

/// Creates a key; the answer is the only place where its secret is ever shown.
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
        state.allow_named(principal, named.as_ref(), false, Permission::ManageKeys)?;
    let expires_at = new.expires_at.as_deref().map(Millis::parse).transpose();
    let new = NewKey {
        organization: organization.ordinal,
        name: new.name,
        scopes: parse_scopes(&new.scopes)?,
        reaches_below: new.reaches_below,
        expires_at: expires_at.map_err(|reason| invalid_value("expires_at", &reason))?,
    };
    let (key, secret) = state.desk.create_key(&caller.by, new).await?;
    let mut out = String::new();
    write(&mut out, &organization.id, &key, Some(&secret.0));
    Ok(Json(StatusCode::CREATED, out))
}

/// Revokes a key; it holds no longer when the answer comes.
pub(super) async fn revoke(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    Named(id): Named,
) -> Result<StatusCode, Failure> {
    let principal = &caller.by.principal;
    state.allow(principal, principal.home, false, Permission::ManageKeys)?;
    state.desk.revoke_key(&caller.by, &KeyId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn parse_scopes(words: &[String]) -> Result<Scopes, Failure> {
    words
        .iter()
        .map(|word| {
            Permission::parse(word).ok_or_else(|| {
                let known = Permission::ALL.map(Permission::as_str).join(", ");
                invalid_value("scopes", &format!("{word:?} is not one of {known}"))
            })
        })
        .collect()
}

fn write(out: &mut String, organization: &OrganizationId, key: &Key, secret: Option<&str>) {
    let mut object = Object::new(out);
    object.text("id", Some(&key.id.0));
    if let Some(secret) = secret {
        object.text("secret", Some(secret));
    }
    object.text("prefix", Some(&key.prefix));
    object.display("organization", organization);
    object.text("name", Some(&key.name));
    let scopes: Vec<Permission> = key.scopes.iter().collect();
    write_list(object.value("scopes"), &scopes, |out, scope| write_text(out, scope.as_str()));
    object.raw("reaches_below", key.reaches_below);
    let mut time = |name, time: Option<Millis>| {
        object.text(name, time.map(|time| time.to_string()).as_deref());
    };
    time("created_at", Some(key.created_at));
    time("expires_at", key.expires_at);
    time("last_used_at", key.last_used_at);
    time("revoked_at", key.revoked_at);
    object.end();
}
