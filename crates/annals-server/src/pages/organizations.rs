//! `/organizations`: the tree of them, and `/organizations/{id}`, where one is changed.

use annals_desk::{NewOrganization, OrganizationFields};
use annals_model::{
    Decision, Organization, OrganizationId, OrganizationOrdinal, OrganizationTree, Permission,
    Principal, decide,
};
use annals_query::fold;
use annals_viewer::components::switcher::PATH;
use annals_viewer::fault::OrganizationFault;
use annals_viewer::messages::organizations as messages;
use annals_viewer::pages::organization::{
    Fields, Form, May, NewView, OrganizationView, Refused, new, organization,
};
use annals_viewer::pages::organizations::{
    LISTED_MAX, NEW_PATH, OrganizationLine, OrganizationState, OrganizationsView, href,
    organizations,
};
use annals_viewer::{Fault, Place};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::selected::refused;
use super::{around, begun, fault_of, problem, zone, zoned};
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

/// Organisations right below one that its page lists.
const BELOW_MAX: usize = 100;
/// Places that are suggested for a new one.
const PARENTS_MAX: usize = 200;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(PATH, get(list))
        .route(NEW_PATH, get(begin).post(create))
        .route("/organizations/{id}", get(show).post(change))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    parent: Option<String>,
    done: Option<String>,
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
            time_zone: one.time_zone.clone(),
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

const READ: Permission = Permission::ReadOrganizations;
const MANAGE: Permission = Permission::ManageOrganizations;

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let notice = match asked.done.as_deref() {
        Some("created") => Some(messages::was_created()),
        Some("change") => Some(messages::was_changed()),
        Some("move") => Some(messages::was_moved()),
        Some("close") => Some(messages::was_closed()),
        Some("reopen") => Some(messages::was_reopened()),
        _ => None,
    };
    match find(&state, &visitor, &id, READ) {
        Ok(found) => {
            let page = OrganizationView { notice, ..view(&state, &visitor, &found) };
            super::html(StatusCode::OK, organization(&page))
        }
        Err(failure) => problem::page(&frame, &failure),
    }
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

fn view(state: &AppState, visitor: &Visitor, one: &Organization) -> OrganizationView {
    let principal = &visitor.signed_in.principal;
    let tree = state.store.organizations();
    let may_here = |permission| may(&tree, principal, one.ordinal, permission);
    let above = one.parent.filter(|above| may(&tree, principal, *above, READ));
    let above = above.and_then(|above| tree.get(above));
    let mut below: Vec<_> = tree
        .below(one.ordinal)
        .into_iter()
        .filter(|below| may(&tree, principal, *below, READ))
        .filter_map(|below| tree.get(below))
        .map(|below| (below.id.clone(), below.name.clone()))
        .collect();
    below.sort_by_cached_key(|(_, name)| name.to_lowercase());
    let more_below = below.len().saturating_sub(BELOW_MAX) as u64;
    below.truncate(BELOW_MAX);
    let frame = super::frame(state, visitor);
    let zone = zone::of(&frame.kept(), one);
    OrganizationView {
        id: one.id.clone(),
        place: place(principal, one),
        fields: Fields {
            name: one.name.clone(),
            time_zone: one.time_zone.clone(),
            parent: above.map(|above| above.id.to_string()).unwrap_or_default(),
        },
        above: above.map(|above| above.name.clone()),
        log_id: one.log_id.to_string(),
        created_at: zoned(one.created_at, &zone),
        closed_at: one.closed_at.map(|at| zoned(at, &zone)),
        state: state_of(&tree, one),
        below,
        more_below,
        may: May {
            change: may_here(MANAGE),
            place: may_here(MANAGE)
                && above.is_some_and(|above| may(&tree, principal, above.ordinal, MANAGE)),
            create: may_create(&tree, principal, one.ordinal),
            read_log: may_here(Permission::ReadEvents),
            read_preferences: may_here(Permission::ReadPreferences),
        },
        frame,
        notice: None,
        refused: None,
    }
}

fn may(
    tree: &OrganizationTree,
    principal: &Principal,
    organization: OrganizationOrdinal,
    permission: Permission,
) -> bool {
    decide(tree, principal, organization, permission) != Decision::Deny
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

/// What a form of an organisation's page says.
#[derive(serde::Deserialize)]
struct Sent {
    #[serde(rename = "do")]
    does: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    time_zone: String,
    #[serde(default)]
    parent: String,
    confirm: Option<String>,
    seen_name: String,
    seen_time_zone: String,
    seen_parent: String,
}

impl Sent {
    fn form(&self) -> Result<Form, Failure> {
        let form = Form::ALL.into_iter().find(|form| form.as_str() == self.does);
        form.ok_or_else(|| refused(annals_viewer::fault::RequestFault::WrongForm))
    }

    fn typed(&self, now: &Fields) -> Fields {
        let or = |typed: &str, now: &str| if typed.is_empty() { now } else { typed }.to_owned();
        Fields {
            name: or(&self.name, &now.name),
            time_zone: or(&self.time_zone, &now.time_zone),
            parent: or(&self.parent, &now.parent),
        }
    }

    /// What is to be changed, and what it was when the page was looked at.
    fn change(
        &self,
        form: Form,
        state: &AppState,
        visitor: &Visitor,
    ) -> Result<(OrganizationFields, OrganizationFields), Fault> {
        let none = OrganizationFields::default();
        let find = |id: &str| find(state, visitor, id, READ).map(|found| found.ordinal);
        Ok(match form {
            Form::Change => (
                OrganizationFields {
                    name: Some(self.name.trim().to_owned()),
                    time_zone: Some(self.time_zone.trim().to_owned()),
                    ..none.clone()
                },
                OrganizationFields {
                    name: Some(self.seen_name.clone()),
                    time_zone: Some(self.seen_time_zone.clone()),
                    ..none
                },
            ),
            Form::Move => {
                let id = self.parent.trim();
                let parent = find(id).map_err(|_| OrganizationFault::NoParent(id.to_owned()))?;
                let seen = find(&self.seen_parent).map_err(|_| OrganizationFault::Meanwhile)?;
                (
                    OrganizationFields { parent: Some(parent), ..none.clone() },
                    OrganizationFields { parent: Some(seen), ..none },
                )
            }
            Form::Close | Form::Reopen => {
                let closes = form == Form::Close;
                if closes && self.confirm.is_none() {
                    return Err(OrganizationFault::NotConfirmed.into());
                }
                let turned = |closed| OrganizationFields {
                    is_closed: Some(closed),
                    ..OrganizationFields::default()
                };
                (turned(closes), turned(!closes))
            }
        })
    }
}

async fn change(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form: sent }: CheckedForm<Sent>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let done = async {
        let form = sent.form()?;
        let found = find(&state, &visitor, &id, MANAGE)?;
        let again = |status, problem: Fault| {
            let found = find(&state, &visitor, &id, READ)?;
            let page = view(&state, &visitor, &found);
            let typed = sent.typed(&page.fields);
            let page = OrganizationView { refused: Some(Refused { form, typed, problem }), ..page };
            Ok(super::html(status, organization(&page)))
        };
        let (new, seen) = match sent.change(form, &state, &visitor) {
            Ok(change) => change,
            Err(fault) => return again(StatusCode::UNPROCESSABLE_ENTITY, fault),
        };
        let by = visitor.by(requester.client);
        match state.desk.change_organization(by, found.ordinal, new, seen).await {
            Ok(_) => {
                let to = format!("{}?done={}", href(&found.id), form.as_str());
                Ok(Redirect::to(&to).into_response())
            }
            Err(annals_desk::Error::Refused(refusal)) => {
                again(StatusCode::CONFLICT, fault_of(refusal))
            }
            Err(error) => Err(error.into()),
        }
    };
    done.await.unwrap_or_else(|failure: Failure| problem::page(&frame, &failure))
}

async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let principal = &visitor.signed_in.principal;
    let page = async {
        let parent = match &asked.parent {
            Some(parent) => find(&state, &visitor, parent, MANAGE)?,
            None => state.allow_named(principal, None, true, MANAGE)?.0,
        };
        let typed = Fields {
            parent: parent.id.to_string(),
            time_zone: parent.time_zone,
            ..Fields::default()
        };
        Ok::<_, Failure>(new_view(&state, &visitor, String::new(), typed))
    };
    match page.await {
        Ok(page) => super::html(StatusCode::OK, new(&page)),
        Err(failure) => problem::page(&frame, &failure),
    }
}

fn new_view(state: &AppState, visitor: &Visitor, id: String, typed: Fields) -> NewView {
    let tree = state.store.organizations();
    let principal = &visitor.signed_in.principal;
    let all = around::in_order(&tree, principal.home, &|one| may(&tree, principal, one, MANAGE));
    let parents = all.into_iter().map(|(_, one)| (one.id.clone(), one.name.clone()));
    NewView {
        frame: super::frame(state, visitor),
        id,
        typed,
        parents: parents.take(PARENTS_MAX).collect(),
        problem: None,
    }
}

/// What the form of a new one says.
#[derive(serde::Deserialize)]
struct SentNew {
    id: String,
    name: String,
    parent: String,
    time_zone: String,
}

async fn create(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form: sent }: CheckedForm<SentNew>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let principal = &visitor.signed_in.principal;
    if let Err(failure) = state.allow(principal, principal.home, true, MANAGE) {
        return problem::page(&frame, &failure);
    }
    let again = |status, problem: Fault| {
        let typed = Fields {
            name: sent.name.clone(),
            time_zone: sent.time_zone.clone(),
            parent: sent.parent.clone(),
        };
        let page = new_view(&state, &visitor, sent.id.clone(), typed);
        super::html(status, new(&NewView { problem: Some(problem), ..page }))
    };
    let refused = |fault: OrganizationFault| again(StatusCode::UNPROCESSABLE_ENTITY, fault.into());
    let Ok(id) = OrganizationId::parse(sent.id.trim()) else {
        return refused(OrganizationFault::NoId);
    };
    let parent = sent.parent.trim();
    let Ok(parent) = find(&state, &visitor, parent, MANAGE) else {
        return refused(OrganizationFault::NoParent(parent.to_owned()));
    };
    let new = NewOrganization {
        id,
        name: sent.name.trim().to_owned(),
        parent: parent.ordinal,
        time_zone: sent.time_zone.trim().to_owned(),
    };
    match state.desk.create_organization(visitor.by(requester.client), new).await {
        Ok(created) => Redirect::to(&format!("{}?done=created", href(&created.id))).into_response(),
        Err(annals_desk::Error::Refused(refusal)) => again(StatusCode::CONFLICT, fault_of(refusal)),
        Err(error) => problem::page(&frame, &error.into()),
    }
}
