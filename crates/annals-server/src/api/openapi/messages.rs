//! Messages.

use annals_desk::{MESSAGE_TAGS_MAX, MESSAGES_LISTED_MAX, PROVIDER_IDS_MAX, REQUEST_MESSAGES_MAX};
use annals_model::{Channel, Kind, Status};
use serde_json::{Value, json};

use super::paths::{ORGANIZATION, Operation};
use super::schemas::{list, object, optional, reference, text};
use crate::error::Code;

const WRITES: &[Code] = &[
    Code::Malformed,
    Code::InvalidMessages,
    Code::NotFound,
    Code::TooLarge,
    Code::TooMany,
    Code::NotWritable,
    Code::DiskFull,
];

pub(super) const MESSAGES: &[Operation] = &[
    Operation {
        method: "post",
        path: "/v1/messages",
        id: "record_messages",
        summary: "Record e-mails, text messages and notifications that were sent, one for each \
                  recipient. Links and codes that are good once are masked before anything is \
                  kept. Sent again under the same ids, they are not recorded twice.",
        needs: Some("events:write"),
        params: &[ORGANIZATION],
        body: Some("NewMessages"),
        status: 201,
        answer: Some("MessagesRecorded"),
        problems: WRITES,
    },
    Operation {
        method: "post",
        path: "/v1/messages/events",
        id: "report_messages",
        summary: "Tell what became of messages, for senders whose provider has no webhooks. In any \
                  order, and as often as you like: one event under one id counts once. Of a \
                  provider's id that isn't known yet it waits for the message (`parked`).",
        needs: Some("events:write"),
        params: &[ORGANIZATION],
        body: Some("MessageReports"),
        status: 200,
        answer: Some("MessagesReported"),
        problems: WRITES,
    },
    Operation {
        method: "get",
        path: "/v1/messages",
        id: "list_messages",
        summary: "Messages of the logs that you may see, the one last heard of first.",
        needs: Some(
            "family_email_log:read, staff_email_log:read, sms_logs:read, \
                     staff_sms_log:read or push_log:read",
        ),
        params: &[
            ORGANIZATION,
            ("channel", "string", "`email`, `sms` or `push`."),
            ("record", "string", "Type and id of the record that they belong to: `family:f-12`."),
            ("q", "string", "Words of any field; the last may be unfinished."),
            ("status", "string", "Statuses with commas between."),
            (
                "needs_attention",
                "boolean",
                "Only those that did not come, were reported as spam, \
              or of whose provider nothing was heard for three days.",
            ),
            ("address", "string", "The recipient's address or number, however it is written."),
            ("from", "string", "Last heard of at this time or later."),
            ("to", "string", "Last heard of before this time."),
            ("sort", "string", "`activity`, `recipient` or `status`."),
            ("reversed", "boolean", "The other way round."),
            ("limit", "integer", "Rows, 1 to 200; 50 when left out."),
            ("cursor", "string", "`next` of a page."),
        ],
        body: None,
        status: 200,
        answer: Some("Messages"),
        problems: &[Code::InvalidParameter, Code::InvalidCursor, Code::NotFound],
    },
    Operation {
        method: "get",
        path: "/v1/messages/{id}",
        id: "get_message",
        summary: "A message with the last 500 things that were told of it, oldest first.",
        needs: Some("the permission of its log"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("MessageWithEvents"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
];

pub(super) fn schemas() -> Value {
    let moment = json!({ "type": "string", "format": "date-time" });
    let message = message(&moment);
    let mut with_events = message.clone();
    with_events["events"] = list(reference("MessageEvent"));
    json!({
        "NewMessages": strict(&["messages"], &json!({
            "messages": at_most(list(reference("NewMessage")), REQUEST_MESSAGES_MAX),
        })),
        "NewMessage": new_message(),
        "MessagesRecorded": object(&json!({
            "messages": list(object(&json!({
                "id": text(),
                "duplicate": { "type": "boolean", "description": "Whether it was here before." },
            }))),
        })),
        "MessageReports": strict(&["events"], &json!({
            "events": at_most(list(reference("MessageReport")), REQUEST_MESSAGES_MAX),
        })),
        "MessageReport": report(),
        "MessagesReported": object(&json!({
            "events": list(json!({ "enum": ["noted", "duplicate", "parked", "no_message"] })),
        })),
        "Messages": object(&json!({
            "messages": at_most(list(reference("Message")), MESSAGES_LISTED_MAX),
            "total": { "type": "integer" },
            "total_is_exact": { "type": "boolean", "description": "False if there are more." },
            "next": optional(),
        })),
        "Message": object(&message),
        "MessageWithEvents": object(&with_events),
        "MessageEvent": object(&json!({
            "kind": { "enum": Kind::ALL.map(Kind::as_str) },
            "at": moment,
            "received_at": moment,
            "timed": { "type": "boolean", "description": "Whether whoever told it said when." },
            "source": text(),
            "code": optional(),
            "reason": optional(),
            "url": optional(),
        })),
    })
}

/// A body in which nothing else may stand.
fn strict(required: &[&str], properties: &Value) -> Value {
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    })
}

fn at_most(mut list: Value, items_max: usize) -> Value {
    list["maxItems"] = items_max.into();
    list
}

fn new_message() -> Value {
    let key = strict(&["type", "id"], &json!({ "type": text(), "id": text() }));
    strict(
        &["channel", "to"],
        &json!({
            "id": text(),
            "channel": { "enum": Channel::ALL.map(Channel::as_str) },
            "to": strict(&["address"], &json!({ "address": text(), "name": text() })),
            "record": key,
            "from": text(),
            "sent_by": text(),
            "campaign": text(),
            "subject": text(),
            "text": text(),
            "html": text(),
            "tags": at_most(list(text()), MESSAGE_TAGS_MAX),
            "provider": text(),
            "provider_message_ids": at_most(list(text()), PROVIDER_IDS_MAX),
            "sent_at": { "type": "string", "format": "date-time" },
            "resend_of": text(),
        }),
    )
}

fn report() -> Value {
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Unknown);
    strict(
        &["id", "kind"],
        &json!({
            "id": text(),
            "kind": { "enum": kinds.map(Kind::as_str).collect::<Vec<_>>() },
            "message": text(),
            "message_own_id": text(),
            "provider": text(),
            "provider_message_id": text(),
            "recipient": text(),
            "at": { "type": "string", "format": "date-time" },
            "code": text(),
            "reason": text(),
            "url": text(),
        }),
    )
}

fn message(moment: &Value) -> Value {
    let key = object(&json!({ "type": text(), "id": text() }));
    json!({
        "id": text(),
        "own_id": optional(),
        "resend_of": optional(),
        "channel": { "enum": Channel::ALL.map(Channel::as_str) },
        "to": object(&json!({ "address": text(), "name": optional() })),
        "record": { "anyOf": [key, { "type": "null" }] },
        "from": optional(),
        "sent_by": optional(),
        "campaign": optional(),
        "subject": optional(),
        "provider": optional(),
        "tags": list(text()),
        "sent_at": moment,
        "activity_at": moment,
        "status": { "enum": Status::ALL.map(Status::as_str) },
        "code": optional(),
        "reason": optional(),
        "inferred": {
            "type": "boolean",
            "description": "That it came follows only from its being opened.",
        },
        "conflict": {
            "type": "boolean",
            "description": "What was told doesn't go together: opened after a bounce, say.",
        },
        "opens": { "type": "integer" },
        "clicks": { "type": "integer" },
        "has_body": { "type": "boolean", "description": "Whether what it says is kept." },
        "purged_at": { "type": ["string", "null"], "description": "When its text was purged." },
        "purged_after_months": { "type": ["integer", "null"] },
        "text": {
            "type": ["string", "null"],
            "description": "The beginning of what a text message or a notification says.",
        },
    })
}
