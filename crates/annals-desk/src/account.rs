//! User accounts: made, changed, deleted.

use annals_model::{
    EventType, Organization, OrganizationOrdinal, Permission, Principal, Rights, SecurityArea,
};
use annals_store::{Command, CommandError, Transaction};

use crate::account_fields::{AccountFields, blank, changes, with_fields};
use crate::effective;
use crate::entry::Told;
use crate::error::in_command;
use crate::group::{self, GroupId};
use crate::holder::Holder;
use crate::open_session::WhichSessions;
use crate::rights_refusal::refuse;
use crate::user::{self, User, UserId, UserStatus, username_key};
use crate::{By, Desk, Error, Result, RightsRefusal};
use crate::{
    calendar_right, grant, member, password, second_factor, secret, session_end, tool_right,
    username_look,
};

/// Users of one organisation, at most.
pub const USERS_MAX: u32 = 10_000;

/// What a new user is made of.
#[derive(Clone)]
pub struct NewUser {
    /// The organisation to which the user belongs.
    pub organization: OrganizationOrdinal,
    /// The account.
    pub fields: AccountFields,
    /// The password, at least as long as [`annals_model::Preference::PasswordLengthMin`] says.
    pub password: String,
    /// Groups to be in.
    pub groups: Vec<GroupId>,
    /// Tool rights besides those of the groups; nothing that the creator may not do.
    pub rights: Rights,
}

impl Desk {
    /// Creates a user in an organisation where `by` may manage users.
    pub async fn create_user(&self, by: impl Into<By>, new: NewUser) -> Result<User> {
        let by = by.into();
        let organization =
            self.require(&by.principal, new.organization, Permission::ManageUsers)?;
        if !new.groups.is_empty() {
            self.require(&by.principal, new.organization, Permission::ManageGroups)?;
        }
        if new.rights != Rights::default() {
            self.require(&by.principal, new.organization, Permission::ManageRights)?;
        }
        grant::check(&by.principal, new.organization, new.rights)?;
        self.check_password(new.organization, &new.password, &new.fields.username).await?;
        let id = UserId(secret::new_id()?);
        let user = with_fields(blank(id, new.organization), new.fields)?;
        let password_hash = password::hash(&self.hashing, new.password).await?;
        let (groups, rights) = (new.groups, new.rights);
        let create = CreateUser { by, organization, user, password_hash, groups, rights };
        Ok(self.store.command(create).await?)
    }

    /// Changes an account that is at `version`, where `by` may manage users and has what the user
    /// may do: else an account could be had by taking it over.
    pub async fn change_user(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        id: &UserId,
        version: i64,
        fields: AccountFields,
    ) -> Result<User> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageUsers)?;
        let mut connection = self.store.settings().acquire().await?;
        let old = user::find(&mut connection, organization.ordinal, id).await?;
        drop(connection);
        let old = old.ok_or(Error::NotFound)?;
        let new = with_fields(User { version: version + 1, ..old }, fields)?;
        check_own(&by.principal, &new)?;
        Ok(self.store.command(ChangeUser { by, organization, new }).await?)
    }

    /// Deletes an account that is at `version`, with its rights, memberships and sessions.
    pub async fn delete_user(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        id: &UserId,
        version: i64,
    ) -> Result<()> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageUsers)?;
        if by.principal.id == id.0 {
            return Err(RightsRefusal::OwnAccount.into());
        }
        let id = id.clone();
        Ok(self.store.command(DeleteUser { by, organization, id, version }).await?)
    }
}

impl NewUser {
    /// An account without groups and rights.
    pub fn new(
        organization: OrganizationOrdinal,
        username: &str,
        name: &str,
        password: &str,
    ) -> Self {
        Self {
            organization,
            fields: AccountFields::new(username, name),
            password: password.to_owned(),
            groups: Vec::new(),
            rights: Rights::default(),
        }
    }
}

/// Nobody locks themselves out.
fn check_own(by: &Principal, new: &User) -> Result<()> {
    if by.id == new.id.0 && (new.status != UserStatus::Active || new.expires_at.is_some()) {
        return Err(RightsRefusal::OwnAccount.into());
    }
    Ok(())
}

/// Refuses to manage the account of someone who may do more than `by`.
pub(crate) async fn check_over(
    transaction: &mut Transaction<'_>,
    by: &Principal,
    user: &User,
) -> Result<(), CommandError> {
    let rights = effective::load(transaction.sql(), user).await?.rights();
    grant::check_over(by, user.organization, rights).map_err(in_command)
}

struct CreateUser {
    by: By,
    organization: Organization,
    user: User,
    password_hash: String,
    groups: Vec<GroupId>,
    rights: Rights,
}

impl Command for CreateUser {
    type Output = User;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<User, CommandError> {
        let Self { by, organization, user, password_hash, groups, rights } = self;
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM desk_user WHERE organization = $1")
                .bind(i64::from(organization.ordinal.0))
                .fetch_one(transaction.sql())
                .await?;
        if count >= i64::from(USERS_MAX) {
            return Err(refuse(RightsRefusal::TooMany { max: USERS_MAX.into() }));
        }
        let now = transaction.now();
        let inserted = sqlx::query(
            "INSERT INTO desk_user (id, organization, username, username_key, name,
             password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (username_key) DO NOTHING",
        )
        .bind(&user.id.0)
        .bind(i64::from(user.organization.0))
        .bind(&user.username)
        .bind(username_key(&user.username))
        .bind(&user.name)
        .bind(&*password_hash)
        .bind(now.0)
        .execute(transaction.sql())
        .await?;
        if inserted.rows_affected() == 0 {
            return Err(refuse(RightsRefusal::UsernameTaken));
        }
        username_look::claim(transaction, user).await?;
        update(transaction, user).await?;
        let told = Told::new(by, "user.created").event_type(EventType::Add).critical();
        changes(user.named_in(told, Some(EventType::Add)), None, Some(user))
            .tell_of_security(SecurityArea::UserAccount, transaction, organization)
            .await?;
        for id in groups {
            let group = group::find(transaction.sql(), user.organization, id).await?;
            let group = group.ok_or_else(|| refuse(RightsRefusal::ChangedMeanwhile))?;
            member::add(transaction, by, organization, user, &group).await?;
        }
        let holder = Holder::User(user.clone());
        tool_right::give_all(transaction, by, organization, &holder, *rights).await?;
        Ok(user.clone())
    }
}

/// Writes all but username and password.
async fn update(transaction: &mut Transaction<'_>, user: &User) -> Result<(), CommandError> {
    let now = transaction.now().0;
    let since = |status| (user.status == status).then_some(now);
    sqlx::query(
        "UPDATE desk_user SET name = $2, email = $3, role = $4, homepage = $5, staff_record = $6,
         disabled_at = CASE WHEN $7 IS NULL THEN NULL ELSE COALESCE(disabled_at, $7) END,
         locked_at = CASE WHEN $8 IS NULL THEN NULL ELSE COALESCE(locked_at, $8) END,
         expires_at = $9, must_change_password = $10, without_calendar = $11, version = $12
         WHERE id = $1",
    )
    .bind(&user.id.0)
    .bind(&user.name)
    .bind(&user.email)
    .bind(&user.role)
    .bind(&user.homepage)
    .bind(&user.staff_record)
    .bind(since(UserStatus::Disabled))
    .bind(since(UserStatus::Locked))
    .bind(user.expires_at.map(|expiry| expiry.0))
    .bind(i64::from(user.must_change_password))
    .bind(i64::from(user.without_calendar))
    .bind(user.version)
    .execute(transaction.sql())
    .await?;
    Ok(())
}

/// The account as it is, if nobody changed it since it was at `version`.
pub(crate) async fn at_version(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
    id: &UserId,
    version: i64,
) -> Result<User, CommandError> {
    user::find(transaction.sql(), organization.ordinal, id)
        .await?
        .filter(|user| user.version == version)
        .ok_or_else(|| refuse(RightsRefusal::ChangedMeanwhile))
}

struct ChangeUser {
    by: By,
    organization: Organization,
    new: User,
}

impl Command for ChangeUser {
    type Output = User;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<User, CommandError> {
        let Self { by, organization, new } = self;
        let old = at_version(transaction, organization, &new.id, new.version - 1).await?;
        if *new == (User { version: new.version, ..old.clone() }) {
            return Ok(old);
        }
        check_over(transaction, &by.principal, &old).await?;
        let renamed =
            sqlx::query("UPDATE desk_user SET username = $2, username_key = $3 WHERE id = $1")
                .bind(&new.id.0)
                .bind(&new.username)
                .bind(username_key(&new.username))
                .execute(transaction.sql())
                .await;
        match renamed {
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                return Err(refuse(RightsRefusal::UsernameTaken));
            }
            renamed => renamed?,
        };
        if new.username != old.username {
            username_look::claim(transaction, new).await?;
        }
        update(transaction, new).await?;
        let told = Told::new(by, "user.updated").event_type(EventType::Change).critical();
        changes(new.named_in(told, Some(EventType::Change)), Some(&old), Some(new))
            .tell_of_security(SecurityArea::UserAccount, transaction, organization)
            .await?;
        let now = transaction.now();
        if old.may_sign_in(now) && !new.may_sign_in(now) {
            session_end::end(transaction, by, organization, new, &WhichSessions::All).await?;
            member::require_administrator_after(transaction, &old).await?;
        }
        Ok(new.clone())
    }
}

struct DeleteUser {
    by: By,
    organization: Organization,
    id: UserId,
    version: i64,
}

impl Command for DeleteUser {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, id, version } = self;
        let user = at_version(transaction, organization, id, *version).await?;
        check_over(transaction, &by.principal, &user).await?;
        let holder = Holder::User(user.clone());
        tool_right::take_all(transaction, by, organization, &holder).await?;
        calendar_right::take_all(transaction, by, organization, &holder).await?;
        member::leave_all(transaction, by, organization, &user).await?;
        session_end::end(transaction, by, organization, &user, &WhichSessions::All).await?;
        second_factor::delete(transaction, id).await?;
        for sql in [
            "DELETE FROM desk_reset_link WHERE user_id = $1",
            // What is shared stays with those who use it.
            "DELETE FROM desk_view WHERE user_id = $1 AND is_shared = 0",
            "DELETE FROM desk_user WHERE id = $1",
        ] {
            sqlx::query(sql).bind(&id.0).execute(transaction.sql()).await?;
        }
        let told = Told::new(by, "user.deleted").event_type(EventType::Delete).critical();
        changes(user.named_in(told, Some(EventType::Delete)), Some(&user), None)
            .tell_of_security(SecurityArea::UserAccount, transaction, organization)
            .await
    }
}
