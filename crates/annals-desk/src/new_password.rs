//! Another password: set by a manager, by oneself, or with a link that a manager made.

use annals_model::{EventType, Organization, OrganizationOrdinal, Permission, SecurityArea};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use crate::account::check_over;
use crate::account_fields::changes;
use crate::entry::Told;
use crate::open_session::{SessionId, WhichSessions, is_oneself};
use crate::refusal::PasswordRefusal;
use crate::rights_refusal::refuse;
use crate::throttle::Guessed;
use crate::user::{self, User, UserId, username_key};
use crate::{
    By, Client, Desk, Error, Refusal, Result, RightsRefusal, SignedIn, password, reset_link,
    session_end,
};

impl Desk {
    /// Gives a user another password and ends their sessions, where `by` may manage users and has
    /// what the user may do; who has to change it then is told so at the next sign-in.
    pub async fn set_password(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        id: &UserId,
        password: String,
        must_change: bool,
    ) -> Result<()> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageUsers)?;
        // Their own they change with the old one.
        if is_oneself(&by.principal, id) {
            return Err(Refusal::from(PasswordRefusal::Own).into());
        }
        let mut connection = self.store.settings().acquire().await?;
        let user = user::find(&mut connection, organization.ordinal, id).await?;
        drop(connection);
        let username = user.ok_or(Error::NotFound)?.username;
        self.check_password(organization.ordinal, &password, &username).await?;
        let password_hash = password::hash(&self.hashing, password).await?;
        let (id, how) = (id.clone(), How::Managed { must_change });
        Ok(self.store.command(SetPassword { by, organization, id, password_hash, how }).await?)
    }

    /// Gives oneself another password, and ends one's other sessions.
    pub async fn change_own_password(
        &self,
        who: &SignedIn,
        client: &Client,
        old: String,
        new: String,
    ) -> Result<()> {
        let user = &who.user;
        let by = By { client: client.clone(), ..By::from(who) };
        let old_hash = self.verify_own(&by, user, old.clone()).await?;
        self.check_password(user.organization, &new, &user.username).await?;
        if new == old {
            return Err(Refusal::from(PasswordRefusal::Same).into());
        }
        let password_hash = password::hash(&self.hashing, new).await?;
        let session = SessionId(who.session_id.clone());
        let how = How::Own { old_hash, session };
        let (organization, id) = (self.home(user)?, user.id.clone());
        Ok(self.store.command(SetPassword { by, organization, id, password_hash, how }).await?)
    }

    /// Gives the user to whom the link with `token` belongs another password, and ends their
    /// sessions and the link.
    pub async fn reset_password(&self, token: &str, client: &Client, new: String) -> Result<()> {
        let user = self.user_of_reset_link(token, client).await?;
        self.check_password(user.organization, &new, &user.username).await?;
        let password_hash = password::hash(&self.hashing, new).await?;
        let by = By {
            principal: self.effective(&user).await?.principal(&user),
            username: Some(user.username.clone()),
            client: client.clone(),
        };
        let how = How::Linked { token: token.to_owned() };
        let (organization, id) = (self.home(&user)?, user.id);
        Ok(self.store.command(SetPassword { by, organization, id, password_hash, how }).await?)
    }

    /// Checks the password of whoever is signed in already, with the delays of signing in; the hash
    /// that it agrees with.
    pub(crate) async fn verify_own(
        &self,
        by: &By,
        user: &User,
        password: String,
    ) -> Result<String> {
        let check = async {
            let hash = self.password_hash(&user.id).await?;
            if password::verify(&self.hashing, password, Some(hash.clone())).await? {
                return Ok(hash);
            }
            self.tell_refused(by, user, "session.password_refused", "wrong password").await?;
            Err(Error::WrongCredentials)
        };
        let key = username_key(&user.username);
        self.attempt(Guessed::Password(&key), by.client.ip, check).await
    }

    /// Tells that a secret of whoever is signed in already was wrong.
    pub(crate) async fn tell_refused(
        &self,
        by: &By,
        user: &User,
        action: &str,
        reason: &str,
    ) -> Result<()> {
        let told = Told::new(by, action).failed(reason);
        let entry = told.in_log_of(&self.home(user)?, self.clock.now())?;
        self.store.append(vec![entry]).await?;
        Ok(())
    }

    pub(crate) async fn password_hash(&self, id: &UserId) -> Result<String> {
        let row = sqlx::query("SELECT password_hash FROM desk_user WHERE id = $1")
            .bind(&id.0)
            .fetch_optional(self.store.settings())
            .await?;
        Ok(row.ok_or(Error::NotFound)?.try_get(0)?)
    }
}

/// By whose will.
enum How {
    Managed { must_change: bool },
    Own { old_hash: String, session: SessionId },
    Linked { token: String },
}

struct SetPassword {
    by: By,
    organization: Organization,
    id: UserId,
    password_hash: String,
    how: How,
}

impl Command for SetPassword {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, id, password_hash, how } = self;
        let user = user::find(transaction.sql(), organization.ordinal, id).await?;
        let user = user.ok_or_else(|| refuse(RightsRefusal::ChangedMeanwhile))?;
        let must_change_password = match how {
            How::Managed { must_change } => {
                check_over(transaction, &by.principal, &user).await?;
                *must_change || user.must_change_password
            }
            How::Own { old_hash, .. } => {
                require_hash(transaction, &user, old_hash).await?;
                false
            }
            How::Linked { token } => {
                reset_link::require(transaction, &user, token).await?;
                false
            }
        };
        let is_other = must_change_password != user.must_change_password;
        let version = user.version + i64::from(is_other);
        let new = User { must_change_password, version, ..user.clone() };
        sqlx::query(
            "UPDATE desk_user SET password_hash = $2, must_change_password = $3, version = $4
             WHERE id = $1",
        )
        .bind(&id.0)
        .bind(&*password_hash)
        .bind(i64::from(must_change_password))
        .bind(version)
        .execute(transaction.sql())
        .await?;
        let told = Told::new(by, "user.updated").event_type(EventType::Change).critical();
        let told = user.named_in(told, Some(EventType::Change));
        let told = told.secret_change("password", "Password");
        let told = changes(told, Some(&user), Some(&new));
        let told = reset_link::take(transaction, told, &user).await?;
        told.tell_of_security(SecurityArea::UserAccount, transaction, organization).await?;
        let which = match how {
            How::Own { session, .. } => WhichSessions::AllBut(session.clone()),
            How::Managed { .. } | How::Linked { .. } => WhichSessions::All,
        };
        session_end::end(transaction, by, organization, &user, &which).await?;
        Ok(())
    }
}

/// Refuses when the password is another one by now than the one that was checked.
async fn require_hash(
    transaction: &mut Transaction<'_>,
    user: &User,
    hash: &str,
) -> Result<(), CommandError> {
    let row = sqlx::query("SELECT 1 FROM desk_user WHERE id = $1 AND password_hash = $2")
        .bind(&user.id.0)
        .bind(hash)
        .fetch_optional(transaction.sql())
        .await?;
    row.map(|_| ()).ok_or_else(|| refuse(RightsRefusal::ChangedMeanwhile))
}
