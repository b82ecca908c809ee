//! One change of user security: exactly the fields of its area.

use annals_model::{AreaField, Change, Event, EventType, SecurityArea};
use maud::{Markup, html};

use crate::components::actor::{kind_word, member_name};
use crate::components::area::{area_label, field_label, named, objects};
use crate::components::comparison::{after, before};
use crate::components::dialog;
use crate::components::entry_table::{critical, outcome};
use crate::components::help;
use crate::components::icon::{Icon, icon, type_mark, type_word};
use crate::components::moment::moment;
use crate::components::shell::shell;
use crate::components::text::{machine_name, text};
use crate::messages::{entry as words, security as messages};
use crate::pages::entry::{EntryView, changes, entry};

/// The page of an entry; with script its content opens over the table. An entry of none of the
/// areas has its usual page.
pub fn detail(view: &EntryView) -> Markup {
    let event = &view.event;
    let Some(area) = event.area.as_deref().and_then(SecurityArea::parse) else {
        return entry(view);
    };
    let title = area_label(area.as_str()).unwrap_or_default();
    let main = html! {
        article class="entry-page" {
            p class="back" {
                a href={ (view.address.href()) "#" (view.address.row_id(view.number)) } {
                    (icon(Icon::Left)) (messages::back())
                }
            }
            @for notice in &view.notices { p class="note" role="status" { (text(notice)) } }
            div class="entry-main security-detail" id=(dialog::CONTENT_ID) {
                h1 id=(dialog::TITLE_ID) {
                    (type_mark(event.event_type)) " " (title) (outcome(event)) (critical(event))
                }
                (fields(view, area))
                @if has_table(event) {
                    h2 { (messages::properties(event.changes.len() as u64)) }
                    (changes::table(event))
                }
                p {
                    a href=(view.address.entry_href(view.number)) {
                        (messages::whole_entry(view.number))
                    }
                    " " (help::link("security#fields", &view.address))
                }
            }
        }
    };
    shell(&view.frame, &format!("{title} · {}", messages::title()), &main)
}

/// Several properties have a row each, one stands among the other fields.
fn has_table(event: &Event) -> bool {
    event.event_type == EventType::Change && event.changes.len() > 1
}

fn fields(view: &EntryView, area: SecurityArea) -> Markup {
    let has_table = has_table(&view.event);
    let fields = area.fields(view.event.event_type).into_iter();
    html! {
        dl class="facts" {
            @for field in fields.filter(|field| !(has_table && field.is_of_change())) {
                dt { (field_label(field)) }
                dd data-field=(field.as_str()) { (value(view, area, field)) }
            }
        }
    }
}

fn value(view: &EntryView, area: SecurityArea, field: AreaField) -> Markup {
    let event = &view.event;
    let change = event.changes.first();
    match field {
        AreaField::Timestamp => moment(&view.occurred_at),
        AreaField::Area => html! { (machine_name(area.as_str())) },
        AreaField::Type => html! { (type_word(event.event_type)) },
        AreaField::ChangedBy => changed_by(event),
        AreaField::PropertyName => property(change),
        AreaField::ExistingValue => of_change(change, |change| before(change.old.as_ref())),
        AreaField::NewValue => of_change(change, |change| after(change.new.as_ref())),
        _ => match &*objects(event, field) {
            [] => html! { span class="absent" { (words::no_value()) } },
            found => html! {
                @for (place, object) in found.iter().enumerate() {
                    @if place > 0 { " · " }
                    (named(object))
                }
            },
        },
    }
}

fn changed_by(event: &Event) -> Markup {
    let actor = &event.actor;
    html! {
        @if actor.name.is_some() || actor.username.is_none() { div { (member_name(actor)) } }
        @if let Some(username) = &actor.username { div class="code" { (text(username)) } }
        @if actor.name.is_none() && actor.username.is_none() && actor.id.is_none() {
            (kind_word(actor.kind))
        }
    }
}

fn property(change: Option<&Change>) -> Markup {
    let Some(change) = change else {
        return html! { span class="absent" { (words::no_value()) } };
    };
    let label = change.label.as_deref().filter(|label| *label != change.property);
    html! {
        @if let Some(label) = label { (text(label)) " " }
        span class=[label.map(|_| "area-code")] { (machine_name(&change.property)) }
    }
}

fn of_change(change: Option<&Change>, show: fn(&Change) -> Markup) -> Markup {
    html! {
        @match change {
            Some(change) if change.masked => span class="absent" { (words::masked_change()) },
            Some(change) => div class="value" { (show(change)) },
            None => span class="absent" { (words::no_value()) },
        }
    }
}
