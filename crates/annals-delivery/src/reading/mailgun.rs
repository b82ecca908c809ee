//! Mailgun: one event beside its signature.

use annals_model::Kind;
use serde_json::Value;

use super::{Told, Unreadable, field};
use crate::Report;

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let item = told.item()?;
    let event = item.get("event-data").unwrap_or(&Value::Null);
    let text = |pointer| field::text(event, pointer);
    let word = text("/event").unwrap_or_default();
    let at = event.get("timestamp").and_then(field::seconds);
    let recipient = text("/recipient").unwrap_or_default();
    // Their ids are unique for a day only.
    let key = match text("/id") {
        Some(id) => told.key(&[id, &field::key_of_time(at), word, recipient]),
        None => told.key_of_bytes(0),
    };
    let mut kind = kind(event, word);
    if text("/client-info/bot").is_some() {
        kind = kind.by_machine();
    }
    let mut tags = Vec::new();
    field::add_tags(&mut tags, event.get("user-variables"));
    field::list(event, "/tags").iter().for_each(|tag| field::add_tag(&mut tags, "tag", tag));
    let message = text("/message/headers/message-id");
    let code = ["/delivery-status/enhanced-code", "/delivery-status/code", "/reason"];
    let words = ["/delivery-status/message", "/delivery-status/description", "/reject/reason"];
    Ok(vec![Report {
        message: message.map(|id| id.trim_matches(['<', '>'])).and_then(field::id),
        recipient: text("/recipient").and_then(field::address),
        at,
        code: code.iter().find_map(|at| field::scalar(event, at)).map(field::code),
        text: words.iter().find_map(|at| text(at)).map(field::reason),
        url: text("/url").map(field::url),
        tags,
        scope: text("/domain/name").and_then(field::id),
        ..Report::of(kind, word, key)
    }])
}

fn kind(event: &Value, word: &str) -> Kind {
    match word {
        "accepted" => Kind::Queued,
        "delivered" => Kind::Delivered,
        "failed" => failed(event),
        "rejected" => Kind::Rejected,
        "opened" => Kind::Opened,
        "clicked" => Kind::Clicked,
        "complained" => Kind::Complained,
        "unsubscribed" => Kind::Unsubscribed,
        _ => Kind::Unknown,
    }
}

/// Mailgun calls failed what it will try again, what it gave up, and what it never tried.
fn failed(event: &Value) -> Kind {
    if field::text(event, "/reason").is_some_and(|reason| reason.starts_with("suppress-")) {
        return Kind::Dropped;
    }
    match field::text(event, "/severity") {
        Some("temporary") => Kind::Deferred,
        Some("permanent") if was_given_up(event) => Kind::BouncedSoft,
        Some("permanent") => Kind::BouncedHard,
        _ => Kind::Unknown,
    }
}

/// Whether the mailbox was full or out of reach for too long: the address itself is not dead.
fn was_given_up(event: &Value) -> bool {
    let code = field::scalar(event, "/delivery-status/code");
    let code = code.and_then(|code| code.parse::<u32>().ok());
    let says_so = |at| field::text(event, at).is_some_and(|text| text.contains("Too old"));
    code.is_some_and(|code| (400..500).contains(&code))
        || says_so("/delivery-status/message")
        || says_so("/delivery-status/description")
}
