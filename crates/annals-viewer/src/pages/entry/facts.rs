//! Who did it, when and where, and what it was.

use annals_model::Event;
use maud::{Markup, html};

use super::{EntryView, section};
use crate::components::actor::kind_word;
use crate::components::entry_table::outcome_word;
use crate::components::icon::type_word;
use crate::components::moment::{moment, utc};
use crate::components::text::{block, text};
use crate::messages::{entry as messages, log};

/// Who did it.
pub(super) fn who(event: &Event) -> Markup {
    let actor = &event.actor;
    let other = actor.on_behalf_of.as_ref();
    let list = [
        (log::member_name(), plain(actor.name.as_ref())),
        (log::username(), plain(actor.username.as_ref())),
        (messages::role(), plain(actor.role.as_ref())),
        (messages::kind(), Some(html! { (kind_word(actor.kind)) })),
        (messages::email(), plain(actor.email.as_ref())),
        (messages::user_id(), code(actor.id.as_ref())),
        (
            messages::on_behalf_of(),
            other.map(|other| {
                html! {
                    @if let Some(name) = &other.name { (text(name)) " " }
                    @if let Some(id) = &other.id { span class="code" { (text(id)) } }
                }
            }),
        ),
    ];
    section("who", &messages::who(), &facts(list))
}

/// When it happened, and where.
pub(super) fn when(view: &EntryView) -> Markup {
    let event = &view.event;
    let list = [
        (log::date_and_time(), Some(moment(&view.occurred_at))),
        (messages::utc(), code(Some(&utc(&view.occurred_at)))),
        (messages::recorded(), Some(moment(&view.recorded_at))),
        (log::source(), plain(event.source.as_ref())),
        (log::ip_address(), code(event.ip.map(|ip| ip.to_string()).as_ref())),
        (messages::user_agent(), plain(event.user_agent.as_ref())),
    ];
    section("when", &messages::when(), &facts(list))
}

/// What it was.
pub(super) fn what(event: &Event) -> Markup {
    let list = [
        (log::action(), Some(text(&event.label))),
        (messages::action_code(), code(Some(&event.action))),
        (messages::change_type(), Some(html! { (type_word(event.event_type)) })),
        (messages::category(), plain(event.category.as_ref())),
        (messages::area(), plain(event.area.as_ref())),
        (messages::outcome(), Some(html! { (outcome_word(event.outcome)) })),
        (messages::reason(), plain(event.reason.as_ref())),
        (messages::correlation(), code(event.correlation_id.as_ref())),
    ];
    section("what", &messages::what(), &facts(list))
}

/// Facts, without those of which there is nothing to say.
fn facts<const N: usize>(list: [(&str, Option<Markup>); N]) -> Markup {
    html! {
        dl class="facts" {
            @for (name, value) in list {
                @if let Some(value) = value { dt { (name) } dd { (value) } }
            }
        }
    }
}

fn plain(value: Option<&String>) -> Option<Markup> {
    value.map(|value| block(value))
}

fn code(value: Option<&String>) -> Option<Markup> {
    value.map(|value| html! { span class="code" { (text(value)) } })
}
