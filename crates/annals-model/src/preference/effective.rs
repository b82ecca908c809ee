//! Which value holds in an organisation: its own, or one from above.

use super::PreferenceValue;
use crate::{OrganizationOrdinal, OrganizationTree};

/// What one organisation says of a preference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnPreference {
    /// Its own value; without, it takes that of the organisation above.
    pub value: Option<PreferenceValue>,
    /// Whether what holds here holds for all below, whatever they say.
    pub is_locked: bool,
}

/// From where a value comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The organisation's own.
    Own,
    /// This one above has locked it.
    Locked(OrganizationOrdinal),
    /// The nearest one above that says something.
    Inherited(OrganizationOrdinal),
    /// Nobody says anything.
    Default,
}

/// Where the value that holds in `organization` comes from, and that value unless it is the
/// default; `own` is what each organisation says.
///
/// The topmost one above that has locked the preference decides: what holds there holds here. Else
/// the organisation's own value counts, else that of the nearest one above that has any.
pub fn effective<'p>(
    tree: &OrganizationTree,
    organization: OrganizationOrdinal,
    own: impl Fn(OrganizationOrdinal) -> Option<&'p OwnPreference>,
) -> (Origin, Option<&'p PreferenceValue>) {
    let value = |at| own(at).and_then(|own| own.value.as_ref());
    let (mut nearest, mut locked) = (None, None);
    for above in tree.upwards(organization).skip(1).map(|one| one.ordinal) {
        let found = value(above).map(|value| (above, value));
        nearest = nearest.or(found);
        locked = match locked {
            // What holds where it is locked may come from further above.
            Some((lock, None)) => Some((lock, found.map(|(_, value)| value))),
            locked => locked,
        };
        if own(above).is_some_and(|own| own.is_locked) {
            locked = Some((above, value(above)));
        }
    }
    match (locked, value(organization), nearest) {
        (Some((lock, value)), _, _) => (Origin::Locked(lock), value),
        (None, Some(value), _) => (Origin::Own, Some(value)),
        (None, None, Some((from, value))) => (Origin::Inherited(from), Some(value)),
        (None, None, None) => (Origin::Default, None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::{LogId, Millis, Organization, OrganizationId};

    /// Organisation 0 is the root; `parents[i]` is the one above `i + 1`.
    fn tree(parents: &[usize]) -> OrganizationTree {
        let mut tree = OrganizationTree::default();
        let above = std::iter::once(None).chain(parents.iter().map(|parent| Some(*parent)));
        for (ordinal, parent) in above.enumerate() {
            tree.insert(Organization {
                ordinal: OrganizationOrdinal(ordinal as u32),
                id: OrganizationId::parse(&format!("o{ordinal}")).unwrap(),
                name: String::new(),
                parent: parent.map(|parent| OrganizationOrdinal(parent as u32)),
                log_id: LogId([0; 16]),
                created_at: Millis(0),
                closed_at: None,
            });
        }
        tree
    }

    type Own = BTreeMap<u32, OwnPreference>;

    /// As the words above say it, from the root down.
    fn naive(parents: &[usize], own: &Own, organization: usize) -> (Origin, Option<u64>) {
        let ordinal = |at: usize| OrganizationOrdinal(at as u32);
        let number = |at: usize| match own.get(&(at as u32))?.value {
            Some(PreferenceValue::Whole(number)) => Some(number),
            _ => None,
        };
        let is_locked = |at: usize| own.get(&(at as u32)).is_some_and(|own| own.is_locked);
        if organization == 0 {
            return match number(0) {
                Some(number) => (Origin::Own, Some(number)),
                None => (Origin::Default, None),
            };
        }
        let parent = parents[organization - 1];
        let (origin, above) = naive(parents, own, parent);
        match (origin, number(organization)) {
            (Origin::Locked(_), _) => (origin, above),
            _ if is_locked(parent) => (Origin::Locked(ordinal(parent)), above),
            (_, Some(number)) => (Origin::Own, Some(number)),
            (Origin::Own, None) => (Origin::Inherited(ordinal(parent)), above),
            (origin, None) => (origin, above),
        }
    }

    fn trees() -> impl Strategy<Value = (Vec<usize>, Own)> {
        let parents = prop::collection::vec(any::<prop::sample::Index>(), 0..12);
        let parents = parents.prop_map(|indexes| {
            let one = |(at, index): (usize, &prop::sample::Index)| index.index(at + 1);
            indexes.iter().enumerate().map(one).collect::<Vec<_>>()
        });
        let said = (prop::option::of(0..5_u64), prop::bool::weighted(0.25));
        let said = said.prop_map(|(number, is_locked)| OwnPreference {
            value: number.map(PreferenceValue::Whole),
            is_locked,
        });
        (parents, prop::collection::btree_map(0..13_u32, said, 0..10))
    }

    proptest! {
        #[test]
        fn a_value_is_what_a_naive_walk_finds((parents, own) in trees()) {
            let tree = tree(&parents);
            for organization in 0..=parents.len() {
                let ordinal = OrganizationOrdinal(organization as u32);
                let (origin, value) = effective(&tree, ordinal, |at| own.get(&at.0));
                let number = value.map(|value| match value {
                    PreferenceValue::Whole(number) => *number,
                    other => panic!("{other:?}"),
                });
                let expected = naive(&parents, &own, organization);
                prop_assert_eq!((origin, number), expected, "organisation {}", organization);
            }
        }
    }
}
