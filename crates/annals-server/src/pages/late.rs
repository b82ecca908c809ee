//! What comes after the rows of the log: filters with their counts, the chart.
//!
//! In the document they follow the rows, while these are on their way already; a page that is there
//! asks at `/facets` and `/chart`.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;

use annals_desk::By;
use annals_model::{Millis, Principal};
use annals_store::Snapshot;
use annals_viewer::components::part::{self, Late, Piece};
use annals_viewer::fault::RequestFault;
use annals_viewer::messages::{language, parts as messages};
use annals_viewer::{CHART_PATH, LogAddress, Markup};
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use bytes::Bytes;

use super::log::Visit;
use super::run::Request;
use super::selected::moment;
use super::{columns, problem};
use crate::error::{Code, Failure, REQUEST_ID};
use crate::middleware::{Requester, asked, in_language, within};
use crate::session::Visitor;
use crate::state::AppState;

/// What is still to be found, in the snapshot of the rows.
pub(super) struct Rest {
    pub(super) asker: Principal,
    pub(super) request: Arc<Request>,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) address: LogAddress,
    /// What "today" means on the page.
    pub(super) asked_at: Millis,
}

impl Rest {
    async fn facets_part(&self, state: &AppState) -> Markup {
        let part = |facets| part::facets(&self.address, self.asked_at, &facets);
        let request = Arc::clone(&self.request);
        let search = move |snapshot: &Snapshot| request.facets(snapshot);
        let made = async {
            Ok(part(Late::Here(state.search_of(&self.asker, &self.snapshot, search).await?)))
        };
        let made = within(state.config.request_timeout, made).await.flatten();
        made.unwrap_or_else(|why| part(Late::Failed(self.note(&why, messages::no_facets()))))
    }

    async fn chart_part(&self, state: &AppState) -> Markup {
        let part = |chart| part::chart(&self.address, self.asked_at, &chart);
        let request = Arc::clone(&self.request);
        let search = move |snapshot: &Snapshot| request.chart(snapshot);
        let made = async {
            Ok(part(Late::Here(state.search_of(&self.asker, &self.snapshot, search).await?)))
        };
        let made = within(state.config.request_timeout, made).await.flatten();
        made.unwrap_or_else(|why| part(Late::Failed(self.note(&why, messages::no_chart()))))
    }

    fn note(&self, failure: &Failure, title: &str) -> Markup {
        problem::note(failure, Some(title), &self.address.href())
    }
}

/// A document whose later parts are found while the earlier ones are on their way.
pub(super) fn document(state: AppState, rest: Rest, page: Markup, status: StatusCode) -> Response {
    let pieces: VecDeque<Piece> = part::cut(page).into();
    let request_id = REQUEST_ID.try_with(Clone::clone).unwrap_or_default();
    // What is written later is of the same request and in its language.
    let language = language();
    let chunks = futures::stream::unfold((pieces, state, rest), move |held| {
        let request_id = request_id.clone();
        in_language(language, REQUEST_ID.scope(request_id, next_chunk(held)))
    });
    let mut response = (status, Html(Body::from_stream(chunks))).into_response();
    // Proxies would otherwise hold the rows back until all of it is there.
    let no = axum::http::HeaderValue::from_static("no");
    response.headers_mut().insert("x-accel-buffering", no);
    response
}

/// What is still to be sent, and what it takes to find it.
type Held = (VecDeque<Piece>, AppState, Rest);

/// The next piece, with the text up to the one after it.
async fn next_chunk((mut pieces, state, rest): Held) -> Option<(Result<Bytes, Infallible>, Held)> {
    let mut chunk = match pieces.pop_front()? {
        Piece::Text(text) => text,
        Piece::Facets => rest.facets_part(&state).await.into_string(),
        Piece::Chart => rest.chart_part(&state).await.into_string(),
    };
    while let Some(Piece::Text(text)) = pieces.front() {
        chunk.push_str(text);
        pieces.pop_front();
    }
    Some((Ok(Bytes::from(chunk)), (pieces, state, rest)))
}

/// Answers with the part that the path names.
pub(super) async fn answer(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Query(pairs): Query<Vec<(String, String)>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    // Who follows the address by hand wants the page.
    if !asked::is_content(&headers) {
        return Redirect::to(&asked::page_of(&uri)).into_response();
    }
    let by = visitor.by(requester.client);
    let part = match rest(&state, &visitor, by, pairs, &headers).await {
        Ok(rest) if uri.path() == CHART_PATH => rest.chart_part(&state).await,
        Ok(rest) => rest.facets_part(&state).await,
        Err(failure) => return problem::content(&failure, &uri),
    };
    super::html(StatusCode::OK, part)
}

async fn rest(
    state: &AppState,
    visitor: &Visitor,
    by: By,
    mut pairs: Vec<(String, String)>,
    headers: &HeaderMap,
) -> Result<Rest, Failure> {
    let at = pairs.iter().position(|(name, _)| name == "at").map(|place| pairs.remove(place).1);
    let (address, unknown) = LogAddress::read(pairs);
    let mut visit = Visit::begin(state, visitor, address, columns::usual(headers), unknown).await?;
    if let Some(at) = at {
        visit.go_back_to(moment(&at)?);
    }
    let Ok((request, _)) = visit.understand() else {
        return Err(Failure::told(Code::InvalidQuery, RequestFault::NotUnderstood));
    };
    state.readings.tell(&by, visit.rest_of_reading(&request)).await?;
    let (address, asked_at) = (visit.address().clone(), visit.asked_at());
    let (request, snapshot) = (Arc::new(request), state.store.snapshot());
    Ok(Rest { asker: by.principal, request, snapshot, address, asked_at })
}
