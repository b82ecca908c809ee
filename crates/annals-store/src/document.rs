//! The stored form of an event.
//!
//! ```text
//! form u8 = 1 | core tag u8 | core length varint | fingerprint 8 | seed 16 | core value
//! then, ascending by (kind, index):
//!     kind u8 | index varint, if the kind has one | length varint | value
//! ```
//!
//! The core and every further part are units of disclosure: what is committed to is the path, the
//! tag and exactly the bytes of the value. So nothing is ever encoded a second time to prove
//! something about it. Form, lengths and order are no part of the commitment, but only one choice
//! of them is taken. What cannot be compressed (fingerprint, seed, a UUID) stands together at the
//! front, so that a block of documents may keep it apart: see [`incompressible`].

mod fields;
mod unit;

use std::ops::Range;

use annals_model::{Event, EventId, Fingerprint, OrganizationOrdinal};
use annals_proof::{Commitment, Committer, Seed, Unit};
use uuid::Uuid;
use xxhash_rust::xxh3::Xxh3;

use crate::varint::{self, Cursor};
use fields::Parts;
use unit::Kind;

/// An event in its stored form, with the commitment to it.
#[derive(Clone, Debug)]
pub(crate) struct Encoded {
    pub(crate) bytes: Vec<u8>,
    pub(crate) commitment: Commitment,
}

/// What a stored form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) event: Event,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) seed: Seed,
}

/// Bytes that no event has as its stored form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no event is stored like this: {0}")]
pub(crate) struct Malformed(pub(crate) &'static str);

/// The only form so far. A redacted event will have a form of its own, with the salts of what is
/// left and the digests of what is gone.
const FORM: u8 = 1;
/// The core begins with 16 bytes of UUID.
const CORE_UUID: u8 = 1;
/// The core begins with length and text of another id.
const CORE_TEXT: u8 = 2;
/// The tag of every other unit.
const UNIT_TAG: u8 = 1;

/// Encodes events; keeps its buffers from one to the next.
#[derive(Default)]
pub(crate) struct Encoder {
    committer: Committer,
    scratch: Vec<u8>,
    spans: Vec<Span>,
}

/// Where a unit's value stands in a stored form.
struct Span {
    kind: Kind,
    index: u32,
    value: Range<usize>,
}

impl Encoder {
    /// The stored form of `event`, in which every field is in exactly one unit of disclosure.
    pub(crate) fn encode(
        &mut self,
        event: &Event,
        fingerprint: Fingerprint,
        seed: Seed,
    ) -> Encoded {
        let core_tag = match event.id {
            EventId::Uuid(_) => CORE_UUID,
            EventId::Text(_) => CORE_TEXT,
        };
        let Self { committer, scratch, spans } = self;
        scratch.clear();
        spans.clear();
        fields::put_core(scratch, event);
        let mut bytes = Vec::with_capacity(scratch.len() * 3);
        bytes.extend_from_slice(&[FORM, core_tag]);
        varint::put_u64(&mut bytes, scratch.len() as u64);
        bytes.extend_from_slice(&fingerprint.0.to_le_bytes());
        bytes.extend_from_slice(&seed.0);
        bytes.extend_from_slice(scratch);
        let core = bytes.len() - scratch.len()..bytes.len();
        fields::put_parts(event, &mut |kind, index, put| {
            scratch.clear();
            put(scratch);
            if scratch.is_empty() && !kind.is_text() {
                return;
            }
            bytes.push(kind as u8);
            if kind.is_indexed() {
                varint::put_u64(&mut bytes, u64::from(index));
            }
            varint::put_bytes(&mut bytes, scratch);
            spans.push(Span { kind, index, value: bytes.len() - scratch.len()..bytes.len() });
        });
        let core = Unit { path: unit::CORE_PATH, tag: core_tag, value: &bytes[core] };
        let parts = spans.iter().map(|span| Part {
            kind: span.kind,
            index: span.index,
            value: &bytes[span.value.clone()],
        });
        let commitment = commit_units(committer, &seed, core, parts)
            .expect("what was just encoded keeps the limits of a commitment");
        Encoded { bytes, commitment }
    }
}

/// The stored form of one event; see [`Encoder::encode`].
pub(crate) fn encode(event: &Event, fingerprint: Fingerprint, seed: Seed) -> Encoded {
    Encoder::default().encode(event, fingerprint, seed)
}

/// The event that `bytes` are the stored form of.
pub(crate) fn decode(bytes: &[u8]) -> Result<Stored, Malformed> {
    let (head, mut rest) = Head::read(bytes)?;
    let mut parts = Parts::default();
    let mut before = None;
    while let Some(part) = next_part(&mut rest)? {
        if before.replace((part.kind, part.index)) >= Some((part.kind, part.index)) {
            return Err(Malformed("order of units"));
        }
        parts.set(part);
    }
    let event = fields::event(head.id, head.core, &parts)?;
    Ok(Stored { event, fingerprint: head.fingerprint, seed: head.seed })
}

/// Only the sender's id and the fingerprint, which is all that telling repeats apart needs.
pub(crate) fn identity(bytes: &[u8]) -> Result<(EventId, Fingerprint), Malformed> {
    let (head, _) = Head::read(bytes)?;
    Ok((head.id, head.fingerprint))
}

/// The commitment, recomputed from the units in `bytes`.
pub(crate) fn commitment(bytes: &[u8]) -> Result<Commitment, Malformed> {
    commit(&mut Committer::new(), bytes)
}

/// What an event is looked up by in filters: it depends on the organisation, so that another
/// organisation's id is neither seen nor blocked.
pub(crate) fn id_hash(organization: OrganizationOrdinal, id: &EventId) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.update(&organization.0.to_le_bytes());
    match id {
        EventId::Uuid(uuid) => hasher.update(uuid.as_bytes()),
        EventId::Text(text) => {
            hasher.update(b"text");
            hasher.update(text.as_bytes());
        }
    }
    hasher.digest()
}

/// The range of a stored form, at its beginning, that looks random: it only spoils the compression
/// of what stands around it. Empty for bytes that are no stored form. It can be told from the bytes
/// before it and the document's length, so it can be cut out and put back.
pub(crate) fn incompressible(prefix: &[u8]) -> Range<usize> {
    let mut cursor = Cursor(prefix);
    let Some([FORM, core_tag]) = cursor.array() else { return 0..0 };
    let Some(core_len) = cursor.u64() else { return 0..0 };
    let start = prefix.len() - cursor.0.len();
    let uuid_len = if core_tag == CORE_UUID && core_len >= 16 { 16 } else { 0 };
    start..start + 24 + uuid_len
}

struct Head<'a> {
    id: EventId,
    fingerprint: Fingerprint,
    seed: Seed,
    core_tag: u8,
    /// The whole value, for the commitment.
    core_value: &'a [u8],
    /// The value after the id.
    core: Cursor<'a>,
}

impl<'a> Head<'a> {
    fn read(bytes: &'a [u8]) -> Result<(Self, Cursor<'a>), Malformed> {
        let mut rest = Cursor(bytes);
        let head = Self::read_in(&mut rest).ok_or(Malformed("head"))?;
        Ok((head, rest))
    }

    fn read_in(rest: &mut Cursor<'a>) -> Option<Self> {
        if rest.u8()? != FORM {
            return None;
        }
        let core_tag = rest.u8()?;
        let core_len = rest.u32()?;
        let fingerprint = Fingerprint(u64::from_le_bytes(rest.array()?));
        let seed = Seed(rest.array()?);
        let core_value = rest.take(core_len as usize)?;
        let mut core = Cursor(core_value);
        let id = match core_tag {
            CORE_UUID => EventId::Uuid(Uuid::from_bytes(core.array()?)),
            CORE_TEXT => EventId::Text(std::str::from_utf8(core.bytes()?).ok()?.into()),
            _ => return None,
        };
        Some(Self { id, fingerprint, seed, core_tag, core_value, core })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Part<'a> {
    kind: Kind,
    index: u32,
    value: &'a [u8],
}

fn next_part<'a>(rest: &mut Cursor<'a>) -> Result<Option<Part<'a>>, Malformed> {
    if rest.is_empty() {
        return Ok(None);
    }
    let mut read = || {
        let kind = Kind::from_u8(rest.u8()?)?;
        let index = if kind.is_indexed() { rest.u32()? } else { 0 };
        Some(Part { kind, index, value: rest.bytes()? })
    };
    read().map(Some).ok_or(Malformed("unit"))
}

fn commit(committer: &mut Committer, bytes: &[u8]) -> Result<Commitment, Malformed> {
    let committed = with_units(bytes, |seed, units| committer.commit(seed, units))?;
    committed.map_err(|_| Malformed("units"))
}

/// Gives `take` the seed and the units of a stored form, ascending by path.
pub(crate) fn with_units<T>(
    bytes: &[u8],
    take: impl FnOnce(&Seed, &[Unit<'_>]) -> T,
) -> Result<T, Malformed> {
    let (head, mut rest) = Head::read(bytes)?;
    let mut parts = Vec::with_capacity(24);
    while let Some(part) = next_part(&mut rest)? {
        parts.push(part);
    }
    if !parts.is_sorted_by(|a, b| (a.kind, a.index) < (b.kind, b.index)) {
        return Err(Malformed("order of units"));
    }
    let core = Unit { path: unit::CORE_PATH, tag: head.core_tag, value: head.core_value };
    ordered_units(core, parts.into_iter(), |units| take(&head.seed, units))
}

/// Commits to `core` and `parts`, which are in the order of their paths.
fn commit_units<'a>(
    committer: &mut Committer,
    seed: &Seed,
    core: Unit<'a>,
    parts: impl ExactSizeIterator<Item = Part<'a>> + Clone,
) -> Result<Commitment, Malformed> {
    let committed = ordered_units(core, parts, |units| committer.commit(seed, units))?;
    committed.map_err(|_| Malformed("units"))
}

/// Gives `take` the units of `core` and `parts`, all in the order of their paths.
fn ordered_units<'a, T>(
    core: Unit<'a>,
    parts: impl ExactSizeIterator<Item = Part<'a>> + Clone,
    take: impl FnOnce(&[Unit<'_>]) -> T,
) -> Result<T, Malformed> {
    let paths: Vec<_> = parts.clone().map(|part| unit::path(part.kind, part.index)).collect();
    let mut units = Vec::with_capacity(paths.len() + 1);
    for (part, path) in parts.zip(&paths) {
        let path = path.as_ref().ok_or(Malformed("index of a unit"))?;
        units.push(Unit { path: path.as_bytes(), tag: UNIT_TAG, value: part.value });
    }
    units.insert(units.partition_point(|unit| unit.path < unit::CORE_PATH), core);
    Ok(take(&units))
}

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use tests::any_event;
