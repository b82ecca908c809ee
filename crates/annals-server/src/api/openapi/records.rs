//! The record directory.

use annals_desk::{
    RECORD_ADDRESSES_MAX, RECORD_PARENTS_MAX, RECORDS_LISTED_MAX, REQUEST_RECORDS_MAX,
};
use serde_json::{Value, json};

use super::paths::{ORGANIZATION, Operation};
use super::schemas::{list, object, optional, reference, text};
use crate::error::Code;

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
        "RecordsDescribed": object(&json!({
            "taken": { "type": "integer" },
            "changed": { "type": "integer", "description": "How many were new or different." },
        })),
    })
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
