//! What commitments were made of, for those who want to compute them themselves.

use annals_model::{Allow, Number, OrganizationOrdinal};
use annals_proof::{Seed, Unit};
use hashbrown::HashMap;

use crate::search::visible;
use crate::segment::DocumentCache;
use crate::state::{Part, Published};
use crate::{Entry, Result, document};

/// An entry with everything that its commitment was computed from.
#[derive(Clone, Debug)]
pub struct Disclosed {
    /// The entry.
    pub entry: Entry,
    /// The seed of its salts.
    pub seed: Seed,
    /// Its units of disclosure, ascending by path.
    pub units: Vec<DisclosedUnit>,
}

/// A unit of disclosure, exactly as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosedUnit {
    /// Its name, unique within the event.
    pub path: String,
    /// How `value` is to be read.
    pub tag: u8,
    /// Its bytes.
    pub value: Vec<u8>,
}

impl DisclosedUnit {
    fn of(unit: &Unit<'_>) -> Self {
        let path = String::from_utf8_lossy(unit.path).into_owned();
        Self { path, tag: unit.tag, value: unit.value.to_vec() }
    }
}

/// The entries with these numbers, in the order asked for; `None` for those that are not there any
/// more, or not for the one who asks.
pub(crate) fn disclose(
    published: &Published,
    allow: &Allow,
    wanted: &[(OrganizationOrdinal, Number)],
) -> Result<Vec<Option<Disclosed>>> {
    let rows = visible(allow);
    let mut caches = HashMap::new();
    let find = |&(organization, number): &(OrganizationOrdinal, Number)| {
        if allow.organizations().binary_search(&organization).is_err() {
            return Ok(None);
        }
        // What was just taken in is at the end.
        for part in published.files.iter().chain(&published.tail).rev() {
            let cache = caches.entry(part.id).or_default();
            if let Some(found) = in_part(part, organization, number, cache)? {
                let may_see = annals_query::matches(&rows, &found.entry.event, number);
                return Ok(may_see.then_some(found));
            }
        }
        Ok(None)
    };
    wanted.iter().map(find).collect()
}

fn in_part(
    part: &Part,
    organization: OrganizationOrdinal,
    number: Number,
    cache: &mut DocumentCache,
) -> Result<Option<Disclosed>> {
    let Some(slice) = part.segment.slice(organization) else { return Ok(None) };
    let Some(position) = slice.position_of(number)? else { return Ok(None) };
    if part.dead.get(&organization).is_some_and(|dead| dead.contains(position)) {
        return Ok(None);
    }
    let bytes = slice.document_in(position, cache)?;
    let disclosed = || {
        let document::Stored { event, seed, .. } = document::decode(bytes)?;
        let units = document::with_units(bytes, |_, units| {
            units.iter().map(DisclosedUnit::of).collect::<Vec<_>>()
        })?;
        Ok(Disclosed { entry: Entry { organization, number, event }, seed, units })
    };
    disclosed().map(Some).map_err(|error: document::Malformed| part.damaged(&error))
}
