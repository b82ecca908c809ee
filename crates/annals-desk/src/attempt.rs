//! Attempts at a secret: each waits as long as failures before it ask for.

use std::net::IpAddr;
use std::time::Duration;

use crate::throttle::{Guessed, Outcome, Throttle};
use crate::{Desk, Error, Result};

impl Desk {
    /// Does `work`, which fails when a secret is wrong, after the delay that earlier failures ask
    /// for; a success makes the next attempt free.
    pub(crate) async fn attempt<T>(
        &self,
        guessed: Guessed<'_>,
        ip: Option<IpAddr>,
        work: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        self.attempt_part(guessed, ip, work, |_| Outcome::Success).await
    }

    /// The same where `outcome` says what it means that nothing was wrong.
    pub(crate) async fn attempt_part<T>(
        &self,
        guessed: Guessed<'_>,
        ip: Option<IpAddr>,
        work: impl Future<Output = Result<T>>,
        outcome: impl FnOnce(&T) -> Outcome,
    ) -> Result<T> {
        let begun = self.throttled(|throttle| throttle.begin(self.clock.now(), guessed, ip));
        let delay_ms =
            begun.map_err(|ms| Error::TooManyAttempts { seconds: ms.div_ceil(1_000) })?;
        // Counted as failed when the caller goes away while it waits.
        let mut ended = Ended { desk: self, guessed, ip, outcome: Outcome::Failure };
        tokio::time::sleep(Duration::from_millis(delay_ms)).await;
        let done = work.await;
        ended.outcome = done.as_ref().map_or(Outcome::Failure, outcome);
        done
    }

    fn throttled<T>(&self, act: impl FnOnce(&mut Throttle) -> T) -> T {
        act(&mut self.throttle.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// Tells the throttle how an attempt ended, also when it was cut short.
struct Ended<'d> {
    desk: &'d Desk,
    guessed: Guessed<'d>,
    ip: Option<IpAddr>,
    outcome: Outcome,
}

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        let now = self.desk.clock.now();
        self.desk.throttled(|throttle| throttle.end(now, self.guessed, self.ip, self.outcome));
    }
}
