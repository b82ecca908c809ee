//! A JSON text as a tree that keeps every value's own bytes.
//!
//! Numbers stay the digits that were written (2^53 is no limit here), keys may repeat, and each
//! value knows where it stands, so that what a mapping used is told from what is left over.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Commas of a text, which bound how many values it has: each takes more memory than its bytes.
const COMMAS_MAX: usize = 4_000_000;
/// Levels that are taken apart; what lies deeper stays one text.
const DEPTH_MAX: usize = 64;

/// One value of a text.
#[derive(Clone, Debug)]
pub(super) struct Json<'a> {
    /// Its bytes as they were written.
    pub(super) raw: &'a str,
    /// What it is.
    pub(super) node: Node<'a>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Node<'a> {
    Null,
    /// A number or a truth value, which its bytes tell.
    Plain,
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
    /// A list or object below [`DEPTH_MAX`].
    Deep,
}

impl<'a> Json<'a> {
    /// Parses a whole text; the error is a sentence for people.
    pub(super) fn parse(text: &'a str) -> Result<Self, String> {
        // Each value has a comma beside it, or it is one of few.
        if text.bytes().filter(|byte| *byte == b',').count() > COMMAS_MAX {
            return Err(format!("it has more than {COMMAS_MAX} commas; split it"));
        }
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Self::below(raw, 0)
    }

    fn below(raw: &'a RawValue, depth: usize) -> Result<Self, String> {
        let text = raw.get();
        let message = |error: serde_json::Error| error.to_string();
        let node = match text.as_bytes().first() {
            Some(b'n') => Node::Null,
            Some(b'"') => Node::Text(serde_json::from_str::<Text>(text).map_err(message)?.0),
            Some(b'[' | b'{') if depth == DEPTH_MAX => Node::Deep,
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(message)?;
                let items = items.into_iter().map(|item| Self::below(item, depth + 1));
                Node::List(items.collect::<Result<_, _>>()?)
            }
            Some(b'{') => {
                let entries: Entries<'a> = serde_json::from_str(text).map_err(message)?;
                let entries = entries.0.into_iter();
                let entries = entries.map(|(key, raw)| Ok((key, Self::below(raw, depth + 1)?)));
                Node::Object(entries.collect::<Result<_, String>>()?)
            }
            _ => Node::Plain,
        };
        Ok(Self { raw: text, node })
    }

    /// Where it stands: the same for no other value of the same text.
    pub(super) fn place(&self) -> usize {
        self.raw.as_ptr() as usize
    }

    /// The value of `key`, or the item of that index.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match &self.node {
            Node::Object(entries) => {
                entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            Node::List(items) => items.get(key.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The values of a list or an object.
    pub(super) fn children(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        match &self.node {
            Node::List(items) => Box::new(items.iter()),
            Node::Object(entries) => Box::new(entries.iter().map(|(_, value)| value)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// The text, the digits, or the truth value; lists and objects have none.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.node {
            Node::Text(text) => Some(text),
            Node::Plain => Some(self.raw),
            Node::Null | Node::List(_) | Node::Object(_) | Node::Deep => None,
        }
    }

    /// Whether it says nothing: null, blank, empty, or one of the product's words for nothing.
    pub(super) fn is_absent(&self, absent: &[String]) -> bool {
        match &self.node {
            Node::Null => true,
            Node::Plain | Node::Deep => false,
            Node::Text(text) => {
                text.trim().is_empty() || absent.iter().any(|word| word == text.trim())
            }
            Node::List(items) => items.is_empty(),
            Node::Object(entries) => entries.is_empty(),
        }
    }
}

/// An object with its keys in order, repeated ones too.
struct Entries<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

/// A string, borrowed where it has no escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrow;
        impl<'de> Visitor<'de> for Borrow {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Borrow)
    }
}

impl<'de> serde::Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Entries<'de>, M::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
                    entries.push((key.0, value));
                }
                Ok(Entries(entries))
            }
            fn visit_seq<S: SeqAccess<'de>>(self, _: S) -> Result<Entries<'de>, S::Error> {
                Err(serde::de::Error::custom("a list where an object was expected"))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// `text` as a JSON string.
pub(super) fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_keeps_its_bytes() {
        let text = r#" {"a":-9214364837600034816,"a":1.10,"b":[1e999,{"c":"\u00e9"}],"d":null} "#;
        let json = Json::parse(text).unwrap();
        assert_eq!(json.get("a").unwrap().raw, "-9214364837600034816");
        assert_eq!(json.children().nth(1).unwrap().raw, "1.10");
        assert_eq!(json.get("b").unwrap().get("0").unwrap().raw, "1e999");
        assert_eq!(json.get("b").unwrap().get("1").unwrap().get("c").unwrap().text(), Some("é"));
        assert!(json.get("d").unwrap().is_absent(&[]));
        assert!(Json::parse("{").is_err());
        assert!(Json::parse("").is_err());
    }

    #[test]
    fn deep_texts_stay_in_one_piece() {
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        let json = Json::parse(&deep).unwrap();
        let mut levels = 0;
        let mut at = &json;
        while let Some(inner) = at.get("0") {
            at = inner;
            levels += 1;
        }
        assert_eq!(levels, DEPTH_MAX);
        assert!(matches!(at.node, Node::Deep));
    }
}
