//! Reads what webhooks brought, and gives way to events meanwhile: what came is on disk, and what
//! it tells of messages can wait for applications that can't.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use annals_desk::{ReadEnvelope, ReadStep};

use super::Hooks;

/// After a failure, wait for what is wrong to be over.
const RETRY: Duration = Duration::from_secs(30);
/// So many fail before the others wait as well: it is not they that are wrong.
const FAILURES_MAX: usize = 10;
/// Of so many calls others are on their way.
const CROWD: u64 = 20;
/// So long they gather, because many that are read together take less than each by itself.
const GATHERING: Duration = Duration::from_millis(500);
/// With so many events in that time the writer is busy with them: ten thousand a second. They come
/// in batches, between which there is nothing for a tenth of a second and more.
const EVENTS_PRESSING: u64 = 5_000;
/// To them reading gives way for so long, and until so many calls wait: fewer than may
/// ([`super::WAITING_MAX`]), because while events press reading doesn't keep up with a crowd.
const GIVES_WAY_MAX: Duration = Duration::from_secs(30);
const GIVES_WAY_CALLS_MAX: u64 = 30_000;

impl Hooks {
    /// Says that something was kept.
    pub(super) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Reads all that waits and will come, for ever.
    pub(crate) async fn read_all(self) {
        loop {
            let waiting = || self.waiting.load(Ordering::Relaxed);
            give_way(waiting, || self.desk.events_taken()).await;
            let failed = self.read_waiting().await;
            if let Err(error) = self.desk.index_reasons().await {
                tracing::error!(%error, "messages can't be found by why they didn't come yet");
            }
            if failed == 0 {
                self.bell.notified().await;
            } else {
                let _ = tokio::time::timeout(RETRY, self.bell.notified()).await;
            }
        }
    }

    /// Reads what waits; those that failed are tried again with the next. How many those are.
    async fn read_waiting(&self) -> usize {
        let (mut failed, mut after) = (0, 0);
        while failed < FAILURES_MAX {
            match self.desk.read_envelopes(after).await {
                Ok(ReadStep { read, more }) => {
                    for envelope in read {
                        after = envelope.seq;
                        failed += usize::from(!self.is_done(envelope));
                    }
                    if !more {
                        break;
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "what webhooks brought can't be read");
                    failed = FAILURES_MAX;
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

/// Waits while a crowd of calls gathers, and while events press. One call waits for nothing.
async fn give_way(waiting: impl Fn() -> u64, events_taken: impl Fn() -> u64) {
    let begin = Instant::now();
    let is_crowd = || (CROWD..GIVES_WAY_CALLS_MAX).contains(&waiting());
    while is_crowd() && begin.elapsed() < GIVES_WAY_MAX {
        let before = events_taken();
        sleep(GATHERING).await;
        if events_taken() - before < EVENTS_PRESSING {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::super::WAITING_MAX;
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn reading_gives_way_within_limits() {
        const { assert!(2 * GIVES_WAY_CALLS_MAX < WAITING_MAX) };
        // Calls that wait at first, and so many more and so many events each time that is looked.
        let check = async |calls: u64, more: u64, events: u64, wanted: Duration| {
            let (waiting, taken) = (Cell::new(calls), Cell::new(0));
            let add = |cell: &Cell<u64>, more| {
                cell.set(cell.get() + more);
                cell.get()
            };
            let begin = Instant::now();
            give_way(|| add(&waiting, more), || add(&taken, events)).await;
            assert_eq!(begin.elapsed(), wanted, "{calls} {more} {events}");
        };
        check(CROWD - 1, 0, EVENTS_PRESSING, Duration::ZERO).await;
        check(CROWD, 0, 0, GATHERING).await;
        check(CROWD, 0, EVENTS_PRESSING - 1, GATHERING).await;
        check(CROWD, 0, EVENTS_PRESSING, GIVES_WAY_MAX).await;
        check(GIVES_WAY_CALLS_MAX, 0, EVENTS_PRESSING, Duration::ZERO).await;
        let tenth = GIVES_WAY_CALLS_MAX / 10;
        check(tenth, tenth, EVENTS_PRESSING, 8 * GATHERING).await;
    }
}
