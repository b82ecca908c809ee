//! Signing in with a passkey: by itself at `/sign-in/passkey`, and as the second step after the
//! password at `/sign-in/code/passkey`.
//!
//! A script asks for options at `…/ask`, which a cookie names for the answer: of its own where
//! nobody has said yet who they are, else the one that the second step has anyhow. What the browser
//! shows comes as the form field `passkey`, and is answered with redirects as a password is.

use annals_desk::{CEREMONY_MINUTES, Error, PasskeyToken, SessionToken, SignedIn};
use annals_viewer::pages::sign_in::{
    ASK_PATH, CODE_ASK_PATH, CODE_PASSKEY_PATH, CODE_PATH, PASSKEY_PATH,
};
use axum::extract::{Form, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use super::passkeys::{no_site, options};
use super::sign_in::{PENDING_COOKIE, enter, set_pending, set_step};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{cookie, encode, local_path};
use crate::site::Here;
use crate::state::AppState;

/// Which question the browser answers.
const ASKED_COOKIE: &str = "annals-passkey";

pub(super) fn routes() -> Routes {
    Routes::new()
        .route(PASSKEY_PATH, get(home).post(take))
        .route(ASK_PATH, post(ask))
        .route(CODE_PASSKEY_PATH, get(home_of_step).post(take_step))
        .route(CODE_ASK_PATH, post(ask_step))
}

/// For the addresses without the forms.
async fn home() -> Redirect {
    Redirect::to("/sign-in")
}

async fn home_of_step() -> Redirect {
    Redirect::to(CODE_PATH)
}

async fn ask(
    State(state): State<AppState>,
    requester: Requester,
    here: Here,
) -> Result<Response, Failure> {
    let Some(site) = here.site() else { return Err(no_site()) };
    let (token, json) = state.desk.ask_to_sign_in(site, &requester.client)?;
    let mut response = options(json);
    set_asked(&mut response, requester.secure, &token.0, i64::from(CEREMONY_MINUTES) * 60)?;
    Ok(response)
}

fn set_asked(
    response: &mut Response,
    secure: bool,
    token: &str,
    age_s: i64,
) -> Result<(), Failure> {
    set_step(response, secure, (ASKED_COOKIE, PASSKEY_PATH), token, age_s)
}

#[derive(serde::Deserialize)]
struct ShownForm {
    passkey: String,
    next: Option<String>,
}

async fn take(
    State(state): State<AppState>,
    requester: Requester,
    here: Here,
    headers: HeaderMap,
    Form(form): Form<ShownForm>,
) -> Result<Response, Failure> {
    let Some(site) = here.site() else { return Err(no_site()) };
    let secure = requester.secure;
    let token = PasskeyToken(cookie(&headers, ASKED_COOKIE).unwrap_or_default().to_owned());
    let client = requester.client;
    let shown = state.desk.sign_in_with_passkey(site, &token, &form.passkey, client).await;
    let mut response = answer(&state, secure, shown, "/sign-in", form.next.as_deref())?;
    set_asked(&mut response, secure, "", 0)?;
    Ok(response)
}

/// Lets in, or leads back to the page that says why not.
fn answer(
    state: &AppState,
    secure: bool,
    shown: annals_desk::Result<(SessionToken, SignedIn)>,
    page: &str,
    next: Option<&str>,
) -> Result<Response, Failure> {
    let next = next.and_then(local_path);
    let (page, problem) = match shown {
        Ok((token, who)) => return enter(state, secure, &token, &who, next),
        // The question was answered already, or too long ago.
        Err(Error::SignInOver) if page == CODE_PATH => ("/sign-in", "over"),
        Err(Error::WrongPasskey | Error::SignInOver) => (page, "passkey"),
        Err(Error::TooManyAttempts { .. }) => (page, "wait"),
        Err(Error::OrganizationClosed) => ("/sign-in", "closed"),
        Err(error) => return Err(error.into()),
    };
    let next = next.map(|next| format!("&next={}", encode(next))).unwrap_or_default();
    Ok(Redirect::to(&format!("{page}?problem={problem}{next}")).into_response())
}

async fn ask_step(
    State(state): State<AppState>,
    here: Here,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some(site) = here.site() else { return Err(no_site()) };
    let token = cookie(&headers, PENDING_COOKIE).unwrap_or_default();
    Ok(options(state.desk.ask_for_second_step(site, token).await?))
}

async fn take_step(
    State(state): State<AppState>,
    requester: Requester,
    here: Here,
    headers: HeaderMap,
    Form(form): Form<ShownForm>,
) -> Result<Response, Failure> {
    let Some(site) = here.site() else { return Err(no_site()) };
    let secure = requester.secure;
    let token = cookie(&headers, PENDING_COOKIE).unwrap_or_default();
    let client = requester.client;
    let shown = state.desk.enter_passkey(site, token, &form.passkey, client).await;
    let is_in = shown.is_ok();
    let mut response = answer(&state, secure, shown, CODE_PATH, form.next.as_deref())?;
    if is_in {
        set_pending(&mut response, secure, "", 0)?;
    }
    Ok(response)
}
