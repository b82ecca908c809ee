//! Signing in: a password is checked, and a session begins.

use annals_model::limits::{NAME_BYTES_MAX, SESSION_AGE_HOURS_MAX, SESSION_IDLE_MINUTES_MAX};
use annals_model::{Actor, ActorKind, Organization};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use crate::entry::{Told, cut};
use crate::open_session::SessionId;
use crate::passkey_use;
use crate::pending_sign_in::{Pending, PendingSignIns, PendingToken};
use crate::second_factor_change::{require_code, tell_used};
use crate::session::Required;
use crate::throttle::{Guessed, Outcome};
use crate::user::{self, UserId, username_key};
use crate::{
    By, Client, Desk, Error, Refusal, Result, SecondFactorRefusal, SessionToken, SignedIn, User,
    UserStatus, password, second_factor, secret, session_end,
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

/// How far signing in has come.
pub enum Entered {
    /// A session began.
    SignedIn(SessionToken, Box<SignedIn>),
    /// A code of the second factor is asked for.
    AwaitsCode(PendingToken),
}

impl Entered {
    /// The session, if one began.
    pub fn session(self) -> Option<(SessionToken, SignedIn)> {
        match self {
            Self::SignedIn(token, signed_in) => Some((token, *signed_in)),
            Self::AwaitsCode(_) => None,
        }
    }
}

impl Desk {
    /// Checks the password, and begins a session where no second factor is asked for; slows down
    /// after failures, never locks out.
    ///
    /// Success and failure are told in the log of the user's organisation; an unknown name in that
    /// of the installation, and without the name: people type passwords into the wrong field.
    pub async fn sign_in(&self, attempt: SignIn) -> Result<Entered> {
        let key = username_key(&attempt.username);
        let ip = attempt.client.ip;
        let check = self.check_and_begin(&key, attempt);
        let outcome = |entered: &Entered| match entered {
            Entered::SignedIn(..) => Outcome::Success,
            Entered::AwaitsCode(_) => Outcome::Half,
        };
        self.attempt_part(Guessed::Password(&key), ip, check, outcome).await
    }

    async fn check_and_begin(&self, key: &str, attempt: SignIn) -> Result<Entered> {
        let (user, hash) = self.find_user(key).await?.unzip();
        let right = password::verify(&self.hashing, attempt.password, hash.clone()).await?;
        let user = match user {
            Some(user) if right && user.may_sign_in(self.clock.now()) => user,
            user => {
                let reason = match &user {
                    Some(user) => why_not(Some(user), right),
                    None => "unknown username",
                };
                self.record_failure(user, reason, &attempt.client).await?;
                return Err(Error::WrongCredentials);
            }
        };
        self.require_open(&user, &attempt.client).await?;
        let mut connection = self.store.settings().acquire().await?;
        let factor = second_factor::load(&mut connection, &user.id).await?;
        drop(connection);
        if factor.is_some() {
            let (now, hash) = (self.clock.now(), hash.unwrap_or_default());
            let token = self.pending(|pending| pending.begin(now, user.id, hash))?;
            return Ok(Entered::AwaitsCode(token));
        }
        let (token, signed_in) = self.begin(user, Shown::Password, attempt.client).await?;
        Ok(Entered::SignedIn(token, Box::new(signed_in)))
    }

    /// Said only to who knows the password.
    pub(crate) async fn require_open(&self, user: &User, client: &Client) -> Result<()> {
        if !self.is_closed(user.organization) {
            return Ok(());
        }
        let reason = "the organisation is closed";
        self.record_failure(Some(user.clone()), reason, client).await?;
        Err(Error::OrganizationClosed)
    }

    /// Begins the session of a sign-in that awaits a code: of the app, or a recovery code. All that
    /// holds for signing in is asked again.
    pub async fn enter_code(
        &self,
        token: &str,
        code: &str,
        client: Client,
    ) -> Result<(SessionToken, SignedIn)> {
        let found = self.pending(|pending| pending.find(self.clock.now(), token));
        let Some(pending) = found else {
            // As long as a wrong code takes, as far as that goes.
            second_factor::check_nobody(code, self.clock.now());
            return Err(Error::SignInOver);
        };
        let (id, ip) = (pending.user.clone(), client.ip);
        let check = self.check_code(pending, token, code, client);
        let entered = self.attempt(Guessed::Code(&id.0), ip, check).await;
        match &entered {
            Ok(_) => self.pending(|pending| pending.end(token)),
            Err(Error::WrongCode) => self.pending(|pending| pending.count_wrong(token)),
            Err(_) => {}
        }
        entered
    }

    async fn check_code(
        &self,
        pending: Pending,
        token: &str,
        code: &str,
        client: Client,
    ) -> Result<(SessionToken, SignedIn)> {
        let user = self.find_user_by_id(&pending.user).await?;
        let holds = self.pending(|all| all.find(self.clock.now(), token)).is_some();
        let user = user.filter(|(user, hash)| {
            // Whoever set another password, or took the account's right away, meant this, too.
            *hash == pending.password_hash && holds && user.may_sign_in(self.clock.now())
        });
        let Some((user, _)) = user else {
            self.pending(|pending| pending.end(token));
            return Err(Error::SignInOver);
        };
        self.require_open(&user, &client).await?;
        match self.begin(user.clone(), Shown::Code(code.to_owned()), client.clone()).await {
            Err(error) if error.is_wrong_code() => {
                self.record_failure(Some(user), "wrong code", &client).await?;
                Err(Error::WrongCode)
            }
            begun => begun,
        }
    }

    /// Begins a session of `user`, who has shown that they are.
    pub(crate) async fn begin(
        &self,
        user: User,
        shown: Shown,
        client: Client,
    ) -> Result<(SessionToken, SignedIn)> {
        let organization = self.home(&user)?;
        let token = secret::new_secret()?;
        self.refresh_preferences().await?;
        let principal = self.effective(&user).await?.principal(&user);
        let asks = self.preferences_of(user.organization).asks_second_factor(&principal);
        let signed_in = SignedIn {
            session_id: secret::new_id()?,
            required: Required::of(&user, asks && matches!(shown, Shown::Password)),
            principal,
            user,
        };
        let by = By { client, ..By::from(&signed_in) };
        let begin = BeginSession {
            by,
            organization,
            user: signed_in.user.clone(),
            session_id: SessionId(signed_in.session_id.clone()),
            token_hash: secret::hash(&token),
            shown,
        };
        self.store.command(begin).await?;
        Ok((SessionToken(token), signed_in))
    }

    pub(crate) fn pending<T>(&self, act: impl FnOnce(&mut PendingSignIns) -> T) -> T {
        act(&mut self.pending.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    pub(crate) async fn find_user_by_id(&self, id: &UserId) -> Result<Option<(User, String)>> {
        self.find_user_where("u.id", &id.0).await
    }

    async fn find_user(&self, key: &str) -> Result<Option<(User, String)>> {
        self.find_user_where("u.username_key", key).await
    }

    /// The user of whom `column` is `value`, with the hash of their password.
    async fn find_user_where(
        &self,
        column: &'static str,
        value: &str,
    ) -> Result<Option<(User, String)>> {
        let sql = format!(
            "SELECT {}, u.password_hash FROM desk_user u WHERE {column} = $1",
            user::COLUMNS
        );
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(value)
            .fetch_optional(self.store.settings())
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some((User::from_row(&row)?, row.try_get(user::COLUMN_COUNT)?)))
    }

    /// Tells that someone was not let in; `user` is who they said to be, if there is one.
    pub(crate) async fn record_failure(
        &self,
        user: Option<User>,
        reason: &str,
        client: &Client,
    ) -> Result<()> {
        let told = self.failure(user, reason, client)?;
        self.append_failure(told).await
    }

    /// The same of one that somebody has to look into.
    pub(crate) async fn record_alarm(
        &self,
        user: &User,
        reason: &str,
        client: &Client,
    ) -> Result<()> {
        let (organization, told) = self.failure(Some(user.clone()), reason, client)?;
        self.append_failure((organization, told.critical())).await
    }

    async fn append_failure(&self, (organization, told): (Organization, Told)) -> Result<()> {
        let entry = told.in_log_of(&organization, self.clock.now())?;
        self.store.append(vec![entry]).await?;
        Ok(())
    }

    fn failure(
        &self,
        user: Option<User>,
        reason: &str,
        client: &Client,
    ) -> Result<(Organization, Told)> {
        let (organization, actor) = match user {
            Some(user) => {
                let actor = Actor {
                    id: Some(user.id.0.clone()),
                    name: Some(user.name.clone()),
                    username: Some(user.username.clone()),
                    ..Actor::default()
                };
                (self.home(&user)?, actor)
            }
            None => {
                let name = Some("Unknown".to_owned());
                let actor = Actor { name, kind: ActorKind::System, ..Actor::default() };
                (self.root()?, actor)
            }
        };
        let told = Told::by_actor(actor, client, "session.sign_in_failed").failed(reason);
        Ok((organization, told))
    }
}

/// Why someone was not let in, for the log.
pub(crate) fn why_not(user: Option<&User>, is_right: bool) -> &'static str {
    match user.map(|user| user.status) {
        _ if !is_right => "wrong password",
        Some(UserStatus::Disabled) => "the account is disabled",
        Some(UserStatus::Locked) => "the account is locked",
        _ => "the account has expired",
    }
}

/// What someone showed to sign in.
pub(crate) enum Shown {
    /// The password, which is enough where no second factor is asked for.
    Password,
    /// The password and a code: of an app, or a recovery code.
    Code(String),
    /// A passkey.
    Passkey(passkey_use::Shown),
}

struct BeginSession {
    by: By,
    organization: Organization,
    user: User,
    session_id: SessionId,
    token_hash: [u8; 32],
    shown: Shown,
}

impl Command for BeginSession {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let told = Told::new(&self.by, "session.signed_in");
        let (used, told) = match &self.shown {
            Shown::Code(code) => (require_code(transaction, &self.user, code).await?, told),
            Shown::Passkey(shown) => {
                shown.write(transaction, &self.user).await?;
                (None, told.named("Passkey", &shown.name))
            }
            Shown::Password => {
                // Set up between the look and now.
                if second_factor::load(transaction.sql(), &self.user.id).await?.is_some() {
                    return Err(Refusal::from(SecondFactorRefusal::WrongCode).into());
                }
                (None, told)
            }
        };
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
        told.tell(transaction, &self.organization)?;
        let Self { by, organization, user, session_id, .. } = self;
        if let Some(left) = used {
            tell_used(transaction, by, organization, user, left).await?;
        }
        session_end::end_surplus(transaction, by, organization, user, session_id).await
    }
}
