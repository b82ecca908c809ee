//! Users: people who sign in with a password.

use annals_model::{OrganizationOrdinal, Principal, Scopes};

use crate::{Desk, Result};

/// A user's stable id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserId(pub String);

/// Someone who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Stable id.
    pub id: UserId,
    /// The organisation to which the user belongs.
    pub organization: OrganizationOrdinal,
    /// What is typed to sign in; unique in the installation.
    pub username: String,
    /// Name on screen.
    pub name: String,
    /// What the user may do.
    pub scopes: Scopes,
    /// Whether that holds in the organisations below as well.
    pub reaches_below: bool,
}

/// What a new user is made of.
#[derive(Clone)]
pub struct NewUser {
    /// The organisation to which the user belongs.
    pub organization: OrganizationOrdinal,
    /// What is typed to sign in.
    pub username: String,
    /// Name on screen.
    pub name: String,
    /// The password, at least 10 characters.
    pub password: String,
    /// What the user may do.
    pub scopes: Scopes,
    /// Whether that holds in the organisations below as well.
    pub reaches_below: bool,
}

/// Characters of a password, at least.
pub(crate) const PASSWORD_CHARS_MIN: usize = 10;

impl Desk {
    /// Creates a user in an organisation where `by` may manage organisations.
    pub async fn create_user(&self, _by: &Principal, _new: NewUser) -> Result<User> {
        unimplemented!()
    }

    /// Whether nobody can sign in yet.
    pub async fn has_no_users(&self) -> Result<bool> {
        unimplemented!()
    }
}
