//! `/organizations`: the tree of them; `/organizations/{id}`, where one is changed, and
//! `/organizations/-new`.

mod new;
mod one;

use annals_model::{
    Organization, OrganizationId, OrganizationOrdinal, OrganizationTree, Permission, Principal,
};
use annals_query::fold;
use annals_viewer::Place;
use annals_viewer::components::switcher::PATH;
use annals_viewer::pages::organizations::{
    LISTED_MAX, NEW_PATH, OrganizationLine, OrganizationState, OrganizationsView, organizations,
};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use super::branches::may_in as may;
use super::{around, begun, problem};
use crate::error::{Code, Failure};
use crate::routes::Routes;
use crate::session::Visitor;
use crate::state::AppState;

const READ: Permission = Permission::ReadOrganizations;
const MANAGE: Permission = Permission::ManageOrganizations;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route(PATH, get(list))
        .route(NEW_PATH, get(new::begin).post(new::create))
        .route("/organizations/{id}", get(one::show).post(one::change))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let principal = &visitor.signed_in.principal;
    if let Err(failure) = state.allow(principal, principal.home, false, READ) {
        return problem::page(&frame, &failure);
    }
    let tree = state.store.organizations();
    let words = fold::word_list(&asked.q);
    let all = around::in_order(&tree, principal.home, &|one| may(&tree, principal, one, READ));
    let found: Vec<_> = all
        .into_iter()
        .filter(|(_, one)| begun::all_begin(&words, &format!("{} {}", one.name, one.id)))
        .collect();
    let total = found.len() as u64;
    let lines = found.into_iter().take(LISTED_MAX).map(|(depth, one)| {
        let above = one.parent.filter(|_| !words.is_empty());
        let above = above.filter(|above| may(&tree, principal, *above, READ));
        OrganizationLine {
            id: one.id.clone(),
            name: one.name.clone(),
            depth: if words.is_empty() { depth } else { 0 },
            above: above.and_then(|above| tree.get(above)).map(|above| above.name.clone()),
            time_zone: state.desk.preferences_of(one.ordinal).time_zone_name(),
            state: state_of(&tree, one),
            log: may(&tree, principal, one.ordinal, Permission::ReadEvents)
                .then(|| place(principal, one)),
        }
    });
    let may_create = may_create(&tree, principal, principal.home);
    let listed = lines.collect();
    let page = OrganizationsView { frame, typed: asked.q, listed, total, may_create };
    super::html(StatusCode::OK, organizations(&page))
}

/// The organisation of that id, if something may be done there.
fn find(
    state: &AppState,
    visitor: &Visitor,
    id: &str,
    permission: Permission,
) -> Result<Organization, Failure> {
    let id = OrganizationId::parse(id).map_err(|reason| Failure::new(Code::NotFound, reason))?;
    let principal = &visitor.signed_in.principal;
    Ok(state.allow_named(principal, Some(&id), false, permission)?.0)
}

fn may_create(tree: &OrganizationTree, principal: &Principal, below: OrganizationOrdinal) -> bool {
    principal.reaches_below(MANAGE) && may(tree, principal, below, MANAGE)
}

fn state_of(tree: &OrganizationTree, one: &Organization) -> OrganizationState {
    match tree.closed_by(one.ordinal) {
        None => OrganizationState::Open,
        Some(_) if one.closed_at.is_some() => OrganizationState::Closed,
        Some(_) => OrganizationState::ClosedAbove,
    }
}

fn place(principal: &Principal, one: &Organization) -> Place {
    if one.ordinal == principal.home { Place::default() } else { Place::of(&one.id) }
}
