//! The second factor: codes that an app of the user makes (RFC 6238), and recovery codes for when
//! that app is gone. Each code counts once.

use annals_model::{Millis, Permission, Principal};
use annals_store::{CommandError, Transaction};
use sqlx::{Row, SqliteConnection};
use totp_rs::{Builder, Secret, Totp};

use crate::open_session::is_oneself;
use crate::passkey::{self, Passkey};
use crate::recovery_code::{self, RecoveryCodes};
use crate::second_factor_change::{Change, ChangeSecondFactor};
use crate::throttle::Guessed;
use crate::user::{User, UserId};
use crate::{By, Client, Desk, Error, Proof, Result, SecondFactorRefusal, SignedIn, Site, secret};

/// Digits of a code.
pub const CODE_DIGITS: u8 = 6;
/// Seconds for which an app shows a code.
const STEP_SECONDS: u64 = 30;
/// Steps by which the clock of an app may be wrong, either way.
const SKEW_STEPS: u16 = 1;
/// Bytes of the secret that user and app share: 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// How long a set-up waits for its first code.
const SET_UP_MS: i64 = 15 * 60 * 1000;

/// The second factor of a user: an app, passkeys, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Since when one is asked for.
    pub since: Millis,
    /// Since when codes of an app count, if they do.
    pub app: Option<Millis>,
    /// The user's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Recovery codes that were not used.
    pub recovery_codes: u32,
}

/// What an app needs to know to make codes; shown while it is set up, and never again.
#[derive(Clone)]
pub struct SetUp {
    /// The secret in base32, to be typed.
    pub secret: String,
    /// The same as an address, to be read as a picture.
    pub uri: String,
}

impl Desk {
    /// The second factor of `user`, if they have one: one's own, or where `by` may manage users.
    pub async fn second_factor(&self, by: &Principal, user: &User) -> Result<Option<SecondFactor>> {
        if !is_oneself(by, &user.id) {
            self.require(by, user.organization, Permission::ManageUsers)?;
        }
        let mut connection = self.store.settings().acquire().await?;
        Ok(load(&mut connection, &user.id).await?)
    }

    /// Begins to set an app of one's own up, after a look at who asks; nothing is asked for before
    /// it is confirmed.
    pub async fn begin_second_factor(
        &self,
        who: &SignedIn,
        client: &Client,
        site: Option<&Site>,
        proof: Proof,
    ) -> Result<()> {
        let by = By { client: client.clone(), ..By::from(who) };
        let mut connection = self.store.settings().acquire().await?;
        let known = row(&mut connection, &who.user.id).await?;
        drop(connection);
        if known.is_some_and(|row| row.confirmed_at.is_some()) {
            return Err(SecondFactorRefusal::Already.into());
        }
        self.prove(who, client, site, proof).await?;
        let secret = secret::random::<SECRET_BYTES>()?;
        self.change_second_factor(by, &who.user, Change::Begin(secret)).await.map(|_| ())
    }

    /// What one's app needs to know, while the second factor is being set up.
    pub async fn second_factor_set_up(&self, who: &SignedIn) -> Result<Option<SetUp>> {
        let mut connection = self.store.settings().acquire().await?;
        let row = row(&mut connection, &who.user.id).await?;
        let now = self.clock.now();
        let waiting = row.filter(|row| row.is_waiting(now));
        Ok(waiting.map(|row| SetUp::of(&row.secret, &who.user.username)))
    }

    /// Confirms it with the first code of the app. The recovery codes are shown this once.
    pub async fn confirm_second_factor(
        &self,
        who: &SignedIn,
        client: &Client,
        code: &str,
    ) -> Result<RecoveryCodes> {
        let by = By { client: client.clone(), ..By::from(who) };
        let codes = RecoveryCodes::new()?;
        let change = Change::Confirm { code: code.to_owned(), codes: codes.clone() };
        let (guessed, change) = self.with_code(by, &who.user, change);
        self.attempt(guessed, client.ip, change).await?;
        Ok(codes)
    }

    /// Makes other recovery codes in the place of those that are left, after a look at who asks.
    pub async fn renew_recovery_codes(
        &self,
        who: &SignedIn,
        client: &Client,
        site: Option<&Site>,
        proof: Proof,
    ) -> Result<RecoveryCodes> {
        self.prove(who, client, site, proof).await?;
        let by = By { client: client.clone(), ..By::from(who) };
        let codes = RecoveryCodes::new()?;
        let change = Change::Renew { codes: codes.clone() };
        self.change_second_factor(by, &who.user, change).await?;
        Ok(codes)
    }

    /// Gives the app of one's own up, after a look at who asks; passkeys stay.
    pub async fn remove_own_second_factor(
        &self,
        who: &SignedIn,
        client: &Client,
        site: Option<&Site>,
        proof: Proof,
    ) -> Result<()> {
        self.prove(who, client, site, proof).await?;
        let by = By { client: client.clone(), ..By::from(who) };
        self.change_second_factor(by, &who.user, Change::RemoveOwn).await.map(|_| ())
    }

    /// Takes the second factor of a user who lost it away, app and passkeys, where `by` may manage
    /// users and has what the user may do. Whether there was one.
    pub async fn remove_second_factor(&self, by: impl Into<By>, user: &User) -> Result<bool> {
        let by = by.into();
        self.require(&by.principal, user.organization, Permission::ManageUsers)?;
        if is_oneself(&by.principal, &user.id) {
            return Err(SecondFactorRefusal::Own.into());
        }
        self.change_second_factor(by, user, Change::Remove).await
    }

    /// The attempt at a code that `change` is: wrong ones are told, and wait like passwords.
    fn with_code<'d>(
        &'d self,
        by: By,
        user: &'d User,
        change: Change,
    ) -> (Guessed<'d>, impl Future<Output = Result<()>> + 'd) {
        let work = async move {
            let told = by.clone();
            match self.change_second_factor(by, user, change).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_wrong_code() => {
                    self.tell_refused(&told, user, "session.code_refused", "wrong code").await?;
                    Err(Error::WrongCode)
                }
                Err(error) => Err(error),
            }
        };
        (Guessed::Code(&user.id.0), work)
    }

    async fn change_second_factor(&self, by: By, user: &User, change: Change) -> Result<bool> {
        let organization = self.home(user)?;
        let command = ChangeSecondFactor { by, organization, user: user.id.clone(), change };
        Ok(self.store.command(command).await?)
    }
}

impl SetUp {
    fn of(secret: &[u8], username: &str) -> Self {
        let secret = Secret::from(secret.to_vec()).to_base32();
        let mut account = String::new();
        for byte in username.bytes() {
            match byte {
                b if b.is_ascii_alphanumeric() || b"-_.".contains(&b) => {
                    account.push(char::from(b));
                }
                other => account.push_str(&format!("%{other:02X}")),
            }
        }
        let uri = format!("otpauth://totp/Annals:{account}?secret={secret}&issuer=Annals");
        Self { secret, uri }
    }
}

/// A second factor as it is stored.
pub(crate) struct Stored {
    pub(crate) secret: Vec<u8>,
    created_at: Millis,
    pub(crate) confirmed_at: Option<Millis>,
    last_step: i64,
}

impl Stored {
    /// Whether it is being set up.
    pub(crate) fn is_waiting(&self, now: Millis) -> bool {
        self.confirmed_at.is_none() && now.0.saturating_sub(self.created_at.0) < SET_UP_MS
    }

    /// The step of `code`, if it is one of now that was not used.
    fn step(&self, code: &str, now: Millis) -> Option<i64> {
        let seconds = u64::try_from(now.0 / 1_000).ok()?;
        let step = totp(&self.secret)?.check(code, seconds)?;
        i64::try_from(step).ok().filter(|step| *step > self.last_step)
    }
}

fn totp(secret: &[u8]) -> Option<Totp> {
    let built = Builder::new()
        .with_secret(secret.to_vec())
        .with_digits(CODE_DIGITS)
        .with_step_duration(STEP_SECONDS)
        .with_skew(SKEW_STEPS)
        .build();
    built.inspect_err(|error| tracing::error!(%error, "a stored second factor")).ok()
}

/// Does what a code of somebody takes, for nobody.
pub(crate) fn check_nobody(code: &str, now: Millis) {
    let nobody = Stored {
        secret: vec![0; SECRET_BYTES],
        created_at: now,
        confirmed_at: None,
        last_step: i64::MAX,
    };
    std::hint::black_box(nobody.step(code, now));
}

/// What the app of a user shows at `now`; for tests, which have no app.
#[doc(hidden)]
pub fn code_of_app(base32: &str, now: Millis) -> String {
    let secret = Secret::try_from_base32(base32).map(|secret| secret.as_bytes().to_vec());
    let code = totp(&secret.unwrap_or_default()).map(|totp| totp.generate((now.0 / 1_000) as u64));
    code.map(|code| code.to_string()).unwrap_or_default()
}

/// The second factor of a user, if one is asked for.
pub(crate) async fn load(
    connection: &mut SqliteConnection,
    user: &UserId,
) -> Result<Option<SecondFactor>, sqlx::Error> {
    let app = row(connection, user).await?.and_then(|row| row.confirmed_at);
    let passkeys = passkey::of_user(connection, user).await?.into_iter();
    let passkeys: Vec<_> = passkeys.map(|stored| stored.passkey).collect();
    let first = passkeys.first().map(|passkey| passkey.added_at);
    let Some(since) = app.into_iter().chain(first).min() else { return Ok(None) };
    let recovery_codes = recovery_code::count(connection, user).await?;
    Ok(Some(SecondFactor { since, app, passkeys, recovery_codes }))
}

/// The row of a user, confirmed or not.
pub(crate) async fn row(
    connection: &mut SqliteConnection,
    user: &UserId,
) -> Result<Option<Stored>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT secret, created_at, confirmed_at, last_step FROM desk_second_factor
         WHERE user_id = $1",
    )
    .bind(&user.0)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Stored {
        secret: row.try_get(0)?,
        created_at: Millis(row.try_get(1)?),
        confirmed_at: row.try_get::<Option<i64>, _>(2)?.map(Millis),
        last_step: row.try_get(3)?,
    }))
}

/// Uses a code of the app up: whether it was right, and the first time.
pub(crate) async fn use_code(
    transaction: &mut Transaction<'_>,
    user: &User,
    stored: &Stored,
    code: &str,
) -> Result<bool, CommandError> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(step) = stored.step(&code, transaction.now()) else { return Ok(false) };
    let used = sqlx::query(
        "UPDATE desk_second_factor SET last_step = $2 WHERE user_id = $1 AND last_step < $2",
    )
    .bind(&user.id.0)
    .bind(step)
    .execute(transaction.sql())
    .await?;
    Ok(used.rows_affected() == 1)
}

/// Forgets the app.
pub(crate) async fn delete_app(
    transaction: &mut Transaction<'_>,
    user: &UserId,
) -> Result<(), CommandError> {
    sqlx::query("DELETE FROM desk_second_factor WHERE user_id = $1")
        .bind(&user.0)
        .execute(transaction.sql())
        .await?;
    Ok(())
}

/// Forgets all of it, with the account.
pub(crate) async fn delete(
    transaction: &mut Transaction<'_>,
    user: &UserId,
) -> Result<(), CommandError> {
    for sql in [
        "DELETE FROM desk_second_factor WHERE user_id = $1",
        "DELETE FROM desk_passkey WHERE user_id = $1",
        "DELETE FROM desk_recovery_code WHERE user_id = $1",
    ] {
        sqlx::query(sql).bind(&user.0).execute(transaction.sql()).await?;
    }
    Ok(())
}
