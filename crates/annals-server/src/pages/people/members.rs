//! `/users/{id}/groups` and `/groups/{id}/members`: who is in which group.

use annals_desk::{Error, Group, GroupId, User, UserId};
use annals_model::Permission;
use annals_query::fold;
use annals_viewer::components::paged::Paged;
use annals_viewer::fault::{RequestFault, RightsFault};
use annals_viewer::pages::people::members::{
    GroupMembersView, GroupOfUser, Member, MemberProblem, UserGroupsView, group_members,
    user_groups,
};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::inputs::Form;
use super::{Done, Visit, account, group, head, is_meant, page, user_list};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::selected::refused;
use crate::pages::{fault_of, html, status_of};
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

/// Users of one page of a group.
const LINES_MAX: usize = 100;
/// Users to add who are listed.
const FOUND_MAX: usize = 20;

/// What an address says.
#[derive(serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    find: String,
    page: Option<String>,
    #[serde(flatten)]
    said: super::Asked,
}

pub(super) async fn show_groups(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<super::Asked>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ReadGroups)?;
        let user = account::find(&visit, &id).await?;
        let view = UserGroupsView { notice: asked.notice(), ..groups_of(&visit, &user).await? };
        Ok(html(StatusCode::OK, user_groups(&view)))
    };
    page(&state, &visitor, made).await
}

async fn groups_of(visit: &Visit<'_>, user: &User) -> Result<UserGroupsView, Failure> {
    let (desk, by) = (&visit.state.desk, visit.principal());
    let own = desk.groups_of(by, user).await?;
    let all = desk.groups(by, user.organization).await?;
    let others = all.into_iter().filter(|group| own.iter().all(|one| one.id != group.id));
    Ok(UserGroupsView {
        frame: visit.frame(),
        place: visit.place(),
        head: head::of_user(visit, user).await?,
        notice: None,
        others: others.map(|group| (group.id.0, group.name)).collect(),
        groups: own.iter().map(group_of_user).collect(),
        problem: None,
    })
}

fn group_of_user(group: &Group) -> GroupOfUser {
    GroupOfUser {
        id: group.id.0.clone(),
        name: group.name.clone(),
        description: head::description(group),
    }
}

/// Whether someone is added or removed.
fn is_added(form: &Form) -> Result<bool, Failure> {
    match form.need("do")? {
        "add" => Ok(true),
        "remove" => Ok(false),
        _ => Err(refused(RequestFault::WrongForm)),
    }
}

/// Adds or removes; what was not done is a problem at the line of `id`.
async fn set(
    visit: &Visit<'_>,
    requester: Requester,
    (user, group): (&UserId, &GroupId),
    is_member: bool,
    id: &str,
) -> Result<Result<Done, (StatusCode, MemberProblem)>, Failure> {
    let (desk, at) = (&visit.state.desk, visit.organization.ordinal);
    let problem = |fault| MemberProblem { id: id.to_owned(), fault };
    if id.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(Err((status, problem(RightsFault::NobodyChosen.into()))));
    }
    match desk.set_member(visit.by(requester), at, user, group, is_member).await {
        Ok(()) if is_member => Ok(Ok(Done::Added)),
        Ok(()) => Ok(Ok(Done::Removed)),
        Err(Error::Refused(refusal)) => Ok(Err((status_of(&refusal), problem(fault_of(refusal))))),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn change_groups(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageGroups)?;
        let user = account::find(&visit, &id).await?;
        let form = Form(form);
        let group = GroupId(form.need("group")?.to_owned());
        let done = set(&visit, requester, (&user.id, &group), is_added(&form)?, &group.0).await?;
        match done {
            Ok(done) => Ok(visit.done(&format!("{}/groups", account::user_path(&user)), done)),
            Err((status, problem)) => {
                let view = groups_of(&visit, &user).await?;
                let view = UserGroupsView { problem: Some(problem), ..view };
                Ok(html(status, user_groups(&view)))
            }
        }
    };
    page(&state, &visitor, made).await
}

pub(super) async fn show_members(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ReadGroups)?;
        let group = group::find(&visit, &id).await?;
        let view = members_of(&visit, &group, &asked.find, asked.page.as_deref()).await?;
        let view = GroupMembersView { notice: asked.said.notice(), ..view };
        Ok(html(StatusCode::OK, group_members(&view)))
    };
    page(&state, &visitor, made).await
}

async fn members_of(
    visit: &Visit<'_>,
    group: &Group,
    typed: &str,
    page: Option<&str>,
) -> Result<GroupMembersView, Failure> {
    let (desk, by) = (&visit.state.desk, visit.principal());
    let mut members = desk.members(by, group).await?;
    let place = visit.place();
    let mut found = Vec::new();
    if !typed.trim().is_empty() && place.may.manage_groups && place.may.read_users {
        found = desk.users(by, group.organization).await?;
        found.retain(|user| {
            is_meant(typed, &user_list::words(user)) && !members.iter().any(|one| one.id == user.id)
        });
    }
    for list in [&mut members, &mut found] {
        list.sort_by_cached_key(|user| fold::fold(&user.name));
    }
    let paged = Paged::new(page.and_then(|page| page.parse().ok()), LINES_MAX, members.len());
    let member = |user: &User| Member {
        id: user.id.0.clone(),
        name: user.name.clone(),
        username: user.username.clone(),
        standing: visit.standing(user),
    };
    Ok(GroupMembersView {
        frame: visit.frame(),
        place,
        head: head::of_group(visit, group).await?,
        notice: None,
        typed: typed.trim().to_owned(),
        more: found.len().saturating_sub(FOUND_MAX) as u64,
        found: found.iter().take(FOUND_MAX).map(member).collect(),
        members: members[paged.range()].iter().map(member).collect(),
        paged,
        problem: None,
    })
}

pub(super) async fn change_members(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageGroups)?;
        let group = group::find(&visit, &id).await?;
        let form = Form(form);
        let user = UserId(form.need("user")?.to_owned());
        let typed = form.get("find").unwrap_or_default();
        let done = set(&visit, requester, (&user, &group.id), is_added(&form)?, &user.0).await?;
        match done {
            Ok(done) => {
                let path = format!("{}/members", group::group_path(&group));
                let mut pairs = vec![("done", done.as_str().into())];
                // Often it is several that are added.
                if !typed.is_empty() {
                    pairs.push(("find", typed.into()));
                }
                Ok(Redirect::to(&visit.place().with(&path, &pairs)).into_response())
            }
            Err((status, problem)) => {
                let view = members_of(&visit, &group, typed, None).await?;
                let view = GroupMembersView { problem: Some(problem), ..view };
                Ok(html(status, group_members(&view)))
            }
        }
    };
    page(&state, &visitor, made).await
}
