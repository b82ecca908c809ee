//! The table of the log.

use std::borrow::Cow;

use annals_model::{Catalogue, Event, Outcome};
use jiff::Zoned;
use maud::{Markup, html};

use crate::address::{Column, Columns, LogAddress, Look, Sort, SortBy};
use crate::components::actor::{self, member_cell};
use crate::components::area::area;
use crate::components::help;
use crate::components::icon::{Icon, icon, named_icon, type_mark, type_word};
use crate::components::moment::moment;
use crate::components::text::{self, direction, text};
use crate::components::{record, selection};
use crate::messages::{log as messages, words};

/// The place of the rows, or of what stands there for want of any.
pub const ENTRIES_ID: &str = "entries";

/// One row.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its number in the organisation's log.
    pub number: u64,
    /// When it happened, in the zone of whoever reads.
    pub occurred_at: Zoned,
    /// The name of its organisation.
    pub organization: String,
    /// The entry.
    pub event: Event,
    /// Whether whoever looks may read it whole: without, nothing leads to its page.
    pub opens: bool,
}

/// What all rows have in common.
struct Table<'a> {
    catalogue: &'a Catalogue,
    address: Cow<'a, LogAddress>,
    columns: &'a Columns,
}

/// The rows under their heads.
pub fn entry_table(
    rows: &[EntryRow],
    catalogue: &Catalogue,
    address: &LogAddress,
    look: &Look,
) -> Markup {
    let wide = if look.columns.is_wide() { " wide" } else { "" };
    let class = format!("entries {}{wide}", look.density.as_str());
    html! {
        div class="entries-frame" {
            table class=(class) {
                caption class="visually-hidden" { (messages::title()) }
                thead {
                    tr {
                        @for (place, column) in look.columns.iter().enumerate() {
                            (head(column, place == 0, address))
                        }
                    }
                }
                tbody id=(ENTRIES_ID) tabindex="-1" { (self::rows(rows, catalogue, address, look)) }
            }
        }
    }
}

/// The rows alone.
pub fn rows(rows: &[EntryRow], catalogue: &Catalogue, address: &LogAddress, look: &Look) -> Markup {
    let address = Cow::Borrowed(address);
    let table = Table { catalogue, address, columns: &look.columns };
    html! { @for entry in rows { (table.row(entry)) } }
}

fn head(column: Column, is_first: bool, address: &LogAddress) -> Markup {
    let by = column.sort();
    let current = by.filter(|by| address.sort.by == *by).map(|_| address.sort.descending);
    let sorted = current.map(|descending| if descending { "descending" } else { "ascending" });
    let answer = (column == Column::Affected).then_some("records#blank");
    html! {
        // The box and the way to help are no part of the column's name.
        th class=(column.as_str()) scope="col" aria-sort=[sorted]
            aria-label=[(is_first || answer.is_some()).then_some(column.label())] {
            @if is_first { (selection::select_all()) }
            @if let Some(by) = by { (sort_link(column.label(), by, address)) }
            @else if let Some(answer) = answer { (helped(column.label(), answer, address)) }
            @else { (column.label()) }
        }
    }
}

/// The sign of help stays with the last word where the label has no room on one line.
fn helped(label: &str, answer: &str, address: &LogAddress) -> Markup {
    let (before, last) = label.rsplit_once(' ').unwrap_or(("", label));
    let sign = help::link(answer, address);
    html! { (before) " " span class="with-sign" { (last) "\u{A0}" (sign) } }
}

/// Orders rows by a column, or, where they are, turns the order round.
pub fn sort_link(label: &str, by: SortBy, address: &LogAddress) -> Markup {
    let current = (address.sort.by == by).then_some(address.sort.descending);
    // Dates begin with the newest, words with A.
    let descending = current.map_or(by == SortBy::Date, |descending| !descending);
    html! {
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

impl Table<'_> {
    /// The same for the ways of one row: among several logs each entry has its own.
    fn in_log(&self, entry: &EntryRow) -> Table<'_> {
        let address = match self.address.place.below {
            true => Cow::Owned(self.address.in_log(&entry.event.organization)),
            false => Cow::Borrowed(&*self.address),
        };
        Table { address, ..*self }
    }

    /// Nothing in a row is laid out as a block: a selection copied as plain text must have tabs
    /// between cells and no line ends within them, or it falls apart in a spreadsheet.
    fn row(&self, entry: &EntryRow) -> Markup {
        let pick = selection::select(entry, &self.address.place, self.columns, self.catalogue);
        let elsewhere = Markup::default();
        let table = self.in_log(entry);
        html! {
            tr id=(table.address.row_id(entry.number))
                class=[entry.event.critical.then_some("critical")] {
                @for (place, column) in self.columns.iter().enumerate() {
                    @let pick = if place == 0 { &pick } else { &elsewhere };
                    @if column == Column::Action {
                        th class="action" scope="row" { (pick) (table.action(entry)) }
                    } @else {
                        td class=(column.as_str()) data-value=[found_by(&entry.event, column)] {
                            (pick) (table.cell(entry, column))
                        }
                    }
                }
            }
        }
    }

    fn cell(&self, entry: &EntryRow, column: Column) -> Markup {
        let event = &entry.event;
        match column {
            Column::Id => html! { (entry.number) },
            Column::Organization => text::clamped(&entry.organization),
            Column::Date => moment(&entry.occurred_at),
            Column::Member => member_cell(&event.actor),
            Column::Username => optional(event.actor.username.as_deref(), text::username),
            Column::Source => optional(event.source.as_deref(), text::clamped),
            Column::Ip => optional(event.ip.map(|ip| ip.to_string()).as_deref(), text::clamped),
            Column::Action => self.action(entry),
            Column::Description => optional(event.description.as_deref(), text::clamped),
            Column::Affected => {
                let list = entry.opens.then(|| self.address.records_href(entry.number));
                record::cell(event, self.catalogue, list.as_deref(), &self.address)
            }
            Column::Area => optional(event.area.as_deref(), area),
            Column::Type => html! { (type_word(event.event_type)) },
        }
    }

    fn action(&self, entry: &EntryRow) -> Markup {
        let event = &entry.event;
        let href = self.address.entry_href(entry.number);
        let has_place = self.columns.has(Column::Description);
        html! {
            (type_mark(event.event_type))
            // All of it has the direction of the label.
            span class="line" dir=(direction(&event.label)) {
                span class="clamp" {
                    @if entry.opens {
                        a href=(href) title=(event.action) { (text(&event.label)) }
                    } @else {
                        span title=(event.action) { (text(&event.label)) }
                    }
                    (outcome(event)) (critical(event))
                }
                @if let Some(description) = event.description.as_ref().filter(|_| !has_place) {
                    " "
                    span class="description" { (text::clamped(description)) }
                }
            }
        }
    }
}

/// What filters compare of a cell, for the menu of its value.
fn found_by(event: &Event, column: Column) -> Option<Cow<'_, str>> {
    let text = match column {
        Column::Member | Column::Username => actor::key(&event.actor),
        Column::Source => event.source.as_deref(),
        Column::Ip => return event.ip.map(|ip| ip.to_string().into()),
        Column::Area => event.area.as_deref(),
        Column::Type => Some(event.event_type.as_str()),
        _ => None,
    };
    text.map(Cow::Borrowed)
}

fn optional(value: Option<&str>, show: fn(&str) -> Markup) -> Markup {
    value.map(show).unwrap_or_default()
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
            span class="critical-mark" { (named_icon(Icon::Alert, messages::critical())) }
        }
    }
}

/// The word for an outcome.
pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => words::success(),
        Outcome::Failure => words::failure(),
        Outcome::Denied => words::denied(),
    }
}
