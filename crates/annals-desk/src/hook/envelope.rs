//! What came at a webhook, kept as it came before anybody is told that it was taken.

use annals_delivery::Envelope;
use annals_model::Millis;
use annals_store::{Command, CommandError, Transaction};
use sha2::{Digest, Sha256};

use super::KeptHook;
use super::arrivals::Arrival;
use crate::{Desk, Result};

/// After so many days what came is deleted, and so is what it told of messages that never came.
pub const ENVELOPE_DAYS: i64 = 30;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// So many are deleted in one turn of the writer, for whom events wait.
const DELETED_AT_ONCE_MAX: i64 = 200;

/// What became of something that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// It is kept.
    New,
    /// It was kept before.
    Again,
    /// It comes with the single-use token of something else.
    TokenUsed,
}

impl Desk {
    /// Keeps what came and was signed; it is durable when this returns.
    pub async fn keep_envelope(
        &self,
        hook: &KeptHook,
        envelope: Envelope,
        payload: Vec<u8>,
    ) -> Result<Arrived> {
        let arrival = Arrival {
            hook: hook.id.clone(),
            organization: hook.organization,
            provider: hook.provider,
            digest: digest(envelope.id.as_deref(), &payload),
            own_id: envelope.id,
            single_use: envelope.single_use,
            payload,
        };
        self.arrivals.keep(&self.store, arrival).await
    }

    /// Deletes what came too long ago, and what was told of messages that nobody recorded since.
    pub async fn forget_envelopes(&self) -> Result<u64> {
        let before = Millis(self.clock.now().0.saturating_sub(ENVELOPE_DAYS * DAY_MS));
        let mut deleted = 0;
        loop {
            let now = self.store.command(Forget { before }).await?;
            deleted += now;
            if now == 0 {
                return Ok(deleted);
            }
        }
    }
}

/// What tells one thing that came from another: the provider's id of it and its bytes.
fn digest(id: Option<&str>, payload: &[u8]) -> [u8; 32] {
    let id = id.unwrap_or_default().as_bytes();
    let mut hash = Sha256::new();
    hash.update((id.len() as u64).to_be_bytes());
    hash.update(id);
    hash.update(payload);
    hash.finalize().into()
}

struct Forget {
    before: Millis,
}

impl Command for Forget {
    /// How many.
    type Output = u64;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<u64, CommandError> {
        let mut deleted = 0;
        // What waits stays, however long: it was acknowledged.
        for sql in [
            "DELETE FROM desk_envelope WHERE seq IN (SELECT seq FROM desk_envelope
             WHERE received_at < $1 AND state <> 'waiting' LIMIT $2)",
            "DELETE FROM desk_envelope_token WHERE rowid IN (SELECT rowid FROM desk_envelope_token
             WHERE received_at < $1 LIMIT $2)",
            "DELETE FROM desk_message_parked WHERE rowid IN (SELECT rowid FROM desk_message_parked
             WHERE received_at < $1 LIMIT $2)",
            "DELETE FROM desk_hook_refusal WHERE rowid IN (SELECT rowid FROM desk_hook_refusal
             WHERE at < $1 LIMIT $2)",
        ] {
            let query = sqlx::query(sql).bind(self.before.0).bind(DELETED_AT_ONCE_MAX);
            deleted += query.execute(transaction.sql()).await?.rows_affected();
        }
        Ok(deleted)
    }
}
