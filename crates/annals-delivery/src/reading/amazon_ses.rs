//! Amazon SES: events and the older notifications, in the envelope of Amazon SNS.

use std::collections::BTreeSet;

use annals_model::{Kind, Millis};
use serde_json::Value;

use super::{Told, Unreadable, field};
use crate::Report;

/// What one event says of all it names.
struct Event<'a> {
    value: &'a Value,
    word: &'a str,
    kind: Kind,
    at: Option<Millis>,
    people: Vec<Person>,
    code: Option<&'a str>,
    text: Option<&'a str>,
    url: Option<&'a str>,
}

/// What it says of one recipient.
#[derive(Default)]
struct Person {
    address: Option<String>,
    code: Option<String>,
    text: Option<String>,
}

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let envelope = told.item()?;
    // From a queue with raw delivery the event comes as it is.
    let Some(message) = envelope.get("Message").and_then(Value::as_str) else {
        return Ok(reports(told, &envelope));
    };
    match serde_json::from_str::<Value>(message) {
        Ok(event) if event.is_object() => Ok(reports(told, &event)),
        // Such as "Successfully validated SNS topic for Amazon SES event publishing."
        _ => {
            let key = told.key_of_bytes(0);
            let text = Some(field::reason(message)).filter(|text| !text.is_empty());
            Ok(vec![Report { text, ..Report::of(Kind::Unknown, "", key) }])
        }
    }
}

fn reports(told: &Told<'_>, value: &Value) -> Vec<Report> {
    let event = event(value);
    let message = field::text(value, "/mail/messageId");
    let feedback = ["/bounce/feedbackId", "/complaint/feedbackId"];
    let feedback = feedback.iter().find_map(|at| field::text(value, at)).unwrap_or_default();
    let people: BTreeSet<_> = event.people.iter().map(|person| &person.address).collect();
    let ambiguous = event.kind == Kind::Complained && people.len() > 1;
    let tags = tags(value);
    let people = if event.people.is_empty() { vec![Person::default()] } else { event.people };
    let of_one = |(index, person): (usize, Person)| {
        let time = field::key_of_time(event.at);
        let address = person.address.as_deref().unwrap_or_default();
        let link = event.url.unwrap_or_default();
        // Both ways of telling may be on at once, so the envelope's own id says nothing.
        let key = match message {
            Some(id) => told.key(&[id, event.word, address, &time, feedback, link]),
            None => told.key_of_bytes(index),
        };
        Report {
            message: message.and_then(field::id),
            recipient: person.address,
            at: event.at,
            code: person.code.or_else(|| event.code.map(field::code)),
            text: person.text.or_else(|| event.text.map(field::reason)),
            url: event.url.map(field::url),
            tags: tags.clone(),
            ambiguous,
            ..Report::of(event.kind, event.word, key)
        }
    };
    people.into_iter().enumerate().map(of_one).collect()
}

fn event(value: &Value) -> Event<'_> {
    let text = |pointer| field::text(value, pointer);
    let word = text("/eventType").or_else(|| text("/notificationType")).unwrap_or_default();
    let time = |pointer| text(pointer).and_then(field::time);
    let sent = time("/mail/timestamp");
    let everyone = || people(field::list(value, "/mail/destination"));
    let plain = |kind, at, people| Event {
        value,
        word,
        kind,
        at,
        people,
        code: None,
        text: None,
        url: None,
    };
    match word {
        "Send" => plain(Kind::Sent, sent, everyone()),
        "Reject" => {
            Event { text: text("/reject/reason"), ..plain(Kind::Rejected, sent, everyone()) }
        }
        "Delivery" => {
            let people = people(field::list(value, "/delivery/recipients"));
            let at = time("/delivery/timestamp");
            Event { text: text("/delivery/smtpResponse"), ..plain(Kind::Delivered, at, people) }
        }
        "DeliveryDelay" => {
            let people = people(field::list(value, "/deliveryDelay/delayedRecipients"));
            let at = time("/deliveryDelay/timestamp");
            Event { code: text("/deliveryDelay/delayType"), ..plain(Kind::Deferred, at, people) }
        }
        "Bounce" => {
            let people = people(field::list(value, "/bounce/bouncedRecipients"));
            let at = time("/bounce/timestamp");
            Event { code: text("/bounce/bounceSubType"), ..plain(Kind::Unknown, at, people) }
                .bounced()
        }
        "Complaint" => {
            let people = people(field::list(value, "/complaint/complainedRecipients"));
            plain(Kind::Complained, time("/complaint/timestamp"), people).complained()
        }
        "Rendering Failure" => {
            let text = text("/failure/errorMessage");
            Event { text, ..plain(Kind::Failed, sent, everyone()) }
        }
        "Open" => plain(Kind::Opened, time("/open/timestamp"), only(everyone())),
        "Click" => {
            let url = text("/click/link");
            Event { url, ..plain(Kind::Clicked, time("/click/timestamp"), only(everyone())) }
        }
        "Subscription" => {
            let at = time("/subscription/timestamp");
            let code = text("/subscription/source");
            Event { code, ..plain(subscription(value), at, only(everyone())) }
        }
        _ => plain(Kind::Unknown, sent, only(everyone())),
    }
}

impl Event<'_> {
    /// A bounce, unless the address is on a list and nothing was sent.
    fn bounced(mut self) -> Self {
        let subtype = self.code.unwrap_or_default();
        let is_listed = subtype.contains("Suppress") || subtype == "UnsubscribedRecipient";
        self.kind = match field::text(self.value, "/bounce/bounceType") {
            Some("Permanent") if is_listed => Kind::Dropped,
            Some("Permanent") => Kind::BouncedHard,
            Some("Transient" | "Undetermined") => Kind::BouncedSoft,
            _ => Kind::Unknown,
        };
        if self.kind == Kind::Dropped {
            // The status of the bounce that put it on the list isn't that of this message.
            self.people.iter_mut().for_each(|person| person.code = None);
        }
        self
    }

    /// A complaint, unless it says the contrary or nothing was sent.
    fn complained(mut self) -> Self {
        let subtype = field::text(self.value, "/complaint/complaintSubType");
        let feedback = field::text(self.value, "/complaint/complaintFeedbackType");
        if subtype.is_some_and(|subtype| subtype.contains("Suppress")) {
            self.kind = Kind::Dropped;
        } else if feedback == Some("not-spam") {
            self.kind = Kind::Unknown;
        }
        self.code = subtype.or(feedback);
        self
    }
}

/// What changed in what somebody wants to get.
fn subscription(value: &Value) -> Kind {
    let all = |pointer| field::is_true(value, pointer);
    let out = |preferences: &str| -> Vec<&Value> {
        let topics = field::list(value, &format!("/subscription/{preferences}"));
        let is_out = |topic: &&Value| field::text(topic, "/subscriptionStatus") == Some("OptOut");
        topics.iter().filter(is_out).filter_map(|topic| topic.get("topicName")).collect()
    };
    let before = out("oldTopicPreferences/topicSubscriptionStatus");
    let now = out("newTopicPreferences/topicSubscriptionStatus");
    let left_one = now.iter().any(|topic| !before.contains(topic));
    if all("/subscription/newTopicPreferences/unsubscribeAll") || left_one {
        Kind::Unsubscribed
    } else {
        Kind::Resubscribed
    }
}

/// Recipients, which are addresses or objects that have one.
fn people(list: &[Value]) -> Vec<Person> {
    let person = |value: &Value| Person {
        address: value
            .as_str()
            .or_else(|| field::text(value, "/emailAddress"))
            .and_then(field::address),
        code: field::text(value, "/status").map(field::code),
        text: field::text(value, "/diagnosticCode").map(field::reason),
    };
    list.iter().map(person).collect()
}

/// The recipient, if there is only one. Of several Amazon SES does not say who opened it.
fn only(people: Vec<Person>) -> Vec<Person> {
    if people.len() == 1 { people } else { Vec::new() }
}

fn tags(value: &Value) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    let object = value.pointer("/mail/tags").and_then(Value::as_object);
    for (name, values) in object.into_iter().flatten() {
        // Theirs, such as ses:source-ip.
        if name.starts_with("ses:") {
            continue;
        }
        for value in values.as_array().into_iter().flatten() {
            field::add_tag(&mut tags, name, value);
        }
    }
    tags
}
