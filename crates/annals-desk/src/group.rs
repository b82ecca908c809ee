//! User groups: made, renamed, deleted.

use annals_model::{
    EventType, Organization, OrganizationOrdinal, Permission, Principal, SecurityArea,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::entry::Told;
use crate::field_refusal::{check_seen, check_text};
use crate::holder::Holder;
use crate::look::Looks;
use crate::rights_refusal::refuse;
use crate::role::Role;
use crate::{By, Desk, Error, Field, FieldRefusal, Result, RightsRefusal, calendar_right, grant};
use crate::{member, secret, tool_right};

/// Groups of one organisation, at most, besides the roles.
pub const GROUPS_MAX: u32 = 500;
/// Characters of what a group is for.
pub const DESCRIPTION_CHARS_MAX: usize = 500;

/// A group's stable id; not a secret. Those of roles are words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub String);

/// Users who have rights together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Stable id.
    pub id: GroupId,
    /// The organisation whose users are in it.
    pub organization: OrganizationOrdinal,
    /// What it is called; a role's stands in capitals.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The role, if it is built in.
    pub role: Option<Role>,
    /// Whether those whom calendars limit see entries without a school year, too.
    pub without_calendar: bool,
    /// Grows with each change, so that nobody overwrites what they have not seen.
    pub version: i64,
    /// How many users are in it.
    pub members: u64,
}

/// What a group is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupFields {
    /// What it is called; unique in the organisation, in upper or lower case.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// See [`Group::without_calendar`].
    pub without_calendar: bool,
}

impl Group {
    fn of_role(role: Role, organization: OrganizationOrdinal, members: u64) -> Self {
        Self {
            id: GroupId(role.id().to_owned()),
            organization,
            name: role.name().to_owned(),
            description: role.description().to_owned(),
            role: Some(role),
            without_calendar: false,
            version: 0,
            members,
        }
    }

    /// Reads `id, organization, name, description, without_calendar, version` and how many users.
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: GroupId(row.try_get(0)?),
            organization: OrganizationOrdinal(row.try_get(1)?),
            name: row.try_get(2)?,
            description: row.try_get(3)?,
            role: None,
            without_calendar: row.try_get::<i64, _>(4)? != 0,
            version: row.try_get(5)?,
            members: row.try_get::<i64, _>(6)?.unsigned_abs(),
        })
    }
}

impl Desk {
    /// The groups of an organisation where `by` may read groups: roles, then others by name.
    pub async fn groups(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<Group>> {
        self.require(by, organization, Permission::ReadGroups)?;
        let mut connection = self.store.settings().acquire().await?;
        let mut groups = Vec::new();
        for role in Role::ALL {
            let members = member::count_in_role(&mut connection, organization, role).await?;
            groups.push(Group::of_role(role, organization, members));
        }
        let rows = sqlx::query(
            "SELECT g.id, g.organization, g.name, g.description, g.without_calendar, g.version,
                    (SELECT COUNT(*) FROM desk_member m WHERE m.group_id = g.id)
             FROM desk_group g WHERE g.organization = $1 ORDER BY g.name_key, g.id",
        )
        .bind(i64::from(organization.0))
        .fetch_all(&mut *connection)
        .await?;
        for row in &rows {
            groups.push(Group::from_row(row)?);
        }
        Ok(groups)
    }

    /// One of them. One of another organisation is not found, as one that is not there.
    pub async fn group(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        id: &GroupId,
    ) -> Result<Group> {
        self.require(by, organization, Permission::ReadGroups)?;
        let mut connection = self.store.settings().acquire().await?;
        find(&mut connection, organization, id).await?.ok_or(Error::NotFound)
    }

    /// Makes a group without rights and users, where `by` may manage groups.
    pub async fn create_group(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        fields: GroupFields,
    ) -> Result<Group> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageGroups)?;
        let group = Group {
            id: GroupId(secret::new_id()?),
            organization: organization.ordinal,
            name: String::new(),
            description: String::new(),
            role: None,
            without_calendar: false,
            version: 1,
            members: 0,
        };
        let group = with_fields(&by, group, fields)?;
        Ok(self.store.command(CreateGroup { by, organization, group }).await?)
    }

    /// Changes a group that is at `version`, where `by` may manage groups.
    pub async fn change_group(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        id: &GroupId,
        version: i64,
        fields: GroupFields,
    ) -> Result<Group> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageGroups)?;
        let old = self.group_to_change(&organization, id).await?;
        let new = with_fields(&by, Group { version: version + 1, ..old }, fields)?;
        Ok(self.store.command(ChangeGroup { by, organization, new }).await?)
    }

    /// Deletes a group that is at `version`, with the rights that its users have from it, where
    /// `by` may manage groups. Each of these has an entry.
    pub async fn delete_group(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        id: &GroupId,
        version: i64,
    ) -> Result<()> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageGroups)?;
        let group = Group { version, ..self.group_to_change(&organization, id).await? };
        Ok(self.store.command(DeleteGroup { by, organization, group }).await?)
    }

    async fn group_to_change(&self, organization: &Organization, id: &GroupId) -> Result<Group> {
        let mut connection = self.store.settings().acquire().await?;
        let group = find(&mut connection, organization.ordinal, id).await?;
        let group = group.ok_or(Error::NotFound)?;
        if group.role.is_some() {
            return Err(RightsRefusal::BuiltIn { name: group.name }.into());
        }
        Ok(group)
    }
}

/// The group with `id` in `organization`.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    id: &GroupId,
) -> Result<Option<Group>, sqlx::Error> {
    if let Some(role) = Role::parse(&id.0) {
        let members = member::count_in_role(connection, organization, role).await?;
        return Ok(Some(Group::of_role(role, organization, members)));
    }
    let row = sqlx::query(
        "SELECT g.id, g.organization, g.name, g.description, g.without_calendar, g.version,
                (SELECT COUNT(*) FROM desk_member m WHERE m.group_id = g.id)
         FROM desk_group g WHERE g.organization = $1 AND g.id = $2",
    )
    .bind(i64::from(organization.0))
    .bind(&id.0)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(Group::from_row).transpose()
}

fn with_fields(by: &By, group: Group, fields: GroupFields) -> Result<Group> {
    let GroupFields { name, description, without_calendar } = fields;
    let name = name.trim().to_owned();
    check_text(Field::Name, &name)?;
    let is_role = |role: Role| Looks::of(role.name()).resemble(&Looks::of(&name));
    if Role::ALL.into_iter().any(is_role) {
        return Err(RightsRefusal::NameTaken { name }.into());
    }
    if description.chars().count() > DESCRIPTION_CHARS_MAX {
        let (field, chars_max) = (Field::Description, DESCRIPTION_CHARS_MAX);
        return Err(FieldRefusal::TooLong { field, chars_max }.into());
    }
    description.lines().try_for_each(|line| check_seen(Field::Description, line))?;
    // It opens entries to the group's users: only for those to whom everything is open.
    if without_calendar && !group.without_calendar {
        crate::grant::check_sees_all(&by.principal)?;
    }
    Ok(Group { name, description: description.trim().to_owned(), without_calendar, ..group })
}

struct CreateGroup {
    by: By,
    organization: Organization,
    group: Group,
}

impl Command for CreateGroup {
    type Output = Group;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<Group, CommandError> {
        let Self { by, organization, group } = self;
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM desk_group WHERE organization = $1")
                .bind(i64::from(organization.ordinal.0))
                .fetch_one(transaction.sql())
                .await?;
        if count >= i64::from(GROUPS_MAX) {
            return Err(refuse(RightsRefusal::TooMany { max: GROUPS_MAX.into() }));
        }
        refuse_look(transaction, group).await?;
        let now = transaction.now();
        let inserted = sqlx::query(
            "INSERT INTO desk_group (id, organization, name, name_key, description,
             without_calendar, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (organization, name_key) DO NOTHING",
        )
        .bind(&group.id.0)
        .bind(i64::from(organization.ordinal.0))
        .bind(&group.name)
        .bind(group.name.to_lowercase())
        .bind(&group.description)
        .bind(i64::from(group.without_calendar))
        .bind(group.version)
        .bind(now.0)
        .execute(transaction.sql())
        .await?;
        if inserted.rows_affected() == 0 {
            return Err(refuse(RightsRefusal::NameTaken { name: group.name.clone() }));
        }
        let told = Told::new(by, "group.created").event_type(EventType::Add);
        let told = group.named_in(told, Some(EventType::Add));
        changes(told, None, Some(group))
            .tell_of_security(SecurityArea::UserGroup, transaction, organization)
            .await?;
        Ok(group.clone())
    }
}

/// Refuses a name that looks like that of another group of the organisation.
async fn refuse_look(transaction: &mut Transaction<'_>, group: &Group) -> Result<(), CommandError> {
    let rows = sqlx::query("SELECT name FROM desk_group WHERE organization = $1 AND id <> $2")
        .bind(i64::from(group.organization.0))
        .bind(&group.id.0)
        .fetch_all(transaction.sql())
        .await?;
    let looks = Looks::of(&group.name);
    for row in rows {
        let name: String = row.try_get(0)?;
        if Looks::of(&name).resemble(&looks) {
            return Err(refuse(RightsRefusal::NameTaken { name }));
        }
    }
    Ok(())
}

/// What of a group changed.
fn changes(told: Told, old: Option<&Group>, new: Option<&Group>) -> Told {
    let text = |of: fn(&Group) -> &str| (old.map(of), new.map(of));
    let (old_name, new_name) = text(|group| &group.name);
    let (old_words, new_words) = text(|group| &group.description);
    let shows = |group: &Group| if group.without_calendar { "true" } else { "false" };
    told.labelled_change("name", "Name", old_name, new_name)
        .labelled_change("description", "Description", old_words, new_words)
        .labelled_change(
            "without_calendar",
            "Entries Without School Year",
            old.map(shows),
            new.map(shows),
        )
}

struct ChangeGroup {
    by: By,
    organization: Organization,
    new: Group,
}

impl Command for ChangeGroup {
    type Output = Group;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<Group, CommandError> {
        let Self { by, organization, new } = self;
        let old = at_version(transaction, organization, &new.id, new.version - 1).await?;
        if (&old.name, &old.description, old.without_calendar)
            == (&new.name, &new.description, new.without_calendar)
        {
            return Ok(old);
        }
        if old.name != new.name {
            refuse_look(transaction, new).await?;
        }
        let updated = sqlx::query(
            "UPDATE desk_group SET name = $2, name_key = $3, description = $4,
             without_calendar = $5, version = $6 WHERE id = $1",
        )
        .bind(&new.id.0)
        .bind(&new.name)
        .bind(new.name.to_lowercase())
        .bind(&new.description)
        .bind(i64::from(new.without_calendar))
        .bind(new.version)
        .execute(transaction.sql())
        .await;
        match updated {
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                return Err(refuse(RightsRefusal::NameTaken { name: new.name.clone() }));
            }
            updated => updated?,
        };
        let told = Told::new(by, "group.updated").event_type(EventType::Change);
        let told = new.named_in(told, Some(EventType::Change));
        changes(told, Some(&old), Some(new))
            .tell_of_security(SecurityArea::UserGroup, transaction, organization)
            .await?;
        Ok(Group { members: old.members, ..new.clone() })
    }
}

/// The group as it is, if nobody changed it since it was at `version`.
async fn at_version(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
    id: &GroupId,
    version: i64,
) -> Result<Group, CommandError> {
    let group = find(transaction.sql(), organization.ordinal, id).await?;
    group
        .filter(|group| group.version == version)
        .ok_or_else(|| refuse(RightsRefusal::ChangedMeanwhile))
}

struct DeleteGroup {
    by: By,
    organization: Organization,
    group: Group,
}

impl Command for DeleteGroup {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, group } = self;
        let group = at_version(transaction, organization, &group.id, group.version).await?;
        let held = tool_right::of_group(transaction.sql(), &group).await?;
        grant::check(&by.principal, organization.ordinal, held)
            .map_err(crate::error::in_command)?;
        let holder = Holder::Group(group.clone());
        tool_right::take_all(transaction, by, organization, &holder).await?;
        calendar_right::take_all(transaction, by, organization, &holder).await?;
        member::remove_all(transaction, by, organization, &group).await?;
        sqlx::query("DELETE FROM desk_group WHERE id = $1")
            .bind(&group.id.0)
            .execute(transaction.sql())
            .await?;
        let told = Told::new(by, "group.deleted").event_type(EventType::Delete);
        changes(group.named_in(told, Some(EventType::Delete)), Some(&group), None)
            .tell_of_security(SecurityArea::UserGroup, transaction, organization)
            .await
    }
}
