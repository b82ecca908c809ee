//! `/users`

use std::collections::HashMap;

use annals_desk::{Group, GroupId, User, UserId};
use annals_model::Permission;
use annals_query::fold;
use annals_viewer::components::paged::Paged;
use annals_viewer::components::standing::Standing;
use annals_viewer::pages::people::users::{UserLine, UsersView, users};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{Asked as Said, Visit, is_meant, page};
use crate::error::Failure;
use crate::session::Visitor;
use crate::state::AppState;

/// Users of one page of the list.
const LINES_MAX: usize = 100;

/// What an address says.
#[derive(serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    status: Option<String>,
    page: Option<String>,
    #[serde(flatten)]
    said: Said,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    page(&state, &visitor, list(&state, &visitor, asked)).await
}

async fn list(state: &AppState, visitor: &Visitor, asked: Asked) -> Result<Response, Failure> {
    let visit = Visit::new(state, visitor, Permission::ReadUsers)?;
    let mut found = state.desk.users(visit.principal(), visit.organization.ordinal).await?;
    found.retain(|user| is_meant(&asked.q, &words(user)));
    let standings: Vec<_> = found.iter().map(|user| visit.standing(user)).collect();
    let count = |standing| standings.iter().filter(|one| **one == standing).count();
    let counts = Standing::ALL.map(count);
    let chosen = asked.status.as_deref().and_then(Standing::parse);
    found.retain(|user| chosen.is_none_or(|chosen| visit.standing(user) == chosen));
    found.sort_by_cached_key(|user| fold::fold(&user.name));
    let asked_page = asked.page.and_then(|page| page.parse().ok());
    let paged = Paged::new(asked_page, LINES_MAX, found.len());
    let groups = Groups::load(&visit).await?;
    let lines = found[paged.range()].iter().map(|user| line(&visit, user, &groups));
    let view = UsersView {
        frame: visit.frame(),
        place: visit.place(),
        notice: asked.said.notice(),
        typed: asked.q,
        chosen,
        counts,
        users: lines.collect(),
        paged,
        below: visit.below(Permission::ReadUsers),
    };
    Ok(crate::pages::html(StatusCode::OK, users(&view)))
}

/// By what a user is found.
pub(super) fn words(user: &User) -> String {
    format!("{} {} {}", user.name, user.username, user.email.as_deref().unwrap_or_default())
}

fn line(visit: &Visit<'_>, user: &User, groups: &Groups) -> UserLine {
    UserLine {
        id: user.id.0.clone(),
        name: user.name.clone(),
        username: user.username.clone(),
        role: user.role.clone(),
        email: user.email.clone(),
        groups: groups.of(&user.id),
        standing: visit.standing(user),
        expires: user.expires_at.map(|at| visit.zoned(at)),
    }
}

/// Who is in which group; nothing of it for those who may not know.
struct Groups {
    /// In the order in which they are listed.
    all: Vec<Group>,
    of_users: HashMap<UserId, Vec<GroupId>>,
}

impl Groups {
    async fn load(visit: &Visit<'_>) -> Result<Self, Failure> {
        let mut this = Self { all: Vec::new(), of_users: HashMap::new() };
        if visit.may(Permission::ReadGroups) {
            let (desk, at) = (&visit.state.desk, visit.organization.ordinal);
            this.all = desk.groups(visit.principal(), at).await?;
            for (user, group) in desk.memberships(visit.principal(), at).await? {
                this.of_users.entry(user).or_default().push(group);
            }
        }
        Ok(this)
    }

    fn of(&self, user: &UserId) -> Vec<String> {
        let Some(own) = self.of_users.get(user) else { return Vec::new() };
        let own = self.all.iter().filter(|group| own.contains(&group.id));
        own.map(|group| group.name.clone()).collect()
    }
}
