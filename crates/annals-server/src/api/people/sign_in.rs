//! `/v1/users/{id}/sessions` and what else there is about how a user signs in.

use annals_desk::{Passkey, SessionId, User, UserId, WhichSessions};
use annals_model::Permission;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::only_organization;
use crate::api::caller::Caller;
use crate::api::params::{Named, Params};
use crate::api::reply::Json;
use crate::api::sessions::{answer, ended};
use crate::error::Failure;
use crate::pages::RESET_PATH;
use crate::site::BaseUrl;
use crate::state::AppState;
use crate::wire::Object;

async fn find(
    state: &AppState,
    caller: &Caller,
    params: Params,
    id: String,
) -> Result<User, Failure> {
    let at = only_organization(state, caller, params, Permission::ManageUsers)?;
    Ok(state.desk.user(&caller.by.principal, at.ordinal, &UserId(id)).await?)
}

/// Where a user is signed in.
pub(super) async fn sessions(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let user = find(&state, &caller, params, id).await?;
    let found = state.desk.sessions_of(&caller.by.principal, &user).await?;
    Ok(answer(&caller, &found))
}

/// Signs a user out everywhere.
pub(super) async fn end_sessions(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<StatusCode, Failure> {
    let user = find(&state, &caller, params, id).await?;
    state.desk.end_sessions(&caller.by, &user, WhichSessions::All).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one session of a user.
pub(super) async fn end_session(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, session)): Path<(String, String)>,
    params: Params,
) -> Result<StatusCode, Failure> {
    let user = find(&state, &caller, params, id).await?;
    let which = WhichSessions::One(SessionId(session));
    ended(state.desk.end_sessions(&caller.by, &user, which).await?)
}

/// Makes a link with which a user chooses another password, once.
pub(super) async fn reset_link(
    State(state): State<AppState>,
    caller: Caller,
    BaseUrl(base_url): BaseUrl,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let user = find(&state, &caller, params, id).await?;
    let link = state.desk.make_reset_link(&caller.by, user.organization, &user.id).await?;
    let path = format!("{RESET_PATH}/{}", link.token.0);
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.text("path", Some(&path));
    object.text("url", Some(&format!("{base_url}{path}")));
    object.display("expires_at", link.expires_at);
    object.end();
    Ok(Json(StatusCode::CREATED, out))
}

/// Since when a second factor is asked for of a user, if it is, and what it is.
pub(super) async fn second_factor(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let user = find(&state, &caller, params, id).await?;
    let found = state.desk.second_factor(&caller.by.principal, &user).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.raw("enabled", found.is_some());
    object.text("since", found.as_ref().map(|on| on.since.to_string()).as_deref());
    object.text(
        "app_since",
        found.as_ref().and_then(|on| on.app).map(|at| at.to_string()).as_deref(),
    );
    object.raw("recovery_codes", found.as_ref().map_or(0, |on| on.recovery_codes));
    let passkeys = found.map(|on| on.passkeys).unwrap_or_default();
    object.raw("passkeys", passkeys_json(&passkeys));
    object.end();
    Ok(Json::ok(out))
}

fn passkeys_json(passkeys: &[Passkey]) -> String {
    let mut out = String::from("[");
    for (place, passkey) in passkeys.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        let mut object = Object::new(&mut out);
        object.text("name", Some(&passkey.name));
        object.text("site", Some(&passkey.site));
        object.display("added_at", passkey.added_at);
        let used = passkey.last_used_at.map(|at| at.to_string());
        object.text("last_used_at", used.as_deref());
        object.end();
    }
    out.push(']');
    out
}

/// Takes the second factor of a user who lost it away: app, passkeys and recovery codes.
pub(super) async fn remove_second_factor(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<StatusCode, Failure> {
    let user = find(&state, &caller, params, id).await?;
    state.desk.remove_second_factor(&caller.by, &user).await?;
    Ok(StatusCode::NO_CONTENT)
}
