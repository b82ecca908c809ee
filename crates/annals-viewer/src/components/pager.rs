//! Ways to further rows.

use maud::{Markup, html};

use crate::address::{LogAddress, SortBy};
use crate::components::icon::{Icon, icon};
use crate::messages::log as messages;

/// Where further rows are.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The page after this one, in the order of rows.
    pub next: Option<LogAddress>,
    /// The page before.
    pub previous: Option<LogAddress>,
}

/// The links; `name` tells two sets of them apart.
pub fn pager(pages: &Pages, address: &LogAddress, name: &str) -> Markup {
    let by_date = address.sort.by == SortBy::Date;
    let (previous, next, first) = match (by_date, address.sort.descending) {
        (true, true) => (messages::NEWER, messages::OLDER, messages::NEWEST),
        (true, false) => (messages::OLDER, messages::NEWER, messages::FIRST),
        (false, _) => (messages::PREVIOUS, messages::NEXT, messages::FIRST),
    };
    html! {
        @if pages.next.is_some() || pages.previous.is_some() {
            nav class="pager" aria-label=(name) {
                @if address.cursor.is_some() {
                    a class="button quiet" href=(address.first_page().href()) { (first) }
                }
                (step(previous, pages.previous.as_ref(), "prev", Icon::Left))
                (step(next, pages.next.as_ref(), "next", Icon::Right))
            }
        }
    }
}

/// Times go from older to newer, whichever way they stand.
fn key(label: &str, rel: &str) -> &'static str {
    match label {
        messages::OLDER => "[",
        messages::NEWER => "]",
        _ if rel == "prev" => "[",
        _ => "]",
    }
}

fn step(label: &str, target: Option<&LogAddress>, rel: &str, arrow: Icon) -> Markup {
    html! {
        @if let Some(target) = target {
            a class={ "button step-" (rel) } rel=(rel) href=(target.href())
                data-key=(key(label, rel)) {
                @if rel == "prev" { (icon(arrow)) }
                (label)
                @if rel == "next" { (icon(arrow)) }
            }
        } @else {
            span class={ "button step-" (rel) } aria-disabled="true" role="link" {
                @if rel == "prev" { (icon(arrow)) }
                (label)
                @if rel == "next" { (icon(arrow)) }
            }
        }
    }
}
