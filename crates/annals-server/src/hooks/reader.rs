//! Reads what webhooks brought, one after the other.

use std::time::Duration;

use annals_desk::ReadEnvelope;

use super::Hooks;

/// After a failure, wait for what is wrong to be over.
const RETRY: Duration = Duration::from_secs(30);
/// So many fail before the others wait as well: it is not they that are wrong.
const FAILURES_MAX: usize = 10;

impl Hooks {
    /// Says that something was kept.
    pub(super) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Reads all that waits and will come, for ever.
    pub(crate) async fn read_all(self) {
        loop {
            if self.read_waiting().await == 0 {
                self.bell.notified().await;
            } else {
                let _ = tokio::time::timeout(RETRY, self.bell.notified()).await;
            }
        }
    }

    /// Reads what waits; how many failed, which are tried again with the next.
    async fn read_waiting(&self) -> usize {
        let (mut after, mut failed) = (0, 0);
        while failed < FAILURES_MAX {
            match self.desk.read_envelopes(after).await {
                Ok(read) if read.is_empty() => return failed,
                Ok(read) => {
                    for envelope in read {
                        after = envelope.seq;
                        failed += usize::from(!self.is_done(envelope));
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "what webhooks brought can't be read");
                    return FAILURES_MAX;
                }
            }
        }
        failed
    }

    fn is_done(&self, ReadEnvelope { seq, read }: ReadEnvelope) -> bool {
        match read {
            Ok(Some(told)) => {
                metrics::counter!("annals_hook_reports_total").increment(told as u64);
            }
            Ok(None) => {
                tracing::warn!(seq, "what a webhook brought is of no form that its provider uses");
                metrics::counter!("annals_hook_unreadable_total").increment(1);
            }
            Err(error) => {
                tracing::error!(seq, %error, "what a webhook brought is not told yet");
                return false;
            }
        }
        self.give_place();
        true
    }
}
