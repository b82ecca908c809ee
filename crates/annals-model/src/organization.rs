//! Organisations and their tree.

use std::collections::{BTreeMap, BTreeSet};

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
    /// When it was created.
    pub created_at: Millis,
    /// Since when it is closed: it and those below it take no events any more, and nobody of
    /// theirs signs in; what is in their logs stays.
    pub closed_at: Option<Millis>,
}

/// All organisations of an installation.
#[derive(Clone, Debug, Default)]
pub struct OrganizationTree {
    by_ordinal: BTreeMap<OrganizationOrdinal, Organization>,
    by_id: BTreeMap<OrganizationId, OrganizationOrdinal>,
    /// Those right below each, ascending.
    below: BTreeMap<OrganizationOrdinal, BTreeSet<OrganizationOrdinal>>,
    /// How many are closed.
    closed: usize,
}

impl OrganizationTree {
    /// Adds or replaces an organisation.
    pub fn insert(&mut self, organization: Organization) {
        self.closed += usize::from(organization.closed_at.is_some());
        self.by_id.insert(organization.id.clone(), organization.ordinal);
        let (ordinal, parent) = (organization.ordinal, organization.parent);
        if let Some(before) = self.by_ordinal.insert(ordinal, organization) {
            self.closed -= usize::from(before.closed_at.is_some());
            if let Some(below) = before.parent.and_then(|parent| self.below.get_mut(&parent)) {
                below.remove(&ordinal);
            }
        }
        if let Some(parent) = parent {
            self.below.entry(parent).or_default().insert(ordinal);
        }
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

    /// The organisation at `ordinal` and those above it, up to the root.
    pub fn upwards(&self, ordinal: OrganizationOrdinal) -> impl Iterator<Item = &Organization> {
        let first = self.get(ordinal);
        let above = |one: &&Organization| one.parent.and_then(|parent| self.get(parent));
        // A tree has no path longer than its size; a damaged one must not hang the server.
        std::iter::successors(first, above).take(self.by_ordinal.len())
    }

    /// Whether `below` is `above` or lies somewhere below it.
    pub fn is_within(&self, below: OrganizationOrdinal, above: OrganizationOrdinal) -> bool {
        self.upwards(below).any(|one| one.ordinal == above)
    }

    /// The organisation by whose being closed `ordinal` is closed: itself, or one above it.
    pub fn closed_by(&self, ordinal: OrganizationOrdinal) -> Option<&Organization> {
        // Asked for at every event and every request: while nothing is closed, this is all.
        if self.closed == 0 {
            return None;
        }
        self.upwards(ordinal).find(|one| one.closed_at.is_some())
    }

    /// How many organisations lie above.
    pub fn depth(&self, ordinal: OrganizationOrdinal) -> usize {
        self.upwards(ordinal).count().saturating_sub(1)
    }

    /// The lowest organisation of which both are, or are below.
    pub fn common(
        &self,
        one: OrganizationOrdinal,
        other: OrganizationOrdinal,
    ) -> Option<&Organization> {
        self.upwards(one).find(|above| self.is_within(other, above.ordinal))
    }

    /// Those right below `above`, in order of ordinals.
    pub fn below(&self, above: OrganizationOrdinal) -> Vec<OrganizationOrdinal> {
        self.below.get(&above).into_iter().flatten().copied().collect()
    }

    /// `above` and everything below it, in order of ordinals.
    pub fn within(&self, above: OrganizationOrdinal) -> Vec<OrganizationOrdinal> {
        let mut found = BTreeSet::new();
        let mut next: Vec<_> = self.get(above).map(|root| root.ordinal).into_iter().collect();
        while let Some(one) = next.pop() {
            // A damaged tree with a circle ends too.
            if found.insert(one) {
                next.extend(self.below.get(&one).into_iter().flatten());
            }
        }
        found.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(rows: &[(u32, Option<u32>, bool)]) -> OrganizationTree {
        let mut tree = OrganizationTree::default();
        for &(ordinal, parent, is_closed) in rows {
            tree.insert(Organization {
                ordinal: OrganizationOrdinal(ordinal),
                id: OrganizationId::parse(&format!("o{ordinal}")).unwrap(),
                name: String::new(),
                parent: parent.map(OrganizationOrdinal),
                log_id: LogId([0; 16]),
                created_at: Millis(0),
                closed_at: is_closed.then_some(Millis(1)),
            });
        }
        tree
    }

    #[test]
    fn what_is_above_closes_what_is_below() {
        let rows = [(0, None, false), (1, Some(0), true), (2, Some(1), false), (3, Some(0), false)];
        let mut tree = tree(&rows);
        let closed_by = |tree: &OrganizationTree, ordinal| {
            tree.closed_by(OrganizationOrdinal(ordinal)).map(|found| found.ordinal.0)
        };
        let all = |tree: &OrganizationTree| [0, 1, 2, 3, 9].map(|one| closed_by(tree, one));
        assert_eq!(all(&tree), [None, Some(1), Some(1), None, None]);
        let open =
            Organization { closed_at: None, ..tree.get(OrganizationOrdinal(1)).unwrap().clone() };
        tree.insert(open.clone());
        tree.insert(open);
        assert_eq!((all(&tree), tree.closed), ([None; 5], 0));
    }

    #[test]
    fn places_in_the_tree() {
        let tree = tree(&[
            (0, None, false),
            (1, Some(0), false),
            (2, Some(1), false),
            (3, Some(1), false),
            (4, Some(0), false),
        ]);
        let at = OrganizationOrdinal;
        assert_eq!([0, 1, 2, 9].map(|one| tree.depth(at(one))), [0, 1, 2, 0]);
        for (one, other, expected) in [
            (2, 3, Some(1)),
            (2, 1, Some(1)),
            (1, 2, Some(1)),
            (2, 4, Some(0)),
            (2, 2, Some(2)),
            (9, 2, None),
            (2, 9, None),
        ] {
            let common = tree.common(at(one), at(other)).map(|found| found.ordinal.0);
            assert_eq!(common, expected, "{one} {other}");
        }
        assert_eq!(tree.within(at(1)), [1, 2, 3].map(at));
    }

    #[test]
    fn a_damaged_tree_ends() {
        let tree = tree(&[(1, Some(2), false), (2, Some(1), false)]);
        let at = OrganizationOrdinal;
        assert!(!tree.is_within(at(1), at(3)));
        assert_eq!(tree.upwards(at(1)).count(), 2);
        assert_eq!(tree.within(at(1)), [1, 2].map(at));
    }
}
