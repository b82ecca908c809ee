//! Resend, and Standard Webhooks in the same words: `{"type": "email.delivered", "data": {…}}`.

use std::collections::BTreeSet;

use annals_model::Kind;
use serde_json::Value;

use super::{Told, Unreadable, field};
use crate::{Provider, Report};

/// What other senders may name in front of the full stop.
const SUBJECTS: &[&str] = &["email", "sms", "push", "message"];

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let item = told.item()?;
    let text = |pointers: &[&str]| pointers.iter().find_map(|at| field::text(&item, at));
    let word = text(&["/type"]).unwrap_or_default();
    let kind = kind(told.provider, &item, word);
    // The time within the data is that of the message.
    let at = text(&["/created_at", "/timestamp"]).and_then(field::time);
    let candidates = recipients(&item);
    // Resend doesn't say which of several it means.
    let ambiguous = candidates.len() > 1;
    let recipients = match candidates.len() {
        0 => vec![None],
        1 => candidates.into_iter().map(Some).collect(),
        _ if kind == Kind::Complained => candidates.into_iter().map(Some).collect(),
        _ => vec![None],
    };
    let message = match told.provider {
        Provider::Resend => text(&["/data/email_id"]),
        _ => text(&["/data/message_id", "/data/email_id", "/data/id"]),
    };
    let code = text(&["/data/bounce/subType", "/data/code", "/data/error_code"]);
    let words = text(&[
        "/data/bounce/message",
        "/data/failed/reason",
        "/data/suppressed/message",
        "/data/reason",
    ]);
    let url = text(&["/data/click/link", "/data/url"]);
    let tags = tags(&item);
    let of_one = |(index, recipient): (usize, Option<String>)| {
        let address = recipient.as_deref().unwrap_or_default();
        let key = match told.id {
            Some(id) => told.key(&[id, address]),
            None => told.key_of_bytes(index),
        };
        Report {
            message: message.and_then(field::id),
            recipient,
            at,
            code: code.map(field::code),
            text: words.map(field::reason),
            url: url.map(field::url),
            tags: tags.clone(),
            ambiguous,
            ..Report::of(kind, word, key)
        }
    };
    Ok(recipients.into_iter().enumerate().map(of_one).collect())
}

fn kind(provider: Provider, item: &Value, word: &str) -> Kind {
    let Some((subject, verb)) = word.rsplit_once('.') else { return Kind::Unknown };
    let subjects = if provider == Provider::Resend { &SUBJECTS[..1] } else { SUBJECTS };
    if !subjects.contains(&subject) {
        return Kind::Unknown;
    }
    match verb {
        "scheduled" => Kind::Queued,
        "delivery_delayed" => Kind::Deferred,
        "suppressed" => Kind::Dropped,
        "bounced" => bounced(item),
        "sent" | "delivered" | "failed" | "opened" | "clicked" | "complained" => {
            Kind::parse(verb).unwrap_or(Kind::Unknown)
        }
        // Others may use our own words for what they tell.
        _ if provider == Provider::StandardWebhooks => Kind::parse(verb).unwrap_or(Kind::Unknown),
        _ => Kind::Unknown,
    }
}

/// Resend sends through Amazon SES and passes its words on.
fn bounced(item: &Value) -> Kind {
    let subtype = field::text(item, "/data/bounce/subType").unwrap_or_default();
    match field::text(item, "/data/bounce/type") {
        Some("Transient" | "Undetermined") => Kind::BouncedSoft,
        _ if subtype.contains("Suppress") => Kind::Dropped,
        _ => Kind::BouncedHard,
    }
}

fn recipients(item: &Value) -> BTreeSet<String> {
    match item.pointer("/data/to").or_else(|| item.pointer("/data/recipient")) {
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).filter_map(field::address).collect()
        }
        Some(Value::String(one)) => field::address(one).into_iter().collect(),
        _ => BTreeSet::new(),
    }
}

/// Tags are an object, or a list of names and values.
fn tags(item: &Value) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    field::add_tags(&mut tags, item.pointer("/data/tags"));
    for tag in field::list(item, "/data/tags") {
        if let (Some(name), Some(value)) = (field::text(tag, "/name"), tag.get("value")) {
            field::add_tag(&mut tags, name, value);
        }
    }
    tags
}
