//! `/organizations/-new`: one more, below another.

use annals_desk::NewOrganization;
use annals_model::OrganizationId;
use annals_viewer::Fault;
use annals_viewer::fault::OrganizationFault;
use annals_viewer::pages::organization::Fields;
use annals_viewer::pages::organization::new::{NewView, new};
use annals_viewer::pages::organizations::href;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{MANAGE, find, may};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::{self, around, fault_of, problem, status_of};
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

/// Places that are suggested.
const PARENTS_MAX: usize = 200;

/// What an address says.
#[derive(serde::Deserialize)]
pub(super) struct Asked {
    parent: Option<String>,
}

pub(super) async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    let frame = pages::frame(&state, &visitor);
    let principal = &visitor.signed_in.principal;
    let page = async {
        let parent = match &asked.parent {
            Some(parent) => find(&state, &visitor, parent, MANAGE)?,
            None => state.allow_named(principal, None, true, MANAGE)?.0,
        };
        let typed = Fields { parent: parent.id.to_string(), ..Fields::default() };
        Ok::<_, Failure>(new_view(&state, &visitor, String::new(), typed))
    };
    match page.await {
        Ok(page) => pages::html(StatusCode::OK, new(&page)),
        Err(failure) => problem::page(&frame, &failure),
    }
}

fn new_view(state: &AppState, visitor: &Visitor, id: String, typed: Fields) -> NewView {
    let tree = state.store.organizations();
    let principal = &visitor.signed_in.principal;
    let all = around::in_order(&tree, principal.home, &|one| may(&tree, principal, one, MANAGE));
    let parents = all.into_iter().map(|(_, one)| (one.id.clone(), one.name.clone()));
    NewView {
        frame: pages::frame(state, visitor),
        id,
        typed,
        parents: parents.take(PARENTS_MAX).collect(),
        problem: None,
    }
}

/// What the form of a new one says.
#[derive(serde::Deserialize)]
pub(super) struct SentNew {
    id: String,
    name: String,
    parent: String,
    time_zone: String,
}

pub(super) async fn create(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form: sent }: CheckedForm<SentNew>,
) -> Response {
    let frame = pages::frame(&state, &visitor);
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
        pages::html(status, new(&NewView { problem: Some(problem), ..page }))
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
        time_zone: Some(sent.time_zone.trim().to_owned()).filter(|zone| !zone.is_empty()),
    };
    match state.desk.create_organization(visitor.by(requester.client), new).await {
        Ok(created) => Redirect::to(&format!("{}?done=created", href(&created.id))).into_response(),
        Err(annals_desk::Error::Refused(refusal)) => again(status_of(&refusal), fault_of(refusal)),
        Err(error) => problem::page(&frame, &error.into()),
    }
}
