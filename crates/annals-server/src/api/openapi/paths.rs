//! Addresses and what they take and give.

use serde_json::{Map, Value, json};

use super::holds::HOLDS;
use super::hooks::HOOKS;
use super::messages::MESSAGES;
use super::people::PEOPLE;
use super::records::RECORDS;
use super::retention::RETENTION;
use super::suppressions::SUPPRESSIONS;
use crate::error::Code;

/// One operation, in words.
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    /// The permission that a key or user needs.
    pub(super) needs: Option<&'static str>,
    pub(super) params: &'static [Param],
    pub(super) body: Option<&'static str>,
    pub(super) status: u16,
    pub(super) answer: Option<&'static str>,
    pub(super) problems: &'static [Code],
}

/// Name, type, description.
pub(super) type Param = (&'static str, &'static str, &'static str);

/// The schema of what is no JSON.
const FILE: &str = "SuppressionFile";

const Q: Param = ("q", "string", "The search; empty finds everything. See the search language.");
pub(super) const ORGANIZATION: Param =
    ("organization", "string", "An organisation; the caller's own when left out.");
const BELOW: Param = ("below", "boolean", "Whether the organisations below are searched as well.");
const EVENT_PLACE: Param = (
    "organization",
    "string",
    "Where to look; when left out, the caller's organisation and those it reaches below.",
);

const READS: &[Code] = &[Code::InvalidParameter, Code::NotFound, Code::Busy];
const SEARCHES: &[Code] = &[Code::InvalidQuery, Code::InvalidParameter, Code::NotFound, Code::Busy];
pub(super) const CHANGES: &[Code] = &[
    Code::Malformed,
    Code::InvalidParameter,
    Code::InvalidValue,
    Code::NotFound,
    Code::Refused,
    Code::NotWritable,
];

const EVENTS: &[Operation] = &[
    Operation {
        method: "post",
        path: "/v1/events",
        id: "create_events",
        summary: "Send events: one object, an array, or NDJSON; packed with gzip or zstd if you \
                  like. All are durable and found by the next search when the answer comes, or \
                  none is kept. Sending again with the same ids gives the same receipts. \
                  `Prefer: return=representation` answers with whole entries and with \
                  what their commitments were computed from, `return=minimal` with their number.",
        needs: Some("events:write"),
        params: &[],
        body: Some("Event"),
        status: 201,
        answer: Some("Receipt"),
        problems: &[
            Code::Malformed,
            Code::InvalidEvents,
            Code::Conflict,
            Code::TooLarge,
            Code::UnsupportedMedia,
            Code::TooMany,
            Code::NotWritable,
            Code::DiskFull,
        ],
    },
    Operation {
        method: "get",
        path: "/v1/events",
        id: "list_events",
        summary: "Find entries, newest first unless told otherwise.",
        needs: Some("events:details"),
        params: &[
            Q,
            ORGANIZATION,
            BELOW,
            (
                "order",
                "string",
                "date, user, action, source or ip; after '-' from the greatest \
              down. `-date` when left out.",
            ),
            ("limit", "integer", "Rows, 1 to 1000; 50 when left out."),
            (
                "cursor",
                "string",
                "`next` or `previous` of a page; it holds the whole search, so \
              only `limit` may stand beside it.",
            ),
        ],
        body: None,
        status: 200,
        answer: Some("Page"),
        problems: &[
            Code::InvalidQuery,
            Code::InvalidCursor,
            Code::InvalidParameter,
            Code::NotFound,
            Code::Busy,
        ],
    },
    Operation {
        method: "get",
        path: "/v1/events/count",
        id: "count_events",
        summary: "The exact number of entries of a search.",
        needs: Some("events:read"),
        params: &[Q, ORGANIZATION, BELOW],
        body: None,
        status: 200,
        answer: Some("Total"),
        problems: SEARCHES,
    },
    Operation {
        method: "post",
        path: "/v1/events/delete",
        id: "delete_events",
        summary: "Delete the entries of a search, in two steps. A dry run says how many they are. \
                  The same again, with `entries`, `before` and `at` as it gave them and with a \
                  reason, deletes just these: refused if some are gone by then, and without those \
                  that came since. Hidden when the answer comes; their places in the log stay and \
                  can be proved. Needs `events:read` as well.",
        needs: Some("events:delete"),
        params: &[],
        body: Some("Deletion"),
        status: 200,
        answer: Some("Deleted"),
        problems: &[
            Code::Malformed,
            Code::InvalidQuery,
            Code::InvalidValue,
            Code::NotFound,
            Code::Refused,
            Code::Busy,
            Code::NotWritable,
        ],
    },
    Operation {
        method: "get",
        path: "/v1/events/facets",
        id: "facet_events",
        summary: "The most frequent values of fields among the entries of a search, with exact \
                  counts.",
        needs: Some("events:read"),
        params: &[
            (
                "field",
                "string",
                "actor, kind, source, action, category, area, type or outcome; \
              several with commas.",
            ),
            Q,
            ORGANIZATION,
            BELOW,
            ("limit", "integer", "Values of each field, 1 to 1000; 20 when left out."),
        ],
        body: None,
        status: 200,
        answer: Some("Facets"),
        problems: SEARCHES,
    },
    Operation {
        method: "get",
        path: "/v1/events/histogram",
        id: "histogram_events",
        summary: "How many entries of a search happened in each interval of time.",
        needs: Some("events:read"),
        params: &[
            Q,
            ORGANIZATION,
            BELOW,
            (
                "interval",
                "string",
                "minute, hour, day, week, month or year, in the organisation's \
              zone; the shortest that makes at most 100 bars when left out.",
            ),
            ("from", "string", "RFC 3339; the first entry when left out."),
            ("to", "string", "RFC 3339, not included; after the last entry when left out."),
        ],
        body: None,
        status: 200,
        answer: Some("Histogram"),
        problems: SEARCHES,
    },
    Operation {
        method: "get",
        path: "/v1/events/stream",
        id: "stream_events",
        summary: "Entries as they come, as server-sent events (`entry`) whose id is the entry's \
                  number, or with `below` an opaque one. `Last-Event-ID` or `after` resumes after \
                  that entry.",
        needs: Some("events:details"),
        params: &[Q, ORGANIZATION, BELOW, ("after", "string", "The id of the last event seen.")],
        body: None,
        status: 200,
        answer: None,
        problems: SEARCHES,
    },
    Operation {
        method: "get",
        path: "/v1/events/{id}",
        id: "get_event",
        summary: "One entry by the id of its event.",
        needs: Some("events:details"),
        params: &[EVENT_PLACE],
        body: None,
        status: 200,
        answer: Some("Entry"),
        problems: READS,
    },
    Operation {
        method: "get",
        path: "/v1/events/{id}/proof",
        id: "prove_event",
        summary: "What proves that the entry is in its organisation's log (RFC 6962).",
        needs: Some("proof:read"),
        params: &[EVENT_PLACE],
        body: None,
        status: 200,
        answer: Some("Proof"),
        problems: READS,
    },
];

const SETTINGS: &[Operation] = &[
    Operation {
        method: "get",
        path: "/v1/organizations",
        id: "list_organizations",
        summary: "The caller's organisation and those below that it reaches.",
        needs: Some("organizations:read"),
        params: &[],
        body: None,
        status: 200,
        answer: Some("Organizations"),
        problems: &[Code::InvalidParameter],
    },
    Operation {
        method: "post",
        path: "/v1/organizations",
        id: "create_organization",
        summary: "Create an organisation below one's own.",
        needs: Some("organizations:manage"),
        params: &[],
        body: Some("NewOrganization"),
        status: 201,
        answer: Some("Organization"),
        problems: CHANGES,
    },
    Operation {
        method: "get",
        path: "/v1/organizations/{id}",
        id: "get_organization",
        summary: "One organisation.",
        needs: Some("organizations:read"),
        params: &[],
        body: None,
        status: 200,
        answer: Some("Organization"),
        problems: &[Code::NotFound],
    },
    Operation {
        method: "patch",
        path: "/v1/organizations/{id}",
        id: "update_organization",
        summary: "Rename, move, close or reopen an organisation, or change its time zone.",
        needs: Some("organizations:manage"),
        params: &[],
        body: Some("OrganizationUpdate"),
        status: 200,
        answer: Some("Organization"),
        problems: CHANGES,
    },
    Operation {
        method: "get",
        path: "/v1/keys",
        id: "list_keys",
        summary: "The API keys of an organisation, without their secrets.",
        needs: Some("keys:read"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("Keys"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "post",
        path: "/v1/keys",
        id: "create_key",
        summary: "Create an API key. The secret is in this answer and nowhere else.",
        needs: Some("keys:manage"),
        params: &[],
        body: Some("NewKey"),
        status: 201,
        answer: Some("Key"),
        problems: CHANGES,
    },
    Operation {
        method: "delete",
        path: "/v1/keys/{id}",
        id: "revoke_key",
        summary: "Revoke an API key; it holds no longer when the answer comes.",
        needs: Some("keys:manage"),
        params: &[],
        body: None,
        status: 204,
        answer: None,
        problems: &[Code::NotFound, Code::NotWritable],
    },
    Operation {
        method: "get",
        path: "/v1/preferences",
        id: "list_preferences",
        summary: "The system preferences of an organisation: what holds, and from where it comes.",
        needs: Some("preferences:read"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("Preferences"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "get",
        path: "/v1/preferences/{id}",
        id: "get_preference",
        summary: "One preference, by its name.",
        needs: Some("preferences:read"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("Preference"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "patch",
        path: "/v1/preferences/{id}",
        id: "change_preference",
        summary: "Give a preference a value of the organisation's own, and lock or unlock it for \
                  the organisations below. It holds when the answer comes. Refused while an \
                  organisation above has locked it, and when it has another `version` by now.",
        needs: Some("preferences:manage"),
        params: &[ORGANIZATION],
        body: Some("PreferenceChange"),
        status: 200,
        answer: Some("Preference"),
        problems: CHANGES,
    },
    Operation {
        method: "delete",
        path: "/v1/preferences/{id}",
        id: "reset_preference",
        summary: "Take the organisation's own value away, so that the one from above holds, or \
                  the default.",
        needs: Some("preferences:manage"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("Preference"),
        problems: CHANGES,
    },
];

const OPERATIONS: &[Operation] = &[
    Operation {
        method: "get",
        path: "/openapi.json",
        id: "get_openapi",
        summary: "This description.",
        needs: None,
        params: &[],
        body: None,
        status: 200,
        answer: None,
        problems: &[],
    },
    Operation {
        method: "get",
        path: "/docs/api",
        id: "get_docs",
        summary: "This description as a page.",
        needs: None,
        params: &[],
        body: None,
        status: 200,
        answer: None,
        problems: &[],
    },
    Operation {
        method: "get",
        path: "/healthz",
        id: "get_health",
        summary: "The process answers.",
        needs: None,
        params: &[],
        body: None,
        status: 200,
        answer: None,
        problems: &[],
    },
    Operation {
        method: "get",
        path: "/readyz",
        id: "get_readiness",
        summary: "Whether events are taken; 503 with the reason if not.",
        needs: None,
        params: &[],
        body: None,
        status: 200,
        answer: Some("Readiness"),
        problems: &[],
    },
    Operation {
        method: "get",
        path: "/metrics",
        id: "get_metrics",
        summary: "The server's own figures for Prometheus.",
        needs: Some("metrics:read"),
        params: &[],
        body: None,
        status: 200,
        answer: None,
        problems: &[],
    },
];

/// The `paths` of the document.
pub(super) fn paths() -> Value {
    let mut paths = Map::new();
    let data = EVENTS.iter().chain(RECORDS).chain(MESSAGES).chain(SUPPRESSIONS).chain(HOOKS);
    for operation in
        data.chain(RETENTION).chain(HOLDS).chain(SETTINGS).chain(PEOPLE).chain(OPERATIONS)
    {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = operation.to_json();
    }
    Value::Object(paths)
}

/// One response for each code of the table.
pub(super) fn problems() -> Value {
    Code::ALL
        .iter()
        .map(|code| {
            let content = json!({ "application/problem+json": { "schema": reference("Problem") } });
            let description = format!("{} `{}`: {}", code.status(), code.word(), code.title());
            (code.word().to_owned(), json!({ "description": description, "content": content }))
        })
        .collect::<Map<_, _>>()
        .into()
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

impl Operation {
    fn to_json(&self) -> Value {
        let mut json = json!({
            "operationId": self.id,
            "summary": self.summary,
            "responses": self.responses(),
        });
        match self.needs {
            Some(permission) => json["x-permission"] = permission.into(),
            None => json["security"] = json!([]),
        }
        let parameters = self.parameters();
        if !parameters.is_empty() {
            json["parameters"] = parameters.into();
        }
        if let Some(schema) = self.body {
            json["requestBody"] = self.request_body(schema);
        }
        json
    }

    fn parameters(&self) -> Vec<Value> {
        let mut parameters = Vec::new();
        for name in self.path.split('/').filter_map(|part| part.strip_prefix('{')) {
            parameters.push(json!({
                "name": name.trim_end_matches('}'), "in": "path", "required": true,
                "schema": { "type": "string" },
            }));
        }
        parameters.extend(self.params.iter().map(|(name, kind, description)| {
            json!({
                "name": name, "in": "query", "required": (*name == "field" || *name == "version"),
                "description": description, "schema": { "type": kind },
            })
        }));
        parameters
    }

    fn request_body(&self, schema: &str) -> Value {
        let one = reference(schema);
        let content = if schema == "Event" {
            let many = json!({ "type": "array", "items": one });
            json!({
                "application/json": { "schema": { "oneOf": [one, many] } },
                "application/x-ndjson": { "schema": { "type": "string" } },
            })
        } else if schema == FILE {
            json!({ "text/csv": { "schema": one } })
        } else {
            json!({ "application/json": { "schema": one } })
        };
        json!({ "required": true, "content": content })
    }

    fn responses(&self) -> Value {
        let mut ok = json!({ "description": "Done." });
        if let Some(schema) = self.answer {
            let one = reference(schema);
            let schema = if schema == "Receipt" {
                json!({ "oneOf": [one, reference("Receipts")] })
            } else {
                one
            };
            let media = if self.answer == Some(FILE) { "text/csv" } else { "application/json" };
            ok["content"] = json!({ media: { "schema": schema } });
        }
        let mut responses = Map::new();
        responses.insert(self.status.to_string(), ok);
        let common: &[Code] = if self.needs.is_some() {
            &[Code::Unauthenticated, Code::PermissionMissing]
        } else {
            &[]
        };
        // Codes that share a status share an entry; the document can't say it otherwise.
        for code in common.iter().chain(self.problems) {
            let target = format!("#/components/responses/{}", code.word());
            responses
                .entry(code.status().as_u16().to_string())
                .or_insert_with(|| json!({ "$ref": target }));
        }
        Value::Object(responses)
    }
}
