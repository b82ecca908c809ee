//! What can be done to an event before its turn in the log: encoding, commitment, looking for a
//! repeat. It runs on the caller's side, so that the one writer has little left to do.

use annals_model::{Event, EventId, Fingerprint, Number, OrganizationOrdinal};
use annals_proof::{Commitment, Seed};

use crate::document::{self, Encoder};
use crate::state::Published;
use crate::{Error, NewEvent, Result};

/// An event that only lacks its number.
pub(crate) struct Prepared {
    pub(crate) organization: OrganizationOrdinal,
    /// Boxed, because what is prepared is moved from list to list.
    pub(crate) event: Box<Event>,
    pub(crate) id_hash: u64,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) document: Vec<u8>,
    pub(crate) commitment: Commitment,
    /// The entry with the same id, if a segment file has one.
    pub(crate) known: Option<Known>,
}

/// An entry that is in the log already.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) number: Number,
    pub(crate) commitment: Commitment,
    /// Absent when the entry has been erased: it then answers to any content.
    pub(crate) fingerprint: Option<Fingerprint>,
}

/// Prepares a request against the segment files of `published`.
pub(crate) fn prepare(events: Vec<NewEvent>, published: &Published) -> Result<Vec<Prepared>> {
    let mut prepared = encode_all(events)?;
    // File by file over the whole request, so that looks into a filter do not wait for one another.
    let id_hashes: Vec<u64> = prepared.iter().map(|event| event.id_hash).collect();
    for part in published.files.iter() {
        for (event, &id_hash) in prepared.iter_mut().zip(&id_hashes) {
            if part.segment.may_contain_id(id_hash)? && event.known.is_none() {
                event.known = part.find(event.organization, id_hash, &event.event.id)?;
            }
        }
    }
    Ok(prepared)
}

/// Prepares events whose ids are fresh. No file is looked at: a damaged one must not stop them.
pub(crate) fn encode_all(events: Vec<NewEvent>) -> Result<Vec<Prepared>> {
    let mut seeds = vec![0; events.len() * 16];
    getrandom::fill(&mut seeds)
        .map_err(|error| Error::Invalid(format!("the system gives no random numbers: {error}")))?;
    let seeds = seeds.as_chunks::<16>().0.iter().copied().map(Seed);
    let mut encoder = Encoder::default();
    Ok(events.into_iter().zip(seeds).map(|(new, seed)| encode(&mut encoder, new, seed)).collect())
}

fn encode(encoder: &mut Encoder, new: NewEvent, seed: Seed) -> Prepared {
    let NewEvent { organization, event, fingerprint } = new;
    let encoded = encoder.encode(&event, fingerprint, seed);
    Prepared {
        organization,
        id_hash: document::id_hash(organization, &event.id),
        event: Box::new(event),
        fingerprint,
        document: encoded.bytes,
        commitment: encoded.commitment,
        known: None,
    }
}

/// What an erased entry's id is remembered by: 128 bits, because there is no document left to
/// compare with, and a new event must never be taken for an erased one.
pub(crate) fn erased_hash(organization: OrganizationOrdinal, id: &EventId) -> u128 {
    let mut bytes = organization.0.to_le_bytes().to_vec();
    bytes.extend_from_slice(id.to_string().as_bytes());
    xxhash_rust::xxh3::xxh3_128(&bytes)
}
