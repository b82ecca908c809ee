//! `POST /v1/events/delete`

use annals_desk::{HeldEntries, HoldSeen, LogDeletion, Reason};
use annals_model::{Millis, Number, OrganizationId, Permission};
use annals_store::Snapshot;
use axum::body::Bytes;
use axum::extract::State;

use crate::api::caller::Caller;
use crate::api::holds;
use crate::api::params::{NoParams, invalid_value};
use crate::api::query::{Asked, Place};
use crate::api::reply::{Json, read_json};
use crate::deletion::{Pin, digest};
use crate::error::Failure;
use crate::readings::Part;
use crate::state::AppState;
use crate::wire::{Object, write_list};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// No default: an empty search, which finds everything, has to be meant.
    q: String,
    organization: Option<String>,
    #[serde(default)]
    dry_run: bool,
    entries: Option<u64>,
    digest: Option<String>,
    before: Option<u64>,
    at: Option<String>,
    reason: Option<String>,
}

impl Wanted {
    /// What is to be done, unless it is a dry run.
    fn order(&self) -> Result<Option<(Pin, Reason)>, Failure> {
        let Self { dry_run, entries, digest, before, at, reason, .. } = self;
        if *dry_run {
            let is_pinned = entries.is_some() || digest.is_some() || before.is_some();
            let is_plain = !is_pinned && at.is_none();
            let refused =
                || invalid_value("dry_run", "goes without entries, digest, before and at");
            return is_plain.then_some(None).ok_or_else(refused);
        }
        let missing = |name| move || invalid_value(name, "is missing; a dry run gives it");
        let at = at.as_deref().ok_or_else(missing("at"))?;
        let pin = Pin {
            entries: entries.ok_or_else(missing("entries"))?,
            digest: digest.clone().ok_or_else(missing("digest"))?,
            before: Number(before.ok_or_else(missing("before"))?),
            at: Millis::parse(at).map_err(|reason| invalid_value("at", &reason))?,
        };
        let reason = reason.as_deref().ok_or_else(|| invalid_value("reason", "is missing"))?;
        let reason =
            Reason::parse(reason).map_err(|error| invalid_value("reason", &error.to_string()))?;
        Ok(Some((pin, reason)))
    }
}

/// The holds that keep some of the entries, each with how many.
fn kept_by(all: Vec<HoldSeen>, counts: &[u64]) -> Vec<(HoldSeen, u64)> {
    let each = all.into_iter().zip(counts.iter().copied());
    each.filter(|(_, count)| *count > 0).collect()
}

/// Says what a search would delete, or deletes just that.
pub(crate) async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    body: Bytes,
) -> Result<Json, Failure> {
    let wanted: Wanted = read_json(&body)?;
    let named = wanted.organization.as_deref().map(OrganizationId::parse).transpose();
    let named = named.map_err(|reason| invalid_value("organization", &reason))?;
    let principal = &caller.by.principal;
    let (organization, allow) = state.allow_deletion(principal, named.as_ref())?;
    let order = wanted.order()?;
    let seen = order.as_ref().map(|(pin, _)| (pin.before, pin.at));
    let at = seen.map_or_else(|| state.config.clock.now(), |(_, at)| at);
    let permission = Permission::ReadEvents;
    let place = Place { organization: Some(&organization.id), below: false, permission };
    let asked = Asked::new(&state, principal, wanted.q, &place, at)?;
    let told = asked.told();
    let (expr, ordinal) = (asked.expr.clone(), organization.ordinal);
    let HeldEntries { held, by } = state.desk.held_entries(principal, ordinal).await?;
    let find = move |snapshot: &Snapshot| {
        let size = Number(snapshot.log_size(ordinal));
        let before = seen.map_or(size, |(before, _)| before);
        Ok((snapshot.deletable(&allow, &expr, before, &held)?, before))
    };
    let (entries, before) = state.search(principal, find).await?;
    let (count, kept, times) = (entries.len(), entries.kept(), entries.time_bounds());
    let (held, holds) = (entries.held(), kept_by(by, entries.held_by()));
    let found = [entries];
    let digest = digest(&found);
    let id = match order {
        None => {
            asked.tell(&state, &caller.by, Part::Rest).await?;
            None
        }
        Some((pin, reason)) => {
            pin.check(&found)?;
            let [entries] = found;
            let deletion = LogDeletion { entries, search: told, reason };
            Some(state.desk.delete_entries(&caller.by, deletion).await?)
        }
    };
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.raw("deleted", id.is_some());
    object.raw("entries", count);
    object.raw("kept", kept);
    object.raw("held", held);
    write_list(object.value("holds"), &holds, |out, (seen, count)| {
        holds::write_seen(out, seen, ("entries", *count));
    });
    object.text("digest", Some(&digest));
    object.raw("before", before.0);
    object.display("at", at);
    object.text("earliest", times.map(|(earliest, _)| earliest.to_string()).as_deref());
    object.text("latest", times.map(|(_, latest)| latest.to_string()).as_deref());
    match &id {
        Some(id) => object.id("told_by", id),
        None => object.text("told_by", None),
    }
    object.end();
    Ok(Json::ok(out))
}
