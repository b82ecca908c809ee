//! Reads what webhooks brought, one after the other.

use std::time::Duration;

use annals_desk::{ReadEnvelope, ReadStep};

use super::Hooks;

/// After a failure, wait for what is wrong to be over.
const RETRY: Duration = Duration::from_secs(30);
/// So many fail before the others wait as well: it is not they that are wrong.
const FAILURES_MAX: usize = 10;
/// After so many calls others are on their way.
const CROWD: usize = 20;
/// So long they gather, because many that are read together take less than each by itself.
const GATHERING: Duration = Duration::from_millis(100);

/// What waited and was read.
#[derive(Default)]
struct Waited {
    read: usize,
    failed: usize,
}

impl Hooks {
    /// Says that something was kept.
    pub(super) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Reads all that waits and will come, for ever.
    pub(crate) async fn read_all(self) {
        loop {
            let Waited { read, failed } = self.read_waiting().await;
            if read >= CROWD {
                tokio::time::sleep(GATHERING).await;
            }
            if failed == 0 {
                self.bell.notified().await;
            } else {
                let _ = tokio::time::timeout(RETRY, self.bell.notified()).await;
            }
        }
    }

    /// Reads what waits; those that failed are tried again with the next.
    async fn read_waiting(&self) -> Waited {
        let (mut waited, mut after) = (Waited::default(), 0);
        while waited.failed < FAILURES_MAX {
            match self.desk.read_envelopes(after).await {
                Ok(ReadStep { read, more }) => {
                    waited.read += read.len();
                    for envelope in read {
                        after = envelope.seq;
                        waited.failed += usize::from(!self.is_done(envelope));
                    }
                    if !more {
                        break;
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "what webhooks brought can't be read");
                    waited.failed = FAILURES_MAX;
                }
            }
        }
        waited
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
