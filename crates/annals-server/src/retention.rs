//! Has retention run by itself.

use std::sync::Arc;
use std::time::Duration;

use annals_desk::Desk;
use tokio::sync::Notify;

/// How often is looked whether a run is due: each organisation has one a day.
const INTERVAL: Duration = Duration::from_secs(10 * 60);

/// How soon is tried again to have what was purged go from the files.
const RETRY: Duration = Duration::from_secs(5);

/// The runs of all organisations. Clones share it.
#[derive(Clone)]
pub(crate) struct RetentionRuns {
    desk: Desk,
    /// Rung when something was confirmed.
    bell: Arc<Notify>,
}

impl RetentionRuns {
    pub(crate) fn new(desk: Desk) -> Self {
        Self { desk, bell: Arc::default() }
    }

    /// Says that something was confirmed: its first run doesn't wait.
    pub(crate) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Runs what is due, for ever.
    pub(crate) async fn go_on(self) {
        loop {
            if let Err(error) = self.desk.run_due_retention().await {
                tracing::error!(%error, "what messages said is not purged; it is tried again");
            }
            // Someone who reads is in the way for a moment, and seldom for long.
            let is_gone = self.desk.erase_purged().await.unwrap_or(true);
            let pause = if is_gone { INTERVAL } else { RETRY };
            let _ = tokio::time::timeout(pause, self.bell.notified()).await;
        }
    }
}
