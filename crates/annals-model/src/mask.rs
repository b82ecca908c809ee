//! Masking of secrets, before anything is kept, logged or hashed.

mod numbers;
mod one_time;
mod prose;
mod url;

use std::ops::Range;

use crate::{Change, Detail, Value};

/// Decides which values are secrets by the names of their properties, and within texts by what
/// stands before them or by their form.
#[derive(Clone, Debug)]
pub struct Masker {
    names: Vec<String>,
    endings: prose::Endings,
    harmless: Vec<String>,
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
        Self::new(names.map(str::to_owned))
    }
}

impl Masker {
    /// A masker with its own list of names; compared without case, spaces and punctuation, as
    /// parts.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let names: Vec<_> = names.into_iter().map(|name| normal(&name)).collect();
        Self { endings: prose::Endings::of(&names), names, harmless: Vec::new() }
    }

    /// The same, which keeps what is called `property` although a part of its name is a secret's;
    /// for those who know what they write there.
    #[must_use]
    pub fn keeping(mut self, property: &str) -> Self {
        self.harmless.push(property.to_owned());
        self
    }

    /// Removes the values of `change` if they are secrets.
    pub fn change(&self, change: &mut Change) -> bool {
        let label = change.label.as_deref();
        let is_harmless = self.harmless.contains(&change.property);
        let by_name = self.is_secret_name(&change.property)
            || label.is_some_and(|label| self.is_secret_name(label));
        let by_name = by_name && !is_harmless;
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

    /// Replaces the secrets within `text`: card and social security numbers, what a name of a
    /// secret is given (`password=…`, "the password is …"), passwords in addresses, and keys of
    /// Annals.
    pub fn text(&self, text: &mut String) -> bool {
        replace(text, self.spans(text))
    }

    /// The same in what a message says, where links and codes that are good once are secrets too.
    pub fn message(&self, text: &mut String) -> bool {
        let mut spans = self.spans(text);
        one_time::find(text, &mut spans);
        replace(text, spans)
    }

    /// Where secrets stand within `text`. Almost always nowhere, so that nothing is allocated.
    fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        numbers::find(text, &mut spans);
        url::find(text, &mut spans);
        let is_name = |word: &str| self.names.iter().any(|name| word.ends_with(&**name));
        prose::find(text, &self.endings, is_name, &mut spans);
        spans
    }

    fn is_secret_name(&self, name: &str) -> bool {
        let name = normal(name);
        EXACT.contains(&&*name) || self.names.iter().any(|secret| name.contains(&**secret))
    }

    /// A secret in the value's text, or a secret name in an object inside it. What can't be looked
    /// into (a number beyond a double is well-formed JSON and still refused) counts as a secret.
    fn in_value(&self, value: &Value) -> bool {
        let json = value.as_json();
        if !self.spans(json).is_empty() {
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
        !self.spans(text).is_empty()
            || text.trim_start().starts_with(['{', '['])
                && serde_json::from_str(text).is_ok_and(|parsed| self.in_parsed(&parsed))
    }
}

/// Puts dots in the place of `spans`, and tells whether there are any.
fn replace(text: &mut String, mut spans: Vec<Range<usize>>) -> bool {
    spans.sort_unstable_by_key(|span| span.start);
    spans.dedup_by(|next, span| {
        let overlap = next.start < span.end;
        if overlap {
            span.end = span.end.max(next.end);
        }
        overlap
    });
    if spans.is_empty() {
        return false;
    }
    // Put together anew: replaced one by one, the rest would move once for each.
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for span in &spans {
        masked.push_str(&text[from..span.start]);
        masked.push_str("\u{2022}\u{2022}\u{2022}\u{2022}");
        from = span.end;
    }
    masked.push_str(&text[from..]);
    *text = masked;
    true
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
            ("note", r#""connects with password=hunter2""#, true),
            ("note", r#"["a",{"b":"token:\u00209f8e7d"}]"#, true),
            ("note", r#""\u0070assword=hunter2""#, true),
            ("note", r#""Password changed at 10:30""#, false),
            ("note", r#"{"password":null,"n":1}"#, false),
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
