//! Apple's push notification service: a status, and why.

use annals_model::Kind;
use serde_json::Value;

use super::{Told, Unreadable, field};
use crate::Report;

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let items = told.items()?;
    Ok(items.iter().enumerate().map(|(index, answer)| report(told, index, answer)).collect())
}

fn report(told: &Told<'_>, index: usize, answer: &Value) -> Report {
    let text = |pointer| field::text(answer, pointer);
    let message = text("/id").or_else(|| text("/apns-id"));
    let status = field::scalar(answer, "/status").unwrap_or_default();
    let reason = text("/reason");
    let key = match message {
        Some(id) => told.key(&[id, &status, reason.unwrap_or_default()]),
        None => told.key_of_bytes(index),
    };
    // Since when Apple knows that the device is gone.
    let at = answer.get("timestamp").and_then(Value::as_f64).and_then(field::millis);
    Report {
        message: message.and_then(field::id),
        recipient: text("/token").and_then(field::address),
        at,
        code: reason.map(field::code),
        ..Report::of(kind(&status, reason), &status, key)
    }
}

fn kind(status: &str, reason: Option<&str>) -> Kind {
    match (status.parse::<u16>(), reason) {
        (Ok(200), _) => Kind::HandedOver,
        (Ok(410), _) | (Ok(400), Some("BadDeviceToken")) => Kind::TokenInvalid,
        (Ok(429 | 500..=599), _) => Kind::Deferred,
        (Ok(400..=499), _) => Kind::Failed,
        _ => Kind::Unknown,
    }
}
