//! Organisations: created below one's own, listed, renamed.

use annals_model::{Organization, OrganizationId, OrganizationOrdinal, Principal};

use crate::{Desk, Result};

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
    /// Creates an organisation below one where `by` may manage organisations.
    pub async fn create_organization(
        &self,
        _by: &Principal,
        _new: NewOrganization,
    ) -> Result<Organization> {
        unimplemented!()
    }
}
