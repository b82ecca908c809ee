//! `/openapi.json` and the page that shows it.

use axum::response::IntoResponse;

pub(super) async fn json() -> impl IntoResponse {
    "{}"
}

pub(super) async fn page() -> impl IntoResponse {
    ""
}
