//! Firebase Cloud Messaging: the name of a message that was taken, or an error.

use annals_model::Kind;
use serde_json::Value;

use super::{Told, Unreadable, field};
use crate::Report;

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let items = told.items()?;
    Ok(items.iter().enumerate().map(|(index, answer)| report(told, index, answer)).collect())
}

fn report(told: &Told<'_>, index: usize, answer: &Value) -> Report {
    let message = field::text(answer, "/name").or_else(|| field::text(answer, "/id"));
    let error = answer.get("error").filter(|error| error.is_object());
    let code = error.and_then(code);
    let kind = match error {
        Some(error) => failed(code, error.get("code").and_then(Value::as_u64)),
        None if answer.get("name").is_some() => Kind::HandedOver,
        None => Kind::Unknown,
    };
    let key = match message {
        Some(message) => told.key(&[message, code.unwrap_or_default()]),
        None => told.key_of_bytes(index),
    };
    Report {
        message: message.and_then(field::id),
        recipient: field::text(answer, "/token").and_then(field::address),
        code: code.map(field::code),
        text: field::text(answer, "/error/message").map(field::reason),
        ..Report::of(kind, if error.is_some() { "error" } else { "ok" }, key)
    }
}

/// What the service itself says, or else what all of Google's APIs say.
fn code(error: &Value) -> Option<&str> {
    let own = field::list(error, "/details").iter().find_map(|it| field::text(it, "/errorCode"));
    own.or_else(|| field::text(error, "/status"))
}

fn failed(code: Option<&str>, status: Option<u64>) -> Kind {
    match (code, status) {
        (Some("UNREGISTERED"), _) | (None, Some(404)) => Kind::TokenInvalid,
        (Some("QUOTA_EXCEEDED" | "UNAVAILABLE" | "INTERNAL"), _) => Kind::Deferred,
        (_, Some(429 | 500..=599)) => Kind::Deferred,
        _ => Kind::Failed,
    }
}
