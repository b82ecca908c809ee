//! The entry in one or two sentences: who did what to which record, when and from where.

use annals_model::{Event, Outcome};
use maud::{Markup, Render, html};

use super::EntryView;
use crate::components::moment::moment;
use crate::components::number::grouped;
use crate::components::record;
use crate::components::sentence::fill;
use crate::components::text::{short, text};
use crate::messages::summary as messages;

/// The sentences.
pub(super) fn summary(view: &EntryView) -> Markup {
    html! { p class="sentence" { (deed(view)) " " (circumstances(view)) } }
}

/// An action that failed was not done, and must not read as if it had been.
fn deed(view: &EntryView) -> Markup {
    let event = &view.event;
    let records = event.records.len();
    let message = match (event.outcome, messages::deed(&event.label)) {
        (Outcome::Failure, _) => messages::FAILED,
        (Outcome::Denied, _) => messages::DENIED,
        (Outcome::Success, Some(_)) => messages::DONE,
        (Outcome::Success, None) => messages::HAPPENED,
    }[records.min(2)];
    let action = match event.outcome {
        Outcome::Success => messages::deed(&event.label).unwrap_or_else(|| event.label.clone()),
        Outcome::Failure | Outcome::Denied => event.label.clone(),
    };
    let record = event.records.first().map(|first| {
        let name = record::name(first, &view.catalogue);
        html! { a href=(record::entries_href(first)) { (short(&name)) } }
    });
    let more = grouped(records.saturating_sub(1) as u64);
    fill(
        message,
        &[
            ("who", &who(event)),
            ("action", &text(&action)),
            ("record", &record.unwrap_or_default()),
            ("more", &more),
        ],
    )
}

fn who(event: &Event) -> Markup {
    let actor = &event.actor;
    let name = actor.name.as_ref().or(actor.username.as_ref()).or(actor.id.as_ref());
    let name = html! { strong { (short(name.map_or("", String::as_str))) } };
    let other = actor.on_behalf_of.as_ref().and_then(|o| o.name.as_ref().or(o.id.as_ref()));
    match other {
        Some(other) => fill(messages::FOR_OTHER, &[("who", &name), ("other", &short(other))]),
        None => name,
    }
}

fn circumstances(view: &EntryView) -> Markup {
    let event = &view.event;
    let source = event.source.as_ref().map(|source| short(source));
    let ip = event.ip.map(|ip| html! { span class="code" { (ip) } });
    let message = match (&source, &ip) {
        (None, None) => messages::WHEN,
        (Some(_), None) => messages::WHEN_SOURCE,
        (None, Some(_)) => messages::WHEN_IP,
        (Some(_), Some(_)) => messages::WHEN_SOURCE_IP,
    };
    let when = moment(&view.occurred_at);
    let parts: [(&str, &dyn Render); 3] =
        [("when", &when), ("source", &source.unwrap_or_default()), ("ip", &ip.unwrap_or_default())];
    fill(message, &parts)
}
