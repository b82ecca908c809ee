//! `/v1/sessions`: where people are signed in.

use annals_desk::{OpenSession, SessionId, WhichSessions};
use annals_model::{OrganizationId, Permission};
use axum::extract::State;
use axum::http::StatusCode;

use super::caller::Caller;
use super::params::{Named, Params};
use super::reply::Json;
use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// The sessions of the signed-in user; those of an organisation where it is named, or for a key.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    params.finish()?;
    let principal = &caller.by.principal;
    let found = match (&caller.session, named) {
        (Some(session), None) => state.desk.sessions_of(principal, &session.user).await?,
        (_, named) => {
            let manage = Permission::ManageUsers;
            let (at, _) = state.allow_named(principal, named.as_ref(), false, manage)?;
            state.desk.sessions_in(principal, at.ordinal).await?
        }
    };
    Ok(answer(&caller, &found))
}

/// Ends one: one's own, or of a user whom one may manage.
pub(super) async fn end(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<StatusCode, Failure> {
    params.finish()?;
    let principal = &caller.by.principal;
    if caller.session.is_none() {
        // Who lacks it learns nothing of sessions.
        state.allow(principal, principal.home, false, Permission::ManageUsers)?;
    }
    let id = SessionId(id);
    let owner = state.desk.owner_of_session(principal, &id).await?;
    ended(state.desk.end_sessions(&caller.by, &owner, WhichSessions::One(id)).await?)
}

/// What is answered to whoever asks for the end of one session: it may be another user's, or over.
pub(super) fn ended(count: usize) -> Result<StatusCode, Failure> {
    match count {
        0 => Err(Failure::new(Code::NotFound, "there is no such session")),
        _ => Ok(StatusCode::NO_CONTENT),
    }
}

/// A list of sessions.
pub(super) fn answer(caller: &Caller, found: &[OpenSession]) -> Json {
    let current = caller.session.as_ref().map(|session| &*session.session_id);
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("sessions"), found, |out, one| write(out, one, current));
    object.end();
    Json::ok(out)
}

fn write(out: &mut String, session: &OpenSession, current: Option<&str>) {
    let mut object = Object::new(out);
    object.text("id", Some(&session.id.0));
    object.text("user", Some(&session.user.0));
    object.text("username", Some(&session.username));
    object.display("began_at", session.began_at);
    object.display("last_used_at", session.last_used_at);
    object.text("ip", session.ip.as_deref());
    object.text("user_agent", session.user_agent.as_deref());
    object.raw("current", current == Some(&*session.id.0));
    object.end();
}
