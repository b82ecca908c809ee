//! HTML of messages, which strangers wrote: its plain text, and a document of it that does nothing.
//!
//! Three layers, each of which is enough by itself against script and loading: [`shallow`] writes
//! the tags it knows, closed where they belong; [`safe`] keeps the attributes and styles it knows
//! (ammonia); the document is shown in a frame with a policy that allows neither.

mod document;
mod element;
mod look;
mod plain;
mod safe;
mod shallow;
mod target;

pub(crate) use document::{POLICY, document, look_again};
pub(crate) use look::{Look, Looks};
pub(crate) use plain::plain;

use std::collections::HashSet;

/// Words that both have to have so that it can be said that they differ.
const COMPARED_WORDS_MIN: usize = 8;

/// Whether the text part says something else than the HTML: fewer than half of the words of one
/// are in the other. Addresses are left out, which texts write where HTML has links.
pub(crate) fn differ(text: &str, html: &str) -> bool {
    let of_html = plain(html);
    let (text, html) = (words(text), words(&of_html));
    let common = text.intersection(&html).count();
    let (fewer, more) = (text.len().min(html.len()), text.len().max(html.len()));
    fewer >= COMPARED_WORDS_MIN && common * 2 < fewer
        || more >= COMPARED_WORDS_MIN && fewer < COMPARED_WORDS_MIN && common * 4 < more
}

fn words(text: &str) -> HashSet<String> {
    let parts = text.split_whitespace().filter(|part| !part.contains("://"));
    parts.flat_map(annals_query::fold::word_list).collect()
}

#[cfg(test)]
mod tests {
    use super::differ;

    #[test]
    fn parts_differ_when_one_says_something_else() {
        let said = "Camp starts on Monday at nine, bring a towel and a bottle of water please";
        for (text, html, expected) in [
            (said, format!("<h1>Gym</h1><p>{said}</p>"), false),
            (
                said,
                "<p>Your invoice for October is overdue, pay it by Friday here</p>".into(),
                true,
            ),
            ("View this in a browser: https://x.example/1", format!("<p>{said}"), true),
            ("https://x.example/camp/starts/on/monday", "<a href=/>Camp</a>".into(), false),
            ("", String::new(), false),
            (said, "<img src=https://x.example/all.png>".into(), true),
        ] {
            assert_eq!(differ(text, &html), expected, "{text} | {html}");
        }
    }
}
