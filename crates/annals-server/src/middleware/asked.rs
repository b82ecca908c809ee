//! What of a page is asked for: the document, or what of it differs, for a page that is there.
//!
//! htmx says so in `HX-Request-Type`; every page's answer varies with it.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::session::local_path;

/// What pages vary by.
pub(crate) const REQUEST_TYPE: HeaderName = HeaderName::from_static("hx-request-type");
const REDIRECT: HeaderName = HeaderName::from_static("hx-redirect");
const RETARGET: HeaderName = HeaderName::from_static("hx-retarget");
const RESWAP: HeaderName = HeaderName::from_static("hx-reswap");
const RESELECT: HeaderName = HeaderName::from_static("hx-reselect");
const PUSH_URL: HeaderName = HeaderName::from_static("hx-push-url");

/// Whether the page's content alone is asked for. A page that is gone back to is asked for whole,
/// whatever else is said.
pub(crate) fn is_content(headers: &HeaderMap) -> bool {
    let is_restored = headers.contains_key("hx-history-restore-request");
    headers.get(REQUEST_TYPE).is_some_and(|asked| asked == "partial") && !is_restored
}

/// Whether a page's script asks, which sees redirects and errors only as its page shows them.
pub(crate) fn is_by_script(headers: &HeaderMap) -> bool {
    headers.contains_key(REQUEST_TYPE)
}

/// Leads a browser, or the page in it, elsewhere.
pub(crate) fn lead(headers: &HeaderMap, to: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(to) else {
        return Redirect::to("/").into_response();
    };
    if !is_by_script(headers) {
        return Redirect::to(to).into_response();
    }
    // A redirect would be followed unseen, and the page for signing in put into the log's.
    (StatusCode::UNAUTHORIZED, [(REDIRECT, location)], Html("")).into_response()
}

/// The page on which `uri` is shown: for a part of a page the whole one.
pub(crate) fn page_of(uri: &Uri) -> String {
    match uri.path() {
        annals_viewer::FACETS_PATH | annals_viewer::CHART_PATH => {
            // The page says the time for which its parts are.
            let query = uri.query().unwrap_or_default().split('&');
            let query = query.filter(|pair| !pair.is_empty() && !pair.starts_with("at="));
            match query.collect::<Vec<_>>().join("&") {
                query if query.is_empty() => "/".to_owned(),
                query => format!("/?{query}"),
            }
        }
        _ => uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
    }
}

/// The page from which something was sent or chosen. Our pages tell where they are to our own
/// server only; there is none where another server's is named.
pub(crate) fn page_before(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let page: Uri = text(header::REFERER)?.parse().ok()?;
    let is_ours = page.authority().map(|authority| authority.as_str()) == text(header::HOST);
    let path = page.path_and_query().map_or("/", |path| path.as_str());
    local_path(path).filter(|_| is_ours).map(str::to_owned)
}

/// Puts a note of what went wrong where a page has room for it; what the page shows, and its
/// address, stay. A part's note takes its place.
pub(crate) fn place_note(response: &mut Response, uri: &Uri) {
    let is_part = page_of(uri) != uri.path_and_query().map_or("/", |path| path.as_str());
    let headers = response.headers_mut();
    let mut say = |name, value| headers.insert(name, HeaderValue::from_static(value));
    say(RESWAP, "innerHTML");
    say(PUSH_URL, "false");
    if !is_part {
        say(RETARGET, "#trouble");
        say(RESELECT, ".trouble");
    }
}

/// Says that the answer would be another for other askers.
pub(crate) fn vary(headers: &mut HeaderMap) {
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page {
        headers.append(header::VARY, HeaderValue::from_static("HX-Request-Type"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_belong_to_the_page() {
        for (uri, page) in [
            ("/facets?q=a&sort=user", "/?q=a&sort=user"),
            ("/chart", "/"),
            ("/chart?at=2026-11-20T09:00:00.000Z", "/"),
            ("/chart?q=at%3D&at=2026-11-20T09:00:00.000Z&sort=user", "/?q=at%3D&sort=user"),
            ("/?q=a", "/?q=a"),
            ("/entries/7?q=a", "/entries/7?q=a"),
        ] {
            assert_eq!(page_of(&uri.parse().unwrap()), page, "{uri}");
        }
    }

    #[test]
    fn only_a_page_of_this_server_comes_before() {
        for (page, expected) in [
            ("https://log.example/?q=a&from=2026-11-01", Some("/?q=a&from=2026-11-01")),
            ("http://log.example/sign-in?next=/entries/4", Some("/sign-in?next=/entries/4")),
            ("https://log.example", Some("/")),
            ("https://log.example.evil.example/x", None),
            ("https://evil.example/x", None),
            ("https://log.example//evil.example/x", None),
            ("https://log.example:8321/x", None),
            ("/x", None),
            ("", None),
        ] {
            let headers = [(header::HOST, "log.example"), (header::REFERER, page)];
            let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
            assert_eq!(page_before(&headers.into_iter().collect()).as_deref(), expected, "{page}");
        }
    }

    #[test]
    fn a_page_that_is_gone_back_to_is_whole() {
        let asked = |names: &[(&'static str, &'static str)]| {
            let pairs = names.iter().map(|(name, value)| {
                (HeaderName::from_static(name), HeaderValue::from_static(value))
            });
            is_content(&pairs.collect())
        };
        let (partial, full) = (("hx-request-type", "partial"), ("hx-request-type", "full"));
        assert!(asked(&[partial]));
        assert!(!asked(&[full]) && !asked(&[]) && !asked(&[("hx-request", "true")]));
        assert!(!asked(&[partial, ("hx-history-restore-request", "true")]));
    }
}
