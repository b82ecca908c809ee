//! Expo: tickets, which say that a notification was taken, and receipts, which say what Apple's or
//! Google's service said.

use annals_model::Kind;
use serde_json::Value;

use super::{REPORTS_MAX, Told, Unreadable, field};
use crate::Report;

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let mut reports = Vec::new();
    for answer in told.items()? {
        match answer.get("data") {
            Some(Value::Array(tickets)) => {
                for ticket in tickets {
                    let id = field::text(ticket, "/id");
                    reports.push(report(told, reports.len(), "ticket", id, ticket));
                }
            }
            Some(Value::Object(found)) if found.contains_key("status") => {
                let ticket = &answer["data"];
                let id = field::text(ticket, "/id");
                reports.push(report(told, reports.len(), "ticket", id, ticket));
            }
            Some(Value::Object(receipts)) => {
                for (id, receipt) in receipts {
                    reports.push(report(told, reports.len(), "receipt", Some(id), receipt));
                }
            }
            _ => reports.push(report(told, reports.len(), "", None, &answer)),
        }
        if reports.len() > REPORTS_MAX {
            return Err(Unreadable::TooMany);
        }
    }
    Ok(reports)
}

fn report(told: &Told<'_>, index: usize, stage: &str, id: Option<&str>, answer: &Value) -> Report {
    let status = field::text(answer, "/status").unwrap_or_default();
    let error = field::text(answer, "/details/error");
    let kind = match (stage, status) {
        ("ticket", "ok") => Kind::Accepted,
        ("receipt", "ok") => Kind::HandedOver,
        ("ticket" | "receipt", "error") => match error {
            Some("DeviceNotRegistered") => Kind::TokenInvalid,
            _ => Kind::Failed,
        },
        _ => Kind::Unknown,
    };
    let key = match id {
        Some(id) => told.key(&[stage, id, status, error.unwrap_or_default()]),
        None => told.key_of_bytes(index),
    };
    Report {
        message: id.and_then(field::id),
        recipient: field::text(answer, "/details/expoPushToken").and_then(field::address),
        code: error.map(field::code),
        text: field::text(answer, "/message").map(field::reason),
        ..Report::of(kind, &format!("{stage} {status}"), key)
    }
}
