//! The organisation at the head of a page, and those of which another one may be chosen.

use annals_model::{
    Allow, Organization, OrganizationOrdinal, OrganizationTree, Permission, Principal,
};
use annals_viewer::Place;
use annals_viewer::components::switcher::{Choice, LISTED_MAX, Switcher};

use crate::state::AppState;

/// The organisation at the head of a page.
pub(super) struct Around {
    /// Which one it is.
    pub(super) organization: Option<Organization>,
    /// Whose entries ways to other pages lead to.
    pub(super) place: Place,
    pub(super) switcher: Option<Switcher>,
}

/// What an address asks for, as far as it may be seen, and else the reader's own organisation: a
/// page that refuses something names nothing of it. Any right there will do, because ways and forms
/// of a page are about the organisation that it shows, whether or not its log may be read.
pub(super) fn around(state: &AppState, principal: &Principal, asked: &Place) -> Around {
    let tree = state.store.organizations();
    let asked = Place { log: None, ..asked.clone() };
    let mut rights = principal.scopes.iter();
    let seen = rights.find_map(|right| state.allow_in(principal, &asked, right).ok());
    let (chosen, place) = match seen {
        Some((organization, _)) => (Some(organization), asked),
        None => (tree.get(principal.home).cloned(), Place::default()),
    };
    let switcher = chosen.as_ref().and_then(|chosen| {
        let readable = readable(state, principal)?;
        (readable.organizations().len() > 1).then(|| Switcher {
            listed: list(&tree, principal.home, chosen),
            total: readable.organizations().len() as u64,
            below: place.below,
            reads_organizations: principal.scopes.contains(Permission::ReadOrganizations),
        })
    });
    Around { organization: chosen, place, switcher }
}

/// Those whose logs the principal may read, beyond their own.
pub(super) fn readable(state: &AppState, principal: &Principal) -> Option<Allow> {
    state.allow(principal, principal.home, true, Permission::ReadEvents).ok()
}

/// All below `home`, or of too many the ones above and beside the chosen one and those right below
/// it.
fn list(tree: &OrganizationTree, home: OrganizationOrdinal, chosen: &Organization) -> Vec<Choice> {
    let within = tree.within(home);
    let mut listed: Vec<OrganizationOrdinal> = if within.len() <= LISTED_MAX {
        within
    } else {
        let path = tree.upwards(chosen.ordinal).map(|one| one.ordinal);
        let path: Vec<_> = path.take_while(|one| tree.is_within(*one, home)).collect();
        let below = tree.below(chosen.ordinal);
        let beside = chosen.parent.map(|parent| tree.below(parent)).unwrap_or_default();
        let mut listed = path;
        for more in below.into_iter().chain(beside) {
            if listed.len() < LISTED_MAX && !listed.contains(&more) && tree.is_within(more, home) {
                listed.push(more);
            }
        }
        listed
    };
    listed.sort_unstable();
    in_order(tree, home, &|one| listed.binary_search(&one).is_ok())
        .into_iter()
        .map(|(depth, one)| Choice {
            id: one.id.clone(),
            name: one.name.clone(),
            depth,
            has_below: !tree.below(one.ordinal).is_empty(),
            is_closed: tree.closed_by(one.ordinal).is_some(),
            is_home: one.ordinal == home,
            is_chosen: one.ordinal == chosen.ordinal,
        })
        .collect()
}

/// Each organisation after the one above it, by name, with how many lie above it from `home` on;
/// of those only which `is_wanted`.
pub(super) fn in_order<'t>(
    tree: &'t OrganizationTree,
    home: OrganizationOrdinal,
    is_wanted: &dyn Fn(OrganizationOrdinal) -> bool,
) -> Vec<(usize, &'t Organization)> {
    let mut found = Vec::new();
    let mut next = vec![(0, home)];
    while let Some((depth, ordinal)) = next.pop() {
        let Some(one) = tree.get(ordinal).filter(|_| is_wanted(ordinal)) else { continue };
        found.push((depth, one));
        let mut below: Vec<&Organization> =
            tree.below(ordinal).into_iter().filter_map(|below| tree.get(below)).collect();
        // The last one is taken first.
        below.sort_by(|a, b| (&b.name, &b.id).cmp(&(&a.name, &a.id)));
        next.extend(below.into_iter().map(|below| (depth + 1, below.ordinal)));
    }
    found
}

/// What the organisation of an entry is called.
pub(super) fn name(tree: &OrganizationTree, organization: OrganizationOrdinal) -> String {
    tree.get(organization).map(|found| found.name.clone()).unwrap_or_default()
}
