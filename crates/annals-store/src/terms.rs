//! What an event is found by.

use std::net::IpAddr;

use annals_model::{Actor, Event};
use annals_query::{
    Has, fold, has_matches, object_texts, searched_texts, stemmed_texts, value_text,
};

/// A field of terms. The number is its place in dictionaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum TermField {
    /// Id, username, name and e-mail joined by [`SEPARATOR`]; see [`actor_parts`].
    Actor = 1,
    /// The source, as it is.
    Source,
    /// Code and label joined by [`SEPARATOR`].
    Action,
    /// The category, as it is.
    Category,
    /// The area, as it is.
    Area,
    /// `EventType::as_str`.
    Type,
    /// `Outcome::as_str`.
    Outcome,
    /// `ActorKind::as_str`.
    Kind,
    /// `type:id`, as it is.
    Record = 0x10,
    /// 16 bytes, IPv4 mapped into IPv6.
    Ip,
    /// Changed property and its label (or nothing) joined by [`SEPARATOR`], as they are.
    Property,
    /// Folded key and folded text of the value joined by [`SEPARATOR`]; see [`DETAIL_BYTES_MAX`].
    Detail,
    /// Folded school, [`SEPARATOR`], end year as two bytes, high byte first.
    Calendar,
    /// The correlation id, folded.
    Correlation,
    /// `critical`, `has:ip` and so on, only where it is so.
    Flag,
    /// Folded words of everything that is searched by words.
    Word = 0x20,
    /// Stems of the words of action code, label and category.
    Stem,
    /// Folded words of the names of affected records.
    Object,
}

/// Fields of which an entry has at most one term; each has a column of codes.
pub(crate) const CODED: [TermField; 8] = [
    TermField::Actor,
    TermField::Source,
    TermField::Action,
    TermField::Category,
    TermField::Area,
    TermField::Type,
    TermField::Outcome,
    TermField::Kind,
];

/// Separates the parts of a term.
pub(crate) const SEPARATOR: u8 = 0x1F;

/// The folded text of a longer detail value is left out of its term, which then ends in two
/// separators: such entries are candidates to be checked on the document.
pub(crate) const DETAIL_BYTES_MAX: usize = 128;

/// Takes what an event is found by. Texts come whole, because most of them come again and again:
/// whoever takes many events remembers which words they have.
pub(crate) trait Sink {
    /// One term.
    fn term(&mut self, field: TermField, term: &[u8]);
    /// A text whose words are terms of [`TermField::Word`].
    fn words(&mut self, text: &str);
    /// A text whose words' stems are terms of [`TermField::Stem`].
    fn stems(&mut self, text: &str);
    /// A text whose words are terms of [`TermField::Object`].
    fn objects(&mut self, text: &str);
}

/// Hands everything `event` is found by to `sink`; the same may come more than once.
pub(crate) fn visit(event: &Event, scratch: &mut Vec<u8>, sink: &mut dyn Sink) {
    visit_coded(event, scratch, sink);
    for record in &event.records {
        let parts = [record.record_type.as_bytes(), b":", record.id.as_bytes()];
        sink.term(TermField::Record, concat(scratch, &parts));
    }
    if let Some(ip) = event.ip {
        sink.term(TermField::Ip, &ip_term(ip));
    }
    for change in &event.changes {
        let label = change.label.as_deref().unwrap_or_default();
        sink.term(TermField::Property, joined(scratch, &[&change.property, label]));
    }
    for detail in &event.details {
        let key = fold::fold_key(&detail.key);
        let value = detail.value.as_ref().map(|value| fold::fold(&value_text(value)));
        let value = match &value {
            Some(value) if value.len() > DETAIL_BYTES_MAX => "\x1F",
            Some(value) => value,
            None => "",
        };
        let parts = [key.as_bytes(), &[SEPARATOR], value.as_bytes()];
        sink.term(TermField::Detail, concat(scratch, &parts));
    }
    for calendar in &event.calendars {
        let school = fold::fold(&calendar.school);
        let year = calendar.end_year.to_be_bytes();
        let parts = [school.as_bytes(), &[SEPARATOR], &year];
        sink.term(TermField::Calendar, concat(scratch, &parts));
    }
    if let Some(text) = &event.correlation_id {
        sink.term(TermField::Correlation, fold::fold(text).as_bytes());
    }
    if event.critical {
        sink.term(TermField::Flag, CRITICAL);
    }
    for has in HAS.into_iter().filter(|&has| has_matches(has, event)) {
        sink.term(TermField::Flag, has_term(has));
    }
    searched_texts(event, &mut |text| sink.words(text));
    stemmed_texts(event).for_each(|text| sink.stems(text));
    object_texts(event, &mut |text| sink.objects(text));
}

fn visit_coded(event: &Event, scratch: &mut Vec<u8>, sink: &mut dyn Sink) {
    let Actor { id, name, username, email, kind, role: _, on_behalf_of: _ } = &event.actor;
    let parts = [id, username, name, email].map(|part| part.as_deref().unwrap_or_default());
    sink.term(TermField::Actor, joined(scratch, &parts));
    for (field, text) in [
        (TermField::Source, &event.source),
        (TermField::Category, &event.category),
        (TermField::Area, &event.area),
    ] {
        if let Some(text) = text {
            sink.term(field, text.as_bytes());
        }
    }
    sink.term(TermField::Action, joined(scratch, &[&event.action, &event.label]));
    sink.term(TermField::Type, event.event_type.as_str().as_bytes());
    sink.term(TermField::Outcome, event.outcome.as_str().as_bytes());
    sink.term(TermField::Kind, kind.as_str().as_bytes());
}

/// Hands every term of `event` to `emit`; the same one may come more than once.
pub(crate) fn terms(event: &Event, emit: &mut dyn FnMut(TermField, &[u8])) {
    struct Each<'a>(&'a mut dyn FnMut(TermField, &[u8]));
    impl Sink for Each<'_> {
        fn term(&mut self, field: TermField, term: &[u8]) {
            (self.0)(field, term);
        }
        fn words(&mut self, text: &str) {
            fold::words(text, &mut |word| (self.0)(TermField::Word, word.as_bytes()));
        }
        fn stems(&mut self, text: &str) {
            annals_query::stems(text, &mut |stem| (self.0)(TermField::Stem, stem.as_bytes()));
        }
        fn objects(&mut self, text: &str) {
            fold::words(text, &mut |word| (self.0)(TermField::Object, word.as_bytes()));
        }
    }
    visit(event, &mut Vec::new(), &mut Each(emit));
}

/// The term of [`TermField::Flag`] that critical entries have.
pub(crate) const CRITICAL: &[u8] = b"critical";

/// Everything an entry may have or lack.
const HAS: [Has; 9] = [
    Has::Records,
    Has::Changes,
    Has::Details,
    Has::Ip,
    Has::Reason,
    Has::Description,
    Has::Calendar,
    Has::Correlation,
    Has::Area,
];

/// The term of [`TermField::Flag`] that entries have which have this.
pub(crate) fn has_term(has: Has) -> &'static [u8] {
    match has {
        Has::Records => b"has:records",
        Has::Changes => b"has:changes",
        Has::Details => b"has:details",
        Has::Ip => b"has:ip",
        Has::Reason => b"has:reason",
        Has::Description => b"has:description",
        Has::Calendar => b"has:calendar",
        Has::Correlation => b"has:correlation",
        Has::Area => b"has:area",
    }
}

/// The term of [`TermField::Ip`]; IPv4 addresses stand where IPv6 maps them, so that networks of
/// both kinds are ranges.
pub(crate) fn ip_term(ip: IpAddr) -> [u8; 16] {
    match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped().octets(),
        IpAddr::V6(ip) => ip.octets(),
    }
}

/// Id, username, name and e-mail of a term of [`TermField::Actor`]; absent ones are empty.
pub(crate) fn actor_parts(term: &[u8]) -> [&[u8]; 4] {
    let mut parts = term.splitn(4, |&byte| byte == SEPARATOR);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// The two parts of a term of `Action`, `Property` or `Detail`.
pub(crate) fn pair(term: &[u8]) -> (&[u8], &[u8]) {
    let at = term.iter().position(|&byte| byte == SEPARATOR).unwrap_or(term.len());
    (&term[..at], term.get(at + 1..).unwrap_or_default())
}

/// Folded school and end year of a term of [`TermField::Calendar`].
pub(crate) fn calendar_parts(term: &[u8]) -> Option<(&[u8], u16)> {
    let (school, year) = term.split_last_chunk()?;
    let (&SEPARATOR, school) = school.split_last()? else { return None };
    Some((school, u16::from_be_bytes(*year)))
}

fn concat<'s>(scratch: &'s mut Vec<u8>, parts: &[&[u8]]) -> &'s [u8] {
    scratch.clear();
    parts.iter().for_each(|part| scratch.extend_from_slice(part));
    scratch
}

/// The parts with separators between; a part's own separator, which is no part of any name worth
/// the trouble, becomes the control character before it.
fn joined<'s>(scratch: &'s mut Vec<u8>, parts: &[&str]) -> &'s [u8] {
    scratch.clear();
    for (part, first) in parts.iter().zip([true].into_iter().chain(std::iter::repeat(false))) {
        if !first {
            scratch.push(SEPARATOR);
        }
        let start = scratch.len();
        scratch.extend_from_slice(part.as_bytes());
        if part.as_bytes().contains(&SEPARATOR) {
            for byte in scratch[start..].iter_mut().filter(|byte| **byte == SEPARATOR) {
                *byte = SEPARATOR - 1;
            }
        }
    }
    scratch
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use annals_query::{WordKind, searched_words};
    use proptest::prelude::*;

    use super::*;
    use crate::document::any_event;

    proptest! {
        #[test]
        fn words_are_those_that_are_searched(event in any_event()) {
            let (mut found, mut wanted) = (BTreeSet::new(), BTreeSet::new());
            terms(&event, &mut |field, term| {
                if field >= TermField::Word {
                    found.insert((field, term.to_vec()));
                }
            });
            searched_words(&event, &mut |kind, word| {
                let field = match kind {
                    WordKind::Word => TermField::Word,
                    WordKind::Stem => TermField::Stem,
                    WordKind::Object => TermField::Object,
                };
                wanted.insert((field, word.as_bytes().to_vec()));
            });
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn parts_come_back(event in any_event()) {
            terms(&event, &mut |field, term| match field {
                TermField::Actor => {
                    let id = event.actor.id.clone().unwrap_or_default().replace('\x1F', "\x1E");
                    assert_eq!(actor_parts(term)[0], id.as_bytes());
                }
                TermField::Action => {
                    assert_eq!(pair(term).1, event.label.replace('\x1F', "\x1E").as_bytes());
                }
                TermField::Calendar => {
                    let (_, year) = calendar_parts(term).unwrap();
                    assert!(event.calendars.iter().any(|calendar| calendar.end_year == year));
                }
                _ => {}
            });
        }
    }
}
