//! The signed-in user of a page: cookie, form token, signing out.
//!
//! The cookie holds the session's token and nothing else. `POST /sign-out` (`form_token`) lives
//! here and leads to `/sign-in?notice=signed-out`. Pages live in [`crate::pages`].

use annals_desk::{By, Client, Required, SignedIn};
use annals_viewer::pages::account::PASSWORD_PATH;
use annals_viewer::pages::passkeys::PATH as PASSKEYS_PATH;
use annals_viewer::pages::second_factor::PATH as SECOND_FACTOR_PATH;
use annals_viewer::{Place, Zone};
use axum::body::{Body, Bytes};
use axum::extract::{
    Form, FromRequest, FromRequestParts, OptionalFromRequestParts, Query, Request, State,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::error::Failure;
use crate::middleware::{Requester, asked};
use crate::pages;
use crate::routes::Routes;
use crate::state::AppState;

/// Name of the hidden form field with [`Visitor::form_token`].
pub(crate) const FORM_TOKEN_FIELD: &str = "form_token";

const SIGN_OUT: &str = "/sign-out";
/// Over HTTPS: browsers keep `__Host-` cookies from other hosts and from plain HTTP.
const SECURE_COOKIE: &str = "__Host-annals";
/// Over plain HTTP on loopback.
const PLAIN_COOKIE: &str = "annals";

/// The signed-in user of a page. As an extractor it sends everyone else to `/sign-in?next=…`;
/// as `Option<Visitor>` it lets them pass.
#[derive(Clone)]
pub(crate) struct Visitor {
    /// User, session and principal.
    pub(crate) signed_in: SignedIn,
    /// What forms of this session carry.
    pub(crate) form_token: String,
    /// The session's own token, which never goes into a page.
    pub(crate) token: String,
    /// The zone that the address asks for, if there is one of that name.
    pub(crate) zone: Option<Zone>,
    /// Whose entries the address asks for; not whether they may be seen.
    pub(crate) place: Place,
}

impl Visitor {
    /// Who does something, from where.
    pub(crate) fn by(&self, client: Client) -> By {
        By { client, ..By::from(&self.signed_in) }
    }
}

/// A form of a signed-in user whose token was checked.
pub(crate) struct CheckedForm<T> {
    /// Who sent it.
    pub(crate) visitor: Visitor,
    /// Its fields.
    pub(crate) form: T,
}

/// Signing out.
pub(crate) fn routes() -> Routes {
    Routes::new().route(SIGN_OUT, get(home).post(sign_out))
}

/// Whether a session's cookie came along, valid or not.
pub(crate) fn has_session_cookie(headers: &HeaderMap) -> bool {
    cookie(headers, SECURE_COOKIE).or_else(|| cookie(headers, PLAIN_COOKIE)).is_some()
}

/// A form that only says that its button was pressed.
#[derive(serde::Deserialize)]
pub(crate) struct NoFields {}

async fn sign_out(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form: NoFields {} }: CheckedForm<NoFields>,
) -> Result<Response, Failure> {
    state.desk.sign_out(&visitor.signed_in, &requester.client).await?;
    let mut response = Redirect::to("/sign-in?notice=signed-out").into_response();
    set_cookie(&mut response, requester.secure, "", 0)?;
    Ok(response)
}

/// For the address without the form: someone who reloads, or chooses a language on a page there.
async fn home() -> Redirect {
    Redirect::to("/")
}

pub(crate) fn set_cookie(
    response: &mut Response,
    secure: bool,
    token: &str,
    age_s: i64,
) -> Result<(), Failure> {
    let (name, flag) = if secure { (SECURE_COOKIE, "; Secure") } else { (PLAIN_COOKIE, "") };
    let cookie = format!("{name}={token}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Lax{flag}");
    append_cookie(response, &cookie)
}

pub(crate) fn append_cookie(response: &mut Response, cookie: &str) -> Result<(), Failure> {
    let value = HeaderValue::from_str(cookie).map_err(|error| Failure::internal(&error))?;
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(())
}

/// A path of this server; `//host` and the like lead elsewhere and are none.
pub(crate) fn local_path(path: &str) -> Option<&str> {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte > b' ' && byte != b'\\' && byte < 0x7f);
    (local && path.len() <= 8_000).then_some(path)
}

pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        match find(parts, state).await {
            Ok(Some(visitor)) => match first_way(&visitor, parts) {
                Some(way) => Err(asked::lead(&parts.headers, &way)),
                None => Ok(visitor),
            },
            Ok(None) => Err(asked::lead(&parts.headers, &sign_in_path(parts))),
            Err(failure) => Err(failure.into_response()),
        }
    }
}

impl OptionalFromRequestParts<AppState> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Option<Self>, Self::Rejection> {
        find(parts, state).await
    }
}

/// The hidden field, among whatever else a form has.
#[derive(serde::Deserialize)]
struct TokenField {
    #[serde(default)]
    form_token: String,
}

impl<T: DeserializeOwned> FromRequest<AppState> for CheckedForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        // Read to its end whoever sends it: a browser that is still sending when the connection
        // closes would show that, and not the answer.
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
        let visitor =
            <Visitor as FromRequestParts<AppState>>::from_request_parts(&mut parts, state).await?;
        let bytes = bytes.map_err(IntoResponse::into_response)?;
        let again = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
        let Form(token) = Form::<TokenField>::from_request(again(), state)
            .await
            .map_err(IntoResponse::into_response)?;
        if !bool::from(token.form_token.as_bytes().ct_eq(visitor.form_token.as_bytes())) {
            let sent = Form::<Vec<(String, String)>>::from_request(again(), state).await;
            let sent = sent.map(|Form(sent)| sent).unwrap_or_default();
            return Err(pages::outdated(state, &visitor, &parts, sent));
        }
        let Form(form) =
            Form::<T>::from_request(again(), state).await.map_err(IntoResponse::into_response)?;
        Ok(Self { visitor, form })
    }
}

/// Where to sign in, and then go on.
fn sign_in_path(parts: &Parts) -> String {
    with_next("/sign-in", &page_of(parts))
}

/// Where someone has to do something before anything else, unless they are there; whatever the
/// page, so that none can be forgotten.
fn first_way(visitor: &Visitor, parts: &Parts) -> Option<String> {
    let first = match visitor.signed_in.required? {
        Required::Password => PASSWORD_PATH,
        Required::SecondFactor => SECOND_FACTOR_PATH,
    };
    let path = parts.uri.path();
    // A passkey is a second factor.
    let is_open = path == first
        || path == SIGN_OUT
        || first == SECOND_FACTOR_PATH && path.starts_with(PASSKEYS_PATH);
    (!is_open).then(|| with_next(first, &page_of(parts)))
}

/// The page that was asked for, or the one whose form was sent, which is not done.
fn page_of(parts: &Parts) -> String {
    match parts.method {
        Method::GET | Method::HEAD => asked::page_of(&parts.uri),
        // There is nothing left to sign out of.
        _ if parts.uri.path() == SIGN_OUT => "/".to_owned(),
        _ => asked::page_before(&parts.headers).unwrap_or_else(|| asked::page_of(&parts.uri)),
    }
}

/// `path`, from which it goes on to `next`.
pub(crate) fn with_next(path: &str, next: &str) -> String {
    match local_path(next) {
        Some("/") | None => path.to_owned(),
        Some(next) => format!("{path}?next={}", encode(next)),
    }
}

/// The visitor whose cookie came along, if the session holds.
pub(crate) async fn find(parts: &mut Parts, state: &AppState) -> Result<Option<Visitor>, Failure> {
    let secure = parts.extensions.get::<Requester>().is_some_and(|from| from.secure);
    let name = if secure { SECURE_COOKIE } else { PLAIN_COOKIE };
    let Some(token) = cookie(&parts.headers, name) else { return Ok(None) };
    let Some(signed_in) = state.desk.session(token).await? else { return Ok(None) };
    let (form_token, token) = (form_token(token), token.to_owned());
    let (zone, place) = asked(&parts.uri);
    Ok(Some(Visitor { signed_in, form_token, token, zone, place }))
}

/// How the address asks to be read, whatever else it asks for.
fn asked(uri: &Uri) -> (Option<Zone>, Place) {
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri).map(|Query(pairs)| pairs);
    let pairs = pairs.unwrap_or_default();
    let zone = pairs.iter().rfind(|(name, _)| name == "zone");
    let mut place = Place::default();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.trim().is_empty()) {
        place.read(name, value.trim());
    }
    (zone.and_then(|(_, name)| Zone::parse(name)), place)
}

/// Made of the session's token, which the page itself can't read.
fn form_token(session_token: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"annals-form/v1\n");
    hasher.update(session_token.as_bytes());
    URL_SAFE_NO_PAD.encode(hasher.finalize())
}

/// The value of the cookie called `name`.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, value)| *found == name && !value.is_empty())
        .map(|(_, value)| value)
}
