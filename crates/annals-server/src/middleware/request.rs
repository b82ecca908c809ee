//! The outermost layer: request id, origin, limits of time, panics, headers, figures.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use annals_viewer::fault::{RequestFault, ServerFault};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use uuid::Uuid;

use super::client::{Peer, Requester};
use super::{asked, compress, cross_site, headers, language};
use crate::error::{Code, Failure, REQUEST_ID};
use crate::pages;
use crate::state::AppState;

const REQUEST_ID_HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Characters of a request id that a client or proxy may bring along.
const REQUEST_ID_CHARS_MAX: usize = 64;

/// Surrounds every request.
pub(crate) async fn around(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let request_id = request_id(request.headers());
    let peer = request.extensions().get::<Peer>().copied();
    let requester = Requester::of(peer, request.headers(), &state.config.trusted_proxies);
    let secure = requester.secure;
    let method = request.method().clone();
    // The template and not the path: searches and ids in it are people's data.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let allowed = one_host(&request).and_then(|()| cross_site::check(&method, request.headers()));
    let by_person = pages::is_by_person(request.uri().path(), request.headers());
    let (uri, asked) = (request.uri().clone(), request.headers().clone());
    request.extensions_mut().insert(requester);
    let language = language::language(request.headers());
    let answered = REQUEST_ID.scope(request_id.clone(), async {
        let response = match allowed {
            Ok(()) => answer(&state, request, next).await,
            Err(failure) => failure.into_response(),
        };
        if by_person { pages::tell_person(response, &uri, &asked) } else { response }
    });
    let mut response = language::in_language(language, answered).await;
    headers::add(response.headers_mut(), secure);
    asked::vary(response.headers_mut());
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID_HEADER, value);
    }
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    note(&request_id, &method, route, &response, began);
    compress::answer(response, &asked)
}

async fn answer(state: &AppState, request: Request, next: Next) -> Response {
    match within(state.config.request_timeout, next.run(request)).await {
        Ok(response) => as_problem(response),
        Err(failure) => failure.into_response(),
    }
}

/// What comes of work, unless it panics or takes longer than `limit`.
pub(crate) async fn within<T>(
    limit: Duration,
    work: impl Future<Output = T>,
) -> Result<T, Failure> {
    match tokio::time::timeout(limit, AssertUnwindSafe(work).catch_unwind()).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_)) => Err(Failure::internal(&"the handler panicked")),
        Err(_) => {
            let seconds = limit.as_secs();
            let failure = Failure::new(Code::Timeout, format!("not done within {seconds} s"));
            Err(failure.saying(ServerFault::NotDone(seconds)))
        }
    }
}

/// What a library refused in its own words, said in ours: whatever goes wrong has one form.
fn as_problem(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_plain = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || !is_plain {
        return response;
    }
    let code = match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMedia,
        _ if status.is_client_error() => Code::Malformed,
        _ => Code::Internal,
    };
    let failure = Failure::new(code, "the request is not of the form that this address takes");
    failure.saying(RequestFault::WrongForm).into_response()
}

/// RFC 9112, 3.2: with several hosts a proxy in front may have meant another one than we read.
fn one_host(request: &Request) -> Result<(), Failure> {
    let hosts = request.headers().get_all(header::HOST).iter().count();
    match (hosts, request.version()) {
        (1, _) | (0, Version::HTTP_10) => Ok(()),
        _ => Err(Failure::new(Code::Malformed, "a request has one Host header")),
    }
}

/// The id that came along, if it is harmless, else a new one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID_HEADER).and_then(|value| value.to_str().ok());
    let harmless = |id: &&str| {
        (1..=REQUEST_ID_CHARS_MAX).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    given.filter(harmless).map_or_else(|| Uuid::now_v7().to_string(), str::to_owned)
}

/// The method as a label. Anyone may invent methods, and each would be a series for ever.
fn method_label(method: &axum::http::Method) -> &str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|known| *known == method.as_str()).unwrap_or("(other)")
}

fn note(
    request_id: &str,
    method: &axum::http::Method,
    route: &str,
    response: &Response,
    began: Instant,
) {
    let status = response.status().as_u16();
    let duration = began.elapsed();
    let labels = [
        ("method", method_label(method).to_owned()),
        ("route", route.to_owned()),
        ("status", status.to_string()),
    ];
    metrics::counter!("annals_http_requests_total", &labels).increment(1);
    metrics::histogram!("annals_http_request_seconds", "route" => route.to_owned())
        .record(duration.as_secs_f64());
    let duration_ms = duration.as_millis() as u64;
    if response.status().is_server_error() {
        tracing::warn!(request_id, %method, route, status, duration_ms, "request {request_id}");
    } else {
        tracing::debug!(request_id, %method, route, status, duration_ms, "request {request_id}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn work_that_panics_or_never_ends_is_a_failure() {
        let limit = Duration::from_secs(30);
        assert_eq!(within(limit, async { 7 }).await.ok(), Some(7));
        let panicked = within(limit, async { panic!("by intention") }).await;
        assert_eq!(panicked.map_err(|failure| failure.code), Err::<(), _>(Code::Internal));
        let endless = within(limit, std::future::pending::<()>()).await;
        assert_eq!(endless.map_err(|failure| failure.code), Err(Code::Timeout));
    }
}
