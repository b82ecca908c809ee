//! Links with which someone who forgot their password chooses another one, once.

use annals_model::{
    EventType, Millis, Organization, OrganizationOrdinal, Permission, SecurityArea,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use crate::account::check_over;
use crate::entry::Told;
use crate::open_session::is_oneself;
use crate::refusal::PasswordRefusal;
use crate::rights_refusal::refuse;
use crate::throttle::Guessed;
use crate::user::{self, User, UserId};
use crate::{By, Client, Desk, Error, Refusal, Result, RightsRefusal, secret};

/// Hours for which a link holds.
pub const RESET_LINK_HOURS: u32 = 24;
const RESET_LINK_MS: i64 = RESET_LINK_HOURS as i64 * 60 * 60 * 1000;

/// The secret in a link; shown once, never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct ResetToken(pub String);

/// A link as it was made.
#[derive(Clone)]
pub struct ResetLink {
    /// What stands in it.
    pub token: ResetToken,
    /// From when on it doesn't hold.
    pub expires_at: Millis,
}

impl Desk {
    /// Makes a link for a user, where `by` may manage users and has what the user may do. An
    /// earlier one doesn't hold any more; passwords and sessions stay until it is used.
    pub async fn make_reset_link(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        id: &UserId,
    ) -> Result<ResetLink> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageUsers)?;
        // It would let whoever has their session do without their password.
        if is_oneself(&by.principal, id) {
            return Err(Refusal::from(PasswordRefusal::Own).into());
        }
        let mut connection = self.store.settings().acquire().await?;
        let user = user::find(&mut connection, organization.ordinal, id).await?;
        drop(connection);
        user.ok_or(Error::NotFound)?;
        let token = secret::new_secret()?;
        let token_hash = secret::hash(&token);
        let make = MakeResetLink { by, organization, id: id.clone(), token_hash };
        let expires_at = self.store.command(make).await?;
        Ok(ResetLink { token: ResetToken(token), expires_at })
    }

    /// The user who may choose another password with `token`. Links that never were, that hold no
    /// longer, and those of users who may not sign in are not found alike.
    pub async fn user_of_reset_link(&self, token: &str, client: &Client) -> Result<User> {
        let find = async {
            let sql = format!(
                "SELECT {} FROM desk_reset_link l JOIN desk_user u ON u.id = l.user_id
                 WHERE l.token_hash = $1 AND l.expires_at > $2",
                user::COLUMNS
            );
            let now = self.clock.now();
            let row = sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(secret::hash(token).as_slice())
                .bind(now.0)
                .fetch_optional(self.store.settings())
                .await?;
            let user = row.as_ref().map(User::from_row).transpose()?;
            let user = user.filter(|user| user.may_sign_in(now));
            user.filter(|user| !self.is_closed(user.organization)).ok_or(Error::NotFound)
        };
        self.attempt(Guessed::Password(token), client.ip, find).await
    }
}

struct MakeResetLink {
    by: By,
    organization: Organization,
    id: UserId,
    token_hash: [u8; 32],
}

impl Command for MakeResetLink {
    type Output = Millis;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<Millis, CommandError> {
        let Self { by, organization, id, token_hash } = self;
        let user = user::find(transaction.sql(), organization.ordinal, id).await?;
        let user = user.ok_or_else(|| refuse(RightsRefusal::ChangedMeanwhile))?;
        check_over(transaction, &by.principal, &user).await?;
        let old = delete(transaction, &user).await?;
        let now = transaction.now();
        let expires_at = Millis(now.0.saturating_add(RESET_LINK_MS));
        sqlx::query(
            "INSERT INTO desk_reset_link (user_id, token_hash, created_at, expires_at)
             VALUES ($1, $2, $3, $4)",
        )
        .bind(&id.0)
        .bind(token_hash.as_slice())
        .bind(now.0)
        .bind(expires_at.0)
        .execute(transaction.sql())
        .await?;
        let told = Told::new(by, "user.reset_link_made").event_type(EventType::Change).critical();
        let told = user.named_in(told, Some(EventType::Change));
        tell(told, old, Some(expires_at))
            .tell_of_security(SecurityArea::UserAccount, transaction, organization)
            .await?;
        Ok(expires_at)
    }
}

/// A link is called by the moment until which it holds.
fn tell(told: Told, old: Option<Millis>, new: Option<Millis>) -> Told {
    let [old, new] = [old, new].map(|until| until.map(|until| format!("until {until}")));
    told.labelled_change("reset_link", "Reset Link", old.as_deref(), new.as_deref())
}

/// Refuses a token that doesn't hold for `user` by now.
pub(crate) async fn require(
    transaction: &mut Transaction<'_>,
    user: &User,
    token: &str,
) -> Result<(), CommandError> {
    let now = transaction.now();
    let row = sqlx::query(
        "SELECT 1 FROM desk_reset_link
         WHERE user_id = $1 AND token_hash = $2 AND expires_at > $3",
    )
    .bind(&user.id.0)
    .bind(secret::hash(token).as_slice())
    .bind(now.0)
    .fetch_optional(transaction.sql())
    .await?;
    let holds = row.is_some() && user.may_sign_in(now);
    if holds { Ok(()) } else { Err(Refusal::from(PasswordRefusal::LinkOver).into()) }
}

/// Ends the link of `user`, and tells of it among what else changed.
pub(crate) async fn take(
    transaction: &mut Transaction<'_>,
    told: Told,
    user: &User,
) -> Result<Told, CommandError> {
    let old = delete(transaction, user).await?;
    Ok(tell(told, old, None))
}

/// Ends the link of `user`: until when it held, if it still does.
async fn delete(
    transaction: &mut Transaction<'_>,
    user: &User,
) -> Result<Option<Millis>, CommandError> {
    let row = sqlx::query("DELETE FROM desk_reset_link WHERE user_id = $1 RETURNING expires_at")
        .bind(&user.id.0)
        .fetch_optional(transaction.sql())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let expires_at = Millis(row.try_get(0)?);
    Ok(Some(expires_at).filter(|expiry| *expiry > transaction.now()))
}
