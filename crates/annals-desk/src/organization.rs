//! Organisations: created below one's own, listed, and (in [`change`]) renamed, moved and closed.

mod change;
mod zone;

use annals_model::limits::ORGANIZATION_LEVELS_MAX;
use annals_model::{
    EventType, Organization, OrganizationId, OrganizationOrdinal, OrganizationTree, Permission,
    Principal,
};
use annals_store::{Command, CommandError, Transaction};

pub use self::change::OrganizationFields;
use self::zone::SetZone;
use crate::entry::Told;
use crate::{By, Desk, Error, NAME_CHARS_MAX, OrganizationRefusal, Refusal, Result, look};

/// What a new organisation is made of.
#[derive(Clone, Debug)]
pub struct NewOrganization {
    /// Its name on the wire.
    pub id: OrganizationId,
    /// Its name on screen.
    pub name: String,
    /// The organisation above.
    pub parent: OrganizationOrdinal,
    /// IANA name of its zone; without, it takes that of the organisation above.
    pub time_zone: Option<String>,
}

impl Desk {
    /// Creates an organisation below one where `by` may manage organisations. Told in the log of
    /// the organisation above.
    ///
    /// That right suffices to give it a zone, which is one of its preferences: nobody is there yet
    /// for whom anything changes. It can't be given one where the zone is locked from above.
    pub async fn create_organization(
        &self,
        by: impl Into<By>,
        new: NewOrganization,
    ) -> Result<Organization> {
        let by = by.into();
        self.require(&by.principal, new.parent, Permission::ManageOrganizations)?;
        if !by.principal.reaches_below(Permission::ManageOrganizations) {
            return Err(Error::NotAllowed);
        }
        check_name(&new.name)?;
        let zone = new.time_zone.as_deref().map(zone::parse).transpose()?;
        let zone = zone.map(|zone| self.set_zone(&by, zone));
        let created = self.store.command(CreateOrganization { by, new, zone }).await?;
        self.refresh_preferences().await?;
        Ok(created)
    }

    /// The organisations that `by` may read, in order of their names on the wire.
    pub fn organizations(&self, by: &Principal) -> Vec<Organization> {
        let tree = self.store.organizations();
        let permission = Permission::ReadOrganizations;
        let reaches_below = by.reaches_below(permission);
        let decide =
            if reaches_below { annals_model::decide_with_below } else { annals_model::decide };
        let allowed = decide(&tree, by, by.home, permission).allowed();
        let ordinals = allowed.as_ref().map(annals_model::Allow::organizations).unwrap_or_default();
        let mut found: Vec<Organization> =
            ordinals.iter().filter_map(|ordinal| tree.get(*ordinal).cloned()).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found
    }
}

fn check_name(name: &str) -> Result<(), Refusal> {
    let refusal = if name.trim().is_empty() || name.chars().count() > NAME_CHARS_MAX {
        OrganizationRefusal::NameLength { chars_max: NAME_CHARS_MAX }
    } else if let Some(character) = look::unseen_in(name) {
        OrganizationRefusal::NameUnprintable { character }
    } else {
        return Ok(());
    };
    Err(refusal.into())
}

/// Refuses places in which an organisation with `levels` below itself can't be: `tree` has the
/// place and what lies above it.
fn check_place(
    tree: &OrganizationTree,
    parent: OrganizationOrdinal,
    levels: usize,
) -> Result<(), OrganizationRefusal> {
    if let Some(closed) = tree.closed_by(parent) {
        return Err(OrganizationRefusal::ClosedAbove { name: closed.name.clone() });
    }
    let max = ORGANIZATION_LEVELS_MAX;
    if tree.depth(parent) + 1 + levels > max {
        return Err(OrganizationRefusal::TooDeep { max });
    }
    Ok(())
}

struct CreateOrganization {
    by: By,
    new: NewOrganization,
    zone: Option<SetZone>,
}

impl Command for CreateOrganization {
    type Output = Organization;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Organization, CommandError> {
        let NewOrganization { id, name, parent, time_zone: _ } = self.new.clone();
        let tree = transaction.organizations_upwards(&[parent]).await?;
        let manage = Permission::ManageOrganizations;
        let above = annals_model::decide(&tree, &self.by.principal, parent, manage)
            .allowed()
            .and_then(|_| tree.get(parent))
            .ok_or(Refusal::from(OrganizationRefusal::Meanwhile))?;
        check_place(&tree, parent, 0).map_err(Refusal::from)?;
        let created = transaction
            .create_organization(annals_store::NewOrganization { id, name, parent })
            .await?;
        Told::new(&self.by, "organization.created")
            .record("organization", created.id.as_str(), &created.name, Some(EventType::Add))
            .change("name", None, Some(&created.name))
            .tell(transaction, above)?;
        if let Some(zone) = &self.zone {
            zone.run(transaction, &created).await?;
        }
        Ok(created)
    }
}
