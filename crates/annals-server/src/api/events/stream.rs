//! `GET /v1/events/stream`

use std::fmt::Write;
use std::time::Duration;

use annals_model::{Number, OrganizationTree};
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
use crate::state::AppState;
use crate::wire::write_entry;

/// Entries looked up at once.
const BATCH_ROWS_MAX: usize = 200;
/// The least time between two looks: a busy log would otherwise be searched at every commit.
const LOOK_GAP: Duration = Duration::from_millis(100);
/// After so long the client has to connect again, which it does by itself.
const AGE_MAX: Duration = Duration::from_secs(60 * 60);

/// Entries as they come, as server-sent events. Each carries its number as event id; a client that
/// comes back with `Last-Event-ID` misses nothing and gets nothing twice.
pub(crate) async fn stream(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    mut params: Params,
) -> Result<Response, Failure> {
    let asked = Asked::take(&state, &caller.by.principal, &mut params)?;
    let after = params.take_parsed("after", parse_number)?;
    params.finish()?;
    if asked.below {
        return Err(invalid("below", "a stream follows the log of one organisation"));
    }
    let resumed = match headers.get("last-event-id") {
        Some(value) => {
            let text = value.to_str().unwrap_or_default();
            Some(parse_number(text).map_err(|reason| invalid("Last-Event-ID", &reason))?)
        }
        None => after,
    };
    let permit = state.stream_permit()?;
    let size = state.store.snapshot().log_size(asked.organization.ordinal);
    let from = resumed.map_or(size, |last| last.saturating_add(1).min(size));
    let tail = Tail {
        commits: state.store.commits(),
        closing: state.closing(),
        state,
        caller,
        asked,
        from: Number(from),
        ends_at: Instant::now() + AGE_MAX,
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

fn parse_number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "must be the number of an entry".to_owned())
}

/// One open stream.
struct Tail {
    state: AppState,
    caller: Caller,
    asked: Asked,
    /// The next entry to look at.
    from: Number,
    commits: watch::Receiver<u64>,
    closing: watch::Receiver<bool>,
    ends_at: Instant,
    started: bool,
    _permit: OwnedSemaphorePermit,
}

impl Tail {
    /// What to send next; `None` ends the stream.
    async fn next(&mut self) -> Option<String> {
        if !self.started {
            self.started = true;
            return Some(": connected\nretry: 2000\n\n".to_owned());
        }
        loop {
            if *self.closing.borrow() || Instant::now() >= self.ends_at {
                return None;
            }
            self.commits.borrow_and_update();
            let size = self.state.store.snapshot().log_size(self.asked.organization.ordinal);
            if self.from.0 < size {
                if let Some(chunk) = self.look().await? {
                    return Some(chunk);
                }
                continue;
            }
            if self.wait().await? == Woken::ByTime {
                return self.heartbeat().await;
            }
        }
    }

    /// Looks at the next entries: what to send of them, if anything.
    async fn look(&mut self) -> Option<Option<String>> {
        let asked = self.asked.clone();
        let from = self.from;
        let found = self.state.search(move |snapshot| {
            let organization = asked.organization.ordinal;
            snapshot.follow(&asked.search(), organization, from, BATCH_ROWS_MAX)
        });
        // The client connects again and meets the error as an answer that it can read.
        let (entries, next) = found.await.ok()?;
        if next <= self.from {
            tokio::time::sleep(LOOK_GAP).await;
            return Some(None);
        }
        self.from = next;
        if entries.is_empty() {
            return Some(None);
        }
        let mut out = String::with_capacity(entries.len() * 1_000);
        let tree = self.state.store.organizations();
        for entry in &entries {
            write_event(&mut out, &tree, entry);
        }
        Some(Some(out))
    }

    /// Waits for a commit or for the time of a heartbeat.
    async fn wait(&mut self) -> Option<Woken> {
        tokio::select! {
            changed = self.commits.changed() => {
                changed.ok()?;
                tokio::time::sleep(LOOK_GAP).await;
                Some(Woken::ByCommit)
            }
            // The sender may be gone before, which is no reason to end.
            true = closes(&mut self.closing) => None,
            () = tokio::time::sleep(self.state.config.heartbeat) => Some(Woken::ByTime),
        }
    }

    /// Says that the stream lives and how far it looked; ends it when the caller's right ended.
    async fn heartbeat(&self) -> Option<String> {
        if !self.caller.still_holds(&self.state).await.unwrap_or(false) {
            return None;
        }
        Some(match self.from.0.checked_sub(1) {
            Some(last) => format!(": alive\nid: {last}\n\n"),
            None => ": alive\n\n".to_owned(),
        })
    }
}

#[derive(PartialEq, Eq)]
enum Woken {
    ByCommit,
    ByTime,
}

async fn closes(closing: &mut watch::Receiver<bool>) -> bool {
    let closes = closing.wait_for(|closing| *closing).await.is_ok();
    if closes { true } else { std::future::pending().await }
}

fn write_event(out: &mut String, tree: &OrganizationTree, entry: &Entry) {
    let Some(organization) = tree.get(entry.organization) else { return };
    // Writing into a string never fails; the JSON has no line ends.
    let _ = write!(out, "id: {}\nevent: entry\ndata: ", entry.number);
    write_entry(out, organization, entry.number, &entry.event, None);
    out.push_str("\n\n");
}
