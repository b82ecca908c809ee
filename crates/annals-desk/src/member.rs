//! Who is in which group.

use annals_model::{
    EventType, Organization, OrganizationOrdinal, Permission, Principal, SecurityArea,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{Row, SqliteConnection};

use crate::account::check_over;
use crate::entry::Told;
use crate::group::{self, Group, GroupId};
use crate::rights_refusal::refuse;
use crate::role::Role;
use crate::{
    By, Desk, Result, RightsRefusal, User, UserId, calendar_right, effective, grant, tool_right,
    user,
};

/// Groups in which one user may be.
pub const GROUPS_OF_USER_MAX: u32 = 100;

impl Desk {
    /// The groups in which a user of `organization` is, roles first, where `by` may read groups.
    pub async fn groups_of(&self, by: &Principal, user: &User) -> Result<Vec<Group>> {
        let groups = self.groups(by, user.organization).await?;
        let rows = sqlx::query("SELECT group_id FROM desk_member WHERE user_id = $1")
            .bind(&user.id.0)
            .fetch_all(self.store.settings())
            .await?;
        let ids: Vec<String> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        Ok(groups.into_iter().filter(|group| ids.contains(&group.id.0)).collect())
    }

    /// Who of an organisation is in which group, where `by` may read groups.
    pub async fn memberships(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<(UserId, GroupId)>> {
        self.require(by, organization, Permission::ReadGroups)?;
        let rows = sqlx::query(
            "SELECT m.user_id, m.group_id FROM desk_member m
             JOIN desk_user u ON u.id = m.user_id WHERE u.organization = $1",
        )
        .bind(i64::from(organization.0))
        .fetch_all(self.store.settings())
        .await?;
        let pair = |row: &sqlx::sqlite::SqliteRow| {
            Ok::<_, sqlx::Error>((UserId(row.try_get(0)?), GroupId(row.try_get(1)?)))
        };
        Ok(rows.iter().map(pair).collect::<Result<_, _>>()?)
    }

    /// The users in a group, by username, where `by` may read groups.
    pub async fn members(&self, by: &Principal, group: &Group) -> Result<Vec<User>> {
        self.require(by, group.organization, Permission::ReadGroups)?;
        let mut connection = self.store.settings().acquire().await?;
        Ok(of_group(&mut connection, group).await?)
    }

    /// Puts a user into a group or takes them out of it, where `by` may manage groups. What is so
    /// already stays so, and is not told.
    pub async fn set_member(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        user: &UserId,
        group: &GroupId,
        is_member: bool,
    ) -> Result<()> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageGroups)?;
        let (user, group) = (user.clone(), group.clone());
        let set = SetMember { by, organization, user, group, is_member };
        Ok(self.store.command(set).await?)
    }
}

struct SetMember {
    by: By,
    organization: Organization,
    user: UserId,
    group: GroupId,
    is_member: bool,
}

impl Command for SetMember {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, user, group, is_member } = self;
        let ordinal = organization.ordinal;
        let user = user::find(transaction.sql(), ordinal, user).await?;
        let group = group::find(transaction.sql(), ordinal, group).await?;
        let (Some(user), Some(group)) = (user, group) else {
            return Err(refuse(RightsRefusal::ChangedMeanwhile));
        };
        // A group may take as well as give: its school years limit who comes in.
        check_over(transaction, &by.principal, &user).await?;
        match is_member {
            true => add(transaction, by, organization, &user, &group).await,
            false => remove(transaction, by, organization, &user, &group).await,
        }
    }
}

/// Puts `user` into `group`; `by` has to have what the group has.
pub(crate) async fn add(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    user: &User,
    group: &Group,
) -> Result<(), CommandError> {
    let rights = tool_right::of_group(transaction.sql(), group).await?;
    grant::check(&by.principal, organization.ordinal, rights).map_err(crate::error::in_command)?;
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM desk_member WHERE user_id = $1")
        .bind(&user.id.0)
        .fetch_one(transaction.sql())
        .await?;
    if count >= i64::from(GROUPS_OF_USER_MAX) {
        return Err(refuse(RightsRefusal::TooMany { max: GROUPS_OF_USER_MAX.into() }));
    }
    let inserted = sqlx::query(
        "INSERT INTO desk_member (user_id, group_id) VALUES ($1, $2)
         ON CONFLICT (user_id, group_id) DO NOTHING",
    )
    .bind(&user.id.0)
    .bind(&group.id.0)
    .execute(transaction.sql())
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(());
    }
    if calendar_right::limits(transaction, group).await? {
        let users = std::slice::from_ref(user);
        require_administrator_among(transaction, organization.ordinal, users).await?;
    }
    tell(transaction, by, organization, user, group, EventType::Add).await
}

/// Takes `user` out of `group`; the last active administrator stays.
pub(crate) async fn remove(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    user: &User,
    group: &Group,
) -> Result<(), CommandError> {
    let deleted = sqlx::query("DELETE FROM desk_member WHERE user_id = $1 AND group_id = $2")
        .bind(&user.id.0)
        .bind(&group.id.0)
        .execute(transaction.sql())
        .await?;
    if deleted.rows_affected() == 0 {
        return Ok(());
    }
    if group.role == Some(Role::Administrators) && user.may_sign_in(transaction.now()) {
        require_administrator(transaction, organization.ordinal).await?;
    }
    tell(transaction, by, organization, user, group, EventType::Delete).await
}

/// Takes all users out of a group that goes.
pub(crate) async fn remove_all(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    group: &Group,
) -> Result<(), CommandError> {
    for user in of_group(transaction.sql(), group).await? {
        remove(transaction, by, organization, &user, group).await?;
    }
    Ok(())
}

/// Takes a user who goes out of all groups.
pub(crate) async fn leave_all(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    user: &User,
) -> Result<(), CommandError> {
    let rows = sqlx::query("SELECT group_id FROM desk_member WHERE user_id = $1 ORDER BY group_id")
        .bind(&user.id.0)
        .fetch_all(transaction.sql())
        .await?;
    for row in rows {
        let id = GroupId(row.try_get(0)?);
        if let Some(group) = group::find(transaction.sql(), organization.ordinal, &id).await? {
            remove(transaction, by, organization, user, &group).await?;
        }
    }
    Ok(())
}

/// Refuses when `user`, who can't sign in any longer, was the last administrator who could.
pub(crate) async fn require_administrator_after(
    transaction: &mut Transaction<'_>,
    user: &User,
) -> Result<(), CommandError> {
    let row = sqlx::query("SELECT 1 FROM desk_member WHERE user_id = $1 AND group_id = $2")
        .bind(&user.id.0)
        .bind(Role::Administrators.id())
        .fetch_optional(transaction.sql())
        .await?;
    match row {
        Some(_) => require_administrator(transaction, user.organization).await,
        None => Ok(()),
    }
}

/// Refuses when, of `users` whom something limits, one is an administrator and no administrator is
/// left who can sign in and sees everything: nobody there could undo it.
pub(crate) async fn require_administrator_among(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    users: &[User],
) -> Result<(), CommandError> {
    let group = role_group(transaction, organization, Role::Administrators).await?;
    let Some(group) = group else { return Ok(()) };
    let all = of_group(transaction.sql(), &group).await?;
    match users.iter().any(|user| all.iter().any(|one| one.id == user.id)) {
        true => require_administrator(transaction, organization).await,
        false => Ok(()),
    }
}

async fn role_group(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    role: Role,
) -> Result<Option<Group>, sqlx::Error> {
    group::find(transaction.sql(), organization, &role.group()).await
}

/// Refuses when no administrator of `organization` can sign in and see everything any longer: those
/// whom school years limit can't manage anything.
async fn require_administrator(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
) -> Result<(), CommandError> {
    let now = transaction.now();
    let group = role_group(transaction, organization, Role::Administrators).await?;
    let members = match &group {
        Some(group) => of_group(transaction.sql(), group).await?,
        None => Vec::new(),
    };
    for user in members.iter().filter(|user| user.may_sign_in(now)) {
        if effective::load(transaction.sql(), user).await?.rows().is_everything() {
            return Ok(());
        }
    }
    Err(refuse(RightsRefusal::LastAdministrator))
}

async fn tell(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    user: &User,
    group: &Group,
    event_type: EventType,
) -> Result<(), CommandError> {
    let action = match event_type {
        EventType::Add => "group.member_added",
        _ => "group.member_removed",
    };
    let told = Told::new(by, action).event_type(event_type).critical();
    let told = group.named_in(user.named_in(told, None), None);
    told.tell_of_security(SecurityArea::UserGroupMember, transaction, organization).await
}

/// The users in a group, by username.
pub(crate) async fn of_group(
    connection: &mut SqliteConnection,
    group: &Group,
) -> Result<Vec<User>, sqlx::Error> {
    let sql = format!(
        "SELECT {} FROM desk_user u JOIN desk_member m ON m.user_id = u.id
         WHERE u.organization = $1 AND m.group_id = $2 ORDER BY u.username_key",
        user::COLUMNS
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i64::from(group.organization.0))
        .bind(&group.id.0)
        .fetch_all(connection)
        .await?;
    rows.iter().map(User::from_row).collect()
}

/// How many users of `organization` have the role.
pub(crate) async fn count_in_role(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    role: Role,
) -> Result<u64, sqlx::Error> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM desk_member m JOIN desk_user u ON u.id = m.user_id
         WHERE u.organization = $1 AND m.group_id = $2",
    )
    .bind(i64::from(organization.0))
    .bind(role.id())
    .fetch_one(connection)
    .await?;
    Ok(count.unsigned_abs())
}
