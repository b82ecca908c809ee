//! `/users/{id}/delete`: an account is deleted after a look at what goes with it.

use annals_desk::{Error, Holder, User};
use annals_model::Permission;
use annals_viewer::Fault;
use annals_viewer::messages::people as messages;
use annals_viewer::pages::people::USERS_PATH;
use annals_viewer::pages::people::deletion::{DeletionView, deletion};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::inputs::Form;
use super::{Done, Visit, account, head, page};
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
        let visit = Visit::new(&state, &visitor, Permission::ManageUsers)?;
        let user = account::find(&visit, &id).await?;
        answer(&visit, &user, StatusCode::OK, None).await
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
        let visit = Visit::new(&state, &visitor, Permission::ManageUsers)?;
        let user = account::find(&visit, &id).await?;
        let version = Form(form).version()?;
        let by = visit.by(requester);
        match state.desk.delete_user(by, user.organization, &user.id, version).await {
            Ok(()) => Ok(visit.done(USERS_PATH, Done::Deleted)),
            Err(Error::Refused(refusal)) => {
                answer(&visit, &user, status_of(&refusal), Some(fault_of(refusal))).await
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, made).await
}

async fn answer(
    visit: &Visit<'_>,
    user: &User,
    status: StatusCode,
    problem: Option<Fault>,
) -> Result<Response, Failure> {
    let mut goes = vec![messages::goes_account().to_owned()];
    let (desk, by) = (&visit.state.desk, visit.principal());
    let holder = Holder::User(user.clone());
    if visit.may(Permission::ReadGroups) {
        let count = desk.groups_of(by, user).await?.len() as u64;
        goes.extend((count > 0).then(|| messages::goes_memberships(count)));
    }
    if visit.may(Permission::ReadRights) {
        let rights = desk.tool_rights(by, &holder).await?.scopes().iter().count() as u64;
        goes.extend((rights > 0).then(|| messages::goes_rights(rights)));
        let years = desk.calendar_rights(by, &holder).await?.len() as u64;
        goes.extend((years > 0).then(|| messages::goes_calendars(years)));
    }
    goes.push(messages::goes_views().to_owned());
    let stays = [messages::stays_entries(), messages::stays_views(), messages::stays_deletion()];
    let view = DeletionView {
        frame: visit.frame(),
        place: visit.place(),
        head: head::of_user(visit, user).await?,
        goes,
        losses: Vec::new(),
        warning: None,
        stays: stays.map(str::to_owned).to_vec(),
        version: user.version,
        problem,
    };
    Ok(html(status, deletion(&view)))
}
