//! `/language`: takes the choice of a language and leads back to where it was made.

use annals_viewer::messages::{Language, UnknownLanguage};
use axum::extract::Form;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::error::{Code, Failure};
use crate::middleware::{LANGUAGE_COOKIE, Requester};
use crate::session::local_path;

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
    let language: Language = choice.language.parse().map_err(|error: UnknownLanguage| {
        Failure::new(Code::InvalidParameter, error.to_string())
    })?;
    let secure = if requester.secure { "; Secure" } else { "" };
    let cookie = format!(
        "{LANGUAGE_COOKIE}={}; Path=/; Max-Age={COOKIE_AGE_S}; HttpOnly; SameSite=Lax{secure}",
        language.tag()
    );
    let value = HeaderValue::from_str(&cookie).map_err(|error| Failure::internal(&error))?;
    Ok(([(header::SET_COOKIE, value)], Redirect::to(back(&headers))).into_response())
}

/// For addresses without the form, which someone may reload.
pub(super) async fn home() -> Redirect {
    Redirect::to("/")
}

/// The page on which it was chosen. Our pages tell where they are to our own server only; what
/// names another one leads to the first page.
fn back(headers: &HeaderMap) -> &str {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let page = text(header::REFERER).and_then(|page| page.split_once("://"));
    let path = page.zip(text(header::HOST)).and_then(|((_, page), host)| page.strip_prefix(host));
    path.and_then(local_path).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_server_are_led_back_to() {
        for (page, expected) in [
            ("https://log.example/?q=a&from=2026-11-01", "/?q=a&from=2026-11-01"),
            ("http://log.example/sign-in?next=/entries/4", "/sign-in?next=/entries/4"),
            ("https://log.example", "/"),
            ("https://log.example.evil.example/x", "/"),
            ("https://evil.example/x", "/"),
            ("https://log.example//evil.example/x", "/"),
            ("https://log.example:8321/x", "/"),
            ("", "/"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("log.example"));
            headers.insert(header::REFERER, HeaderValue::from_static(page));
            assert_eq!(back(&headers), expected, "{page}");
        }
    }
}
