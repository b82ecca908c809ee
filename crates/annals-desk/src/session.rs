//! Sessions of signed-in users.

use std::time::Duration;

use annals_model::limits::{SESSION_AGE_HOURS_MAX, SESSION_IDLE_MINUTES_MAX};
use annals_model::{Actor, ActorKind, Organization, Principal};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use crate::entry::Told;
use crate::touch::Used;
use crate::user::{self, username_key};
use crate::{By, Client, Desk, Error, Result, User, UserStatus, effective, password, secret};

/// A session ends after so long without a request, whatever an organisation prefers.
const SESSION_IDLE_MS_MAX: i64 = SESSION_IDLE_MINUTES_MAX as i64 * 60 * 1000;
/// A session ends so long after it began, whatever is done in it.
const SESSION_AGE_MS_MAX: i64 = SESSION_AGE_HOURS_MAX as i64 * 60 * 60 * 1000;
/// How coarsely the last request of a session is known: each write costs a commit.
const SEEN_GRAIN_MS: i64 = 5 * 60 * 1000;
/// The same as a part of the time after which a quiet session ends: one that ends soon would end
/// too soon by the grain.
const SEEN_GRAIN_PART: i64 = 10;

/// The secret that the browser keeps in a cookie: 256 random bits in base64url.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(pub String);

/// An attempt to sign in.
#[derive(Clone)]
pub struct SignIn {
    /// What was typed as username.
    pub username: String,
    /// What was typed as password.
    pub password: String,
    /// From where.
    pub client: Client,
}

/// A user with a valid session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Id of the session; not a secret.
    pub session_id: String,
    /// The user.
    pub user: User,
    /// What the user may do.
    pub principal: Principal,
}

impl Desk {
    /// Checks the password and begins a session; slows down after failures, never locks out.
    ///
    /// Success and failure are told in the log of the user's organisation; an unknown name in that
    /// of the installation, and without the name: people type passwords into the wrong field.
    pub async fn sign_in(&self, attempt: SignIn) -> Result<(SessionToken, SignedIn)> {
        let key = username_key(&attempt.username);
        let ip = attempt.client.ip;
        let begun = self.throttled(|throttle| throttle.begin(self.clock.now(), &key, ip));
        let delay_ms =
            begun.map_err(|ms| Error::TooManyAttempts { seconds: ms.div_ceil(1_000) })?;
        // Counted as failed when the caller goes away while it waits.
        let mut ended = Ended { desk: self, key: &key, ip, success: false };
        tokio::time::sleep(Duration::from_millis(delay_ms)).await;
        let signed_in = self.check_and_begin(&key, attempt).await;
        ended.success = signed_in.is_ok();
        signed_in
    }

    fn throttled<T>(&self, act: impl FnOnce(&mut crate::throttle::Throttle) -> T) -> T {
        act(&mut self.throttle.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    async fn check_and_begin(
        &self,
        key: &str,
        attempt: SignIn,
    ) -> Result<(SessionToken, SignedIn)> {
        let (user, hash) = self.find_user(key).await?.unzip();
        let right = password::verify(&self.hashing, attempt.password, hash).await?;
        let user = match user {
            Some(user) if right && user.may_sign_in(self.clock.now()) => user,
            user => {
                let reason = why_not(user.as_ref(), right);
                self.record_failure(user, reason, &attempt.client).await?;
                return Err(Error::WrongCredentials);
            }
        };
        let organization = self.home(&user)?;
        if self.is_closed(user.organization) {
            // Said only to who knows the password.
            let reason = "the organisation is closed";
            self.record_failure(Some(user), reason, &attempt.client).await?;
            return Err(Error::OrganizationClosed);
        }
        let token = secret::new_secret()?;
        let signed_in = SignedIn {
            session_id: secret::new_id()?,
            principal: self.effective(&user).await?.principal(&user),
            user,
        };
        let by = By { client: attempt.client, ..By::from(&signed_in) };
        let begin = BeginSession {
            by,
            organization,
            session_id: signed_in.session_id.clone(),
            token_hash: secret::hash(&token),
        };
        self.store.command(begin).await?;
        self.refresh_preferences().await?;
        Ok((SessionToken(token), signed_in))
    }

    fn home(&self, user: &User) -> Result<Organization> {
        self.store.organizations().get(user.organization).cloned().ok_or(Error::NotFound)
    }

    async fn find_user(&self, key: &str) -> Result<Option<(User, String)>> {
        let sql = format!(
            "SELECT {}, u.password_hash FROM desk_user u WHERE u.username_key = $1",
            user::COLUMNS
        );
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(key)
            .fetch_optional(self.store.settings())
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some((User::from_row(&row)?, row.try_get(user::COLUMN_COUNT)?)))
    }

    async fn record_failure(
        &self,
        user: Option<User>,
        reason: &str,
        client: &Client,
    ) -> Result<()> {
        let (organization, actor, reason) = match user {
            Some(user) => {
                let actor = Actor {
                    id: Some(user.id.0.clone()),
                    name: Some(user.name.clone()),
                    username: Some(user.username.clone()),
                    ..Actor::default()
                };
                (self.home(&user)?, actor, reason)
            }
            None => {
                let name = Some("Unknown".to_owned());
                let actor = Actor { name, kind: ActorKind::System, ..Actor::default() };
                (self.root()?, actor, "unknown username")
            }
        };
        let entry = Told::by_actor(actor, client, "session.sign_in_failed")
            .failed(reason)
            .in_log_of(&organization, self.clock.now())?;
        self.store.append(vec![entry]).await?;
        Ok(())
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
        let hash = secret::hash(token);
        let sql = format!(
            "SELECT {}, s.id, s.created_at, s.last_seen_at
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
        Ok(Some((SignedIn { session_id, principal, user }, idle)))
    }

    /// Ends a session.
    pub async fn sign_out(&self, who: &SignedIn, client: &Client) -> Result<()> {
        let organization = self.home(&who.user)?;
        let by = By { client: client.clone(), ..By::from(who) };
        let session_id = who.session_id.clone();
        Ok(self.store.command(EndSession { by, organization, session_id }).await?)
    }
}

/// Why someone was not let in, for the log.
fn why_not(user: Option<&User>, is_right: bool) -> &'static str {
    match user.map(|user| user.status) {
        _ if !is_right => "wrong password",
        Some(UserStatus::Disabled) => "the account is disabled",
        Some(UserStatus::Locked) => "the account is locked",
        _ => "the account has expired",
    }
}

/// Tells the throttle how an attempt ended, also when it was cut short.
struct Ended<'d> {
    desk: &'d Desk,
    key: &'d str,
    ip: Option<std::net::IpAddr>,
    success: bool,
}

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        let now = self.desk.clock.now();
        self.desk.throttled(|throttle| throttle.end(now, self.key, self.ip, self.success));
    }
}

struct BeginSession {
    by: By,
    organization: Organization,
    session_id: String,
    token_hash: [u8; 32],
}

impl Command for BeginSession {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let now = transaction.now();
        sqlx::query("DELETE FROM desk_session WHERE last_seen_at < $1 OR created_at < $2")
            .bind(now.0.saturating_sub(SESSION_IDLE_MS_MAX))
            .bind(now.0.saturating_sub(SESSION_AGE_MS_MAX))
            .execute(transaction.sql())
            .await?;
        sqlx::query(
            "INSERT INTO desk_session (token_hash, id, user_id, created_at, last_seen_at)
             VALUES ($1, $2, $3, $4, $4)",
        )
        .bind(self.token_hash.as_slice())
        .bind(&self.session_id)
        .bind(&self.by.principal.id)
        .bind(now.0)
        .execute(transaction.sql())
        .await?;
        Told::new(&self.by, "session.signed_in").tell(transaction, &self.organization)?;
        Ok(())
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
