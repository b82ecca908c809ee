//! `/groups/{id}/delete`: a group is deleted after a look at who loses what.

use annals_desk::{Error, Group, Holder};
use annals_model::Permission;
use annals_viewer::Fault;
use annals_viewer::components::right;
use annals_viewer::messages::people as messages;
use annals_viewer::pages::people::GROUPS_PATH;
use annals_viewer::pages::people::deletion::{DeletionView, deletion};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::inputs::Form;
use super::{Done, Visit, group, head, page};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::{fault_of, html, status_of};
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageGroups)?;
        let group = group::find(&visit, &id).await?;
        answer(&visit, &group, StatusCode::OK, None).await
    };
    page(&state, &visitor, made).await
}

pub(super) async fn delete(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageGroups)?;
        let group = group::find(&visit, &id).await?;
        let version = Form(form).version()?;
        let by = visit.by(requester);
        match state.desk.delete_group(by, group.organization, &group.id, version).await {
            Ok(()) => Ok(visit.done(GROUPS_PATH, Done::GroupDeleted)),
            Err(Error::Refused(refusal)) => {
                answer(&visit, &group, status_of(&refusal), Some(fault_of(refusal))).await
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, made).await
}

async fn answer(
    visit: &Visit<'_>,
    group: &Group,
    status: StatusCode,
    problem: Option<Fault>,
) -> Result<Response, Failure> {
    let (desk, by) = (&visit.state.desk, visit.principal());
    let mut goes = vec![messages::goes_group(group.members)];
    let (mut losses, mut warning) = (Vec::new(), None);
    if visit.may(Permission::ReadRights) {
        let holder = Holder::Group(group.clone());
        let rights = desk.tool_rights(by, &holder).await?.scopes().iter().count() as u64;
        goes.extend((rights > 0).then(|| messages::goes_group_rights(rights)));
        let years = desk.calendar_rights(by, &holder).await?.len() as u64;
        goes.extend((years > 0).then(|| messages::goes_calendars(years)));
        let lost = desk.group_losses(by, group).await?;
        losses.extend(lost.tools.iter().map(|(permission, count)| {
            let of_all = messages::of_all(*count, lost.users);
            (right::right(*permission).to_owned(), of_all)
        }));
        if lost.see_less > 0 {
            let of_all = messages::of_all(lost.see_less, lost.users);
            losses.push((messages::loses_years().to_owned(), of_all));
        }
        let everything = lost.see_everything;
        warning = (everything > 0).then(|| messages::will_see_everything(everything));
    }
    let stays = [messages::stays_users(), messages::stays_deletion()];
    let view = DeletionView {
        frame: visit.frame(),
        place: visit.place(),
        head: head::of_group(visit, group).await?,
        goes,
        losses,
        warning,
        stays: stays.map(str::to_owned).to_vec(),
        version: group.version,
        problem,
    };
    Ok(html(status, deletion(&view)))
}
