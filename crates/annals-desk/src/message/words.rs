//! By which words messages are found: those of every field, folded as in the log.

use annals_query::fold;

use super::NewMessage;

/// Digits of a phone number by whose end it is found.
const PHONE_END_DIGITS_MIN: usize = 4;

/// The words of a message, and those of what it says, with spaces between. They lie apart: who may
/// not read what it says doesn't find it by that either.
pub(super) fn of_message(id: &str, message: &NewMessage) -> (String, String) {
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
    (words.join(" "), fold::word_list(body).join(" "))
}

/// What FTS5 is asked for so that all that was typed is found: each part between blanks as a
/// phrase, the last one by its beginning; nothing, if no word was typed.
pub(super) fn wanted(typed: &str, reads_bodies: bool) -> Option<String> {
    let parts = match phone(typed) {
        Some(digits) => vec![digits],
        None => typed.split_whitespace().map(|part| fold::word_list(part).join(" ")).collect(),
    };
    let mut phrases: Vec<_> = parts.iter().filter(|phrase| !phrase.is_empty()).collect();
    let last = phrases.pop()?;
    // Words are letters and digits, so that no quote can be in them.
    let whole = phrases.iter().map(|phrase| format!("\"{phrase}\" "));
    let wanted = whole.collect::<String>() + &format!("\"{last}\" *");
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
        let check = |typed: &str, wanted_words: Option<&str>| {
            assert_eq!(wanted(typed, true).as_deref(), wanted_words, "{typed:?}");
        };
        check("", None);
        check(" - ", None);
        check("Smith", Some("\"smith\" *"));
        check("Ána\" OR Smi", Some("\"ana\" \"or\" \"smi\" *"));
        check("ana@school.example Kim", Some("\"ana school example\" \"kim\" *"));
        check("東京", Some("\"東京 京\" *"));
        check("(555) 010-0199", Some("\"5550100199\" *"));
        check("12", Some("\"12\" *"));
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
