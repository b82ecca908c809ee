//! Changes of an organisation: its name, its zone, its place in the tree, whether it is closed.

use annals_model::{
    EventType, Organization, OrganizationOrdinal, OrganizationTree, Permission, Principal,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use super::zone::{self, SetZone};
use super::{check_name, check_place};
use crate::entry::Told;
use crate::{By, Desk, Error, OrganizationRefusal, Refusal, Result, hold, secret};

/// What can be changed of an organisation; absent for what isn't, or wasn't looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationFields {
    /// Its name on screen.
    pub name: Option<String>,
    /// IANA name of its zone, which is its preference.
    pub time_zone: Option<String>,
    /// The organisation above.
    pub parent: Option<OrganizationOrdinal>,
    /// Whether it is closed.
    pub is_closed: Option<bool>,
}

impl OrganizationFields {
    /// Whether the organisation is as these say, as far as they say anything but its zone.
    fn describe(&self, organization: &Organization) -> bool {
        let Self { name, time_zone: _, parent, is_closed } = self;
        name.as_ref().is_none_or(|name| *name == organization.name)
            && parent.is_none_or(|parent| organization.parent == Some(parent))
            && is_closed.is_none_or(|closed| closed == organization.closed_at.is_some())
    }
}

impl Desk {
    /// Changes an organisation where `by` may manage organisations. Where it is, and whether it is
    /// open, is decided by what lies above it: nobody moves or closes their own organisation, and
    /// who moves one has the right in its old place and in the new one.
    ///
    /// Its zone is a preference, and takes the right to manage those, too: who may not change a
    /// preference on its page doesn't by another way.
    ///
    /// Nothing is changed when it isn't any more as `seen` says.
    pub async fn change_organization(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        new: OrganizationFields,
        seen: OrganizationFields,
    ) -> Result<Organization> {
        let by = by.into();
        let old = check(&self.store.organizations(), &by.principal, organization, &new)?;
        new.name.as_deref().map_or(Ok(()), check_name)?;
        let zone = new.time_zone.as_deref().map(zone::parse).transpose()?;
        if zone.is_some() {
            self.require(&by.principal, organization, Permission::ManagePreferences)?;
        }
        if zone.is_none() && new.describe(&old) {
            return Ok(old);
        }
        let zone = zone.map(|zone| self.set_zone(&by, zone));
        let correlation_id = secret::new_id()?;
        let change = ChangeOrganization { by, organization, new, seen, zone, correlation_id };
        let changed = self.store.command(change).await?;
        self.refresh_preferences().await?;
        Ok(changed)
    }
}

/// Whether `by` may change the organisation like that in `tree`, which needs only it, the new place
/// and what lies above them; gives it as it is.
fn check(
    tree: &OrganizationTree,
    by: &Principal,
    organization: OrganizationOrdinal,
    new: &OrganizationFields,
) -> Result<Organization> {
    let manage = Permission::ManageOrganizations;
    let may = |ordinal| annals_model::decide(tree, by, ordinal, manage).allowed().is_some();
    let old = tree.get(organization).filter(|_| may(organization)).ok_or(Error::NotAllowed)?;
    let OrganizationFields { parent, is_closed, .. } = new;
    let to = parent.filter(|parent| old.parent != Some(*parent));
    let turns = is_closed.filter(|closed| *closed != old.closed_at.is_some());
    if (to.is_some() || turns.is_some()) && !old.parent.is_some_and(may) {
        return Err(refused(OrganizationRefusal::Own));
    }
    if let Some(to) = to {
        if !may(to) {
            return Err(Error::NotAllowed);
        }
        if tree.is_within(to, organization) {
            return Err(refused(OrganizationRefusal::BelowItself));
        }
    }
    Ok(old.clone())
}

fn refused(refusal: OrganizationRefusal) -> Error {
    Error::Refused(refusal.into())
}

struct ChangeOrganization {
    by: By,
    organization: OrganizationOrdinal,
    new: OrganizationFields,
    seen: OrganizationFields,
    zone: Option<SetZone>,
    /// Of the entries about a move.
    correlation_id: String,
}

impl Command for ChangeOrganization {
    type Output = Organization;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Organization, CommandError> {
        let mut places = vec![self.organization];
        places.extend(self.new.parent);
        let tree = transaction.organizations_upwards(&places).await?;
        let old = self.check(&tree)?;
        if let Some(seen) = &self.seen.time_zone
            && *seen != zone::of(transaction, &old).await?.to_string()
        {
            return Err(Refusal::from(OrganizationRefusal::Meanwhile).into());
        }
        let new = self.changed(&old, transaction.now());
        if new != old {
            self.change(transaction, &tree, &old, &new).await?;
        }
        // After a move, which may change what it takes from above.
        if let Some(zone) = &self.zone {
            zone.run(transaction, &new).await?;
        }
        Ok(new)
    }
}

impl ChangeOrganization {
    /// All but the zone, and its entries.
    async fn change(
        &self,
        transaction: &mut Transaction<'_>,
        tree: &OrganizationTree,
        old: &Organization,
        new: &Organization,
    ) -> Result<(), CommandError> {
        let below = transaction.organizations_downwards(old.ordinal).await?;
        if let Some(parent) = new.parent
            && (new.parent != old.parent || (old.closed_at.is_some() && new.closed_at.is_none()))
        {
            let levels = below.iter().map(|(_, level)| *level).max().unwrap_or(0);
            check_place(tree, parent, levels).map_err(Refusal::from)?;
        }
        if let Some((from, to)) = old.parent.zip(new.parent)
            && from != to
            && hold::lost_by_move(transaction.sql(), tree, from, to).await?
        {
            return Err(Refusal::from(OrganizationRefusal::Held).into());
        }
        transaction.update_organization(new.clone()).await?;
        if new.closed_at.is_some() && old.closed_at.is_none() {
            end_sessions(transaction, &below).await?;
        }
        self.tell(transaction, tree, old, new)
    }

    /// What was right when it was asked for may have changed since: by another administrator, or by
    /// a move that took it away.
    fn check(&self, tree: &OrganizationTree) -> Result<Organization, Refusal> {
        let (by, manage) = (&self.by.principal, Permission::ManagePreferences);
        let may = annals_model::decide(tree, by, self.organization, manage).allowed().is_some();
        match check(tree, by, self.organization, &self.new) {
            _ if self.zone.is_some() && !may => Err(OrganizationRefusal::Meanwhile.into()),
            Ok(old) if self.seen.describe(&old) => Ok(old),
            Err(Error::Refused(refusal)) => Err(refusal),
            _ => Err(OrganizationRefusal::Meanwhile.into()),
        }
    }

    fn changed(&self, old: &Organization, now: annals_model::Millis) -> Organization {
        let OrganizationFields { name, time_zone: _, parent, is_closed } = self.new.clone();
        let closed_at = match is_closed {
            None => old.closed_at,
            Some(false) => None,
            Some(true) => old.closed_at.or(Some(now)),
        };
        Organization {
            name: name.unwrap_or_else(|| old.name.clone()),
            parent: parent.or(old.parent),
            closed_at,
            ..old.clone()
        }
    }

    /// An entry for each thing that changed, in the logs of those whom it concerns.
    fn tell(
        &self,
        transaction: &mut Transaction<'_>,
        tree: &OrganizationTree,
        old: &Organization,
        new: &Organization,
    ) -> Result<(), CommandError> {
        let told = |action: &str| {
            let change = Some(EventType::Change);
            Told::new(&self.by, action).record("organization", new.id.as_str(), &new.name, change)
        };
        if old.name != new.name {
            told("organization.updated")
                .change("name", Some(&old.name), Some(&new.name))
                .tell(transaction, new)?;
        }
        let above = new.parent.and_then(|parent| tree.get(parent));
        if old.closed_at.is_some() != new.closed_at.is_some() {
            let is_closed = new.closed_at.is_some();
            let action = if is_closed { "organization.closed" } else { "organization.reopened" };
            for log in above.into_iter().chain([new]) {
                told(action).critical().tell(transaction, log)?;
            }
        }
        if let (Some(from), Some(to)) = (old.parent, new.parent)
            && from != to
        {
            self.tell_move(transaction, tree, (new, from, to))?;
        }
        Ok(())
    }

    /// Tells of a move in the logs of the organisation, of its old and its new place, and of the
    /// lowest organisation above both. Each names those places only that lie within it: who reads
    /// one log must not learn of what is beside it or above it.
    fn tell_move(
        &self,
        transaction: &mut Transaction<'_>,
        tree: &OrganizationTree,
        (moved, from, to): (&Organization, OrganizationOrdinal, OrganizationOrdinal),
    ) -> Result<(), CommandError> {
        let places = [tree.common(from, to), tree.get(from), tree.get(to), Some(moved)];
        let mut logs: Vec<&Organization> = Vec::new();
        for log in places.into_iter().flatten() {
            if logs.iter().all(|other| other.ordinal != log.ordinal) {
                logs.push(log);
            }
        }
        for log in logs {
            let within = |place| tree.is_within(place, log.ordinal).then_some(place);
            let name = |place| within(place).and_then(|place| tree.get(place));
            let name = |place| name(place).map(|place| place.id.as_str());
            Told::new(&self.by, "organization.moved")
                .critical()
                .correlated(&self.correlation_id)
                .record("organization", moved.id.as_str(), &moved.name, Some(EventType::Change))
                .change("parent", name(from), name(to))
                .tell(transaction, log)?;
        }
        Ok(())
    }
}

/// Nobody of a closed organisation stays signed in, nor is so again when it is reopened.
async fn end_sessions(
    transaction: &mut Transaction<'_>,
    of: &[(OrganizationOrdinal, usize)],
) -> Result<(), CommandError> {
    let rows = sqlx::query(
        "SELECT s.id, u.organization FROM desk_session s JOIN desk_user u ON u.id = s.user_id",
    )
    .fetch_all(transaction.sql())
    .await?;
    for row in rows {
        let home = OrganizationOrdinal(row.try_get(1)?);
        if of.iter().any(|(organization, _)| *organization == home) {
            sqlx::query("DELETE FROM desk_session WHERE id = $1")
                .bind(row.try_get::<String, _>(0)?)
                .execute(transaction.sql())
                .await?;
        }
    }
    Ok(())
}
