//! Failures as pages.

use annals_viewer::components::shell::Frame;
use annals_viewer::messages::parts;
use annals_viewer::pages::go::first_besides_log;
use annals_viewer::pages::problem::{self, Problem};
use annals_viewer::{Fault, Markup};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::error::{Code, Failure, REQUEST_ID};
use crate::middleware::asked;

/// Whether a person's browser asks for a page, to whom a problem document would say little.
pub(crate) fn is_by_person(path: &str, headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let takes_page = accept.is_some_and(|accept| accept.contains("text/html"));
    (takes_page || asked::is_by_script(headers)) && !path.starts_with("/v1/")
}

/// The same answer; a failure as a page, or as a note where a page is that asked for its content.
/// Handlers that know who is signed in make that page themselves, this is for all that fails before
/// or around them.
pub(crate) fn tell_person(response: Response, uri: &Uri, headers: &HeaderMap) -> Response {
    let Some(failure) = response.extensions().get::<Failure>() else { return response };
    answer(&Frame::default(), failure, uri, headers)
}

/// The page about `failure`, or the note.
pub(super) fn answer(frame: &Frame, failure: &Failure, uri: &Uri, headers: &HeaderMap) -> Response {
    if asked::is_by_script(headers) { content(failure, uri) } else { page(frame, failure) }
}

/// The note about `failure` on a page that is there already.
pub(super) fn content(failure: &Failure, uri: &Uri) -> Response {
    let title = match uri.path() {
        annals_viewer::FACETS_PATH => Some(parts::no_facets()),
        annals_viewer::CHART_PATH => Some(parts::no_chart()),
        _ => None,
    };
    let note = note(failure, title, &asked::page_of(uri));
    let mut response = told(failure, note);
    asked::place_note(&mut response, uri);
    response
}

/// The same as HTML; `retry` is the page's address.
pub(super) fn note(failure: &Failure, title: Option<&str>, retry: &str) -> Markup {
    let (kind, fault, request_id) = details(failure);
    problem::note(kind, title, fault, request_id.as_deref(), retry)
}

/// Where those begin who may not read the log: on the first page that is theirs, if there is one.
pub(super) fn instead_of_log(frame: &Frame) -> Response {
    match frame.user.as_ref().and_then(first_besides_log) {
        Some(href) => Redirect::to(&frame.way(href)).into_response(),
        None => super::html(StatusCode::FORBIDDEN, problem::nothing_open(frame)),
    }
}

/// The page about `failure`.
pub(super) fn page(frame: &Frame, failure: &Failure) -> Response {
    let (kind, fault, request_id) = details(failure);
    told(failure, problem::problem(frame, kind, fault, request_id.as_deref()))
}

fn told(failure: &Failure, page: Markup) -> Response {
    let mut response = super::html(failure.code.status(), page);
    if let Some(seconds) = failure.retry_after_s {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn details(failure: &Failure) -> (Problem, Option<&Fault>, Option<String>) {
    let kind = kind(failure);
    // Where the title says it all, a second sentence would only confuse.
    let says_more = matches!(kind, Problem::BadRequest | Problem::Refused | Problem::Unavailable);
    let fault = failure.fault.as_ref().filter(|_| says_more);
    (kind, fault, REQUEST_ID.try_with(Clone::clone).ok())
}

fn kind(failure: &Failure) -> Problem {
    match failure.code {
        Code::PermissionMissing | Code::Refused | Code::InvalidValue if failure.fault.is_some() => {
            Problem::Refused
        }
        Code::Unauthenticated | Code::PermissionMissing => Problem::Forbidden,
        Code::CrossSite => Problem::Outdated,
        Code::NotFound | Code::MethodNotAllowed => Problem::NotFound,
        Code::TooMany | Code::Busy | Code::Timeout | Code::NotWritable | Code::DiskFull => {
            Problem::Unavailable
        }
        Code::Internal => Problem::Internal,
        _ => Problem::BadRequest,
    }
}
