//! `GET /v1/events/stream`

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use annals_model::{Number, OrganizationOrdinal, OrganizationTree, Permission};
use annals_store::Entry;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::Instant;

use crate::api::caller::Caller;
use crate::api::params::{Params, invalid};
use crate::api::query::Asked;
use crate::error::Failure;
use crate::readings::Part;
use crate::state::AppState;
use crate::wire::{LOGS_MAX, Progress, write_entry};

/// Entries looked up at once.
const BATCH_ROWS_MAX: usize = 200;
/// Of these at most so many of one log, while others wait.
const LOG_ROWS_MAX: usize = 50;
/// The least time between two looks: a busy log would otherwise be searched at every commit.
const LOOK_GAP: Duration = Duration::from_millis(100);
/// After so long the client has to connect again, which it does by itself.
const AGE_MAX: Duration = Duration::from_secs(60 * 60);

/// Entries as they come, as server-sent events. The id of each says how far the stream is; a client
/// that comes back with `Last-Event-ID` misses nothing and gets nothing twice.
pub(crate) async fn stream(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    mut params: Params,
) -> Result<Response, Failure> {
    let asked = Asked::take(&state, &caller.by.principal, &mut params)?;
    let one = (!asked.below).then_some(asked.organization.ordinal);
    let after = params.take_parsed("after", |id| Progress::parse(id, one))?;
    params.finish()?;
    let logs = asked.allow.organizations();
    if logs.len() > LOGS_MAX {
        let reason = format!("a stream follows at most {LOGS_MAX} organisations");
        return Err(invalid("below", &reason));
    }
    let resumed = match headers.get("last-event-id") {
        Some(value) => {
            let parsed = Progress::parse(value.to_str().unwrap_or_default(), one);
            Some(parsed.map_err(|reason| invalid("Last-Event-ID", &reason))?)
        }
        None => after,
    };
    let part = if resumed.is_some() { Part::Rest } else { Part::First };
    asked.tell(&state, &caller.by, part).await?;
    let permit = state.stream_permit()?;
    let progress = begin(&state, &asked, resumed);
    let now = Instant::now();
    let tail = Tail {
        commits: state.store.commits(),
        closing: state.closing(),
        tree: state.store.organizations(),
        heartbeat_at: now + state.config.heartbeat,
        state,
        caller,
        asked,
        progress,
        turn: OrganizationOrdinal(0),
        ends_at: now + AGE_MAX,
        started: false,
        _permit: permit,
    };
    let chunks = futures::stream::unfold(tail, |mut tail| async move {
        let chunk = tail.next().await?;
        Some((Ok::<_, std::convert::Infallible>(Bytes::from(chunk)), tail))
    });
    let mut response = Body::from_stream(chunks).into_response();
    let kind = HeaderValue::from_static("text/event-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    // Proxies would otherwise hold events back until a buffer is full.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// Where to begin: after what the client has, and without that at now. Numbers beyond a log are its
/// end.
fn begin(state: &AppState, asked: &Asked, resumed: Option<Progress>) -> Progress {
    let snapshot = state.store.snapshot();
    let logs = asked.allow.organizations();
    let mut progress = match (resumed, asked.below) {
        (Some(mut resumed), _) => {
            resumed.follow(logs);
            resumed
        }
        (None, true) => Progress::Many(logs.iter().map(|log| (*log, u64::MAX)).collect()),
        (None, false) => Progress::One(asked.organization.ordinal, u64::MAX),
    };
    for (log, next) in progress.logs() {
        progress.advance(log, Number(next.0.min(snapshot.log_size(log))));
    }
    progress
}

/// One open stream.
struct Tail {
    state: AppState,
    caller: Caller,
    asked: Asked,
    progress: Progress,
    /// The log whose turn it is, so that a busy one does not hold up the others.
    turn: OrganizationOrdinal,
    /// The organisations by which the logs were chosen.
    tree: Arc<OrganizationTree>,
    commits: watch::Receiver<u64>,
    closing: watch::Receiver<bool>,
    heartbeat_at: Instant,
    ends_at: Instant,
    started: bool,
    _permit: OwnedSemaphorePermit,
}

/// What was found in one log, and the number after the last entry looked at.
type Found = (OrganizationOrdinal, Vec<Entry>, Number);

impl Tail {
    /// What to send next; `None` ends the stream.
    async fn next(&mut self) -> Option<String> {
        if !self.started {
            self.started = true;
            return Some(": connected\nretry: 2000\n\n".to_owned());
        }
        loop {
            let now = Instant::now();
            if *self.closing.borrow() || now >= self.ends_at {
                return None;
            }
            // Also while much is going on: that is when a revoked key must not go on reading.
            if now >= self.heartbeat_at {
                self.heartbeat_at = now + self.state.config.heartbeat;
                return self.heartbeat().await;
            }
            self.commits.borrow_and_update();
            self.choose_logs()?;
            let behind = self.behind();
            if behind.is_empty() {
                self.wait().await?;
            } else if let Some(chunk) = self.look(behind).await? {
                return Some(chunk);
            }
        }
    }

    /// Takes up organisations that came since; `None` if the right is gone, or there are too many.
    fn choose_logs(&mut self) -> Option<()> {
        let tree = self.state.store.organizations();
        if Arc::ptr_eq(&tree, &self.tree) {
            return Some(());
        }
        let place = self.asked.organization.ordinal;
        let principal = &self.caller.by.principal;
        let allow = self.state.allow(principal, place, self.asked.below, Permission::ReadEvents);
        self.asked.allow = allow.ok()?;
        self.tree = tree;
        let logs = self.asked.allow.organizations();
        self.progress.follow(logs);
        (logs.len() <= LOGS_MAX).then_some(())
    }

    /// The logs with entries to look at, beginning with the one whose turn it is.
    fn behind(&self) -> Vec<(OrganizationOrdinal, Number)> {
        let snapshot = self.state.store.snapshot();
        let mut behind = self.progress.logs();
        behind.retain(|(log, next)| next.0 < snapshot.log_size(*log));
        let turn = behind.partition_point(|(log, _)| *log < self.turn);
        behind.rotate_left(turn);
        behind
    }

    /// Looks at the next entries of these logs: what to send of them, if anything.
    async fn look(&mut self, behind: Vec<(OrganizationOrdinal, Number)>) -> Option<Option<String>> {
        let asked = self.asked.clone();
        let each = if behind.len() > 1 { LOG_ROWS_MAX } else { BATCH_ROWS_MAX };
        let found = self.state.search(move |snapshot| {
            let mut found: Vec<Found> = Vec::new();
            let mut room = BATCH_ROWS_MAX;
            for (log, from) in behind {
                if room == 0 {
                    break;
                }
                let (entries, next) =
                    snapshot.follow(&asked.search(), log, from, room.min(each))?;
                room -= entries.len();
                found.push((log, entries, next.max(from)));
            }
            Ok(found)
        });
        // The client connects again and meets the error as an answer that it can read.
        let found = found.await.ok()?;
        let before = self.progress.clone();
        let mut out = String::new();
        for (log, entries, next) in found {
            for entry in &entries {
                self.progress.advance(log, Number(entry.number.0 + 1));
                self.write_event(&mut out, entry);
            }
            self.progress.advance(log, next);
            self.turn = OrganizationOrdinal(log.0.saturating_add(1));
        }
        if self.progress == before {
            tokio::time::sleep(LOOK_GAP).await;
        }
        Some((!out.is_empty()).then_some(out))
    }

    /// Waits for a commit or for the time of a heartbeat; `None` when the server closes.
    async fn wait(&mut self) -> Option<()> {
        tokio::select! {
            changed = self.commits.changed() => {
                changed.ok()?;
                tokio::time::sleep(LOOK_GAP).await;
                Some(())
            }
            // The sender may be gone before, which is no reason to end.
            true = closes(&mut self.closing) => None,
            () = tokio::time::sleep_until(self.heartbeat_at) => Some(()),
        }
    }

    /// Says that the stream lives and how far it looked; ends it when the caller's right ended.
    async fn heartbeat(&self) -> Option<String> {
        if !self.caller.still_holds(&self.state).await.unwrap_or(false) {
            return None;
        }
        Some(match self.progress.id() {
            Some(id) => format!(": alive\nid: {id}\n\n"),
            None => ": alive\n\n".to_owned(),
        })
    }

    fn write_event(&self, out: &mut String, entry: &Entry) {
        let Some(organization) = self.tree.get(entry.organization) else { return };
        let id = self.progress.id().unwrap_or_default();
        // Writing into a string never fails; the JSON has no line ends.
        let _ = write!(out, "id: {id}\nevent: entry\ndata: ");
        write_entry(out, organization, entry.number, &entry.event, None);
        out.push_str("\n\n");
    }
}

async fn closes(closing: &mut watch::Receiver<bool>) -> bool {
    let closes = closing.wait_for(|closing| *closing).await.is_ok();
    if closes { true } else { std::future::pending().await }
}
