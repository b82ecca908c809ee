//! `/export`: the current search of the log, or what was ticked of it, as a file.
//!
//! Small files are sent while they grow. Workbooks, reports and large files are made first, on a
//! page of their own ([`prepared`]).
//!
//! POST, because an export is told in the log itself: by forms of the log page, with the search in
//! the query string as on that page, so that signing in again on the way leads back to it.

use std::sync::Arc;

use annals_desk::{Client, LogExport};
use annals_model::{Millis, Organization, Permission, Principal};
use annals_store::Snapshot;
use annals_viewer::fault::RequestFault;
use annals_viewer::messages::language;
use annals_viewer::report::About;
use annals_viewer::{LogAddress, Place as LogPlace, Selection};
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use super::page;
use super::selected::{Selected, moment, refused, ticked};
use crate::error::Failure;
use crate::export::prepared::{NewFile, PreparedFile};
use crate::export::{self, Format, Writer, report};
use crate::middleware::Requester;
use crate::session::{CheckedForm, Visitor};
use crate::state::{AppState, Place};
use batches::Batches;

mod batches;
mod prepare;
pub(super) mod prepared;

/// Of more entries people want to see how far the file is, and a checksum.
const STREAMED_ENTRIES_MAX: u64 = 100_000;

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
    let begun = async {
        let asked = Asked::new(&state, &visitor, pairs, &form).await?;
        begin(state.clone(), visitor.clone(), requester.client, asked).await
    };
    page(&state, &visitor, begun).await
}

/// Whether a page of the log offers its export.
pub(super) fn may_export(state: &AppState, principal: &Principal, place: &LogPlace) -> bool {
    let export = Permission::ExportEvents;
    state.allow(principal, principal.home, false, export).is_ok()
        && state.allow_in(principal, place, export).is_ok()
}

/// Counts, tells, and only then begins to send, or to make the file.
async fn begin(
    state: AppState,
    visitor: Visitor,
    client: Client,
    asked: Asked,
) -> Result<Response, Failure> {
    let principal = &visitor.signed_in.principal;
    let permit = state.export_place(principal)?;
    let asked = Arc::new(asked);
    // Taken before the entry about the export, which is therefore not in it.
    let snapshot = state.store.snapshot();
    let counted = Arc::clone(&asked);
    let count = move |snapshot: &Snapshot| {
        let mut totals = counted.selected.finds().map(|find| snapshot.total(&find.search()));
        totals.try_fold(0, |all, total| Ok(all + total?))
    };
    let total = state.search_in(principal, &snapshot, count).await?;
    let format = asked.writer.format;
    export::admits(format, total, &state.config).map_err(refused)?;
    let file = match export::is_streamed(format) && total <= STREAMED_ENTRIES_MAX {
        true => None,
        false => Some(asked.begin_file(&state, &visitor, total)?),
    };
    let told =
        LogExport { search: asked.selected.told.clone(), format: format.as_str(), entries: total };
    let by = visitor.by(client);
    if let Err(error) = state.desk.tell_export(by, told).await {
        file.inspect(|file| state.prepared.remove(file));
        return Err(error.into());
    }
    let headers = asked.headers(state.config.clock.now(), total);
    let about = asked.about(&state, &visitor, total);
    let batches = Batches::new(state, visitor, snapshot, Arc::clone(&asked), total);
    if let Some(file) = file {
        let page = Redirect::to(&prepared::href(&file.id)).into_response();
        tokio::spawn(prepare::prepare(batches, file, about, permit));
        return Ok(page);
    }
    let head = asked.writer.head().map_err(|error| Failure::internal(&error))?;
    let download = Download { head, batches, _permit: permit };
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
    async fn new(
        state: &AppState,
        visitor: &Visitor,
        pairs: Vec<(String, String)>,
        fields: &[(String, String)],
    ) -> Result<Self, Failure> {
        let field = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name);
            let missing = || refused(RequestFault::FieldMissing(name.to_owned()));
            found.map(|(_, value)| &**value).ok_or_else(missing)
        };
        let format = field("format")?;
        let format = Format::parse(format)
            .ok_or_else(|| refused(RequestFault::NoFormat(format.to_owned())))?;
        // What "today" meant on the page.
        let at = moment(field("at")?)?;
        let selection = ticked(fields)?.unwrap_or_default();
        let principal = &visitor.signed_in.principal;
        state.allow(principal, principal.home, false, Permission::ExportEvents)?;
        let selected = Selected::new(state, visitor, pairs, selection, at).await?;
        state.allow_in(principal, &selected.address.place, Permission::ExportEvents)?;
        let organization = selected.organization.clone();
        let zone = selected.context.zone.clone();
        let catalogue = Arc::new(state.catalogue(organization.ordinal));
        let tree = state.store.organizations();
        Ok(Self { selected, writer: Writer { format, organization, tree, zone, catalogue } })
    }

    /// Room for a file that is made before it is sent.
    fn begin_file(
        &self,
        state: &AppState,
        visitor: &Visitor,
        total: u64,
    ) -> Result<Arc<PreparedFile>, Failure> {
        let format = self.writer.format;
        let end = export::ending(format, total);
        let name = format!("{}.{end}", self.name(state.config.clock.now()));
        let (owner, back) = (&visitor.signed_in.user.id, self.selected.address.href());
        let parts = report::parts(total);
        let parts = (format == Format::Pdf && parts > 1).then_some(parts);
        let media_type = export::media_type(format, total);
        let zone = self.writer.zone.clone();
        state.prepared.begin(owner, NewFile { name, media_type, back, zone, total, parts })
    }

    fn headers(&self, now: Millis, total: u64) -> [(header::HeaderName, String); 2] {
        let format = self.writer.format;
        let name = format!("{}.{}", self.name(now), export::ending(format, total));
        let media_type = export::media_type(format, total).to_owned();
        [(header::CONTENT_TYPE, media_type), prepared::attachment(&name)]
    }

    /// What the file is called, without its end.
    fn name(&self, now: Millis) -> String {
        let Writer { organization: Organization { id, .. }, zone, .. } = &self.writer;
        let below = if self.selected.address.place.below { "-and-below" } else { "" };
        let day = super::zoned(now, zone).date();
        format!("{id}{below}-audit-log-{day}")
    }

    /// What a report says about itself.
    fn about(&self, state: &AppState, visitor: &Visitor, total: u64) -> About {
        let Selected { organization, address, selection, words, hides_access, .. } = &self.selected;
        let user = &visitor.signed_in.user;
        About {
            organization: organization.name.clone(),
            below: address.place.below,
            search: (*selection == Selection::All).then(|| words.clone()),
            hides_access: *hides_access,
            total,
            made_at: super::zoned(state.config.clock.now(), &self.writer.zone),
            made_by: (user.name.clone(), user.username.clone()),
            month_first: state.desk.preferences_of(organization.ordinal).month_first(),
            language: language(),
        }
    }
}

/// A file on its way: as much as the browser takes is read, one batch ahead.
struct Download {
    /// What stands before the first entry, until it is sent.
    head: Vec<u8>,
    batches: Batches,
    _permit: Place,
}

impl Download {
    /// The next chunk; `None` after the last entry.
    async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        let mut chunk = std::mem::take(&mut self.head);
        if let Some(rows) = self.batches.next(|writer, entries| writer.rows(entries)).await? {
            chunk.extend(rows.map_err(|error| Failure::internal(&error))?);
        }
        Ok((!chunk.is_empty()).then(|| chunk.into()))
    }
}
