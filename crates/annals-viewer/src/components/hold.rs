//! Legal holds in words: what is held, and by which hold, as far as the reader may know.

use jiff::Zoned;
use maud::{Markup, html};

use crate::address::{LogAddress, way};
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::text::text;
use crate::messages::holds as messages;
use crate::pages::holds::path_of;

/// A hold as the reader may see it.
#[derive(Clone, Debug)]
pub struct HoldMark {
    /// Its id and what it is called.
    pub hold: Option<(String, String)>,
    /// Since when.
    pub since: Zoned,
    /// Whether it is one of an organisation above.
    pub is_above: bool,
}

/// A hold in a list of what is kept by which one.
pub(crate) fn named(from: &LogAddress, mark: &HoldMark) -> Markup {
    let since = moment(&mark.since);
    match &mark.hold {
        Some(hold) => messages::on_hold_by(&link(from, hold, mark.is_above), &since),
        None if mark.is_above => messages::a_hold_above(&since),
        None => messages::a_hold(&since),
    }
}

/// Marks what is held; nothing where it isn't.
pub(crate) fn on_hold(from: &LogAddress, marks: &[HoldMark]) -> Markup {
    html! {
        @if !marks.is_empty() {
            div class="on-hold" {
                span class="tag" { (icon(Icon::Lock)) " " (messages::on_hold()) } " "
                @for (at, mark) in marks.iter().enumerate() {
                    @if at > 0 { " · " }
                    span class="hint" {
                        @match &mark.hold {
                            Some(_) => (named(from, mark)),
                            None => (messages::on_hold_since(&moment(&mark.since))),
                        }
                    }
                }
            }
        }
    }
}

/// The page of one of an organisation above is at another place.
fn link(from: &LogAddress, (id, name): &(String, String), is_above: bool) -> Markup {
    html! {
        @if is_above { (text(name)) }
        @else { a href=(way(&path_of(id), from)) { (text(name)) } }
    }
}
