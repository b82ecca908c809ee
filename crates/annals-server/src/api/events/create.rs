//! `POST /v1/events`

use annals_model::Permission;
use annals_store::Receipt;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body_util::BodyExt;

use annals_model::limits;

use crate::api::caller::Caller;
use crate::api::intake::{Format, Intake, Packing, take_in, too_large, unpack};
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
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let home = caller.by.principal.home;
    // Asked before the body is read, so that strangers can't make the server unpack things.
    state.allow(&caller.by.principal, home, false, Permission::WriteEvents)?;
    let format = Format::of(&headers)?;
    let prefer = prefer(&headers);
    let (intake, room) = read(&state, caller, format, body).await?;
    let kept = (prefer == Prefer::Representation)
        .then(|| intake.events.iter().map(|new| new.event.clone()).collect::<Vec<_>>());
    let Intake { events, organizations, names, single } = intake;
    let receipts = state.store.append(events).await?;
    drop(room);
    metrics::counter!("annals_events_accepted_total").increment(receipts.len() as u64);
    let row = |out: &mut String, index: usize, receipt: &Receipt| {
        let Some((id, place)) = names.get(index) else { return };
        let Some(organization) = organizations.get(*place as usize) else { return };
        match kept.as_ref().and_then(|kept| kept.get(index)) {
            Some(event) => write_entry(out, organization, receipt.number, event, Some(receipt)),
            None => write_receipt(out, id, organization, receipt),
        }
    };
    let body = match (prefer, single, receipts.first()) {
        (Prefer::Minimal, ..) => minimal(&receipts),
        (_, true, Some(receipt)) => {
            let mut out = String::with_capacity(512);
            row(&mut out, 0, receipt);
            out
        }
        _ => many(prefer, &receipts, row),
    };
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

fn many(
    prefer: Prefer,
    receipts: &[Receipt],
    row: impl Fn(&mut String, usize, &Receipt),
) -> String {
    let mut out = String::with_capacity(receipts.len() * 400);
    let mut object = Object::new(&mut out);
    let key = if prefer == Prefer::Representation { "entries" } else { "receipts" };
    let mut index = 0;
    write_list(object.value(key), receipts, |out, receipt| {
        row(out, index, receipt);
        index += 1;
    });
    object.end();
    out
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
