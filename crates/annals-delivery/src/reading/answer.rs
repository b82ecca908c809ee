//! What people answer to text messages to get no more of them, or to get them again.

use annals_model::Kind;

/// Answers after which a number is sent nothing more; the whole message, in any case.
const STOP: &[&str] =
    &["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"];

/// Answers after which it is again.
const START: &[&str] = &["start", "yes", "unstop"];

/// What an answer wants, and the word for it. It is somebody's message: nothing else of it is kept.
pub(super) fn read(said: &str) -> (Kind, Option<String>) {
    let word = said.trim().to_lowercase();
    let kind = match &*word {
        word if STOP.contains(&word) => Kind::Unsubscribed,
        word if START.contains(&word) => Kind::Resubscribed,
        _ => return (Kind::Unknown, None),
    };
    (kind, Some(word.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_answer_is_the_word() {
        assert_eq!(read(" sToP "), (Kind::Unsubscribed, Some("STOP".to_owned())));
        assert_eq!(read("Start\n"), (Kind::Resubscribed, Some("START".to_owned())));
        for other in ["stop please", "", "don't stop", "help", "st op"] {
            assert_eq!(read(other), (Kind::Unknown, None), "{other:?}");
        }
    }
}
