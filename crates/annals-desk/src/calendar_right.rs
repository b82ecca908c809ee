//! Calendar rights of users and groups: which school years they see.

use annals_model::{Calendar, EventType, Organization, OrganizationOrdinal, Permission, Principal};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{Row, SqliteConnection};

use crate::account::check_over;
use crate::entry::Told;
use crate::field_refusal::check_text;
use crate::group::{self, Group};
use crate::holder::Holder;
use crate::rights_refusal::refuse;
use crate::{By, Desk, Error, Field, Result, RightsRefusal, User, grant, member, secret, user};

/// School years that one user or group may be limited to.
pub const CALENDARS_MAX: u32 = 200;
/// Schools that are listed.
const SCHOOLS_MAX: u32 = 500;
/// The first and the last year in which a school year may end.
const END_YEARS: (u16, u16) = (1900, 2199);

/// A right to see the entries of a school year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarRight {
    /// Stable id.
    pub id: String,
    /// The school year.
    pub calendar: Calendar,
}

/// What becomes of calendar rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarChange {
    /// One more school year. The first one limits its holder to it.
    Add(Calendar),
    /// Another school year instead of one.
    Change {
        /// As it was looked at.
        old: CalendarRight,
        /// What it becomes.
        new: Calendar,
    },
    /// One less. Without the last one its holder sees every school year again.
    Delete(CalendarRight),
}

impl Desk {
    /// The calendar rights that a user or group holds itself, where `by` may read rights.
    pub async fn calendar_rights(
        &self,
        by: &Principal,
        holder: &Holder,
    ) -> Result<Vec<CalendarRight>> {
        self.require(by, holder.organization(), Permission::ReadRights)?;
        let mut connection = self.store.settings().acquire().await?;
        Ok(of_holder(&mut connection, holder).await?)
    }

    /// Schools that calendar rights of an organisation name, so that nobody has to write one in
    /// two ways; where `by` may read rights. The first ones of many.
    pub async fn schools(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<String>> {
        self.require(by, organization, Permission::ReadRights)?;
        let rows = sqlx::query(
            "SELECT DISTINCT school FROM desk_calendar_right WHERE organization = $1
             ORDER BY school LIMIT $2",
        )
        .bind(i64::from(organization.0))
        .bind(i64::from(SCHOOLS_MAX))
        .fetch_all(self.store.settings())
        .await?;
        Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
    }

    /// Changes calendar rights where `by` may manage rights.
    pub async fn change_calendar_rights(
        &self,
        by: impl Into<By>,
        holder: &Holder,
        change: CalendarChange,
    ) -> Result<()> {
        let by = by.into();
        let organization =
            self.require(&by.principal, holder.organization(), Permission::ManageRights)?;
        grant::check_sees_all(&by.principal)?;
        if let Holder::Group(group) = holder
            && group.role.is_some()
        {
            return Err(RightsRefusal::BuiltIn { name: group.name.clone() }.into());
        }
        if let CalendarChange::Add(calendar) | CalendarChange::Change { new: calendar, .. } =
            &change
        {
            check(calendar)?;
        }
        let id = secret::new_id()?;
        let holder = holder.clone();
        let change = ChangeCalendarRights { by, organization, holder, change, id };
        Ok(self.store.command(change).await?)
    }
}

fn check(calendar: &Calendar) -> Result<(), Error> {
    check_text(Field::School, &calendar.school)?;
    let (from, to) = END_YEARS;
    if (from..=to).contains(&calendar.end_year) {
        return Ok(());
    }
    Err(RightsRefusal::EndYear { from, to }.into())
}

async fn of_holder(
    connection: &mut SqliteConnection,
    holder: &Holder,
) -> Result<Vec<CalendarRight>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id, school, end_year FROM desk_calendar_right
         WHERE organization = $1 AND holder = $2 ORDER BY school, end_year, id",
    )
    .bind(i64::from(holder.organization().0))
    .bind(holder.id())
    .fetch_all(connection)
    .await?;
    let right = |row: &sqlx::sqlite::SqliteRow| {
        let calendar = Calendar { school: row.try_get(1)?, end_year: row.try_get(2)? };
        Ok(CalendarRight { id: row.try_get(0)?, calendar })
    };
    rows.iter().map(right).collect()
}

/// Whether school years limit who is in `group`.
pub(crate) async fn limits(
    transaction: &mut Transaction<'_>,
    group: &Group,
) -> Result<bool, sqlx::Error> {
    let row = sqlx::query(
        "SELECT 1 FROM desk_calendar_right WHERE organization = $1 AND holder = $2 LIMIT 1",
    )
    .bind(i64::from(group.organization.0))
    .bind(&group.id.0)
    .fetch_optional(transaction.sql())
    .await?;
    Ok(row.is_some())
}

struct ChangeCalendarRights {
    by: By,
    organization: Organization,
    holder: Holder,
    change: CalendarChange,
    id: String,
}

impl Command for ChangeCalendarRights {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let ordinal = self.organization.ordinal;
        let is_there = match &self.holder {
            Holder::User(one) => user::find(transaction.sql(), ordinal, &one.id).await?.is_some(),
            Holder::Group(one) => group::find(transaction.sql(), ordinal, &one.id).await?.is_some(),
        };
        let held = of_holder(transaction.sql(), &self.holder).await?;
        let is_held = |right: &CalendarRight| held.contains(right);
        let limits = !matches!(self.change, CalendarChange::Delete(_));
        if limits {
            self.check_limited(transaction).await?;
        }
        let changed = match &self.change {
            _ if !is_there => Err(refuse(RightsRefusal::ChangedMeanwhile)),
            CalendarChange::Add(_) if held.len() >= CALENDARS_MAX as usize => {
                Err(refuse(RightsRefusal::TooMany { max: CALENDARS_MAX.into() }))
            }
            CalendarChange::Add(calendar) | CalendarChange::Change { new: calendar, .. }
                if held.iter().any(|right| right.calendar == *calendar) =>
            {
                Err(refuse(RightsRefusal::CalendarTaken))
            }
            CalendarChange::Add(calendar) => self.add(transaction, calendar).await,
            CalendarChange::Change { old, .. } | CalendarChange::Delete(old) if !is_held(old) => {
                Err(refuse(RightsRefusal::ChangedMeanwhile))
            }
            CalendarChange::Change { old, new } => self.replace(transaction, old, new).await,
            CalendarChange::Delete(old) => {
                delete(transaction, &self.by, &self.organization, &self.holder, old).await
            }
        };
        changed?;
        if limits {
            let limited = self.limited(transaction).await?;
            member::require_administrator_among(transaction, ordinal, &limited).await?;
        }
        Ok(())
    }
}

impl ChangeCalendarRights {
    /// Whom it limits.
    async fn limited(&self, transaction: &mut Transaction<'_>) -> Result<Vec<User>, sqlx::Error> {
        match &self.holder {
            Holder::User(user) => Ok(vec![user.clone()]),
            Holder::Group(group) => member::of_group(transaction.sql(), group).await,
        }
    }

    /// Nobody limits those who may do more than they.
    async fn check_limited(&self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        for user in self.limited(transaction).await? {
            check_over(transaction, &self.by.principal, &user).await?;
        }
        Ok(())
    }

    async fn add(
        &self,
        transaction: &mut Transaction<'_>,
        calendar: &Calendar,
    ) -> Result<(), CommandError> {
        sqlx::query(
            "INSERT INTO desk_calendar_right (id, organization, holder, school, end_year)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&self.id)
        .bind(i64::from(self.organization.ordinal.0))
        .bind(self.holder.id())
        .bind(&calendar.school)
        .bind(i64::from(calendar.end_year))
        .execute(transaction.sql())
        .await?;
        let told = Told::new(&self.by, "calendar_right.granted").event_type(EventType::Add);
        tell(transaction, told, &self.organization, &self.holder, calendar).await
    }

    async fn replace(
        &self,
        transaction: &mut Transaction<'_>,
        old: &CalendarRight,
        new: &Calendar,
    ) -> Result<(), CommandError> {
        sqlx::query("UPDATE desk_calendar_right SET school = $2, end_year = $3 WHERE id = $1")
            .bind(&old.id)
            .bind(&new.school)
            .bind(i64::from(new.end_year))
            .execute(transaction.sql())
            .await?;
        let was = &old.calendar;
        let (old_year, new_year) = (was.end_year.to_string(), new.end_year.to_string());
        let told = Told::new(&self.by, "calendar_right.updated")
            .event_type(EventType::Change)
            .labelled_change("school", "School", Some(&was.school), Some(&new.school))
            .labelled_change("end_year", "End Year", Some(&old_year), Some(&new_year));
        tell(transaction, told, &self.organization, &self.holder, new).await
    }
}

/// Takes all calendar rights from one who goes.
pub(crate) async fn take_all(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    holder: &Holder,
) -> Result<(), CommandError> {
    for right in of_holder(transaction.sql(), holder).await? {
        delete(transaction, by, organization, holder, &right).await?;
    }
    Ok(())
}

async fn delete(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    holder: &Holder,
    right: &CalendarRight,
) -> Result<(), CommandError> {
    sqlx::query("DELETE FROM desk_calendar_right WHERE id = $1")
        .bind(&right.id)
        .execute(transaction.sql())
        .await?;
    let told = Told::new(by, "calendar_right.removed").event_type(EventType::Delete);
    tell(transaction, told, organization, holder, &right.calendar).await
}

async fn tell(
    transaction: &mut Transaction<'_>,
    told: Told,
    organization: &Organization,
    holder: &Holder,
    calendar: &Calendar,
) -> Result<(), CommandError> {
    holder
        .named_in(told.critical())
        .named("School", &calendar.school)
        .named("End Year", &calendar.end_year.to_string())
        .tell_of_security(holder.calendars_area(), transaction, organization)
        .await
}
