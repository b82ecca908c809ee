//! `/users/new`: a new account.

use std::collections::BTreeSet;

use annals_desk::{AccountFields, Error, GroupId, NewUser};
use annals_model::Permission;
use annals_model::limits::PASSWORD_CHARS_MIN;
use annals_viewer::Fault;
use annals_viewer::messages::people as messages;
use annals_viewer::pages::people::account::{NewAccountView, new_account};
use annals_viewer::pages::people::fields::{Field, Input};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::inputs::{self, Form};
use super::{Done, Visit, account, page};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::{html, status_of};
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

/// What is asked of a new account.
const FIELDS: [Field; 9] = [
    Field::Name,
    Field::Username,
    Field::Password,
    Field::Email,
    Field::Role,
    Field::Expires,
    Field::Homepage,
    Field::StaffRecord,
    Field::MustChange,
];

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageUsers)?;
        let inputs = inputs::of_account(&visit, &FIELDS, &AccountFields::default());
        answer(&visit, StatusCode::OK, inputs, &BTreeSet::new(), None).await
    };
    page(&state, &visitor, made).await
}

pub(super) async fn create(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageUsers)?;
        let form = Form(form);
        let mut inputs = form.inputs(&FIELDS)?;
        let chosen: BTreeSet<GroupId> =
            form.all("group").map(|id| GroupId(id.to_owned())).collect();
        let Some(fields) = inputs::account(&visit, &mut inputs, AccountFields::default()) else {
            return answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, inputs, &chosen, None).await;
        };
        let password = form.need(Field::Password.as_str())?;
        let new = NewUser {
            fields,
            groups: chosen.iter().cloned().collect(),
            ..NewUser::new(visit.organization.ordinal, "", "", password)
        };
        match state.desk.create_user(visit.by(requester), new).await {
            Ok(user) => Ok(visit.done(&account::user_path(&user), Done::Created)),
            Err(Error::Refused(refusal)) => {
                let status = status_of(&refusal);
                let problem = inputs::place(&mut inputs, refusal);
                answer(&visit, status, inputs, &chosen, problem).await
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, made).await
}

async fn answer(
    visit: &Visit<'_>,
    status: StatusCode,
    mut inputs: Vec<Input>,
    chosen: &BTreeSet<GroupId>,
    problem: Option<Fault>,
) -> Result<Response, Failure> {
    inputs::explain(visit, &mut inputs);
    let preferences = visit.state.desk.preferences_of(visit.organization.ordinal);
    let chars_min = preferences.password_chars_min().max(PASSWORD_CHARS_MIN) as u64;
    for input in inputs.iter_mut().filter(|input| input.field == Field::Password) {
        // A password is typed again rather than sent back.
        input.typed.clear();
        input.note = Some(messages::password_hint(chars_min));
    }
    let place = visit.place();
    let mut groups = Vec::new();
    if place.may.manage_groups && place.may.read_groups {
        let all = visit.state.desk.groups(visit.principal(), visit.organization.ordinal).await?;
        groups.extend(all.into_iter().map(|group| {
            let is_chosen = chosen.contains(&group.id);
            (group.id.0, group.name, is_chosen)
        }));
    }
    let view = NewAccountView { frame: visit.frame(), place, inputs, groups, problem };
    Ok(html(status, new_account(&view)))
}
