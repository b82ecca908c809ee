//! Twilio: what became of a message, and what people answer.

use annals_model::Kind;
use serde_json::Value;

use super::{Told, Unreadable, answer, field};
use crate::{Report, form};

/// The number has opted out: nothing was sent.
const OPTED_OUT: &str = "21610";

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let parameters = Parameters::of(told)?;
    let status = parameters.get("MessageStatus").or_else(|| parameters.get("SmsStatus"));
    let report = match status {
        Some("received" | "receiving") | None => match parameters.get("From") {
            Some(from) => inbound(told, &parameters, from),
            None => refused(told, &parameters),
        },
        Some(status) => outbound(told, &parameters, status),
    };
    Ok(vec![report])
}

/// What became of a message. Twilio tells no time.
fn outbound(told: &Told<'_>, parameters: &Parameters, status: &str) -> Report {
    let message = parameters.get("MessageSid").or_else(|| parameters.get("SmsSid"));
    let error = parameters.get("ErrorCode").filter(|code| *code != "0");
    let kind = match status {
        "accepted" | "scheduled" | "queued" | "sending" => Kind::Queued,
        "sent" => Kind::Sent,
        "delivered" => Kind::Delivered,
        "read" => Kind::Read,
        "failed" | "undelivered" if error == Some(OPTED_OUT) => Kind::Rejected,
        "undelivered" => Kind::Undelivered,
        "failed" => Kind::Failed,
        "canceled" => Kind::Canceled,
        _ => Kind::Unknown,
    };
    let key = match message {
        Some(message) => told.key(&["status", message, status, error.unwrap_or_default()]),
        None => told.key_of_bytes(0),
    };
    Report {
        message: message.and_then(field::id),
        recipient: parameters.get("To").and_then(field::address),
        code: error.map(field::code),
        text: parameters.get("ErrorMessage").map(field::reason),
        scope: parameters.scope("From"),
        ..Report::of(kind, status, key)
    }
}

/// What somebody answered. It is somebody's message: of its text only the word is kept that says
/// what the sender wants.
fn inbound(told: &Told<'_>, parameters: &Parameters, from: &str) -> Report {
    let said = parameters.get("OptOutType").or_else(|| parameters.get("Body"));
    let (kind, word) = answer::read(said.unwrap_or_default());
    let key = match parameters.get("MessageSid") {
        Some(message) => told.key(&["inbound", message]),
        None => told.key_of_bytes(0),
    };
    Report {
        recipient: field::address(from),
        code: word,
        scope: parameters.scope("To"),
        ..Report::of(kind, "inbound", key)
    }
}

/// What the API answered to whoever wanted to send: `{"status": 400, "code": 21610, …}`.
fn refused(told: &Told<'_>, parameters: &Parameters) -> Report {
    let is_refusal = parameters.get("status").is_some_and(|status| status.starts_with('4'));
    let kind = if is_refusal { Kind::Rejected } else { Kind::Unknown };
    Report {
        recipient: parameters.get("to").and_then(field::address),
        code: parameters.get("code").map(field::code),
        text: parameters.get("message").map(field::reason),
        ..Report::of(kind, if is_refusal { "refused" } else { "" }, told.key_of_bytes(0))
    }
}

/// The fields of a form or of an object.
struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn of(told: &Told<'_>) -> Result<Self, Unreadable> {
        if !told.payload.starts_with(b"{") {
            let pairs = form::pairs(told.payload);
            let owned = pairs.into_iter().map(|(key, value)| (key.into(), value.into()));
            return Ok(Self(owned.collect()));
        }
        let Value::Object(object) = told.item()? else { return Err(Unreadable::Shape) };
        let pair = |(name, value): (String, Value)| {
            let value = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            Some((name, value))
        };
        Ok(Self(object.into_iter().filter_map(pair).collect()))
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// What an opt-out holds for: the messaging service, or our number in this field.
    fn scope(&self, number: &str) -> Option<String> {
        self.get("MessagingServiceSid").or_else(|| self.get(number)).and_then(field::id)
    }
}
