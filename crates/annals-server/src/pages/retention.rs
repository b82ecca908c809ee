//! `/retention`: how long what messages say is kept, and the confirmation of what will be purged.

use annals_desk::{Periods, Retention};
use annals_model::{Organization, OrganizationId, Permission};
use annals_viewer::pages::preferences::Place;
use annals_viewer::pages::retention::{
    ChannelLine, PATH, RetentionProblem, RetentionView, RunLine, retention,
};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::holds::mark;
use super::{branches, fault_of, page, status_of, zone, zoned};
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{CheckedForm, Visitor, encode};
use crate::state::AppState;

const READ: Permission = Permission::ReadRetention;
const MANAGE: Permission = Permission::ManageRetention;

pub(super) fn routes() -> Routes {
    Routes::new().route(PATH, get(show).post(confirm))
}

/// What an address says.
#[derive(serde::Deserialize)]
struct Asked {
    organization: Option<String>,
    #[serde(default)]
    done: String,
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    let shown = async {
        let organization = find(&state, &visitor, asked.organization.as_deref())?;
        let mut view = view(&state, &visitor, &organization).await?;
        view.is_done = asked.done == "confirmed" && !view.needs_confirmation;
        Ok(super::html(StatusCode::OK, retention(&view)))
    };
    page(&state, &visitor, shown).await
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    periods: String,
    #[serde(default)]
    confirm: String,
}

async fn confirm(
    State(state): State<AppState>,
    requester: Requester,
    Query(asked): Query<Asked>,
    CheckedForm { visitor, form }: CheckedForm<Form>,
) -> Response {
    let done = async {
        let organization = find(&state, &visitor, asked.organization.as_deref())?;
        let principal = &visitor.signed_in.principal;
        if !branches::may(&state, principal, organization.ordinal, MANAGE) {
            let reason = format!("this needs the permission {}", MANAGE.as_str());
            return Err(Failure::new(Code::PermissionMissing, reason));
        }
        let again = async |status, problem| {
            let view = view(&state, &visitor, &organization).await?;
            let view = RetentionView { problem: Some(problem), ..view };
            Ok(super::html(status, retention(&view)))
        };
        if form.confirm.is_empty() {
            let problem = RetentionProblem::NotConfirmed;
            return again(StatusCode::UNPROCESSABLE_ENTITY, problem).await;
        }
        let unknown = || Failure::new(Code::Malformed, "the periods are none");
        let periods = Periods::parse(&form.periods).ok_or_else(unknown)?;
        let by = visitor.by(requester.client);
        match state.desk.confirm_retention(by, organization.ordinal, periods).await {
            Ok(()) => {
                state.retention.ring();
                let named =
                    asked.organization.iter().map(|id| format!("&organization={}", encode(id)));
                let way = format!("{PATH}?done=confirmed{}", named.collect::<String>());
                Ok(Redirect::to(&way).into_response())
            }
            Err(annals_desk::Error::Refused(refusal)) => {
                let status = status_of(&refusal);
                again(status, RetentionProblem::Fault(fault_of(refusal))).await
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, done).await
}

/// The organisation that is named, or the visitor's own, if its retention may be seen.
fn find(state: &AppState, visitor: &Visitor, named: Option<&str>) -> Result<Organization, Failure> {
    let id = named.map(OrganizationId::parse).transpose();
    let id = id.map_err(|reason| Failure::new(Code::NotFound, reason))?;
    let principal = &visitor.signed_in.principal;
    Ok(state.allow_named(principal, id.as_ref(), false, READ)?.0)
}

async fn view(
    state: &AppState,
    visitor: &Visitor,
    organization: &Organization,
) -> Result<RetentionView, Failure> {
    let principal = &visitor.signed_in.principal;
    let at = organization.ordinal;
    let Retention { channels, holds, periods, needs_confirmation, confirmed, next_run_at, runs } =
        state.desk.retention(principal, at).await?;
    let frame = super::frame(state, visitor);
    let zone = zone::of(state, &frame.kept(), organization);
    let is_home = at == principal.home;
    let lines = channels.into_iter().map(|one| ChannelLine {
        channel: one.channel,
        months: periods.get(one.channel),
        kept: one.kept,
        oldest: one.oldest_sent_at.map(|at| zoned(at, &zone)),
        due: one.due,
        due_soon: one.due_soon,
        held: one.held,
    });
    let line = |run: annals_desk::RetentionRun| RunLine {
        begun: zoned(run.begun_at, &zone),
        purged: run.purged,
        held: run.held,
        is_over: run.erased_at.is_some(),
    };
    Ok(RetentionView {
        place: Place {
            id: (!is_home).then(|| organization.id.to_string()),
            name: organization.name.clone(),
            may_change: branches::may(state, principal, at, MANAGE),
        },
        channels: lines.collect(),
        periods: periods.to_string(),
        needs_confirmation,
        holds: holds.iter().map(|(seen, count)| (mark(seen, &zone), *count)).collect(),
        confirmed: confirmed.map(|confirmed| (confirmed.by, zoned(confirmed.at, &zone))),
        next_run: next_run_at.map(|at| zoned(at, &zone)),
        runs: runs.into_iter().map(line).collect(),
        below: branches::below(state, principal, at, READ),
        is_done: false,
        problem: None,
        frame,
    })
}
