//! The search bar, with what is wrong with a search.

use std::ops::Range;

use maud::{Markup, html};

use crate::address::{LogAddress, way};
use crate::assets;
use crate::components::complete;
use crate::components::icon::{Icon, icon};
use crate::components::keys;
use crate::components::table::heads;
use crate::components::text::{direction, text};
use crate::fault::Fault;
use crate::help;
use crate::messages::{complete as complete_words, help as help_messages, search as messages};

/// Id of the form; fields elsewhere on the page belong to it by this name.
pub const FORM: &str = "search";

/// Why a search can't be run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchProblem {
    /// What is wrong, in the order of the text.
    pub faults: Vec<Misread>,
    /// The whole search as it may have been meant.
    pub suggestion: Option<String>,
}

/// One thing that is wrong with a search, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong.
    pub fault: Fault,
    /// The bytes of the search that it is about.
    pub span: Range<usize>,
}

/// The form with its field; filters travel along in hidden fields.
pub fn search_bar(address: &LogAddress, problem: Option<&SearchProblem>) -> Markup {
    html! {
        form id=(FORM) class="search" role="search" method="get" action=(address.page.path()) {
            label class="visually-hidden" for="q" { (messages::label()) }
            div class="search-field" {
                (icon(Icon::Magnifier))
                input id="q" name="q" type="search" value=(address.query) maxlength="4096"
                    data-key="/" data-complete=(complete::href(complete::SEARCH, address))
                    data-complete-label=(complete_words::title())
                    data-complete-count=(complete_words::count())
                    placeholder=(messages::placeholder()) autocomplete="off" autocapitalize="off"
                    spellcheck="false" enterkeyhint="search" dir="auto"
                    aria-invalid=[problem.map(|_| "true")]
                    aria-describedby=[problem.map(|_| "search-problem")];
                button type="submit" class="button strong" { (messages::submit()) }
            }
            (carried(address))
        }
        (help(address))
        script type="module" src=(assets::COMPLETE.path) {}
    }
}

/// The form alone, for a page that has fields of filters and no words to type.
pub fn filter_form(address: &LogAddress) -> Markup {
    html! {
        form id=(FORM) method="get" action=(address.page.path()) { (carried(address)) }
        script type="module" src=(assets::COMPLETE.path) {}
    }
}

/// What the form sends besides its own fields, so that a new search keeps the filters.
fn carried(address: &LogAddress) -> Markup {
    let own = ["page", "q", "from", "to"];
    let first_page = address.first_page();
    let others = first_page.pairs().into_iter().filter(|(name, _)| !own.contains(name));
    html! { @for (name, value) in others { input type="hidden" name=(name) value=(value); } }
}

/// Says what is wrong, where, and what may have been meant.
pub fn problem_note(address: &LogAddress, problem: &SearchProblem) -> Markup {
    html! {
        div id="search-problem" class="note note-problem" role="alert" {
            p class="note-title" { (icon(Icon::Alert)) (messages::problem()) }
            @if let Some(parts) = parts(&address.query, &problem.faults) {
                // Its parts stand one after another in its own direction, not in the page's.
                p class="echo" dir=(direction(&address.query)) {
                    @for (part, wrong) in parts {
                        @if !wrong { (ends(part)) }
                        @else if part.is_empty() { mark class="gap" { "\u{2007}" } }
                        @else { mark { (ends(part)) } }
                    }
                }
            }
            @for misread in &problem.faults { p { (misread.fault) } }
            @if let Some(suggestion) = &problem.suggestion {
                @let link = html! {
                    a class="suggestion" href=(address.with_query(suggestion).href()) {
                        (text(suggestion))
                    }
                };
                p { (messages::did_you_mean(&link)) }
            }
        }
    }
}

/// So much of a part's beginning and end is shown again; the search bar has all of it.
const END_CHARS: usize = 120;

/// A part of the search; of a very long one its ends, lest what is wrong lies far beneath it.
fn ends(part: &str) -> Markup {
    let count = part.chars().count();
    let place = |chars| part.char_indices().nth(chars).map_or(part.len(), |(at, _)| at);
    match count <= 2 * END_CHARS {
        true => text(part),
        false => html! {
            (text(&part[..place(END_CHARS)])) "…" (text(&part[place(count - END_CHARS)..]))
        },
    }
}

/// The search cut into parts that are wrong and parts that are not. Spans that don't fit are not
/// worth a panic: the search is then not shown again.
fn parts<'a>(query: &'a str, faults: &[Misread]) -> Option<Vec<(&'a str, bool)>> {
    let mut out = Vec::new();
    let mut at = 0;
    for span in faults.iter().map(|misread| &misread.span) {
        // One fault may lie within another.
        if span.start < at {
            continue;
        }
        out.push((query.get(at..span.start)?, false));
        out.push((query.get(span.clone())?, true));
        at = span.end;
    }
    out.push((query.get(at..)?, false));
    out.retain(|(part, wrong)| *wrong || !part.is_empty());
    (out.len() > usize::from(faults.is_empty())).then_some(out)
}

/// Examples that can be followed, and what they find.
fn examples() -> [(&'static str, &'static str); 12] {
    [
        ("01/01/2015 5:10 PM admin deleted Smith", messages::example_sentence()),
        ("payment OR charge", messages::example_or()),
        ("\"monthly tuition\"", messages::example_phrase()),
        ("enroll*", messages::example_beginning()),
        ("refund -type:delete", messages::example_without()),
        ("by:\"Maria Garcia\"", messages::example_person()),
        ("action:charge.*", messages::example_actions()),
        ("student:17", messages::example_record()),
        ("changed:role", messages::example_changed()),
        ("ip:203.0.113.0/24", messages::example_network()),
        ("after:2026-11-01 before:2026-11-15", messages::example_days()),
        ("outcome:denied", messages::example_denied()),
    ]
}

/// A search whose conditions are not broken where lines end, after their sign for instance.
fn whole_words(query: &str) -> Markup {
    html! {
        @for (place, word) in query.split(' ').enumerate() {
            @if place > 0 { " " }
            span class="example-word" { (word) }
        }
    }
}

fn help(address: &LogAddress) -> Markup {
    html! {
        details class="help" {
            summary { (messages::help()) }
            div class="help-body" {
                p { (messages::help_intro()) }
                table class="examples" {
                    (heads(&[messages::help_example(), messages::help_meaning()]))
                    tbody {
                        @for (example, meaning) in examples() {
                            tr {
                                td {
                                    a class="code" href=(address.with_query(example).href()) {
                                        (whole_words(example))
                                    }
                                }
                                td { (meaning) }
                            }
                        }
                    }
                }
                @let more = way(&help::href("searching"), address);
                p { a href=(more) { (help_messages::more_searching()) } }
                (keys::button())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, spans: &[(usize, usize)], expected: &str) {
        let fault = |&(from, to): &_| Misread { fault: Fault::EndsBefore, span: from..to };
        let problem = SearchProblem {
            faults: spans.iter().map(fault).collect(),
            suggestion: Some("actor:ana".to_owned()),
        };
        let address = LogAddress::default().with_query(query);
        let html = problem_note(&address, &problem).into_string();
        let echo = html.split("<p class=\"echo\" dir=\"ltr\">").nth(1);
        let echo = echo.and_then(|rest| rest.split("</p>").next());
        assert_eq!(echo.unwrap_or(""), expected);
        assert!(html.contains("href=\"/?q=actor:ana\""));
    }

    #[test]
    fn the_wrong_parts_are_marked() {
        check("acter:ana", &[(0, 5)], "<mark><bdi>acter</bdi></mark><bdi>:ana</bdi>");
        check(
            "acter:ana tpye:x",
            &[(0, 5), (10, 14)],
            "<mark><bdi>acter</bdi></mark><bdi>:ana </bdi>\
             <mark><bdi>tpye</bdi></mark><bdi>:x</bdi>",
        );
        check("a (", &[(3, 3)], "<bdi>a (</bdi><mark class=\"gap\">\u{2007}</mark>");
        check("ab", &[(0, 2), (1, 2)], "<mark><bdi>ab</bdi></mark>");
        check("ä", &[(1, 2)], "");
        check("x", &[(4, 9)], "");
        check("x", &[], "");
    }

    #[test]
    fn of_long_parts_the_ends_are_shown() {
        let long = |chars: usize| "é".repeat(chars);
        assert_eq!(ends(&long(2 * END_CHARS)).into_string(), text(&long(240)).into_string());
        let end = text(&long(END_CHARS)).into_string();
        assert_eq!(ends(&long(2 * END_CHARS + 1)).into_string(), format!("{end}…{end}"));
    }
}
