//! A router that knows its addresses: axum's own can't be asked for them, and a test that has to
//! find every route would never hear of one that is forgotten.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::MethodRouter;

use crate::state::AppState;

/// Routes with the patterns of their addresses. All that the server answers is made of them.
pub(crate) struct Routes {
    router: Router<AppState>,
    patterns: Vec<String>,
}

impl Routes {
    pub(crate) fn new() -> Self {
        Self { router: Router::new(), patterns: Vec::new() }
    }

    /// Answers at `pattern`, as axum writes them: `/users/{id}`.
    pub(crate) fn route(mut self, pattern: &str, methods: MethodRouter<AppState>) -> Self {
        self.router = self.router.route(pattern, methods);
        self.patterns.push(pattern.to_owned());
        self
    }

    /// Adds other routes.
    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.patterns.extend(other.patterns);
        self
    }

    /// Takes bodies of up to `bytes` at the routes that are here already.
    pub(crate) fn body_max(mut self, bytes: usize) -> Self {
        self.router = self.router.layer(DefaultBodyLimit::max(bytes));
        self
    }

    /// What axum serves.
    pub(crate) fn into_router(self) -> Router<AppState> {
        self.router
    }

    /// The patterns of all addresses.
    pub(crate) fn into_patterns(self) -> Vec<String> {
        self.patterns
    }
}
