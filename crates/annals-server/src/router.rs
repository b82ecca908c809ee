//! All routes with what happens around them.

use annals_store::Store;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, Uri};

use crate::error::{Code, Failure};
use crate::middleware;
use crate::routes::Routes;
use crate::state::AppState;
use crate::{Config, api, hooks, pages, session};

/// Bytes of a body where no other limit is set: forms and settings.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// All routes, as tests and the server use them.
pub fn router(store: Store, config: Config) -> Router {
    routes(AppState::new(store, config))
}

pub(crate) fn routes(state: AppState) -> Router {
    all()
        .into_router()
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(axum::middleware::from_fn_with_state(state.clone(), middleware::around))
        .with_state(state)
}

/// The pattern of every address that the server answers: whoever tests what they ask for has to
/// have them all.
pub fn addresses() -> Vec<String> {
    all().into_patterns()
}

fn all() -> Routes {
    Routes::new()
        .merge(api::routes())
        .merge(hooks::routes())
        .merge(session::routes())
        .merge(pages::routes())
}

async fn not_found() -> Failure {
    Failure::new(Code::NotFound, "there is nothing at this address")
}

async fn method_not_allowed(method: Method, uri: Uri) -> Failure {
    Failure::new(Code::MethodNotAllowed, format!("{} does not take {method}", uri.path()))
}
