//! Entries as they come, as server-sent events: for the API in JSON, for the page as rows.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use annals_model::{Allow, Number, OrganizationOrdinal, OrganizationTree, Permission};
use annals_query::Expr;
use annals_store::{Entry, Search};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::api::caller::Caller;
use crate::error::Failure;
use crate::state::{AppState, Place};
use crate::wire::{LOGS_MAX, Progress};

/// Entries looked up at once.
const BATCH_ROWS_MAX: usize = 200;
/// Of these at most so many of one log, while others wait.
const LOG_ROWS_MAX: usize = 50;
/// The least time between two looks: a busy log would otherwise be searched at every commit.
const LOOK_GAP: Duration = Duration::from_millis(100);
/// After so long the client has to connect again, which it does by itself.
const AGE_MAX: Duration = Duration::from_secs(60 * 60);

/// The search whose entries are followed.
#[derive(Clone)]
pub(crate) struct Followed {
    /// Where, and whether below it.
    pub(crate) place: OrganizationOrdinal,
    pub(crate) below: bool,
    pub(crate) allow: Allow,
    pub(crate) expr: Expr,
    /// A client that is further behind skips what it missed, and is told how much that was.
    pub(crate) behind_max: Option<u64>,
}

/// Appends the data of an entry, without line ends.
pub(crate) type WriteData = Box<dyn Fn(&mut String, &Entry) + Send + Sync>;

impl Followed {
    fn search(&self) -> Search<'_> {
        Search { allow: &self.allow, expr: &self.expr }
    }
}

/// The stream. The id of each event says how far it is; a client that comes back with it as
/// `resumed` misses nothing and gets nothing twice. `held` is given back at its end.
pub(crate) fn stream(
    state: &AppState,
    caller: Caller,
    followed: Followed,
    resumed: Option<Progress>,
    write_data: WriteData,
    held: impl Send + 'static,
) -> Result<Response, Failure> {
    let permit = state.stream_place(&caller.by.principal)?;
    let progress = begin(state, &followed, resumed);
    let now = Instant::now();
    let tail = Tail {
        commits: state.store.commits(),
        closing: state.closing(),
        tree: state.store.organizations(),
        heartbeat_at: now + state.config.heartbeat,
        state: state.clone(),
        caller,
        followed,
        progress,
        turn: OrganizationOrdinal(0),
        ends_at: now + AGE_MAX,
        started: false,
        write_data,
        _permit: permit,
    };
    let chunks = futures::stream::unfold((tail, held), |(mut tail, held)| async move {
        let chunk = tail.next().await?;
        Some((Ok::<_, std::convert::Infallible>(Bytes::from(chunk)), (tail, held)))
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
fn begin(state: &AppState, followed: &Followed, resumed: Option<Progress>) -> Progress {
    let snapshot = state.store.snapshot();
    let logs = followed.allow.organizations();
    let mut progress = match (resumed, followed.below) {
        (Some(mut resumed), _) => {
            resumed.follow(logs);
            resumed
        }
        (None, true) => Progress::Many(logs.iter().map(|log| (*log, u64::MAX)).collect()),
        (None, false) => Progress::One(followed.place, u64::MAX),
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
    followed: Followed,
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
    write_data: WriteData,
    _permit: Place,
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
            } else if let Some(chunk) = self.skip(&behind).await? {
                return Some(chunk);
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
        let Followed { place, below, .. } = self.followed;
        let principal = &self.caller.by.principal;
        let allow = self.state.allow(principal, place, below, Permission::ReadEvents);
        self.followed.allow = allow.ok()?;
        self.tree = tree;
        let logs = self.followed.allow.organizations();
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

    /// Goes to the end of a log of which the client missed more than it wants.
    async fn skip(&mut self, behind: &[(OrganizationOrdinal, Number)]) -> Option<Option<String>> {
        let Some(behind_max) = self.followed.behind_max else { return Some(None) };
        for &(log, from) in behind {
            let followed = self.followed.clone();
            let missed = self.state.search(&self.caller.by.principal, move |snapshot| {
                let end = snapshot.log_size(log);
                let is_far = end.saturating_sub(from.0) > behind_max;
                let search = followed.search();
                let count = if is_far { snapshot.count_from(&search, log, from)? } else { 0 };
                Ok((count, Number(end)))
            });
            let (count, end) = missed.await.ok()?;
            if count > behind_max {
                self.progress.advance(log, end);
                let id = self.progress.id().unwrap_or_default();
                return Some(Some(format!("id: {id}\nevent: missed\ndata: {count}\n\n")));
            }
        }
        Some(None)
    }

    /// Looks at the next entries of these logs: what to send of them, if anything.
    async fn look(&mut self, behind: Vec<(OrganizationOrdinal, Number)>) -> Option<Option<String>> {
        let followed = self.followed.clone();
        let each = if behind.len() > 1 { LOG_ROWS_MAX } else { BATCH_ROWS_MAX };
        let found = self.state.search(&self.caller.by.principal, move |snapshot| {
            let mut found: Vec<Found> = Vec::new();
            let mut room = BATCH_ROWS_MAX;
            for (log, from) in behind {
                if room == 0 {
                    break;
                }
                let (entries, next) =
                    snapshot.follow(&followed.search(), log, from, room.min(each))?;
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
        let id = self.progress.id().unwrap_or_default();
        // Writing into a string never fails.
        let _ = write!(out, "id: {id}\nevent: entry\ndata: ");
        (self.write_data)(out, entry);
        out.push_str("\n\n");
    }
}

async fn closes(closing: &mut watch::Receiver<bool>) -> bool {
    let closes = closing.wait_for(|closing| *closing).await.is_ok();
    if closes { true } else { std::future::pending().await }
}
