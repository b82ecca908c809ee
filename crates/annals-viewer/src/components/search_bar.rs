//! The search bar, with what is wrong with a search.

use std::ops::Range;

use maud::{Markup, html};

use crate::address::{LogAddress, Range as DateRange};
use crate::components::icon::{Icon, icon};
use crate::components::text::text;
use crate::messages::search as messages;

/// Id of the form; fields elsewhere on the page belong to it by this name.
pub const FORM: &str = "search";

/// Why a search can't be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchProblem {
    /// A sentence.
    pub message: String,
    /// The bytes of the search that are wrong.
    pub span: Option<Range<usize>>,
    /// Whole searches that may have been meant.
    pub suggestions: Vec<String>,
}

/// The form with its field; filters travel along in hidden fields.
pub fn search_bar(address: &LogAddress, problem: Option<&SearchProblem>) -> Markup {
    html! {
        form id=(FORM) class="search" role="search" method="get" action="/" {
            label class="visually-hidden" for="q" { (messages::LABEL) }
            div class="search-field" {
                (icon(Icon::Magnifier))
                input id="q" name="q" type="search" value=(address.query) maxlength="4096"
                    placeholder=(messages::PLACEHOLDER) autocomplete="off" autocapitalize="off"
                    spellcheck="false" enterkeyhint="search" dir="auto"
                    aria-invalid=[problem.map(|_| "true")]
                    aria-describedby=[problem.map(|_| "search-problem")];
                button type="submit" class="button strong" { (messages::SUBMIT) }
            }
            (carried(address))
        }
        (help(address))
    }
}

/// What the form sends besides its own fields, so that a new search keeps the filters.
fn carried(address: &LogAddress) -> Markup {
    html! {
        @if let DateRange::Preset(preset) = address.range {
            input type="hidden" name="range" value=(preset.as_str());
        }
        @for source in &address.sources { input type="hidden" name="source" value=(source); }
        @for user in &address.users { input type="hidden" name="user" value=(user); }
        @if address.sort != Default::default() {
            input type="hidden" name="sort" value=(address.sort.word());
        }
    }
}

/// Says what is wrong, where, and what may have been meant.
pub fn problem_note(address: &LogAddress, problem: &SearchProblem) -> Markup {
    html! {
        div id="search-problem" class="note note-problem" role="alert" {
            p class="note-title" { (icon(Icon::Alert)) (messages::PROBLEM) }
            @if let Some((before, wrong, after)) = split(&address.query, problem.span.as_ref()) {
                p class="echo" {
                    (text(before))
                    @if wrong.is_empty() { mark class="gap" { "\u{2007}" } }
                    @else { mark { (text(wrong)) } }
                    (text(after))
                }
            }
            p { (text(&problem.message)) }
            @if !problem.suggestions.is_empty() {
                p {
                    (messages::DID_YOU_MEAN) " "
                    @for suggestion in &problem.suggestions {
                        a class="suggestion" href=(address.with_query(suggestion).href()) {
                            (text(suggestion))
                        }
                        " "
                    }
                }
            }
        }
    }
}

/// The search before, within and after the span. A span that doesn't fit is not worth a panic.
fn split<'a>(query: &'a str, span: Option<&Range<usize>>) -> Option<(&'a str, &'a str, &'a str)> {
    let span = span?;
    Some((query.get(..span.start)?, query.get(span.clone())?, query.get(span.end..)?))
}

fn help(address: &LogAddress) -> Markup {
    html! {
        details class="help" {
            summary { (messages::HELP) }
            div class="help-body" {
                p { (messages::HELP_INTRO) }
                table class="examples" {
                    thead {
                        tr {
                            th scope="col" { (messages::HELP_EXAMPLE) }
                            th scope="col" { (messages::HELP_MEANING) }
                        }
                    }
                    tbody {
                        @for (example, meaning) in messages::EXAMPLES {
                            tr {
                                td {
                                    a class="code" href=(address.with_query(*example).href()) {
                                        (example)
                                    }
                                }
                                td { (meaning) }
                            }
                        }
                    }
                }
                label class="shortcut" hidden data-shortcut {
                    input type="checkbox" checked;
                    (messages::SHORTCUT)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, span: Option<Range<usize>>, expected: &str) {
        let problem = SearchProblem {
            message: "There is no field “acter”.".to_owned(),
            span,
            suggestions: vec!["actor:ana".to_owned()],
        };
        let address = LogAddress::default().with_query(query);
        let html = problem_note(&address, &problem).into_string();
        let echo =
            html.split("<p class=\"echo\">").nth(1).and_then(|rest| rest.split("</p>").next());
        assert_eq!(echo.unwrap_or(""), expected);
        assert!(html.contains("href=\"/?q=actor:ana\""));
    }

    #[test]
    fn the_wrong_part_is_marked() {
        check(
            "acter:ana x",
            Some(0..5),
            "<bdi></bdi><mark><bdi>acter</bdi></mark><bdi>:ana x</bdi>",
        );
        check("a (", Some(3..3), "<bdi>a (</bdi><mark class=\"gap\">\u{2007}</mark><bdi></bdi>");
        check("ä", Some(1..2), "");
        check("x", Some(4..9), "");
        check("x", None, "");
    }
}
