//! What was changed, from what to what.

use annals_model::{Change, Event};
use maud::{Markup, html};

use super::section;
use crate::components::comparison::{after, before, comparison};
use crate::components::table::heads;
use crate::components::text::text;
use crate::messages::entry as messages;

/// The changed properties; nothing when there are none.
pub(super) fn changes(event: &Event) -> Markup {
    if event.changes.is_empty() {
        return Markup::default();
    }
    section("changes", &messages::changes(), &table(event))
}

/// A row for each.
pub(in crate::pages) fn table(event: &Event) -> Markup {
    let columns = [messages::property_name(), messages::existing_value(), messages::new_value()];
    html! {
        table class="changes" {
            (heads(&columns))
            tbody { @for change in &event.changes { (row(change)) } }
        }
    }
}

fn row(change: &Change) -> Markup {
    html! {
        tr {
            th scope="row" {
                @if let Some(label) = &change.label {
                    (text(label))
                    span class="machine-name code" { (text(&change.property)) }
                } @else { span class="code" { (text(&change.property)) } }
            }
            (values(change))
        }
    }
}

fn values(change: &Change) -> Markup {
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    let compared = old.zip(new).and_then(|(old, new)| comparison(old, new));
    html! {
        @if change.masked {
            td colspan="2" class="absent" { (messages::masked_change()) }
        } @else if let Some(compared) = compared {
            td colspan="2" { (compared) }
        } @else {
            td class="old" data-label=(messages::existing_value()) {
                div class="value" { (before(old)) }
            }
            td class="new" data-label=(messages::new_value()) { div class="value" { (after(new)) } }
        }
    }
}
