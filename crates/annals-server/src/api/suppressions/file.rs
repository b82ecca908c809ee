//! Suppressions as a file, in and out.

use annals_desk::{ImportedRow, SuppressionOrder, SuppressionSearch};
use annals_model::{Channel, Organization, OrganizationOrdinal, Permission};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};

use super::super::caller::Caller;
use super::super::messages::allow_logs;
use super::super::params::{Params, take_organization};
use super::super::reply::Json;
use super::search;
use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::suppression_file::{self, FileError, RefusedLine, Rows, Usual, channel};
use crate::wire::{Object, write_list};

/// Rows that are read at once for a file that is exported.
const STEP_ROWS: usize = 1_000;
/// Lines that are named in an answer; of more their number is told.
const LINES_TOLD_MAX: usize = 1_000;

/// Suppresses the addresses of a file.
pub(super) async fn import(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let manage = Permission::ManageSuppressions;
    let organization = take_organization(&state, &caller, &mut params, manage)?;
    let of = params.take_parsed("channel", channel)?;
    params.finish()?;
    may_see(&state, &caller, &organization, of)?;
    let (rows, mut refused) = read(&body, Usual { channel: of, reason: None })?;
    let (lines, rows): (Vec<u64>, Vec<_>) = rows.into_iter().unzip();
    let at = organization.ordinal;
    let became = state.desk.import_suppressions(&caller.by, at, rows, refused.len()).await?;
    let (mut added, mut known) = (0_usize, 0_usize);
    for (line, row) in lines.into_iter().zip(became) {
        match row {
            ImportedRow::Added => added += 1,
            ImportedRow::Known => known += 1,
            ImportedRow::Refused(field, reason) => {
                refused.push(RefusedLine { line, field, reason, address: None });
            }
        }
    }
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.raw("added", added);
    object.raw("known", known);
    write_refused(&mut object, refused);
    object.end();
    Ok(Json::ok(out))
}

/// The rows of a body.
pub(super) fn read(body: &[u8], usual: Usual) -> Result<Rows, Failure> {
    suppression_file::read(body, usual).map_err(|error| {
        let code = match error {
            FileError::Malformed(_) => Code::Malformed,
            FileError::TooLong => Code::TooLarge,
        };
        Failure::new(code, error.to_string())
    })
}

/// How many lines are refused, and the first of them.
pub(super) fn write_refused(object: &mut Object<'_>, mut refused: Vec<RefusedLine>) {
    refused.sort_by_key(|refused| refused.line);
    object.raw("refused", refused.len());
    refused.truncate(LINES_TOLD_MAX);
    write_list(object.value("lines"), &refused, |out, one| {
        let mut object = Object::new(out);
        object.raw("line", one.line);
        object.text("field", Some(one.field));
        object.text("reason", Some(&one.reason));
        object.end();
    });
}

/// Refuses who may see no log of the organisation; of the channel, if it is given.
pub(super) fn may_see(
    state: &AppState,
    caller: &Caller,
    organization: &Organization,
    channel: Option<Channel>,
) -> Result<(), Failure> {
    allow_logs(state, &caller.by.principal, Some(&organization.id), channel).map(drop)
}

/// The suppressions that a search finds, as a file.
pub(super) async fn export(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Response, Failure> {
    let manage = Permission::ManageSuppressions;
    let organization = take_organization(&state, &caller, &mut params, manage)?;
    let search = search::take_search(&mut params)?;
    params.finish()?;
    may_see(&state, &caller, &organization, search.channel)?;
    let at = organization.ordinal;
    file(&state, caller, at, search).await
}

async fn file(
    state: &AppState,
    caller: Caller,
    at: OrganizationOrdinal,
    search: SuppressionSearch,
) -> Result<Response, Failure> {
    // By what doesn't change: one that is told of meanwhile would be passed by.
    let order = SuppressionOrder::Address;
    let search =
        SuppressionSearch { order, reversed: false, after: None, rows_max: STEP_ROWS, ..search };
    let page = state.desk.suppressions(&caller.by.principal, at, &search).await?;
    state.desk.tell_suppressions_export(&caller.by, at, page.total).await?;
    let desk = state.desk.clone();
    let first = Some((page, true));
    // After a failure the connection breaks off, rather than end like a whole file.
    let chunks = futures::stream::try_unfold(first, move |step| {
        let (desk, principal) = (desk.clone(), caller.by.principal.clone());
        let search = search.clone();
        async move {
            let Some((page, is_first)) = step else { return Ok(None) };
            let chunk = Bytes::from(suppression_file::part(&page.suppressions, is_first)?);
            let next = match page.next {
                Some(after) => {
                    let search = SuppressionSearch { after: Some(after), ..search };
                    let page = desk.suppressions(&principal, at, &search).await;
                    Some((page.map_err(std::io::Error::other)?, false))
                }
                None => None,
            };
            Ok::<_, std::io::Error>(Some((chunk, next)))
        }
    });
    let headers: [(HeaderName, &str); 2] = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"blacklisted-recipients.csv\""),
    ];
    Ok((headers, Body::from_stream(chunks)).into_response())
}
