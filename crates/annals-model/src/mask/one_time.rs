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
const CODE_WORDS: [&str; 15] = [
    "code",
    "passcode",
    "pin",
    "otp",
    "one-time",
    "verification",
    "código",
    "codigo",
    "clave",
    "codice",
    "kod",
    "код",
    "رمز",
    "كود",
    "الرمز",
];
/// Words beside those that say that the code is one of a place or a thing.
const PLACES: [&str; 13] = [
    "zip", "postal", "area", "country", "class", "dress", "door", "promo", "discount", "course",
    "bar", "qr", "color",
];

/// Finds tokens in links, and codes. Each part of the text is looked at once, however many links
/// there are.
pub(super) fn find(text: &str, spans: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while let Some(at) = SCHEME_END.find(&text.as_bytes()[from..]) {
        let start = from + at + 3;
        codes(text, from..start, spans);
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ')' | ']');
        let end = text[start..].find(ends).map_or(text.len(), |length| start + length);
        in_link(text, start..end, spans);
        from = end;
    }
    codes(text, from..text.len(), spans);
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

/// Runs of digits, or of capitals and digits, beside a word that says that they are a code; of the
/// text between two links.
fn codes(text: &str, within: Range<usize>, spans: &mut Vec<Range<usize>>) {
    let mut at = within.start;
    while let Some(skipped) = text[at..within.end].find(char::is_alphanumeric) {
        let start = at + skipped;
        let rest = &text[start..within.end];
        let end = start + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let whole = grouped_end(text, start, end, within.end);
        let run = &text[start..whole];
        at = whole;
        let before = text[..start].chars().next_back();
        let is_alone = !is_part(before)
            && !before.is_some_and(|c| ",.".contains(c))
            && !is_part(text[whole..].chars().next())
            && !goes_on(&text[whole..]);
        if is_code(run) && is_alone && is_named(text, start..whole) {
            spans.push(start..whole);
        }
    }
}

/// The end of two groups of three digits: `123 456`, `123-456`.
fn grouped_end(text: &str, start: usize, end: usize, most: usize) -> usize {
    let is_group = |part: &str| part.chars().count() == 3 && part.chars().all(is_digit);
    let rest = &text[end..most];
    let Some(second) = rest.strip_prefix([' ', '-']).filter(|_| is_group(&text[start..end])) else {
        return end;
    };
    let length = second.find(|c: char| !c.is_alphanumeric()).unwrap_or(second.len());
    if is_group(&second[..length]) { end + 1 + length } else { end }
}

/// Whether more digits follow, as in a phone number.
fn goes_on(rest: &str) -> bool {
    rest.strip_prefix([',', '-', '.']).is_some_and(|rest| rest.starts_with(is_digit))
}

/// A digit of any script.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
        || ('\u{0660}'..='\u{0669}').contains(&c)
        || ('\u{06F0}'..='\u{06F9}').contains(&c)
        || ('\u{FF10}'..='\u{FF19}').contains(&c)
}

/// Four to eight digits that aren't a year, or so many capitals and digits mixed.
fn is_code(run: &str) -> bool {
    let digits = run.chars().filter(|c| is_digit(*c)).count();
    let others = run.chars().filter(|c| !is_digit(*c) && !" -".contains(*c)).count();
    let is_mixed = digits > 0
        && others > 0
        && run.chars().all(|c| is_digit(c) || c.is_ascii_uppercase())
        && CODE_DIGITS.contains(&(digits + others));
    let is_year = run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    is_mixed || others == 0 && CODE_DIGITS.contains(&digits) && !is_year
}

/// Whether a character beside digits makes them a part of something else: a price, a time, a
/// phone number.
fn is_part(beside: Option<char>) -> bool {
    beside.is_some_and(|c| "$€£/%@_-+#".contains(c))
}

/// Whether a word near it, in the same sentence, says so.
fn is_named(text: &str, code: Range<usize>) -> bool {
    let from = floor(text, code.start.saturating_sub(NEAR_BYTES));
    let to = floor(text, code.end.saturating_add(NEAR_BYTES).min(text.len()));
    let ends = |part: &str, at: usize| part[at + 1..].starts_with(char::is_whitespace);
    let before = &text[from..code.start];
    let begin = before.rmatch_indices(['.', '!', '?']).find(|(at, _)| ends(before, *at));
    let before = &before[begin.map_or(0, |(at, _)| at + 1)..];
    let after = &text[code.end..to];
    let end = after.match_indices(['.', '!', '?']).find(|(at, _)| ends(after, *at));
    let after = &after[..end.map_or(after.len(), |(at, _)| at)];
    [before, after].iter().any(|part| names_code(part))
}

/// Whether one of the words is one for codes that are good once, and not for those of places.
fn names_code(part: &str) -> bool {
    let folded = part.to_lowercase();
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|before| words.get(before)).copied();
        let after = words.get(at + 1).copied();
        let of_place = [before, after].into_iter().flatten().any(|near| PLACES.contains(&near));
        CODE_WORDS.contains(word) && !of_place
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

    /// Counts how often each byte is looked at by how long it takes for ten times as much: a
    /// square would take a hundred times as long, and minutes.
    #[test]
    fn many_links_are_looked_at_once() {
        for text in ["https://", "https://a:b@", "https://x?token=a&", "code 482913 "] {
            let mut long = text.repeat(500 * 1024 / text.len());
            Masker::default().message(&mut long);
            assert!(!long.contains("482913"));
        }
    }

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
            ("Use 482913 as your one-time code", "Use •••• as your one-time code"),
            ("Code: XK7P2Q", "Code: ••••"),
            ("Your code is 482 913, Ana", "Your code is ••••, Ana"),
            ("رمز التحقق ٤٨٢٩١٣", "رمز التحقق ••••"),
            // What says nothing of the kind.
            (
                "Room 482913. The door code is posted inside.",
                "Room 482913. The door code is posted inside.",
            ),
            ("Zip code 60614, Código postal 28013", "Zip code 60614, Código postal 28013"),
            ("Class code 4821 of 2026", "Class code 4821 of 2026"),
            ("Code 2026 uniforms", "Code 2026 uniforms"),
            ("Forgot your code? Call 312-555-0199", "Forgot your code? Call 312-555-0199"),
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
