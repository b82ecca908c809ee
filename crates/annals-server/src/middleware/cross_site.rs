//! Refuses changes that another site makes a browser ask for.

use axum::http::{HeaderMap, Method, header};

use crate::error::{Code, Failure};
use crate::session::has_session_cookie;

/// Refuses a change that a browser sends on behalf of another site.
///
/// A request with a bearer's key passes: browsers add none by themselves, as they do with the
/// password that a proxy in front may have asked for. A program
/// without cookies and without the browsers' headers passes as well, there is nothing to abuse.
/// Forms carry a token besides, see [`crate::session`].
pub(super) fn check(method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
    let changes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if !changes || has_bearer(headers) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let same = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => {
            let authority = origin.split_once("://").map(|(_, authority)| authority);
            authority.is_some() && authority == text("host")
        }
        (None, None) => !has_session_cookie(headers),
    };
    if same {
        return Ok(());
    }
    Err(Failure::new(Code::CrossSite, "a change must be asked for by a page of this server"))
}

fn has_bearer(headers: &HeaderMap) -> bool {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let scheme = value.and_then(|value| value.split_once(' ')).map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_come_from_our_own_pages() {
        let cookie = ("cookie", "annals=x");
        let host = ("host", "log.example:8321");
        type Case<'c> = (Method, &'c [(&'c str, &'c str)], bool);
        let cases: &[Case<'_>] = &[
            (Method::POST, &[], true),
            (Method::POST, &[cookie], false),
            (Method::GET, &[cookie, ("sec-fetch-site", "cross-site")], true),
            (Method::POST, &[cookie, ("sec-fetch-site", "same-origin")], true),
            (Method::POST, &[cookie, ("sec-fetch-site", "same-site")], false),
            (Method::POST, &[cookie, ("sec-fetch-site", "cross-site")], false),
            (Method::POST, &[("sec-fetch-site", "cross-site")], false),
            (Method::POST, &[cookie, host, ("origin", "https://log.example:8321")], true),
            (Method::POST, &[cookie, host, ("origin", "https://log.example")], false),
            (Method::POST, &[cookie, host, ("origin", "https://evil.example")], false),
            (Method::POST, &[cookie, host, ("origin", "null")], false),
            (Method::POST, &[host, ("origin", "null")], false),
            (Method::DELETE, &[cookie, ("authorization", "Bearer x")], true),
            (Method::POST, &[host, ("origin", "null"), ("authorization", "Basic eDp5")], false),
        ];
        for (method, headers, expected) in cases {
            let mut map = HeaderMap::new();
            for (name, value) in *headers {
                map.insert(
                    axum::http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                    value.parse().unwrap(),
                );
            }
            assert_eq!(check(method, &map).is_ok(), *expected, "{method} {headers:?}");
        }
    }
}
