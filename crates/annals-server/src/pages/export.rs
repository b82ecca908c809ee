//! `/export`: the current search of the log, or what was ticked of it, as a file.
//!
//! POST, because an export is told in the log itself: by forms of the log page, with the search in
//! the query string as on that page, so that signing in again on the way leads back to it.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use annals_desk::{By, Client, LogExport};
use annals_model::{Millis, Organization, Permission};
use annals_store::{Order, PageRequest, Position, Snapshot};
use annals_viewer::LogAddress;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

use super::problem;
use super::selected::{Selected, refused, ticked};
use crate::error::{Code, Failure};
use crate::export::{Format, Writer};
use crate::middleware::Requester;
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

/// Entries written at once: with the largest ones there are, 50 MiB.
const BATCH_ROWS: NonZeroUsize = NonZeroUsize::new(200).expect("200 is not zero");
/// So long files stay on disk for the sake of one slow download.
const AGE_MAX: Duration = Duration::from_secs(60 * 60);

/// Where someone comes who had to sign in first: back to the search.
pub(super) async fn back(Query(pairs): Query<Vec<(String, String)>>) -> Redirect {
    Redirect::to(&LogAddress::read(pairs).0.href())
}

/// The file.
pub(super) async fn send(
    State(state): State<AppState>,
    requester: Requester,
    Query(pairs): Query<Vec<(String, String)>>,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let begun = match Asked::new(&state, &visitor, pairs, &form) {
        Ok(asked) => begin(state, visitor, requester.client, asked).await,
        Err(failure) => Err(failure),
    };
    begun.unwrap_or_else(|failure| problem::page(&frame, &failure))
}

/// Counts, tells, and only then begins to send.
async fn begin(
    state: AppState,
    visitor: Visitor,
    client: Client,
    asked: Asked,
) -> Result<Response, Failure> {
    let permit = state.export_permit()?;
    let asked = Arc::new(asked);
    // Taken before the entry about the export, which is therefore not in it.
    let snapshot = state.store.snapshot();
    let counted = Arc::clone(&asked);
    let count = move |snapshot: &Snapshot| snapshot.total(&counted.selected.search());
    let total = state.search_in(Arc::clone(&snapshot), count).await?;
    let told = LogExport {
        search: asked.selected.told.clone(),
        format: asked.writer.format.as_str(),
        entries: total,
    };
    let by = By { client, ..By::from(&visitor.signed_in) };
    state.desk.tell_export(by, told).await?;
    let head = asked.writer.head().map_err(|error| Failure::internal(&error))?;
    let headers = asked.headers(state.config.clock.now());
    let now = Instant::now();
    let download = Download {
        check_at: now + state.config.heartbeat,
        ends_at: now + AGE_MAX,
        state,
        visitor,
        snapshot,
        asked,
        head,
        after: None,
        rest: total,
        _permit: permit,
    };
    let chunks = futures::stream::try_unfold(download, |mut download| async move {
        let chunk = download.next().await.map_err(cut_short)?;
        Ok::<_, std::io::Error>(chunk.map(|chunk| (chunk, download)))
    });
    Ok((headers, Body::from_stream(chunks)).into_response())
}

/// An error within the body: the connection ends without the body's end, so the browser says that
/// the download failed instead of keeping a file that looks complete.
fn cut_short(failure: Failure) -> std::io::Error {
    tracing::warn!(reason = failure.detail, "an export ended before its last entry");
    std::io::Error::other(failure.detail)
}

/// Entries that may be exported, and the form of the file.
struct Asked {
    selected: Selected,
    writer: Writer,
}

impl Asked {
    /// What the form asks for.
    fn new(
        state: &AppState,
        visitor: &Visitor,
        pairs: Vec<(String, String)>,
        fields: &[(String, String)],
    ) -> Result<Self, Failure> {
        let field = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name);
            found.map(|(_, value)| &**value).ok_or_else(|| refused(format!("{name} is missing")))
        };
        let format = field("format")?;
        let format = Format::parse(format)
            .ok_or_else(|| refused(format!("{format:?} is neither csv nor ndjson")))?;
        // What "today" meant on the page.
        let at = Millis::parse(field("at")?).map_err(refused)?;
        let selection = ticked(fields)?.unwrap_or_default();
        let selected = Selected::new(state, visitor, pairs, selection, at)?;
        let organization = selected.organization.clone();
        let zone = selected.context.zone.clone();
        let config = Arc::clone(&state.config);
        Ok(Self { selected, writer: Writer { format, organization, zone, config } })
    }

    fn headers(&self, now: Millis) -> [(header::HeaderName, String); 2] {
        let Writer { format, organization: Organization { id, .. }, zone, .. } = &self.writer;
        let day = super::zoned(now, zone).date();
        let name = format!("{id}-audit-log-{day}.{}", format.as_str());
        [
            (header::CONTENT_TYPE, format.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ]
    }
}

/// A file on its way: as much as the browser takes is read, one batch ahead.
struct Download {
    state: AppState,
    visitor: Visitor,
    snapshot: Arc<Snapshot>,
    asked: Arc<Asked>,
    /// What stands before the first entry, until it is sent.
    head: Vec<u8>,
    after: Option<Position>,
    /// Entries still to come.
    rest: u64,
    check_at: Instant,
    ends_at: Instant,
    _permit: OwnedSemaphorePermit,
}

/// Some entries, written.
struct Batch {
    rows: std::io::Result<Vec<u8>>,
    count: u64,
    last: Option<Position>,
    more: bool,
}

impl Download {
    /// The next chunk; `None` after the last entry.
    async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        let mut chunk = std::mem::take(&mut self.head);
        if self.rest > 0 {
            self.check().await?;
            let batch = self.batch().await?;
            self.rest = self.rest.checked_sub(batch.count).ok_or_else(disagree)?;
            if batch.more != (self.rest > 0) {
                return Err(disagree());
            }
            self.after = batch.last;
            chunk.extend(batch.rows.map_err(|error| Failure::internal(&error))?);
        }
        Ok((!chunk.is_empty()).then(|| chunk.into()))
    }

    /// Whether it may go on: a right that ended, or a browser that takes for ever, ends it.
    async fn check(&mut self) -> Result<(), Failure> {
        let now = Instant::now();
        if now >= self.ends_at {
            return Err(Failure::new(Code::Timeout, "the export took more than an hour"));
        }
        if now < self.check_at {
            return Ok(());
        }
        self.check_at = now + self.state.config.heartbeat;
        let session = self.state.desk.session(&self.visitor.token).await?;
        let ended = || Failure::new(Code::Unauthenticated, "the session of its user has ended");
        let principal = session.ok_or_else(ended)?.principal;
        self.state.allow(&principal, principal.home, false, Permission::ReadEvents)?;
        Ok(())
    }

    async fn batch(&self) -> Result<Batch, Failure> {
        let asked = Arc::clone(&self.asked);
        let after = self.after.clone();
        let read = move |snapshot: &Snapshot| {
            let order = Order::default();
            let request = PageRequest { order, after, backwards: false, rows_max: BATCH_ROWS };
            let mut page = snapshot.page(&asked.selected.search(), &request)?;
            Ok(Batch {
                rows: asked.writer.rows(&page.entries),
                count: page.entries.len() as u64,
                last: page.positions.pop(),
                more: page.more,
            })
        };
        self.state.search_in(Arc::clone(&self.snapshot), read).await
    }
}

/// One snapshot counts what it finds; should that ever fail, nobody gets a file that looks whole.
fn disagree() -> Failure {
    Failure::internal(&"an export found other entries than were counted")
}
