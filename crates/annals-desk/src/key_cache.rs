//! All keys in memory: a busy sender shows its key thousands of times a second.
//!
//! This process is the only one that changes keys (one lock per data directory), so the copy is
//! read again when any desk of the process has changed some.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};

use annals_model::{Millis, Principal};
use sqlx::{Row, SqlitePool};

use crate::cache::Changes;
use crate::touch::Used;
use crate::{Desk, Error, Key, Result, secret};

/// How coarsely the last use is known.
const USED_GRAIN_MS: i64 = 60 * 60 * 1000;

pub(crate) static CHANGES: Changes = Changes::none();

/// All keys, by the hash of their secrets.
pub(crate) type Keys = HashMap<[u8; 32], Known>;

pub(crate) struct Known {
    key: Key,
    principal: Principal,
    last_used_ms: AtomicI64,
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
    /// The principal of a key's secret, if it holds; an error while its organisation is closed.
    pub async fn authenticate(&self, secret: &str) -> Result<Option<Principal>> {
        self.refresh_preferences().await?;
        self.refresh_record_types().await?;
        self.keys.refresh(&CHANGES, load(self.store.settings())).await?;
        let keys = self.keys.get();
        let now = self.clock.now();
        let Some(known) = keys.get(&secret::hash(secret)).filter(|known| known.key.holds(now))
        else {
            return Ok(None);
        };
        if self.is_closed(known.key.organization) {
            return Err(Error::OrganizationClosed);
        }
        let hour = now.0 - now.0.rem_euclid(USED_GRAIN_MS);
        if known.last_used_ms.swap(hour, Ordering::Relaxed) != hour {
            self.touch(Used::Key(known.key.id.0.clone()), Millis(hour));
        }
        Ok(Some(known.principal.clone()))
    }
}
