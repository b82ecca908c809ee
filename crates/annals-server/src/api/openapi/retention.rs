//! Retention of what messages say.

use annals_model::Channel;
use serde_json::{Map, Value, json};

use super::paths::{ORGANIZATION, Operation};
use super::schemas::{list, object, optional, text};
use crate::error::Code;

pub(super) const RETENTION: &[Operation] = &[
    Operation {
        method: "get",
        path: "/v1/retention",
        id: "get_retention",
        summary: "How long what messages say is kept, how much of it is due to be purged, and the \
                  last runs.",
        needs: Some("retention:read"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("Retention"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "post",
        path: "/v1/retention/confirmation",
        id: "confirm_retention",
        summary: "Confirm the periods that were looked at, before the first run and after one was \
                  shortened. From then on a run a day goes by itself.",
        needs: Some("retention:manage"),
        params: &[ORGANIZATION],
        body: Some("RetentionConfirmation"),
        status: 204,
        answer: None,
        problems: &[Code::Malformed, Code::InvalidValue, Code::Refused, Code::NotWritable],
    },
    Operation {
        method: "post",
        path: "/v1/retention/runs",
        id: "run_retention",
        summary: "Purge what is due now. It can't be undone.",
        needs: Some("retention:manage"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("RetentionOutcome"),
        problems: &[Code::Refused, Code::NotWritable],
    },
];

pub(super) fn schemas() -> Value {
    let moment = json!({ "type": "string", "format": "date-time" });
    let count = json!({ "type": "integer" });
    let described = |mut schema: Value, description: &str| {
        schema["description"] = description.into();
        schema
    };
    let each = Channel::ALL.map(|channel| (channel.as_str().to_owned(), count.clone()));
    let purged = object(&Value::Object(Map::from_iter(each)));
    let channels = json!({ "enum": Channel::ALL.map(Channel::as_str) });
    let periods = described(text(), "As `24-24-forever`: of email, sms and push.");
    json!({
        "Retention": object(&json!({
            "organization": text(),
            "periods": periods,
            "channels": list(object(&json!({
                "channel": channels,
                "months": described(json!({ "type": ["integer", "null"] }), "null: for ever."),
                "kept": count,
                "oldest_sent_at": optional(),
                "due": count,
                "due_in_30_days": count,
                "held": described(count.clone(), "Due besides, and kept by legal holds."),
            }))),
            "holds": super::holds::keeping("texts"),
            "needs_confirmation": { "type": "boolean" },
            "confirmed": {
                "type": ["object", "null"],
                "properties": { "by": text(), "at": moment, "periods": periods },
            },
            "next_run_at": optional(),
            "runs": list(object(&json!({
                "begun_at": moment,
                "ended_at": optional(),
                "erased_at": described(optional(), "When it was gone from the files."),
                "purged": purged,
                "held": described(count.clone(), "Texts that were due and stayed."),
            }))),
        })),
        "RetentionConfirmation": {
            "type": "object",
            "required": ["periods"],
            "additionalProperties": false,
            "properties": { "periods": periods },
        },
        "RetentionOutcome": object(&json!({ "purged": purged })),
    })
}
