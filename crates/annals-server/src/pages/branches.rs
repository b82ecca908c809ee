//! Organisations right below that of a page, as far as whoever reads it may go there.

use annals_model::{
    Decision, Organization, OrganizationOrdinal, OrganizationTree, Permission, Principal, decide,
};
use annals_viewer::components::below::Below;

use crate::state::AppState;

/// Organisations below that are listed.
const LISTED_MAX: usize = 50;

/// Whether a page shows something, or leaves it out: what is done is decided again.
pub(super) fn may(
    state: &AppState,
    principal: &Principal,
    organization: OrganizationOrdinal,
    permission: Permission,
) -> bool {
    may_in(&state.store.organizations(), principal, organization, permission)
}

/// The same in a tree that was looked at already.
pub(super) fn may_in(
    tree: &OrganizationTree,
    principal: &Principal,
    organization: OrganizationOrdinal,
    permission: Permission,
) -> bool {
    decide(tree, principal, organization, permission) != Decision::Deny
}

/// All organisations right below.
pub(super) fn right_below(
    state: &AppState,
    organization: OrganizationOrdinal,
) -> Vec<Organization> {
    let tree = state.store.organizations();
    tree.iter().filter(|one| one.parent == Some(organization)).cloned().collect()
}

/// Those in which the reader has `permission`, by name.
pub(super) fn below(
    state: &AppState,
    principal: &Principal,
    organization: OrganizationOrdinal,
    permission: Permission,
) -> Below {
    let mut listed: Vec<_> = right_below(state, organization)
        .into_iter()
        .filter(|one| may(state, principal, one.ordinal, permission))
        .map(|one| (one.id.to_string(), one.name))
        .collect();
    listed.sort_by_cached_key(|(_, name)| name.to_lowercase());
    let more = listed.len().saturating_sub(LISTED_MAX) as u64;
    listed.truncate(LISTED_MAX);
    Below { listed, more }
}
