//! API keys of programs.

use annals_model::{Millis, OrganizationOrdinal, Principal, Scopes};

use crate::{Desk, Result};

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

impl Desk {
    /// Creates a key; the secret is returned this once.
    pub async fn create_key(&self, _by: &Principal, _new: NewKey) -> Result<(Key, KeySecret)> {
        unimplemented!()
    }

    /// Revokes a key; it holds no longer when this returns.
    pub async fn revoke_key(&self, _by: &Principal, _id: &KeyId) -> Result<()> {
        unimplemented!()
    }

    /// The keys of an organisation, newest first.
    pub async fn keys(
        &self,
        _by: &Principal,
        _organization: OrganizationOrdinal,
    ) -> Result<Vec<Key>> {
        unimplemented!()
    }

    /// The principal of a key's secret, if it holds.
    pub async fn authenticate(&self, _secret: &str) -> Result<Option<Principal>> {
        unimplemented!()
    }
}
