//! By which words messages are found: those of every field, folded as in the log.

use annals_model::{Channel, OrganizationOrdinal};
use annals_query::fold;

use super::{NewMessage, Reason};

/// Digits of a phone number by whose end it is found.
const PHONE_END_DIGITS_MIN: usize = 4;

/// Bytes of the words of a message with reasons.
const WITH_REASONS_BYTES_MAX: usize = 16 * 1024;
/// Signs of a scope that stand for the organisation.
const ORGANIZATION_SIGNS: usize = 2;
/// The first of them, and how many there are: those of two bytes.
const FIRST_SIGN: u32 = 0x80;
const SIGNS: u32 = 0x780;

/// One log of one organisation, as it stands before each of its words. One index holds the words of
/// all: without this a search would go through those of everybody, and how long it takes would
/// depend on what others wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope(String);

impl Scope {
    /// Of a channel, and whether to staff. The organisation is two signs beyond ASCII and the log
    /// a letter behind them, so that no scope begins like another, and all have as many signs: FTS5
    /// keeps an index of the beginnings of words by how many signs these have.
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
        let mut rest = organization.0;
        let mut signs = vec![letter];
        while rest > 0 || signs.len() <= ORGANIZATION_SIGNS {
            signs.extend(char::from_u32(FIRST_SIGN + rest % SIGNS));
            rest /= SIGNS;
        }
        Self(signs.into_iter().rev().collect())
    }

    /// Words that follow each other, as they are indexed.
    pub(super) fn join(&self, words: &[String]) -> String {
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
pub(super) fn with_reason(known: &str, reason: &Reason, scope: &Scope) -> Option<String> {
    let mut all = known.to_owned();
    for text in [&reason.code, &reason.text].into_iter().flatten() {
        let words = scope.join(&fold::word_list(text));
        let is_known = words.is_empty() || format!(" {all} ").contains(&format!(" {words} "));
        if !is_known && all.len() + words.len() < WITH_REASONS_BYTES_MAX {
            all = format!("{all} {words}");
        }
    }
    (all.len() > known.len()).then_some(all)
}

/// The digits of what can only be a phone number, or the end of one.
pub(super) fn phone(text: &str) -> Option<String> {
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
    fn scopes_begin_unlike_each_other() {
        let signs =
            |organization| Scope::new(OrganizationOrdinal(organization), Channel::Sms, true).0;
        assert_eq!(signs(0), "\u{80}\u{80}d");
        assert_eq!(signs(1_921), "\u{81}\u{81}d");
        // More than there will ever be: still one of its own, but as long as no other.
        assert_eq!(signs(u32::MAX).chars().count(), 4);
        let all = [0, 1, 1_919, 1_920, 1_921, 3_686_399, 3_686_400, u32::MAX].map(signs);
        for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
            assert!(one == other || !one.starts_with(other.as_str()), "{one:?} {other:?}");
        }
    }

    #[test]
    fn reasons_are_added_once_and_not_for_ever() {
        let scope = Scope("7a".to_owned());
        let because =
            |text: &str| Reason { code: Some("5.1.1".to_owned()), text: Some(text.to_owned()) };
        let with = |known: &str, text: &str| with_reason(known, &because(text), &scope);
        let all = with("7akim", "No user").unwrap();
        assert_eq!(all, "7akim 7a5 7a1 7a1 7ano 7auser");
        assert_eq!(with(&all, "no user"), None);
        // A word that begins another is none of it.
        assert_eq!(with(&all, "no use").unwrap(), format!("{all} 7ano 7ause"));
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
