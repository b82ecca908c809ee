//! What a user may do, and why: own rights together with those of their groups.

use std::collections::BTreeMap;

use annals_model::{
    Calendar, OrganizationOrdinal, Permission, Principal, PrincipalKind, Rights, RowFilter, Scopes,
};
use sqlx::{Row, SqliteConnection};

use crate::group::GroupId;
use crate::role::Role;
use crate::{Desk, Result, User, UserId};

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
    let groups = groups_of(connection, &user.id).await?;
    let mut found = Effective::default();
    if user.without_calendar {
        found.without_calendar.push(Source::Own);
    }
    for (id, (name, without_calendar)) in &groups {
        let source = || Source::Group { id: id.clone(), name: name.clone() };
        if *without_calendar {
            found.without_calendar.push(source());
        }
        let fixed = Role::parse(&id.0).and_then(Role::fixed_rights).unwrap_or_default();
        found.tools.extend(of_rights(fixed).map(|(right, reach)| (right, reach, source())));
    }
    let source = |holder: String| match groups.get(&GroupId(holder.clone())) {
        Some((name, _)) => Source::Group { id: GroupId(holder), name: name.clone() },
        None => Source::Own,
    };
    for row in held(connection, TOOLS, user.organization, &user.id).await? {
        // A right of a newer Annals grants nothing here.
        let Some(permission) = Permission::parse(row.try_get(1)?) else { continue };
        let reach = if row.try_get::<i64, _>(2)? == 0 { Reach::Here } else { Reach::Below };
        found.tools.push((permission, reach, source(row.try_get(0)?)));
    }
    for row in held(connection, CALENDARS, user.organization, &user.id).await? {
        let calendar = Calendar { school: row.try_get(1)?, end_year: row.try_get(2)? };
        found.calendars.push((calendar, source(row.try_get(0)?)));
    }
    found.tools.sort_unstable();
    Ok(found)
}

/// The permissions of `rights` in their listed order.
pub(crate) fn of_rights(rights: Rights) -> impl Iterator<Item = (Permission, Reach)> {
    rights.scopes().iter().map(move |right| {
        (right, if rights.below().holds(right) { Reach::Below } else { Reach::Here })
    })
}

const TOOLS: &str = "
SELECT holder, permission, below FROM desk_tool_right
WHERE organization = $1
  AND (holder = $2 OR holder IN (SELECT group_id FROM desk_member WHERE user_id = $2))
ORDER BY holder, permission";
const CALENDARS: &str = "
SELECT holder, school, end_year FROM desk_calendar_right
WHERE organization = $1
  AND (holder = $2 OR holder IN (SELECT group_id FROM desk_member WHERE user_id = $2))
ORDER BY holder, school, end_year";

async fn held(
    connection: &mut SqliteConnection,
    sql: &'static str,
    organization: OrganizationOrdinal,
    user: &UserId,
) -> Result<Vec<sqlx::sqlite::SqliteRow>, sqlx::Error> {
    sqlx::query(sql).bind(i64::from(organization.0)).bind(&user.0).fetch_all(connection).await
}

/// The groups of a user: their names, and whether they show entries without a school year.
async fn groups_of(
    connection: &mut SqliteConnection,
    user: &UserId,
) -> Result<BTreeMap<GroupId, (String, bool)>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT m.group_id, g.name, g.without_calendar
         FROM desk_member m LEFT JOIN desk_group g ON g.id = m.group_id WHERE m.user_id = $1",
    )
    .bind(&user.0)
    .fetch_all(connection)
    .await?;
    let mut groups = BTreeMap::new();
    for row in rows {
        let id: String = row.try_get(0)?;
        let name: Option<String> = row.try_get(1)?;
        let name = Role::parse(&id).map_or(name.unwrap_or_default(), |role| role.name().to_owned());
        let without_calendar = row.try_get::<Option<i64>, _>(2)?.unwrap_or(0) != 0;
        groups.insert(GroupId(id), (name, without_calendar));
    }
    Ok(groups)
}
