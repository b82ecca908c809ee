//! Changes of webhooks, each with the entry that tells of it.

use annals_model::{EventType, Organization};
use annals_store::{Command, CommandError, Transaction};

use super::{HOOK_SECRETS_MAX, HOOKS_MAX, Hook, HookId, HookRefusal, HookSecret, row};
use crate::By;
use crate::cache::Tells;
use crate::entry::Told;

/// The type of records that entries about webhooks name.
pub(super) const RECORD_TYPE: &str = "webhook";

pub(super) struct Create {
    pub(super) _tells: Tells,
    pub(super) by: By,
    pub(super) organization: Organization,
    pub(super) hook: Hook,
    pub(super) secret: String,
}

impl Command for Create {
    type Output = Hook;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<Hook, CommandError> {
        let Self { by, organization, hook, secret, .. } = self;
        let held = row::hooks(transaction.sql(), organization.ordinal).await?;
        if held.len() >= HOOKS_MAX {
            return Err(HookRefusal::TooMany { max: HOOKS_MAX }.into());
        }
        sqlx::query(
            "INSERT INTO desk_hook (id, organization, name, provider, hash_method, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&hook.id.0)
        .bind(i64::from(organization.ordinal.0))
        .bind(&hook.name)
        .bind(hook.provider.as_str())
        .bind(hook.hash.as_str())
        .bind(hook.created_at.0)
        .execute(transaction.sql())
        .await?;
        for kept in &hook.secrets {
            insert_secret(transaction, &hook.id, kept, secret).await?;
        }
        Told::new(by, "hook.created")
            .event_type(EventType::Add)
            .critical()
            .record(RECORD_TYPE, &hook.id.0, &hook.name, Some(EventType::Add))
            .change("provider", None, Some(hook.provider.as_str()))
            .secret_change("secret", "Secret")
            .tell(transaction, organization)?;
        Ok(hook.clone())
    }
}

/// What is done to a webhook.
pub(super) enum What {
    Rename(String),
    Disable(bool),
    AddSecret(HookSecret, String),
    /// By its id.
    RemoveSecret(String),
    Delete,
}

pub(super) struct Change {
    pub(super) _tells: Tells,
    pub(super) by: By,
    pub(super) organization: Organization,
    pub(super) id: HookId,
    pub(super) what: What,
}

impl Command for Change {
    /// What it is now, or was when it was deleted; none if it, or its secret, isn't there.
    type Output = Option<Hook>;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let Some(hook) = row::hook(transaction.sql(), &self.id).await? else { return Ok(None) };
        match &self.what {
            What::Rename(name) if *name == hook.name => return Ok(Some(hook)),
            What::Disable(disabled) if *disabled == hook.disabled_at.is_some() => {
                return Ok(Some(hook));
            }
            What::RemoveSecret(id) if !hook.secrets.iter().any(|secret| secret.id == *id) => {
                return Ok(None);
            }
            _ => {}
        }
        check(&hook, &self.what)?;
        write(transaction, &self.id, &self.what).await?;
        self.told(&hook).tell(transaction, &self.organization)?;
        if matches!(self.what, What::Delete) {
            return Ok(Some(hook));
        }
        Ok(row::hook(transaction.sql(), &self.id).await?)
    }
}

impl Change {
    /// The entry about it.
    fn told(&self, hook: &Hook) -> Told {
        let (action, change) = match &self.what {
            What::Rename(_) => ("hook.renamed", EventType::Change),
            What::Disable(true) => ("hook.disabled", EventType::Change),
            What::Disable(false) => ("hook.enabled", EventType::Change),
            What::AddSecret(..) => ("hook.secret_added", EventType::Change),
            What::RemoveSecret(_) => ("hook.secret_removed", EventType::Change),
            What::Delete => ("hook.deleted", EventType::Delete),
        };
        let name = match &self.what {
            What::Rename(name) => name,
            _ => &hook.name,
        };
        let told = Told::new(&self.by, action)
            .event_type(change)
            .critical()
            .record(RECORD_TYPE, &hook.id.0, name, Some(change))
            .named("Provider", hook.provider.as_str());
        match &self.what {
            What::Rename(name) => told.change("name", Some(&hook.name), Some(name)),
            What::AddSecret(..) | What::RemoveSecret(_) => told.secret_change("secret", "Secret"),
            What::Disable(_) | What::Delete => told,
        }
    }
}

/// Refuses what would leave a webhook without what its calls are checked by, or with too much.
fn check(hook: &Hook, what: &What) -> Result<(), HookRefusal> {
    let (is_enabled, secrets) = (hook.disabled_at.is_none(), hook.secrets.len());
    match what {
        What::AddSecret(..) if secrets >= HOOK_SECRETS_MAX => {
            Err(HookRefusal::TooManySecrets { max: HOOK_SECRETS_MAX })
        }
        What::RemoveSecret(_) if is_enabled && secrets == 1 => Err(HookRefusal::LastSecret),
        What::Disable(false) if secrets == 0 => Err(HookRefusal::NoSecret),
        _ => Ok(()),
    }
}

async fn write(
    transaction: &mut Transaction<'_>,
    id: &HookId,
    what: &What,
) -> Result<(), CommandError> {
    let now = transaction.now();
    match what {
        What::Rename(name) => {
            let sql = "UPDATE desk_hook SET name = $2 WHERE id = $1";
            sqlx::query(sql).bind(&id.0).bind(name).execute(transaction.sql()).await?;
        }
        What::Disable(disabled) => {
            let at = disabled.then_some(now.0);
            let sql = "UPDATE desk_hook SET disabled_at = $2 WHERE id = $1";
            sqlx::query(sql).bind(&id.0).bind(at).execute(transaction.sql()).await?;
        }
        What::AddSecret(kept, secret) => insert_secret(transaction, id, kept, secret).await?,
        What::RemoveSecret(secret) => {
            let sql = "DELETE FROM desk_hook_secret WHERE hook = $1 AND id = $2";
            sqlx::query(sql).bind(&id.0).bind(secret).execute(transaction.sql()).await?;
        }
        What::Delete => {
            for sql in [
                "DELETE FROM desk_hook_secret WHERE hook = $1",
                "DELETE FROM desk_hook_refusal WHERE hook = $1",
                "DELETE FROM desk_hook WHERE id = $1",
            ] {
                sqlx::query(sql).bind(&id.0).execute(transaction.sql()).await?;
            }
        }
    }
    Ok(())
}

async fn insert_secret(
    transaction: &mut Transaction<'_>,
    id: &HookId,
    kept: &HookSecret,
    secret: &str,
) -> Result<(), CommandError> {
    let sql = "INSERT INTO desk_hook_secret (id, hook, secret, created_at) VALUES ($1, $2, $3, $4)";
    sqlx::query(sql)
        .bind(&kept.id)
        .bind(&id.0)
        .bind(secret)
        .bind(kept.created_at.0)
        .execute(transaction.sql())
        .await?;
    Ok(())
}
