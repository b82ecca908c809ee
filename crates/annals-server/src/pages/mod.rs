//! Routes that render pages.

use axum::Router;

use crate::state::AppState;

/// The pages: `/`, `/sign-in` (GET; POST is [`crate::session`]'s), entries, assets.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
}
