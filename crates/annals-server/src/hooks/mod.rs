//! Webhooks of providers: what comes is checked, kept, answered, and then read.
//!
//! `POST /hooks/{id}` knows no session and no key: the call is signed, or knows a secret. It is
//! kept before the answer, and read behind it, so that ten thousand events are answered soon and a
//! crash loses none.

mod amazon;
mod call;
mod reader;
mod refusals;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use annals_delivery::Provider;
use annals_desk::{Desk, HookId};
use annals_model::Clock;
use axum::routing::{get, post};
use tokio::sync::Notify;

use crate::Config;
use crate::outgoing::Outgoing;
use crate::routes::Routes;
pub use amazon::AMAZON_FAILURES_MAX;
use amazon::Amazon;
use refusals::Refusals;

/// Calls that are kept and not read yet; beyond, providers are told to come again.
pub(crate) const WAITING_MAX: u64 = 100_000;

/// Where providers call. Vonage's SMS API may ask with `GET`, and what Postmark's calls are known
/// by is the last part of the address.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/hooks/{id}", get(call::take).post(call::take))
        .route("/hooks/{id}/{secret}", post(call::take))
}

/// Whether calls of `provider` can't be checked because nobody said at which address this server
/// is: its signature covers the address that it was given, which headers of a call may lie about.
pub(crate) fn needs_public_url(provider: Provider, config: &Config) -> bool {
    provider == Provider::Twilio && config.site.is_none()
}

/// What is known of webhooks beside their rows. Clones share it.
#[derive(Clone)]
pub(crate) struct Hooks {
    desk: Desk,
    clock: Arc<dyn Clock>,
    /// Rung when something is kept.
    bell: Arc<Notify>,
    waiting: Arc<AtomicU64>,
    refusals: Arc<Mutex<HashMap<HookId, Refusals>>>,
    amazon: Amazon,
}

impl Hooks {
    pub(crate) fn new(desk: Desk, clock: Arc<dyn Clock>, outgoing: Outgoing) -> Self {
        Self {
            amazon: Amazon::new(outgoing, clock.clone()),
            desk,
            clock,
            bell: Arc::default(),
            waiting: Arc::default(),
            refusals: Arc::default(),
        }
    }

    /// Counts what was kept before and is not read yet; before anything else comes.
    pub(crate) async fn begin(&self) {
        match self.desk.envelopes_waiting().await {
            Ok(count) => self.waiting.store(count, Ordering::Relaxed),
            Err(error) => tracing::error!(%error, "what waits of webhooks can't be counted"),
        }
    }

    /// A place among what waits, unless there are too many.
    fn take_place(&self) -> bool {
        let is_taken = self.waiting.fetch_add(1, Ordering::Relaxed) < WAITING_MAX;
        if !is_taken {
            self.give_place();
        }
        is_taken
    }

    fn give_place(&self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use annals_desk::MIGRATIONS;
    use annals_model::SystemClock;
    use annals_store::{Options, Store};

    use super::*;

    #[tokio::test]
    async fn no_more_is_taken_than_can_wait() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { background: false, migrations: MIGRATIONS, ..Options::default() };
        let store = Store::open(folder.path(), options).await.unwrap();
        let hooks = Hooks::new(Desk::new(store), Arc::new(SystemClock), Outgoing::default());
        hooks.waiting.store(WAITING_MAX - 1, Ordering::Relaxed);
        assert!(hooks.take_place());
        assert!(!hooks.take_place());
        hooks.give_place();
        assert!(hooks.take_place());
        hooks.begin().await;
        assert_eq!(hooks.waiting.load(Ordering::Relaxed), 0);
    }
}
