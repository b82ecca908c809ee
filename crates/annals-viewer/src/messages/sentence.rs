//! What other crates say of a problem, for a page.

/// A message of the parser or of a failure as a sentence of a page. It is in English: it says what
/// was wrong with words that are English themselves, such as `after:`.
pub fn sentence(message: &str) -> String {
    let end = if message.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    // What was typed begins some messages, and stays as it was typed.
    if message.split(' ').next().is_some_and(|word| word.contains([':', '-', '/'])) {
        return format!("{message}{end}");
    }
    let mut chars = message.chars();
    let first = chars.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(chars).chain(end.chars()).collect()
}
