//! Vonage's Messages API.

use annals_model::Kind;
use serde_json::Value;

use super::{Told, Unreadable, answer, field};
use crate::Report;

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let item = told.item()?;
    let text = |pointers: &[&str]| pointers.iter().find_map(|at| field::text(&item, at));
    let word = text(&["/status"]).unwrap_or_default();
    // What somebody answered has a type of message and no status.
    if word.is_empty() && text(&["/message_type", "/text"]).is_some() {
        return Ok(vec![inbound(told, &item)]);
    }
    let kind = match word {
        "submitted" => Kind::Sent,
        "delivered" => Kind::Delivered,
        "read" => Kind::Read,
        "rejected" | "undeliverable" => Kind::Rejected,
        _ => Kind::Unknown,
    };
    let message = text(&["/message_uuid"]);
    let key = match message {
        Some(message) if !word.is_empty() => told.key(&[message, word]),
        _ => told.key_of_bytes(0),
    };
    let mut tags = Vec::new();
    if let Some(reference) = item.get("client_ref") {
        field::add_tag(&mut tags, "client_ref", reference);
    }
    // The type of an error is an address whose end is its number.
    let code = text(&["/error/type"]).map(|kind| kind.rsplit('#').next().unwrap_or(kind));
    let code = code.map(str::to_owned).or_else(|| field::scalar(&item, "/error/code"));
    let words = text(&["/error/detail", "/error/reason", "/error/title"]);
    Ok(vec![Report {
        message: message.and_then(field::id),
        recipient: text(&["/to", "/to/number", "/to/id"]).and_then(field::address),
        at: text(&["/timestamp"]).and_then(field::time),
        code: code.map(field::code),
        text: words.map(field::reason),
        tags,
        ..Report::of(kind, word, key)
    }])
}

/// What somebody answered; the id is that of the answer, and names no message that was sent.
fn inbound(told: &Told<'_>, item: &Value) -> Report {
    let text = |pointers: &[&str]| pointers.iter().find_map(|at| field::text(item, at));
    // Only of text messages is an answer such a word: a chat has buttons of its own.
    let is_sms = text(&["/channel"]).is_none_or(|channel| channel == "sms");
    let said = text(&["/text"]).filter(|_| is_sms);
    let (kind, word) = answer::read(said.unwrap_or_default());
    let key = match text(&["/message_uuid"]) {
        Some(id) => told.key(&["inbound", id]),
        None => told.key_of_bytes(0),
    };
    Report {
        recipient: text(&["/from", "/from/number", "/from/id"]).and_then(field::address),
        at: text(&["/timestamp"]).and_then(field::time),
        code: word,
        scope: text(&["/to", "/to/number", "/to/id"]).and_then(field::id),
        ..Report::of(kind, "inbound", key)
    }
}
