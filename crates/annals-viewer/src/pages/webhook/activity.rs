//! What came at a webhook.

use annals_model::Kind;
use jiff::Zoned;
use maud::{Markup, html};

use super::WebhookView;
use crate::components::hook::why_refused;
use crate::components::icon::{Icon, icon};
use crate::components::message;
use crate::components::moment::moment;
use crate::components::table::heads;
use crate::components::text::{code, text};
use crate::messages::webhooks as messages;
use crate::pages::webhooks::counted;

/// A call, or several that were refused.
#[derive(Clone, Debug)]
pub struct CallLine {
    /// When it came.
    pub at: Zoned,
    /// What came of it.
    pub came: CallCame,
}

/// What came of a call.
#[derive(Clone, Debug)]
pub enum CallCame {
    /// It is not read yet.
    Waiting,
    /// It can't be read.
    Unreadable,
    /// It was read, and told so many things, so many of them of messages that weren't recorded;
    /// absent where an older Annals read it.
    Read(Option<(u64, u64)>),
    /// It was refused.
    Refused {
        /// Why, by the word that the log has for it.
        word: String,
        /// How many calls.
        count: u64,
        /// From where the last one came.
        ip: Option<String>,
    },
}

/// What was told of a message that isn't recorded.
#[derive(Clone, Debug)]
pub struct UnmatchedLine {
    /// What the provider calls the message.
    pub provider_id: String,
    /// What happened.
    pub kind: Kind,
    /// When that was told.
    pub received: Zoned,
    /// When it is forgotten.
    pub kept_until: Zoned,
}

pub(super) fn calls(view: &WebhookView) -> Markup {
    html! {
        section aria-labelledby="calls" {
            h2 id="calls" { (messages::calls()) }
            @if view.calls.is_empty() { p { (messages::no_calls()) } }
            @else {
                p { (messages::calls_about()) }
                table class="people webhook-calls" {
                    (heads(&[messages::when(), messages::came()]))
                    tbody { @for line in &view.calls { (call(view, line)) } }
                }
            }
        }
    }
}

fn call(view: &WebhookView, line: &CallLine) -> Markup {
    html! {
        tr {
            th scope="row" { (moment(&line.at)) }
            td data-label=(messages::came()) { div { (came(view, &line.came)) } }
        }
    }
}

fn came(view: &WebhookView, came: &CallCame) -> Markup {
    html! {
        @match came {
            CallCame::Waiting => { (icon(Icon::Dot)) " " (messages::call_waiting()) }
            CallCame::Unreadable => { (icon(Icon::Alert)) " " (messages::call_unreadable()) }
            CallCame::Read(None) => { (icon(Icon::Check)) " " (messages::call_read()) }
            CallCame::Read(Some((told, parked))) => {
                (icon(Icon::Check)) " " (messages::call_told(*told))
                @if *parked > 0 { div class="hint" { (messages::call_parked(*parked)) } }
            }
            CallCame::Refused { word, count, ip } => {
                span class="message-status message-not-delivered" {
                    (icon(Icon::Cross)) " " (messages::call_refused(*count))
                }
                div { (why_refused(view.provider, word)) }
                @if let Some(ip) = ip { div class="hint" { (messages::call_from(&code(ip))) } }
            }
        }
    }
}

pub(super) fn unmatched(view: &WebhookView) -> Markup {
    let (listed, count) = (view.unmatched.len() as u64, view.unmatched_count);
    html! {
        section aria-labelledby="unmatched" {
            h2 id="unmatched" { (messages::unmatched_title()) }
            @if view.unmatched.is_empty() { p { (messages::no_unmatched()) } }
            @else {
                p {
                    (messages::unmatched_about()) " "
                    (messages::unmatched_next(&code("POST /v1/messages")))
                }
                @if count.more || count.count > listed {
                    p class="hint" { (messages::unmatched_listed(listed, &counted(count))) }
                }
                table class="people webhook-unmatched" {
                    (heads(&[
                        messages::provider_id(),
                        messages::what(),
                        messages::when(),
                        messages::kept_until(),
                    ]))
                    tbody { @for line in &view.unmatched { (unmatched_line(line)) } }
                }
            }
        }
    }
}

fn unmatched_line(line: &UnmatchedLine) -> Markup {
    html! {
        tr {
            th scope="row" { (text(&line.provider_id)) }
            td data-label=(messages::what()) { (message::kind(line.kind)) }
            td data-label=(messages::when()) { (moment(&line.received)) }
            td data-label=(messages::kept_until()) { (moment(&line.kept_until)) }
        }
    }
}
