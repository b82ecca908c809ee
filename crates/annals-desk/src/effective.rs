//! What a user may do, and why: own rights together with those of their groups.

use std::cell::Cell;
use std::collections::BTreeMap;

use annals_model::{
    Calendar, OrganizationOrdinal, Permission, Principal, PrincipalKind, Rights, RowFilter, Scopes,
};
use sqlx::{Row, SqliteConnection};

use crate::group::GroupId;
use crate::role::Role;
use crate::{Desk, Group, Result, User, UserId, member};

/// What a user may do, each with where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effective {
    /// Tool rights in their listed order, each once for every source.
    pub tools: Vec<(Permission, Reach, Source)>,
    /// Calendar rights, likewise.
    pub calendars: Vec<(Calendar, Source)>,
    /// By whom entries without a school year are shown, if anyone; matters only with calendars.
    pub without_calendar: Vec<Source>,
}

/// How far a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// In the organisation.
    Here,
    /// In the organisation and all below it.
    Below,
}

/// Where a right comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// It was given to the user.
    Own,
    /// It belongs to a group that they are in.
    Group {
        /// Which.
        id: GroupId,
        /// Its name.
        name: String,
    },
}

impl Effective {
    /// The rights without where they come from.
    pub fn rights(&self) -> Rights {
        self.tools.iter().fold(Rights::default(), |all, (permission, reach, _)| {
            all.union(rights([*permission].into_iter().collect(), *reach))
        })
    }

    /// Which entries may be seen. Some calendars limit it to them, also when another source gives
    /// none: rights add up, but a limit that one more group lifts would be none.
    pub fn rows(&self) -> RowFilter {
        let mut calendars: Vec<_> = self.calendars.iter().map(|(one, _)| one.clone()).collect();
        calendars.sort_unstable_by(|a, b| (&a.school, a.end_year).cmp(&(&b.school, b.end_year)));
        calendars.dedup();
        let without_calendar = !calendars.is_empty() && !self.without_calendar.is_empty();
        RowFilter { calendars, without_calendar }
    }

    /// The user, as one who may do this.
    pub fn principal(&self, user: &User) -> Principal {
        let rights = self.rights();
        Principal {
            kind: PrincipalKind::User,
            id: user.id.0.clone(),
            name: user.name.clone(),
            home: user.organization,
            scopes: rights.scopes(),
            below: rights.below(),
            rows: self.rows(),
        }
    }
}

fn rights(scopes: Scopes, reach: Reach) -> Rights {
    match reach {
        Reach::Here => Rights::here(scopes),
        Reach::Below => Rights::reaching_below(scopes),
    }
}

impl Desk {
    /// What `user` may do, as it is now.
    pub(crate) async fn effective(&self, user: &User) -> Result<Effective> {
        let mut connection = self.store.settings().acquire().await?;
        Ok(load(&mut connection, user).await?)
    }
}

/// What `user` may do, by the rows that `connection` sees.
pub(crate) async fn load(
    connection: &mut SqliteConnection,
    user: &User,
) -> Result<Effective, sqlx::Error> {
    const USER: &str = "SELECT id FROM desk_user WHERE organization = $1 AND id = $2";
    let held = Held::read(connection, USER, user.organization, &user.id.0).await?;
    Ok(held.of(user))
}

/// What each of the users in `group` may do, in as many queries for thousands as for one.
pub(crate) async fn of_members(
    connection: &mut SqliteConnection,
    group: &Group,
) -> Result<Vec<Effective>, sqlx::Error> {
    const MEMBERS: &str = "SELECT u.id FROM desk_user u JOIN desk_member of ON of.user_id = u.id
        WHERE u.organization = $1 AND of.group_id = $2";
    let users = member::of_group(connection, group).await?;
    let held = Held::read(connection, MEMBERS, group.organization, &group.id.0).await?;
    Ok(users.iter().map(|user| held.of(user)).collect())
}

/// The permissions of `rights` in their listed order.
pub(crate) fn of_rights(rights: Rights) -> impl Iterator<Item = (Permission, Reach)> {
    rights.scopes().iter().map(move |right| {
        (right, if rights.below().holds(right) { Reach::Below } else { Reach::Here })
    })
}

/// The groups of a user: their names, and whether they show entries without a school year.
type Groups = BTreeMap<GroupId, (String, bool)>;

/// What some users and their groups hold.
#[derive(Default)]
struct Held {
    groups: BTreeMap<UserId, Groups>,
    tools: BTreeMap<String, Vec<(Permission, Reach)>>,
    calendars: BTreeMap<String, Vec<Calendar>>,
}

impl Held {
    /// Reads what the users that `users` selects hold; it may name the organisation as `$1` and
    /// `which` as `$2`.
    async fn read(
        connection: &mut SqliteConnection,
        users: &'static str,
        organization: OrganizationOrdinal,
        which: &str,
    ) -> Result<Self, sqlx::Error> {
        let mut found = Self::default();
        let memberships = format!(
            "SELECT m.user_id, m.group_id, g.name, g.without_calendar
             FROM desk_member m LEFT JOIN desk_group g ON g.id = m.group_id
             WHERE m.user_id IN ({users})"
        );
        for row in rows(connection, memberships, organization, which).await? {
            let id: String = row.try_get(1)?;
            let name: Option<String> = row.try_get(2)?;
            let role = Role::parse(&id);
            let name = role.map_or(name.unwrap_or_default(), |role| role.name().to_owned());
            let without_calendar = row.try_get::<Option<i64>, _>(3)?.unwrap_or(0) != 0;
            let groups = found.groups.entry(UserId(row.try_get(0)?)).or_default();
            groups.insert(GroupId(id), (name, without_calendar));
        }
        let holders = format!(
            "organization = $1 AND (holder IN ({users})
                OR holder IN (SELECT group_id FROM desk_member WHERE user_id IN ({users})))"
        );
        let tools =
            format!("SELECT holder, permission, below FROM desk_tool_right WHERE {holders}");
        for row in rows(connection, tools, organization, which).await? {
            // A right of a newer Annals grants nothing here.
            let Some(permission) = Permission::parse(row.try_get(1)?) else { continue };
            let reach = if row.try_get::<i64, _>(2)? == 0 { Reach::Here } else { Reach::Below };
            found.tools.entry(row.try_get(0)?).or_default().push((permission, reach));
        }
        let calendars = format!(
            "SELECT holder, school, end_year FROM desk_calendar_right WHERE {holders}
             ORDER BY school, end_year"
        );
        for row in rows(connection, calendars, organization, which).await? {
            let calendar = Calendar { school: row.try_get(1)?, end_year: row.try_get(2)? };
            found.calendars.entry(row.try_get(0)?).or_default().push(calendar);
        }
        Ok(found)
    }

    /// What `user`, one of those that were asked for, may do.
    fn of(&self, user: &User) -> Effective {
        let mut found = Effective::default();
        if user.without_calendar {
            found.without_calendar.push(Source::Own);
        }
        self.add(&mut found, &user.id.0, &Source::Own);
        for (id, (name, without_calendar)) in self.groups.get(&user.id).into_iter().flatten() {
            let source = Source::Group { id: id.clone(), name: name.clone() };
            if *without_calendar {
                found.without_calendar.push(source.clone());
            }
            let fixed = Role::parse(&id.0).and_then(Role::fixed_rights).unwrap_or_default();
            let fixed = of_rights(fixed).map(|(right, reach)| (right, reach, source.clone()));
            found.tools.extend(fixed);
            self.add(&mut found, &id.0, &source);
        }
        found.tools.sort_unstable();
        found
    }

    fn add(&self, to: &mut Effective, holder: &str, source: &Source) {
        let tools = self.tools.get(holder).into_iter().flatten();
        to.tools.extend(tools.map(|(right, reach)| (*right, *reach, source.clone())));
        let calendars = self.calendars.get(holder).into_iter().flatten();
        to.calendars.extend(calendars.map(|one| (one.clone(), source.clone())));
    }
}

thread_local! {
    static QUERIES: Cell<u64> = const { Cell::new(0) };
}

/// How often this thread has asked what users hold. For tests.
#[doc(hidden)]
pub fn queries() -> u64 {
    QUERIES.get()
}

async fn rows(
    connection: &mut SqliteConnection,
    sql: String,
    organization: OrganizationOrdinal,
    which: &str,
) -> Result<Vec<sqlx::sqlite::SqliteRow>, sqlx::Error> {
    QUERIES.set(QUERIES.get() + 1);
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i64::from(organization.0))
        .bind(which)
        .fetch_all(connection)
        .await
}
