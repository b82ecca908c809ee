//! Text written by strangers.
//!
//! maud escapes HTML. What is left to do: keep right-to-left text from turning its neighbours
//! round (`<bdi>`), and show characters that would otherwise hide or reorder what is written.

use annals_report::apart;
use maud::{Markup, html};
use unicode_normalization::char::is_combining_mark;

use crate::json;
use crate::messages::entry as messages;

/// Values longer than this (in characters) are folded.
const LONG_VALUE_CHARS: usize = 1_200;
/// So much of a folded value is in sight.
const LONG_VALUE_START_CHARS: usize = 300;
/// So much of a value stands within a sentence.
const SHORT_VALUE_CHARS: usize = 80;
/// The same of what was typed, by which people look for their mistake.
const CODE_CHARS: usize = 240;

/// One line of text.
pub fn text(value: &str) -> Markup {
    html! { bdi { (visible(value)) } }
}

/// What is typed into a search or stands in an address, within a sentence: its signs stay in their
/// order, also where the sentence runs the other way. Of a long one the beginning, lest nobody
/// finds what the sentence says.
pub fn code(value: &str) -> Markup {
    let end = value.char_indices().nth(CODE_CHARS).map(|(end, _)| end);
    html! {
        bdi class="code" dir=(direction(value)) {
            (visible(&value[..end.unwrap_or(value.len())])) @if end.is_some() { "…" }
        }
    }
}

/// What people read of `markup`, which maud made: its text without elements.
pub fn plain(markup: &Markup) -> String {
    words_of(&markup.0)
}

/// The same for words of a report, where what strangers wrote stays apart as it does in `<bdi>`.
pub fn plain_apart(markup: &Markup) -> String {
    let mut parts = markup.0.split("<bdi");
    let mut out = words_of(parts.next().unwrap_or_default());
    for part in parts {
        let (value, words) = part.split_once("</bdi>").unwrap_or((part, ""));
        out += &apart(&words_of(&format!("<bdi{value}")));
        out += &words_of(words);
    }
    out
}

fn words_of(html: &str) -> String {
    let (first, rest) = html.split_once('<').unwrap_or((html, ""));
    let texts = rest.split('<').filter_map(|part| part.split_once('>'));
    let text: String = [first].into_iter().chain(texts.map(|(_, text)| text)).collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The direction of a value, for what it leads: `dir="auto"` would pass over its `<bdi>`.
pub fn direction(value: &str) -> &'static str {
    let is_rtl = |c: char| {
        matches!(
            c,
            '\u{0590}'..='\u{08FF}'
                | '\u{FB1D}'..='\u{FDFF}'
                | '\u{FE70}'..='\u{FEFC}'
                | '\u{10800}'..='\u{10FFF}'
                | '\u{1E800}'..='\u{1EFFF}'
        )
    };
    match value.chars().find(|c| c.is_alphabetic()) {
        Some(first) if is_rtl(first) => "rtl",
        _ => "ltr",
    }
}

/// Text that is cut after a few lines. The box has the direction of its text: in a page that runs
/// the other way the text would else lose its beginning.
pub fn clamped(value: &str) -> Markup {
    html! { bdi class="clamp" { (visible(value)) } }
}

/// One line of text within a sentence, where only the beginning of a long one has room. It stands
/// whole elsewhere on the page.
pub fn short(value: &str) -> Markup {
    match value.char_indices().nth(SHORT_VALUE_CHARS) {
        None => text(value),
        Some((end, _)) => html! { bdi { (visible(&value[..end])) "…" } },
    }
}

/// A username, which is often an address: broken before its `@` rather than anywhere.
pub fn username(value: &str) -> Markup {
    let (local, domain) = value.split_at(value.find('@').unwrap_or(value.len()));
    html! {
        bdi class="clamp" { (visible(local)) @if !domain.is_empty() { wbr; (visible(domain)) } }
    }
}

/// A name that programs gave, broken before its capitals, dots and `@` rather than anywhere.
pub fn machine_name(value: &str) -> Markup {
    let is_joint = |(at, c): &(usize, char)| {
        let before = value[..*at].chars().next_back();
        let begins_word = c.is_uppercase() && before.is_some_and(char::is_lowercase);
        *at > 0 && (begins_word || matches!(c, '.' | '@' | '_'))
    };
    let joints = value.char_indices().filter(is_joint).map(|(at, _)| at);
    let ends: Vec<_> = joints.clone().chain([value.len()]).collect();
    html! {
        bdi {
            @for (from, to) in [0].into_iter().chain(joints).zip(ends) {
                @if from > 0 { wbr; }
                (visible(&value[from..to]))
            }
        }
    }
}

/// Text that may have several lines; a long one is folded.
pub fn block(value: &str) -> Markup {
    let count = value.chars().count();
    if count <= LONG_VALUE_CHARS {
        return html! { bdi class="block" { (visible(value)) } };
    }
    let start: String = value.chars().take(LONG_VALUE_START_CHARS).collect();
    html! {
        details class="long" {
            summary {
                bdi class="block long-start" { (visible(&start)) "…" }
                span class="link" { (messages::show_all(count as u64)) }
            }
            bdi class="block" { (visible(value)) }
        }
    }
}

/// A JSON value: a string as its text, all else as JSON, absence in words.
pub fn json_value(value: Option<&annals_model::Value>) -> Markup {
    let Some(value) = value else {
        return html! { span class="absent" { (messages::no_value()) } };
    };
    let json = value.as_json();
    if json == "\"\"" {
        return html! { span class="absent" { (messages::empty_value()) } };
    }
    if json.starts_with('"') {
        return block(&value.display());
    }
    html! { span class="code" { (block(&json::indent(json))) } }
}

/// Text with a sign in place of each character that would hide or reorder it, and of accents that
/// would strike out what stands above and below.
fn visible(value: &str) -> Markup {
    html! {
        @for part in parts(value) {
            @match part {
                Part::Plain(plain) => (plain),
                Part::Hidden(c) => span class="hidden-char" {
                    (format!("U+{:04X}", u32::from(c)))
                },
                Part::Piled(c, count) => span class="hidden-char" {
                    (format!("U+{:04X} × {count}", u32::from(c)))
                },
            }
        }
    }
}

/// So many marks a character carries in any writing, and more than that.
const MARKS_MAX: usize = 8;

enum Part<'a> {
    Plain(&'a str),
    Hidden(char),
    /// The first of so many marks beyond [`MARKS_MAX`] on one character.
    Piled(char, usize),
}

fn parts(value: &str) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    let (mut start, mut marks) = (0, 0);
    for (at, c) in value.char_indices() {
        marks = if c >= '\u{300}' && is_combining_mark(c) { marks + 1 } else { 0 };
        if marks <= MARKS_MAX && !is_hidden(c) {
            continue;
        }
        if start < at {
            out.push(Part::Plain(&value[start..at]));
        }
        start = at + c.len_utf8();
        match out.last_mut() {
            Some(Part::Piled(_, count)) if marks > MARKS_MAX + 1 => *count += 1,
            _ if marks > MARKS_MAX => out.push(Part::Piled(c, 1)),
            _ => out.push(Part::Hidden(c)),
        }
    }
    if start < value.len() {
        out.push(Part::Plain(&value[start..]));
    }
    out
}

/// Control characters but for line ends and tabs, and format characters that reorder text or take
/// no room. Joiners stay: Persian and emoji are written with them.
pub(crate) fn is_hidden(c: char) -> bool {
    let is_line = matches!(c, '\n' | '\t');
    (c.is_control() && !is_line)
        || matches!(
            c,
            '\u{00AD}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        assert_eq!(text(value).into_string(), format!("<bdi>{expected}</bdi>"));
    }

    #[test]
    fn markup_is_read_as_it_was_written() {
        for value in ["", "a", "<b>\"&amp;", "é > «a»"] {
            assert_eq!(plain(&text(value)), value);
            let within = html! { "1 < 2 " (code(value)) "." };
            assert_eq!(plain(&within), format!("1 < 2 {value}."));
            assert_eq!(plain_apart(&within), format!("1 < 2 {}.", apart(value)));
        }
    }

    #[test]
    fn the_first_letter_gives_the_direction() {
        for (value, expected) in [
            ("", "ltr"),
            ("17", "ltr"),
            ("Ana שרה", "ltr"),
            ("(שרה) Ana", "rtl"),
            ("17 تم", "rtl"),
            ("学", "ltr"),
        ] {
            assert_eq!(direction(value), expected, "{value}");
        }
    }

    #[test]
    fn nothing_hides() {
        check("Ana", "Ana");
        check("<b>\"&", "&lt;b&gt;&quot;&amp;");
        check("שרה", "שרה");
        check("👩‍👧 é", "👩‍👧 é");
        let rlo = "<span class=\"hidden-char\">U+202E</span>";
        check("a\u{202E}gpj.exe", &format!("a{rlo}gpj.exe"));
        check("\u{0}", "<span class=\"hidden-char\">U+0000</span>");
        check("a\u{7}", "a<span class=\"hidden-char\">U+0007</span>");
        let piled = |marks: usize| format!("a{}b", "\u{301}".repeat(marks));
        check(&piled(MARKS_MAX), &piled(MARKS_MAX));
        let kept = "\u{301}".repeat(MARKS_MAX);
        let sign = |count| format!("<span class=\"hidden-char\">U+0301 × {count}</span>");
        check(&piled(MARKS_MAX + 1), &format!("a{kept}{}b", sign(1)));
        check(&piled(300).repeat(2), &format!("a{kept}{}b", sign(292)).repeat(2));
        check("กี่ं", "กี่ं");
    }

    #[test]
    fn names_of_programs_break_at_their_joints() {
        for (name, expected) in [
            ("", ""),
            ("UserToolRights", "User<wbr>Tool<wbr>Rights"),
            ("ana.b@example.org", "ana<wbr>.b<wbr>@example<wbr>.org"),
            ("ID", "ID"),
            ("é_É<b>", "é<wbr>_É&lt;b&gt;"),
        ] {
            let html = machine_name(name).into_string();
            assert_eq!(html, format!("<bdi>{expected}</bdi>"));
        }
    }

    #[test]
    fn long_values_are_folded_not_cut() {
        let value = "x".repeat(LONG_VALUE_CHARS);
        assert!(!block(&value).into_string().contains("details"));
        let value = "x".repeat(LONG_VALUE_CHARS + 1);
        let html = block(&value).into_string();
        assert!(html.contains("Show all 1,201 characters") && html.contains(&value));
    }

    #[test]
    fn long_values_are_cut_within_a_sentence() {
        let value = "é".repeat(SHORT_VALUE_CHARS);
        assert_eq!(short(&value).into_string(), format!("<bdi>{value}</bdi>"));
        let cut = short(&format!("{value}é")).into_string();
        assert_eq!(cut, format!("<bdi>{value}…</bdi>"));
        let typed = "é".repeat(CODE_CHARS);
        assert!(code(&typed).into_string().ends_with(&format!(">{typed}</bdi>")));
        let cut = code(&format!("{typed}é")).into_string();
        assert!(cut.ends_with(&format!(">{typed}…</bdi>")), "{cut}");
    }

    #[test]
    fn absence_differs_from_emptiness_and_null() {
        use annals_model::Value;
        assert!(json_value(None).into_string().contains(">none<"));
        assert!(json_value(Some(&Value::text(""))).into_string().contains(">empty<"));
        assert!(json_value(Some(&Value::from_json("null"))).into_string().contains(">null<"));
        let quoted = json_value(Some(&Value::text("none"))).into_string();
        assert_eq!(quoted, "<bdi class=\"block\">none</bdi>");
    }
}
