//! `/healthz` and `/readyz`

use axum::extract::State;
use axum::http::StatusCode;

use super::reply::Json;
use crate::state::AppState;

/// The process answers.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether events are taken; 503 with the reason if not. Reading goes on in either case.
pub(super) async fn readyz(State(state): State<AppState>) -> Json {
    let health = state.store.health();
    let reason = if *state.closing().borrow() {
        Some("closing")
    } else if health.poisoned.is_some() {
        Some("poisoned")
    } else if health.disk_full {
        Some("disk_full")
    } else {
        None
    };
    // The details are the operator's: this address is open to everyone.
    match reason {
        None => {
            let disk = if health.disk_low { "low" } else { "ok" };
            Json::ok(format!("{{\"ready\":true,\"disk\":\"{disk}\"}}"))
        }
        Some(reason) => Json(
            StatusCode::SERVICE_UNAVAILABLE,
            format!("{{\"ready\":false,\"reason\":\"{reason}\"}}"),
        ),
    }
}
