//! Blacklisted Recipients.

use annals_desk::SUPPRESSIONS_LISTED_MAX;
use annals_model::{Channel, ResetLimit, Step, SuppressionReason, SuppressionState};
use serde_json::{Value, json};

use super::paths::{CHANGES, ORGANIZATION, Operation, Param};
use super::schemas::{list, object, optional, reference, text, time};
use crate::error::Code;

const MANAGE: &str = "suppressions:manage, with the permission of the channel's log";
const LOGS: &str = "family_email_log:read, staff_email_log:read, sms_logs:read, \
                    staff_sms_log:read or push_log:read";
const CHANNEL: Param = ("channel", "string", "`email`, `sms` or `push`.");
const REASON: Param = ("reason", "string", "Reasons with commas between; `verify` is `validate`.");
const STATE: Param = ("state", "string", "States with commas between.");
const ADDRESS: Param = ("address", "string", "An address or number, however it is written.");
const Q: Param =
    ("q", "string", "Parts of the address, the reason, the provider, or what it holds for.");
const SORT: Param = ("sort", "string", "`told`, `address` or `reason`.");
const REVERSED: Param = ("reversed", "boolean", "The other way round.");

pub(super) const SUPPRESSIONS: &[Operation] = &[
    Operation {
        method: "get",
        path: "/v1/suppressions",
        id: "list_suppressions",
        summary: "Addresses to which nothing more is to be sent, and those that were: of the \
                  channels whose log you may see, the one told of last first.",
        needs: Some(LOGS),
        params: &[
            ORGANIZATION,
            CHANNEL,
            REASON,
            STATE,
            ADDRESS,
            Q,
            SORT,
            REVERSED,
            ("limit", "integer", "Rows, 1 to 1000; 50 when left out."),
            ("cursor", "string", "`next` of a page."),
        ],
        body: None,
        status: 200,
        answer: Some("Suppressions"),
        problems: &[Code::InvalidParameter, Code::InvalidCursor, Code::NotFound],
    },
    Operation {
        method: "post",
        path: "/v1/suppressions",
        id: "add_suppression",
        summary: "Suppress an address. Where it is already, the answer is 200 with what is there.",
        needs: Some(MANAGE),
        params: &[ORGANIZATION],
        body: Some("NewSuppression"),
        status: 201,
        answer: Some("SuppressionAdded"),
        problems: CHANGES,
    },
    Operation {
        method: "get",
        path: "/v1/suppressions/check",
        id: "check_addresses",
        summary: "Ask before sending whether something may be sent to these addresses, up to 100.",
        needs: Some(LOGS),
        params: &[
            ORGANIZATION,
            ("channel", "string", "`email`, `sms` or `push`; it is needed."),
            ("address", "string", "An address; stands once for each."),
            (
                "scope",
                "string",
                "What is to be sent: with it, what holds for another alone keeps nothing back.",
            ),
        ],
        body: None,
        status: 200,
        answer: Some("CheckedAddresses"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "get",
        path: "/v1/suppressions/export",
        id: "export_suppressions",
        summary: "The same as a file, CSV, which can be imported. Cells that begin like a formula \
                  have a ' in front. It is an entry before the first byte leaves.",
        needs: Some(MANAGE),
        params: &[ORGANIZATION, CHANNEL, REASON, STATE, ADDRESS, Q, SORT, REVERSED],
        body: None,
        status: 200,
        answer: Some("SuppressionFile"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "post",
        path: "/v1/suppressions/import",
        id: "import_suppressions",
        summary: "Suppress the addresses of a file: CSV in UTF-8 of at most 4 MiB and 10,000 rows, \
                  with the names of its columns in the first line, of which `channel` and \
                  `address` are needed. Lines that are refused are named, and keep none of the \
                  others out; sent again, nothing is there twice.",
        needs: Some(MANAGE),
        params: &[
            ORGANIZATION,
            ("channel", "string", "Of which channel all are, if no column says so."),
        ],
        body: Some("SuppressionFile"),
        status: 200,
        answer: Some("SuppressionsImported"),
        problems: &[Code::Malformed, Code::NotFound, Code::TooLarge, Code::NotWritable],
    },
    Operation {
        method: "post",
        path: "/v1/suppressions/reconcile",
        id: "reconcile_suppressions",
        summary: "Compare a provider's list, a file as for an import, with ours: who is on theirs \
                  alone, on ours alone, on both for other reasons, or ended here. Nothing changes; \
                  that it was asked is an entry. With `import`, the number of those on theirs \
                  alone, these are imported.",
        needs: Some(MANAGE),
        params: &[
            ORGANIZATION,
            ("channel", "string", "Of which channel the list is; needed."),
            ("provider", "string", "Whose list it is: only ours of that provider are compared."),
            ("scope", "string", "What the list holds for: only ours of that scope are compared."),
            ("reason", "string", "Of rows that name none [manual]."),
            ("import", "integer", "How many are on theirs alone, as seen before."),
            ("limit", "integer", "Differences of each kind, up to 1,000 [100]."),
            ("after", "string", "The `next` of a list; send the same file again."),
        ],
        body: Some("SuppressionFile"),
        status: 200,
        answer: Some("SuppressionsReconciled"),
        problems: &[
            Code::Malformed,
            Code::InvalidParameter,
            Code::NotFound,
            Code::Refused,
            Code::TooLarge,
            Code::NotWritable,
        ],
    },
    Operation {
        method: "get",
        path: "/v1/suppressions/{id}",
        id: "get_suppression",
        summary: "One, with what was told and done, others of the same address, and records that \
                  have it.",
        needs: Some("the permission of the channel's log"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("SuppressionWithHistory"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "post",
        path: "/v1/suppressions/{id}/reset",
        id: "reset_suppression",
        summary: "Let messages be sent there again. 409 where that can't be done from here \
                  (`reset_limit` says why); a complaint and an unsubscription need `confirmed`. \
                  Lists of providers are not changed: until a message comes there, the state is \
                  `reset_requested`.",
        needs: Some(MANAGE),
        params: &[ORGANIZATION],
        body: Some("SuppressionReset"),
        status: 200,
        answer: Some("Suppression"),
        problems: CHANGES,
    },
];

pub(super) fn schemas() -> Value {
    let one = suppression();
    let with = |more: Value| {
        let mut fields = one.clone();
        for (name, value) in more.as_object().into_iter().flatten() {
            fields[name] = value.clone();
        }
        object(&fields)
    };
    let key = object(&json!({ "type": text(), "id": text() }));
    let mut shown = list(reference("Suppression"));
    shown["maxItems"] = SUPPRESSIONS_LISTED_MAX.into();
    json!({
        "Suppression": object(&one),
        "Suppressions": object(&json!({
            "suppressions": shown,
            "total": { "type": "integer" },
            "total_is_exact": { "type": "boolean", "description": "False if there are more." },
            "next": optional(),
        })),
        "SuppressionAdded": with(json!({
            "duplicate": { "type": "boolean", "description": "Whether it was here before." },
        })),
        "SuppressionWithHistory": with(json!({
            "history": list(reference("SuppressionStep")),
            "others": list(reference("Suppression")),
            "records": list(key),
        })),
        "SuppressionStep": object(&json!({
            "step": { "enum": Step::ALL.map(Step::as_str) },
            "at": time(),
            "received_at": time(),
            "source": text(),
            "message": optional(),
            "code": optional(),
            "text": optional(),
            "who": optional(),
        })),
        "NewSuppression": strict(&["channel", "address"], &json!({
            "channel": { "enum": Channel::ALL.map(Channel::as_str) },
            "address": text(),
            "reason": { "enum": SuppressionReason::ALL.map(SuppressionReason::as_str) },
            "provider": text(),
            "scope": text(),
            "since": time(),
            "note": text(),
        })),
        "SuppressionReset": strict(&["reason"], &json!({
            "reason": text(),
            "confirmed": { "type": "boolean" },
        })),
        "SuppressionFile": { "type": "string", "description": "CSV." },
        "SuppressionsImported": imported(),
        "SuppressionsReconciled": reconciled(),
        "CheckedAddresses": object(&json!({
            "addresses": list(object(&json!({
                "address": text(),
                "suppressed": { "type": "boolean", "description": "Send nothing there." },
                "problem": optional(),
                "reasons": list(text()),
                "suppressions": list(reference("Suppression")),
            }))),
        })),
    })
}

fn imported() -> Value {
    object(&json!({
        "added": { "type": "integer" },
        "known": { "type": "integer", "description": "Suppressed before." },
        "refused": { "type": "integer" },
        "lines": list(object(&json!({
            "line": { "type": "integer" },
            "field": text(),
            "reason": text(),
        }))),
    }))
}

fn reconciled() -> Value {
    let difference = object(&json!({
        "address": text(),
        "theirs": optional(),
        "ours": list(text()),
        "id": { "type": ["string", "null"], "description": "Ours, the first of them." },
    }));
    let part = object(&json!({
        "count": { "type": "integer" },
        "rows": list(difference),
        "next": optional(),
    }));
    object(&json!({
        "same": { "type": "integer" },
        "only_theirs": part,
        "only_ours": part,
        "other_reason": part,
        "ended_here": part,
        "imported": { "type": "integer", "description": "Where that was asked." },
        "refused": { "type": "integer" },
        "lines": imported()["properties"]["lines"],
    }))
}

fn strict(required: &[&str], properties: &Value) -> Value {
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    })
}

fn suppression() -> Value {
    let limits = [
        ResetLimit::OnlyTheOwner,
        ResetLimit::OnlySupport,
        ResetLimit::ProviderRefuses,
        ResetLimit::TokenIsGone,
        ResetLimit::NotActive,
    ];
    let mut limits: Vec<_> = limits.map(|limit| Some(limit.as_str())).to_vec();
    limits.push(None);
    json!({
        "id": text(),
        "channel": { "enum": Channel::ALL.map(Channel::as_str) },
        "address": text(),
        "reason": { "enum": SuppressionReason::ALL.map(SuppressionReason::as_str) },
        "state": { "enum": SuppressionState::ALL.map(SuppressionState::as_str) },
        "provider": optional(),
        "scope": {
            "type": ["string", "null"],
            "description": "What it holds for: a number, a stream, a domain; else everything.",
        },
        "source": {
            "type": "string",
            "description": "Who told it: a provider, `sender`, `manual` or `import`.",
        },
        "since": time(),
        "told_last_at": time(),
        "ended_at": { "type": ["string", "null"], "format": "date-time" },
        "times": { "type": "integer" },
        "message": { "type": ["string", "null"], "description": "By which it was told last." },
        "code": optional(),
        "text": optional(),
        "reset_limit": { "enum": limits, "description": "Why it can't be reset, if it can't." },
    })
}
