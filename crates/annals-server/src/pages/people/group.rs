//! `/groups/{id}`: a group, and `/groups/new`.

use annals_desk::{Error, Group, GroupFields, GroupId, Refusal, RightsRefusal, Role};
use annals_model::Permission;
use annals_viewer::Fault;
use annals_viewer::messages::people as messages;
use annals_viewer::pages::people::GROUPS_PATH;
use annals_viewer::pages::people::fields::{Field, Input};
use annals_viewer::pages::people::group::{GroupForm, GroupView, NewGroupView, group, new_group};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::inputs::{self, Form};
use super::{Asked, Done, Visit, head, page};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::{html, status_of};
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ReadGroups)?;
        let found = find(&visit, &id).await?;
        let view = GroupView { notice: asked.notice(), ..view(&visit, &found).await? };
        Ok(html(StatusCode::OK, group(&view)))
    };
    page(&state, &visitor, made).await
}

/// The group with `id`.
pub(super) async fn find(visit: &Visit<'_>, id: &str) -> Result<Group, Failure> {
    let (desk, at) = (&visit.state.desk, visit.organization.ordinal);
    Ok(desk.group(visit.principal(), at, &GroupId(id.to_owned())).await?)
}

/// Where the group is.
pub(super) fn group_path(group: &Group) -> String {
    format!("{GROUPS_PATH}/{}", group.id.0)
}

pub(super) async fn change(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageGroups)?;
        let found = find(&visit, &id).await?;
        let form = Form(form);
        let version = form.version()?;
        let mut inputs = form.inputs(&Field::OF_GROUP)?;
        let by = visit.by(requester);
        let fields = fields(&inputs);
        let changed =
            state.desk.change_group(by, found.organization, &found.id, version, fields).await;
        let refusal = match changed {
            Ok(_) => return Ok(visit.done(&group_path(&found), Done::GroupChanged)),
            Err(Error::Refused(refusal)) => refusal,
            Err(error) => return Err(error.into()),
        };
        let found = find(&visit, &id).await?;
        let mut view = view(&visit, &found).await?;
        let status = status_of(&refusal);
        let is_meanwhile = refusal == Refusal::Rights(RightsRefusal::ChangedMeanwhile);
        let version = if is_meanwhile { found.version } else { version };
        let problem = match is_meanwhile {
            // Every change of a group shows in one of its fields.
            true => {
                inputs::merge(&mut inputs, &of_group(&found));
                None
            }
            false => inputs::place(&mut inputs, refusal),
        };
        if let Some(form) = &mut view.form {
            *form = GroupForm { inputs, version, problem };
        }
        Ok(html(status, group(&view)))
    };
    page(&state, &visitor, made).await
}

fn fields(inputs: &[Input]) -> GroupFields {
    let mut fields = GroupFields::default();
    for input in inputs {
        match input.field {
            Field::Name => fields.name.clone_from(&input.typed),
            Field::Description => fields.description.clone_from(&input.typed),
            Field::WithoutCalendar => fields.without_calendar = !input.typed.is_empty(),
            _ => {}
        }
    }
    fields
}

fn of_group(group: &Group) -> Vec<Input> {
    let value = |field| match field {
        Field::Name => group.name.clone(),
        Field::Description => group.description.clone(),
        Field::WithoutCalendar if group.without_calendar => "1".to_owned(),
        _ => String::new(),
    };
    Field::OF_GROUP.into_iter().map(|field| Input::new(field, value(field))).collect()
}

async fn view(visit: &Visit<'_>, group: &Group) -> Result<GroupView, Failure> {
    let place = visit.place();
    let may_change = place.may.manage_groups && group.role.is_none();
    Ok(GroupView {
        frame: visit.frame(),
        place,
        head: head::of_group(visit, group).await?,
        notice: None,
        description: head::description(group),
        without_calendar: group.without_calendar,
        built_in: group.role.map(|role| match role {
            Role::Staff => messages::staff_built_in(),
            Role::Administrators | Role::Auditors => messages::role_built_in(),
        }),
        form: may_change.then(|| GroupForm {
            inputs: of_group(group),
            version: group.version,
            problem: None,
        }),
    })
}

pub(super) async fn show_new(State(state): State<AppState>, visitor: Visitor) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageGroups)?;
        let inputs = Field::OF_GROUP.into_iter().map(|field| Input::new(field, "")).collect();
        Ok(html(StatusCode::OK, new_group(&new(&visit, inputs, None))))
    };
    page(&state, &visitor, made).await
}

fn new(visit: &Visit<'_>, inputs: Vec<Input>, problem: Option<Fault>) -> NewGroupView {
    NewGroupView { frame: visit.frame(), place: visit.place(), inputs, problem }
}

pub(super) async fn create(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageGroups)?;
        let mut inputs = Form(form).inputs(&Field::OF_GROUP)?;
        let (at, by) = (visit.organization.ordinal, visit.by(requester));
        match state.desk.create_group(by, at, fields(&inputs)).await {
            Ok(group) => Ok(visit.done(&group_path(&group), Done::GroupCreated)),
            Err(Error::Refused(refusal)) => {
                let status = status_of(&refusal);
                let problem = inputs::place(&mut inputs, refusal);
                Ok(html(status, new_group(&new(&visit, inputs, problem))))
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, made).await
}
