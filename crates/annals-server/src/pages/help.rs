//! `/help`: answers, for everyone who is signed in, whether they may read the log or not.

use annals_viewer::{help, pages};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::problem;
use crate::error::{Code, Failure};
use crate::session::Visitor;
use crate::state::AppState;

/// All topics.
pub(super) async fn index(State(state): State<AppState>, visitor: Visitor) -> Response {
    super::html(StatusCode::OK, pages::help::index(&super::frame(&state, &visitor)))
}

/// One of them.
pub(super) async fn topic(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    match help::topic(&id) {
        Some(topic) => super::html(StatusCode::OK, pages::help::topic(&frame, topic)),
        None => {
            problem::page(&frame, &Failure::new(Code::NotFound, "there is no such page of help"))
        }
    }
}
