//! Vonage's SMS API: one receipt for each part of a message.

use annals_model::{Kind, Millis};
use serde_json::{Map, Value};

use super::{Told, Unreadable, answer, field};
use crate::{Report, form};

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let item = if told.payload.starts_with(b"{") { told.item()? } else { object(told.payload) };
    let text = |name: &str| field::scalar(&item, &format!("/{name}"));
    // What somebody answered has a text, or a type of message, and never a status.
    if text("status").is_none() && (text("text").is_some() || text("type").is_some()) {
        return Ok(vec![inbound(told, &item)]);
    }
    let word = text("status").unwrap_or_default();
    let kind = match word.as_str() {
        "accepted" | "buffered" => Kind::Sent,
        "delivered" => Kind::Delivered,
        "failed" => Kind::Failed,
        "rejected" => Kind::Rejected,
        "expired" => Kind::Expired,
        _ => Kind::Unknown,
    };
    let message = text("messageId").or_else(|| text("message-id"));
    let code = text("err-code");
    let key = match &message {
        Some(id) if !word.is_empty() => told.key(&[id, &word, code.as_deref().unwrap_or_default()]),
        _ => told.key_of_bytes(0),
    };
    let mut tags = Vec::new();
    if let Some(reference) = item.get("client-ref") {
        field::add_tag(&mut tags, "client-ref", reference);
    }
    let at = text("message-timestamp").and_then(|text| spoken(&text));
    Ok(vec![Report {
        message: message.as_deref().and_then(field::id),
        recipient: text("msisdn").as_deref().and_then(field::address),
        at: at.or_else(|| text("scts").and_then(|text| compact(&text))),
        code: code.map(field::code).filter(|code| code != "0"),
        tags,
        ..Report::of(kind, &word, key)
    }])
}

/// What somebody answered; the id is that of the answer, and names no message that was sent.
fn inbound(told: &Told<'_>, item: &Value) -> Report {
    let text = |name: &str| field::scalar(item, &format!("/{name}"));
    let (kind, word) = answer::read(&text("text").unwrap_or_default());
    let key = match text("messageId") {
        Some(id) => told.key(&["inbound", &id]),
        None => told.key_of_bytes(0),
    };
    Report {
        recipient: text("msisdn").as_deref().and_then(field::address),
        at: text("message-timestamp").and_then(|text| spoken(&text)),
        code: word,
        scope: text("to").as_deref().and_then(field::id),
        ..Report::of(kind, "inbound", key)
    }
}

fn object(payload: &[u8]) -> Value {
    let pairs = form::pairs(payload).into_iter();
    Value::Object(Map::from_iter(pairs.map(|(key, value)| (key.into(), Value::from(value)))))
}

/// `2026-11-20 08:00:00`, in UTC.
fn spoken(text: &str) -> Option<Millis> {
    field::time(&format!("{}Z", text.replacen(' ', "T", 1)))
}

/// `2611200800`: year, month, day, hour and minute, in UTC.
fn compact(text: &str) -> Option<Millis> {
    let is_plain = text.len() >= 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    let part = |at: usize| &text[at..at + 2];
    is_plain.then(|| {
        let (year, month, day) = (part(0), part(2), part(4));
        field::time(&format!("20{year}-{month}-{day}T{}:{}:00Z", part(6), part(8)))
    })?
}
