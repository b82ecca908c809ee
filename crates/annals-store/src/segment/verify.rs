//! Reads everything again and compares what was derived with what it was derived from.

use std::collections::BTreeSet;

use annals_model::{Event, Number};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::Segment;
use super::documents::DocumentCache;
use super::layout::{FILTER, TERM_FILTER};
use super::slice::Slice;
use super::term_filter::TermHash;
use crate::terms::{self, CODED};
use crate::{Error, Result, document};

/// Receives each fault as (section, what does not fit).
pub(crate) type Report<'r> = &'r mut dyn FnMut(&'static str, String);

impl Segment {
    /// Re-reads everything: checksums, and index against documents. Each fault goes to `report` as
    /// (section, what does not fit). Fails only when reading itself fails.
    pub(crate) fn verify(&self, report: Report<'_>) -> Result<()> {
        self.inner.check_chunks(report);
        for slice in self.slices() {
            if let Err(error) = verify_slice(self, &slice, report) {
                fault(error, report)?;
            }
        }
        Ok(())
    }
}

/// Reports damage; hands on what is none.
fn fault(error: Error, report: Report<'_>) -> Result<()> {
    match error {
        Error::Damaged { section, reason, .. } => {
            report(section, reason);
            Ok(())
        }
        error => Err(error),
    }
}

fn verify_slice(segment: &Segment, slice: &Slice<'_>, report: Report<'_>) -> Result<()> {
    let of = slice.organization().0;
    let mut check = |ok: bool, section: &'static str, what: &dyn Fn() -> String| {
        if !ok {
            report(section, format!("organisation {of}: {}", what()));
        }
    };
    let mut cache = DocumentCache::default();
    let mut before = None;
    let (mut numbers, mut sum) = (None::<(Number, Number)>, 0_u64);
    let mut coded = [0_u64; CODED.len()];
    for position in 0..slice.len() {
        let document = slice.document_in(position, &mut cache)?;
        let event = document::decode(document).map_err(|error| slice.malformed(error))?.event;
        let (time, number) = (slice.occurred_at(position)?, slice.number(position)?);
        check(time == event.occurred_at, "times", &|| {
            format!("entry {number} did not happen at {time}")
        });
        check(before < Some((time, number)), "times", &|| {
            format!("entry {number} does not stand in its place")
        });
        before = Some((time, number));
        let (least, most) = numbers.unwrap_or((number, number));
        numbers = Some((least.min(number), most.max(number)));
        check(slice.position_of(number)? == Some(position), "order by number", &|| {
            format!("entry {number} is not found")
        });
        let id_hash = document::id_hash(slice.organization(), &event.id);
        check(slice.has_id(id_hash, position)?, "ids", &|| {
            format!("entry {number} is not found by its id")
        });
        check(segment.may_contain_id(id_hash)?, FILTER, &|| {
            format!("it does not let the id of entry {number} through")
        });
        for key in keys_of(&event) {
            check(slice.may_have(TermHash::of_key(&key))?, TERM_FILTER, &|| {
                format!("it does not let {} of entry {number} through", in_words(&key))
            });
            sum = sum.wrapping_add(pair_hash(&key, position));
        }
        for (count, field) in coded.iter_mut().zip(CODED) {
            *count += u64::from(slice.code(field, position)? > 0);
        }
    }
    check(numbers == Some(slice.number_bounds()), "directory", &|| "bounds of numbers".to_owned());
    let times = (slice.occurred_at(0)?, slice.occurred_at(slice.len() - 1)?);
    check(times == slice.time_bounds(), "directory", &|| "bounds of time".to_owned());
    let found = sum_dictionary(slice)?;
    check(found.coded == coded, "codes", &|| "codes and terms differ".to_owned());
    check(found.codes_fit, "codes", &|| "an entry has the code of another term".to_owned());
    check(found.ascending, "terms", &|| "terms do not ascend".to_owned());
    check(found.sum == sum, "terms", &|| {
        differing_term(slice).unwrap_or_else(|| "they are not those of the documents".to_owned())
    });
    Ok(())
}

/// Adds up hashes of what is indexed: the sums of both sides are the same only if the sets are.
fn pair_hash(key: &[u8], position: u32) -> u64 {
    xxh3_64_with_seed(key, u64::from(position))
}

fn keys_of(event: &Event) -> BTreeSet<Vec<u8>> {
    let mut keys = BTreeSet::new();
    terms::terms(event, &mut |field, term| {
        keys.insert([&[field as u8], term].concat());
    });
    keys
}

fn in_words(key: &[u8]) -> String {
    format!("{:?}", key.escape_ascii().to_string())
}

struct Found {
    sum: u64,
    /// By coded field: entries that have a term of it.
    coded: [u64; CODED.len()],
    codes_fit: bool,
    ascending: bool,
}

fn sum_dictionary(slice: &Slice<'_>) -> Result<Found> {
    let dictionary = slice.dictionary();
    let mut found = Found { sum: 0, coded: [0; CODED.len()], codes_fit: true, ascending: true };
    let (mut before, mut ranks) = (Vec::new(), [0_u32; CODED.len()]);
    let (mut terms, mut positions) = (dictionary.terms(), Vec::new());
    while terms.advance()? {
        let key = terms.key();
        found.ascending &= before.as_slice() < key;
        before.clear();
        before.extend_from_slice(key);
        positions.clear();
        dictionary.load_into(terms.term(), &mut positions)?;
        for &position in &positions {
            found.sum = found.sum.wrapping_add(pair_hash(key, position));
        }
        let Some(at) = CODED.iter().position(|&field| Some(&(field as u8)) == key.first()) else {
            continue;
        };
        ranks[at] += 1;
        found.coded[at] += positions.len() as u64;
        for &position in &positions {
            found.codes_fit &= slice.code(CODED[at], position)? == ranks[at];
        }
    }
    Ok(found)
}

/// The first entry whose term is not in the dictionary, in words; the slow way, once it is known
/// that something differs.
fn differing_term(slice: &Slice<'_>) -> Option<String> {
    let mut cache = DocumentCache::default();
    for position in 0..slice.len() {
        let document = slice.document_in(position, &mut cache).ok()?;
        for key in keys_of(&document::decode(document).ok()?.event) {
            let term = slice.dictionary().find(&key).ok()?;
            let listed = term.and_then(|term| slice.load(term).ok());
            if !listed.is_some_and(|positions| positions.contains(position)) {
                let number = slice.number(position).ok()?;
                return Some(format!("entry {number} lacks {}", in_words(&key)));
            }
        }
    }
    Some("a term has entries that do not have it".to_owned())
}
