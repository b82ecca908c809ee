//! `/organizations/{id}`: one of them, to be looked at and changed.

use annals_desk::OrganizationFields;
use annals_model::{Organization, Permission, Preference};
use annals_viewer::Fault;
use annals_viewer::fault::{OrganizationFault, RequestFault};
use annals_viewer::messages::organizations as messages;
use annals_viewer::pages::organization::{
    Fields, Form, May, OrganizationView, Refused, organization,
};
use annals_viewer::pages::organizations::href;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{MANAGE, READ, find, may, may_create, place, state_of};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::selected::refused;
use crate::pages::{self, fault_of, problem, status_of, zone, zoned};
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

/// Organisations right below that the page lists.
const BELOW_MAX: usize = 100;

/// What an address says besides the organisation.
#[derive(serde::Deserialize)]
pub(super) struct Asked {
    done: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let frame = pages::frame(&state, &visitor);
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
            pages::html(StatusCode::OK, organization(&page))
        }
        Err(failure) => problem::page(&frame, &failure),
    }
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
    let frame = pages::frame(state, visitor);
    let zone = zone::of(state, &frame.kept(), one);
    let preferences = state.desk.preferences_of(one.ordinal);
    OrganizationView {
        id: one.id.clone(),
        place: place(principal, one),
        fields: Fields {
            name: one.name.clone(),
            time_zone: preferences.time_zone_name(),
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
            zone: may_here(Permission::ManagePreferences)
                && !preferences.is_locked_above(Preference::TimeZone),
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

/// What a form of an organisation's page says.
#[derive(serde::Deserialize)]
pub(super) struct Sent {
    #[serde(rename = "do")]
    does: String,
    #[serde(default)]
    name: String,
    /// Not there where the reader may not change it.
    time_zone: Option<String>,
    #[serde(default)]
    parent: String,
    confirm: Option<String>,
    seen_name: String,
    #[serde(default)]
    seen_time_zone: String,
    seen_parent: String,
}

impl Sent {
    fn form(&self) -> Result<Form, Failure> {
        let form = Form::ALL.into_iter().find(|form| form.as_str() == self.does);
        form.ok_or_else(|| refused(RequestFault::WrongForm))
    }

    fn typed(&self, now: &Fields) -> Fields {
        let or = |typed: &str, now: &str| if typed.is_empty() { now } else { typed }.to_owned();
        Fields {
            name: or(&self.name, &now.name),
            time_zone: or(self.time_zone.as_deref().unwrap_or_default(), &now.time_zone),
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
                    time_zone: self.time_zone.as_deref().map(|zone| zone.trim().to_owned()),
                    ..none.clone()
                },
                OrganizationFields {
                    name: Some(self.seen_name.clone()),
                    time_zone: self.time_zone.as_ref().map(|_| self.seen_time_zone.clone()),
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

pub(super) async fn change(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form: sent }: CheckedForm<Sent>,
) -> Response {
    let frame = pages::frame(&state, &visitor);
    let done = async {
        let form = sent.form()?;
        let found = find(&state, &visitor, &id, MANAGE)?;
        if sent.time_zone.is_some() {
            find(&state, &visitor, &id, Permission::ManagePreferences)?;
        }
        let again = |status, problem: Fault| {
            let found = find(&state, &visitor, &id, READ)?;
            let page = view(&state, &visitor, &found);
            let typed = sent.typed(&page.fields);
            let page = OrganizationView { refused: Some(Refused { form, typed, problem }), ..page };
            Ok(pages::html(status, organization(&page)))
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
                again(status_of(&refusal), fault_of(refusal))
            }
            Err(error) => Err(error.into()),
        }
    };
    done.await.unwrap_or_else(|failure: Failure| problem::page(&frame, &failure))
}
