//! Terms by number, and which terms a text has, remembered from event to event.

use annals_model::Event;
use annals_query::fold;
use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

use crate::terms::{self, Sink, TermField};

/// When so many bytes of terms or texts are held, everything is forgotten at the next image: names
/// that are gone should not be held for ever, and ids never come again.
const HELD_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Longer texts are hardly ever repeated.
const TEXT_BYTES_MAX: usize = 128;

/// Numbers terms and gives them their order.
#[derive(Default)]
pub(super) struct Interner {
    terms: Strings,
    texts: Strings,
    /// By text: where its terms are in `text_terms`.
    text_spans: Vec<(u32, u32)>,
    text_terms: Vec<u32>,
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
        let held = self.terms.bytes.len() + self.texts.bytes.len() + self.text_terms.len() * 4;
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

    fn text(&mut self, field: TermField, text: &str, out: &mut Vec<u32>) {
        if text.len() > TEXT_BYTES_MAX {
            return each_word(field, text, &mut |key| {
                let term = self.term(key);
                self.note(term, out);
            });
        }
        let mut key = [0; TEXT_BYTES_MAX + 1];
        key[0] = field as u8;
        key[1..=text.len()].copy_from_slice(text.as_bytes());
        let (number, is_new) = self.texts.number(&key[..=text.len()]);
        if is_new {
            let start = self.text_terms.len() as u32;
            each_word(field, text, &mut |key| {
                let term = self.term(key);
                self.text_terms.push(term);
            });
            self.text_spans.push((start, self.text_terms.len() as u32));
        }
        let (start, end) = self.text_spans[number as usize];
        for at in start..end {
            self.note(self.text_terms[at as usize], out);
        }
    }
}

/// Calls `emit` with the key of every word, or stem, of `text`.
fn each_word(field: TermField, text: &str, emit: &mut dyn FnMut(&[u8])) {
    let mut key = [field as u8; fold::WORD_BYTES_MAX + 1];
    let mut with_field = |word: &str| {
        // Stems are no longer than words, but that is for others to decide.
        if let Some(place) = key.get_mut(1..=word.len()) {
            place.copy_from_slice(word.as_bytes());
            emit(&key[..=word.len()]);
        } else {
            emit(&[&[field as u8], word.as_bytes()].concat());
        }
    };
    match field {
        TermField::Stem => annals_query::stems(text, &mut with_field),
        _ => fold::words(text, &mut with_field),
    }
}

/// Numbers the terms of one event.
struct Numbering<'a> {
    interner: &'a mut Interner,
    out: &'a mut Vec<u32>,
}

impl Sink for Numbering<'_> {
    fn term(&mut self, field: TermField, term: &[u8]) {
        let mut key = [0; 256];
        key[0] = field as u8;
        let number = match key.get_mut(1..=term.len()) {
            Some(place) => {
                place.copy_from_slice(term);
                self.interner.term(&key[..=term.len()])
            }
            None => self.interner.term(&[&[field as u8], term].concat()),
        };
        self.interner.note(number, self.out);
    }

    fn words(&mut self, text: &str) {
        self.interner.text(TermField::Word, text, self.out);
    }

    fn stems(&mut self, text: &str) {
        self.interner.text(TermField::Stem, text, self.out);
    }

    fn objects(&mut self, text: &str) {
        self.interner.text(TermField::Object, text, self.out);
    }
}

/// The first bytes as a number that compares like them.
pub(super) fn prefix(key: &[u8]) -> u64 {
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
    ends: Vec<u32>,
    hashes: Vec<u32>,
    table: HashTable<u32>,
}

impl Strings {
    fn get(&self, number: u32) -> &[u8] {
        span(&self.bytes, &self.ends, number)
    }

    /// The number of `string`, and whether it is a new one.
    #[inline]
    fn number(&mut self, string: &[u8]) -> (u32, bool) {
        let hash = xxh3_64(string);
        let Self { bytes, ends, hashes, table } = self;
        let same = |&number: &u32| {
            hashes[number as usize] == hash as u32 && span(bytes, ends, number) == string
        };
        if let Some(&number) = table.find(hash, same) {
            return (number, false);
        }
        let number = ends.len() as u32;
        bytes.extend_from_slice(string);
        ends.push(bytes.len() as u32);
        hashes.push(hash as u32);
        let rehash = |&number: &u32| xxh3_64(span(bytes, ends, number));
        table.insert_unique(hash, number, rehash);
        (number, true)
    }
}

fn span<'a>(bytes: &'a [u8], ends: &[u32], number: u32) -> &'a [u8] {
    let at = number as usize;
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    &bytes[start as usize..ends[at] as usize]
}
