//! Which words of an event a search looks at. The store indexes exactly what is emitted here, and
//! [`crate::matches()`] reads the same, so that the two can't drift apart.

use std::borrow::Cow;

use annals_model::{Actor, Event, Value};

use crate::fold;

/// What a searched word counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// A word as it stands, for free words.
    Word,
    /// The stem of a word of the action, its label or category.
    Stem,
    /// A word as it stands, for `object:`.
    Object,
}

/// Calls `emit` with every word by which `event` is found, folded; repeats included.
pub fn searched_words(event: &Event, emit: &mut dyn FnMut(WordKind, &str)) {
    searched_texts(event, &mut |text| fold::words(text, &mut |word| emit(WordKind::Word, word)));
    for text in stemmed_texts(event) {
        stems(text, &mut |stem| emit(WordKind::Stem, stem));
    }
    object_texts(event, &mut |text| fold::words(text, &mut |word| emit(WordKind::Object, word)));
}

/// Calls `emit` with every text in which free words are looked for; a phrase lies within one text.
pub fn searched_texts(event: &Event, emit: &mut dyn FnMut(&str)) {
    let actor = &event.actor;
    let other = actor.on_behalf_of.as_ref().and_then(|other| other.name.as_deref());
    for text in [
        actor.name.as_deref(),
        actor.username.as_deref(),
        actor.email.as_deref(),
        other,
        event.description.as_deref(),
        event.reason.as_deref(),
    ] {
        text.into_iter().for_each(&mut *emit);
    }
    stemmed_texts(event).for_each(&mut *emit);
    object_texts(event, emit);
    for change in &event.changes {
        emit(&change.property);
        change.label.as_deref().into_iter().for_each(&mut *emit);
        change.old.iter().chain(&change.new).for_each(|value| emit(&value_text(value)));
    }
    for value in event.details.iter().filter_map(|detail| detail.value.as_ref()) {
        emit(&value_text(value));
    }
}

/// The one name by which lists and counts tell actors apart: the username, or else the name, or
/// else the id. The separator of stored terms, U+001F, stands in it as U+001E.
pub fn actor_key(actor: &Actor) -> Cow<'_, str> {
    let names = [&actor.username, &actor.name, &actor.id];
    let key = names.into_iter().flatten().find(|name| !name.is_empty()).map_or("", |name| name);
    if key.contains('\u{1f}') { key.replace('\u{1f}', "\u{1e}").into() } else { key.into() }
}

/// Calls `emit` with the name of every affected record.
pub fn object_texts(event: &Event, emit: &mut dyn FnMut(&str)) {
    event.records.iter().filter_map(|record| record.name.as_deref()).for_each(emit);
}

/// Calls `emit` with the stem of every word of `text`, and of the words within camel case.
pub fn stems(text: &str, emit: &mut dyn FnMut(&str)) {
    let mut stem = |word: &str| emit(&fold::stem(word));
    fold::words(text, &mut stem);
    fold::camel_parts(text, &mut stem);
}

/// The texts whose words are found in any verb form and number.
pub fn stemmed_texts(event: &Event) -> impl Iterator<Item = &str> {
    [Some(&event.action), Some(&event.label), event.category.as_ref()]
        .into_iter()
        .flatten()
        .map(String::as_str)
}

/// What a person reads in `value`: a string's text; of other JSON the text with its escapes undone.
pub fn value_text(value: &Value) -> Cow<'_, str> {
    let text = value.display();
    if value.as_json().starts_with(['{', '[']) && text.contains('\\') {
        return Cow::Owned(unescape(&text));
    }
    text
}

/// Undoes JSON's escapes; those of quotes and blanks become blanks, as they separate words anyway.
fn unescape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(kind) = rest.chars().next() else { break };
        if kind != 'u' {
            out.push(' ');
            rest = &rest[kind.len_utf8()..];
            continue;
        }
        let mut units = Vec::new();
        rest = &rest[1..];
        while let Some(unit) = rest.get(..4).and_then(|hex| u16::from_str_radix(hex, 16).ok()) {
            units.push(unit);
            rest = &rest[4..];
            let Some(next) = rest.strip_prefix("\\u") else { break };
            rest = next;
        }
        out.extend(char::decode_utf16(units).map(|c| c.unwrap_or(' ')));
    }
    out.push_str(rest);
    out
}
