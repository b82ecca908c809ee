//! Users: people who sign in with a password.

use annals_model::{
    EventType, Organization, OrganizationOrdinal, Permission, Principal, PrincipalKind, RowFilter,
    Scopes,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::entry::Told;
use crate::{
    By, Desk, Result, check_grant, check_name, password, scopes_from_text, scopes_to_text, secret,
};

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
    /// What is typed to sign in; upper and lower case are the same.
    pub username: String,
    /// Name on screen.
    pub name: String,
    /// The password, at least [`PASSWORD_CHARS_MIN`] characters.
    pub password: String,
    /// What the user may do; nothing that the creator may not do.
    pub scopes: Scopes,
    /// Whether that holds in the organisations below as well.
    pub reaches_below: bool,
}

/// Characters of a password, at least.
pub const PASSWORD_CHARS_MIN: usize = 10;

/// How usernames are compared.
pub(crate) fn username_key(username: &str) -> String {
    username.trim().to_lowercase()
}

impl User {
    /// What the user may do.
    pub fn principal(&self) -> Principal {
        Principal {
            kind: PrincipalKind::User,
            id: self.id.0.clone(),
            name: self.name.clone(),
            home: self.organization,
            scopes: self.scopes,
            reaches_below: self.reaches_below,
            rows: RowFilter::default(),
        }
    }

    /// Reads `id, organization, username, name, scopes, reaches_below` from a row's front.
    pub(crate) fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: UserId(row.try_get(0)?),
            organization: OrganizationOrdinal(row.try_get(1)?),
            username: row.try_get(2)?,
            name: row.try_get(3)?,
            scopes: scopes_from_text(row.try_get(4)?),
            reaches_below: row.try_get::<i64, _>(5)? != 0,
        })
    }
}

impl Desk {
    /// Creates a user in an organisation where `by` may manage organisations.
    pub async fn create_user(&self, by: impl Into<By>, new: NewUser) -> Result<User> {
        let by = by.into();
        let permission = Permission::ManageOrganizations;
        let organization = self.require(&by.principal, new.organization, permission)?;
        check_name("the username", &new.username)?;
        check_name("the name", &new.name)?;
        check_grant(&by.principal, new.scopes, new.reaches_below)?;
        password::check(&new.password, &new.username)?;
        let password_hash = password::hash(&self.hashing, new.password).await?;
        let user = User {
            id: UserId(secret::new_id()?),
            organization: new.organization,
            username: new.username.trim().to_owned(),
            name: new.name,
            scopes: new.scopes,
            reaches_below: new.reaches_below,
        };
        Ok(self.store.command(CreateUser { by, organization, user, password_hash }).await?)
    }

    /// Whether nobody can sign in yet.
    pub async fn has_no_users(&self) -> Result<bool> {
        let row = sqlx::query("SELECT COUNT(*) FROM desk_user WHERE disabled_at IS NULL")
            .fetch_one(self.store.settings())
            .await?;
        Ok(row.try_get::<i64, _>(0)? == 0)
    }
}

struct CreateUser {
    by: By,
    organization: Organization,
    user: User,
    password_hash: String,
}

impl Command for CreateUser {
    type Output = User;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<User, CommandError> {
        let user = &self.user;
        let scopes = scopes_to_text(user.scopes);
        let now = transaction.now();
        let inserted = sqlx::query(
            "INSERT INTO desk_user (id, organization, username, username_key, name,
             password_hash, scopes, reaches_below, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (username_key) DO NOTHING",
        )
        .bind(&user.id.0)
        .bind(i64::from(user.organization.0))
        .bind(&user.username)
        .bind(username_key(&user.username))
        .bind(&user.name)
        .bind(&self.password_hash)
        .bind(&scopes)
        .bind(i64::from(user.reaches_below))
        .bind(now.0)
        .execute(transaction.sql())
        .await?;
        if inserted.rows_affected() == 0 {
            let reason = "the username is taken in this installation";
            return Err(CommandError::Refused(reason.into()));
        }
        Told::new(&self.by, "user.created")
            .critical()
            .record("user", &user.id.0, &user.name, Some(EventType::Add))
            .change("username", None, Some(&user.username))
            .change("name", None, Some(&user.name))
            .change("permissions", None, Some(&scopes))
            .change("reaches_below", None, user.reaches_below.then_some("true"))
            .tell(transaction, &self.organization)?;
        Ok(user.clone())
    }
}
