//! `/communications/webhooks`: the addresses at which providers tell what became of messages;
//! `/communications/webhooks/{id}`, where one is looked at and changed, and
//! `/communications/webhooks/-new`.

mod new;
mod one;

use annals_desk::{CALLS_COUNTED_MAX, HookCall, HookDay, HookId};
use annals_model::Permission;
use annals_viewer::pages::webhooks::{
    Counted, DayLine, NEW_PATH, PATH, WebhookLine, WebhooksView, webhooks,
};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use jiff::tz::TimeZone;

use super::{branches, organization, page, zone, zoned};
use crate::routes::Routes;
use crate::session::Visitor;
use crate::site::BaseUrl;
use crate::state::AppState;

/// Webhooks have secrets, as keys have: who looks after those looks after these.
const READ: Permission = Permission::ReadKeys;
const MANAGE: Permission = Permission::ManageKeys;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route(PATH, get(list))
        .route(NEW_PATH, get(new::begin).post(new::create))
        .route("/communications/webhooks/{id}", get(one::show).post(one::change))
}

/// What an address says besides the organisation.
#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    done: String,
}

async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    BaseUrl(base): BaseUrl,
    Query(asked): Query<Asked>,
) -> Response {
    let shown = async {
        let organization = organization(&state, &visitor, READ)?;
        let (principal, at) = (&visitor.signed_in.principal, organization.ordinal);
        let frame = super::frame(&state, &visitor);
        let zone = zone::of(&state, &frame.kept(), &organization);
        let found = state.desk.hooks_with_days(principal, at).await?;
        let lines = found.into_iter().map(|(hook, hook_day, unmatched)| WebhookLine {
            url: url(&base, &hook.id),
            day: day(&hook_day, state.hooks.refused_since(&hook.id).as_ref(), &zone),
            unmatched: Counted::up_to(unmatched, CALLS_COUNTED_MAX),
            id: hook.id.0,
            name: hook.name,
            provider: hook.provider,
            is_disabled: hook.disabled_at.is_some(),
        });
        let view = WebhooksView {
            lines: lines.collect(),
            may_change: branches::may(&state, principal, at, MANAGE),
            is_closed: state.store.organizations().closed_by(at).is_some(),
            was_deleted: asked.done == "delete",
            frame,
        };
        Ok(super::html(StatusCode::OK, webhooks(&view)))
    };
    page(&state, &visitor, shown).await
}

/// Where the provider calls.
fn url(base: &str, id: &HookId) -> String {
    format!("{base}/hooks/{}", id.0)
}

/// What came within a day, with what the log doesn't tell of yet.
fn day(day: &HookDay, since: Option<&HookCall>, zone: &TimeZone) -> DayLine {
    let since = since.map_or(0, |call| match &call.came {
        annals_desk::Came::Refused(refused) => refused.count,
        _ => 0,
    });
    DayLine {
        last: day.last_taken_at.map(|at| zoned(at, zone)),
        taken: Counted::up_to(day.taken, CALLS_COUNTED_MAX),
        refused: day.refused + since,
    }
}
