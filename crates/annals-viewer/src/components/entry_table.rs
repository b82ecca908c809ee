//! The table of the log.

use annals_model::{Catalogue, Event, Outcome};
use jiff::Zoned;
use maud::{Markup, html};

use crate::address::{LogAddress, Sort, SortBy};
use crate::components::actor::member_name;
use crate::components::icon::{Icon, icon, named_icon, type_mark};
use crate::components::moment::moment;
use crate::components::record;
use crate::components::text::{self, text};
use crate::messages::log as messages;

/// One row.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its number in the organisation's log.
    pub number: u64,
    /// When it happened, in the zone of whoever reads.
    pub occurred_at: Zoned,
    /// The entry.
    pub event: Event,
}

/// The rows under their heads.
pub fn entry_table(rows: &[EntryRow], catalogue: &Catalogue, address: &LogAddress) -> Markup {
    html! {
        table class="entries" {
            caption class="visually-hidden" { (messages::TITLE) }
            thead {
                tr {
                    (head("date", messages::DATE_AND_TIME, Some(SortBy::Date), address))
                    (head("member", messages::MEMBER_NAME, Some(SortBy::User), address))
                    (head("username", messages::USERNAME, None, address))
                    (head("source", messages::SOURCE, Some(SortBy::Source), address))
                    (head("ip", messages::IP_ADDRESS, Some(SortBy::Ip), address))
                    (head("action", messages::ACTION, Some(SortBy::Action), address))
                    (head("affected", messages::AFFECTED_RECORDS, None, address))
                }
            }
            tbody { @for entry in rows { (row(entry, catalogue, address)) } }
        }
    }
}

fn head(class: &str, label: &str, by: Option<SortBy>, address: &LogAddress) -> Markup {
    let Some(by) = by else { return html! { th class=(class) scope="col" { (label) } } };
    let current = (address.sort.by == by).then_some(address.sort.descending);
    // Dates begin with the newest, words with A; a second click turns the order round.
    let descending = current.map_or(by == SortBy::Date, |descending| !descending);
    let sorted = current.map(|descending| if descending { "descending" } else { "ascending" });
    html! {
        th class=(class) scope="col" aria-sort=[sorted] {
            a href=(address.with_sort(Sort { by, descending }).href()) {
                (label)
                @match current {
                    Some(true) => (icon(Icon::Down)),
                    Some(false) => (icon(Icon::Up)),
                    None => {}
                }
            }
        }
    }
}

/// Nothing in a row is laid out as a block: a selection copied as plain text must have tabs between
/// cells and no line ends within them, or it falls apart in a spreadsheet.
fn row(entry: &EntryRow, catalogue: &Catalogue, address: &LogAddress) -> Markup {
    let event = &entry.event;
    let href = address.entry_href(entry.number);
    html! {
        tr id={ "e" (entry.number) } class=[event.critical.then_some("critical")] {
            td class="date" { (moment(&entry.occurred_at)) }
            td class="member" { span class="clamp" { (member_name(&event.actor)) } }
            td class="username" {
                @if let Some(username) = &event.actor.username {
                    span class="clamp" { (text::username(username)) }
                }
            }
            td class="source" {
                @if let Some(source) = &event.source { span class="clamp" { (text(source)) } }
            }
            td class="ip" { @if let Some(ip) = event.ip { (ip) } }
            th class="action" scope="row" {
                (type_mark(event.event_type))
                span class="clamp" { a href=(href) { (text(&event.label)) } (outcome(event)) }
                (critical(event))
                @if let Some(description) = &event.description {
                    " "
                    span class="description clamp" { (text(description)) }
                }
            }
            td class="affected" { (record::cell(&event.records, catalogue, &event.label, &href)) }
        }
    }
}

/// An outcome that is out of the ordinary.
pub fn outcome(event: &Event) -> Markup {
    html! {
        @if event.outcome != Outcome::Success {
            " " span class="tag tag-bad" { (outcome_word(event.outcome)) }
        }
    }
}

/// The mark of an entry that stands out.
pub fn critical(event: &Event) -> Markup {
    html! {
        @if event.critical {
            " " span class="critical-mark" { (named_icon(Icon::Alert, messages::CRITICAL)) }
        }
    }
}

/// The word for an outcome.
pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "Success",
        Outcome::Failure => "Failed",
        Outcome::Denied => "Denied",
    }
}
