//! The entry in one or two sentences: who did what to which record, when and from where.

use annals_model::{Event, Outcome};
use maud::{Markup, Render, html};

use super::EntryView;
use crate::components::moment::moment;
use crate::components::record::{self, updated};
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
    let records = updated(&event.records);
    let (message, action): (Deed, _) = match (event.outcome, done(&event.label)) {
        (Outcome::Failure | Outcome::Denied, _) if says_failure(&event.label) => {
            (messages::happened, event.label.clone())
        }
        (Outcome::Failure, _) => (messages::failed, event.label.clone()),
        (Outcome::Denied, _) => (messages::denied, event.label.clone()),
        (Outcome::Success, Some(done)) => (messages::done, done),
        (Outcome::Success, None) => (messages::happened, event.label.clone()),
    };
    let record = records.first().map(|first| {
        let name = record::name(first, &view.catalogue);
        html! { a href=(record::entries_href(first, &view.address)) { (short(&name)) } }
    });
    let record = record.unwrap_or_default();
    let count = records.len() as u64;
    message(count, &who(event), &text(&action), &record, count.saturating_sub(1))
}

/// Whether the label tells by itself that something failed: "Payment Failed" was nothing that
/// someone tried.
fn says_failure(label: &str) -> bool {
    const WORDS: [&str; 9] = [
        "bounced",
        "canceled",
        "cancelled",
        "declined",
        "denied",
        "error",
        "failed",
        "failure",
        "rejected",
    ];
    let last = label.rsplit(' ').next().unwrap_or_default();
    WORDS.contains(&last.to_lowercase().as_str())
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
    if !(is_past && is_word) {
        return None;
    }
    let rest = label[verb.len()..].trim_start();
    let particle = ["In", "Out", "Off", "Up"].into_iter().find(|particle| {
        rest.strip_prefix(particle).is_some_and(|after| after.is_empty() || after.starts_with(' '))
    });
    let end = label.len() - rest.len() + particle.map_or(0, str::len);
    let end = if particle.is_some() { end } else { 1 };
    Some(format!("{}{}", label[..end].to_ascii_lowercase(), &label[end..]))
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
    use super::{done, says_failure};
    use crate::messages::{Language, in_language};

    #[test]
    fn only_a_past_tense_is_a_deed() {
        for (label, expected) in [
            ("Updated Student", Some("updated Student")),
            ("Sent Message", Some("sent Message")),
            ("Signed In", Some("signed in")),
            ("Checked In Student", Some("checked in Student")),
            ("Updated Instructor", Some("updated Instructor")),
            ("User Login Failed", None),
            ("Feed Read", None),
            ("تم التحديث", None),
            ("", None),
        ] {
            assert_eq!(done(label).as_deref(), expected, "{label}");
        }
        assert_eq!(in_language(Language::Spanish, || done("Updated Student")), None);
    }

    #[test]
    fn a_label_may_tell_of_a_failure_itself() {
        for (label, expected) in [
            ("Payment Failed", true),
            ("Message Bounced", true),
            ("Access denied", true),
            ("Failed Student Report", false),
            ("Updated Student", false),
            ("", false),
        ] {
            assert_eq!(says_failure(label), expected, "{label}");
        }
    }
}
