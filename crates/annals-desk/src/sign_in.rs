//! Signing in: a password is checked, and a session begins.

use annals_model::limits::{NAME_BYTES_MAX, SESSION_AGE_HOURS_MAX, SESSION_IDLE_MINUTES_MAX};
use annals_model::{Actor, ActorKind, Organization};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use crate::entry::{Told, cut};
use crate::open_session::SessionId;
use crate::session::Required;
use crate::throttle::Guessed;
use crate::user::{self, username_key};
use crate::{
    By, Client, Desk, Error, Result, SessionToken, SignedIn, User, UserStatus, password, secret,
    session_end,
};

/// A session ends after so long without a request, whatever an organisation prefers.
const SESSION_IDLE_MS_MAX: i64 = SESSION_IDLE_MINUTES_MAX as i64 * 60 * 1000;
/// A session ends so long after it began, whatever is done in it.
const SESSION_AGE_MS_MAX: i64 = SESSION_AGE_HOURS_MAX as i64 * 60 * 60 * 1000;

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

impl Desk {
    /// Checks the password and begins a session; slows down after failures, never locks out.
    ///
    /// Success and failure are told in the log of the user's organisation; an unknown name in that
    /// of the installation, and without the name: people type passwords into the wrong field.
    pub async fn sign_in(&self, attempt: SignIn) -> Result<(SessionToken, SignedIn)> {
        let key = username_key(&attempt.username);
        let ip = attempt.client.ip;
        let check = self.check_and_begin(&key, attempt);
        self.attempt(Guessed::Password(&key), ip, check).await
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
            required: Required::of(&user),
            user,
        };
        let by = By { client: attempt.client, ..By::from(&signed_in) };
        let begin = BeginSession {
            by,
            organization,
            user: signed_in.user.clone(),
            session_id: SessionId(signed_in.session_id.clone()),
            token_hash: secret::hash(&token),
        };
        self.store.command(begin).await?;
        self.refresh_preferences().await?;
        Ok((SessionToken(token), signed_in))
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

struct BeginSession {
    by: By,
    organization: Organization,
    user: User,
    session_id: SessionId,
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
            "INSERT INTO desk_session
             (token_hash, id, user_id, created_at, last_seen_at, ip, user_agent)
             VALUES ($1, $2, $3, $4, $4, $5, $6)",
        )
        .bind(self.token_hash.as_slice())
        .bind(&self.session_id.0)
        .bind(&self.user.id.0)
        .bind(now.0)
        .bind(self.by.client.ip.map(|ip| ip.to_string()))
        .bind(self.by.client.user_agent.as_deref().map(|text| cut(text, NAME_BYTES_MAX)))
        .execute(transaction.sql())
        .await?;
        Told::new(&self.by, "session.signed_in").tell(transaction, &self.organization)?;
        let Self { by, organization, user, session_id, .. } = self;
        session_end::end_surplus(transaction, by, organization, user, session_id).await
    }
}
