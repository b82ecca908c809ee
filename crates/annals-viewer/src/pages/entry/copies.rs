//! The entry in the forms in which people pass it on.

use maud::{Markup, html};

use super::{EntryView, RAW_ID};
use crate::address::{LogAddress, Place};
use crate::components::copy;
use crate::components::record;
use crate::components::text::text;
use crate::messages::copy as messages;
use crate::sheet;

/// A button for each form, and the forms as text for whoever has no script or wants to look first.
pub(super) fn copies(view: &EntryView) -> Markup {
    let forms = [
        ("copy-link", messages::link(), link(view)),
        ("copy-id", messages::id(), view.event.id.to_string()),
        ("copy-curl", messages::curl(), curl(view)),
        ("copy-csv", messages::csv(), csv_row(view)),
        ("copy-query", messages::query(), query(view)),
    ];
    html! {
        div class="copies" role="group" aria-label=(messages::title()) {
            div class="copy-buttons" {
                @for (id, label, _) in &forms { (copy::button(id, label)) }
                (copy::button(RAW_ID, messages::json()))
            }
            details {
                summary { span class="link" { (messages::show()) } }
                dl class="facts" {
                    @for (id, label, form) in &forms {
                        dt { (label) }
                        dd { code class="code form" id=(id) dir="ltr" { (text(form)) } }
                    }
                }
            }
        }
    }
}

fn link(view: &EntryView) -> String {
    // Whoever follows it may be of another organisation.
    let place = Place::of(&view.event.organization);
    let address = LogAddress { place, ..view.address.anew() };
    format!("{}{}", view.base_url, address.entry_href(view.number))
}

/// For a shell: quoted so that nothing in it is more than text, but for the variable of the key.
fn curl(view: &EntryView) -> String {
    let id = record::percent_encoded(&view.event.id.to_string());
    let organization = view.event.organization.as_str();
    let url = format!("{}/v1/events/{id}?organization={organization}", view.base_url);
    let quoted = url.replace('\'', "'\\''");
    format!("curl -H \"Authorization: Bearer $ANNALS_KEY\" '{quoted}'")
}

fn query(view: &EntryView) -> String {
    format!("id:{}", record::quoted(&view.event.id.to_string()))
}

/// The line that an export has of the entry.
fn csv_row(view: &EntryView) -> String {
    let cells = sheet::cells(view.number, &view.event, &view.occurred_at, &view.catalogue);
    let line = sheet::csv(std::iter::once(cells)).expect("memory takes it");
    String::from_utf8(line).expect("cells are text").trim_end_matches("\r\n").to_owned()
}
