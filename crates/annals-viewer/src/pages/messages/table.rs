//! The table of a log of messages.

use annals_model::Channel;
use maud::{Markup, html};

use super::{MESSAGES_PATH, MessageLine, MessagesAsked, MessagesView};
use crate::components::icon::{Icon, icon, named_icon};
use crate::components::message::mark;
use crate::components::moment::moment;
use crate::components::text::{clamped, text, username};
use crate::messages::communications as messages;

/// A column's head, which sorts by it; once more turns the order round.
fn head(view: &MessagesView, sort: &str, label: &str) -> Markup {
    let is_sorted = view.asked.sort == sort;
    let reversed = is_sorted && !view.asked.reversed;
    let asked = MessagesAsked { sort: sort.to_owned(), reversed, ..view.asked.clone() };
    // Times begin with the newest.
    let is_up = sort.is_empty() == view.asked.reversed;
    let order = if is_up { "ascending" } else { "descending" };
    html! {
        th scope="col" class={ "sort-" (if sort.is_empty() { "time" } else { sort }) }
            aria-sort=[is_sorted.then_some(order)] {
            a href=(view.href(view.channel, &asked, None)) {
                (label)
                @if is_sorted { " " (icon(if is_up { Icon::Up } else { Icon::Down })) }
            }
        }
    }
}

pub(super) fn table(view: &MessagesView) -> Markup {
    let to = if view.channel == Channel::Sms { messages::phone() } else { messages::recipient() };
    html! {
        table class="people messages" {
            thead {
                tr {
                    (head(view, "", messages::last_activity()))
                    @if view.has_recipients() { (head(view, "recipient", to)) }
                    @if view.channel != Channel::Sms { th scope="col" { (messages::subject()) } }
                    @if view.channel != Channel::Email {
                        th scope="col" { (messages::text_column()) }
                    }
                    (head(view, "status", messages::status()))
                }
            }
            tbody { @for line in &view.lines { (row(view, line)) } }
        }
    }
}

fn row(view: &MessagesView, line: &MessageLine) -> Markup {
    let href = view.frame.way(&format!("{MESSAGES_PATH}/{}", line.id));
    let (subject, said) = (line.subject.as_deref(), line.said.as_deref());
    let called = subject.or(said).unwrap_or(messages::no_subject());
    html! {
        tr {
            td { (moment(&line.at)) }
            @if view.has_recipients() { td class="email" { (recipient(view, line)) } }
            @if view.channel != Channel::Sms {
                th scope="row" data-label=(messages::subject()) {
                    a href=(href) { (clamped(called)) }
                }
            }
            @if view.channel == Channel::Sms {
                th scope="row" data-label=(messages::text_column()) {
                    a href=(href) { (clamped(called)) }
                }
            }
            @if view.channel == Channel::Push {
                td data-label=(messages::text_column()) {
                    @if let Some(said) = said { (clamped(said)) }
                }
            }
            td class="message-standing" data-label=(messages::status()) {
                div class="message-mark" {
                    (mark(view.channel, line.status))
                    @if line.has_body && view.channel == Channel::Email {
                        " " a class="icon-link" href=(href) title=(messages::show_body()) {
                            (named_icon(Icon::Magnifier, &messages::open(called)))
                        }
                    }
                }
                @if let Some(reason) = &line.reason { div class="hint" { (clamped(reason)) } }
                @if line.is_stale { div class="hint" { (messages::stale()) } }
                @if line.is_conflict { div class="hint" { (messages::conflict()) } }
            }
        }
    }
}

fn recipient(view: &MessagesView, line: &MessageLine) -> Markup {
    html! {
        @if let Some(recipient) = &line.recipient { div { (text(recipient)) } }
        // The address of a device says nothing to people.
        @if view.channel != Channel::Push { div { (username(&line.address)) } }
        @if let Some(key) = line.record.as_ref().filter(|_| view.record.is_none()) {
            div class="hint" {
                @let named = view.names.of(key, &view.catalogue);
                @if view.frame.user.as_ref().is_some_and(|user| user.reads_log) {
                    a href=(view.frame.kept().of_record(key).href()) { (text(&named)) }
                } @else { (text(&named)) }
            }
        }
    }
}
