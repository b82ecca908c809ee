//! Why something is done, in the words of whoever does it.

/// Characters of a reason.
pub const REASON_CHARS_MAX: usize = 1_000;

/// What is wrong with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsaid {
    /// It says nothing.
    Missing,
    /// It has so many characters.
    TooLong(usize),
    /// It can't be shown.
    Unprintable,
}

/// A reason as it is kept.
pub(crate) fn parse(text: &str) -> Result<String, Unsaid> {
    let text = text.trim().replace("\r\n", "\n");
    let count = text.chars().count();
    if count > REASON_CHARS_MAX {
        return Err(Unsaid::TooLong(count));
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Unsaid::Missing);
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Unsaid::Unprintable);
    }
    Ok(text)
}
