//! `/sign-in`: the page on which people sign in.
//!
//! Its POST (form fields `username`, `password`, `next`) answers with redirects: a failed sign-in
//! goes back to `/sign-in?problem=credentials`, `?problem=wait` or `?problem=closed`. A username
//! that was tried goes back in a cookie of a minute, which only that page gets: an address would
//! keep it. Where a second factor is asked for, it leads to `/sign-in/code`, with a cookie that
//! names what the server remembers of it. Passkeys come in [`super::passkey_sign_in`].

use annals_desk::{Entered, PENDING_MINUTES, SessionToken, SignIn, SignedIn};
use annals_viewer::messages::{passkeys, session as messages};
use annals_viewer::pages::sign_in::{CODE_PATH, CodeView, SignInView, code, sign_in};
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{
    Visitor, append_cookie, cookie, encode, has_session_cookie, local_path, set_cookie, with_next,
};
use crate::site::Here;
use crate::state::AppState;

/// Which sign-in awaits the code of a second factor.
pub(super) const PENDING_COOKIE: &str = "annals-pending";
/// What was typed before a failed sign-in.
const TRIED_COOKIE: &str = "annals-tried";
const TRIED_AGE_S: i64 = 60;
/// Longer usernames are typed anew.
const TRIED_BYTES_MAX: usize = 256;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route("/sign-in", get(show).post(take))
        .route(CODE_PATH, get(show_code).post(take_code))
}

/// What leads here: a page that needs someone signed in, a failed attempt, a sign-out.
#[derive(serde::Deserialize)]
struct Arrival {
    next: Option<String>,
    problem: Option<String>,
    notice: Option<String>,
}

async fn show(
    visitor: Option<Visitor>,
    here: Here,
    Query(arrival): Query<Arrival>,
    headers: HeaderMap,
) -> Response {
    let next = arrival.next.as_deref().and_then(local_path);
    if visitor.is_some() {
        return Redirect::to(next.unwrap_or("/")).into_response();
    }
    let problem = arrival.problem.as_deref().map(|problem| match problem {
        "wait" => messages::too_many(),
        "closed" => messages::organization_closed(),
        "over" => messages::code_over(),
        "passkey" => passkeys::refused(),
        _ => messages::refused(),
    });
    let notice = match arrival.notice.as_deref() {
        Some("signed-out") => Some(messages::signed_out()),
        Some("password-set") => Some(messages::password_set()),
        // Signing out takes the cookie away, the end of a session leaves it.
        _ if problem.is_none() && has_session_cookie(&headers) => Some(messages::expired()),
        _ => None,
    };
    let tried = problem.and_then(|_| tried_username(&headers));
    let view = SignInView {
        username: tried.unwrap_or_default(),
        next: next.map(str::to_owned),
        problem: problem.map(str::to_owned),
        notice: notice.map(str::to_owned),
        origin: here.origin(),
    };
    super::html(StatusCode::OK, sign_in(&view))
}

#[derive(serde::Deserialize)]
struct SignInForm {
    username: String,
    password: String,
    next: Option<String>,
}

async fn take(
    State(state): State<AppState>,
    requester: Requester,
    Form(form): Form<SignInForm>,
) -> Result<Response, Failure> {
    let next = form.next.as_deref().and_then(local_path);
    let secure = requester.secure;
    let username = form.username.clone();
    let attempt =
        SignIn { username: form.username, password: form.password, client: requester.client };
    let problem = match state.desk.sign_in(attempt).await {
        Ok(Entered::SignedIn(token, who)) => return enter(&state, secure, &token, &who, next),
        Ok(Entered::AwaitsCode(token)) => {
            let way = with_next(CODE_PATH, next.unwrap_or("/"));
            let mut response = Redirect::to(&way).into_response();
            set_pending(&mut response, secure, &token.0, i64::from(PENDING_MINUTES) * 60)?;
            return Ok(response);
        }
        Err(annals_desk::Error::WrongCredentials) => "credentials",
        Err(annals_desk::Error::TooManyAttempts { .. }) => "wait",
        Err(annals_desk::Error::OrganizationClosed) => "closed",
        Err(error) => return Err(error.into()),
    };
    let next = next.map(|next| format!("&next={}", encode(next))).unwrap_or_default();
    let mut response = Redirect::to(&format!("/sign-in?problem={problem}{next}")).into_response();
    if username.len() <= TRIED_BYTES_MAX {
        let value = URL_SAFE_NO_PAD.encode(&username);
        set_step(&mut response, secure, (TRIED_COOKIE, "/sign-in"), &value, TRIED_AGE_S)?;
    }
    Ok(response)
}

/// Begins the session in the browser.
pub(super) fn enter(
    state: &AppState,
    secure: bool,
    token: &SessionToken,
    who: &SignedIn,
    next: Option<&str>,
) -> Result<Response, Failure> {
    // Whoever came from nowhere in particular begins where their account says.
    let home = who.user.homepage.as_deref().map(escaped);
    let home = home.as_deref().and_then(local_path);
    let next = next.filter(|next| *next != "/").or(home);
    let mut response = Redirect::to(next.unwrap_or("/")).into_response();
    let preferences = state.desk.preferences_of(who.user.organization);
    set_cookie(&mut response, secure, &token.0, preferences.session_age_ms() / 1_000)?;
    Ok(response)
}

/// A path as people type it, with words of any script, as an address has it.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'!'..=b'~' if byte != b'\\' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Names the sign-in that awaits a code; what it has come to is in the server's memory.
pub(super) fn set_pending(
    response: &mut Response,
    secure: bool,
    token: &str,
    age_s: i64,
) -> Result<(), Failure> {
    set_step(response, secure, (PENDING_COOKIE, CODE_PATH), token, age_s)
}

/// A cookie of one step of signing in: its name, and the path below which it is sent.
pub(super) fn set_step(
    response: &mut Response,
    secure: bool,
    (name, path): (&str, &str),
    value: &str,
    age_s: i64,
) -> Result<(), Failure> {
    let flag = if secure { "; Secure" } else { "" };
    let cookie =
        format!("{name}={value}; Path={path}; Max-Age={age_s}; HttpOnly; SameSite=Strict{flag}");
    append_cookie(response, &cookie)
}

async fn show_code(
    State(state): State<AppState>,
    headers: HeaderMap,
    here: Here,
    Query(arrival): Query<Arrival>,
) -> Result<Response, Failure> {
    let next = arrival.next.as_deref().and_then(local_path);
    let Some(token) = cookie(&headers, PENDING_COOKIE) else {
        return Ok(Redirect::to(&with_next("/sign-in", next.unwrap_or("/"))).into_response());
    };
    // Where it is over, the page stays: whatever is typed says so then.
    let steps = state.desk.second_steps(token).await?;
    let problem = arrival.problem.as_deref().map(|problem| match problem {
        "wait" => messages::too_many(),
        "passkey" => passkeys::step_refused(),
        _ => messages::code_refused(),
    });
    let view = CodeView {
        has_app: steps.is_none_or(|steps| steps.app),
        has_passkey: steps.is_some_and(|steps| steps.passkey),
        origin: here.origin(),
        next: next.map(str::to_owned),
        problem,
    };
    Ok(super::html(StatusCode::OK, code(&view)))
}

#[derive(serde::Deserialize)]
struct CodeForm {
    code: String,
    next: Option<String>,
}

async fn take_code(
    State(state): State<AppState>,
    requester: Requester,
    headers: HeaderMap,
    Form(form): Form<CodeForm>,
) -> Result<Response, Failure> {
    let secure = requester.secure;
    let next = form.next.as_deref().and_then(local_path);
    let token = cookie(&headers, PENDING_COOKIE).unwrap_or_default();
    let (path, problem) = match state.desk.enter_code(token, &form.code, requester.client).await {
        Ok((token, who)) => {
            let mut response = enter(&state, secure, &token, &who, next)?;
            set_pending(&mut response, secure, "", 0)?;
            return Ok(response);
        }
        Err(annals_desk::Error::WrongCode) => (CODE_PATH, "code"),
        Err(annals_desk::Error::TooManyAttempts { .. }) => (CODE_PATH, "wait"),
        Err(annals_desk::Error::OrganizationClosed) => ("/sign-in", "closed"),
        Err(annals_desk::Error::SignInOver) => ("/sign-in", "over"),
        Err(error) => return Err(error.into()),
    };
    let next = next.map(|next| format!("&next={}", encode(next))).unwrap_or_default();
    Ok(Redirect::to(&format!("{path}?problem={problem}{next}")).into_response())
}

/// The username of the sign-in that failed just now.
fn tried_username(headers: &HeaderMap) -> Option<String> {
    let value = URL_SAFE_NO_PAD.decode(cookie(headers, TRIED_COOKIE)?).ok()?;
    String::from_utf8(value).ok().filter(|username| username.len() <= TRIED_BYTES_MAX)
}
