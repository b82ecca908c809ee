//! The API under `/v1`, one file per resource and verb.

pub(crate) mod caller;
mod events;
mod health;
mod holds;
mod hooks;
mod intake;
mod keys;
mod messages;
mod metrics;
mod modules;
mod openapi;
mod organizations;
mod params;
mod people;
mod preferences;
mod query;
mod record_history;
mod record_types;
mod records;
pub(crate) mod reply;
mod retention;
mod sessions;
mod suppressions;

use axum::routing::{delete, get, post, put};

use annals_model::limits;

use crate::routes::Routes;

pub(crate) use messages::{
    check_words as check_message_words, cursor as message_cursor, tell_texts,
};
pub(crate) use metrics::install as install_metrics;

/// The API.
pub(crate) fn routes() -> Routes {
    let intake = Routes::new()
        .route("/v1/events", get(events::list::list).post(events::create::create))
        .body_max(limits::REQUEST_BYTES_MAX);
    let records = Routes::new()
        .route("/v1/records", get(records::list).put(records::describe_many))
        .body_max(records::BODY_BYTES_MAX);
    let messages = Routes::new()
        .route("/v1/messages", get(messages::list).post(messages::record))
        .body_max(messages::BODY_BYTES_MAX);
    let reports = Routes::new()
        .route("/v1/messages/events", post(messages::report))
        .body_max(records::BODY_BYTES_MAX);
    Routes::new()
        .merge(intake)
        .merge(records)
        .merge(messages)
        .merge(reports)
        .route("/v1/messages/{id}", get(messages::get))
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
        .route("/v1/hooks", get(hooks::list).post(hooks::create))
        .route("/v1/hooks/{id}", get(hooks::get).patch(hooks::change).delete(hooks::remove))
        .route("/v1/hooks/{id}/secrets", post(hooks::add_secret))
        .route("/v1/hooks/{id}/secrets/{secret}", delete(hooks::remove_secret))
        .merge(people::routes())
        .merge(suppressions::routes())
        .route("/v1/modules", get(modules::list))
        .route("/v1/modules/{id}", put(modules::declare).delete(modules::remove))
        .route(
            "/v1/records/{type}/{id}",
            get(records::get).put(records::describe_one).delete(records::forget),
        )
        .route("/v1/record-types", get(record_types::list))
        .route("/v1/record-types/{id}", put(record_types::declare).delete(record_types::remove))
        .route("/v1/records/{type}/{id}/history", get(record_history::get))
        .route("/v1/sessions", get(sessions::list))
        .route("/v1/sessions/{id}", delete(sessions::end))
        .route("/v1/preferences", get(preferences::list))
        .route(
            "/v1/preferences/{id}",
            get(preferences::get).patch(preferences::change).delete(preferences::reset),
        )
        .route("/v1/holds", get(holds::list).post(holds::place))
        .route("/v1/holds/{id}", get(holds::get))
        .route("/v1/holds/{id}/release", post(holds::release))
        .route("/v1/retention", get(retention::get))
        .route("/v1/retention/confirmation", post(retention::confirm))
        .route("/v1/retention/runs", post(retention::run))
        .route("/openapi.json", get(openapi::json))
        .route("/docs/api", get(openapi::page))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(metrics::metrics))
}
