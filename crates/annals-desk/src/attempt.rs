//! Attempts at a secret: each waits as long as failures before it ask for.

use std::net::IpAddr;
use std::time::Duration;

use crate::throttle::{Guessed, Throttle};
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
        let begun = self.throttled(|throttle| throttle.begin(self.clock.now(), guessed, ip));
        let delay_ms =
            begun.map_err(|ms| Error::TooManyAttempts { seconds: ms.div_ceil(1_000) })?;
        // Counted as failed when the caller goes away while it waits.
        let mut ended = Ended { desk: self, guessed, ip, success: false };
        tokio::time::sleep(Duration::from_millis(delay_ms)).await;
        let done = work.await;
        ended.success = done.is_ok();
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
    success: bool,
}

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        let now = self.desk.clock.now();
        self.desk.throttled(|throttle| throttle.end(now, self.guessed, self.ip, self.success));
    }
}
