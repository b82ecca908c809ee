//! The language in which a request is answered.

use std::future::{Future, poll_fn};
use std::pin::pin;

use annals_viewer::messages::{self, Language};
use axum::http::{HeaderMap, header};

use crate::session::cookie;

/// Holds the tag of a language that someone chose; nothing about anybody.
pub(crate) const LANGUAGE_COOKIE: &str = "annals-language";

/// The language that was chosen, or else the one that the browser asks for, or else English.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let chosen = cookie(headers, LANGUAGE_COOKIE).and_then(|tag| tag.parse().ok());
    let wanted = || headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok();
    chosen.or_else(|| wanted().and_then(Language::accepted)).unwrap_or_default()
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
