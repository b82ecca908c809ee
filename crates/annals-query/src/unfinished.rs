//! What is being written at one place of a search, so that it can be completed.
//!
//! The text is cut as [`crate::parse()`] does, but nothing is an error here: whoever types has not
//! finished yet.

use std::ops::Range;

use crate::parse::{is_quote, is_word_end, name_of, unquote};
use crate::qualifier::Qualifier;

/// A word or value that someone is writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished<'t> {
    /// The bytes that a completion takes the place of: the word, or the value after the colon, with
    /// its quotation marks.
    pub span: Range<usize>,
    /// What stands before the colon, as it is written: known to the language, or a type of records.
    pub qualifier: Option<&'t str>,
    /// What is written so far, up to the place, without quotation marks.
    pub text: String,
}

/// What is being written at byte `at` of `text`; between words it is an empty word.
pub fn unfinished(text: &str, at: usize) -> Unfinished<'_> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let mut begin = 0;
    loop {
        let blank = |c: char| c.is_whitespace() || "()-".contains(c);
        begin = text.len() - text[begin..].trim_start_matches(blank).len();
        if begin >= at {
            return Unfinished { span: at..at, qualifier: None, text: String::new() };
        }
        let item = item(text, begin);
        if at <= item.value.end {
            return item.until(text, at);
        }
        begin = item.value.end;
    }
}

/// Every qualifier with an example of a value, in the order in which they are worth showing.
pub fn qualifiers() -> impl Iterator<Item = (&'static str, &'static str)> {
    Qualifier::ALL.into_iter().map(|(name, _, example)| (name, example))
}

/// A word, or a condition with its value.
struct Item<'t> {
    begin: usize,
    qualifier: Option<&'t str>,
    value: Range<usize>,
}

fn item(text: &str, begin: usize) -> Item<'_> {
    let rest = &text[begin..];
    let word = rest.split(is_word_end).next().unwrap_or_default();
    let name = name_of(word);
    let value = begin + name.map_or(0, |name| name.len() + 1);
    let is_quoted = text[value..].starts_with(is_quote);
    let end = match is_quoted {
        true => unquote(&text[value..]).map_or(text.len(), |(_, len)| value + len),
        false => begin + word.len(),
    };
    Item { begin, qualifier: name, value: value..end }
}

impl<'t> Item<'t> {
    fn until(self, text: &'t str, at: usize) -> Unfinished<'t> {
        // Someone goes back to the name of a condition.
        if at < self.value.start {
            let span = self.begin..self.value.start;
            return Unfinished { span, qualifier: None, text: text[self.begin..at].to_owned() };
        }
        let written = &text[self.value.start..at];
        let inner = match written.chars().next().filter(|&c| is_quote(c)) {
            Some(open) => unquote(written).map_or_else(
                || written[open.len_utf8()..].replace("\\\"", "\"").replace("\\\\", "\\"),
                |(inner, _)| inner,
            ),
            None => written.to_owned(),
        };
        Unfinished { span: self.value, qualifier: self.qualifier, text: inner }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the place.
    fn check(written: &str, span: &str, qualifier: Option<&str>, text: &str) {
        let at = written.find('|').unwrap();
        let whole = written.replace('|', "");
        let found = unfinished(&whole, at);
        assert_eq!(&whole[found.span.clone()], span, "{written}");
        assert_eq!((found.qualifier, &*found.text), (qualifier, text), "{written}");
    }

    #[test]
    fn words_and_values_are_found_at_their_place() {
        check("|", "", None, "");
        check("sou|", "sou", None, "sou");
        check("a sou| b", "sou", None, "sou");
        check("a | b", "", None, "");
        check("-sou|", "sou", None, "sou");
        check("(sou|)", "sou", None, "sou");
        check("source:|", "", Some("source"), "");
        check("source:Off| x", "Off", Some("source"), "Off");
        check("a -by:mar|ia b", "maria", Some("by"), "mar");
        check("by:\"Maria G|", "\"Maria G", Some("by"), "Maria G");
        check("by:\"Maria G|arcia\" x", "\"Maria Garcia\"", Some("by"), "Maria G");
        check("by:\"Maria Garcia\"|", "\"Maria Garcia\"", Some("by"), "Maria Garcia");
        check("by:\"Maria Garcia\" x|", "x", None, "x");
        check("by:\u{201E}Zoë|", "\u{201E}Zoë", Some("by"), "Zoë");
        check(r#"by:"a\"b|"#, r#""a\"b"#, Some("by"), "a\"b");
        check("\"monthly tu|", "\"monthly tu", None, "monthly tu");
        check("record:student:1|7", "student:17", Some("record"), "student:1");
        check("student:|", "", Some("student"), "");
        check("sou|rce:\"Office Portal\"", "source:", None, "sou");
        check("5:10|", "5:10", None, "5:10");
        check("日本|語", "日本語", None, "日本");
    }

    #[test]
    fn any_place_of_any_text_is_one() {
        for text in ["", "\"", "a:\"", "é:ü \"ß", "((-:)", "detail.\"x y\":z", "\\\"\\"] {
            for at in 0..=text.len() + 2 {
                let found = unfinished(text, at);
                assert!(text.get(found.span.clone()).is_some(), "{text} {at} {found:?}");
            }
        }
    }
}
