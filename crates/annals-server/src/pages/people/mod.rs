//! `/users` and `/groups`: accounts, groups, who is in them, and what they may do.
//!
//! They are those of the reader's own organisation, or of the one that the address names.

mod account;
mod calendars;
mod delete_account;
mod delete_group;
mod done;
mod effective;
mod group;
mod group_list;
mod head;
mod inputs;
mod kind;
mod members;
mod new_account;
mod rights;
mod sign_in;
mod user_list;

use annals_desk::{By, User, UserStatus};
use annals_model::{Millis, Organization, Permission, Principal};
use annals_query::fold;
use annals_viewer::components::below::Below;
use annals_viewer::components::shell::Frame;
use annals_viewer::components::standing::Standing;
use annals_viewer::pages::people::{GROUPS_PATH, May, Place, USERS_PATH};
use annals_viewer::{LogAddress, Place as LogPlace};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::Zoned;
use jiff::tz::TimeZone;

use self::done::Done;
use self::kind::{OfGroup, OfUser};
use super::{branches, page, zone};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::Visitor;
use crate::state::AppState;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route(USERS_PATH, get(user_list::show))
        .route("/users/new", get(new_account::show).post(new_account::create))
        .route("/users/{id}", get(account::show).post(account::change))
        .route("/users/{id}/delete", get(delete_account::show).post(delete_account::delete))
        .route("/users/{id}/groups", get(members::show_groups).post(members::change_groups))
        .route("/users/{id}/rights", get(rights::show::<OfUser>).post(rights::change::<OfUser>))
        .route(
            "/users/{id}/calendars",
            get(calendars::show::<OfUser>).post(calendars::change::<OfUser>),
        )
        .route("/users/{id}/effective", get(effective::show))
        .route(GROUPS_PATH, get(group_list::show))
        .route("/groups/new", get(group::show_new).post(group::create))
        .route("/groups/{id}", get(group::show).post(group::change))
        .route("/groups/{id}/delete", get(delete_group::show).post(delete_group::delete))
        .route("/groups/{id}/members", get(members::show_members).post(members::change_members))
        .route("/groups/{id}/rights", get(rights::show::<OfGroup>).post(rights::change::<OfGroup>))
        .route(
            "/groups/{id}/calendars",
            get(calendars::show::<OfGroup>).post(calendars::change::<OfGroup>),
        )
}

/// What the address of a page says besides.
#[derive(serde::Deserialize)]
struct Asked {
    done: Option<String>,
}

impl Asked {
    /// What was just done, in words.
    fn notice(&self) -> Option<&'static str> {
        self.done.as_deref().and_then(Done::parse).map(Done::words)
    }
}

/// Who looks at the people of which organisation.
struct Visit<'s> {
    state: &'s AppState,
    visitor: &'s Visitor,
    organization: Organization,
}

impl<'s> Visit<'s> {
    /// The organisation that the address names, or the visitor's own, if they have `permission`
    /// there.
    fn new(
        state: &'s AppState,
        visitor: &'s Visitor,
        permission: Permission,
    ) -> Result<Self, Failure> {
        let organization = super::organization(state, visitor, permission)?;
        Ok(Self { state, visitor, organization })
    }

    fn principal(&self) -> &'s Principal {
        &self.visitor.signed_in.principal
    }

    /// Whether a page shows something, or leaves it out: what is done is decided again.
    fn may(&self, permission: Permission) -> bool {
        branches::may(self.state, self.principal(), self.organization.ordinal, permission)
    }

    /// Who changes something, from where.
    fn by(&self, requester: Requester) -> By {
        self.visitor.by(requester.client)
    }

    /// Leads to the page at `path`, which says what was done.
    fn done(&self, path: &str, done: Done) -> Response {
        let href = self.place().with(path, &[("done", done.as_str().into())]);
        Redirect::to(&href).into_response()
    }

    fn frame(&self) -> Frame {
        super::frame(self.state, self.visitor)
    }

    fn place(&self) -> Place {
        let is_home = self.organization.ordinal == self.principal().home;
        let sees_all = self.principal().rows.is_everything();
        let manages = |permission| self.may(permission);
        let manage = [Permission::ManageUsers, Permission::ManageGroups, Permission::ManageRights];
        Place {
            id: (!is_home).then(|| self.organization.id.to_string()),
            name: self.organization.name.clone(),
            zone: self.visitor.zone.clone(),
            may: May {
                read_users: self.may(Permission::ReadUsers),
                manage_users: sees_all && manages(Permission::ManageUsers),
                read_groups: self.may(Permission::ReadGroups),
                manage_groups: sees_all && manages(Permission::ManageGroups),
                read_rights: self.may(Permission::ReadRights),
                manage_rights: sees_all && manages(Permission::ManageRights),
                is_limited: !sees_all && manage.into_iter().any(manages),
            },
        }
    }

    fn below(&self, permission: Permission) -> Below {
        branches::below(self.state, self.principal(), self.organization.ordinal, permission)
    }

    /// The organisation's log, if the reader may see it.
    fn log(&self) -> Option<LogAddress> {
        let place = match self.organization.ordinal == self.principal().home {
            true => LogPlace::default(),
            false => LogPlace::of(&self.organization.id),
        };
        let zone = self.visitor.zone.clone();
        let log = LogAddress { place, zone, ..LogAddress::default() };
        self.may(Permission::ReadEvents).then_some(log)
    }

    /// The zone in which the page is read.
    fn zone(&self) -> TimeZone {
        let chosen = self.visitor.zone.as_ref().map(|zone| zone.time_zone().clone());
        chosen.unwrap_or_else(|| zone::of_organization(self.state, &self.organization))
    }

    fn zoned(&self, at: Millis) -> Zoned {
        super::zoned(at, &self.zone())
    }

    /// Whether `user` may sign in now.
    fn standing(&self, user: &User) -> Standing {
        match user.status {
            UserStatus::Disabled => Standing::Disabled,
            UserStatus::Locked => Standing::Locked,
            UserStatus::Active if user.may_sign_in(self.state.config.clock.now()) => {
                Standing::Active
            }
            UserStatus::Active => Standing::Expired,
        }
    }
}

/// Whether each word that was typed stands somewhere in `text`.
fn is_meant(typed: &str, text: &str) -> bool {
    let text = fold::fold(text);
    fold::fold(typed).split(' ').all(|word| text.contains(word))
}
