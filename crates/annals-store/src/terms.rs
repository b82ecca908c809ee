//! What an event is found by.

use std::net::IpAddr;

use annals_model::{Actor, Change, Detail, Event};
use annals_query::{Has, fold, has_matches, value_text};

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

/// Receives terms: field and bytes.
pub(crate) type Emit<'e> = &'e mut dyn FnMut(TermField, &[u8]);

/// Takes what an event is found by, group by group: most groups come again and again, and whoever
/// takes many events remembers which terms they have.
pub(crate) trait Sink {
    /// A term that hardly ever comes again.
    fn term(&mut self, field: TermField, term: &[u8]);

    /// A text whose words are terms of [`TermField::Word`], and hardly ever comes again.
    fn words(&mut self, text: &str);

    /// Terms that depend on `kind` and `parts` alone; `expand` gives them.
    fn group(&mut self, kind: Group, parts: &[Option<&str>], expand: &dyn Fn(Emit<'_>));
}

/// What a group of terms is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Group {
    Actor,
    Action,
    State,
    RecordName,
    Property,
}

/// Hands everything `event` is found by to `sink`; the same may come more than once.
///
/// The words are those of [`annals_query::searched_words`], in groups.
pub(crate) fn visit(event: &Event, scratch: &mut Vec<u8>, sink: &mut dyn Sink) {
    visit_actor(&event.actor, sink);
    visit_action(event, sink);
    visit_state(event, sink);
    for record in &event.records {
        let parts = [record.record_type.as_bytes(), b":", record.id.as_bytes()];
        sink.term(TermField::Record, concat(scratch, &parts));
        if let Some(name) = &record.name {
            sink.group(Group::RecordName, &[Some(name)], &|emit| {
                words(name, TermField::Word, emit);
                words(name, TermField::Object, emit);
            });
        }
    }
    visit_values(event, scratch, sink);
    for text in event.description.iter().chain(&event.reason) {
        sink.words(text);
    }
    if let Some(ip) = event.ip {
        sink.term(TermField::Ip, &ip_term(ip));
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
}

fn visit_actor(actor: &Actor, sink: &mut dyn Sink) {
    let Actor { id, name, username, email, kind: _, role: _, on_behalf_of } = actor;
    let other = on_behalf_of.as_ref().and_then(|other| other.name.as_ref());
    let parts = [id.as_ref(), username.as_ref(), name.as_ref(), email.as_ref(), other];
    let parts = parts.map(|part| part.map(String::as_str));
    sink.group(Group::Actor, &parts, &|emit| {
        emit(TermField::Actor, &joined(&parts[..4]));
        parts[1..].iter().flatten().for_each(|text| words(text, TermField::Word, emit));
    });
}

fn visit_action(event: &Event, sink: &mut dyn Sink) {
    let (category, area) = (event.category.as_deref(), event.area.as_deref());
    let (action, label) = (Some(&*event.action), Some(&*event.label));
    let event_type = event.event_type.as_str();
    sink.group(Group::Action, &[action, label, category, area, Some(event_type)], &|emit| {
        emit(TermField::Action, &joined(&[action, label]));
        category.into_iter().for_each(|text| emit(TermField::Category, text.as_bytes()));
        area.into_iter().for_each(|text| emit(TermField::Area, text.as_bytes()));
        emit(TermField::Type, event_type.as_bytes());
        for text in [action, label, category].into_iter().flatten() {
            words(text, TermField::Word, emit);
            annals_query::stems(text, &mut |stem| emit(TermField::Stem, stem.as_bytes()));
        }
    });
}

fn visit_state(event: &Event, sink: &mut dyn Sink) {
    let source = event.source.as_deref();
    let (outcome, kind) = (event.outcome.as_str(), event.actor.kind.as_str());
    // One letter for each flag that is set.
    let mut flags = [0_u8; HAS.len() + 1];
    let mut set = 0;
    let present = HAS.iter().map(|&has| has_matches(has, event)).chain([event.critical]);
    for (letter, _) in (b'a'..).zip(present).filter(|(_, present)| *present) {
        flags[set] = letter;
        set += 1;
    }
    let flags = &flags[..set];
    let letters = std::str::from_utf8(flags).ok();
    sink.group(Group::State, &[source, Some(outcome), Some(kind), letters], &|emit| {
        source.into_iter().for_each(|text| emit(TermField::Source, text.as_bytes()));
        emit(TermField::Outcome, outcome.as_bytes());
        emit(TermField::Kind, kind.as_bytes());
        for &letter in flags {
            let has = HAS.get(usize::from(letter - b'a'));
            emit(TermField::Flag, has.map_or(CRITICAL, |&has| has_term(has)));
        }
    });
}

fn visit_values(event: &Event, scratch: &mut Vec<u8>, sink: &mut dyn Sink) {
    for Change { property, label, old, new, masked: _ } in &event.changes {
        let (property, label) = (Some(property.as_str()), label.as_deref());
        sink.group(Group::Property, &[property, label], &|emit| {
            emit(TermField::Property, &joined(&[property, label]));
            property.into_iter().chain(label).for_each(|text| words(text, TermField::Word, emit));
        });
        old.iter().chain(new).for_each(|value| sink.words(&value_text(value)));
    }
    for Detail { key, value } in &event.details {
        let text = value.as_ref().map(value_text);
        if let Some(text) = &text {
            sink.words(text);
        }
        let key = fold::fold_key(key);
        let folded = text.map(|text| fold::fold(&text)).unwrap_or_default();
        let value = match folded.as_bytes() {
            long if long.len() > DETAIL_BYTES_MAX => &[SEPARATOR],
            short => short,
        };
        let parts = [key.as_bytes(), &[SEPARATOR], value];
        sink.term(TermField::Detail, concat(scratch, &parts));
    }
}

fn words(text: &str, field: TermField, emit: Emit<'_>) {
    fold::words(text, &mut |word| emit(field, word.as_bytes()));
}

/// Hands every term of `event` to `emit`; the same one may come more than once.
pub(crate) fn terms(event: &Event, emit: Emit<'_>) {
    struct Each<'a>(Emit<'a>);
    impl Sink for Each<'_> {
        fn term(&mut self, field: TermField, term: &[u8]) {
            (self.0)(field, term);
        }
        fn words(&mut self, text: &str) {
            words(text, TermField::Word, self.0);
        }
        fn group(&mut self, _: Group, _: &[Option<&str>], expand: &dyn Fn(Emit<'_>)) {
            expand(self.0);
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

/// What [`annals_query::actor_key`] is of a term of [`TermField::Actor`].
pub(crate) fn actor_key(term: &[u8]) -> &[u8] {
    let [id, username, name, _] = actor_parts(term);
    first_present([username, name, id])
}

/// The first part that is there; empty if none is.
fn first_present(parts: [&[u8]; 3]) -> &[u8] {
    parts.into_iter().find(|part| !part.is_empty()).unwrap_or_default()
}

/// The two parts of a term of `Action`, `Property` or `Detail`.
pub(crate) fn pair(term: &[u8]) -> (&[u8], &[u8]) {
    let at = term.iter().position(|&byte| byte == SEPARATOR).unwrap_or(term.len());
    (&term[..at], term.get(at + 1..).unwrap_or_default())
}

/// What is counted of a term of a coded field, and what people read of it: of an actor the username
/// and the name, or what there is; of an action code and label.
pub(crate) fn value_and_label(field: TermField, term: &[u8]) -> (&[u8], &[u8]) {
    match field {
        TermField::Actor => {
            let [id, username, name, _] = actor_parts(term);
            (actor_key(term), first_present([name, username, id]))
        }
        TermField::Action => pair(term),
        _ => (term, term),
    }
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

/// The parts, absent ones as empty, with separators between; a part's own separator, which is no
/// part of any name worth the trouble, becomes the control character before it.
fn joined(parts: &[Option<&str>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push(SEPARATOR);
        }
        let bytes = part.unwrap_or_default().bytes();
        out.extend(bytes.map(|byte| if byte == SEPARATOR { SEPARATOR - 1 } else { byte }));
    }
    out
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
                    let key = annals_query::actor_key(&event.actor);
                    assert_eq!(actor_key(term), key.as_bytes());
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
