//! Secrets that are told in a sentence: "the password is hunter2", "changed the PIN to 4711".

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{Name, Value, split_last_word};

/// What stands between a name and its value.
const VERBS: [&str; 3] = [" is ", " was ", " to "];
/// Made once: every text of every event is looked through.
static FINDERS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| VERBS.map(Finder::new));
/// Shorter texts tell nothing: `pin is 4711`.
const LEN_MIN: usize = 11;
/// Words by which a secret gets another value; without one "the token to server7" is a sentence.
const SETTING: [&str; 8] =
    ["change", "changed", "changing", "reset", "rotated", "set", "update", "updated"];
/// Words that may stand with them: "the password has been changed to".
const AUXILIARY: [&str; 6] = ["is", "was", "has", "been", "be", "now"];
/// Words with digits that people use in sentences about secrets.
const TERMS: [&str; 12] = [
    "aes256", "argon2", "argon2id", "base32", "base64", "hs256", "oauth2", "pbkdf2", "rs256",
    "sha1", "sha256", "sha512",
];

pub(super) fn find(text: &str, is_name: &impl Fn(&str) -> bool, spans: &mut Vec<Range<usize>>) {
    if text.len() < LEN_MIN {
        return;
    }
    for (verb, finder) in VERBS.into_iter().zip(&*FINDERS) {
        for at in finder.find_iter(text.as_bytes()) {
            let is_told = match verb {
                " to " => sets(&text[..at], is_name),
                _ => Name::told(&text[..at], is_name).is_some(),
            };
            if is_told && let Some(value) = Value::after(text, at + verb.len() - 1) {
                spans.extend(is_code(text, &value).then_some(value.span));
            }
        }
    }
}

/// Whether `text` ends like "changed the password" or "the password was changed".
fn sets(text: &str, is_name: &impl Fn(&str) -> bool) -> bool {
    let (mut before, mut sets) = (text, false);
    loop {
        let (rest, word) = split_last_word(before);
        if !SETTING.contains(&word) && !AUXILIARY.contains(&word) {
            break;
        }
        sets |= SETTING.contains(&word);
        before = rest.trim_end_matches(' ');
    }
    if Name::told(before, is_name).is_none() {
        return false;
    }
    let mut words = text.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    sets || words.by_ref().take(6).any(|word| SETTING.contains(&&*word.to_lowercase()))
}

/// Whether a value is none of the words with which sentences go on: it stands in quotes, or has
/// digits or signs among its letters.
fn is_code(text: &str, value: &Value) -> bool {
    let Some(word) = value.word(text) else { return false };
    if !value.spaced {
        return true;
    }
    let plain = word.replace(['-', '_'], "");
    // "4096 bytes long", "2026-11-20 at noon"
    let is_number = !word.contains(char::is_alphabetic);
    let is_address = word.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    let has_signs = word.contains(|c: char| c.is_ascii_digit() || "!@#$%^&*".contains(c));
    word.chars().count() >= 4
        && has_signs
        && !is_address
        && !(is_number && value.goes_on)
        && !TERMS.iter().any(|term| plain.starts_with(term))
}
