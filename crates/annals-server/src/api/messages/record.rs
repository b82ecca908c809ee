//! Taking messages in.

use annals_desk::{MessageBody, MessageFields, NewMessage, Recorded};
use annals_model::{Channel, Millis, Permission, RecordKey};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use super::super::caller::Caller;
use super::super::params::{Params, take_organization};
use super::super::records::moment;
use super::super::reply::{Json, read_json};
use super::{each, refuse};
use crate::error::{Code, Failure};
use crate::mail::plain;
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// Bytes of a request's messages.
pub(crate) const BODY_BYTES_MAX: usize = 32 * 1024 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Many {
    messages: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    #[serde(default)]
    id: Option<String>,
    channel: String,
    to: Recipient,
    #[serde(default)]
    record: Option<Key>,
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    sent_by: Option<String>,
    #[serde(default)]
    campaign: Option<String>,
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    html: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    provider: Option<String>,
    #[serde(default)]
    provider_message_ids: Vec<String>,
    #[serde(default, deserialize_with = "moment")]
    sent_at: Option<Millis>,
    #[serde(default)]
    resend_of: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipient {
    address: String,
    #[serde(default)]
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    #[serde(rename = "type")]
    record_type: String,
    id: String,
}

impl Said {
    fn message(self) -> Result<NewMessage, (&'static str, String)> {
        let channel = Channel::parse(&self.channel)
            .ok_or_else(|| format!("{:?} is none of email, sms and push", self.channel))
            .map_err(|reason| ("channel", reason))?;
        let text = self.text.or_else(|| self.html.as_deref().map(plain).filter(|t| !t.is_empty()));
        Ok(NewMessage {
            own_id: self.id,
            resend_of: self.resend_of,
            fields: MessageFields {
                channel,
                address: self.to.address,
                recipient: self.to.name,
                record: self.record.map(|Key { record_type, id }| RecordKey { record_type, id }),
                from: self.from,
                sent_by: self.sent_by,
                campaign: self.campaign,
                subject: self.subject,
                provider: self.provider,
                tags: self.tags,
            },
            body: MessageBody { text, html: self.html },
            provider_ids: self.provider_message_ids,
            sent_at: self.sent_at,
        })
    }
}

/// Records messages.
pub(crate) async fn record(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::WriteEvents)?;
    params.finish()?;
    // Reading a request of many megabytes would keep others waiting.
    let read = tokio::task::spawn_blocking(move || read(&body)).await;
    let messages = read.map_err(|error| Failure::new(Code::Internal, error.to_string()))??;
    let done = state.desk.record_messages(&caller.by, organization.ordinal, messages).await?;
    let recorded = done.map_err(refuse)?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("messages"), &recorded, |out, Recorded { id, duplicate }| {
        let mut object = Object::new(out);
        object.text("id", Some(&id.0));
        object.raw("duplicate", duplicate);
        object.end();
    });
    object.end();
    Ok(Json(StatusCode::CREATED, out))
}

/// The messages of a request's body.
fn read(body: &[u8]) -> Result<Vec<NewMessage>, Failure> {
    let Many { messages } = read_json(body)?;
    each(messages, "messages", Said::message)
}
