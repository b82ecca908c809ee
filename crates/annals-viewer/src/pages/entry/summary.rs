//! The entry in one or two sentences: who did what to which record, when and from where.

use annals_model::{Event, Outcome};
use maud::{Markup, Render, html};

use super::EntryView;
use crate::components::moment::moment;
use crate::components::record;
use crate::components::text::{short, text};
use crate::messages::{Language, language, summary as messages};

/// A message about a deed: how many records, who, what, the first record, and how many more.
type Deed = fn(u64, &dyn Render, &dyn Render, &dyn Render, u64) -> Markup;

/// The sentences.
pub(super) fn summary(view: &EntryView) -> Markup {
    html! { p class="sentence" { (deed(view)) " " (circumstances(view)) } }
}

/// An action that failed was not done, and must not read as if it had been.
fn deed(view: &EntryView) -> Markup {
    let event = &view.event;
    let records = event.records.len() as u64;
    let (message, action): (Deed, _) = match (event.outcome, done(&event.label)) {
        (Outcome::Failure, _) => (messages::failed, event.label.clone()),
        (Outcome::Denied, _) => (messages::denied, event.label.clone()),
        (Outcome::Success, Some(done)) => (messages::done, done),
        (Outcome::Success, None) => (messages::happened, event.label.clone()),
    };
    let record = event.records.first().map(|first| {
        let name = record::name(first, &view.catalogue);
        html! { a href=(record::entries_href(first, &view.address)) { (short(&name)) } }
    });
    let record = record.unwrap_or_default();
    message(records, &who(event), &text(&action), &record, records.saturating_sub(1))
}

/// "Updated Student" is "updated Student" within a sentence. Nothing for a label that doesn't begin
/// with a verb in the past tense, such as "User Login Failed", or in a language in which English
/// can't be a part of a sentence.
fn done(label: &str) -> Option<String> {
    if language() != Language::English {
        return None;
    }
    let verb = label.split(' ').next().unwrap_or_default();
    let is_past = verb == "Sent" || verb.ends_with("ed") && verb.len() > 4;
    let is_word = verb.chars().all(|c| c.is_ascii_alphabetic());
    (is_past && is_word).then(|| format!("{}{}", label[..1].to_ascii_lowercase(), &label[1..]))
}

fn who(event: &Event) -> Markup {
    let actor = &event.actor;
    let name = actor.name.as_ref().or(actor.username.as_ref()).or(actor.id.as_ref());
    let name = html! { strong { (short(name.map_or("", String::as_str))) } };
    let other = actor.on_behalf_of.as_ref().and_then(|o| o.name.as_ref().or(o.id.as_ref()));
    match other {
        Some(other) => messages::for_other(&name, &short(other)),
        None => name,
    }
}

fn circumstances(view: &EntryView) -> Markup {
    let event = &view.event;
    let source = event.source.as_ref().map(|source| short(source));
    let ip = event.ip.map(|ip| html! { span class="code" { (ip) } });
    let when = moment(&view.occurred_at);
    match (&source, &ip) {
        (None, None) => messages::when(&when),
        (Some(source), None) => messages::when_source(&when, source),
        (None, Some(ip)) => messages::when_ip(&when, ip),
        (Some(source), Some(ip)) => messages::when_source_ip(&when, source, ip),
    }
}

#[cfg(test)]
mod tests {
    use super::done;
    use crate::messages::{Language, in_language};

    #[test]
    fn only_a_past_tense_is_a_deed() {
        for (label, expected) in [
            ("Updated Student", Some("updated Student")),
            ("Sent Message", Some("sent Message")),
            ("User Login Failed", None),
            ("Feed Read", None),
            ("تم التحديث", None),
            ("", None),
        ] {
            assert_eq!(done(label).as_deref(), expected, "{label}");
        }
        assert_eq!(in_language(Language::Spanish, || done("Updated Student")), None);
    }
}
