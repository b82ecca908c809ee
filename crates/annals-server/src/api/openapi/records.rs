//! The record directory.

use annals_desk::{
    EDIT_URL_BYTES_MAX, RECORD_ADDRESSES_MAX, RECORD_PARENTS_MAX, RECORDS_LISTED_MAX,
    REQUEST_RECORDS_MAX,
};
use annals_model::{EventType, RecordIcon, RecordTabs};
use serde_json::{Value, json};

use super::paths::{CHANGES, ORGANIZATION, Operation};
use super::schemas::{list, object, optional, reference, text, time, words};
use crate::error::Code;
use crate::history::{PROPERTIES_MAX, ROWS_MAX};

const WRITES: &[Code] = &[
    Code::Malformed,
    Code::InvalidRecords,
    Code::NotFound,
    Code::TooLarge,
    Code::TooMany,
    Code::NotWritable,
    Code::DiskFull,
];

pub(super) const RECORDS: &[Operation] = &[
    Operation {
        method: "get",
        path: "/v1/records",
        id: "list_records",
        summary: "What was said of records, by type and id: to compare with what you have.",
        needs: Some("events:write"),
        params: &[
            ORGANIZATION,
            ("limit", "integer", "Rows, 1 to 1000; 100 when left out."),
            ("after", "string", "`next` of a page."),
        ],
        body: None,
        status: 200,
        answer: Some("DescribedRecords"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "put",
        path: "/v1/records",
        id: "describe_records",
        summary: "Say of many records what is true from now on, each in place of what was said \
                  before. An event that names one of them is found by all that it belonged to \
                  when it happened. Sending again changes nothing.",
        needs: Some("events:write"),
        params: &[ORGANIZATION],
        body: Some("RecordDescriptions"),
        status: 200,
        answer: Some("RecordsDescribed"),
        problems: WRITES,
    },
    Operation {
        method: "get",
        path: "/v1/records/{type}/{id}",
        id: "get_record",
        summary: "What was said of a record.",
        needs: Some("events:details"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("DescribedRecord"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "get",
        path: "/v1/records/{type}/{id}/history",
        id: "get_record_history",
        summary: "The changes of a record's properties with who made them, newest first; or, with \
                  `at`, what each property was then, who set it, and who changed it next. A value \
                  whose setting nobody told is derived from what its next change says that stood \
                  there before. What is not certain is said: `read_to`, `unread`.",
        needs: Some("events:details"),
        params: &[
            ORGANIZATION,
            ("limit", "integer", "Entries, 1 to 200; 50 when left out."),
            ("property", "string", "The machine name of the only property that is wanted."),
            ("cursor", "string", "`next` of a page of the same history."),
            (
                "at",
                "string",
                "A day or moment as in a search, in the organisation's zone. What was so on a day \
                 is what was so when it ended. Only `organization` and `property` may stand \
                 beside it.",
            ),
        ],
        body: None,
        status: 200,
        answer: Some("RecordHistoryOrState"),
        problems: &[Code::InvalidParameter, Code::InvalidCursor, Code::NotFound, Code::Busy],
    },
    Operation {
        method: "get",
        path: "/v1/record-types",
        id: "list_record_types",
        summary: "What types of records are called and how they are shown: as the organisation \
                  declares, or one above it, or the server's configuration, or Annals itself.",
        needs: Some("events:read"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("RecordTypes"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "put",
        path: "/v1/record-types/{id}",
        id: "declare_record_type",
        summary: "Declare a type of records in an organisation and those below it, or say anew how \
                  it is shown.",
        needs: Some("events:write"),
        params: &[ORGANIZATION],
        body: Some("NewRecordType"),
        status: 200,
        answer: Some("RecordType"),
        problems: CHANGES,
    },
    Operation {
        method: "delete",
        path: "/v1/record-types/{id}",
        id: "remove_record_type",
        summary: "Take the declaration of a type back; entries stay.",
        needs: Some("events:write"),
        params: &[ORGANIZATION],
        body: None,
        status: 204,
        answer: None,
        problems: CHANGES,
    },
    Operation {
        method: "put",
        path: "/v1/records/{type}/{id}",
        id: "describe_record",
        summary: "Say of a record what is true from now on.",
        needs: Some("events:write"),
        params: &[ORGANIZATION],
        body: Some("RecordDescription"),
        status: 200,
        answer: Some("DescribedRecord"),
        problems: WRITES,
    },
    Operation {
        method: "delete",
        path: "/v1/records/{type}/{id}",
        id: "forget_record",
        summary: "Take back what was said of a record; its entries stay.",
        needs: Some("events:write"),
        params: &[ORGANIZATION],
        body: None,
        status: 204,
        answer: None,
        problems: &[Code::InvalidParameter, Code::NotFound, Code::NotWritable],
    },
];

pub(super) fn schemas() -> Value {
    let said = json!({
        "type": text(),
        "id": text(),
        "name": optional(),
        "parents": limited(&list(parent()), RECORD_PARENTS_MAX),
        "emails": limited(&list(text()), RECORD_ADDRESSES_MAX),
        "phones": limited(&list(text()), RECORD_ADDRESSES_MAX),
    });
    let described = object(&said);
    let one = |required: &[&str], properties: Value| {
        json!({
            "type": "object",
            "required": required,
            "additionalProperties": false,
            "properties": properties,
        })
    };
    json!({
        "RecordDescription": one(&[], said.clone()),
        "RecordDescriptions": one(
            &["records"],
            json!({ "records": limited(&list(one(&["type", "id"], said)), REQUEST_RECORDS_MAX) }),
        ),
        "DescribedRecord": described,
        "DescribedRecords": object(&json!({
            "records": limited(&list(reference("DescribedRecord")), RECORDS_LISTED_MAX),
            "next": optional(),
        })),
        "RecordTypes": object(&json!({ "record_types": list(reference("RecordType")) })),
        "RecordType": object(&json!({
            "name": text(), "label": text(), "plural": text(), "icon": icon(), "tabs": tabs(),
            "edit_url": optional(),
            "origin": words(["organization", "inherited", "configuration", "built_in"]),
        })),
        "NewRecordType": one(&["label"], json!({
            "label": text(),
            "plural": { "type": "string", "description": "The label with an s when left out." },
            "icon": icon(),
            "tabs": tabs(),
            "edit_url": { "type": ["string", "null"], "maxLength": EDIT_URL_BYTES_MAX,
                "description": "Where the application edits one: https or a path, with {id}." },
        })),
        "RecordHistoryOrState": {
            "oneOf": [reference("RecordHistory"), reference("RecordState")],
        },
        "RecordHistory": object(&json!({
            "type": text(),
            "id": text(),
            "entries": limited(&list(told(json!({
                "change": words(EventType::ALL.map(EventType::as_str)),
                "changes": list(reference("Change")),
                "other_records": { "type": "integer", "description": "How many other records the \
                    entry changed; it doesn't tell which of them had a property." },
            }))), ROWS_MAX),
            "next": optional(),
            "read_to": { "type": ["string", "null"], "format": "date-time", "description":
                "Until when was read, where a page ends before it is full." },
        })),
        "RecordState": record_state(),
        "RecordsDescribed": object(&json!({
            "taken": { "type": "integer" },
            "changed": { "type": "integer", "description": "How many were new or different." },
        })),
    })
}

fn icon() -> Value {
    words(RecordIcon::ALL.map(RecordIcon::as_str))
}

/// What pages of records have besides their Audit Log.
fn tabs() -> Value {
    list(words(RecordTabs::WORDS))
}

/// What a record was at a moment.
fn record_state() -> Value {
    let entry = || told(json!({}));
    let property = object(&json!({
        "property": text(),
        "label": optional(),
        "known": words(["set", "derived", "masked", "unknown"]),
        "value": {},
        "set": entry(),
        "later": told(json!({ "old": {}, "differs": { "type": "boolean", "description":
            "Whether the change found something else than was told last." } })),
    }));
    object(&json!({
        "type": text(),
        "id": text(),
        "before": { "type": "string", "format": "date-time", "description":
            "The first moment whose entries don't count." },
        "exists": words(["yes", "deleted", "not_yet", "unsure"]),
        "created": entry(),
        "deleted": entry(),
        "created_later": entry(),
        "properties": limited(&list(property), PROPERTIES_MAX),
        "has_more": { "type": "boolean" },
        "unread": { "type": "array", "items": text(), "description":
            "Properties of which not all entries on records below this one were read." },
    }))
}

/// An entry that tells something, and what.
#[expect(clippy::needless_pass_by_value, reason = "callers make it on the spot")]
fn told(more: Value) -> Value {
    let mut told = json!({
        "entry": { "type": "integer" },
        "event": text(),
        "occurred_at": time(),
        "action": text(),
        "label": text(),
        "source": optional(),
        "actor": reference("Actor"),
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        told[name] = value.clone();
    }
    let mut told = object(&told);
    told["type"] = json!(["object", "null"]);
    told
}

fn limited(list: &Value, items_max: usize) -> Value {
    let mut list = list.clone();
    list["maxItems"] = items_max.into();
    list
}

/// A record that another belongs to, from a moment on and until another.
fn parent() -> Value {
    let moment = json!({ "type": ["string", "null"], "format": "date-time" });
    json!({
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": false,
        "properties": { "type": text(), "id": text(), "from": moment, "to": moment },
    })
}
