//! `POST /v1/events`

use annals_model::{Allow, EventId, Organization, Permission, Principal};
use annals_store::{Disclosed, Entry, Receipt};
use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body_util::BodyExt;

use annals_model::limits;

use crate::api::caller::Caller;
use crate::api::intake::{Format, Intake, Packing, take_in, too_large, unpack};
use crate::api::params::NoParams;
use crate::api::reply::Json;
use crate::error::{Code, Failure};
use crate::state::{AppState, Room};
use crate::wire::{Object, write_entry, write_list, write_receipt};

/// Smaller bodies are parsed where they arrive: handing them to another thread costs more.
const INLINE_BYTES_MAX: usize = 16 * 1024;

/// What the sender wants back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prefer {
    Receipts,
    Representation,
    Minimal,
}

/// Takes events in: all of a request or nothing of it, durable before the answer.
pub(crate) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let home = caller.by.principal.home;
    // Asked before the body is read, so that strangers can't make the server unpack things.
    state.allow(&caller.by.principal, home, false, Permission::WriteEvents)?;
    let format = Format::of(&headers)?;
    let prefer = prefer(&headers);
    state.desk.refresh_modules().await?;
    let asker = caller.by.principal.clone();
    let (intake, room) = read(&state, caller, format, body).await?;
    let Intake { mut events, organizations, names, allow, single, .. } = intake;
    state.desk.enrich(&mut events).await?;
    let receipts = state.store.append(events).await?;
    metrics::counter!("annals_events_accepted_total").increment(receipts.len() as u64);
    let rows = Rows { receipts, organizations, names };
    let kept = match (prefer, allow) {
        (Prefer::Representation, Some(allow)) => rows.read_back(&state, &asker, allow).await?,
        _ => Vec::new(),
    };
    let body = match prefer {
        Prefer::Minimal => minimal(&rows.receipts),
        _ if single => {
            let mut out = String::with_capacity(512);
            rows.write(&mut out, 0, &kept);
            out
        }
        _ => rows.write_all(prefer, &kept),
    };
    drop(room);
    Ok(reply(prefer, body))
}

fn minimal(receipts: &[Receipt]) -> String {
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.raw("accepted", receipts.len());
    object.raw("repeated", receipts.iter().filter(|receipt| receipt.repeated).count());
    object.end();
    out
}

/// What came of each event of a request.
struct Rows {
    receipts: Vec<Receipt>,
    organizations: Vec<Organization>,
    /// Each event's id and its organisation's place in the list above.
    names: Vec<(EventId, u32)>,
}

impl Rows {
    /// The entries as they are kept: a repeat's is the first one, by which its commitment was made.
    async fn read_back(
        &self,
        state: &AppState,
        asker: &Principal,
        allow: Allow,
    ) -> Result<Vec<Option<Disclosed>>, Failure> {
        let wanted: Vec<_> = self
            .names
            .iter()
            .zip(&self.receipts)
            .filter_map(|((_, place), receipt)| {
                let organization = self.organizations.get(*place as usize)?;
                Some((organization.ordinal, receipt.number))
            })
            .collect();
        state.search(asker, move |snapshot| snapshot.disclose(&allow, &wanted)).await
    }

    /// Writes the entry at `index` if it was read back, else its receipt.
    fn write(&self, out: &mut String, index: usize, kept: &[Option<Disclosed>]) {
        let Some(receipt) = self.receipts.get(index) else { return };
        let Some((id, place)) = self.names.get(index) else { return };
        let Some(organization) = self.organizations.get(*place as usize) else { return };
        match kept.get(index) {
            None => write_receipt(out, id, organization, receipt),
            Some(Some(kept)) => {
                let Entry { number, event, .. } = &kept.entry;
                write_entry(out, organization, *number, event, Some((receipt, kept)));
            }
            // Of an entry that is erased, or not for who sent it, only its place in the log.
            Some(None) => {
                let mut object = Object::new(out);
                write_receipt(object.value("receipt"), id, organization, receipt);
                object.end();
            }
        }
    }

    fn write_all(&self, prefer: Prefer, kept: &[Option<Disclosed>]) -> String {
        let mut out = String::with_capacity(self.receipts.len() * 400);
        let mut object = Object::new(&mut out);
        let key = if prefer == Prefer::Representation { "entries" } else { "receipts" };
        let mut index = 0;
        write_list(object.value(key), &self.receipts, |out, _| {
            self.write(out, index, kept);
            index += 1;
        });
        object.end();
        out
    }
}

fn reply(prefer: Prefer, body: String) -> Response {
    let mut response = Json(StatusCode::CREATED, body).into_response();
    let applied = match prefer {
        Prefer::Receipts => return response,
        Prefer::Representation => "return=representation",
        Prefer::Minimal => "return=minimal",
    };
    let name = HeaderName::from_static("preference-applied");
    response.headers_mut().insert(name, HeaderValue::from_static(applied));
    response
}

fn prefer(headers: &HeaderMap) -> Prefer {
    headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split([',', ';']))
        .find_map(|token| match token.trim() {
            "return=representation" => Some(Prefer::Representation),
            "return=minimal" => Some(Prefer::Minimal),
            _ => None,
        })
        .unwrap_or(Prefer::Receipts)
}

/// Reads, unpacks, parses and admits a body, off the reactor where it pays.
async fn read(
    state: &AppState,
    caller: Caller,
    format: Format,
    body: Body,
) -> Result<(Intake, Room), Failure> {
    let mut room = state.room();
    let body = collect(body, &mut room).await?;
    if format.packing == Packing::None && body.len() <= INLINE_BYTES_MAX {
        return Ok((take_in(state, &caller.by, &body, format.kind)?, room));
    }
    let state = state.clone();
    let parse = move || {
        let body = unpack(body, format.packing, &mut room)?;
        Ok((take_in(&state, &caller.by, &body, format.kind)?, room))
    };
    tokio::task::spawn_blocking(parse).await.map_err(|error| Failure::internal(&error))?
}

/// The bytes of a body, with room for each part before the next is read.
async fn collect(mut body: Body, room: &mut Room) -> Result<Bytes, Failure> {
    // Who says beforehand that it is too much need not send it.
    if body.size_hint().lower() > limits::REQUEST_BYTES_MAX as u64 {
        return Err(too_large());
    }
    let mut first = Bytes::new();
    let mut rest: Vec<u8> = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            Failure::new(Code::Malformed, format!("the body ended early: {error}"))
        })?;
        let Ok(data) = frame.into_data() else { continue };
        let bytes = first.len().max(rest.len()) + data.len();
        if bytes > limits::REQUEST_BYTES_MAX {
            return Err(too_large());
        }
        room.grow_to(bytes)?;
        // A body of one part, as most single events are, is not copied.
        if first.is_empty() {
            first = data;
            continue;
        }
        if rest.is_empty() {
            rest.extend_from_slice(&first);
        }
        rest.extend_from_slice(&data);
    }
    Ok(if rest.is_empty() { first } else { rest.into() })
}
