//! All keys in memory: a busy sender shows its key thousands of times a second.
//!
//! This process is the only one that changes keys (one lock per data directory), so the copy is
//! dropped after every change and read again when next asked.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use annals_model::{Millis, Principal};
use annals_store::{Command, CommandError, Transaction};
use futures::future::BoxFuture;
use sqlx::{Row, SqlitePool};

use crate::{Desk, Key, Result, secret};

/// How coarsely the last use is known.
const USED_GRAIN_MS: i64 = 60 * 60 * 1000;

#[derive(Default)]
pub(crate) struct KeyCache {
    /// Counts changes; what was read before one is not kept after it.
    changes: AtomicU64,
    keys: RwLock<Option<Arc<Keys>>>,
}

type Keys = HashMap<[u8; 32], Known>;

struct Known {
    key: Key,
    principal: Principal,
    last_used_ms: AtomicI64,
}

impl KeyCache {
    /// Forgets the copy, after a change was committed.
    pub(crate) fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn get(&self, settings: &SqlitePool) -> Result<Arc<Keys>> {
        if let Some(keys) = &*self.keys.read().unwrap_or_else(PoisonError::into_inner) {
            return Ok(keys.clone());
        }
        let before = self.changes.load(Ordering::SeqCst);
        let keys = Arc::new(load(settings).await?);
        let mut kept = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        if self.changes.load(Ordering::SeqCst) == before {
            *kept = Some(keys.clone());
        }
        Ok(keys)
    }
}

async fn load(settings: &SqlitePool) -> Result<Keys> {
    let rows = sqlx::query(
        "SELECT id, prefix, organization, name, scopes, reaches_below, created_at, expires_at,
                last_used_at, revoked_at, secret_hash
         FROM desk_key WHERE revoked_at IS NULL",
    )
    .fetch_all(settings)
    .await?;
    let mut keys = Keys::with_capacity(rows.len());
    for row in &rows {
        let key = Key::from_row(row)?;
        let hash: Vec<u8> = row.try_get(10)?;
        let Ok(hash) = <[u8; 32]>::try_from(hash) else { continue };
        let last_used_ms = AtomicI64::new(key.last_used_at.map_or(0, |time| time.0));
        keys.insert(hash, Known { principal: key.principal(), last_used_ms, key });
    }
    Ok(keys)
}

impl Desk {
    /// The principal of a key's secret, if it holds.
    pub async fn authenticate(&self, secret: &str) -> Result<Option<Principal>> {
        let keys = self.keys.get(self.store.settings()).await?;
        let now = self.clock.now();
        let Some(known) = keys.get(&secret::hash(secret)).filter(|known| known.key.holds(now))
        else {
            return Ok(None);
        };
        let hour = now.0 - now.0.rem_euclid(USED_GRAIN_MS);
        if known.last_used_ms.swap(hour, Ordering::Relaxed) != hour {
            let touch = TouchKey { id: known.key.id.0.clone(), hour: Millis(hour) };
            let store = self.store.clone();
            tokio::spawn(async move {
                if let Err(error) = store.command(touch).await {
                    tracing::warn!(%error, "the use of a key was not noted");
                }
            });
        }
        Ok(Some(known.principal.clone()))
    }
}

struct TouchKey {
    id: String,
    hour: Millis,
}

impl Command for TouchKey {
    type Output = ();

    fn run<'a>(
        &'a mut self,
        transaction: &'a mut Transaction<'_>,
    ) -> BoxFuture<'a, std::result::Result<(), CommandError>> {
        Box::pin(async move {
            sqlx::query("UPDATE desk_key SET last_used_at = $2 WHERE id = $1")
                .bind(&self.id)
                .bind(self.hour.0)
                .execute(transaction.sql())
                .await?;
            Ok(())
        })
    }
}
