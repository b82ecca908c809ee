//! Taking in what senders tell of their messages, who have no webhooks of a provider.

use annals_desk::{About, ListSaid, MessageId, MessageReason, ReportOutcome, Reported, Teller};
use annals_model::{Kind, Millis, Permission};
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;

use super::super::caller::Caller;
use super::super::params::{Params, take_organization};
use super::super::records::moment;
use super::super::reply::{Json, read_json};
use super::{each, refuse};
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list, write_text};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Many {
    events: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    id: String,
    kind: String,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    message_own_id: Option<String>,
    #[serde(default)]
    provider: Option<String>,
    #[serde(default)]
    provider_message_id: Option<String>,
    #[serde(default)]
    recipient: Option<String>,
    #[serde(default, deserialize_with = "moment")]
    at: Option<Millis>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

impl Said {
    fn reported(self) -> Result<Reported, (&'static str, String)> {
        let kind = Kind::parse(&self.kind).filter(|kind| *kind != Kind::Unknown);
        let kind = kind.ok_or_else(|| ("kind", format!("{:?} is no kind of event", self.kind)))?;
        let named = (self.message, self.message_own_id, self.provider, self.provider_message_id);
        let about = match named {
            (Some(id), None, None, None) => About::Message(MessageId(id)),
            (None, Some(id), None, None) => About::Own(id),
            (None, None, Some(provider), Some(id)) => About::Provider { provider, id },
            _ => {
                let reason = "name the message by one of message, message_own_id, or provider \
                              with provider_message_id";
                return Err(("message", reason.to_owned()));
            }
        };
        let reason = MessageReason { code: self.code, text: self.reason };
        if self.id.trim().is_empty() {
            return Err(("id", "must not be empty".to_owned()));
        }
        // One id that stands for two things is two things: neither is lost.
        let dedupe = format!("{} {}", kind.as_str(), self.id);
        Ok(Reported {
            teller: Teller::Sender,
            about,
            dedupe,
            recipient: self.recipient,
            kind,
            at: self.at,
            reason,
            url: self.url,
            list: ListSaid::default(),
        })
    }
}

/// Notes what is told.
pub(crate) async fn report(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::WriteEvents)?;
    params.finish()?;
    let Many { events } = read_json(&body)?;
    let known = each(events, "events", Said::reported)?;
    let done = state.desk.report_messages(&caller.by, organization.ordinal, known).await?;
    let outcomes = done.map_err(refuse)?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("events"), &outcomes, |out, outcome| write_text(out, word(*outcome)));
    object.end();
    Ok(Json::ok(out))
}

fn word(outcome: ReportOutcome) -> &'static str {
    match outcome {
        ReportOutcome::Noted => "noted",
        ReportOutcome::Duplicate => "duplicate",
        ReportOutcome::Parked => "parked",
        ReportOutcome::NoMessage => "no_message",
    }
}
