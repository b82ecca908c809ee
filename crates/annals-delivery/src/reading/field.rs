//! Fields of payloads: absent, of another type or too long, they are none.

use annals_model::Millis;
use serde_json::Value;

use crate::report::{ADDRESS_MAX, ID_MAX, TAG_MAX, TAGS_MAX, TEXT_MAX, URL_MAX, short};

/// The text at a JSON pointer.
pub(super) fn text<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// The text or the number at a JSON pointer, as text.
pub(super) fn scalar(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer).and_then(plain)
}

/// Whether `true` stands at a JSON pointer.
pub(super) fn is_true(value: &Value, pointer: &str) -> bool {
    value.pointer(pointer) == Some(&Value::Bool(true))
}

/// The list at a JSON pointer.
pub(super) fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A text, a number or a truth as text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// An id of the provider.
pub(super) fn id(text: &str) -> Option<String> {
    let text = text.trim();
    let is_id = !text.is_empty() && text.chars().count() <= ID_MAX;
    is_id.then(|| text.to_owned())
}

/// An address, of which a name may stand in front: `Ada <ada@example.org>`.
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let inside = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    let address = inside.map_or(text, |(_, address)| address).trim();
    let is_address = !address.is_empty() && address.chars().count() <= ADDRESS_MAX;
    is_address.then(|| address.to_owned())
}

/// A code.
pub(super) fn code(text: impl AsRef<str>) -> String {
    short(text.as_ref().trim(), TAG_MAX)
}

/// A reason in words.
pub(super) fn reason(text: &str) -> String {
    short(text.trim(), TEXT_MAX)
}

/// The address of a link.
pub(super) fn url(text: &str) -> String {
    short(text.trim(), URL_MAX)
}

/// A time as RFC 3339 has it.
pub(super) fn time(text: &str) -> Option<Millis> {
    Millis::parse(text).ok()
}

/// A time in seconds, perhaps with a fraction, as a number or as text.
pub(super) fn seconds(value: &Value) -> Option<Millis> {
    let seconds = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse::<f64>().ok()?,
        _ => return None,
    };
    millis(seconds * 1000.0)
}

/// A time in milliseconds.
pub(super) fn millis(millis: f64) -> Option<Millis> {
    let is_time = millis.is_finite() && millis.abs() < 1e15;
    let time = is_time.then(|| Millis(millis.round() as i64))?;
    time.timestamp().is_some().then_some(time)
}

/// How a time stands in a key: however it was written.
pub(super) fn key_of_time(time: Option<Millis>) -> String {
    time.map(|time| time.0.to_string()).unwrap_or_default()
}

/// Adds a tag, if there is room and it isn't too long.
pub(super) fn add_tag(tags: &mut Vec<(String, String)>, name: &str, value: &Value) {
    let Some(value) = plain(value) else { return };
    let fits = |text: &str| text.chars().count() <= TAG_MAX;
    if tags.len() < TAGS_MAX && fits(name) && fits(&value) {
        tags.push((name.to_owned(), value));
    }
}

/// Adds what an object has as tags.
pub(super) fn add_tags(tags: &mut Vec<(String, String)>, object: Option<&Value>) {
    for (name, value) in object.and_then(Value::as_object).into_iter().flatten() {
        add_tag(tags, name, value);
    }
}
