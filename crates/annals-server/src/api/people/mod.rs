//! `/v1/users` and `/v1/groups`: accounts, groups, who is in them, and what they may do.

mod calendars;
mod groups;
mod members;
mod rights;
mod sign_in;
mod users;

use annals_desk::{GroupId, Holder, UserId};
use annals_model::{Organization, Permission};
use axum::routing::{delete, get, patch, post, put};

use super::caller::Caller;
use super::params::{Params, take_organization};
use crate::error::Failure;
use crate::routes::Routes;
use crate::state::AppState;

/// Users and groups.
pub(super) fn routes() -> Routes {
    Routes::new()
        .route("/v1/users", get(users::list).post(users::create))
        .route("/v1/users/{id}", get(users::get).patch(users::update).delete(users::delete))
        .merge(routes_of_rights::<OfUser>("/v1/users"))
        .merge(routes_of_sign_in())
        .route("/v1/groups", get(groups::list).post(groups::create))
        .route("/v1/groups/{id}", get(groups::get).patch(groups::update).delete(groups::delete))
        .route("/v1/groups/{id}/members", get(members::list))
        .route("/v1/groups/{id}/members/{user}", put(members::add).delete(members::remove))
        .merge(routes_of_rights::<OfGroup>("/v1/groups"))
}

fn routes_of_sign_in() -> Routes {
    let sessions = get(sign_in::sessions).delete(sign_in::end_sessions);
    Routes::new()
        .route("/v1/users/{id}/sessions", sessions)
        .route("/v1/users/{id}/sessions/{session}", delete(sign_in::end_session))
        .route(
            "/v1/users/{id}/second-factor",
            get(sign_in::second_factor).delete(sign_in::remove_second_factor),
        )
        .route("/v1/users/{id}/reset-link", post(sign_in::reset_link))
}

fn routes_of_rights<K: Kind + 'static>(path: &str) -> Routes {
    Routes::new()
        .route(&format!("{path}/{{id}}/rights"), get(rights::read::<K>).patch(rights::change::<K>))
        .route(
            &format!("{path}/{{id}}/calendars"),
            get(calendars::list::<K>).post(calendars::add::<K>),
        )
        .route(
            &format!("{path}/{{id}}/calendars/{{right}}"),
            patch(calendars::update::<K>).delete(calendars::delete::<K>),
        )
}

/// The same where nothing else may be said.
fn only_organization(
    state: &AppState,
    caller: &Caller,
    mut params: Params,
    permission: Permission,
) -> Result<Organization, Failure> {
    let organization = take_organization(state, caller, &mut params, permission)?;
    params.finish()?;
    Ok(organization)
}

/// Whose rights an address is about: users and groups have them alike.
trait Kind {
    /// Takes `organization` and finds the one with `id` in it.
    fn find(
        state: &AppState,
        caller: &Caller,
        params: Params,
        id: String,
        permission: Permission,
    ) -> impl Future<Output = Result<Holder, Failure>> + Send;
}

/// Under `/v1/users`.
struct OfUser;
/// Under `/v1/groups`.
struct OfGroup;

impl Kind for OfUser {
    async fn find(
        state: &AppState,
        caller: &Caller,
        params: Params,
        id: String,
        permission: Permission,
    ) -> Result<Holder, Failure> {
        let organization = only_organization(state, caller, params, permission)?;
        let principal = &caller.by.principal;
        Ok(Holder::User(state.desk.user(principal, organization.ordinal, &UserId(id)).await?))
    }
}

impl Kind for OfGroup {
    async fn find(
        state: &AppState,
        caller: &Caller,
        params: Params,
        id: String,
        permission: Permission,
    ) -> Result<Holder, Failure> {
        let organization = only_organization(state, caller, params, permission)?;
        let principal = &caller.by.principal;
        Ok(Holder::Group(state.desk.group(principal, organization.ordinal, &GroupId(id)).await?))
    }
}
