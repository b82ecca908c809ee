//! API keys of programs.

use annals_model::{
    EventType, Millis, Organization, OrganizationOrdinal, Permission, Principal, PrincipalKind,
    Rights, RowFilter, Scopes,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::cache::Tells;
use crate::entry::Told;
use crate::key_cache;
use crate::{By, Desk, Error, Result, check_name, grant, scopes_from_text, scopes_to_text, secret};

/// A key's stable id; not a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(pub String);

/// The secret of a key; shown once, never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct KeySecret(pub String);

/// A key as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Stable id.
    pub id: KeyId,
    /// The first characters of the secret, by which people recognise it.
    pub prefix: String,
    /// The organisation to which it belongs.
    pub organization: OrganizationOrdinal,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
    /// Whether that holds in the organisations below as well.
    pub reaches_below: bool,
    /// When it was created.
    pub created_at: Millis,
    /// When it stops to hold.
    pub expires_at: Option<Millis>,
    /// When it was last used, to the hour.
    pub last_used_at: Option<Millis>,
    /// When it was revoked.
    pub revoked_at: Option<Millis>,
}

/// What a new key is made of.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// The organisation to which it belongs.
    pub organization: OrganizationOrdinal,
    /// What it is for.
    pub name: String,
    /// What it may do; nothing that its creator may not do.
    pub scopes: Scopes,
    /// Whether that holds in the organisations below as well.
    pub reaches_below: bool,
    /// When it stops to hold.
    pub expires_at: Option<Millis>,
}

impl Key {
    /// Reads all columns, in the order of the fields, from a row's front.
    pub(crate) fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let time = |column| row.try_get::<Option<i64>, _>(column).map(|ms| ms.map(Millis));
        Ok(Self {
            id: KeyId(row.try_get(0)?),
            prefix: row.try_get(1)?,
            organization: OrganizationOrdinal(row.try_get(2)?),
            name: row.try_get(3)?,
            scopes: scopes_from_text(row.try_get(4)?),
            reaches_below: row.try_get::<i64, _>(5)? != 0,
            created_at: Millis(row.try_get(6)?),
            expires_at: time(7)?,
            last_used_at: time(8)?,
            revoked_at: time(9)?,
        })
    }

    /// Whether it holds at `now`.
    pub fn holds(&self, now: Millis) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|expiry| now < expiry)
    }

    /// What the key may do.
    pub(crate) fn principal(&self) -> Principal {
        Principal {
            kind: PrincipalKind::Key,
            id: self.id.0.clone(),
            name: self.name.clone(),
            home: self.organization,
            scopes: self.scopes,
            below: if self.reaches_below { self.scopes } else { Scopes::default() },
            rows: RowFilter::default(),
        }
    }
}

impl Desk {
    /// Creates a key; the secret is returned this once.
    pub async fn create_key(&self, by: impl Into<By>, new: NewKey) -> Result<(Key, KeySecret)> {
        let by = by.into();
        let organization = self.require(&by.principal, new.organization, Permission::ManageKeys)?;
        check_name("the name", &new.name)?;
        let rights = match new.reaches_below {
            true => Rights::reaching_below(new.scopes),
            false => Rights::here(new.scopes),
        };
        grant::check(&by.principal, new.organization, rights)?;
        if new.scopes == Scopes::default() {
            return Err(Error::refused("a key needs at least one permission"));
        }
        if new.expires_at.is_some_and(|expiry| expiry <= self.clock.now()) {
            return Err(Error::refused("the key would have expired already"));
        }
        // The prefix is drawn apart, so that showing it gives nothing of the secret away.
        let prefix: String = format!("ann_{}", secret::new_id()?.get(..8).unwrap_or_default());
        let full = format!("{prefix}_{}", secret::new_secret()?);
        let key = Key {
            id: KeyId(secret::new_id()?),
            prefix,
            organization: new.organization,
            name: new.name,
            scopes: new.scopes,
            reaches_below: new.reaches_below,
            created_at: self.clock.now(),
            expires_at: new.expires_at,
            last_used_at: None,
            revoked_at: None,
        };
        let secret_hash = secret::hash(&full);
        let _tells = Tells(&key_cache::CHANGES);
        let create = CreateKey { _tells, by, organization, key, secret_hash };
        let key = self.store.command(create).await?;
        key_cache::CHANGES.tell();
        Ok((key, KeySecret(full)))
    }

    /// Revokes a key where `by` may manage keys; it holds no longer when this returns.
    pub async fn revoke_key(&self, by: impl Into<By>, id: &KeyId) -> Result<()> {
        let by = by.into();
        let key = self.find_key(id).await?.ok_or(Error::NotFound)?;
        let organization = self.require(&by.principal, key.organization, Permission::ManageKeys)?;
        let _tells = Tells(&key_cache::CHANGES);
        let revoked = self.store.command(RevokeKey { _tells, by, organization, key }).await;
        key_cache::CHANGES.tell();
        Ok(revoked?)
    }

    /// The keys of an organisation where `by` may read keys, newest first.
    pub async fn keys(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<Key>> {
        self.require(by, organization, Permission::ReadKeys)?;
        let rows = sqlx::query(
            "SELECT id, prefix, organization, name, scopes, reaches_below, created_at,
                    expires_at, last_used_at, revoked_at
             FROM desk_key WHERE organization = $1 ORDER BY created_at DESC, id",
        )
        .bind(i64::from(organization.0))
        .fetch_all(self.store.settings())
        .await?;
        Ok(rows.iter().map(Key::from_row).collect::<Result<_, _>>()?)
    }

    async fn find_key(&self, id: &KeyId) -> Result<Option<Key>> {
        let row = sqlx::query(
            "SELECT id, prefix, organization, name, scopes, reaches_below, created_at,
                    expires_at, last_used_at, revoked_at
             FROM desk_key WHERE id = $1",
        )
        .bind(&id.0)
        .fetch_optional(self.store.settings())
        .await?;
        Ok(row.as_ref().map(Key::from_row).transpose()?)
    }
}

struct CreateKey {
    _tells: Tells,
    by: By,
    organization: Organization,
    key: Key,
    secret_hash: [u8; 32],
}

impl Command for CreateKey {
    type Output = Key;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<Key, CommandError> {
        let key = &self.key;
        let scopes = scopes_to_text(key.scopes);
        sqlx::query(
            "INSERT INTO desk_key (id, secret_hash, prefix, organization, name, scopes,
             reaches_below, created_at, created_by, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&key.id.0)
        .bind(self.secret_hash.as_slice())
        .bind(&key.prefix)
        .bind(i64::from(key.organization.0))
        .bind(&key.name)
        .bind(&scopes)
        .bind(i64::from(key.reaches_below))
        .bind(key.created_at.0)
        .bind(&self.by.principal.id)
        .bind(key.expires_at.map(|expiry| expiry.0))
        .execute(transaction.sql())
        .await?;
        let expiry = key.expires_at.map(|expiry| expiry.to_string());
        Told::new(&self.by, "key.created")
            .critical()
            .record("api_key", &key.id.0, &key.name, Some(EventType::Add))
            .change("prefix", None, Some(&key.prefix))
            .change("permissions", None, Some(&scopes))
            .change("reaches_below", None, key.reaches_below.then_some("true"))
            .change("expires_at", None, expiry.as_deref())
            .tell(transaction, &self.organization)?;
        Ok(key.clone())
    }
}

struct RevokeKey {
    _tells: Tells,
    by: By,
    organization: Organization,
    key: Key,
}

impl Command for RevokeKey {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let now = transaction.now();
        let updated =
            sqlx::query("UPDATE desk_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
                .bind(&self.key.id.0)
                .bind(now.0)
                .execute(transaction.sql())
                .await?;
        // Revoking twice is fine and told once.
        if updated.rows_affected() > 0 {
            Told::new(&self.by, "key.revoked")
                .critical()
                .record("api_key", &self.key.id.0, &self.key.name, Some(EventType::Delete))
                .tell(transaction, &self.organization)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use annals_store::{Options, Store};

    use super::*;

    #[tokio::test]
    async fn a_key_is_revoked_though_the_caller_went_away() {
        let folder = tempfile::tempdir().unwrap();
        let options =
            Options { background: false, migrations: crate::MIGRATIONS, ..Options::default() };
        let store = Store::open(folder.path(), options).await.unwrap();
        let desk = Desk::new(store.clone());
        let new = NewKey {
            organization: OrganizationOrdinal(0),
            name: "office".to_owned(),
            scopes: Scopes::all(),
            reaches_below: false,
            expires_at: None,
        };
        let (key, secret) = desk.create_key(&desk.operator(), new).await.unwrap();
        assert!(desk.authenticate(&secret.0).await.unwrap().is_some());

        // All that is left when the future of `revoke_key` is dropped: its command in the queue.
        let organization = desk.root().unwrap();
        let by = By::from(&desk.operator());
        let revoke = RevokeKey { _tells: Tells(&key_cache::CHANGES), by, organization, key };
        store.command(revoke).await.unwrap();
        assert!(desk.authenticate(&secret.0).await.unwrap().is_none());
    }
}
