//! What the operator does to Blacklisted Recipients.

use std::path::PathBuf;

use annals_desk::{
    Desk, Difference, ImportedRow, ListedFor, NewSuppression, Suppression, SuppressionId,
    SuppressionOrder, SuppressionSearch,
};
use annals_model::{Channel, OrganizationOrdinal, ResetLimit};
use annals_server::suppression_file::{self, RefusedLine, Usual};
use annals_store::Store;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::context::{self, Usage};

/// Rows of one answer.
const STEP_ROWS: usize = 1_000;

/// What is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    /// Answers with rows, and with where the next ones begin.
    List { filter: Filter, after: Option<String> },
    /// Answers with a part of a file, and with where the next one begins. The first is told.
    Export { filter: Filter, after: Option<String> },
    /// Answers with a list.
    Check { channel: String, addresses: Vec<String>, scope: Option<String> },
    /// Answers with the row.
    Add(New),
    /// Answers with the row.
    Reset { id: String, reason: String, confirmed: bool },
    /// Answers with counts, and with the lines that are refused.
    Import { file: PathBuf, channel: Option<String> },
    /// Answers with what a provider's list and ours differ in.
    Reconcile(Compared),
}

/// A provider's list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Compared {
    pub(crate) file: PathBuf,
    pub(crate) channel: String,
    pub(crate) provider: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) reason: Option<String>,
    /// How many that they alone have are imported, as seen before.
    pub(crate) import: Option<usize>,
}

/// Which ones.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Filter {
    pub(crate) channel: Option<String>,
    pub(crate) reasons: Vec<String>,
    pub(crate) states: Vec<String>,
    pub(crate) words: String,
}

/// One that is added.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct New {
    pub(crate) channel: String,
    pub(crate) address: String,
    pub(crate) reason: String,
    pub(crate) provider: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) note: Option<String>,
}

pub(super) async fn run(
    store: &Store,
    desk: &Desk,
    organization: Option<&str>,
    asked: Asked,
) -> anyhow::Result<Value> {
    let at = context::organization(store, organization)?.ordinal;
    match asked {
        Asked::List { filter, after } => {
            let page = desk
                .suppressions(&desk.operator(), at, &search(&filter, after.as_deref())?)
                .await?;
            let rows: Vec<_> = page.suppressions.iter().map(to_json).collect();
            Ok(json!({ "rows": rows, "next": page.next.as_ref().map(suppression_file::place) }))
        }
        Asked::Export { filter, after } => export(desk, at, &filter, after).await,
        Asked::Check { channel, addresses, scope } => {
            check(desk, at, (&channel, &addresses), scope.as_deref()).await
        }
        Asked::Add(new) => add(desk, at, new).await,
        Asked::Reset { id, reason, confirmed } => {
            let (by, id) = (desk.operator(), SuppressionId(id));
            let done = desk.reset_suppression(&by, at, &id, &reason, confirmed).await?;
            Ok(to_json(&done))
        }
        Asked::Import { file, channel } => import(desk, at, file, channel.as_deref()).await,
        Asked::Reconcile(compared) => reconcile(desk, at, compared).await,
    }
}

fn search(filter: &Filter, after: Option<&str>) -> Result<SuppressionSearch, Usage> {
    let channel = filter.channel.as_deref().map(suppression_file::channel);
    let reasons = filter.reasons.iter().map(|word| suppression_file::reason(word));
    let states = filter.states.iter().map(|word| suppression_file::state(word));
    Ok(SuppressionSearch {
        channel: channel.transpose().map_err(Usage)?,
        reasons: reasons.collect::<Result<_, _>>().map_err(Usage)?,
        states: states.collect::<Result<_, _>>().map_err(Usage)?,
        words: filter.words.clone(),
        after: after.and_then(suppression_file::parse_place),
        rows_max: STEP_ROWS,
        ..SuppressionSearch::default()
    })
}

async fn export(
    desk: &Desk,
    at: OrganizationOrdinal,
    filter: &Filter,
    after: Option<String>,
) -> anyhow::Result<Value> {
    let is_first = after.is_none();
    // By what doesn't change: one that is told of meanwhile would be passed by.
    let order = SuppressionOrder::Address;
    let search = SuppressionSearch { order, ..search(filter, after.as_deref())? };
    let page = desk.suppressions(&desk.operator(), at, &search).await?;
    if is_first {
        desk.tell_suppressions_export(&desk.operator(), at, page.total).await?;
    }
    let part = suppression_file::part(&page.suppressions, is_first)?;
    Ok(json!({
        "part": String::from_utf8(part)?,
        "next": page.next.as_ref().map(suppression_file::place),
    }))
}

async fn check(
    desk: &Desk,
    at: OrganizationOrdinal,
    (channel, addresses): (&str, &[String]),
    scope: Option<&str>,
) -> anyhow::Result<Value> {
    let channel = suppression_file::channel(channel).map_err(Usage)?;
    let checked = desk.check_addresses(&desk.operator(), at, channel, addresses, scope).await?;
    let one = |one: &annals_desk::CheckedAddress| {
        let reasons: Vec<_> = one.active.iter().map(|active| active.reason.as_str()).collect();
        json!({
            "address": one.address,
            "suppressed": one.is_suppressed,
            "problem": one.problem,
            "reasons": reasons.join(", "),
        })
    };
    Ok(checked.iter().map(one).collect())
}

async fn add(desk: &Desk, at: OrganizationOrdinal, new: New) -> anyhow::Result<Value> {
    let new = NewSuppression {
        channel: suppression_file::channel(&new.channel).map_err(Usage)?,
        address: new.address,
        reason: suppression_file::reason(&new.reason).map_err(Usage)?,
        provider: new.provider,
        scope: new.scope,
        since: None,
        note: new.note,
    };
    let added = desk.add_suppression(&desk.operator(), at, new).await?;
    let (row, _) = added.map_err(|(field, reason)| Usage(format!("{field} {reason}")))?;
    Ok(to_json(&row))
}

async fn import(
    desk: &Desk,
    at: OrganizationOrdinal,
    file: PathBuf,
    channel: Option<&str>,
) -> anyhow::Result<Value> {
    let of: Option<Channel> = channel.map(suppression_file::channel).transpose().map_err(Usage)?;
    let bytes = bytes_of(file).await?;
    let (rows, mut refused) = suppression_file::read(&bytes, Usual { channel: of, reason: None })?;
    let (lines, rows): (Vec<u64>, Vec<_>) = rows.into_iter().unzip();
    let by = desk.operator();
    let became = desk.import_suppressions(&by, at, rows, refused.len()).await?;
    let count = |wanted: &ImportedRow| became.iter().filter(|row| *row == wanted).count();
    let (added, known) = (count(&ImportedRow::Added), count(&ImportedRow::Known));
    for (line, row) in lines.into_iter().zip(became) {
        if let ImportedRow::Refused(field, reason) = row {
            refused.push(RefusedLine { line, field, reason, address: None });
        }
    }
    refused.sort_by_key(|refused| refused.line);
    let lines = lines_of(&refused);
    Ok(json!({ "added": added, "known": known, "refused": refused.len(), "lines": lines }))
}

fn lines_of(refused: &[RefusedLine]) -> Vec<Value> {
    let one =
        |one: &RefusedLine| json!({ "line": one.line, "field": one.field, "reason": one.reason });
    refused.iter().map(one).collect()
}

async fn bytes_of(file: PathBuf) -> anyhow::Result<Vec<u8>> {
    let name = file.display().to_string();
    let read = tokio::task::spawn_blocking(move || {
        // A longer one is refused, and need not be in memory to be.
        let mut bytes = Vec::new();
        let most = suppression_file::FILE_BYTES_MAX as u64 + 1;
        let file = std::io::Read::take(std::fs::File::open(file)?, most);
        std::io::Read::read_to_end(&mut { file }, &mut bytes)?;
        std::io::Result::Ok(bytes)
    });
    read.await?.with_context(|| format!("can't read {name}"))
}

async fn reconcile(
    desk: &Desk,
    at: OrganizationOrdinal,
    compared: Compared,
) -> anyhow::Result<Value> {
    let Compared { file, channel, provider, scope, reason, import } = compared;
    let channel = suppression_file::channel(&channel).map_err(Usage)?;
    let reason = reason.as_deref().map(suppression_file::reason).transpose().map_err(Usage)?;
    let bytes = bytes_of(file).await?;
    let usual = Usual { channel: Some(channel), reason };
    let (rows, mut refused) = suppression_file::read(&bytes, usual)?;
    let (lines, rows): (Vec<u64>, Vec<_>) = rows.into_iter().unzip();
    let (by, of) = (desk.operator(), ListedFor { channel, provider, scope });
    let unread = suppression_file::addresses(&refused);
    let found = desk.reconcile_suppressions(&by, at, &of, &rows, &unread).await?;
    let now = found.only_theirs.len();
    let imported = match import {
        None => None,
        Some(count) if count == now => {
            let became = desk.import_only_theirs(&by, at, &of, &rows, &found).await?;
            Some(became.iter().filter(|row| **row == ImportedRow::Added).count())
        }
        Some(count) => anyhow::bail!("{now} are on their list alone by now, not {count}"),
    };
    refused.extend(found.refused.iter().map(|(row, field, reason)| RefusedLine {
        line: lines.get(*row).copied().unwrap_or_default(),
        field,
        reason: reason.clone(),
        address: None,
    }));
    Ok(json!({
        "same": found.same,
        "only_theirs": differences(&found.only_theirs),
        "only_ours": differences(&found.only_ours),
        "other_reason": differences(&found.other_reason),
        "ended_here": differences(&found.ended_here),
        "imported": imported,
        "refused": refused.len(),
        "lines": lines_of(&refused),
    }))
}

fn differences(list: &[Difference]) -> Value {
    let one = |one: &Difference| {
        let ours = one.ours.join(", ");
        json!({ "address": one.address, "theirs": one.theirs, "ours": ours })
    };
    list.iter().map(one).collect()
}

fn to_json(one: &Suppression) -> Value {
    json!({
        "id": one.id.0,
        "channel": one.channel.as_str(),
        "address": one.address,
        "reason": one.reason.as_str(),
        "state": one.state.as_str(),
        "provider": one.provider,
        "scope": one.scope,
        "source": one.source,
        "since": one.first_at.to_string(),
        "told_last_at": one.last_at.to_string(),
        "ended_at": one.ended_at.map(|at| at.to_string()),
        "times": one.count,
        "reset_limit": one.reset_limit().map(ResetLimit::as_str),
    })
}
