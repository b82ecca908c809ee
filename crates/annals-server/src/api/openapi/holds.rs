//! Legal holds.

use annals_desk::{HOLD_RECORDS_MAX, REASON_CHARS_MAX};
use serde_json::{Value, json};

use super::paths::{CHANGES, ORGANIZATION, Operation};
use super::schemas::{list, object, optional, reference, text, time};
use crate::error::Code;

const HOLD: Option<&str> = Some("events:hold");
const READS: &[Code] = &[Code::InvalidParameter, Code::NotFound];

pub(super) const HOLDS: &[Operation] = &[
    Operation {
        method: "get",
        path: "/v1/holds",
        id: "list_holds",
        summary: "The organisation's legal holds, those in force first, and that holds of \
                  organisations above keep everything here.",
        needs: HOLD,
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("Holds"),
        problems: READS,
    },
    Operation {
        method: "post",
        path: "/v1/holds",
        id: "place_hold",
        summary: "Place a hold: from then on entries of what it names can't be deleted, and what \
                  messages say stays beyond its time. Records are held with all below them, for \
                  the time these belonged there, and with what comes to lie below them later.",
        needs: HOLD,
        params: &[ORGANIZATION],
        body: Some("NewHold"),
        status: 201,
        answer: Some("Hold"),
        problems: CHANGES,
    },
    Operation {
        method: "get",
        path: "/v1/holds/{id}",
        id: "get_hold",
        summary: "A hold.",
        needs: HOLD,
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("Hold"),
        problems: READS,
    },
    Operation {
        method: "post",
        path: "/v1/holds/{id}/release",
        id: "release_hold",
        summary: "Release a hold: what it kept may go, and texts whose time is over go with the \
                  next run of retention.",
        needs: HOLD,
        params: &[ORGANIZATION],
        body: Some("HoldRelease"),
        status: 200,
        answer: Some("Hold"),
        problems: CHANGES,
    },
];

/// A hold that keeps some of what is counted.
pub(super) fn keeping(what: &str) -> Value {
    let description = "null where the caller may not know of more than that it is there.";
    list(object(&json!({
        "id": { "type": ["string", "null"], "description": description },
        "name": optional(),
        "since": time(),
        "above": { "type": "boolean", "description": "Whether it is of an organisation above." },
        what: { "type": "integer" },
    })))
}

pub(super) fn schemas() -> Value {
    let key = || {
        json!({
            "type": "object",
            "required": ["type", "id"],
            "additionalProperties": false,
            "properties": { "type": text(), "id": text() },
        })
    };
    let flag = |description: &str| json!({ "type": "boolean", "description": description });
    let reason = || json!({ "type": "string", "maxLength": REASON_CHARS_MAX });
    json!({
        "Holds": object(&json!({
            "holds": list(reference("Hold")),
            "above": list(object(&json!({
                "id": optional(),
                "name": optional(),
                "since": time(),
            }))),
        })),
        "Hold": object(&json!({
            "id": text(),
            "organization": text(),
            "name": text(),
            "reason": text(),
            "whole": flag("Whether all of the organisation is held."),
            "below": flag("Whether all of the organisations below is, too."),
            "records": list(key()),
            "records_held": {
                "type": ["integer", "null"],
                "description": "Those below the named ones included; null: all.",
            },
            "placed_by": text(),
            "placed_at": time(),
            "released_by": optional(),
            "released_at": optional(),
            "release_reason": optional(),
        })),
        "NewHold": {
            "type": "object",
            "required": ["name", "reason"],
            "additionalProperties": false,
            "properties": {
                "name": { "type": "string", "maxLength": 200 },
                "reason": reason(),
                "records": { "type": "array", "items": key(), "maxItems": HOLD_RECORDS_MAX },
                "whole": flag("Hold all of the organisation, instead of records."),
                "below": flag("With `whole`: all of the organisations below, too."),
            },
        },
        "HoldRelease": {
            "type": "object",
            "required": ["reason", "confirmed"],
            "additionalProperties": false,
            "properties": {
                "reason": reason(),
                "confirmed": flag("That what it kept may go: true."),
            },
        },
    })
}
