//! Sessions that are open: listed, and ended one by one or all at once.

use std::collections::HashMap;

use annals_model::{Millis, OrganizationOrdinal, Permission, Principal, PrincipalKind};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::session_end::EndSessions;
use crate::user::{self, User, UserId};
use crate::{By, Desk, Error, Result, grant};

/// Sessions of one user that are open at once: when one more begins, the one that was used least
/// recently ends.
pub const SESSIONS_OF_USER_MAX: u32 = 100;
/// Sessions of an organisation that are listed, those that were used last.
pub const SESSIONS_LISTED_MAX: u32 = 1_000;

/// The id of a session; not a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionId(pub String);

/// A session that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Which.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// What they sign in with.
    pub username: String,
    /// When it began.
    pub began_at: Millis,
    /// When it was last used, to some minutes.
    pub last_used_at: Millis,
    /// The address from which it began.
    pub ip: Option<String>,
    /// The program with which it began, as it calls itself.
    pub user_agent: Option<String>,
}

/// Which sessions of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhichSessions {
    /// This one.
    One(SessionId),
    /// All but this one.
    AllBut(SessionId),
    /// All.
    All,
}

impl WhichSessions {
    pub(crate) fn includes(&self, id: &SessionId) -> bool {
        match self {
            Self::One(one) => one == id,
            Self::AllBut(one) => one != id,
            Self::All => true,
        }
    }
}

/// What [`OpenSession::from_row`] reads.
pub(crate) const COLUMNS: &str =
    "SELECT s.id, s.user_id, u.username, s.created_at, s.last_seen_at, s.ip,
    s.user_agent FROM desk_session s JOIN desk_user u ON u.id = s.user_id";

impl OpenSession {
    pub(crate) fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: SessionId(row.try_get(0)?),
            user: UserId(row.try_get(1)?),
            username: row.try_get(2)?,
            began_at: Millis(row.try_get(3)?),
            last_used_at: Millis(row.try_get(4)?),
            ip: row.try_get(5)?,
            user_agent: row.try_get(6)?,
        })
    }

    /// How it is called in entries: when it began, and where.
    pub(crate) fn name(&self) -> String {
        match &self.ip {
            Some(ip) => format!("{}, {ip}", self.began_at),
            None => self.began_at.to_string(),
        }
    }
}

impl Desk {
    /// The open sessions of `user`, the one that was used last first: one's own, or where `by` may
    /// manage users and has what the user may do.
    pub async fn sessions_of(&self, by: &Principal, user: &User) -> Result<Vec<OpenSession>> {
        if !is_oneself(by, &user.id) {
            self.require(by, user.organization, Permission::ManageUsers)?;
            let rights = self.effective(user).await?.rights();
            grant::check_over(by, user.organization, rights)?;
        }
        let sql = format!(
            "{COLUMNS} WHERE s.user_id = $1 AND s.created_at > $2 AND s.last_seen_at > $3
             ORDER BY s.last_seen_at DESC, s.created_at DESC, s.id"
        );
        let (began_after, used_after) = self.holding(user.organization).await?;
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(&user.id.0)
            .bind(began_after)
            .bind(used_after)
            .fetch_all(self.store.settings())
            .await?;
        Ok(rows.iter().map(OpenSession::from_row).collect::<Result<_, _>>()?)
    }

    /// The open sessions in `organization`, where `by` may manage users, of those whom `by` may
    /// manage; at most [`SESSIONS_LISTED_MAX`].
    pub async fn sessions_in(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<OpenSession>> {
        self.require(by, organization, Permission::ManageUsers)?;
        let (began_after, used_after) = self.holding(organization).await?;
        let sql = format!(
            "{COLUMNS} WHERE u.organization = $1 AND s.created_at > $2 AND s.last_seen_at > $3
             ORDER BY s.last_seen_at DESC, s.created_at DESC, s.id LIMIT $4"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(i64::from(organization.0))
            .bind(began_after)
            .bind(used_after)
            .bind(SESSIONS_LISTED_MAX)
            .fetch_all(self.store.settings())
            .await?;
        let mut may_manage = HashMap::new();
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let session = OpenSession::from_row(row)?;
            let is_managed = match may_manage.get(&session.user) {
                Some(known) => *known,
                None => {
                    let known = self.may_manage(by, organization, &session.user).await?;
                    may_manage.insert(session.user.clone(), known);
                    known
                }
            };
            found.extend(is_managed.then_some(session));
        }
        Ok(found)
    }

    async fn may_manage(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        id: &UserId,
    ) -> Result<bool> {
        let mut connection = self.store.settings().acquire().await?;
        let Some(user) = user::find(&mut connection, organization, id).await? else {
            return Ok(false);
        };
        drop(connection);
        let rights = self.effective(&user).await?.rights();
        Ok(is_oneself(by, id) || grant::check_over(by, organization, rights).is_ok())
    }

    /// Whose session it is: one's own, or where `by` may manage users.
    pub async fn owner_of_session(&self, by: &Principal, id: &SessionId) -> Result<User> {
        let sql = format!(
            "SELECT {} FROM desk_user u JOIN desk_session s ON s.user_id = u.id WHERE s.id = $1",
            user::COLUMNS
        );
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(&id.0)
            .fetch_optional(self.store.settings())
            .await?;
        let user = row.as_ref().map(User::from_row).transpose()?.ok_or(Error::NotFound)?;
        if !is_oneself(by, &user.id) {
            self.require(by, user.organization, Permission::ManageUsers)?;
        }
        Ok(user)
    }

    /// Ends sessions of `user`: one's own, or where `by` may manage users and has what the user may
    /// do. How many ended; each is told.
    pub async fn end_sessions(
        &self,
        by: impl Into<By>,
        user: &User,
        which: WhichSessions,
    ) -> Result<usize> {
        let by = by.into();
        let tree = self.store.organizations();
        let organization = match is_oneself(&by.principal, &user.id) {
            true => tree.get(user.organization).cloned().ok_or(Error::NotFound)?,
            false => self.require(&by.principal, user.organization, Permission::ManageUsers)?,
        };
        let command = EndSessions { by, organization, user: user.id.clone(), which };
        Ok(self.store.command(command).await?)
    }

    /// After which moments a session of `organization` has begun and was used, if it holds.
    async fn holding(&self, organization: OrganizationOrdinal) -> Result<(i64, i64)> {
        self.refresh_preferences().await?;
        let preferences = self.preferences_of(organization);
        let now = self.clock.now().0;
        let (age, idle) = (preferences.session_age_ms(), preferences.session_idle_ms());
        Ok((now.saturating_sub(age), now.saturating_sub(idle)))
    }
}

/// Whether `by` is the user with `id`.
pub(crate) fn is_oneself(by: &Principal, id: &UserId) -> bool {
    by.kind == PrincipalKind::User && by.id == id.0
}
