//! The changes of a record, newest first.

use annals_model::{Change, EventType};
use maud::{Markup, html};

use super::values::property;
use super::{HistoryAsked, HistoryLine, HistoryView};
use crate::components::comparison::{after, before, comparison};
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::table::heads;
use crate::components::text::text;
use crate::messages::{entry, history as messages, log, people};

pub(super) fn changes(view: &HistoryView) -> Markup {
    let all = HistoryAsked { property: String::new(), ..view.asked.clone() };
    html! {
        section aria-labelledby="changes" {
            h3 id="changes" { (messages::changes()) }
            @if !view.asked.property.is_empty() {
                p class="hint" {
                    (messages::only(&text(&view.asked.property))) " "
                    a href=(view.href(&all, None)) { (messages::all()) }
                }
            }
            @if view.lines.is_empty() { p class="hint" { (messages::no_changes()) } }
            @else { (table(view)) }
            @if let Some(read_to) = &view.read_to {
                p class="hint" { (messages::read_to(&moment(read_to))) }
            }
            @if view.is_later || view.next.is_some() { (turn(view)) }
        }
    }
}

fn table(view: &HistoryView) -> Markup {
    let columns = [
        log::date_and_time(),
        log::member_name(),
        messages::property(),
        entry::existing_value(),
        entry::new_value(),
    ];
    html! {
        table class="people record-changes" {
            (heads(&columns))
            tbody { @for line in &view.lines { (rows(view, line)) } }
        }
    }
}

/// A row for each property, or the one of a record's coming or going.
fn rows(view: &HistoryView, line: &HistoryLine) -> Markup {
    let life = match line.kind {
        EventType::Add => Some(messages::row_created()),
        EventType::Delete => Some(messages::row_deleted()),
        _ => None,
    };
    html! {
        @if let Some(life) = life.filter(|_| view.asked.property.is_empty()) {
            tr {
                (who(view, line))
                td colspan="3" { span class="tag" { (life) } (others(line)) }
            }
        }
        @for change in &line.changes {
            tr {
                (who(view, line))
                td data-label=(messages::property()) {
                    (property(view, &change.property, change.label.as_deref()))
                    (others(line))
                }
                (values(change))
            }
        }
    }
}

fn who(view: &HistoryView, line: &HistoryLine) -> Markup {
    html! {
        th scope="row" { (view.way(&line.told)) }
        td data-label=(log::member_name()) { (view.member(&line.told)) }
    }
}

fn others(line: &HistoryLine) -> Markup {
    html! { @if line.others > 0 { p class="hint" { (messages::others(line.others)) } } }
}

fn values(change: &Change) -> Markup {
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    let compared = old.zip(new).and_then(|(old, new)| comparison(old, new));
    html! {
        @if change.masked {
            td colspan="2" class="absent" { (entry::masked_change()) }
        } @else if let Some(compared) = compared {
            td colspan="2" { (compared) }
        } @else {
            td data-label=(entry::existing_value()) { div class="value" { (before(old)) } }
            td data-label=(entry::new_value()) { div class="value" { (after(new)) } }
        }
    }
}

fn turn(view: &HistoryView) -> Markup {
    html! {
        nav class="turn" aria-label=(people::pages()) {
            @if view.is_later {
                a class="button" href=(view.href(&view.asked, None)) {
                    (icon(Icon::Left)) (messages::first())
                }
            }
            @if let Some(next) = &view.next {
                a class="button" rel="next" href=(view.href(&view.asked, Some(next))) {
                    (messages::next()) (icon(Icon::Right))
                }
            }
        }
    }
}
