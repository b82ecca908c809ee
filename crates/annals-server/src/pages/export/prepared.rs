//! `/exports/{id}`: how far a file is, and the file.

use std::sync::Arc;

use annals_model::{Permission, percent_encoded};
use annals_viewer::components::shell::Frame;
use annals_viewer::pages::prepared::{PreparedState, PreparedView, gone, prepared};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::error::{Code, Failure};
use crate::export::prepared::{Prepared, PreparedFile};
use crate::export::report::parts_in_words;
use crate::pages::{frame, html, problem, zoned};
use crate::routes::Routes;
use crate::session::{CheckedForm, NoFields, Visitor};
use crate::state::AppState;

/// Bytes of one chunk of a file that is sent.
const CHUNK_LEN: usize = 256 * 1024;
/// Seconds after which the page of a growing file asks again, with script or without.
const REFRESH_S: u64 = 1;

pub(in crate::pages) fn routes() -> Routes {
    Routes::new()
        .route("/exports/{id}", get(show))
        .route("/exports/{id}/file", get(send))
        .route("/exports/{id}/cancel", get(back).post(cancel))
}

/// The page of a file.
pub(super) fn href(id: &str) -> String {
    format!("/exports/{id}")
}

/// The header that makes browsers save a file under `name`.
pub(super) fn attachment(name: &str) -> (HeaderName, String) {
    (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
}

async fn show(State(state): State<AppState>, visitor: Visitor, Path(id): Path<String>) -> Response {
    let frame = frame(&state, &visitor);
    let file = match find(&state, &visitor, &id) {
        Ok(file) => file,
        Err(failure) => return absent(&frame, &failure),
    };
    let now = match file.state() {
        Prepared::Growing => PreparedState::Growing { done: file.done(), total: file.new.total },
        Prepared::Failed(reason) => PreparedState::Failed(reason),
        Prepared::Ready(ready) => PreparedState::Ready {
            entries: file.new.total,
            bytes: ready.bytes,
            until: zoned(ready.until, &file.new.zone),
            checksum: ready.checksum,
        },
    };
    let is_growing = matches!(now, PreparedState::Growing { .. });
    let view = PreparedView {
        frame,
        href: href(&file.id),
        name: file.new.name.clone(),
        back: file.new.back.clone(),
        parts: file.new.parts.map(parts_in_words),
        state: now,
    };
    let mut response = html(StatusCode::OK, prepared(&view));
    if is_growing {
        response.headers_mut().insert(header::REFRESH, REFRESH_S.into());
    }
    response
}

async fn send(State(state): State<AppState>, visitor: Visitor, Path(id): Path<String>) -> Response {
    let file = match find(&state, &visitor, &id) {
        Ok(file) => file,
        Err(failure) => return absent(&frame(&state, &visitor), &failure),
    };
    let Prepared::Ready(ready) = file.state() else {
        return Redirect::to(&href(&file.id)).into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, file.new.media_type.to_owned()),
        (header::CONTENT_LENGTH, ready.bytes.to_string()),
        attachment(&file.new.name),
    ];
    let chunks = futures::stream::try_unfold((ready, 0), |(ready, from)| async move {
        let read = tokio::task::spawn_blocking(move || {
            let bytes = ready.read(from, CHUNK_LEN)?;
            std::io::Result::Ok((ready, bytes))
        });
        let (ready, bytes) = read.await.map_err(std::io::Error::other)??;
        let next = from + bytes.len() as u64;
        std::io::Result::Ok((!bytes.is_empty()).then_some((bytes, (ready, next))))
    });
    (headers, Body::from_stream(chunks)).into_response()
}

/// For the address of the form that ends or removes it: to its page.
async fn back(Path(id): Path<String>) -> Redirect {
    Redirect::to(&href(&percent_encoded(&id)))
}

/// Ends the making of a file, or removes it.
async fn cancel(
    State(state): State<AppState>,
    Path(id): Path<String>,
    CheckedForm { visitor, form: NoFields {} }: CheckedForm<NoFields>,
) -> Response {
    match find(&state, &visitor, &id) {
        Ok(file) => {
            state.prepared.remove(&file);
            Redirect::to(&file.new.back).into_response()
        }
        Err(failure) => absent(&frame(&state, &visitor), &failure),
    }
}

/// Why there is no file for the visitor, and how to make it again.
fn absent(frame: &Frame, failure: &Failure) -> Response {
    match failure.code {
        Code::NotFound => html(failure.code.status(), gone(frame)),
        _ => problem::page(frame, failure),
    }
}

/// The file, if it is the visitor's own and they may still read the log.
fn find(state: &AppState, visitor: &Visitor, id: &str) -> Result<Arc<PreparedFile>, Failure> {
    let principal = &visitor.signed_in.principal;
    state.allow(principal, principal.home, false, Permission::ExportEvents)?;
    let file = state.prepared.find(&visitor.signed_in.user.id, id);
    file.ok_or_else(|| Failure::new(Code::NotFound, "there is no such export, or it has expired"))
}
