//! Terms by number, and which terms a group of fields has, remembered from event to event.

use annals_model::Event;
use annals_query::fold;
use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

use crate::terms::{self, Emit, Group, Sink, TermField};

/// When so many bytes of terms and groups are held, everything is forgotten at the next image: ids
/// never come again, and a table that is larger than the processor's cache is no faster than
/// folding once more.
const HELD_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Numbers terms and gives them their order.
#[derive(Default)]
pub(super) struct Interner {
    terms: Strings,
    groups: Strings,
    /// By group: where its terms are in `group_terms`.
    group_spans: Vec<(u32, u32)>,
    group_terms: Vec<u32>,
    group_key: Vec<u8>,
    /// By term: the event that had it last, counted from 1.
    last_event: Vec<u32>,
    event: u32,
    /// By term: its place in `ranked` if it is in this image.
    ranks: Vec<u32>,
    ranked: Vec<u32>,
    /// The event count at which the image began.
    image_start: u32,
    used: Vec<u32>,
    scratch: Vec<u8>,
}

impl Interner {
    /// Appends the terms of `event`, each once.
    pub(super) fn terms_of(&mut self, event: &Event, out: &mut Vec<u32>) {
        self.event += 1;
        let mut scratch = std::mem::take(&mut self.scratch);
        terms::visit(event, &mut scratch, &mut Numbering { interner: self, out });
        self.scratch = scratch;
    }

    /// Puts the terms of this image in order.
    pub(super) fn rank(&mut self) {
        self.ranked.clear();
        self.ranked.append(&mut self.used);
        let terms = &self.terms;
        let mut keyed: Vec<(u64, u32)> =
            self.ranked.iter().map(|&term| (prefix(terms.get(term)), term)).collect();
        keyed.sort_unstable_by(|(a_prefix, a), (b_prefix, b)| {
            a_prefix.cmp(b_prefix).then_with(|| terms.get(*a).cmp(terms.get(*b)))
        });
        self.ranks.resize(self.last_event.len(), 0);
        for (rank, &(_, term)) in (0..).zip(&keyed) {
            self.ranked[rank as usize] = term;
            self.ranks[term as usize] = rank;
        }
    }

    pub(super) fn rank_of(&self, term: u32) -> u32 {
        self.ranks[term as usize]
    }

    /// Field and bytes of the term with this rank.
    pub(super) fn key_of_rank(&self, rank: u32) -> &[u8] {
        self.terms.get(self.ranked[rank as usize])
    }

    pub(super) fn end_image(&mut self) {
        self.image_start = self.event;
        let held = self.terms.bytes.len() + self.groups.bytes.len() + self.group_terms.len() * 4;
        if held > HELD_BYTES_MAX || self.event > u32::MAX / 2 {
            *self = Self::default();
        }
    }

    #[inline]
    fn term(&mut self, key: &[u8]) -> u32 {
        let (term, is_new) = self.terms.number(key);
        if is_new {
            self.last_event.push(0);
        }
        term
    }

    /// Appends `term` unless the event has it already.
    #[inline]
    fn note(&mut self, term: u32, out: &mut Vec<u32>) {
        let last = &mut self.last_event[term as usize];
        if *last == self.event {
            return;
        }
        if *last <= self.image_start {
            self.used.push(term);
        }
        *last = self.event;
        out.push(term);
    }

    fn group(&mut self, expand: &dyn Fn(Emit<'_>), out: &mut Vec<u32>) {
        let (number, is_new) = self.groups.number(&self.group_key);
        if is_new {
            let start = self.group_terms.len() as u32;
            expand(&mut |field, term| {
                let term = with_key(field, term, |key| self.term(key));
                self.group_terms.push(term);
            });
            // The same word may be in name and username.
            self.group_terms[start as usize..].sort_unstable();
            let distinct = dedup_from(&mut self.group_terms, start as usize);
            self.group_terms.truncate(distinct);
            self.group_spans.push((start, distinct as u32));
        }
        let (start, end) = self.group_spans[number as usize];
        for at in start..end {
            self.note(self.group_terms[at as usize], out);
        }
    }
}

/// Moves each value after `start` that differs from the one before to the front; gives the new
/// length of all.
fn dedup_from(values: &mut [u32], start: usize) -> usize {
    let mut kept = start;
    for at in start..values.len() {
        if kept == start || values[kept - 1] != values[at] {
            values[kept] = values[at];
            kept += 1;
        }
    }
    kept
}

/// Calls `with` with field and term as one key.
#[inline]
fn with_key<T>(field: TermField, term: &[u8], with: impl FnOnce(&[u8]) -> T) -> T {
    let mut key = [field as u8; 256];
    match key.get_mut(1..=term.len()) {
        Some(place) => {
            place.copy_from_slice(term);
            with(&key[..=term.len()])
        }
        None => with(&[&[field as u8], term].concat()),
    }
}

/// Numbers the terms of one event.
struct Numbering<'a> {
    interner: &'a mut Interner,
    out: &'a mut Vec<u32>,
}

impl Sink for Numbering<'_> {
    fn term(&mut self, field: TermField, term: &[u8]) {
        let number = with_key(field, term, |key| self.interner.term(key));
        self.interner.note(number, self.out);
    }

    fn words(&mut self, text: &str) {
        fold::words(text, &mut |word| self.term(TermField::Word, word.as_bytes()));
    }

    fn group(&mut self, kind: Group, parts: &[Option<&str>], expand: &dyn Fn(Emit<'_>)) {
        let key = &mut self.interner.group_key;
        key.clear();
        key.push(kind as u8);
        for part in parts {
            // Lengths, less one, keep parts apart; 0 is an absent part.
            let len = part.map_or(0, |part| part.len() as u32 + 1);
            key.extend_from_slice(&len.to_le_bytes());
            key.extend_from_slice(part.unwrap_or_default().as_bytes());
        }
        self.interner.group(expand, self.out);
    }
}

/// The first bytes as a number that compares like them.
fn prefix(key: &[u8]) -> u64 {
    if let Some(eight) = key.first_chunk() {
        return u64::from_be_bytes(*eight);
    }
    let mut eight = [0; 8];
    eight[..key.len()].copy_from_slice(key);
    u64::from_be_bytes(eight)
}

/// Distinct byte strings, numbered from 0.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    spans: Vec<(u32, u32)>,
    table: HashTable<Place>,
}

/// All that a look-up needs in one place, so that it misses the cache only once before the bytes.
#[derive(Clone, Copy)]
struct Place {
    hash: u64,
    start: u32,
    len: u32,
    number: u32,
}

impl Strings {
    fn get(&self, number: u32) -> &[u8] {
        let (start, end) = self.spans[number as usize];
        &self.bytes[start as usize..end as usize]
    }

    /// The number of `string`, and whether it is a new one.
    #[inline]
    fn number(&mut self, string: &[u8]) -> (u32, bool) {
        let hash = xxh3_64(string);
        let bytes = &self.bytes;
        let same = |place: &Place| {
            place.hash == hash && bytes[place.start as usize..][..place.len as usize] == *string
        };
        if let Some(place) = self.table.find(hash, same) {
            return (place.number, false);
        }
        let (number, start) = (self.spans.len() as u32, self.bytes.len() as u32);
        self.bytes.extend_from_slice(string);
        self.spans.push((start, self.bytes.len() as u32));
        let place = Place { hash, start, len: string.len() as u32, number };
        self.table.insert_unique(hash, place, |place| place.hash);
        (number, true)
    }
}
