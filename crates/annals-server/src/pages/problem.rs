//! Failures as pages.

use annals_viewer::components::shell::Frame;
use annals_viewer::pages::problem::{Problem, problem};
use axum::http::{HeaderMap, header};
use axum::response::Response;

use crate::error::{Code, Failure, REQUEST_ID};

/// Whether a person's browser asks for a page, to whom a problem document would say little.
pub(crate) fn is_by_person(path: &str, headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html")) && !path.starts_with("/v1/")
}

/// The same answer; a failure as a page. Handlers that know who is signed in make that page
/// themselves, this is for all that fails before or around them.
pub(crate) fn tell_person(response: Response) -> Response {
    let Some(failure) = response.extensions().get::<Failure>() else { return response };
    page(&Frame::default(), failure)
}

/// The page about `failure`.
pub(super) fn page(frame: &Frame, failure: &Failure) -> Response {
    let status = failure.code.status();
    let kind = kind(failure.code);
    // Where the title says it all, a second sentence for programmers would only confuse.
    let detail = matches!(kind, Problem::BadRequest | Problem::Unavailable)
        .then(|| annals_viewer::messages::sentence(&failure.detail));
    let request_id = REQUEST_ID.try_with(Clone::clone).ok();
    let page = problem(frame, kind, detail.as_deref(), request_id.as_deref());
    let mut response = super::html(status, page);
    if let Some(seconds) = failure.retry_after_s {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn kind(code: Code) -> Problem {
    match code {
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
