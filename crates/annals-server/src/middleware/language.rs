//! The language in which a request is answered.

use std::future::{Future, poll_fn};
use std::pin::pin;

use annals_viewer::messages::{self, Language};
use axum::http::{HeaderMap, header};

use super::accepted::accepted;
use crate::session::cookie;

/// Holds the tag of a language that someone chose; nothing about anybody.
pub(crate) const LANGUAGE_COOKIE: &str = "annals-language";

/// The language that was chosen, or else the one that the browser asks for, or else English.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let chosen = cookie(headers, LANGUAGE_COOKIE).and_then(|tag| tag.parse().ok());
    let list = || headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok();
    chosen.or_else(|| list().and_then(wanted)).unwrap_or_default()
}

/// The language that is wanted most of those there are. A region is disregarded: `es-MX` is
/// Spanish.
fn wanted(list: &str) -> Option<Language> {
    let known = accepted(list).filter_map(|(range, weight)| {
        let primary = range.split('-').next()?.to_ascii_lowercase();
        Some((primary.parse::<Language>().ok()?, weight))
    });
    // The first of those that are wanted alike.
    let best = known.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(language, _)| language)
}

/// Runs `future`, whose messages are in `language` whichever thread it is on. What it leaves for
/// later, such as a body that is written as it is read, or another thread's work, enters its
/// language by itself.
pub(crate) async fn in_language<F: Future>(language: Language, future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| messages::in_language(language, || future.as_mut().poll(context))).await
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn what_was_chosen_comes_before_what_the_browser_wants() {
        use Language::{Arabic, English, Spanish};
        for (chosen, wanted, expected) in [
            ("", "", English),
            ("", "es-MX,en;q=0.5", Spanish),
            ("annals-language=ar", "es", Arabic),
            ("annals=x; annals-language=en", "es", English),
            ("annals-language=tlh", "es", Spanish),
            ("annals-language=", "de", English),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(chosen));
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(wanted));
            assert_eq!(language(&headers), expected, "{chosen:?} {wanted:?}");
        }
    }

    #[test]
    fn what_a_browser_wants_most() {
        use Language::{Arabic, English, Spanish};
        for (list, expected) in [
            ("es", Some(Spanish)),
            ("es-MX,es;q=0.9,en;q=0.8", Some(Spanish)),
            ("de-DE,de;q=0.9,ar;q=0.5,en;q=0.4", Some(Arabic)),
            ("en;q=0.5, AR-eg ; q=0.7", Some(Arabic)),
            ("en,es", Some(English)),
            ("es;q=0, en;q=0.1", Some(English)),
            ("es;q=0.000", None),
            ("de, fr;q=0.5", None),
            ("*", None),
            ("", None),
            (";q=1,,es;q=x,es;level=1", None),
        ] {
            assert_eq!(wanted(list), expected, "{list}");
        }
    }

    #[tokio::test]
    async fn answers_that_take_turns_keep_their_languages() {
        let answer = |language| {
            in_language(language, async {
                let before = messages::language();
                tokio::task::yield_now().await;
                (before, messages::language())
            })
        };
        let [english, arabic] = [Language::English, Language::Arabic].map(answer);
        let (english, arabic) = tokio::join!(english, arabic);
        assert_eq!(english, (Language::English, Language::English));
        assert_eq!(arabic, (Language::Arabic, Language::Arabic));
    }
}
