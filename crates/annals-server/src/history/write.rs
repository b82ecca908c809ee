//! Histories and states as JSON.

use annals_model::{Change, RecordKey, Value};

use super::list::Listed;
use super::{HistoryRow, Known, Later, PropertyState, RecordState, Told};
use crate::wire::{Object, write_actor, write_change, write_list, write_text};

/// Appends the JSON of a page of a history; `next` is the token of the one behind it.
pub(super) fn write_history(
    out: &mut String,
    key: &RecordKey,
    listed: &Listed,
    next: Option<&str>,
) {
    let mut object = Object::new(out);
    write_key(&mut object, key);
    write_list(object.value("entries"), &listed.rows, |out, row| {
        let HistoryRow { told, kind, is_of_life: _, changes, others } = row;
        let mut object = Object::new(out);
        tell(&mut object, told);
        object.text("change", Some(kind.as_str()));
        write_list(object.value("changes"), changes, |out, change: &Change| {
            write_change(out, change);
        });
        object.raw("other_records", others);
        object.end();
    });
    object.text("next", next);
    object.text("read_to", listed.read_to.map(|at| at.to_string()).as_deref());
    object.end();
}

/// Appends the JSON of a state.
pub(super) fn write_state(out: &mut String, key: &RecordKey, state: &RecordState) {
    let RecordState { end, life, properties, has_more, unread } = state;
    let mut object = Object::new(out);
    write_key(&mut object, key);
    object.display("before", end);
    object.text("exists", Some(life.word()));
    for (name, told) in [
        ("created", &life.created),
        ("deleted", &life.deleted),
        ("created_later", &life.created_later),
    ] {
        write_told(object.value(name), told.as_ref());
    }
    write_list(object.value("properties"), properties, write_property);
    object.raw("has_more", has_more);
    write_list(object.value("unread"), unread, |out, name: &String| write_text(out, name));
    object.end();
}

fn write_property(out: &mut String, property: &PropertyState) {
    let PropertyState { property, label, known, set, later } = property;
    let (word, value) = match known {
        Known::Set(value) => ("set", value.as_ref()),
        Known::Derived(value) => ("derived", value.as_ref()),
        Known::Masked => ("masked", None),
        Known::Unknown => ("unknown", None),
    };
    let mut object = Object::new(out);
    object.text("property", Some(property));
    object.text("label", label.as_deref());
    object.text("known", Some(word));
    object.raw("value", json(value));
    write_told(object.value("set"), set.as_ref());
    match later {
        None => object.raw("later", "null"),
        Some(Later { told, old, differs }) => {
            let mut later = Object::new(object.value("later"));
            tell(&mut later, told);
            later.raw("old", json(old.as_ref()));
            later.raw("differs", differs);
            later.end();
        }
    }
    object.end();
}

fn write_key(object: &mut Object<'_>, key: &RecordKey) {
    object.text("type", Some(&key.record_type));
    object.text("id", Some(&key.id));
}

fn write_told(out: &mut String, told: Option<&Told>) {
    let Some(told) = told else { return out.push_str("null") };
    let mut object = Object::new(out);
    tell(&mut object, told);
    object.end();
}

fn tell(object: &mut Object<'_>, told: &Told) {
    object.raw("entry", told.number);
    object.id("event", &told.id);
    object.display("occurred_at", told.occurred_at);
    object.text("action", Some(&told.action));
    object.text("label", Some(&told.label));
    object.text("source", told.source.as_deref());
    write_actor(object.value("actor"), &told.actor);
}

fn json(value: Option<&Value>) -> &str {
    value.map_or("null", Value::as_json)
}
