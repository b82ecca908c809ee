//! `/language`: takes the choice of a language and leads back to where it was made.

use annals_viewer::fault::RequestFault;
use annals_viewer::messages::Language;
use axum::extract::Form;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::error::{Code, Failure};
use crate::middleware::{LANGUAGE_COOKIE, Requester, asked};

const COOKIE_AGE_S: u32 = 400 * 24 * 60 * 60;

#[derive(serde::Deserialize)]
pub(super) struct Choice {
    language: String,
}

/// For everyone: who can't read the page on which people sign in needs it most.
pub(super) async fn choose(
    requester: Requester,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Result<Response, Failure> {
    let unknown = |_| Failure::told(Code::InvalidParameter, RequestFault::NoLanguage);
    let language: Language = choice.language.parse().map_err(unknown)?;
    let secure = if requester.secure { "; Secure" } else { "" };
    let cookie = format!(
        "{LANGUAGE_COOKIE}={}; Path=/; Max-Age={COOKIE_AGE_S}; HttpOnly; SameSite=Lax{secure}",
        language.tag()
    );
    let back = asked::page_before(&headers).unwrap_or_else(|| "/".to_owned());
    let value = HeaderValue::from_str(&cookie).map_err(|error| Failure::internal(&error))?;
    Ok(([(header::SET_COOKIE, value)], Redirect::to(&back)).into_response())
}

/// For addresses without the form, which someone may reload.
pub(super) async fn home() -> Redirect {
    Redirect::to("/")
}
