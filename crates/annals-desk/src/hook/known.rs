//! All webhooks in memory: providers that tell of a large mailing call thousands of times a second.
//!
//! This process is the only one that changes them (one lock per data directory), so the copy is
//! read again when any desk of the process has changed some.

use std::collections::HashMap;

use annals_delivery::{Provider, Secret};
use annals_model::OrganizationOrdinal;
use sqlx::{Row, SqlitePool};

use super::{HookId, KeptHook, row};
use crate::cache::Changes;
use crate::{Desk, Result};

pub(super) static CHANGES: Changes = Changes::none();

/// All webhooks, open unless they are disabled.
pub(crate) type KnownHooks = HashMap<HookId, KeptHook>;

impl Desk {
    /// The webhook at whose address something came, with what that is checked by.
    pub async fn hook_called(&self, id: &HookId) -> Result<Option<KeptHook>> {
        self.hooks.refresh(&CHANGES, load(self.store.settings())).await?;
        let Some(mut hook) = self.hooks.get().get(id).cloned() else { return Ok(None) };
        hook.is_open = hook.is_open && !self.is_closed(hook.organization);
        Ok(Some(hook))
    }
}

async fn load(settings: &SqlitePool) -> Result<KnownHooks> {
    // As they were at one time: a webhook never stands without the secrets of that time.
    let mut reading = settings.begin().await?;
    let hooks = sqlx::query(
        "SELECT id, organization, name, provider, hash_method, disabled_at FROM desk_hook",
    )
    .fetch_all(&mut *reading)
    .await?;
    let secrets =
        sqlx::query("SELECT hook, secret FROM desk_hook_secret").fetch_all(&mut *reading).await?;
    reading.rollback().await?;
    let mut known = KnownHooks::with_capacity(hooks.len());
    for row in &hooks {
        let hook = KeptHook {
            id: HookId(row.try_get(0)?),
            organization: OrganizationOrdinal(row.try_get(1)?),
            name: row.try_get(2)?,
            provider: row::provider(row, 3)?,
            hash: row::hash(row, 4)?,
            secrets: Vec::new(),
            topics: Vec::new(),
            is_open: row.try_get::<Option<i64>, _>(5)?.is_none(),
        };
        known.insert(hook.id.clone(), hook);
    }
    for row in &secrets {
        let Some(hook) = known.get_mut(&HookId(row.try_get(0)?)) else { continue };
        match hook.provider {
            Provider::AmazonSes => hook.topics.push(row.try_get(1)?),
            _ => hook.secrets.push(Secret::new(row.try_get::<&str, _>(1)?)),
        }
    }
    Ok(known)
}
