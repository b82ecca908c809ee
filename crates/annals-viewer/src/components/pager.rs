//! Ways to further rows.

use maud::{Markup, html};

use crate::address::{LogAddress, SortBy};
use crate::components::icon::{Icon, icon};
use crate::messages::log as messages;

/// Other rows are read from the first on.
const FOLLOWING: &str = "target:#log swap:'outerMorph show:top showTarget:#results'";

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
        (true, true) => (messages::newer(), messages::older(), messages::newest()),
        (true, false) => (messages::older(), messages::newer(), messages::first()),
        (false, _) => (messages::previous(), messages::next(), messages::first()),
    };
    // Times go from older to newer, whichever way they stand.
    let keys = if by_date && address.sort.descending { ("]", "[") } else { ("[", "]") };
    // By their ids one that is gone doesn't pass the focus on to another.
    let place = if name == messages::pages() { "above" } else { "below" };
    let following = (!address.is_live()).then_some(FOLLOWING);
    html! {
        @if pages.next.is_some() || pages.previous.is_some() {
            nav class="pager" aria-label=(name) hx-boost:inherited=[following] {
                @if address.cursor.is_some() {
                    a class="button quiet" href=(address.first_page().href())
                        id={ "first-" (place) } { (first) }
                }
                (step(previous, pages.previous.as_ref(), "prev", keys.0, place))
                (step(next, pages.next.as_ref(), "next", keys.1, place))
            }
        }
    }
}

fn step(label: &str, target: Option<&LogAddress>, rel: &str, key: &str, place: &str) -> Markup {
    let arrow = if rel == "prev" { Icon::Left } else { Icon::Right };
    html! {
        @if let Some(target) = target {
            a class={ "button step-" (rel) } rel=(rel) href=(target.href())
                data-key=(key) id={ (rel) "-" (place) } {
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
