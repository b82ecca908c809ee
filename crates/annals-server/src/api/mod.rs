//! The API under `/v1`, one file per resource and verb.

pub(crate) mod caller;
mod events;
mod health;
mod intake;
mod keys;
mod metrics;
mod modules;
mod openapi;
mod organizations;
mod params;
mod people;
mod preferences;
mod query;
mod records;
pub(crate) mod reply;
mod sessions;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, post, put};

use annals_model::limits;

use crate::state::AppState;

pub(crate) use metrics::install as install_metrics;

/// Every address with its methods; the description and the test of access are held against it.
#[cfg(test)]
pub(crate) const ROUTES: &[(&str, &[&str])] = &[
    ("/v1/events", &["get", "post"]),
    ("/v1/events/count", &["get"]),
    ("/v1/events/delete", &["post"]),
    ("/v1/events/facets", &["get"]),
    ("/v1/events/histogram", &["get"]),
    ("/v1/events/stream", &["get"]),
    ("/v1/events/{id}", &["get"]),
    ("/v1/events/{id}/proof", &["get"]),
    ("/v1/organizations", &["get", "post"]),
    ("/v1/organizations/{id}", &["get", "patch"]),
    ("/v1/keys", &["get", "post"]),
    ("/v1/keys/{id}", &["delete"]),
    ("/v1/users", &["get", "post"]),
    ("/v1/users/{id}", &["get", "patch", "delete"]),
    ("/v1/users/{id}/rights", &["get", "patch"]),
    ("/v1/users/{id}/sessions", &["get", "delete"]),
    ("/v1/users/{id}/sessions/{session}", &["delete"]),
    ("/v1/users/{id}/reset-link", &["post"]),
    ("/v1/users/{id}/second-factor", &["get", "delete"]),
    ("/v1/users/{id}/calendars", &["get", "post"]),
    ("/v1/users/{id}/calendars/{right}", &["patch", "delete"]),
    ("/v1/groups", &["get", "post"]),
    ("/v1/groups/{id}", &["get", "patch", "delete"]),
    ("/v1/groups/{id}/members", &["get"]),
    ("/v1/groups/{id}/members/{user}", &["put", "delete"]),
    ("/v1/groups/{id}/rights", &["get", "patch"]),
    ("/v1/groups/{id}/calendars", &["get", "post"]),
    ("/v1/groups/{id}/calendars/{right}", &["patch", "delete"]),
    ("/v1/modules", &["get"]),
    ("/v1/modules/{id}", &["put", "delete"]),
    ("/v1/records", &["get", "put"]),
    ("/v1/records/{type}/{id}", &["get", "put", "delete"]),
    ("/v1/sessions", &["get"]),
    ("/v1/sessions/{id}", &["delete"]),
    ("/v1/preferences", &["get"]),
    ("/v1/preferences/{id}", &["get", "patch", "delete"]),
    ("/openapi.json", &["get"]),
    ("/docs/api", &["get"]),
    ("/healthz", &["get"]),
    ("/readyz", &["get"]),
    ("/metrics", &["get"]),
];

/// The API.
pub(crate) fn routes() -> Router<AppState> {
    let intake = Router::new()
        .route("/v1/events", get(events::list::list).post(events::create::create))
        .layer(DefaultBodyLimit::max(limits::REQUEST_BYTES_MAX));
    let records = Router::new()
        .route("/v1/records", get(records::list).put(records::describe_many))
        .layer(DefaultBodyLimit::max(records::BODY_BYTES_MAX));
    Router::new()
        .merge(intake)
        .merge(records)
        .route("/v1/events/count", get(events::count::count))
        .route("/v1/events/delete", post(events::delete::delete))
        .route("/v1/events/facets", get(events::facets::facets))
        .route("/v1/events/histogram", get(events::histogram::histogram))
        .route("/v1/events/stream", get(events::stream::stream))
        .route("/v1/events/{id}", get(events::get::get))
        .route("/v1/events/{id}/proof", get(events::proof::proof))
        .route("/v1/organizations", get(organizations::list).post(organizations::create))
        .route("/v1/organizations/{id}", get(organizations::get).patch(organizations::update))
        .route("/v1/keys", get(keys::list).post(keys::create))
        .route("/v1/keys/{id}", delete(keys::revoke))
        .merge(people::routes())
        .route("/v1/modules", get(modules::list))
        .route("/v1/modules/{id}", put(modules::declare).delete(modules::remove))
        .route(
            "/v1/records/{type}/{id}",
            get(records::get).put(records::describe_one).delete(records::forget),
        )
        .route("/v1/sessions", get(sessions::list))
        .route("/v1/sessions/{id}", delete(sessions::end))
        .route("/v1/preferences", get(preferences::list))
        .route(
            "/v1/preferences/{id}",
            get(preferences::get).patch(preferences::change).delete(preferences::reset),
        )
        .route("/openapi.json", get(openapi::json))
        .route("/docs/api", get(openapi::page))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(metrics::metrics))
}
