//! Masking of secrets, before anything is kept, logged or hashed.

use crate::{Change, Detail, Value};

/// Decides which values are secrets by the names of their properties, and card and social security
/// numbers by their form.
#[derive(Clone, Debug)]
pub struct Masker {
    names: Vec<String>,
}

/// Names that are a secret's as a whole, and harmless as parts: "monkey", `credential_type`.
const EXACT: [&str; 8] =
    ["key", "pin", "pass", "otp", "bearer", "jwt", "credential", "credentials"];

impl Default for Masker {
    fn default() -> Self {
        let names = [
            "password",
            "passwd",
            "pwd",
            "passcode",
            "pincode",
            "passphrase",
            "token",
            "secret",
            "apikey",
            "privatekey",
            "accesskey",
            "secretkey",
            "encryptionkey",
            "ssn",
            "socialsecurity",
            "cardnumber",
            "creditcard",
            "cvv",
            "cvc",
            "authorization",
            "cookie",
        ];
        Self { names: names.map(str::to_owned).to_vec() }
    }
}

impl Masker {
    /// A masker with its own list of names; compared without case, spaces and punctuation, as
    /// parts.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self { names: names.into_iter().map(|name| normal(&name)).collect() }
    }

    /// Removes the values of `change` if they are secrets.
    pub fn change(&self, change: &mut Change) -> bool {
        let label = change.label.as_deref();
        let by_name = self.is_secret_name(&change.property)
            || label.is_some_and(|label| self.is_secret_name(label));
        let by_value = [&change.old, &change.new].into_iter().flatten().any(|v| self.in_value(v));
        if by_name || by_value {
            change.masked = true;
            change.old = None;
            change.new = None;
        }
        change.masked
    }

    /// Removes the value of `detail` if it is a secret.
    pub fn detail(&self, detail: &mut Detail) -> bool {
        let Some(value) = &detail.value else { return false };
        if self.is_secret_name(&detail.key) || self.in_value(value) {
            detail.value = None;
            return true;
        }
        false
    }

    /// Replaces card and social security numbers within `text`.
    pub fn text(&self, text: &mut String) -> bool {
        let spans = secret_spans(text);
        for span in spans.iter().rev() {
            text.replace_range(span.clone(), "\u{2022}\u{2022}\u{2022}\u{2022}");
        }
        !spans.is_empty()
    }

    fn is_secret_name(&self, name: &str) -> bool {
        let name = normal(name);
        EXACT.contains(&&*name) || self.names.iter().any(|secret| name.contains(&**secret))
    }

    /// A secret number in the value, or a secret name in an object inside it. What can't be looked
    /// into (a number beyond a double is well-formed JSON and still refused) counts as a secret.
    fn in_value(&self, value: &Value) -> bool {
        let json = value.as_json();
        if !secret_spans(json).is_empty() {
            return true;
        }
        // Escapes hide digits and their beginning (`\u0034`, `\n4111 …`), so what may have some is
        // read as its text.
        (json.starts_with(['{', '[']) || json.contains(['\\', '{', '[']))
            && serde_json::from_str::<serde_json::Value>(json)
                .map_or(true, |parsed| self.in_parsed(&parsed))
    }

    fn in_parsed(&self, value: &serde_json::Value) -> bool {
        match value {
            serde_json::Value::Object(map) => map.iter().any(|(key, inner)| {
                (self.is_secret_name(key) && !inner.is_null()) || self.in_parsed(inner)
            }),
            serde_json::Value::Array(items) => items.iter().any(|item| self.in_parsed(item)),
            serde_json::Value::String(text) => self.in_text(text),
            _ => false,
        }
    }

    /// Like [`Self::in_value`], for a text, which may itself be JSON: the body of a request.
    fn in_text(&self, text: &str) -> bool {
        !secret_spans(text).is_empty()
            || text.trim_start().starts_with(['{', '['])
                && serde_json::from_str(text).is_ok_and(|parsed| self.in_parsed(&parsed))
    }
}

fn normal(name: &str) -> String {
    if name.is_ascii() {
        // Asked for every change and detail that comes in.
        let mut out = String::with_capacity(name.len());
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        out.extend(letters.map(|byte| char::from(byte.to_ascii_lowercase())));
        return out;
    }
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where social security numbers (`123-45-6789`) and payment card numbers stand: 13 to 19 digits,
/// grouped or not, that pass the Luhn check of ISO/IEC 7812-1 and begin as cards do (2 to 6).
fn secret_spans(text: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut spans = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let starts = bytes[at].is_ascii_digit()
            && (at == 0
                || !(bytes[at - 1].is_ascii_alphanumeric() || b"-.".contains(&bytes[at - 1])));
        if !starts {
            at += 1;
            continue;
        }
        let end = run_end(bytes, at);
        if is_ssn(&bytes[at..end]) || is_card(&bytes[at..end]) {
            spans.push(at..end);
        }
        at = end;
    }
    spans
}

/// The end of a run of digits with single spaces or hyphens between them.
fn run_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < bytes.len() {
        let joins =
            b" -".contains(&bytes[end]) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !joins {
            break;
        }
        end += 1;
    }
    end
}

fn is_ssn(run: &[u8]) -> bool {
    run.len() == 11
        && run.iter().enumerate().all(|(i, byte)| match i {
            3 | 6 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && !run.starts_with(b"000")
        && !run.starts_with(b"666")
        && run[0] != b'9'
}

fn is_card(run: &[u8]) -> bool {
    let digits: Vec<u32> =
        run.iter().filter(|b| b.is_ascii_digit()).map(|b| u32::from(b - b'0')).collect();
    if !(13..=19).contains(&digits.len()) || !(2..=6).contains(&digits[0]) {
        return false;
    }
    // 13 digits in one run are far more often a time in milliseconds than a card.
    if digits.len() == 13 && run.len() == 13 {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &digit)| match i % 2 {
            1 if digit > 4 => digit * 2 - 9,
            1 => digit * 2,
            _ => digit,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_by_name_and_by_form() {
        let masker = Masker::default();
        let cases = [
            ("password", "\"hunter2\"", true),
            ("Api-Key", "\"abc\"", true),
            ("status", "\"active\"", false),
            ("note", "\"SSN 123-45-6789 on file\"", true),
            ("note", "\"card 4111 1111 1111 1111\"", true),
            ("note", "\"card 4111 1111 1111 1112\"", false),
            ("at", "1732093443120", false),
            ("settings", r#"{"smtp":{"password":"x"}}"#, true),
            ("settings", r#"{"password":"x","n":1e999}"#, true),
            ("note", r#""card:\n4111 1111 1111 1111""#, true),
            ("note", r#""\u0034111 1111 1111 1111""#, true),
            ("note", r#"{"a":["\u0034111 1111 1111 1111"]}"#, true),
            ("note", r#""two\nlines \u0034""#, false),
            ("body", r#""{\"user\":\"a\",\"password\":\"x\"}""#, true),
            ("body", r#""{not JSON, no password}""#, false),
            ("db_pwd", "\"abc\"", true),
            ("passage", "\"abc\"", false),
            ("monkey", "\"Bobo\"", false),
            ("keyboard", "\"us\"", false),
        ];
        for (property, value, expected) in cases {
            let mut change = Change {
                property: property.to_owned(),
                label: None,
                old: None,
                new: Some(Value::from_json(value)),
                masked: false,
            };
            assert_eq!(masker.change(&mut change), expected, "{property} {value}");
            assert_eq!(change.new.is_none(), expected);
        }
    }

    #[test]
    fn a_label_names_a_secret_as_well() {
        let mut change = Change {
            property: "p1".to_owned(),
            label: Some("Password".to_owned()),
            old: None,
            new: Some(Value::text("hunter2")),
            masked: false,
        };
        assert!(Masker::default().change(&mut change));
        assert_eq!(change.new, None);
    }

    #[test]
    fn numbers_within_text() {
        let mut text = "pays with 4111-1111-1111-1111, thanks".to_owned();
        assert!(Masker::default().text(&mut text));
        assert_eq!(text, "pays with ••••, thanks");
    }
}
