//! All routes with what happens around them.

use annals_store::Store;
use axum::Router;

use crate::state::AppState;
use crate::{Config, api, pages};

/// All routes, as tests and the server use them.
pub fn router(store: Store, config: Config) -> Router {
    let state = AppState::new(store, config);
    Router::new().merge(api::routes()).merge(pages::routes()).with_state(state)
}
