//! SendGrid's event webhook: a list of events, with the sender's own arguments among their fields.

use annals_model::Kind;
use serde_json::Value;

use super::{Told, Unreadable, field};
use crate::Report;

/// The fields that are SendGrid's own; all others are the sender's arguments.
const OWN: &[&str] = &[
    "asm_group_id",
    "attempt",
    "bounce_classification",
    "category",
    "cert_err",
    "email",
    "event",
    "ip",
    "marketing_campaign_id",
    "marketing_campaign_name",
    "marketing_campaign_version",
    "newsletter",
    "pool",
    "reason",
    "response",
    "send_at",
    "sg_content_type",
    "sg_event_id",
    "sg_machine_open",
    "sg_message_id",
    "sg_template_id",
    "sg_template_name",
    "smtp-id",
    "status",
    "timestamp",
    "tls",
    "type",
    "url",
    "url_offset",
    "useragent",
];

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let items = told.items()?;
    Ok(items.iter().enumerate().map(|(index, event)| report(told, index, event)).collect())
}

fn report(told: &Told<'_>, index: usize, event: &Value) -> Report {
    let text = |pointer| field::text(event, pointer);
    let word = text("/event").unwrap_or_default();
    let at = event.get("timestamp").and_then(field::seconds);
    let message = text("/sg_message_id");
    let email = text("/email").unwrap_or_default();
    let url = text("/url").unwrap_or_default();
    let key = match (text("/sg_event_id"), message) {
        (Some(id), _) => told.key(&["event", id]),
        (None, Some(message)) => {
            told.key(&["message", message, word, email, &field::key_of_time(at), url])
        }
        (None, None) => told.key_of_bytes(index),
    };
    let mut kind = kind(event, word);
    if field::is_true(event, "/sg_machine_open") {
        kind = kind.by_machine();
    }
    Report {
        // What follows the first full stop is added on the way.
        message: message.and_then(|id| id.split('.').next()).and_then(field::id),
        recipient: text("/email").and_then(field::address),
        at,
        code: field::scalar(event, "/status").map(field::code),
        text: text("/reason").or_else(|| text("/response")).map(field::reason),
        url: text("/url").map(field::url),
        tags: tags(event),
        scope: group(event, word),
        ..Report::of(kind, word, key)
    }
}

/// The group of messages that somebody wants no more of, or wants again; all, if none is named.
fn group(event: &Value, word: &str) -> Option<String> {
    let is_of_group = word.starts_with("group_");
    is_of_group.then(|| field::scalar(event, "/asm_group_id"))?.as_deref().and_then(field::id)
}

fn kind(event: &Value, word: &str) -> Kind {
    match word {
        "processed" => Kind::Queued,
        "deferred" => Kind::Deferred,
        "delivered" => Kind::Delivered,
        "bounce" if field::text(event, "/type") == Some("blocked") => Kind::BouncedSoft,
        "bounce" => Kind::BouncedHard,
        "dropped" => dropped(field::text(event, "/reason").unwrap_or_default()),
        "open" => Kind::Opened,
        "click" => Kind::Clicked,
        "spamreport" => Kind::Complained,
        "unsubscribe" | "group_unsubscribe" => Kind::Unsubscribed,
        "group_resubscribe" => Kind::Resubscribed,
        _ => Kind::Unknown,
    }
}

/// SendGrid calls dropped what it refused to send, whatever the reason.
fn dropped(reason: &str) -> Kind {
    let reason = reason.to_lowercase();
    if reason.contains("spam content") || reason.contains("invalid smtpapi") {
        Kind::Rejected
    } else if reason.contains("over package quota") {
        Kind::Failed
    } else {
        Kind::Dropped
    }
}

fn tags(event: &Value) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for (name, value) in event.as_object().into_iter().flatten() {
        if !OWN.contains(&name.as_str()) {
            field::add_tag(&mut tags, name, value);
        }
    }
    match event.get("category") {
        Some(Value::Array(names)) => {
            names.iter().for_each(|name| field::add_tag(&mut tags, "category", name));
        }
        Some(name) => field::add_tag(&mut tags, "category", name),
        None => {}
    }
    tags
}
