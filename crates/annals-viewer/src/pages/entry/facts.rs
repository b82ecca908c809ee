//! Who did it, when and where, and what it was.

use maud::{Markup, html};

use super::{EntryView, section};
use crate::address::{Filter, LogAddress};
use crate::components::actor::{key, kind_word};
use crate::components::area::area;
use crate::components::entry_table::outcome_word;
use crate::components::icon::type_word;
use crate::components::moment::{moment, utc};
use crate::components::text::{block, text};
use crate::components::value_menu::{self, Value};
use crate::messages::{entry as messages, log, organizations};

/// A fact: what it is, what is said of it, and what can be looked for.
type Fact<'v> = (&'static str, Option<Markup>, Option<Value<'v>>);

/// Who did it.
pub(super) fn who(view: &EntryView) -> Markup {
    let actor = &view.event.actor;
    let other = actor.on_behalf_of.as_ref();
    // Filters tell people by their username where they have one.
    let user = key(actor).map(|who| Value::of_filter(Filter::User, who));
    let (by_name, by_username) = if actor.username.is_some() { (None, user) } else { (user, None) };
    let list = [
        (log::member_name(), plain(actor.name.as_ref()), by_name),
        (log::username(), plain(actor.username.as_ref()), by_username),
        (messages::role(), plain(actor.role.as_ref()), None),
        (
            messages::kind(),
            Some(html! { (kind_word(actor.kind)) }),
            Some(Value::of("kind", actor.kind.as_str())),
        ),
        (messages::email(), plain(actor.email.as_ref()), None),
        (messages::user_id(), code(actor.id.as_ref()), None),
        (
            messages::on_behalf_of(),
            other.map(|other| {
                html! {
                    @if let Some(name) = &other.name { (text(name)) " " }
                    @if let Some(id) = &other.id { span class="code" { (text(id)) } }
                }
            }),
            None,
        ),
    ];
    section("who", &messages::who(), &facts("who", list, &view.address))
}

/// When it happened, and where.
pub(super) fn when(view: &EntryView) -> Markup {
    let event = &view.event;
    let ip = event.ip.map(|ip| ip.to_string());
    let list = [
        (log::date_and_time(), Some(moment(&view.occurred_at)), None),
        (messages::utc(), code(Some(&utc(&view.occurred_at))), None),
        (messages::recorded(), Some(moment(&view.recorded_at)), None),
        (log::source(), plain(event.source.as_ref()), of(Filter::Source, event.source.as_deref())),
        (log::ip_address(), code(ip.as_ref()), ip.as_deref().map(|ip| Value::of("ip", ip))),
        (messages::user_agent(), plain(event.user_agent.as_ref()), None),
    ];
    section("when", &messages::when(), &facts("when", list, &view.address))
}

/// What it was.
pub(super) fn what(view: &EntryView) -> Markup {
    let event = &view.event;
    let correlation = event.correlation_id.as_deref();
    let (event_type, outcome) = (event.event_type, event.outcome);
    let list = [
        (log::action(), Some(text(&event.label)), of(Filter::Action, Some(&event.action))),
        (messages::action_code(), code(Some(&event.action)), None),
        (
            messages::change_type(),
            Some(html! { (type_word(event_type)) }),
            of(Filter::Type, Some(event_type.as_str())),
        ),
        (
            messages::category(),
            plain(event.category.as_ref()),
            of(Filter::Category, event.category.as_deref()),
        ),
        (
            messages::area(),
            event.area.as_deref().map(area),
            of(Filter::Area, event.area.as_deref()),
        ),
        (
            messages::outcome(),
            Some(html! { (outcome_word(outcome)) }),
            of(Filter::Outcome, Some(outcome.as_str())),
        ),
        (messages::reason(), plain(event.reason.as_ref()), None),
        (
            messages::correlation(),
            code(event.correlation_id.as_ref()),
            correlation.map(|id| Value::of("correlation", id)),
        ),
        (organizations::one(), plain(view.organization.as_ref()), None),
    ];
    section("what", &messages::what(), &facts("what", list, &view.address))
}

fn of(filter: Filter, value: Option<&str>) -> Option<Value<'_>> {
    value.map(|value| Value::of_filter(filter, value))
}

/// Facts, without those of which there is nothing to say.
fn facts<const N: usize>(id: &str, list: [Fact<'_>; N], address: &LogAddress) -> Markup {
    html! {
        dl class="facts" {
            @for (place, (name, said, value)) in list.into_iter().enumerate() {
                @if let Some(said) = said {
                    dt { (name) }
                    dd {
                        (said)
                        @if let Some(value) = value {
                            (value_menu::menu(&format!("{id}-{place}"), name, value, address))
                        }
                    }
                }
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
