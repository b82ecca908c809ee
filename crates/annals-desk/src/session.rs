//! Sessions of signed-in users.

use annals_model::{Organization, Principal};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use crate::entry::Told;
use crate::touch::Used;
use crate::{By, Client, Desk, Error, Result, User, effective, secret, user};

/// How coarsely the last request of a session is known: each write costs a commit.
const SEEN_GRAIN_MS: i64 = 5 * 60 * 1000;
/// The same as a part of the time after which a quiet session ends: one that ends soon would end
/// too soon by the grain.
const SEEN_GRAIN_PART: i64 = 10;

/// The secret that the browser keeps in a cookie: 256 random bits in base64url.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(pub String);

/// A user with a valid session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Id of the session; not a secret.
    pub session_id: String,
    /// The user.
    pub user: User,
    /// What the user may do.
    pub principal: Principal,
    /// What they have to do before anything else.
    pub required: Option<Required>,
}

/// What someone who is signed in has to do before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// Choose another password.
    Password,
    /// Set a second factor up.
    SecondFactor,
}

impl Required {
    /// Of `user`; `lacks_factor` says that they should have a second factor and don't.
    pub(crate) fn of(user: &User, lacks_factor: bool) -> Option<Self> {
        if user.must_change_password {
            return Some(Self::Password);
        }
        lacks_factor.then_some(Self::SecondFactor)
    }
}

impl Desk {
    /// The organisation of `user`.
    pub(crate) fn home(&self, user: &User) -> Result<Organization> {
        self.store.organizations().get(user.organization).cloned().ok_or(Error::NotFound)
    }

    /// The user whose session `token` belongs to, if it still holds.
    pub async fn session(&self, token: &str) -> Result<Option<SignedIn>> {
        let Some((signed_in, idle)) = self.find_session(token).await? else { return Ok(None) };
        let idle_max = self.preferences_of(signed_in.user.organization).session_idle_ms();
        if idle >= SEEN_GRAIN_MS.min(idle_max / SEEN_GRAIN_PART) {
            self.touch(Used::Session(signed_in.session_id.clone()), self.clock.now());
        }
        Ok(Some(signed_in))
    }

    /// The same for what goes on by itself, which must not keep the session from ending.
    pub async fn session_unused(&self, token: &str) -> Result<Option<SignedIn>> {
        Ok(self.find_session(token).await?.map(|(signed_in, _)| signed_in))
    }

    /// The session, and how long ago it was used.
    async fn find_session(&self, token: &str) -> Result<Option<(SignedIn, i64)>> {
        self.refresh_preferences().await?;
        self.refresh_record_types().await?;
        let hash = secret::hash(token);
        let sql = format!(
            "SELECT {}, s.id, s.created_at, s.last_seen_at, EXISTS (
                 SELECT 1 FROM desk_second_factor f
                 WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL
             ) OR EXISTS (SELECT 1 FROM desk_passkey p WHERE p.user_id = u.id)
             FROM desk_session s JOIN desk_user u ON u.id = s.user_id WHERE s.token_hash = $1",
            user::COLUMNS
        );
        // One moment for user and rights: between two, someone could have what they never had.
        let mut transaction = self.store.settings().begin().await?;
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(hash.as_slice())
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let after = user::COLUMN_COUNT;
        let (created_at, seen_at): (i64, i64) = (row.try_get(after + 1)?, row.try_get(after + 2)?);
        let now = self.clock.now();
        let age = now.0.saturating_sub(created_at);
        let idle = now.0.saturating_sub(seen_at);
        let user = User::from_row(&row)?;
        let preferences = self.preferences_of(user.organization);
        if age >= preferences.session_age_ms() || idle >= preferences.session_idle_ms() {
            return Ok(None);
        }
        if self.is_closed(user.organization) || !user.may_sign_in(now) {
            return Ok(None);
        }
        let principal = effective::load(&mut transaction, &user).await?.principal(&user);
        let session_id: String = row.try_get(after)?;
        let has_factor = row.try_get::<i64, _>(after + 3)? != 0;
        let lacks_factor = !has_factor && preferences.asks_second_factor(&principal);
        let required = Required::of(&user, lacks_factor);
        Ok(Some((SignedIn { session_id, principal, user, required }, idle)))
    }

    /// Ends a session.
    pub async fn sign_out(&self, who: &SignedIn, client: &Client) -> Result<()> {
        let organization = self.home(&who.user)?;
        let by = By { client: client.clone(), ..By::from(who) };
        let session_id = who.session_id.clone();
        Ok(self.store.command(EndSession { by, organization, session_id }).await?)
    }
}

struct EndSession {
    by: By,
    organization: Organization,
    session_id: String,
}

impl Command for EndSession {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let deleted = sqlx::query("DELETE FROM desk_session WHERE id = $1")
            .bind(&self.session_id)
            .execute(transaction.sql())
            .await?;
        if deleted.rows_affected() > 0 {
            Told::new(&self.by, "session.signed_out").tell(transaction, &self.organization)?;
        }
        Ok(())
    }
}
