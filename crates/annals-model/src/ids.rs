//! Identifiers. Each is a type of its own, so that an organisation is never passed for a record.

use std::fmt;

use uuid::Uuid;

use crate::limits;

/// The number of an entry in its organisation's log, counted from 0; people see it as "ID".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub u64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The place of an organisation in this installation: small, dense, assigned once, never reused.
///
/// Dictionary keys in segments begin with it. It never leaves the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganizationOrdinal(pub u32);

/// The random name of an organisation's Merkle log: 16 bytes, never derived from the tenant's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogId(pub [u8; 16]);

impl fmt::Display for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// An organisation as applications and URLs name it: `lincoln`.
///
/// 1 to 64 characters of `a-z 0-9 - _ .`, beginning with a letter or a digit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganizationId(Box<str>);

impl OrganizationId {
    /// Checks `text`; the error is a sentence for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        let ok_char = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        let ok_start = text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        if !ok_start || !text.chars().all(ok_char) || text.len() > limits::ORGANIZATION_ID_BYTES_MAX
        {
            return Err(format!(
                "an organisation is named by 1 to {} characters of a-z, 0-9, '-', '_' and '.', \
                 beginning with a letter or a digit",
                limits::ORGANIZATION_ID_BYTES_MAX
            ));
        }
        Ok(Self(text.into()))
    }

    /// The root organisation, which holds what belongs to none.
    pub fn installation() -> Self {
        Self("installation".into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrganizationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An event's id: the sender's own text, or a UUID that Annals assigned.
///
/// UUIDs in their usual form are kept as 16 bytes; every other text (1 to 128 bytes without
/// control characters) as it is, so that what was sent is what is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventId {
    /// A UUID written in lower case with hyphens.
    Uuid(Uuid),
    /// Any other text.
    Text(Box<str>),
}

impl EventId {
    /// Checks `text`; the error is a sentence for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(uuid) = canonical_uuid(text) {
            return Ok(Self::Uuid(uuid));
        }
        if text.is_empty()
            || text.len() > limits::EVENT_ID_BYTES_MAX
            || text.chars().any(char::is_control)
        {
            return Err(format!(
                "an id has 1 to {} bytes and no control characters",
                limits::EVENT_ID_BYTES_MAX
            ));
        }
        Ok(Self::Text(text.into()))
    }
}

fn canonical_uuid(text: &str) -> Option<Uuid> {
    if text.len() != 36 || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    Uuid::try_parse(text).ok()
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uuid(uuid) => uuid.hyphenated().fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}
