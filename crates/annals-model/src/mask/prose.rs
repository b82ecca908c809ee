//! Secrets in sentences: `password=hunter2`, `token: 9f8e…`, the keys of Annals itself.
//!
//! Masked is what stands after a name and `=` or `:`, what looks like a code after "the password
//! is", and nothing that only talks about a secret: "Password changed", "Reset password: Ada",
//! "Token: expired", "the password is too short" stay as they are, because an entry that lost its
//! meaning proves nothing any more.

mod told;

use std::ops::Range;

use super::normal;

/// Names that people also use for other things: only a value that looks like a code is a secret.
const VAGUE: [&str; 4] = ["pin", "otp", "jwt", "bearer"];

/// Words after which a name tells whose secret was handled: "revoked token: Office Portal".
const HANDLING: [&str; 27] = [
    "add",
    "added",
    "change",
    "changed",
    "changes",
    "create",
    "created",
    "delete",
    "deleted",
    "expire",
    "expired",
    "forgot",
    "forgotten",
    "issue",
    "issued",
    "remove",
    "removed",
    "renew",
    "renewed",
    "reset",
    "resets",
    "revoke",
    "revoked",
    "rotate",
    "rotated",
    "update",
    "updated",
];

/// Values that tell how it stands with a secret.
const STATES: [&str; 50] = [
    "accepted",
    "active",
    "changing",
    "compromised",
    "correct",
    "default",
    "denied",
    "disabled",
    "done",
    "empty",
    "enabled",
    "expiring",
    "failed",
    "failure",
    "false",
    "granted",
    "hidden",
    "inactive",
    "incorrect",
    "invalid",
    "leaked",
    "locked",
    "masked",
    "mismatch",
    "missing",
    "no",
    "none",
    "null",
    "ok",
    "pending",
    "redacted",
    "rejected",
    "required",
    "resent",
    "saved",
    "sent",
    "set",
    "stored",
    "strong",
    "success",
    "true",
    "unchanged",
    "undefined",
    "unknown",
    "unlocked",
    "valid",
    "verified",
    "weak",
    "wrong",
    "yes",
];

/// The last two letters of every name of a secret. Most words before a colon end otherwise, and
/// are done with before anything is taken apart.
#[derive(Clone, Debug)]
pub(super) struct Endings(Vec<[u8; 2]>);

impl Endings {
    /// The endings of `names` in their normal form.
    pub(super) fn of(names: &[String]) -> Self {
        let names = names.iter().map(String::as_str).chain(VAGUE);
        // A name without two plain letters at its end can't be told by them: then none is.
        let last =
            |name: &str| name.as_bytes().last_chunk().filter(|last| last.is_ascii()).copied();
        let mut endings = names.map(last).collect::<Option<Vec<_>>>().unwrap_or_default();
        endings.sort_unstable();
        endings.dedup();
        Self(endings)
    }

    /// Whether the last word of `text` may name a secret.
    fn may_name(&self, text: &str) -> bool {
        let last =
            text.as_bytes().last_chunk().map(|&[a, b]| [a, b].map(|c: u8| c.to_ascii_lowercase()));
        self.0.is_empty()
            || last.is_some_and(|last| {
                let plain = last.iter().all(u8::is_ascii_alphanumeric);
                !plain || self.0.contains(&last)
            })
    }
}

/// Finds secrets in `text`; `is_name` says whether a word in its normal form names one.
pub(super) fn find(
    text: &str,
    endings: &Endings,
    is_name: impl Fn(&str) -> bool,
    spans: &mut Vec<Range<usize>>,
) {
    let mut done = 0;
    for at in memchr::memchr3_iter(b'=', b':', b'_', text.as_bytes()) {
        if at < done {
            continue;
        }
        let found = match text.as_bytes()[at] {
            b'_' => own_key(text, at),
            _ => assigned(text, at, endings, &is_name),
        };
        if let Some(span) = found {
            done = span.end;
            spans.push(span);
        }
    }
    told::find(text, &is_name, spans);
}

/// The secret part of a key of Annals (`ann_3f9c01d2_…`) whose first underscore is at `at`. What
/// comes before stays: it is how people recognise a key.
fn own_key(text: &str, at: usize) -> Option<Range<usize>> {
    const PREFIX_LEN: usize = 8;
    const SECRET_LEN_MIN: usize = 20;
    let before = text[..at].strip_suffix("ann")?;
    if before.ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let rest = text.as_bytes().get(at + 1..)?;
    let (prefix, rest) = rest.split_at_checked(PREFIX_LEN)?;
    let (b'_', secret) = rest.split_first()? else { return None };
    if !prefix.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let is_secret = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    let len = secret.iter().take_while(is_secret).count();
    let start = at + PREFIX_LEN + 2;
    (len >= SECRET_LEN_MIN).then_some(start..start + len)
}

/// The value that a name gets by the `=` or `:` at `at`, if it is a secret.
fn assigned(
    text: &str,
    at: usize,
    endings: &Endings,
    is_name: &impl Fn(&str) -> bool,
) -> Option<Range<usize>> {
    // Quotes and marks of emphasis around the name: `"token": …`, `**Token**: …`.
    let before = text[..at].trim_end_matches([' ', '"', '\'', '`', '\\', '*']);
    let name = endings.may_name(before).then(|| Name::before(before, is_name)).flatten();
    let name = name.or_else(|| Name::linked(before, is_name))?;
    let value = Value::after(text, at + 1)?;
    let word = value.word(text)?;
    let looks_like_code = word.len() >= 4 && word.contains(|c: char| c.is_ascii_digit());
    let tells = value.spaced && (name.handled || (value.goes_on && is_plain(&word)));
    let secret = if name.vague { looks_like_code } else { !tells };
    secret.then_some(value.span)
}

/// A word of a sentence, or a small number in it: "Password: 3 attempts left".
fn is_plain(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
        || word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name of a secret before `=` or `:`.
struct Name {
    /// One of [`VAGUE`].
    vague: bool,
    /// After one of [`HANDLING`].
    handled: bool,
}

impl Name {
    fn before(text: &str, is_name: &impl Fn(&str) -> bool) -> Option<Self> {
        let (rest, word) = split_last_word(text);
        let last = normal(word);
        let vague = VAGUE.contains(&&*last);
        let (before, previous) = split_last_word(rest.trim_end_matches(' '));
        // "api key", "card number": two words make a name of some.
        let named = vague || is_name(&last) || is_name(&(normal(previous) + &last));
        let (_, earlier) = split_last_word(before.trim_end_matches(' '));
        let handles = |word: &str| HANDLING.contains(&&*word.to_lowercase());
        named.then(|| Self { vague, handled: handles(previous) || handles(earlier) })
    }
}

/// Words that lead from a name to whose secret it is: "password for bob", "token of the office".
const LINKS: [&str; 5] = ["for", "of", "on", "is", "was"];
/// So many words may stand after a name until its value.
const LINKED_WORDS_MAX: usize = 5;

impl Name {
    /// The name at the end of `text`, or the one that its last words lead to.
    fn told(text: &str, is_name: &impl Fn(&str) -> bool) -> Option<Self> {
        Self::before(text, is_name).or_else(|| Self::linked(text, is_name))
    }

    /// The name in "password for bob" or "the password is", whose words stand before the value.
    fn linked(text: &str, is_name: &impl Fn(&str) -> bool) -> Option<Self> {
        let (mut rest, mut word) = split_last_word(text);
        let mut handled = false;
        for _ in 0..LINKED_WORDS_MAX {
            if word.is_empty() || !rest.ends_with(' ') {
                return None;
            }
            let before = rest.trim_end_matches(' ');
            if LINKS.contains(&word)
                && let Some(name) = Self::before(before, is_name)
            {
                return Some(Self { handled: handled || name.handled, ..name });
            }
            handled |= HANDLING.contains(&&*word.to_lowercase());
            (rest, word) = split_last_word(before);
        }
        None
    }
}

/// What stands before the last word, and the word, which is empty after any other character.
fn split_last_word(text: &str) -> (&str, &str) {
    let in_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let start = text.trim_end_matches(in_word).len();
    text.split_at(start)
}

/// What stands after `=` or `:`.
struct Value {
    span: Range<usize>,
    /// A space stands before it, as in sentences.
    spaced: bool,
    /// The sentence goes on after it.
    goes_on: bool,
}

impl Value {
    /// The value without the marks around it and in small letters, unless it only tells how it
    /// stands with the secret.
    fn word(&self, text: &str) -> Option<String> {
        let core = text[self.span.clone()].trim_matches(|c: char| !c.is_alphanumeric());
        let word = core.to_lowercase();
        let tells = STATES.contains(&&*word) || HANDLING.contains(&&*word);
        (!word.is_empty() && !tells).then_some(word)
    }

    fn after(text: &str, at: usize) -> Option<Self> {
        let rest = &text[at..];
        // A path of a program: `Token::new`.
        if rest.starts_with(':') {
            return None;
        }
        let value = rest.trim_start_matches(['=', '>', '*', '\\']);
        let value = value.trim_start();
        let spaced = value.len() < rest.len() && text[..text.len() - value.len()].ends_with(' ');
        let start = text.len() - value.len();
        if let Some(len) = quoted_len(value, text[..start].ends_with('\\')) {
            let start = start + value.chars().next().map_or(0, char::len_utf8);
            return Some(Self { span: start..start + len, spaced: false, goes_on: false });
        }
        let mut len = word_len(value);
        for scheme in ["bearer", "basic"] {
            if value[..len].eq_ignore_ascii_case(scheme) {
                let credentials = value[len..].trim_start();
                len = value.len() - credentials.len() + word_len(credentials);
            }
        }
        let word = value[..len].trim_end_matches([',', '.', ')', ']', '}', ':', '\\']);
        let goes_on =
            word.len() == len && value[len..].trim_start().starts_with(char::is_alphanumeric);
        Some(Self { span: start..start + word.len(), spaced, goes_on })
    }
}

/// The length of what stands in the quotes that `text` begins with; `escaped` if a backslash stands
/// before them, as in JSON within JSON.
fn quoted_len(text: &str, escaped: bool) -> Option<usize> {
    let quote = text.chars().next()?;
    let end = match quote {
        '"' | '\'' | '`' => quote,
        '\u{201c}' => '\u{201d}',
        '\u{2018}' => '\u{2019}',
        _ => return None,
    };
    let quoted = &text[quote.len_utf8()..];
    let ends = |at: &usize| quoted[..*at].ends_with('\\') == escaped;
    let len = quoted.match_indices(end).map(|(at, _)| at).find(ends).unwrap_or(quoted.len());
    Some(len - usize::from(escaped && quoted[..len].ends_with('\\')))
}

fn word_len(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '&' | ';' | '<' | '"' | '`');
    text.find(ends).unwrap_or(text.len())
}

#[cfg(test)]
mod tests;
