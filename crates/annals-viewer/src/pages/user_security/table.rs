//! The rows: what entries of all areas have in common.

use annals_model::{AreaField, Event, EventType, SecurityArea};
use maud::{Markup, html};

use crate::address::{LogAddress, SortBy};
use crate::components::actor::member_cell;
use crate::components::area::{Object, area, named, objects};
use crate::components::entry_table::{ENTRIES_ID, EntryRow, outcome, sort_link};
use crate::components::icon::{type_mark, type_word};
use crate::components::moment::moment;
use crate::components::text::{clamped, direction, machine_name, text, username};
use crate::messages::{organizations, security as messages};

/// Names of properties in one cell.
const PROPERTIES_IN_CELL: usize = 2;

/// Fields that tell whom or what an entry affects.
const AFFECTED: [AreaField; 3] =
    [AreaField::UserName, AreaField::GroupName, AreaField::PreferenceName];

/// The rows under their heads.
pub(super) fn table(rows: &[EntryRow], address: &LogAddress) -> Markup {
    html! {
        div class="entries-frame" {
            table class="entries comfortable security" {
                caption class="visually-hidden" { (messages::title()) }
                thead {
                    tr {
                        @if address.place.below {
                            th class="organization" scope="col" { (organizations::one()) }
                        }
                        (sorted("date", messages::timestamp(), SortBy::Date, address))
                        th class="area" scope="col" { (messages::area()) }
                        th class="action" scope="col" { (messages::affected()) }
                        th class="type" scope="col" { (messages::change_type()) }
                        th class="of-what" scope="col" { (messages::of_what()) }
                        th class="property" scope="col" { (messages::property_name()) }
                        (sorted("member", messages::changed_by(), SortBy::User, address))
                    }
                }
                tbody id=(ENTRIES_ID) tabindex="-1" {
                    @for entry in rows { (row(entry, address)) }
                }
            }
        }
    }
}

fn sorted(class: &str, label: &str, by: SortBy, address: &LogAddress) -> Markup {
    let current = (address.sort.by == by).then_some(address.sort.descending);
    let way = current.map(|descending| if descending { "descending" } else { "ascending" });
    html! { th class=(class) scope="col" aria-sort=[way] { (sort_link(label, by, address)) } }
}

/// As in the log, nothing in a row is a block, so that a copied selection keeps its lines.
fn row(entry: &EntryRow, address: &LogAddress) -> Markup {
    let event = &entry.event;
    let address = &address.in_log(&event.organization);
    html! {
        // Critical is what stands out elsewhere: here nearly all is.
        tr id=(address.row_id(entry.number)) {
            @if address.place.below {
                td class="organization" { (clamped(&entry.organization)) }
            }
            td class="date" { (moment(&entry.occurred_at)) }
            td class="area" { (area(event.area.as_deref().unwrap_or_default())) }
            th class="action" scope="row" {
                (type_mark(event.event_type))
                span class="line" {
                    span class="clamp" {
                        @if entry.opens {
                            a href=(address.security_href(entry.number)) data-dialog="" {
                                (affected(event))
                            }
                        } @else {
                            (affected(event))
                        }
                        (outcome(event))
                    }
                }
            }
            td class="type" { (type_word(event.event_type)) }
            td class="of-what" { (of_what(event)) }
            td class="property" { (properties(event)) }
            td class="member" {
                (member_cell(&event.actor))
                @if let Some(name) = &event.actor.username {
                    " " span class="hint" { (username(name)) }
                }
            }
        }
    }
}

fn of_event(event: &Event) -> Option<SecurityArea> {
    event.area.as_deref().and_then(SecurityArea::parse)
}

/// Names of the users, groups and preferences that an entry affects: labels, with the stored names
/// beside them.
fn affected(event: &Event) -> Markup {
    let fields = of_event(event).map_or(&[][..], SecurityArea::objects);
    let fields = fields.iter().filter(|field| AFFECTED.contains(field));
    let all: Vec<_> = fields.flat_map(|field| objects(event, *field)).collect();
    html! {
        @if all.is_empty() { (messages::nameless()) }
        // Within a link that is cut as a whole.
        @for (place, object) in all.iter().enumerate() {
            @if place > 0 { " · " }
            (named(object))
        }
    }
}

fn of_what(event: &Event) -> Markup {
    let of = |field| objects(event, field);
    let tools = of(AreaField::ToolName);
    let (schools, years) = (of(AreaField::School), of(AreaField::EndYear));
    let fields = of_event(event).map_or(&[][..], SecurityArea::objects);
    if fields.contains(&AreaField::ToolName) {
        return html! { @for tool in &tools { (name(tool)) } };
    }
    if !fields.contains(&AreaField::School) {
        return Markup::default();
    }
    html! {
        @for place in 0..schools.len().max(years.len()) {
            @if place > 0 { "; " }
            @if let Some(school) = schools.get(place) { (name(school)) }
            @if let Some(year) = years.get(place) { " · " (text(&year.name)) }
        }
    }
}

fn name(object: &Object<'_>) -> Markup {
    let direction = direction(object.label.unwrap_or(&object.name));
    html! { span class="clamp" dir=(direction) { (named(object)) } }
}

/// Only a change has them.
fn properties(event: &Event) -> Markup {
    if event.event_type != EventType::Change {
        return Markup::default();
    }
    let more = event.changes.len().saturating_sub(PROPERTIES_IN_CELL);
    html! {
        @for (place, change) in event.changes.iter().take(PROPERTIES_IN_CELL).enumerate() {
            @if place > 0 { " · " }
            @match change.label.as_deref().filter(|label| *label != change.property) {
                Some(label) => {
                    (clamped(label)) " " span class="area-code" { (machine_name(&change.property)) }
                },
                None => span class="clamp" dir=(direction(&change.property)) {
                    (machine_name(&change.property))
                },
            }
        }
        @if more > 0 { " " span class="hint" { (messages::more_properties(more as u64)) } }
    }
}
