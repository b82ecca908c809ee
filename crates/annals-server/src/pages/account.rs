//! `/account`: one's own account, where one is signed in, and `/account/password`.

use annals_desk::{OpenSession, SessionId, WhichSessions};
use annals_model::Preference;
use annals_viewer::Fault;
use annals_viewer::components::sessions::SessionView;
use annals_viewer::fault::{PasswordFault, RequestFault};
use annals_viewer::messages::account as messages;
use annals_viewer::pages::account::{
    AccountView, PASSWORD_PATH, PATH, PasswordField, PasswordView, SESSIONS_PATH, account, password,
};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::tz::TimeZone;

use super::selected::refused;
use super::{fault_of, problem, status_of, zone, zoned};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{CheckedForm, Visitor, local_path};
use crate::state::AppState;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route(PATH, get(show))
        .route(SESSIONS_PATH, get(home).post(end_sessions))
        .route(PASSWORD_PATH, get(show_password).post(change_password))
}

/// What led here.
#[derive(serde::Deserialize)]
struct Arrival {
    notice: Option<String>,
    /// Sessions that were ended.
    ended: Option<u64>,
}

impl Arrival {
    fn notice(&self) -> Option<String> {
        match self.notice.as_deref() {
            Some("password") => Some(messages::password_changed().to_owned()),
            Some("factor-removed") => Some(messages::factor_removed().to_owned()),
            _ => self.ended.map(messages::ended),
        }
    }
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(arrival): Query<Arrival>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    match view(&state, &visitor, &arrival).await {
        Ok(page) => super::html(StatusCode::OK, account(&page)),
        Err(failure) => problem::page(&frame, &failure),
    }
}

async fn view(
    state: &AppState,
    visitor: &Visitor,
    arrival: &Arrival,
) -> Result<AccountView, Failure> {
    let who = &visitor.signed_in;
    let tree = state.store.organizations();
    let organization = tree.get(who.user.organization);
    let zone = zone_of(state, visitor);
    let factor = state.desk.second_factor(&who.principal, &who.user).await?;
    let passkeys = factor.as_ref().map_or(0, |on| on.passkeys.len() as u64);
    let has_app = factor.as_ref().is_some_and(|on| on.app.is_some());
    let factor =
        factor.map(|on| (zoned(on.app.unwrap_or(on.since), &zone), on.recovery_codes.into()));
    let sessions = state.desk.sessions_of(&who.principal, &who.user).await?;
    let user = &who.user;
    Ok(AccountView {
        frame: super::frame(state, visitor),
        notice: arrival.notice(),
        name: user.name.clone(),
        username: user.username.clone(),
        email: user.email.clone(),
        role: user.role.clone(),
        organization: organization.map(|found| found.name.clone()).unwrap_or_default(),
        factor,
        has_app,
        passkeys,
        sessions: sessions.into_iter().map(|one| shown(one, &who.session_id, &zone)).collect(),
    })
}

/// The zone in which a page of one's account is read.
pub(super) fn zone_of(state: &AppState, visitor: &Visitor) -> TimeZone {
    let tree = state.store.organizations();
    let home = tree.get(visitor.signed_in.user.organization);
    let home = home.map_or(TimeZone::UTC, |home| zone::of_organization(state, home));
    visitor.zone.as_ref().map_or(home, |zone| zone.time_zone().clone())
}

/// A session as pages show it to whoever reads them with the session `current`.
pub(super) fn shown(session: OpenSession, current: &str, zone: &TimeZone) -> SessionView {
    SessionView {
        is_current: session.id.0 == current,
        id: session.id.0,
        user_agent: session.user_agent,
        ip: session.ip,
        began: zoned(session.began_at, zone),
        used: zoned(session.last_used_at, zone),
    }
}

/// For the address without the form.
async fn home() -> Redirect {
    Redirect::to(PATH)
}

/// A form of the list of sessions.
#[derive(serde::Deserialize)]
struct EndForm {
    #[serde(rename = "do")]
    does: String,
    session: Option<String>,
}

async fn end_sessions(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form }: CheckedForm<EndForm>,
) -> Result<Response, Failure> {
    let who = &visitor.signed_in;
    let which = match (&*form.does, form.session) {
        ("others", _) => WhichSessions::AllBut(SessionId(who.session_id.clone())),
        (_, Some(session)) => WhichSessions::One(SessionId(session)),
        (_, None) => return Err(refused(RequestFault::FieldMissing("session".to_owned()))),
    };
    let by = visitor.by(requester.client);
    let ended = state.desk.end_sessions(by, &who.user, which).await?;
    Ok(Redirect::to(&format!("{PATH}?ended={ended}#sessions")).into_response())
}

/// Where to go afterwards.
#[derive(serde::Deserialize)]
struct Next {
    next: Option<String>,
}

async fn show_password(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(Next { next }): Query<Next>,
) -> Response {
    super::html(StatusCode::OK, password(&form(&state, &visitor, next.as_deref(), None)))
}

fn form(
    state: &AppState,
    visitor: &Visitor,
    next: Option<&str>,
    problem: Option<(PasswordField, Fault)>,
) -> PasswordView {
    PasswordView {
        frame: super::frame(state, visitor),
        is_required: visitor.signed_in.required.is_some(),
        next: next.and_then(local_path).map(str::to_owned),
        chars_min: chars_min(state, &visitor.signed_in.user),
        problem,
    }
}

/// Characters that a password of `user` has at least.
pub(super) fn chars_min(state: &AppState, user: &annals_desk::User) -> u64 {
    let preferences = state.desk.preferences_of(user.organization);
    preferences.get(Preference::PasswordLengthMin).to_string().parse().unwrap_or_default()
}

#[derive(serde::Deserialize)]
struct PasswordForm {
    old: String,
    new: String,
    again: String,
    next: Option<String>,
}

async fn change_password(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form: typed }: CheckedForm<PasswordForm>,
) -> Response {
    let who = &visitor.signed_in;
    let next = typed.next.clone();
    let result = match typed.new == typed.again {
        true => {
            let PasswordForm { old, new, .. } = typed;
            state.desk.change_own_password(who, &requester.client, old, new).await
        }
        false => {
            let problem = (PasswordField::Again, PasswordFault::NotRepeated.into());
            let page = form(&state, &visitor, next.as_deref(), Some(problem));
            return super::html(StatusCode::UNPROCESSABLE_ENTITY, password(&page));
        }
    };
    match result {
        Ok(()) => {
            let done = format!("{PATH}?notice=password");
            let next = next.as_deref().and_then(local_path);
            Redirect::to(next.unwrap_or(&done)).into_response()
        }
        Err(error) => match refusal(error) {
            Ok((status, problem)) => super::html(
                status,
                password(&form(&state, &visitor, next.as_deref(), Some(problem))),
            ),
            Err(failure) => problem::page(&super::frame(&state, &visitor), &failure),
        },
    }
}

/// What is wrong with a password, and with which field; or a failure that no field explains.
pub(super) fn refusal(
    error: annals_desk::Error,
) -> Result<(StatusCode, (PasswordField, Fault)), Failure> {
    use annals_desk::Error as Desk;
    let old = |fault: PasswordFault| (PasswordField::Old, fault.into());
    match error {
        Desk::WrongCredentials => Ok((StatusCode::UNPROCESSABLE_ENTITY, old(PasswordFault::Wrong))),
        Desk::TooManyAttempts { .. } => {
            Ok((StatusCode::TOO_MANY_REQUESTS, old(PasswordFault::TooMany)))
        }
        Desk::Refused(refusal) => {
            Ok((status_of(&refusal), (PasswordField::New, fault_of(refusal))))
        }
        other => Err(other.into()),
    }
}
