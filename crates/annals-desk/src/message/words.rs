//! By which words messages are found: those of every field, folded as in the log.

use annals_model::{Channel, OrganizationOrdinal};
use annals_query::fold;

use super::{NewMessage, Reason as MessageReason};

/// Digits of a phone number by whose end it is found.
const PHONE_END_DIGITS_MIN: usize = 4;

/// Bytes of the words of a message with reasons.
const WITH_REASONS_BYTES_MAX: usize = 16 * 1024;

/// Words that are looked for at once: each costs a look through the index.
pub const MESSAGE_WORDS_MAX: usize = 60;

/// One log of one organisation, as it stands before each of its words. One index holds the words of
/// all: without this a search would go through those of everybody, and how long it takes would
/// depend on what others wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope(String);

impl Scope {
    /// Of a channel, and whether to staff. A letter ends the number, so that no scope and no word
    /// of one scope begin like another.
    pub(super) fn new(
        organization: OrganizationOrdinal,
        channel: Channel,
        is_to_staff: bool,
    ) -> Self {
        let letter = match (channel, is_to_staff) {
            (Channel::Email, false) => 'a',
            (Channel::Email, true) => 'b',
            (Channel::Sms, false) => 'c',
            (Channel::Sms, true) => 'd',
            (Channel::Push, false) => 'e',
            (Channel::Push, true) => 'f',
        };
        Self(format!("{}{letter}", organization.0))
    }

    fn join(&self, words: &[String]) -> String {
        let scoped: Vec<_> = words.iter().map(|word| format!("{}{word}", self.0)).collect();
        scoped.join(" ")
    }
}

/// The words of a message, and those of what it says, with spaces between. They lie apart: who may
/// not read what it says doesn't find it by that either.
pub(super) fn of_message(id: &str, message: &NewMessage, scope: &Scope) -> (String, String) {
    let fields = &message.fields;
    let texts = [
        Some(id),
        message.own_id.as_deref(),
        message.resend_of.as_deref(),
        Some(fields.address.as_str()),
        fields.recipient.as_deref(),
        fields.record.as_ref().map(|record| record.id.as_str()),
        fields.from.as_deref(),
        fields.sent_by.as_deref(),
        fields.campaign.as_deref(),
        fields.subject.as_deref(),
        fields.provider.as_deref(),
    ];
    let more = fields.tags.iter().chain(&message.provider_ids).map(String::as_str);
    let mut words = Vec::new();
    for text in texts.into_iter().flatten().chain(more) {
        fold::words(text, &mut |word| words.push(word.to_owned()));
    }
    words.extend(ends_of_phone(&fields.address));
    let body = message.body.text.as_deref().unwrap_or_default();
    (scope.join(&words), scope.join(&fold::word_list(body)))
}

/// The words of a message with those of why it didn't come; nothing, if they are all there, or if
/// there would be too many: providers may give another reason each time they try.
pub(super) fn with_reason(known: &str, reason: &MessageReason, scope: &Scope) -> Option<String> {
    let mut all = known.to_owned();
    for text in [&reason.code, &reason.text].into_iter().flatten() {
        let words = scope.join(&fold::word_list(text));
        if !all.contains(&words) {
            all = format!("{all} {words}");
        }
    }
    (all.len() > known.len() && all.len() <= known.len().max(WITH_REASONS_BYTES_MAX)).then_some(all)
}

/// How many words were typed.
pub(super) fn count(typed: &str) -> usize {
    typed.split_whitespace().map(|part| fold::word_list(part).len()).sum()
}

/// What FTS5 is asked for so that all that was typed is found in one of the logs: each part between
/// blanks as a phrase, the last one by its beginning; nothing, if no word was typed, or no log is
/// searched.
pub(super) fn wanted(typed: &str, reads_bodies: bool, scopes: &[Scope]) -> Option<String> {
    let parts = match phone(typed) {
        Some(digits) => vec![vec![digits]],
        None => typed.split_whitespace().map(fold::word_list).collect(),
    };
    let mut phrases: Vec<_> = parts.iter().filter(|words| !words.is_empty()).collect();
    let last = phrases.pop()?;
    // Words that come again say nothing more, and each costs a look through the index.
    phrases.sort_unstable();
    phrases.dedup();
    // Words are letters and digits, so that no quote can be in them.
    let in_scope = |scope: &Scope| {
        let whole = phrases.iter().map(|words| format!("\"{}\" ", scope.join(words)));
        format!("({}\"{}\" *)", whole.collect::<String>(), scope.join(last))
    };
    let wanted = scopes.iter().map(in_scope).reduce(|some, more| format!("{some} OR {more}"))?;
    Some(if reads_bodies { wanted } else { format!("words : ({wanted})") })
}

/// The digits of what can only be a phone number, or the end of one.
fn phone(text: &str) -> Option<String> {
    let is_phone = text.chars().all(|c| c.is_ascii_digit() || " +-.()/".contains(c));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (is_phone && digits.len() >= PHONE_END_DIGITS_MIN).then_some(digits)
}

/// The number without its first digits: people leave out the country's and the area's.
fn ends_of_phone(address: &str) -> Vec<String> {
    let Some(digits) = phone(address) else { return Vec::new() };
    (0..=digits.len() - PHONE_END_DIGITS_MIN).map(|from| digits[from..].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_words() {
        let scope = Scope::new(OrganizationOrdinal(7), Channel::Email, false);
        let check = |typed: &str, wanted_words: Option<&str>| {
            let wanted = wanted(typed, true, std::slice::from_ref(&scope));
            assert_eq!(wanted.as_deref(), wanted_words, "{typed:?}");
        };
        check("", None);
        check(" - ", None);
        check("Smith", Some("(\"7asmith\" *)"));
        check("Ána\" OR Smi", Some("(\"7aana\" \"7aor\" \"7asmi\" *)"));
        let phrase = "(\"7aana 7aschool 7aexample\" \"7akim\" *)";
        check("ana@school.example Kim", Some(phrase));
        check("東京", Some("(\"7a東京 7a京\" *)"));
        check("(555) 010-0199", Some("(\"7a5550100199\" *)"));
        check("12", Some("(\"7a12\" *)"));
        let both = [scope.clone(), Scope::new(OrganizationOrdinal(7), Channel::Email, true)];
        let words = wanted("Kim", false, &both);
        assert_eq!(words.as_deref(), Some("words : ((\"7akim\" *) OR (\"7bkim\" *))"));
        assert_eq!(wanted("Kim", true, &[]), None);
    }

    #[test]
    fn reasons_are_added_once_and_not_for_ever() {
        let scope = Scope::new(OrganizationOrdinal(7), Channel::Email, false);
        let because = |text: &str| MessageReason {
            code: Some("5.1.1".to_owned()),
            text: Some(text.to_owned()),
        };
        let with = |known: &str, text: &str| with_reason(known, &because(text), &scope);
        let all = with("7akim", "No user").unwrap();
        assert_eq!(all, "7akim 7a5 7a1 7a1 7ano 7auser");
        assert_eq!(with(&all, "no user"), None);
        let long = "x".repeat(WITH_REASONS_BYTES_MAX - all.len() - 3);
        let most = format!("{all} {long}");
        assert_eq!(with(&most, "").map(|all| all.len()), None);
        assert_eq!(with(&most[..most.len() - 2], "a").unwrap().len(), most.len() + 2);
        assert_eq!(with(&most[..most.len() - 1], "aaa"), None);
    }

    #[test]
    fn a_phone_is_found_by_its_end() {
        assert_eq!(
            ends_of_phone("+1 555-0199"),
            ["15550199", "5550199", "550199", "50199", "0199"]
        );
        assert!(ends_of_phone("ana@school.example").is_empty());
        assert!(ends_of_phone("123").is_empty());
    }
}
