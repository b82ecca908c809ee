//! Tool rights of users and groups.

use annals_model::{EventType, Organization, Permission, Principal, Rights, Scopes};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{Row, SqliteConnection};

use crate::effective::{Reach, of_rights};
use crate::entry::Told;
use crate::group::{self, Group};
use crate::holder::Holder;
use crate::rights_refusal::refuse;
use crate::role::Role;
use crate::{By, Desk, Result, RightsRefusal, grant, secret, user};

/// How entries say that a right reaches below.
pub(crate) const REACHES_BELOW: &str = "this organisation and below";

impl Desk {
    /// The tool rights that a user or group holds itself, where `by` may read rights; those of a
    /// role as well.
    pub async fn tool_rights(&self, by: &Principal, holder: &Holder) -> Result<Rights> {
        self.require(by, holder.organization(), Permission::ReadRights)?;
        let mut connection = self.store.settings().acquire().await?;
        Ok(match holder {
            Holder::Group(group) => of_group(&mut connection, group).await?,
            Holder::User(_) => of_holder(&mut connection, holder).await?,
        })
    }

    /// Gives `granted` and takes `removed` from what `holder` has now; see
    /// [`Desk::set_tool_rights`].
    pub async fn change_tool_rights(
        &self,
        by: impl Into<By>,
        holder: &Holder,
        granted: Rights,
        removed: Scopes,
    ) -> Result<()> {
        let by = by.into();
        let old = self.tool_rights(&by.principal, holder).await?;
        // Granted again with another reach, a right has the new one alone.
        let kept = |scopes: Scopes| scopes.without(granted.scopes()).without(removed);
        let new = Rights::here(kept(old.scopes()))
            .union(Rights::reaching_below(kept(old.below())))
            .union(granted);
        self.set_tool_rights(by, holder, old, new).await
    }

    /// Gives and takes tool rights, so that `holder` has `new` where it had `old`, where `by` may
    /// manage rights. Each right that is given or taken has an entry; what belongs together by
    /// the entries' correlation id was done at once.
    pub async fn set_tool_rights(
        &self,
        by: impl Into<By>,
        holder: &Holder,
        old: Rights,
        new: Rights,
    ) -> Result<()> {
        let by = by.into();
        let organization =
            self.require(&by.principal, holder.organization(), Permission::ManageRights)?;
        if let Holder::Group(group) = holder
            && group.role.and_then(Role::fixed_rights).is_some()
        {
            return Err(RightsRefusal::BuiltIn { name: group.name.clone() }.into());
        }
        let correlation_id = secret::new_id()?;
        let holder = holder.clone();
        let set = SetToolRights { by, organization, holder, old, new, correlation_id };
        Ok(self.store.command(set).await?)
    }
}

/// The rights of a group: those of its role, or those that it was given.
pub(crate) async fn of_group(
    connection: &mut SqliteConnection,
    group: &Group,
) -> Result<Rights, sqlx::Error> {
    match group.role.and_then(Role::fixed_rights) {
        Some(fixed) => Ok(fixed),
        None => of_holder(connection, &Holder::Group(group.clone())).await,
    }
}

async fn of_holder(
    connection: &mut SqliteConnection,
    holder: &Holder,
) -> Result<Rights, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT permission, below FROM desk_tool_right WHERE organization = $1 AND holder = $2",
    )
    .bind(i64::from(holder.organization().0))
    .bind(holder.id())
    .fetch_all(connection)
    .await?;
    let mut rights = Rights::default();
    for row in rows {
        let Some(permission) = Permission::parse(row.try_get(0)?) else { continue };
        let one: Scopes = [permission].into_iter().collect();
        rights = rights.union(match row.try_get::<i64, _>(1)? {
            0 => Rights::here(one),
            _ => Rights::reaching_below(one),
        });
    }
    Ok(rights)
}

struct SetToolRights {
    by: By,
    organization: Organization,
    holder: Holder,
    old: Rights,
    new: Rights,
    correlation_id: String,
}

impl Command for SetToolRights {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, holder, old, new, correlation_id } = self;
        let ordinal = organization.ordinal;
        // Asked again: they may be gone, or have other rights by now.
        let is_there = match &*holder {
            Holder::User(one) => user::find(transaction.sql(), ordinal, &one.id).await?.is_some(),
            Holder::Group(one) => group::find(transaction.sql(), ordinal, &one.id).await?.is_some(),
        };
        if !is_there || of_holder(transaction.sql(), holder).await? != *old {
            return Err(refuse(RightsRefusal::ChangedMeanwhile));
        }
        let (had, has): (Vec<_>, Vec<_>) = (of_rights(*old).collect(), of_rights(*new).collect());
        let given: Vec<_> = has.iter().filter(|right| !had.contains(right)).copied().collect();
        let taken: Vec<_> = had.iter().filter(|right| !has.contains(right)).copied().collect();
        for changed in [&given, &taken] {
            grant::check(&by.principal, ordinal, rights(changed))
                .map_err(crate::error::in_command)?;
        }
        for right in taken {
            take(transaction, by, organization, holder, right, correlation_id).await?;
        }
        for right in given {
            give(transaction, by, organization, holder, right, correlation_id).await?;
        }
        Ok(())
    }
}

fn rights(list: &[(Permission, Reach)]) -> Rights {
    let below = list.iter().filter(|(_, reach)| *reach == Reach::Below).map(|(right, _)| *right);
    let here = list.iter().map(|(right, _)| *right).collect();
    Rights::here(here).union(Rights::reaching_below(below.collect()))
}

/// Gives rights to one who comes.
pub(crate) async fn give_all(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    holder: &Holder,
    rights: Rights,
) -> Result<(), CommandError> {
    for right in of_rights(rights) {
        give(transaction, by, organization, holder, right, holder.id()).await?;
    }
    Ok(())
}

/// Takes all rights from one who goes.
pub(crate) async fn take_all(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    holder: &Holder,
) -> Result<(), CommandError> {
    let rights: Vec<_> = of_rights(of_holder(transaction.sql(), holder).await?).collect();
    for right in rights {
        take(transaction, by, organization, holder, right, holder.id()).await?;
    }
    Ok(())
}

async fn give(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    holder: &Holder,
    right: (Permission, Reach),
    correlation_id: &str,
) -> Result<(), CommandError> {
    sqlx::query(
        "INSERT INTO desk_tool_right (organization, holder, permission, below)
         VALUES ($1, $2, $3, $4)",
    )
    .bind(i64::from(organization.ordinal.0))
    .bind(holder.id())
    .bind(right.0.as_str())
    .bind(i64::from(right.1 == Reach::Below))
    .execute(transaction.sql())
    .await?;
    tell(transaction, by, organization, holder, right, correlation_id, EventType::Add).await
}

async fn take(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    holder: &Holder,
    right: (Permission, Reach),
    correlation_id: &str,
) -> Result<(), CommandError> {
    sqlx::query(
        "DELETE FROM desk_tool_right WHERE organization = $1 AND holder = $2 AND permission = $3",
    )
    .bind(i64::from(organization.ordinal.0))
    .bind(holder.id())
    .bind(right.0.as_str())
    .execute(transaction.sql())
    .await?;
    tell(transaction, by, organization, holder, right, correlation_id, EventType::Delete).await
}

async fn tell(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    holder: &Holder,
    (permission, reach): (Permission, Reach),
    correlation_id: &str,
    event_type: EventType,
) -> Result<(), CommandError> {
    let action = match event_type {
        EventType::Add => "tool_right.granted",
        _ => "tool_right.removed",
    };
    let told = Told::new(by, action).event_type(event_type).critical().correlated(correlation_id);
    let reach = match reach {
        Reach::Here => "this organisation",
        Reach::Below => REACHES_BELOW,
    };
    holder
        .named_in(told)
        .record("tool", permission.as_str(), permission.label(), None)
        .named("Tool Name", permission.as_str())
        .named("Module", permission.module().as_str())
        .named("Reach", reach)
        .tell_of_security(holder.tools_area(), transaction, organization)
        .await
}
