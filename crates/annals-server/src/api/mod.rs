//! The API under `/v1`, one file per resource and verb.

use axum::Router;

use crate::state::AppState;

/// The API.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
}
