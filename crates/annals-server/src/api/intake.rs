//! Bodies of events: unpacked within their limit, parsed, admitted.

use std::io::Read;

use annals_desk::By;
use annals_model::{
    Allow, Draft, EventId, Millis, Organization, OrganizationId, Permission, Problem, limits,
};
use annals_store::{NewEvent, RESERVED_ACTION_PREFIX, is_reserved};
use axum::http::{HeaderMap, header};
use bytes::Bytes;

use crate::error::{Code, Failure, Refused};
use crate::state::{AppState, Room};
use crate::wire::{BatchError, BatchKind, parse_batch};

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
}

/// What a body is, by its headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Format {
    pub(super) kind: BatchKind,
    pub(super) packing: Packing,
}

impl Format {
    /// Reads `Content-Type` and `Content-Encoding`.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Failure> {
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let full = text(header::CONTENT_TYPE).unwrap_or("application/json");
        let essence = full.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let kind = match &*essence {
            "application/json" => BatchKind::Json,
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => {
                BatchKind::Ndjson
            }
            _ => {
                return Err(Failure::new(
                    Code::UnsupportedMedia,
                    "Content-Type must be application/json or application/x-ndjson",
                ));
            }
        };
        let packing = match text(header::CONTENT_ENCODING).map(str::trim) {
            None | Some("" | "identity") => Packing::None,
            Some("gzip") => Packing::Gzip,
            Some("zstd") => Packing::Zstd,
            Some(_) => {
                return Err(Failure::new(
                    Code::UnsupportedMedia,
                    "Content-Encoding must be gzip or zstd",
                ));
            }
        };
        Ok(Self { kind, packing })
    }
}

/// Bytes unpacked before there must be room for more.
const UNPACK_STEP_BYTES: u64 = 256 * 1024;

/// Unpacks a body, up to [`limits::REQUEST_BYTES_MAX`], making room as it grows.
pub(super) fn unpack(body: Bytes, packing: Packing, room: &mut Room) -> Result<Bytes, Failure> {
    match packing {
        Packing::None => Ok(body),
        Packing::Gzip => unpack_from(flate2::read::MultiGzDecoder::new(&*body), body.len(), room),
        Packing::Zstd => {
            let mut decoder = zstd::Decoder::new(&*body).map_err(broken)?;
            // A frame may ask for a window of 2 GiB; ours never needs more than the limit.
            decoder.window_log_max(25).map_err(broken)?;
            unpack_from(decoder, body.len(), room)
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err gives")]
fn broken(error: std::io::Error) -> Failure {
    Failure::new(Code::Malformed, format!("the body can't be unpacked: {error}"))
}

fn unpack_from(
    mut packed: impl Read,
    packed_bytes: usize,
    room: &mut Room,
) -> Result<Bytes, Failure> {
    let mut out = Vec::new();
    loop {
        let step = packed.by_ref().take(UNPACK_STEP_BYTES).read_to_end(&mut out).map_err(broken)?;
        if step == 0 {
            return Ok(out.into());
        }
        if out.len() > limits::REQUEST_BYTES_MAX {
            return Err(too_large());
        }
        room.grow_to(packed_bytes + out.len())?;
    }
}

/// The body is larger than allowed.
pub(super) fn too_large() -> Failure {
    let max = limits::REQUEST_BYTES_MAX;
    Failure::new(
        Code::TooLarge,
        format!("at most {max} bytes unpacked are taken; send less at once"),
    )
}

/// Events ready for the store.
pub(super) struct Intake {
    pub(super) events: Vec<NewEvent>,
    /// The organisations, in the order in which they first occur.
    pub(super) organizations: Vec<Organization>,
    /// Each event's id and its organisation's place in the list above.
    pub(super) names: Vec<(EventId, u32)>,
    /// The right by which they were taken in; none for no events.
    pub(super) allow: Option<Allow>,
    /// Whether the body was one object.
    pub(super) single: bool,
    /// Bytes of events that came of others.
    expanded_bytes: usize,
}

/// Parses and admits the events of a body: all of them, or a failure that names every refused one.
pub(super) fn take_in(
    state: &AppState,
    by: &By,
    body: &[u8],
    kind: BatchKind,
) -> Result<Intake, Failure> {
    let batch = parse_batch(body, kind).map_err(refuse_batch)?;
    let now = state.config.clock.now();
    let mut intake = Intake {
        events: Vec::with_capacity(batch.events.len()),
        organizations: Vec::new(),
        names: Vec::with_capacity(batch.events.len()),
        allow: None,
        single: batch.single,
        expanded_bytes: 0,
    };
    let mut refused = Vec::new();
    for (index, event) in batch.events.into_iter().enumerate() {
        let taken = event.and_then(|draft| intake.add(state, by, draft, now));
        if let Err(problems) = taken {
            refused.push((index, problems));
        }
    }
    if refused.is_empty() { Ok(intake) } else { Err(refuse(refused)) }
}

impl Intake {
    /// Admits an event and adds it.
    fn add(
        &mut self,
        state: &AppState,
        by: &By,
        draft: Draft,
        now: Millis,
    ) -> Result<(), Vec<Problem>> {
        let place =
            self.place(state, by, draft.organization.as_ref()).map_err(|problem| vec![problem])?;
        let Some(organization) = self.organizations.get(place as usize) else { return Ok(()) };
        let allow = self.allow.as_ref();
        let expanded = state.desk.expand(organization, allow, draft, &mut self.expanded_bytes);
        let drafts = expanded.map_err(|problem| vec![problem])?;
        self.single &= drafts.len() == 1;
        for draft in drafts {
            if self.events.len() >= limits::REQUEST_EVENTS_MAX {
                return Err(vec![too_many_rights()]);
            }
            let event = admit(state, draft, &self.organizations, place, now)?;
            self.names.push((event.event.id.clone(), place));
            self.events.push(event);
        }
        Ok(())
    }

    /// The place of the event's organisation in the list, where the caller may write to it.
    fn place(
        &mut self,
        state: &AppState,
        by: &By,
        id: Option<&OrganizationId>,
    ) -> Result<u32, Problem> {
        let home = by.principal.home;
        let known = self.organizations.iter().position(|known| match id {
            Some(id) => known.id == *id,
            None => known.ordinal == home,
        });
        if let Some(place) = known {
            return Ok(place as u32);
        }
        let problem = || Problem {
            field: "organization".to_owned(),
            reason: "there is no such organisation among those you may write to".to_owned(),
        };
        let (found, allow) = state
            .allow_named(&by.principal, id, false, Permission::WriteEvents)
            .map_err(|_| problem())?;
        self.organizations.push(found);
        self.allow = Some(match self.allow.take() {
            Some(others) => others.and(allow),
            None => allow,
        });
        Ok(self.organizations.len() as u32 - 1)
    }
}

fn admit(
    state: &AppState,
    draft: Draft,
    organizations: &[Organization],
    place: u32,
    now: Millis,
) -> Result<NewEvent, Vec<Problem>> {
    if is_reserved(&draft.action) {
        return Err(vec![Problem {
            field: "action".to_owned(),
            reason: format!("{RESERVED_ACTION_PREFIX}* is kept for Annals' own entries"),
        }]);
    }
    let Some(organization) = organizations.get(place as usize) else { return Err(Vec::new()) };
    let config = &state.config;
    let (event, fingerprint) = annals_model::admit(
        draft,
        organization.id.clone(),
        &config.catalogue,
        &config.masker,
        now,
    )?;
    Ok(NewEvent { organization: organization.ordinal, event, fingerprint })
}

/// A request of few events about modules may stand for very many.
fn too_many_rights() -> Problem {
    let max = limits::REQUEST_EVENTS_MAX;
    Problem {
        field: "details.Module".to_owned(),
        reason: format!("with a right each, the request has more than {max} events; send fewer"),
    }
}

fn refuse_batch(error: BatchError) -> Failure {
    match error {
        BatchError::Malformed(reason) => Failure::new(Code::Malformed, reason),
        BatchError::TooMany => {
            let max = limits::REQUEST_EVENTS_MAX;
            Failure::new(Code::TooLarge, format!("at most {max} events are taken at once"))
        }
    }
}

fn refuse(refused: Vec<(usize, Vec<Problem>)>) -> Failure {
    let count = refused.len();
    let detail = format!("{count} of the events are refused; nothing of the request was kept");
    let mut failure = Failure::new(Code::InvalidEvents, detail);
    failure.refused = refused
        .into_iter()
        .flat_map(|(index, problems)| {
            problems.into_iter().map(move |problem| Refused {
                index: Some(index),
                field: problem.field,
                reason: problem.reason,
            })
        })
        .collect();
    failure
}
