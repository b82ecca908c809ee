//! What lets whoever reads a message act as the one it was sent to: links that sign in, reset or
//! confirm by a token in them, and codes that are good once.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

static SCHEME_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("://"));

/// A part of a link so long, of letters and digits mixed, says nothing to people.
const TOKEN_CHARS_MIN: usize = 20;
/// After a word of these ([`DEEDS`]), so long a part is taken for a token.
const AFTER_DEED_CHARS_MIN: usize = 8;
/// Digits of a code.
const CODE_DIGITS: std::ops::RangeInclusive<usize> = 4..=8;
/// Bytes on either side of a code, within which something says that it is one.
const NEAR_BYTES: usize = 48;

/// Parameters whose values are good for acting, as parts of their names.
const PARAMETERS: [&str; 14] = [
    "token", "code", "key", "sig", "otp", "auth", "reset", "magic", "ticket", "secret", "jwt",
    "hash", "confirm", "invit",
];
/// Parts of an address that say that the next one is good for acting.
const DEEDS: [&str; 11] = [
    "reset",
    "verify",
    "verification",
    "confirm",
    "magic",
    "login",
    "signin",
    "activate",
    "invite",
    "invitation",
    "token",
];
/// Words beside a code.
const CODE_WORDS: [&str; 14] = [
    "code",
    "passcode",
    "pin",
    "otp",
    "one-time",
    "password",
    "verification",
    "verify",
    "login",
    "código",
    "clave",
    "contraseña",
    "رمز",
    "كود",
];

/// Finds tokens in links, and codes.
pub(super) fn find(text: &str, spans: &mut Vec<Range<usize>>) {
    let mut links = Vec::new();
    for at in SCHEME_END.find_iter(text.as_bytes()) {
        let start = at + 3;
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ')' | ']');
        let end = text[start..].find(ends).map_or(text.len(), |length| start + length);
        in_link(text, start..end, spans);
        links.push(start..end);
    }
    codes(text, &links, spans);
}

/// Tokens of one link, without its scheme.
fn in_link(text: &str, link: Range<usize>, spans: &mut Vec<Range<usize>>) {
    let whole = &text[link.clone()];
    let path_end = whole.find(['?', '#']).unwrap_or(whole.len());
    let mut at = 0;
    let mut deed = false;
    for (place, part) in whole[..path_end].split('/').enumerate() {
        let long = if deed { AFTER_DEED_CHARS_MIN } else { TOKEN_CHARS_MIN };
        // The first is the host.
        if place > 0 && is_token(part, long) {
            spans.push(link.start + at..link.start + at + part.len());
        }
        let words = part.split(['-', '_', '.']);
        deed = words.into_iter().any(|word| DEEDS.contains(&&*word.to_lowercase()));
        at += part.len() + 1;
    }
    let mut at = path_end;
    for pair in whole[path_end..].split_inclusive(['?', '#', '&', ';']) {
        let trimmed = pair.trim_end_matches(['?', '#', '&', ';']);
        let (name, value) = trimmed.split_once('=').unwrap_or((trimmed, ""));
        let is_secret = PARAMETERS.iter().any(|secret| name.to_lowercase().contains(secret));
        if !value.is_empty() && (is_secret || is_token(value, TOKEN_CHARS_MIN)) {
            let start = link.start + at + name.len() + 1;
            spans.push(start..start + value.len());
        }
        at += pair.len();
    }
}

/// Letters and digits mixed, and no words with hyphens between.
fn is_token(part: &str, chars_min: usize) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~=%+".contains(c);
    part.len() >= chars_min
        && part.chars().all(is_plain)
        && part.contains(|c: char| c.is_ascii_digit())
        && part.contains(|c: char| c.is_ascii_alphabetic())
}

/// Runs of digits beside a word that says that they are a code.
fn codes(text: &str, links: &[Range<usize>], spans: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(skipped) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + skipped;
        let end = run_end(bytes, start);
        at = end;
        let digits = bytes[start..end].iter().filter(|byte| byte.is_ascii_digit()).count();
        let is_alone =
            !is_part(text[..start].chars().next_back()) && !is_part(text[end..].chars().next());
        let in_link = links.iter().any(|link| link.contains(&start));
        if CODE_DIGITS.contains(&digits) && is_alone && !in_link && is_named(text, start..end) {
            spans.push(start..end);
        }
    }
}

/// The end of digits in groups of three: `123 456`, `123-456`.
fn run_end(bytes: &[u8], start: usize) -> usize {
    let digits =
        |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = digits(start);
    let end = start + first;
    let is_grouped = first == 3
        && bytes.get(end).is_some_and(|byte| b" -".contains(byte))
        && digits(end + 1) == 3;
    if is_grouped { end + 4 } else { end }
}

/// Whether a character beside digits makes them a part of something else: a price, a time, a word.
fn is_part(beside: Option<char>) -> bool {
    beside.is_some_and(|c| c.is_alphanumeric() || "$€£:/,%@_".contains(c))
}

fn is_named(text: &str, code: Range<usize>) -> bool {
    let from = floor(text, code.start.saturating_sub(NEAR_BYTES));
    let to = floor(text, code.end.saturating_add(NEAR_BYTES).min(text.len()));
    let near = [&text[from..code.start], &text[code.end..to]];
    near.iter().any(|part| {
        let folded = part.to_lowercase();
        let mut words = folded.split(|c: char| !c.is_alphanumeric() && c != '-');
        words.any(|word| CODE_WORDS.contains(&word))
    })
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use crate::Masker;

    #[test]
    fn nobody_acts_by_a_message_that_they_may_only_read() {
        for (text, expected) in [
            (
                "Reset: https://gym.example/reset/a1b2c3d4e5?u=7 today",
                "Reset: https://gym.example/reset/••••?u=7 today",
            ),
            (
                "<a href=\"https://gym.example/in?user=7&amp;token=zzz\">Sign in</a>",
                "<a href=\"https://gym.example/in?user=7&amp;token=••••\">Sign in</a>",
            ),
            (
                "https://gym.example/m/0123456789abcdef0123 and on",
                "https://gym.example/m/•••• and on",
            ),
            ("https://gym.example/in#access_token=x", "https://gym.example/in#access_token=••••"),
            ("Your code is 482913.", "Your code is ••••."),
            ("482-913 is your Gym verification code", "•••• is your Gym verification code"),
            ("Su código: 4829", "Su código: ••••"),
            ("رمز الدخول 482913", "رمز الدخول ••••"),
            // What says nothing of the kind.
            ("Class at 1700 on 12 May 2026, room 4829", "Class at 1700 on 12 May 2026, room 4829"),
            ("Dress code: the fee is $4829", "Dress code: the fee is $4829"),
            (
                "https://gym.example/classes/summer-camp-for-beginners?page=2",
                "https://gym.example/classes/summer-camp-for-beginners?page=2",
            ),
            ("https://gym.example/reset/now", "https://gym.example/reset/now"),
            ("Call +1 555 010 0199", "Call +1 555 010 0199"),
        ] {
            for text in [text, expected] {
                let mut masked = text.to_owned();
                Masker::default().message(&mut masked);
                assert_eq!(masked, expected);
            }
        }
    }
}
