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
        (log::MEMBER_NAME, plain(actor.name.as_ref())),
        (log::USERNAME, plain(actor.username.as_ref())),
        (messages::ROLE, plain(actor.role.as_ref())),
        (messages::KIND, Some(html! { (kind_word(actor.kind)) })),
        (messages::EMAIL, plain(actor.email.as_ref())),
        (messages::USER_ID, code(actor.id.as_ref())),
        (
            messages::ON_BEHALF_OF,
            other.map(|other| {
                html! {
                    @if let Some(name) = &other.name { (text(name)) " " }
                    @if let Some(id) = &other.id { span class="code" { (text(id)) } }
                }
            }),
        ),
    ];
    section("who", &messages::WHO, &facts(list))
}

/// When it happened, and where.
pub(super) fn when(view: &EntryView) -> Markup {
    let event = &view.event;
    let list = [
        (log::DATE_AND_TIME, Some(moment(&view.occurred_at))),
        (messages::UTC, code(Some(&utc(&view.occurred_at)))),
        (messages::RECORDED, Some(moment(&view.recorded_at))),
        (log::SOURCE, plain(event.source.as_ref())),
        (log::IP_ADDRESS, code(event.ip.map(|ip| ip.to_string()).as_ref())),
        (messages::USER_AGENT, plain(event.user_agent.as_ref())),
    ];
    section("when", &messages::WHEN, &facts(list))
}

/// What it was.
pub(super) fn what(event: &Event) -> Markup {
    let list = [
        (log::ACTION, Some(text(&event.label))),
        (messages::ACTION_CODE, code(Some(&event.action))),
        (messages::TYPE, Some(html! { (type_word(event.event_type)) })),
        (messages::CATEGORY, plain(event.category.as_ref())),
        (messages::AREA, plain(event.area.as_ref())),
        (messages::OUTCOME, Some(html! { (outcome_word(event.outcome)) })),
        (messages::REASON, plain(event.reason.as_ref())),
        (messages::CORRELATION, code(event.correlation_id.as_ref())),
    ];
    section("what", &messages::WHAT, &facts(list))
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
