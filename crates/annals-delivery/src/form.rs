//! Forms and queries as pairs.

use std::borrow::Cow;

/// The pairs of a form or a query, decoded, in their order.
pub(crate) fn pairs(text: &[u8]) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    form_urlencoded::parse(text).collect()
}

/// The value of the only pair with this name.
pub(crate) fn only<'a>(pairs: &'a [(Cow<'_, str>, Cow<'_, str>)], name: &str) -> Option<&'a str> {
    let mut found = pairs.iter().filter(|(key, _)| key == name);
    let first = found.next()?;
    found.next().is_none().then_some(&first.1)
}
