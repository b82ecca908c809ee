//! What came at a webhook, kept as it came before anybody is told that it was taken.

use annals_delivery::{Envelope, Provider, Secret};
use annals_model::{Millis, OrganizationOrdinal};
use annals_store::{Command, CommandError, Transaction};
use sha2::{Digest, Sha256};
use sqlx::Row;

use super::{HookId, KeptHook, row};
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
    /// The webhook at whose address something came, with what that is checked by.
    pub async fn hook_called(&self, id: &HookId) -> Result<Option<KeptHook>> {
        let mut connection = self.store.settings().acquire().await?;
        let row = sqlx::query(
            "SELECT organization, name, provider, hash_method, disabled_at FROM desk_hook
             WHERE id = $1",
        )
        .bind(&id.0)
        .fetch_optional(&mut *connection)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let secrets = sqlx::query("SELECT secret FROM desk_hook_secret WHERE hook = $1")
            .bind(&id.0)
            .fetch_all(&mut *connection)
            .await?;
        let provider = row::provider(&row, 2)?;
        let texts = secrets.iter().map(|row| row.try_get::<&str, _>(0));
        let (mut secrets, mut topics) = (Vec::new(), Vec::new());
        for text in texts {
            match provider {
                Provider::AmazonSes => topics.push(text?.to_owned()),
                _ => secrets.push(Secret::new(text?)),
            }
        }
        let organization = OrganizationOrdinal(row.try_get(0)?);
        let is_enabled = row.try_get::<Option<i64>, _>(4)?.is_none();
        Ok(Some(KeptHook {
            id: id.clone(),
            organization,
            name: row.try_get(1)?,
            provider,
            hash: row::hash(&row, 3)?,
            secrets,
            topics,
            is_open: is_enabled && !self.is_closed(organization),
        }))
    }

    /// Keeps what came and was signed; it is durable when this returns.
    pub async fn keep_envelope(
        &self,
        hook: &KeptHook,
        envelope: Envelope,
        payload: Vec<u8>,
    ) -> Result<Arrived> {
        let digest = digest(envelope.id.as_deref(), &payload);
        let keep = Keep { hook: hook.clone(), envelope, payload, digest };
        Ok(self.store.command(keep).await?)
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

struct Keep {
    hook: KeptHook,
    envelope: Envelope,
    payload: Vec<u8>,
    digest: [u8; 32],
}

impl Command for Keep {
    type Output = Arrived;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<Arrived, CommandError> {
        if let Some(token) = self.envelope.single_use.clone()
            && !self.take_token(transaction, &token).await?
        {
            return Ok(Arrived::TokenUsed);
        }
        let now = transaction.now();
        let done = sqlx::query(
            "INSERT INTO desk_envelope (hook, organization, provider, digest, own_id, payload,
             received_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        )
        .bind(&self.hook.id.0)
        .bind(i64::from(self.hook.organization.0))
        .bind(self.hook.provider.as_str())
        .bind(&self.digest[..])
        .bind(&self.envelope.id)
        .bind(&self.payload)
        .bind(now.0)
        .bind(row::WAITING)
        .execute(transaction.sql())
        .await?;
        Ok(if done.rows_affected() > 0 { Arrived::New } else { Arrived::Again })
    }
}

impl Keep {
    /// Whether the token is new, or came with the same before: a provider that tries again may use
    /// it again.
    async fn take_token(
        &self,
        transaction: &mut Transaction<'_>,
        token: &str,
    ) -> Result<bool, CommandError> {
        let now = transaction.now();
        sqlx::query(
            "INSERT INTO desk_envelope_token (hook, token, digest, received_at)
             VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(&self.hook.id.0)
        .bind(token)
        .bind(&self.digest[..])
        .bind(now.0)
        .execute(transaction.sql())
        .await?;
        let sql = "SELECT digest FROM desk_envelope_token WHERE hook = $1 AND token = $2";
        let row = sqlx::query(sql).bind(&self.hook.id.0).bind(token);
        let row = row.fetch_one(transaction.sql()).await?;
        Ok(row.try_get::<&[u8], _>(0)? == self.digest)
    }
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
