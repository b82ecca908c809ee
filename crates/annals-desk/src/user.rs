//! Users: people who sign in with a password.

use annals_model::{Millis, OrganizationOrdinal, Permission, Principal, RecordKey};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::effective::Effective;
use crate::{Desk, Error, Result};

/// A user's stable id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserId(pub String);

/// Whether a user may sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserStatus {
    /// They may.
    #[default]
    Active,
    /// An administrator has ended it: the person left, say.
    Disabled,
    /// An administrator has stopped it until something is cleared up.
    Locked,
}

impl UserStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Active, Self::Disabled, Self::Locked];

    /// The word for it in entries, in the API and at the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
            Self::Locked => "locked",
        }
    }

    /// The status that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }
}

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
    /// E-mail address.
    pub email: Option<String>,
    /// What they are there: "Registrar".
    pub role: Option<String>,
    /// The page that they see first: a path of Annals.
    pub homepage: Option<String>,
    /// The record of the member of staff, `type:id`.
    pub staff_record: Option<String>,
    /// Whether they may sign in.
    pub status: UserStatus,
    /// From when on they may not.
    pub expires_at: Option<Millis>,
    /// Whether they have to choose another password before anything else.
    pub must_change_password: bool,
    /// Whether, limited by calendars, they see entries without a school year, too.
    pub without_calendar: bool,
    /// Grows with each change, so that nobody overwrites what they have not seen.
    pub version: i64,
}

/// The columns of `desk_user u` that [`User::from_row`] reads.
pub(crate) const COLUMNS: &str = "u.id, u.organization, u.username, u.name, u.email, u.role, \
    u.homepage, u.staff_record, u.disabled_at, u.locked_at, u.expires_at, \
    u.must_change_password, u.without_calendar, u.version";
/// How many they are.
pub(crate) const COLUMN_COUNT: usize = 14;

/// How usernames are compared.
pub(crate) fn username_key(username: &str) -> String {
    username.trim().to_lowercase()
}

impl User {
    /// Reads [`COLUMNS`] from a row's front.
    pub(crate) fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let is_set = |column| row.try_get::<Option<i64>, _>(column).map(|at| at.is_some());
        let status = match (is_set(8)?, is_set(9)?) {
            (true, _) => UserStatus::Disabled,
            (false, true) => UserStatus::Locked,
            (false, false) => UserStatus::Active,
        };
        Ok(Self {
            id: UserId(row.try_get(0)?),
            organization: OrganizationOrdinal(row.try_get(1)?),
            username: row.try_get(2)?,
            name: row.try_get(3)?,
            email: row.try_get(4)?,
            role: row.try_get(5)?,
            homepage: row.try_get(6)?,
            staff_record: row.try_get(7)?,
            status,
            expires_at: row.try_get::<Option<i64>, _>(10)?.map(Millis),
            must_change_password: row.try_get::<i64, _>(11)? != 0,
            without_calendar: row.try_get::<i64, _>(12)? != 0,
            version: row.try_get(13)?,
        })
    }

    /// Whether the user may sign in at `now`, with the right password.
    pub fn may_sign_in(&self, now: Millis) -> bool {
        self.status == UserStatus::Active && self.expires_at.is_none_or(|expiry| now < expiry)
    }
}

impl Desk {
    /// The users of an organisation where `by` may read users, by username.
    pub async fn users(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<User>> {
        self.require(by, organization, Permission::ReadUsers)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM desk_user u WHERE u.organization = $1 ORDER BY u.username_key"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(i64::from(organization.0))
            .fetch_all(self.store.settings())
            .await?;
        Ok(rows.iter().map(User::from_row).collect::<Result<_, _>>()?)
    }

    /// One of them. One of another organisation is not found, as one that is not there.
    pub async fn user(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        id: &UserId,
    ) -> Result<User> {
        self.require(by, organization, Permission::ReadUsers)?;
        let mut connection = self.store.settings().acquire().await?;
        find(&mut connection, organization, id).await?.ok_or(Error::NotFound)
    }

    /// The user whose staff record it is, where `by` may read users.
    pub async fn user_of_record(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        record: &RecordKey,
    ) -> Result<Option<User>> {
        self.require(by, organization, Permission::ReadUsers)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM desk_user u
             WHERE u.organization = $1 AND u.staff_record = $2 ORDER BY u.username_key LIMIT 1"
        );
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(i64::from(organization.0))
            .bind(record.to_string())
            .fetch_optional(self.store.settings())
            .await?;
        Ok(row.as_ref().map(User::from_row).transpose()?)
    }

    /// The organisation of the user with `id`, where `by` may read users.
    pub async fn organization_of_user(
        &self,
        by: &Principal,
        id: &UserId,
    ) -> Result<OrganizationOrdinal> {
        let row = sqlx::query("SELECT organization FROM desk_user WHERE id = $1")
            .bind(&id.0)
            .fetch_optional(self.store.settings())
            .await?;
        let found = OrganizationOrdinal(row.ok_or(Error::NotFound)?.try_get(0)?);
        // Not there and not theirs to know are the same to whoever asks.
        match self.require(by, found, Permission::ReadUsers) {
            Ok(_) => Ok(found),
            Err(_) => Err(Error::NotFound),
        }
    }

    /// The user who signs in with `username`, where `by` may read users.
    pub async fn user_named(&self, by: &Principal, username: &str) -> Result<User> {
        let sql = format!("SELECT {COLUMNS} FROM desk_user u WHERE u.username_key = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(username_key(username))
            .fetch_optional(self.store.settings())
            .await?;
        let user = row.as_ref().map(User::from_row).transpose()?.ok_or(Error::NotFound)?;
        // Not there and not theirs to know are the same to whoever asks.
        match self.require(by, user.organization, Permission::ReadUsers) {
            Ok(_) => Ok(user),
            Err(_) => Err(Error::NotFound),
        }
    }

    /// What a user may do and why, where `by` may read rights; everyone may read their own.
    pub async fn effective_rights(&self, by: &Principal, user: &User) -> Result<Effective> {
        if by.id != user.id.0 {
            self.require(by, user.organization, Permission::ReadRights)?;
        }
        self.effective(user).await
    }

    /// Whether nobody can sign in yet.
    pub async fn has_no_users(&self) -> Result<bool> {
        let row = sqlx::query("SELECT COUNT(*) FROM desk_user WHERE disabled_at IS NULL")
            .fetch_one(self.store.settings())
            .await?;
        Ok(row.try_get::<i64, _>(0)? == 0)
    }
}

/// The user with `id` in `organization`.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    id: &UserId,
) -> Result<Option<User>, sqlx::Error> {
    let sql = format!("SELECT {COLUMNS} FROM desk_user u WHERE u.organization = $1 AND u.id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i64::from(organization.0))
        .bind(&id.0)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(User::from_row).transpose()
}
