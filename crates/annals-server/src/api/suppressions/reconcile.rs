//! A provider's list beside ours.

use annals_desk::{Difference, ImportedRow, ListedFor, Reconciliation};
use annals_model::Permission;
use axum::body::Bytes;
use axum::extract::State;

use super::super::caller::Caller;
use super::super::params::{Params, invalid, take_organization};
use super::super::reply::Json;
use super::file;
use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::suppression_file::{RefusedLine, Usual, addresses, channel, reason};
use crate::wire::{Object, write_list, write_text};

/// Differences of each kind in one answer.
const DIFFERENCES_MAX: usize = 1_000;
const DIFFERENCES: usize = 100;
/// What stands between reason and address in the place of a difference.
const SEPARATOR: char = ':';

/// Compares a provider's list with ours; nothing changes, unless how many that they alone have are
/// to be imported is said.
pub(super) async fn reconcile(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let manage = Permission::ManageSuppressions;
    let organization = take_organization(&state, &caller, &mut params, manage)?;
    let missing = || invalid("channel", "say of which channel the list is: email, sms or push");
    let of = ListedFor {
        channel: params.take_parsed("channel", channel)?.ok_or_else(missing)?,
        provider: params.take("provider")?,
        scope: params.take("scope")?,
    };
    let usual = Usual { channel: Some(of.channel), reason: params.take_parsed("reason", reason)? };
    let imported = params.take_parsed("import", |text| {
        text.parse::<usize>().map_err(|_| "is how many are to be imported".to_owned())
    })?;
    let page = Page {
        limit: params.take_count("limit", DIFFERENCES, DIFFERENCES_MAX)?,
        after: params.take_parsed("after", place)?,
    };
    params.finish()?;
    file::may_see(&state, &caller, &organization, Some(of.channel))?;
    let (rows, mut refused) = file::read(&body, usual)?;
    let (lines, rows): (Vec<u64>, Vec<_>) = rows.into_iter().unzip();
    let at = organization.ordinal;
    let unread = addresses(&refused);
    let found = state.desk.reconcile_suppressions(&caller.by, at, &of, &rows, &unread).await?;
    refused.extend(found.refused.iter().map(|(row, field, reason)| RefusedLine {
        line: lines.get(*row).copied().unwrap_or_default(),
        field,
        reason: reason.clone(),
        address: None,
    }));
    let became = match imported {
        None => None,
        Some(count) if count == found.only_theirs.len() => {
            Some(state.desk.import_only_theirs(&caller.by, at, &of, &rows, &found).await?)
        }
        Some(count) => {
            let now = found.only_theirs.len();
            let reason = format!("{now} are on their list alone by now, not {count}: look again");
            return Err(Failure::new(Code::Refused, reason));
        }
    };
    Ok(Json::ok(write(&found, &page, refused, became.as_deref())))
}

/// Which differences of each kind are told.
struct Page {
    limit: usize,
    /// Behind this address and reason.
    after: Option<(String, String)>,
}

/// The place that a text names.
fn place(text: &str) -> Result<(String, String), String> {
    let (reason, address) = text.split_once(SEPARATOR).ok_or("is no place in a list")?;
    Ok((address.to_owned(), reason.to_owned()))
}

fn write(
    found: &Reconciliation,
    page: &Page,
    refused: Vec<RefusedLine>,
    became: Option<&[ImportedRow]>,
) -> String {
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.raw("same", found.same);
    for (name, list) in [
        ("only_theirs", &found.only_theirs),
        ("only_ours", &found.only_ours),
        ("other_reason", &found.other_reason),
        ("ended_here", &found.ended_here),
    ] {
        part(object.value(name), list, page);
    }
    if let Some(became) = became {
        let added = became.iter().filter(|row| **row == ImportedRow::Added).count();
        object.raw("imported", added);
    }
    file::write_refused(&mut object, refused);
    object.end();
    out
}

/// One kind of differences: how many, a page of them, and where the next begins.
fn part(out: &mut String, list: &[Difference], page: &Page) {
    let is_later = |one: &&Difference| match &page.after {
        Some((address, reason)) => one.place() > (address, reason),
        None => true,
    };
    let mut rest = list.iter().filter(is_later).peekable();
    let shown: Vec<_> = rest.by_ref().take(page.limit).collect();
    let last = shown.last().filter(|_| rest.peek().is_some());
    let next = last.map(|last| {
        let (address, reason) = last.place();
        format!("{reason}{SEPARATOR}{address}")
    });
    let mut object = Object::new(out);
    object.raw("count", list.len());
    write_list(object.value("rows"), &shown, |out, one| difference(out, one));
    object.text("next", next.as_deref());
    object.end();
}

fn difference(out: &mut String, one: &Difference) {
    let mut object = Object::new(out);
    object.text("address", Some(&one.address));
    object.text("theirs", one.theirs);
    write_list(object.value("ours"), &one.ours, |out, word| write_text(out, word));
    object.text("id", one.id.as_ref().map(|id| &*id.0));
    object.end();
}
