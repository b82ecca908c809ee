//! Webhooks of an organisation: the list, and the page on which one is added.

pub mod new;

use annals_delivery::Provider;
use jiff::Zoned;
use maud::{Markup, html};

use crate::components::copy;
use crate::components::help;
use crate::components::hook;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::number::grouped;
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::messages::webhooks as messages;

/// Where the page is.
pub const PATH: &str = "/communications/webhooks";
/// Where one is added.
pub const NEW_PATH: &str = "/communications/webhooks/-new";

/// The page.
#[derive(Clone, Debug)]
pub struct WebhooksView {
    /// What stands around it.
    pub frame: Frame,
    /// All of them, the newest first.
    pub lines: Vec<WebhookLine>,
    /// Whether the reader may add and change them.
    pub may_change: bool,
    /// Whether the organisation, or one above it, is closed.
    pub is_closed: bool,
    /// Whether one was just deleted.
    pub was_deleted: bool,
}

/// A webhook in the list.
#[derive(Clone, Debug)]
pub struct WebhookLine {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who calls.
    pub provider: Provider,
    /// Where.
    pub url: String,
    /// Whether it takes no calls.
    pub is_disabled: bool,
    /// What came there.
    pub day: DayLine,
    /// Reports of messages that aren't recorded.
    pub unmatched: Counted,
}

/// What came within a day.
#[derive(Clone, Debug, Default)]
pub struct DayLine {
    /// When a call was last taken.
    pub last: Option<Zoned>,
    /// Calls that were taken.
    pub taken: Counted,
    /// Calls that were refused.
    pub refused: u64,
}

/// How many there are, or how many at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many were counted.
    pub count: u64,
    /// Whether there are more.
    pub more: bool,
}

impl Counted {
    /// Of so many, of which `max` are told.
    pub fn up_to(found: u64, max: u64) -> Self {
        Self { count: found.min(max), more: found > max }
    }
}

/// "1,204", or "more than 10,000".
pub(crate) fn counted(counted: Counted) -> String {
    if counted.more { messages::more_than(counted.count) } else { grouped(counted.count) }
}

/// Where one of them is.
pub fn path_of(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// Whether it takes calls, as a mark: a sign beside the word.
pub(crate) fn state(is_disabled: bool, is_closed: bool) -> Markup {
    let (class, sign, words) = match (is_closed, is_disabled) {
        (true, _) => ("complaint", Icon::Alert, messages::closed()),
        (false, true) => ("under-way", Icon::Dot, messages::disabled()),
        (false, false) => ("delivered", Icon::Check, messages::enabled()),
    };
    html! { span class={ "message-status message-" (class) } { (icon(sign)) " " (words) } }
}

/// The page.
pub fn webhooks(view: &WebhooksView) -> Markup {
    let main = html! {
        div class="views-page people-page" {
            h1 { (messages::title()) " " (help::link("webhooks#what", &view.frame.kept())) }
            p { (messages::about()) }
            @if view.was_deleted {
                p class="note note-good" role="status" {
                    (icon(Icon::Check)) " " (messages::was_deleted())
                }
            }
            @if view.lines.is_empty() { (none(view)) } @else { (list(view)) }
        }
    };
    shell(&view.frame, messages::title(), &main)
}

fn none(view: &WebhooksView) -> Markup {
    html! {
        div class="empty" {
            h2 { (messages::none()) }
            p { (messages::none_about()) }
            @if view.may_change { (add(view)) } @else { p { (messages::none_may_not()) } }
        }
    }
}

fn add(view: &WebhooksView) -> Markup {
    html! {
        p {
            a class="button strong" href=(view.frame.way(NEW_PATH)) {
                (icon(Icon::Plus)) (messages::add())
            }
        }
    }
}

fn list(view: &WebhooksView) -> Markup {
    html! {
        @if view.may_change { (add(view)) }
        p class="hint" role="status" { (messages::count(view.lines.len() as u64)) }
        table class="people webhooks" {
            thead {
                tr {
                    th scope="col" { (messages::name()) }
                    th scope="col" { (messages::state()) }
                    th scope="col" { (messages::last_call()) }
                    th scope="col" class="number" { (messages::taken()) }
                    th scope="col" class="number" { (messages::refused()) }
                    th scope="col" class="number" { (messages::unmatched()) }
                    th scope="col" { (messages::address()) }
                }
            }
            tbody { @for line in &view.lines { (row(view, line)) } }
        }
    }
}

fn row(view: &WebhooksView, line: &WebhookLine) -> Markup {
    let place = format!("address-{}", line.id);
    html! {
        tr {
            th scope="row" {
                a href=(view.frame.way(&path_of(&line.id))) { (text(&line.name)) }
                div class="hint" { bdi { (hook::name(line.provider)) } }
            }
            td data-label=(messages::state()) { (state(line.is_disabled, view.is_closed)) }
            td data-label=(messages::last_call()) { (last_call(&line.day)) }
            td class="number" data-label=(messages::taken()) { (counted(line.day.taken)) }
            td class="number" data-label=(messages::refused()) { (grouped(line.day.refused)) }
            td class="number" data-label=(messages::unmatched()) { (counted(line.unmatched)) }
            td data-label=(messages::address()) {
                div class="webhook-address" {
                    code id=(place) class="code" dir="ltr" { (line.url) }
                    (copy::button(&place, messages::copy_address()))
                }
            }
        }
    }
}

/// When a call was last taken.
pub(crate) fn last_call(day: &DayLine) -> Markup {
    html! {
        @match &day.last {
            Some(at) => (moment(at)),
            None => span class="hint" { (messages::never()) },
        }
    }
}
