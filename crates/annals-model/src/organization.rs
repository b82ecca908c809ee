//! Organisations and their tree.

use std::collections::BTreeMap;

use crate::{LogId, Millis, OrganizationId, OrganizationOrdinal};

/// The tenant: every entry belongs to exactly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its place in this installation.
    pub ordinal: OrganizationOrdinal,
    /// Its name on the wire.
    pub id: OrganizationId,
    /// Its name on screen.
    pub name: String,
    /// The organisation above; only the root has none.
    pub parent: Option<OrganizationOrdinal>,
    /// The name of its Merkle log.
    pub log_id: LogId,
    /// IANA name of the zone in which its people work: "America/Chicago".
    pub time_zone: String,
    /// When it was created.
    pub created_at: Millis,
}

/// All organisations of an installation.
#[derive(Clone, Debug, Default)]
pub struct OrganizationTree {
    by_ordinal: BTreeMap<OrganizationOrdinal, Organization>,
    by_id: BTreeMap<OrganizationId, OrganizationOrdinal>,
}

impl OrganizationTree {
    /// Adds or replaces an organisation.
    pub fn insert(&mut self, organization: Organization) {
        self.by_id.insert(organization.id.clone(), organization.ordinal);
        self.by_ordinal.insert(organization.ordinal, organization);
    }

    /// The organisation at `ordinal`.
    pub fn get(&self, ordinal: OrganizationOrdinal) -> Option<&Organization> {
        self.by_ordinal.get(&ordinal)
    }

    /// The organisation named `id`.
    pub fn find(&self, id: &OrganizationId) -> Option<&Organization> {
        self.by_id.get(id).and_then(|ordinal| self.by_ordinal.get(ordinal))
    }

    /// All organisations in order of their ordinals.
    pub fn iter(&self) -> impl Iterator<Item = &Organization> {
        self.by_ordinal.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_ordinal.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_ordinal.is_empty()
    }

    /// Whether `below` is `above` or lies somewhere below it.
    pub fn is_within(&self, below: OrganizationOrdinal, above: OrganizationOrdinal) -> bool {
        let mut at = Some(below);
        // A tree has no path longer than its size; a damaged one must not hang the server.
        for _ in 0..=self.by_ordinal.len() {
            match at {
                Some(ordinal) if ordinal == above => return true,
                Some(ordinal) => at = self.get(ordinal).and_then(|found| found.parent),
                None => return false,
            }
        }
        false
    }

    /// `above` and everything below it, in order of ordinals.
    pub fn within(&self, above: OrganizationOrdinal) -> Vec<OrganizationOrdinal> {
        // One walk down instead of one up from each: asked for at every search that spans a tree.
        let mut children: BTreeMap<OrganizationOrdinal, Vec<OrganizationOrdinal>> = BTreeMap::new();
        for organization in self.by_ordinal.values() {
            if let Some(parent) = organization.parent {
                children.entry(parent).or_default().push(organization.ordinal);
            }
        }
        let mut found: Vec<_> = self.get(above).map(|root| root.ordinal).into_iter().collect();
        let mut at = 0;
        while let Some(next) = found.get(at) {
            // Taken out, so that a damaged tree with a circle ends too.
            found.extend(children.remove(next).unwrap_or_default());
            at += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
