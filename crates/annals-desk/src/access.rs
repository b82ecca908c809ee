//! Who may do what in an organisation, and why: now, or at any moment of the past.
//!
//! The past is the present with every later entry undone, the newest first. Counting up from the
//! beginning instead would need entries from before there were any, and of people whose rights come
//! from an older version of Annals there are none.

mod undo;

use std::collections::{BTreeMap, BTreeSet};

use annals_model::{
    Calendar, Millis, Organization, OrganizationOrdinal, Permission, Principal, Scopes,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{Row, SqliteConnection};

use crate::effective::{Reach, Source, of_rights};
use crate::entry::Told;
use crate::group::GroupId;
use crate::role::Role;
use crate::user::{self, User, UserId, UserStatus};
use crate::{By, Desk, Result};

pub use self::undo::ACTIONS;

/// Accounts, groups and rights of one organisation at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// What the organisation was called, where that is not what it is called today.
    name: Option<String>,
    users: BTreeMap<UserId, Account>,
    /// Names of groups, and whether their members see entries without a school year.
    groups: BTreeMap<GroupId, (String, bool)>,
    members: BTreeSet<(UserId, GroupId)>,
    /// By the id of the user or group.
    tools: BTreeMap<(String, Permission), Reach>,
    calendars: BTreeSet<(String, String, u16)>,
    first_move: Option<Move>,
    untold: Untold,
}

/// That the organisation was moved. Its own log says no more, because who reads that must not learn
/// of what lay above: the entries of the same correlation id in the logs of its places do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// What these entries have in common.
    pub correlation_id: String,
    /// When it was.
    pub at: Millis,
}

/// Changes of which an entry tells no more than that there was one, because Audit Users was off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Untold {
    /// How many.
    pub count: u64,
    /// When the last of them was.
    pub latest: Option<Millis>,
}

/// What there is to say of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What they sign in with.
    pub username: String,
    /// Their name.
    pub name: String,
    /// Whether they may sign in.
    pub status: UserStatus,
    /// From when on they may not.
    pub expires_at: Option<Millis>,
    without_calendar: bool,
}

impl Account {
    /// Whether they may sign in at `at`.
    pub fn may_sign_in(&self, at: Millis) -> bool {
        self.status == UserStatus::Active && self.expires_at.is_none_or(|expiry| at < expiry)
    }

    fn of(user: &User) -> Self {
        Self {
            username: user.username.clone(),
            name: user.name.clone(),
            status: user.status,
            expires_at: user.expires_at,
            without_calendar: user.without_calendar,
        }
    }
}

/// That a user has a right, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Who.
    pub user: UserId,
    /// Their account.
    pub account: Account,
    /// Which right.
    pub permission: Permission,
    /// Where it comes from, each with how far it reaches.
    pub sources: Vec<(Source, Reach)>,
    /// The school years to which what they see is limited; not at all if there are none.
    pub calendars: Vec<Calendar>,
    /// Whether, so limited, they see entries without a school year.
    pub without_calendar: bool,
}

impl Desk {
    /// Who may do what in `organization` now, where `by` may read users and rights.
    pub async fn access(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Access> {
        self.require(by, organization, Permission::ReadUsers)?;
        self.require(by, organization, Permission::ReadRights)?;
        let mut connection = self.store.settings().acquire().await?;
        Ok(Access::load(&mut connection, organization).await?)
    }

    /// The same when every change that it has seen is in the log of whoever looks there afterwards.
    pub async fn settled_access(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Access> {
        self.require(by, organization, Permission::ReadUsers)?;
        self.require(by, organization, Permission::ReadRights)?;
        Ok(self.store.command(ReadAccess(organization)).await?)
    }

    /// Tells in the log of `organization` that `by` has taken away a list of who may do what
    /// there, as it was at `at`.
    pub async fn tell_of_access_export(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        at: Millis,
    ) -> Result<()> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ReadRights)?;
        Ok(self.store.command(TellExport { by, organization, at }).await?)
    }
}

/// Reads in its turn among changes, whose entries are there when it is answered.
struct ReadAccess(OrganizationOrdinal);

impl Command for ReadAccess {
    type Output = Access;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<Access, CommandError> {
        Ok(Access::load(transaction.sql(), self.0).await?)
    }
}

struct TellExport {
    by: By,
    organization: Organization,
    at: Millis,
}

impl Command for TellExport {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        Told::new(&self.by, "access.exported")
            .event_type(annals_model::EventType::Access)
            .named("as_of", &self.at.to_string())
            .tell(transaction, &self.organization)
    }
}

impl Access {
    async fn load(
        connection: &mut SqliteConnection,
        organization: OrganizationOrdinal,
    ) -> Result<Self, sqlx::Error> {
        let mut found = Self::default();
        for role in Role::ALL {
            found.groups.insert(role.group(), (role.name().to_owned(), false));
        }
        let users = format!("SELECT {} FROM desk_user u WHERE organization = $1", user::COLUMNS);
        for row in rows(connection, &users, organization).await? {
            let user = User::from_row(&row)?;
            found.users.insert(user.id.clone(), Account::of(&user));
        }
        let groups = "SELECT id, name, without_calendar FROM desk_group WHERE organization = $1";
        for row in rows(connection, groups, organization).await? {
            let shows = row.try_get::<i64, _>(2)? != 0;
            found.groups.insert(GroupId(row.try_get(0)?), (row.try_get(1)?, shows));
        }
        let members = "SELECT m.user_id, m.group_id FROM desk_member m
            JOIN desk_user u ON u.id = m.user_id WHERE u.organization = $1";
        for row in rows(connection, members, organization).await? {
            found.members.insert((UserId(row.try_get(0)?), GroupId(row.try_get(1)?)));
        }
        let tools = "SELECT holder, permission, below FROM desk_tool_right WHERE organization = $1";
        for row in rows(connection, tools, organization).await? {
            // A right of a newer Annals grants nothing here.
            let Some(permission) = Permission::parse(row.try_get(1)?) else { continue };
            let reach = if row.try_get::<i64, _>(2)? == 0 { Reach::Here } else { Reach::Below };
            found.tools.insert((row.try_get(0)?, permission), reach);
        }
        let calendars =
            "SELECT holder, school, end_year FROM desk_calendar_right WHERE organization = $1";
        for row in rows(connection, calendars, organization).await? {
            found.calendars.insert((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
        }
        Ok(found)
    }

    /// What the organisation was called, where that is not what it is called today.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The first move since, before which something else lay above it; absent where it was not
    /// moved.
    pub fn first_move(&self) -> Option<&Move> {
        self.first_move.as_ref()
    }

    /// What could not be undone whole.
    pub fn untold(&self) -> Untold {
        self.untold
    }

    /// Who has one of `permissions`: by right, then by username.
    pub fn holdings(&self, permissions: Scopes) -> Vec<Holding> {
        let mut found = Vec::new();
        for (id, account) in &self.users {
            let mut tools: BTreeMap<Permission, Vec<(Source, Reach)>> = BTreeMap::new();
            for (permission, reach, source) in self.tools_of(id) {
                if permissions.holds(permission) {
                    tools.entry(permission).or_default().push((source, reach));
                }
            }
            let (calendars, without_calendar) = self.calendars_of(id, account);
            found.extend(tools.into_iter().map(|(permission, mut sources)| {
                sources.sort_unstable();
                Holding {
                    user: id.clone(),
                    account: account.clone(),
                    permission,
                    sources,
                    calendars: calendars.clone(),
                    without_calendar,
                }
            }));
        }
        found.sort_by(|a, b| {
            let key = |one: &Holding| (one.permission, one.account.username.to_lowercase());
            key(a).cmp(&key(b))
        });
        found
    }

    fn groups_of<'a>(&'a self, user: &'a UserId) -> impl Iterator<Item = &'a GroupId> {
        self.members.iter().filter(move |(member, _)| member == user).map(|(_, group)| group)
    }

    fn tools_of(&self, user: &UserId) -> Vec<(Permission, Reach, Source)> {
        let own = self.tools_held(&user.0, &Source::Own);
        let of_groups = self.groups_of(user).flat_map(|id| {
            let name = self.groups.get(id).map(|(name, _)| name.clone()).unwrap_or_default();
            let source = Source::Group { id: id.clone(), name };
            let fixed = Role::parse(&id.0).and_then(Role::fixed_rights).unwrap_or_default();
            let fixed = of_rights(fixed).map(|(right, reach)| (right, reach, source.clone()));
            fixed.chain(self.tools_held(&id.0, &source)).collect::<Vec<_>>()
        });
        own.into_iter().chain(of_groups).collect()
    }

    fn tools_held(&self, holder: &str, source: &Source) -> Vec<(Permission, Reach, Source)> {
        let held = self.tools.iter().filter(|((one, _), _)| one == holder);
        held.map(|((_, right), reach)| (*right, *reach, source.clone())).collect()
    }

    /// See [`crate::Effective::rows`].
    fn calendars_of(&self, user: &UserId, account: &Account) -> (Vec<Calendar>, bool) {
        let groups: BTreeSet<&str> = self.groups_of(user).map(|id| &*id.0).collect();
        let held = self.calendars.iter();
        let held = held.filter(|(holder, _, _)| *holder == user.0 || groups.contains(&**holder));
        let years: BTreeSet<_> = held.map(|(_, school, year)| (school.clone(), *year)).collect();
        let shows = |id: &GroupId| self.groups.get(id).is_some_and(|(_, shows)| *shows);
        let without = account.without_calendar || self.groups_of(user).any(shows);
        let calendars: Vec<_> =
            years.into_iter().map(|(school, end_year)| Calendar { school, end_year }).collect();
        let without_calendar = without && !calendars.is_empty();
        (calendars, without_calendar)
    }
}

async fn rows(
    connection: &mut SqliteConnection,
    sql: &str,
    organization: OrganizationOrdinal,
) -> Result<Vec<sqlx::sqlite::SqliteRow>, sqlx::Error> {
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i64::from(organization.0))
        .fetch_all(connection)
        .await
}
