//! What an entry holds besides its changes. A part without content is left out.

use annals_model::{Catalogue, Event, Record};
use maud::{Markup, html};

use super::{EntryView, section};
use crate::address::LogAddress;
use crate::components::help;
use crate::components::icon::{Icon, icon, named_icon, type_mark, type_word};
use crate::components::record;
use crate::components::table::heads;
use crate::components::text::{json_value, text};
use crate::messages::{entry as messages, log};

/// The records it touched, and those they belong to.
pub(super) fn records(view: &EntryView) -> Markup {
    let EntryView { event, catalogue, address, .. } = view;
    if event.records.is_empty() {
        return help::brief("records#blank", address);
    }
    let columns =
        [messages::record(), messages::record_type(), messages::record_id(), messages::effect()];
    let table = html! {
        table class="record-list" {
            (heads(&columns))
            tbody { @for record in &event.records { (record_row(record, catalogue, address)) } }
        }
    };
    section("records", &html! { (icon(Icon::Book)) (log::affected_records()) }, &table)
}

fn record_row(record: &Record, catalogue: &Catalogue, address: &LogAddress) -> Markup {
    let name = record::name(record, catalogue);
    let open = messages::open_record(&name);
    html! {
        tr {
            th scope="row" {
                a href=(record::entries_href(record, address))
                    title=(messages::record_entries(&name)) {
                    (text(&name))
                }
                " "
                a class="record-page hint" href=(address.of_record(&record.key()).href())
                    aria-label=(messages::record_page_of(&name)) {
                    (messages::record_page())
                }
                @if let Some(href) = record::edit_href(record, catalogue) {
                    a class="icon-link" href=(href) rel="noreferrer" target="_blank" title=(open) {
                        (named_icon(Icon::Magnifier, &open))
                    }
                }
            }
            td { (text(&record::type_label(&record.record_type, catalogue))) }
            td class="code" { (text(&record.id)) }
            td {
                @if let Some(change) = record.change {
                    (type_mark(change)) " " (type_word(change))
                } @else { span class="absent" { (messages::belongs()) } }
            }
        }
    }
}

/// What the application told besides.
pub(super) fn details(event: &Event) -> Markup {
    if event.details.is_empty() {
        return Markup::default();
    }
    let list = html! {
        dl class="facts" {
            @for detail in &event.details {
                dt { (text(&detail.key)) }
                dd {
                    @if detail.value.is_none() {
                        span class="absent" { (messages::masked_value()) }
                    } @else { (json_value(detail.value.as_ref())) }
                }
            }
        }
    };
    section("details", &messages::details(), &list)
}

/// The calendars it belongs to.
pub(super) fn calendars(event: &Event) -> Markup {
    if event.calendars.is_empty() {
        return Markup::default();
    }
    let table = html! {
        table class="calendar-list" {
            (heads(&[messages::school(), messages::end_year()]))
            tbody {
                @for calendar in &event.calendars {
                    tr { td { (text(&calendar.school)) } td { (calendar.end_year) } }
                }
            }
        }
    };
    section("calendars", &messages::calendars(), &table)
}
