//! A value of a change or a detail, kept exactly as it was sent.

use std::borrow::Cow;
use std::fmt;

/// One JSON value, as the bytes that were sent.
///
/// Never parsed into numbers: an id above 2^53 would come back changed. What is committed to and
/// shown are these bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Value(Box<str>);

impl Value {
    /// Takes JSON text that the caller has already found to be well-formed.
    pub fn from_json(json: impl Into<Box<str>>) -> Self {
        Self(json.into())
    }

    /// A JSON string with this text.
    pub fn text(text: &str) -> Self {
        Self(serde_json::Value::from(text).to_string().into_boxed_str())
    }

    /// The JSON text.
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// What a person reads: a string without its quotes and escapes, all else as JSON.
    pub fn display(&self) -> Cow<'_, str> {
        let Some(inner) = self.0.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
            return Cow::Borrowed(&self.0);
        };
        if !inner.contains('\\') {
            return Cow::Borrowed(inner);
        }
        serde_json::from_str(&self.0).map_or(Cow::Borrowed(&*self.0), Cow::Owned)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.display().fmt(f)
    }
}
