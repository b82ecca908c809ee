//! `/groups`

use annals_model::Permission;
use annals_viewer::pages::people::groups::{GroupLine, GroupsView, groups};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::head::description;
use super::{Visit, is_meant, page};
use crate::error::Failure;
use crate::session::Visitor;
use crate::state::AppState;

/// What an address says.
#[derive(serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(flatten)]
    said: super::Asked,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    page(&state, &visitor, list(&state, &visitor, asked)).await
}

async fn list(state: &AppState, visitor: &Visitor, asked: Asked) -> Result<Response, Failure> {
    let visit = Visit::new(state, visitor, Permission::ReadGroups)?;
    let found = state.desk.groups(visit.principal(), visit.organization.ordinal).await?;
    let lines = found.into_iter().map(|group| GroupLine {
        description: description(&group),
        id: group.id.0,
        name: group.name,
        is_role: group.role.is_some(),
        members: group.members,
    });
    let meant =
        |line: &GroupLine| is_meant(&asked.q, &format!("{} {}", line.name, line.description));
    let view = GroupsView {
        frame: visit.frame(),
        place: visit.place(),
        notice: asked.said.notice(),
        groups: lines.filter(meant).collect(),
        typed: asked.q.clone(),
        below: visit.below(Permission::ReadGroups),
    };
    Ok(crate::pages::html(StatusCode::OK, groups(&view)))
}
