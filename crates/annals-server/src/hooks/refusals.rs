//! Refused calls, told in the log: the first of a webhook at once, those of the ten minutes after
//! as one, so that whoever goes on trying can't fill the log.

use std::sync::PoisonError;
use std::time::Duration;

use annals_desk::{Came, Client, HookCall, HookId, KeptHook, Refused};
use annals_model::Millis;

use super::Hooks;

/// Between entries of one webhook.
const WINDOW_MS: i64 = 10 * 60 * 1000;
/// How often is looked whose time is over, and what is too old.
const SWEEP_INTERVAL: Duration = Duration::from_secs(60);
/// Sweeps between deletions of what is too old: an hour.
const SWEEPS_OF_DELETION: u32 = 60;

/// Those of a webhook since the last entry.
pub(super) struct Refusals {
    hook: KeptHook,
    client: Client,
    code: &'static str,
    count: u64,
    /// When the last of them came.
    last_at: Millis,
    ends: Millis,
}

impl Hooks {
    /// Counts a call that was refused, and tells of it unless that was done a short while ago.
    pub(super) async fn note_refusal(&self, hook: &KeptHook, client: Client, code: &'static str) {
        if let Some(refusals) = self.count_refusal(hook, client, code) {
            self.tell(refusals).await;
        }
    }

    fn count_refusal(
        &self,
        hook: &KeptHook,
        client: Client,
        code: &'static str,
    ) -> Option<Refusals> {
        let now = self.clock.now();
        let ends = Millis(now.0.saturating_add(WINDOW_MS));
        let mut table = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        let before = match table.get_mut(&hook.id) {
            Some(open) if now < open.ends => {
                open.count += 1;
                (open.client, open.code, open.last_at) = (client, code, now);
                return None;
            }
            Some(over) => over.count,
            None => 0,
        };
        let refusals = |client, count| {
            let hook = hook.clone();
            Refusals { hook, client, code, count, last_at: now, ends }
        };
        table.insert(hook.id.clone(), refusals(client.clone(), 0));
        Some(refusals(client, before + 1))
    }

    /// Those of a webhook that the log doesn't tell of yet.
    pub(crate) fn refused_since(&self, hook: &HookId) -> Option<HookCall> {
        let table = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        let Refusals { client, code, count, last_at, .. } =
            table.get(hook).filter(|refusals| refusals.count > 0)?;
        let refused = Refused { code: (*code).to_owned(), count: *count, ip: client.ip };
        Some(HookCall { at: *last_at, came: Came::Refused(refused) })
    }

    /// Tells of those whose time is over, and deletes what is too old, for ever.
    pub(crate) async fn sweep(self) {
        let mut sweeps = 0_u32;
        loop {
            if sweeps.is_multiple_of(SWEEPS_OF_DELETION)
                && let Err(error) = self.desk.forget_envelopes().await
            {
                tracing::error!(%error, "what webhooks brought long ago is not deleted");
            }
            sweeps = sweeps.wrapping_add(1);
            tokio::time::sleep(SWEEP_INTERVAL).await;
            let now = self.clock.now();
            self.tell_over(|refusals| refusals.ends <= now).await;
        }
    }

    /// Tells of all before the server ends.
    pub(crate) async fn close(&self) {
        self.tell_over(|_| true).await;
    }

    async fn tell_over(&self, is_over: impl Fn(&Refusals) -> bool) {
        let over: Vec<_> = {
            let mut table = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
            table.extract_if(|_, refusals| is_over(refusals)).map(|(_, over)| over).collect()
        };
        for refusals in over.into_iter().filter(|refusals| refusals.count > 0) {
            self.tell(refusals).await;
        }
    }

    async fn tell(&self, refusals: Refusals) {
        let Refusals { hook, client, code, count, .. } = refusals;
        if let Err(error) = self.desk.tell_hook_refusals(&hook, client, count, code).await {
            tracing::error!(%error, count, "refused calls of a webhook are not told");
        }
    }
}
