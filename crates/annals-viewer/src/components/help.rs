//! Help where a question arises: links to answers, and short answers in place.

use maud::{Markup, html};

use crate::address::{LogAddress, way};
use crate::components::shell::User;
use crate::components::table::heads;
use crate::help::{self, Answer, Part};
use crate::messages::help as messages;

/// A sign beside the thing that the answer at `place` explains: "records#blank".
pub fn link(place: &str, from: &LogAddress) -> Markup {
    let name = help::answer(place).map(|answer| messages::link(answer.question));
    html! {
        @if let Some(name) = name {
            a class="help-link" href=(way(&help::href(place), from)) title=(name)
                aria-label=(name) {
                span aria-hidden="true" { (messages::sign()) }
            }
        }
    }
}

/// The beginning of the answer at `place`, folded away under its question.
pub fn brief(place: &str, from: &LogAddress) -> Markup {
    let Some(answer) = help::answer(place) else { return Markup::default() };
    html! {
        details class="brief" {
            summary { (answer.question) }
            div {
                @if let Some(first) = answer.parts.first() { (part(first, None)) }
                p { a href=(way(&help::href(place), from)) { (messages::more()) } }
            }
        }
    }
}

/// An answer as it stands on the page of its topic. Of its ways it has those that `user` may go,
/// and all where that is absent.
pub fn whole(answer: &Answer, user: Option<&User>) -> Markup {
    html! {
        section class="answer" aria-labelledby=(answer.anchor) {
            h2 id=(answer.anchor) { (answer.question) }
            @for each in answer.parts { (part(each, user)) }
        }
    }
}

fn part(part: &Part, user: Option<&User>) -> Markup {
    let inline = |text: &str| inline(text, user);
    let reads_log = user.is_none_or(|user| user.reads_log);
    html! {
        @match part {
            Part::Text(text) => p { (inline(text)) },
            Part::List(lines) => ul { @for line in *lines { li { (inline(line)) } } },
            Part::Facts(facts) => dl class="facts" {
                @for (name, what) in *facts { dt { (inline(name)) } dd { (inline(what)) } }
            },
            Part::Searches(searches) => table class="examples" {
                (heads(&[messages::example(), messages::finds()]))
                tbody {
                    @for (query, finds) in *searches {
                        @let href = LogAddress::default().with_query(*query).href();
                        tr {
                            td {
                                @if reads_log {
                                    a class="code" dir="ltr" href=(href) { (query) }
                                } @else {
                                    span class="code" dir="ltr" { (query) }
                                }
                            }
                            td { (inline(finds)) }
                        }
                    }
                }
            },
        }
    }
}

/// Text with `[words](address)` as links, `` `what is typed` `` as code, which runs to the right in
/// every language, and `{names}` that others gave.
fn inline(text: &str, user: Option<&User>) -> Markup {
    let mut rest = text;
    let mut pieces = Vec::new();
    while let Some(at) = rest.find(['[', '`', '{']) {
        let (before, from) = rest.split_at(at);
        pieces.push(html! { (before) });
        let found = link_in(from, user).or_else(|| code_in(from)).or_else(|| name_in(from));
        let (piece, after) = found.unwrap_or_else(|| (html! { (&from[..1]) }, &from[1..]));
        pieces.push(piece);
        rest = after;
    }
    html! { @for piece in pieces { (piece) } (rest) }
}

fn link_in<'t>(text: &'t str, user: Option<&User>) -> Option<(Markup, &'t str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    let words = inline(words, user);
    if user.is_some_and(|user| !user.may_open(address)) {
        return Some((words, after));
    }
    Some((html! { a href=(address) { (words) } }, after))
}

fn code_in(text: &str) -> Option<(Markup, &str)> {
    let (code, after) = text.strip_prefix('`')?.split_once('`')?;
    Some((html! { span class="code" dir="ltr" { (code) } }, after))
}

fn name_in(text: &str) -> Option<(Markup, &str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    Some((html! { bdi { (name) } }, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_code_stand_within_text() {
        for (text, expected) in [
            ("a b", "a b"),
            ("a [b c](/d) e", "a <a href=\"/d\">b c</a> e"),
            ("`x:y` z", "<span class=\"code\" dir=\"ltr\">x:y</span> z"),
            (
                "`[`, `]`",
                "<span class=\"code\" dir=\"ltr\">[</span>, \
                 <span class=\"code\" dir=\"ltr\">]</span>",
            ),
            ("[`x`](/y)", "<a href=\"/y\"><span class=\"code\" dir=\"ltr\">x</span></a>"),
            ("{Time & Clock} z", "<bdi>Time &amp; Clock</bdi> z"),
            ("a {b", "a {b"),
            ("[a <b>", "[a &lt;b&gt;"),
            ("a `b", "a `b"),
        ] {
            assert_eq!(inline(text, None).into_string(), expected);
        }
    }
}
