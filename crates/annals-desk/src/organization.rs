//! Organisations: created below one's own, listed, renamed.

use annals_model::{
    EventType, Organization, OrganizationId, OrganizationOrdinal, Permission, Principal,
};
use annals_store::{Command, CommandError, Transaction};

use crate::entry::Told;
use crate::{By, Desk, Error, Result, check_name};

/// What a new organisation is made of.
#[derive(Clone, Debug)]
pub struct NewOrganization {
    /// Its name on the wire.
    pub id: OrganizationId,
    /// Its name on screen.
    pub name: String,
    /// The organisation above.
    pub parent: OrganizationOrdinal,
    /// IANA name of its zone.
    pub time_zone: String,
}

impl Desk {
    /// Creates an organisation below one where `by` may manage organisations. Told in the log of
    /// the organisation above.
    pub async fn create_organization(
        &self,
        by: impl Into<By>,
        new: NewOrganization,
    ) -> Result<Organization> {
        let by = by.into();
        let parent = self.require(&by.principal, new.parent, Permission::ManageOrganizations)?;
        if !by.principal.reaches_below {
            return Err(Error::NotAllowed);
        }
        check_name("the name", &new.name)?;
        check_zone(&new.time_zone)?;
        Ok(self.store.command(CreateOrganization { by, parent, new }).await?)
    }

    /// Changes the name and the zone of an organisation where `by` may manage organisations.
    pub async fn update_organization(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        name: String,
        time_zone: String,
    ) -> Result<Organization> {
        let by = by.into();
        let old = self.require(&by.principal, organization, Permission::ManageOrganizations)?;
        check_name("the name", &name)?;
        check_zone(&time_zone)?;
        let new = Organization { name, time_zone, ..old.clone() };
        if new == old {
            return Ok(old);
        }
        Ok(self.store.command(UpdateOrganization { by, old, new }).await?)
    }

    /// The organisations that `by` may read, in order of their names on the wire.
    pub fn organizations(&self, by: &Principal) -> Vec<Organization> {
        let tree = self.store.organizations();
        let permission = Permission::ReadOrganizations;
        let decide =
            if by.reaches_below { annals_model::decide_with_below } else { annals_model::decide };
        let allowed = decide(&tree, by, by.home, permission).allowed();
        let ordinals = allowed.as_ref().map(annals_model::Allow::organizations).unwrap_or_default();
        let mut found: Vec<Organization> =
            ordinals.iter().filter_map(|ordinal| tree.get(*ordinal).cloned()).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found
    }
}

fn check_zone(name: &str) -> Result<()> {
    jiff::tz::TimeZone::get(name)
        .map(|_| ())
        .map_err(|_| Error::refused(format!("{name:?} is not a time zone such as America/Chicago")))
}

struct CreateOrganization {
    by: By,
    parent: Organization,
    new: NewOrganization,
}

impl Command for CreateOrganization {
    type Output = Organization;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Organization, CommandError> {
        let NewOrganization { id, name, parent, time_zone } = self.new.clone();
        let created = transaction
            .create_organization(annals_store::NewOrganization { id, name, parent, time_zone })
            .await?;
        Told::new(&self.by, "organization.created")
            .record("organization", created.id.as_str(), &created.name, Some(EventType::Add))
            .change("name", None, Some(&created.name))
            .change("time_zone", None, Some(&created.time_zone))
            .tell(transaction, &self.parent)?;
        Ok(created)
    }
}

struct UpdateOrganization {
    by: By,
    old: Organization,
    new: Organization,
}

impl Command for UpdateOrganization {
    type Output = Organization;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Organization, CommandError> {
        transaction.update_organization(self.new.clone()).await?;
        let (old, new) = (&self.old, &self.new);
        Told::new(&self.by, "organization.updated")
            .record("organization", new.id.as_str(), &new.name, Some(EventType::Change))
            .change("name", Some(&old.name), Some(&new.name))
            .change("time_zone", Some(&old.time_zone), Some(&new.time_zone))
            .tell(transaction, new)?;
        Ok(self.new.clone())
    }
}
