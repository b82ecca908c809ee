//! The stored form of an event.

use annals_model::{Event, EventId, Fingerprint, OrganizationOrdinal};
use annals_proof::{Commitment, Seed};

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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no event is stored like this: {0}")]
pub(crate) struct Malformed(pub(crate) &'static str);

/// The stored form of `event`, in which every field is in exactly one unit of disclosure.
pub(crate) fn encode(_event: &Event, _fingerprint: Fingerprint, _seed: Seed) -> Encoded {
    unimplemented!()
}

/// The event that `bytes` are the stored form of.
pub(crate) fn decode(_bytes: &[u8]) -> Result<Stored, Malformed> {
    unimplemented!()
}

/// Only the sender's id and the fingerprint, which is all that telling repeats apart needs.
pub(crate) fn identity(_bytes: &[u8]) -> Result<(EventId, Fingerprint), Malformed> {
    unimplemented!()
}

/// The commitment, recomputed from the units in `bytes`.
pub(crate) fn commitment(_bytes: &[u8]) -> Result<Commitment, Malformed> {
    unimplemented!()
}

/// What an event is looked up by in filters: it depends on the organisation, so that another
/// organisation's id is neither seen nor blocked.
pub(crate) fn id_hash(_organization: OrganizationOrdinal, _id: &EventId) -> u64 {
    unimplemented!()
}
