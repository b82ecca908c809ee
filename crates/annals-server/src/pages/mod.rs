//! Routes that render pages: from requests to the plain data of [`annals_viewer`].
//!
//! The log (`/`) and what comes to it (`/live`), its filters and its chart (`/facets`, `/chart`),
//! the choice of its columns (`/columns`), of a time zone (`/zone`) and of the language
//! (`/language`), its export (`/export`, `/exports`), the deletion of entries (`/delete`), one
//! entry (`/entries/{number}`), user security (`/reports/user-security`), views of the log
//! (`/views`), the search of pages (`/go`), what a typed word may become (`/complete`), users and
//! groups (`/users`, `/groups`), system preferences (`/preferences`), organisations
//! (`/organizations`), who may do what (`/reports/access`), logs and history of a record
//! (`/records`), messages (`/communications`, `/messages`), webhooks (`/communications/webhooks`),
//! how long the texts of messages are kept (`/retention`), types of records (`/record-types`),
//! answers (`/help`), `/sign-in`, one's own account (`/account`), links for a forgotten password
//! (`/reset`) and the assets. Everything that a page shows of organisations goes through
//! [`AppState::allow`], as the API does.

mod access;
mod account;
mod around;
mod assets;
mod begun;
mod blacklist;
mod branches;
mod called;
mod columns;
mod compare;
mod complete;
mod delete;
mod entry;
mod export;
mod facets;
mod filters;
mod go;
mod gone;
mod help;
mod history;
mod hold_records;
mod holds;
mod language;
mod late;
mod live;
mod log;
mod looked_at;
mod message;
mod messages;
mod named;
mod organizations;
mod outdated;
mod passkey_sign_in;
mod passkeys;
mod people;
mod preferences;
mod problem;
mod range;
mod record;
mod record_names;
mod record_types;
mod refusals;
mod remedies;
mod reset;
mod retention;
mod run;
mod second_factor;
mod selected;
mod sign_in;
mod views;
mod webhooks;
mod zone;

pub(crate) use outdated::outdated;
pub(crate) use problem::{is_by_person, tell_person};
pub(crate) use record::newest_name;
pub(crate) use refusals::{fault_of, status_of};
pub(crate) use reset::PATH as RESET_PATH;

use std::collections::BTreeMap;

use annals_model::{Organization, Permission, Preference};
use annals_query::Context;
use annals_viewer::components::complete::PATH as COMPLETE_PATH;
use annals_viewer::components::languages::PATH as LANGUAGE_PATH;
use annals_viewer::components::palette::{PATH as GO_PATH, RESULTS_PATH};
use annals_viewer::components::shell::{Frame, Unaudited, User};
use annals_viewer::help::PATH as HELP_PATH;
use annals_viewer::messages::filter;
use annals_viewer::pages::zone::PATH as ZONE_PATH;
use annals_viewer::{CHART_PATH, FACETS_PATH, LogAddress, Markup, Place, USER_SECURITY_PATH};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use jiff::Zoned;
use jiff::tz::TimeZone;

use self::around::Around;
use crate::error::Failure;
use crate::preferences::{date_order, working_hours};
use crate::routes::Routes;
use crate::session::{FORM_TOKEN_FIELD, Visitor};
use crate::state::AppState;

/// The pages.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/", get(log::show))
        .route(FACETS_PATH, get(late::answer))
        .route(CHART_PATH, get(late::answer))
        .route("/live", get(live::stream))
        .route("/columns", get(columns::choose))
        .route(LANGUAGE_PATH, post(language::choose).get(language::home))
        .route("/export", get(export::back).post(export::send))
        .route("/delete", get(delete::show).post(delete::delete))
        .route("/delete/selected", get(export::back).post(delete::select))
        .route("/deletions/{number}", get(delete::done))
        .merge(export::prepared::routes())
        .route(USER_SECURITY_PATH, get(log::user_security))
        .route("/records/{type}/{id}", get(log::record))
        .route("/records/{type}/{id}/activity", get(log::activity))
        .route("/records/{type}/{id}/history", get(history::show))
        .route("/reports/user-security/{number}", get(entry::security))
        .route("/entries/{number}", get(entry::show))
        .route("/entries/{number}/records", get(entry::records))
        .route("/entries/{number}/proof", get(entry::proof))
        .route(ZONE_PATH, get(zone::choose))
        .merge(views::routes())
        .merge(people::routes())
        .merge(messages::routes())
        .merge(blacklist::routes())
        .merge(compare::routes())
        .merge(webhooks::routes())
        .merge(preferences::routes())
        .merge(retention::routes())
        .merge(record_types::routes())
        .merge(holds::routes())
        .merge(organizations::routes())
        .merge(access::routes())
        .route(COMPLETE_PATH, get(complete::answer))
        .route(GO_PATH, get(go::show))
        .route(RESULTS_PATH, get(go::results))
        .route(HELP_PATH, get(help::index))
        .route("/help/{topic}", get(help::topic))
        .merge(sign_in::routes())
        .merge(passkey_sign_in::routes())
        .merge(account::routes())
        .merge(second_factor::routes())
        .merge(passkeys::routes())
        .merge(reset::routes())
        .route("/assets/{file}", get(assets::show))
        .route("/favicon.ico", get(assets::icon))
}

fn html(status: StatusCode, page: Markup) -> Response {
    (status, Html(page.into_string())).into_response()
}

/// What was made of a request: a page, or the one about what went wrong.
async fn page(
    state: &AppState,
    visitor: &Visitor,
    made: impl Future<Output = Result<Response, Failure>>,
) -> Response {
    match made.await {
        Ok(response) => response,
        Err(failure) => problem::page(&frame(state, visitor), &failure),
    }
}

/// What is not understood of the parts of an address, each with its value and whether that is
/// known, and of `others`, which no page of this kind knows: a link that silently shows something
/// else than was meant is worse than a notice.
fn not_understood(
    parts: &[(&str, &str, bool)],
    others: &BTreeMap<String, String>,
) -> Option<String> {
    let wrong = parts.iter().filter(|(_, value, is_known)| !is_known && !value.is_empty());
    let wrong = wrong.map(|(name, value, _)| format!("{name}={value}"));
    // What ways between pages keep.
    let is_kept = |name: &str| ["organization", "below", "zone"].contains(&name);
    let others = others.keys().filter(|name| !is_kept(name)).cloned();
    let unknown: Vec<_> = wrong.chain(others).collect();
    (!unknown.is_empty()).then(|| filter::not_understood(&unknown.join(", ")))
}

/// What stands around the pages of a signed-in user.
fn frame(state: &AppState, visitor: &Visitor) -> Frame {
    let principal = &visitor.signed_in.principal;
    let user = User {
        name: visitor.signed_in.user.name.clone(),
        username: visitor.signed_in.user.username.clone(),
        organization: around::name(&state.store.organizations(), principal.home),
        form_token: (FORM_TOKEN_FIELD.to_owned(), visitor.form_token.clone()),
        reads_log: principal.scopes.contains(Permission::ReadEvents),
        reads_preferences: principal.scopes.contains(Permission::ReadPreferences),
        reads_rights: [Permission::ReadUsers, Permission::ReadRights]
            .iter()
            .all(|right| principal.scopes.contains(*right)),
        reads_retention: principal.scopes.contains(Permission::ReadRetention),
        reads_organizations: principal.scopes.contains(Permission::ReadOrganizations),
        reads_users: principal.scopes.contains(Permission::ReadUsers),
        reads_groups: principal.scopes.contains(Permission::ReadGroups),
        holds_entries: principal.scopes.contains(Permission::HoldEvents),
        reads_messages: messages::channels(state, principal, principal.home),
        reads_webhooks: principal.scopes.contains(Permission::ReadKeys),
    };
    let Around { organization, place, switcher } = around::around(state, principal, &visitor.place);
    let at = organization.as_ref().map_or(principal.home, |organization| organization.ordinal);
    let preferences = state.desk.preferences_of(at);
    let may_change = branches::may(state, principal, at, Permission::ManagePreferences)
        && !preferences.is_locked_above(Preference::AuditUsers);
    let unaudited = (!preferences.audits_users()).then_some(Unaudited { may_change });
    let zone = visitor.zone.clone();
    let organization = organization.map(|organization| organization.name);
    Frame { organization, switcher, search: None, user: Some(user), unaudited, place, zone }
}

/// The organisation that the address names, or the visitor's own, if they have the right there.
fn organization(
    state: &AppState,
    visitor: &Visitor,
    right: Permission,
) -> Result<Organization, Failure> {
    let place = Place { below: false, log: None, ..visitor.place.clone() };
    Ok(state.allow_in(&visitor.signed_in.principal, &place, right)?.0)
}

/// How searches are understood in the search bar of `organization`'s page at `address`.
fn context(state: &AppState, organization: &Organization, address: &LogAddress) -> Context {
    let preferences = state.desk.preferences_of(organization.ordinal);
    Context {
        now: state.config.clock.now(),
        zone: zone::of(state, address, organization),
        date_order: date_order(&preferences),
        // By the organisation's clock, whichever one a reader looks at.
        working_hours: working_hours(&preferences),
        prefix_last_word: true,
    }
}

/// A moment in `zone`; one outside the calendar, which no valid event has, is the calendar's end.
pub(crate) fn zoned(at: annals_model::Millis, zone: &TimeZone) -> Zoned {
    at.timestamp().unwrap_or(jiff::Timestamp::MAX).to_zoned(zone.clone())
}
