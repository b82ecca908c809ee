//! `/metrics`: the server's own figures for Prometheus.

use std::sync::OnceLock;

use annals_model::Permission;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use super::caller::Caller;
use crate::error::{Code, Failure};
use crate::state::AppState;

/// Seconds; from a search in memory to a request that gives up.
const BUCKETS: [f64; 12] =
    [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to collect figures; once per process.
pub(crate) fn install() {
    HANDLE.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(&BUCKETS);
        match builder.map(PrometheusBuilder::install_recorder) {
            Ok(Ok(handle)) => Some(handle),
            _ => {
                tracing::warn!("another recorder collects figures; /metrics is empty");
                None
            }
        }
    });
}

/// The figures, for a key or user with the permission `metrics:read`.
///
/// Not open to the loopback address by itself: behind a proxy on the same machine that nobody
/// told us about, the whole world comes from there.
pub(super) async fn metrics(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Response, Failure> {
    let principal = &caller.by.principal;
    state.allow(principal, principal.home, false, Permission::ReadMetrics)?;
    let handle = HANDLE.get().and_then(Option::as_ref);
    let handle = handle.ok_or_else(|| Failure::new(Code::Internal, "no figures are collected"))?;
    let health = state.store.health();
    metrics::gauge!("annals_tail_events").set(health.tail_events as f64);
    metrics::gauge!("annals_segments").set(health.segments as f64);
    metrics::gauge!("annals_disk_free_percent").set(f64::from(health.disk_free_percent));
    metrics::gauge!("annals_poisoned").set(f64::from(u8::from(health.poisoned.is_some())));
    handle.run_upkeep();
    let mut response = handle.render().into_response();
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}
