//! `/users/{id}/rights` and `/groups/{id}/rights`: tool rights.

use annals_desk::{Error, Holder, Refusal, RightsRefusal};
use annals_model::{Module, Permission, Rights, Scopes};
use annals_viewer::fault::RequestFault;
use annals_viewer::pages::people::rights::{Given, RightsView, read_seen, rights};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::inputs::Form;
use super::kind::{Kind, head_of, path_of};
use super::{Asked, Done, Visit, page};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::selected::refused;
use crate::pages::{fault_of, html, status_of};
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

pub(super) async fn show<K: Kind>(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ReadRights)?;
        let holder = K::find(&visit, &id).await?;
        let view = RightsView { notice: asked.notice(), ..view(&visit, &holder).await? };
        Ok(html(StatusCode::OK, rights(&view)))
    };
    page(&state, &visitor, made).await
}

async fn view(visit: &Visit<'_>, holder: &Holder) -> Result<RightsView, Failure> {
    let (desk, by) = (&visit.state.desk, visit.principal());
    let held = desk.tool_rights(by, holder).await?;
    let own = match holder.organization() == by.home {
        true => Rights::here(by.scopes).union(Rights::reaching_below(by.below)),
        false => Rights::reaching_below(by.below),
    };
    let is_fixed = match holder {
        Holder::Group(group) => group.role.and_then(annals_desk::Role::fixed_rights).is_some(),
        Holder::User(_) => false,
    };
    Ok(RightsView {
        frame: visit.frame(),
        place: visit.place(),
        head: head_of(visit, holder).await?,
        notice: None,
        held,
        chosen: held,
        own,
        is_fixed,
        meanwhile: Vec::new(),
        problem: None,
    })
}

pub(super) async fn change<K: Kind>(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageRights)?;
        let holder = K::find(&visit, &id).await?;
        let form = Form(form);
        let wrong = || refused(RequestFault::WrongForm);
        let seen = read_seen(form.need("seen")?).ok_or_else(wrong)?;
        let chosen = chosen(&form, seen).ok_or_else(wrong)?;
        let by = visit.by(requester);
        let refusal = match state.desk.set_tool_rights(by, &holder, seen, chosen).await {
            Ok(()) => {
                let path = format!("{}/rights", path_of(&holder));
                return Ok(visit.done(&path, Done::Rights));
            }
            Err(Error::Refused(refusal)) => refusal,
            Err(error) => return Err(error.into()),
        };
        let now = view(&visit, &holder).await?;
        let status = status_of(&refusal);
        let view = match refusal {
            Refusal::Rights(RightsRefusal::ChangedMeanwhile) => merge(now, seen, chosen),
            refusal => RightsView { chosen, problem: Some(fault_of(refusal)), ..now },
        };
        Ok(html(status, rights(&view)))
    };
    page(&state, &visitor, made).await
}

/// What the form asks for: each right as it was chosen, and then those of a module all alike.
fn chosen(form: &Form, seen: Rights) -> Option<Rights> {
    let whole = match form.get("all") {
        Some(all) => {
            let (module, given) = all.split_once(' ')?;
            Some((Module::parse(module)?, Given::parse(given)?))
        }
        None => None,
    };
    let mut rights = Rights::default();
    for right in Permission::ALL {
        let one = match (whole, form.get(right.as_str())) {
            (Some((module, given)), _) if right.module() == module => given,
            (_, Some(word)) => Given::parse(word)?,
            // A right of which the page knew nothing stays.
            (_, None) => Given::of(seen, right),
        };
        rights = with(rights, right, one);
    }
    Some(rights)
}

fn with(rights: Rights, right: Permission, given: Given) -> Rights {
    let one: Scopes = [right].into_iter().collect();
    match given {
        Given::Not => rights,
        Given::Here => rights.union(Rights::here(one)),
        Given::Below => rights.union(Rights::reaching_below(one)),
    }
}

/// Tells what somebody else changed, and takes it over where nothing else was chosen.
fn merge(now: RightsView, seen: Rights, chosen: Rights) -> RightsView {
    let mut merged = Rights::default();
    let mut meanwhile = Vec::new();
    for right in Permission::ALL {
        let [was, is, mine] = [seen, now.held, chosen].map(|rights| Given::of(rights, right));
        if was != is {
            meanwhile.push((right, was));
        }
        merged = with(merged, right, if mine == was { is } else { mine });
    }
    RightsView { chosen: merged, meanwhile, ..now }
}
