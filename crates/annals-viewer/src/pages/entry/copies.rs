//! The entry in the forms in which people pass it on.

use maud::{Markup, html};

use super::{EntryView, RAW_ID};
use crate::components::moment::machine;
use crate::components::record;
use crate::components::text::text;
use crate::components::{copy, icon};
use crate::messages::copy as messages;

/// A button for each form, and the forms as text for whoever has no script or wants to look first.
pub(super) fn copies(view: &EntryView) -> Markup {
    let forms = [
        ("copy-link", messages::LINK, link(view)),
        ("copy-id", messages::ID, view.event.id.to_string()),
        ("copy-curl", messages::CURL, curl(view)),
        ("copy-csv", messages::CSV, csv_row(view)),
        ("copy-query", messages::QUERY, query(view)),
    ];
    html! {
        div class="copies" role="group" aria-label=(messages::TITLE) {
            div class="copy-buttons" {
                @for (id, label, _) in &forms { (copy::button(id, label)) }
                (copy::button(RAW_ID, messages::JSON))
            }
            details {
                summary { span class="link" { (messages::SHOW) } }
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
    format!("{}/entries/{}", view.base_url, view.number)
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

/// The columns of the log, then what else it can show, in the order of the help pages.
fn csv_row(view: &EntryView) -> String {
    let event = &view.event;
    let or_blank = |text: &Option<String>| text.clone().unwrap_or_default();
    let names = event.records.iter().map(|one| record::name(one, &view.catalogue));
    let fields = [
        view.number.to_string(),
        machine(&view.occurred_at),
        or_blank(&event.actor.name),
        or_blank(&event.actor.username),
        or_blank(&event.source),
        event.ip.map(|ip| ip.to_string()).unwrap_or_default(),
        event.label.clone(),
        or_blank(&event.description),
        names.collect::<Vec<_>>().join("; "),
        or_blank(&event.area),
        icon::type_word(event.event_type).to_owned(),
    ];
    fields.iter().map(|field| csv_field(field)).collect::<Vec<_>>().join(",")
}

/// A field that a spreadsheet takes for text: what it would take for a formula begins with an
/// apostrophe instead.
fn csv_field(value: &str) -> String {
    const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let is_formula = value.trim_start().starts_with(FORMULA) || value.starts_with(['\t', '\r']);
    let disarmed = if is_formula { format!("'{value}") } else { value.to_owned() };
    let is_plain =
        !disarmed.contains([',', ';', '"', '\n', '\r', '\t']) && disarmed.trim() == disarmed;
    if is_plain { disarmed } else { format!("\"{}\"", disarmed.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula() {
        for (value, expected) in [
            ("Ana", "Ana"),
            ("", ""),
            ("O'Neill, \"Al\"", "\"O'Neill, \"\"Al\"\"\""),
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("=1,2", "\"'=1,2\""),
            (" =1", "' =1"),
            ("\t=1", "\"'\t=1\""),
            ("-5", "'-5"),
            ("＠SUM", "'＠SUM"),
            ("a\nb", "\"a\nb\""),
            (" a", "\" a\""),
        ] {
            assert_eq!(csv_field(value), expected);
        }
    }
}
