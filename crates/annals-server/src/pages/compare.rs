//! `/communications/blacklist/-/compare`: a provider's list beside ours, and in a second step what
//! it alone has imported.

use annals_desk::{Difference, IMPORTED_ROWS_MAX, ImportedRow, ListedFor, Reconciliation, Refusal};
use annals_model::{Channel, Organization, Permission, SuppressionReason};
use annals_viewer::pages::blacklist::{
    COMPARE_PATH, COMPARED_SHOWN_MAX, CompareForm, CompareProblem, CompareView, Compared,
    DifferenceLine, Part, compare as render,
};
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::messages::{channels, organization};
use super::page;
use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::Visitor;
use crate::state::AppState;
use crate::suppression_file::{FILE_BYTES_MAX, FileError, RefusedLine, Usual, addresses, read};
use crate::upload::{CheckedUpload, UPLOAD_BYTES_MAX};

pub(super) fn routes() -> Routes {
    Routes::new().route(COMPARE_PATH, get(begin).post(take)).body_max(UPLOAD_BYTES_MAX)
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    channel: String,
    #[serde(default)]
    done: String,
}

async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(Asked { channel, done }): Query<Asked>,
) -> Response {
    let shown = async {
        let channel = Channel::parse(&channel);
        let organization = managed(&state, &visitor, channel)?;
        let form = CompareForm { channel, ..CompareForm::default() };
        let imported = done.parse().ok();
        let view = CompareView { form, imported, ..view(&state, &visitor, &organization) };
        Ok(super::html(StatusCode::OK, render(&view)))
    };
    page(&state, &visitor, shown).await
}

/// The organisation of the page, if the visitor may suppress addresses there; those of a channel,
/// if one is chosen.
fn managed(
    state: &AppState,
    visitor: &Visitor,
    channel: Option<Channel>,
) -> Result<Organization, Failure> {
    let organization = organization(state, visitor, channel)?;
    let principal = &visitor.signed_in.principal;
    state.allow(principal, organization.ordinal, false, Permission::ManageSuppressions)?;
    Ok(organization)
}

fn view(state: &AppState, visitor: &Visitor, organization: &Organization) -> CompareView {
    CompareView {
        frame: super::frame(state, visitor),
        channels: channels(state, &visitor.signed_in.principal, organization.ordinal),
        form: CompareForm::default(),
        problem: None,
        found: None,
        imported: None,
        max: (IMPORTED_ROWS_MAX as u64, FILE_BYTES_MAX as u64),
    }
}

async fn take(
    State(state): State<AppState>,
    requester: Requester,
    upload: CheckedUpload,
) -> Response {
    let done = async {
        let visitor = &upload.visitor;
        let form = form(&upload);
        let organization = managed(&state, visitor, form.channel)?;
        let mut view = view(&state, visitor, &organization);
        let by = visitor.by(requester.client);
        // A file that is no text would be taken for none.
        let is_text = form.list.len() == upload.fields.get("list").map_or(0, Bytes::len);
        let compared = match is_text {
            true => compared(&state, &by, &organization, &form).await?,
            false => Err(CompareProblem::Unreadable),
        };
        let (problem, found) = match compared {
            Err(problem) => (Some(problem), None),
            Ok(Found { of, rows, found, refused }) => match asked(&upload, &found) {
                Ok(true) => {
                    let at = organization.ordinal;
                    let became = state.desk.import_only_theirs(&by, at, &of, &rows, &found).await?;
                    let added = became.iter().filter(|row| **row == ImportedRow::Added).count();
                    let done = added.to_string();
                    let there = view.frame.way_with(COMPARE_PATH, &[("done", &done)]);
                    return Ok(Redirect::to(&there).into_response());
                }
                asked => (asked.err(), Some(shown(&found, refused))),
            },
        };
        let status = problem.map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY);
        view = CompareView { form, problem, found, ..view };
        Ok(super::html(status, render(&view)))
    };
    page(&state, &upload.visitor, done).await
}

fn form(upload: &CheckedUpload) -> CompareForm {
    CompareForm {
        channel: Channel::parse(upload.text("channel")),
        provider: upload.text("provider").trim().to_owned(),
        scope: upload.text("scope").trim().to_owned(),
        reason: SuppressionReason::parse(upload.text("reason")),
        list: upload.text("list").to_owned(),
    }
}

/// Whether what they alone have is to be imported: as many as were seen, or none.
fn asked(upload: &CheckedUpload, found: &Reconciliation) -> Result<bool, CompareProblem> {
    let count = upload.text("import");
    if count.is_empty() {
        return Ok(false);
    }
    if count.parse() != Ok(found.only_theirs.len()) {
        return Err(CompareProblem::Changed);
    }
    match upload.text("confirmed") {
        "" => Err(CompareProblem::Unconfirmed),
        _ => Ok(true),
    }
}

struct Found {
    of: ListedFor,
    rows: Vec<annals_desk::NewSuppression>,
    found: Reconciliation,
    refused: Vec<RefusedLine>,
}

async fn compared(
    state: &AppState,
    by: &annals_desk::By,
    organization: &Organization,
    form: &CompareForm,
) -> Result<Result<Found, CompareProblem>, Failure> {
    let Some(channel) = form.channel else { return Ok(Err(CompareProblem::ChannelMissing)) };
    if form.list.trim().is_empty() {
        return Ok(Err(CompareProblem::FileMissing));
    }
    let usual = Usual { channel: Some(channel), reason: form.reason };
    let (rows, mut refused) = match read(form.list.as_bytes(), usual) {
        Ok(read) => read,
        Err(FileError::Malformed(_)) => return Ok(Err(CompareProblem::Unreadable)),
        Err(FileError::TooLong) => return Ok(Err(CompareProblem::TooLong)),
    };
    let (lines, rows): (Vec<u64>, Vec<_>) = rows.into_iter().unzip();
    let named = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let of = ListedFor { channel, provider: named(&form.provider), scope: named(&form.scope) };
    let (at, unread) = (organization.ordinal, addresses(&refused));
    let found = match state.desk.reconcile_suppressions(by, at, &of, &rows, &unread).await {
        Err(annals_desk::Error::Refused(Refusal::Setting(_))) => {
            return Ok(Err(CompareProblem::TooMany));
        }
        found => found?,
    };
    refused.extend(found.refused.iter().map(|(row, field, reason)| RefusedLine {
        line: lines.get(*row).copied().unwrap_or_default(),
        field,
        reason: reason.clone(),
        address: rows.get(*row).map(|row| row.address.clone()),
    }));
    refused.sort_by_key(|refused| refused.line);
    Ok(Ok(Found { of, rows, found, refused }))
}

fn shown(found: &Reconciliation, refused: Vec<RefusedLine>) -> Compared {
    let line = |line: RefusedLine| (line.line, line.field, line.address);
    Compared {
        same: found.same as u64,
        only_theirs: part(&found.only_theirs),
        only_ours: part(&found.only_ours),
        other_reason: part(&found.other_reason),
        ended_here: part(&found.ended_here),
        refused: refused.len() as u64,
        lines: refused.into_iter().take(COMPARED_SHOWN_MAX).map(line).collect(),
    }
}

fn part(all: &[Difference]) -> Part {
    let line = |one: &Difference| DifferenceLine {
        address: one.address.clone(),
        theirs: one.theirs.and_then(SuppressionReason::parse),
        ours: one.ours.iter().filter_map(|word| SuppressionReason::parse(word)).collect(),
        id: one.id.as_ref().map(|id| id.0.clone()),
    };
    Part { count: all.len() as u64, rows: all.iter().take(COMPARED_SHOWN_MAX).map(line).collect() }
}
