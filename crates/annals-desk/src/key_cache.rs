//! All keys in memory: a busy sender shows its key thousands of times a second.
//!
//! This process is the only one that changes keys (one lock per data directory), so the copy is
//! read again when any desk of the process has changed some.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use annals_model::{Millis, Principal};
use sqlx::{Row, SqlitePool};

use crate::touch::Used;
use crate::{Desk, Error, Key, Result, secret};

/// How coarsely the last use is known.
const USED_GRAIN_MS: i64 = 60 * 60 * 1000;

/// Counts changes of keys by all desks of this process: the server's and the operator's are two.
static CHANGES: AtomicU64 = AtomicU64::new(0);

/// Says that keys have changed, after the change was committed.
pub(crate) fn changed() {
    CHANGES.fetch_add(1, Ordering::SeqCst);
}

/// Part of each command that changes keys. It is dropped after the commit, also when the caller
/// went away meanwhile and can't say [`changed`] any more.
pub(crate) struct TellsChange;

impl Drop for TellsChange {
    fn drop(&mut self) {
        changed();
    }
}

#[derive(Default)]
pub(crate) struct KeyCache {
    copy: RwLock<Option<Copy>>,
}

/// All keys as they were after so many changes.
#[derive(Clone)]
struct Copy {
    changes: u64,
    keys: Arc<Keys>,
}

type Keys = HashMap<[u8; 32], Known>;

struct Known {
    key: Key,
    principal: Principal,
    last_used_ms: AtomicI64,
}

impl KeyCache {
    async fn get(&self, settings: &SqlitePool) -> Result<Arc<Keys>> {
        // Taken before reading: a change meanwhile makes the copy one that is read again.
        let changes = CHANGES.load(Ordering::SeqCst);
        let copy = self.copy.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(copy) = copy.filter(|copy| copy.changes == changes) {
            return Ok(copy.keys);
        }
        let keys = Arc::new(load(settings).await?);
        let copy = Copy { changes, keys: Arc::clone(&keys) };
        *self.copy.write().unwrap_or_else(PoisonError::into_inner) = Some(copy);
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
    /// The principal of a key's secret, if it holds; an error while its organisation is closed.
    pub async fn authenticate(&self, secret: &str) -> Result<Option<Principal>> {
        self.refresh_preferences().await?;
        let keys = self.keys.get(self.store.settings()).await?;
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
