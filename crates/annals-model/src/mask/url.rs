//! Passwords in addresses: `https://user:password@host`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Made once: every text of every event is looked through.
static SCHEME_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("://"));

/// A name so long and with a digit is none of a person: `https://ghp_16C7e42F292c…@github.com`.
const TOKEN_LEN_MIN: usize = 20;

/// Finds what stands before the `@` of an address: its password, or a token in place of a name.
pub(super) fn find(text: &str, spans: &mut Vec<Range<usize>>) {
    for at in SCHEME_END.find_iter(text.as_bytes()) {
        let has_scheme = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let start = at + 3;
        let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '<' | '>');
        let rest = &text[start..];
        let authority = &rest[..rest.find(ends).unwrap_or(rest.len())];
        if let Some((user, _)) = authority.rsplit_once('@').filter(|_| has_scheme) {
            spans.extend(secret(user).map(|secret| start + secret.start..start + secret.end));
        }
    }
}

fn secret(user: &str) -> Option<Range<usize>> {
    let span = match user.find(':') {
        Some(colon) => colon + 1..user.len(),
        None if user.len() >= TOKEN_LEN_MIN && user.contains(|c: char| c.is_ascii_digit()) => {
            0..user.len()
        }
        None => return None,
    };
    // What was masked before stays as it is.
    let is_secret = user[span.clone()].contains(|c| c != '\u{2022}');
    is_secret.then_some(span)
}

#[cfg(test)]
mod tests {
    use crate::Masker;

    #[test]
    fn passwords_in_addresses_go_and_addresses_stay() {
        for (text, expected) in [
            ("https://ada:hunter2@example.com/x", "https://ada:••••@example.com/x"),
            ("see ftp://ada:a:b@c@example.com now", "see ftp://ada:••••@example.com now"),
            ("postgres://u:p%40x@db:5432/a?b", "postgres://u:••••@db:5432/a?b"),
            ("\"redis://:s3cret@cache\"", "\"redis://:••••@cache\""),
            ("https://ghp_16C7e42F292c6912E7710c@github.com", "https://••••@github.com"),
            ("a://b:c@d e://f:g@h", "a://b:••••@d e://f:••••@h"),
            ("https://ada@example.com/", "https://ada@example.com/"),
            ("ssh://git@example.com:22/x", "ssh://git@example.com:22/x"),
            ("https://example.com:8080/a@b", "https://example.com:8080/a@b"),
            ("https://example.com/?mail=a:b@c", "https://example.com/?mail=a:b@c"),
            ("https://ada:@example.com", "https://ada:@example.com"),
            ("at http://localhost:80, mail a@b.c", "at http://localhost:80, mail a@b.c"),
            ("://a:b@c", "://a:b@c"),
            ("https://", "https://"),
        ] {
            for (text, changes) in [(text, text != expected), (expected, false)] {
                let mut masked = text.to_owned();
                assert_eq!(Masker::default().text(&mut masked), changes, "{text}");
                assert_eq!(masked, expected);
            }
        }
    }
}
