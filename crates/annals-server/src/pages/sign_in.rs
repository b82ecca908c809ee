//! The page on which people sign in.

use annals_viewer::messages::session as messages;
use annals_viewer::pages::sign_in::{SignInView, sign_in};
use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use crate::session::{Visitor, has_session_cookie, local_path, tried_username};

/// What leads here: a page that needs someone signed in, a failed attempt, a sign-out.
#[derive(serde::Deserialize)]
pub(super) struct Arrival {
    next: Option<String>,
    problem: Option<String>,
    notice: Option<String>,
}

pub(super) async fn show(
    visitor: Option<Visitor>,
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
        _ => messages::refused(),
    });
    let notice = match arrival.notice.as_deref() {
        Some("signed-out") => Some(messages::signed_out()),
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
    };
    super::html(StatusCode::OK, sign_in(&view))
}
