//! The shapes of bodies and answers.

use annals_desk::REASON_CHARS_MAX;
use annals_model::{ActorKind, EventType, Outcome, Permission, PreferenceGroup, limits};
use serde_json::{Value, json};

pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

pub(super) fn optional() -> Value {
    json!({ "type": ["string", "null"] })
}

pub(super) fn time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

#[expect(clippy::needless_pass_by_value, reason = "callers make the item on the spot")]
pub(super) fn list(item: Value) -> Value {
    json!({ "type": "array", "items": item })
}

pub(super) fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

pub(super) fn words<const N: usize>(words: [&str; N]) -> Value {
    json!({ "type": "string", "enum": words.to_vec() })
}

/// The `schemas` of the document.
pub(super) fn schemas() -> Value {
    let all = [
        of_events(),
        of_settings(),
        super::people_schemas::schemas(),
        super::records::schemas(),
        super::messages::schemas(),
        super::hooks::schemas(),
        super::suppressions::schemas(),
        super::retention::schemas(),
        super::holds::schemas(),
    ];
    all.iter().filter_map(Value::as_object).flatten().map(|(k, v)| (k.clone(), v.clone())).collect()
}

fn of_events() -> Value {
    json!({
        "Event": event(),
        "Actor": actor(),
        "Record": record(),
        "Change": change(),
        "Calendar": {
            "type": "object",
            "required": ["school", "end_year"],
            "properties": {
                "school": text(),
                "end_year": { "type": "integer", "minimum": 1900, "maximum": 2200 },
            },
        },
        "Entry": entry(),
        "Receipt": receipt(),
        "Receipts": object(&json!({ "receipts": list(reference("Receipt")) })),
        "Page": object(&json!({
            "entries": list(reference("Entry")),
            "next": optional(),
            "previous": optional(),
        })),
        "Total": object(&json!({ "total": { "type": "integer" } })),
        "Deletion": deletion(),
        "Deleted": deleted(),
        "Facets": facets(),
        "Histogram": object(&json!({
            "interval": text(),
            "edges": list(time()),
            "counts": list(json!({ "type": "integer" })),
        })),
        "Proof": proof(),
        "Unit": unit(),
    })
}

fn of_settings() -> Value {
    json!({
        "Organization": organization(),
        "Organizations": object(&json!({ "organizations": list(reference("Organization")) })),
        "NewOrganization": {
            "type": "object",
            "required": ["id", "name"],
            "properties": {
                "id": text(), "name": text(), "parent": optional(), "time_zone": optional(),
            },
        },
        "OrganizationUpdate": organization_update(),
        "Key": key(),
        "Keys": object(&json!({ "keys": list(reference("Key")) })),
        "NewKey": new_key(),
        "Preference": preference(),
        "Preferences": object(&json!({
            "organization": text(), "preferences": list(reference("Preference")),
        })),
        "PreferenceChange": object(&json!({
            "value": preference_value(), "locked": { "type": "boolean" }, "version": text(),
        })),
        "Readiness": object(&json!({
            "ready": { "type": "boolean" },
            "disk": words(["ok", "low"]),
            "reason": words(["closing", "poisoned", "disk_full"]),
        })),
        "Problem": problem(),
    })
}

fn preference() -> Value {
    let described = |mut schema: Value, description: &str| {
        schema["description"] = description.into();
        schema
    };
    object(&json!({
        "name": text(),
        "label": text(),
        "description": text(),
        "group": words(PreferenceGroup::ALL.map(PreferenceGroup::as_str)),
        "type": words(["yes_no", "whole", "choice", "time", "days", "zone"]),
        "unit": described(text(), "Of what, for whole numbers."),
        "minimum": { "type": "integer" },
        "maximum": { "type": "integer" },
        "choices": list(text()),
        "default": preference_value(),
        "value": described(preference_value(), "The value that holds."),
        "origin": described(
            words(["own", "locked", "inherited", "default"]),
            "From where it comes; locked by an organisation above, it can't be changed here.",
        ),
        "from": described(
            optional(),
            "The organisation above that it comes from, if the caller may know of it.",
        ),
        "own": described(preference_value(), "What the organisation itself says, if anything."),
        "locked": {
            "type": "boolean",
            "description": "Whether the organisation has locked it for those below.",
        },
        "version": described(text(), "Of what was looked at, for a change of just that."),
    }))
}

fn preference_value() -> Value {
    json!({
        "description": "A boolean, a whole number, a word, a time such as 07:00, or a list of \
                        days such as mon; by the type.",
    })
}

/// An object of which nothing is required.
pub(super) fn object(properties: &Value) -> Value {
    json!({ "type": "object", "properties": properties })
}

fn deletion() -> Value {
    let seen = |what: &str| {
        let description = format!("{what} as the dry run gave it");
        json!({ "type": "integer", "minimum": 0, "description": description })
    };
    json!({
        "type": "object",
        "required": ["q"],
        "additionalProperties": false,
        "properties": {
            "q": text(),
            "organization": optional(),
            "dry_run": { "type": "boolean", "default": false },
            "entries": seen("How many entries,"),
            "digest": { "type": "string", "description": "Which entries, as the dry run gave it" },
            "before": seen("The size of the log,"),
            "at": time(),
            "reason": { "type": "string", "maxLength": REASON_CHARS_MAX },
        },
    })
}

fn deleted() -> Value {
    object(&json!({
        "deleted": { "type": "boolean" },
        "entries": { "type": "integer" },
        "kept": {
            "type": "integer",
            "description": "Entries that match and that nobody may delete: Annals' own.",
        },
        "held": {
            "type": "integer",
            "description": "Entries that match and stay, because legal holds keep them.",
        },
        "holds": super::holds::keeping("entries"),
        "digest": {
            "type": "string",
            "description": "Stands for exactly these entries: SHA-256 of their numbers, each as 8 \
                            bytes, the lowest first.",
        },
        "before": { "type": "integer" },
        "at": time(),
        "earliest": { "type": ["string", "null"], "format": "date-time" },
        "latest": { "type": ["string", "null"], "format": "date-time" },
        "told_by": {
            "type": ["string", "null"],
            "description": "The id of the entry that tells of the deletion.",
        },
    }))
}

fn record() -> Value {
    json!({
        "type": "object",
        "required": ["type", "id"],
        "properties": {
            "type": text(),
            "id": text(),
            "name": optional(),
            "change": words(EventType::ALL.map(EventType::as_str)),
        },
    })
}

fn change() -> Value {
    json!({
        "type": "object",
        "required": ["property"],
        "properties": {
            "property": text(),
            "label": optional(),
            "old": { "description": "Existing value; any JSON." },
            "new": { "description": "New value; any JSON." },
            "masked": {
                "type": "boolean",
                "description": "Whether the values were secrets, which are never kept.",
            },
        },
    })
}

fn new_key() -> Value {
    json!({
        "type": "object",
        "required": ["name", "scopes"],
        "properties": {
            "name": text(),
            "organization": optional(),
            "scopes": list(words(Permission::ALL.map(Permission::as_str))),
            "reaches_below": { "type": "boolean", "default": false },
            "expires_at": { "type": ["string", "null"], "format": "date-time" },
        },
    })
}

fn event() -> Value {
    json!({
        "type": "object",
        "description": "Unknown fields are kept under details. `null` is the same as leaving a \
                        field out.",
        "required": ["action", "actor"],
        "properties": {
            "id": { "type": "string", "maxLength": limits::EVENT_ID_BYTES_MAX },
            "organization": optional(),
            "occurred_at": time(),
            "action": { "type": "string", "maxLength": limits::CODE_BYTES_MAX },
            "type": words(EventType::ALL.map(EventType::as_str)),
            "category": optional(),
            "area": {
                "type": ["string", "null"],
                "description": "The built-in areas of user security take their own types only: \
                                Preference change; UserGroupMember, UserToolRights and \
                                UserGroupToolRights add and delete; UserAccount, UserGroup, \
                                UserSchoolYearRights and UserGroupSchoolYearRights those and \
                                change.",
            },
            "source": optional(),
            "actor": reference("Actor"),
            "ip": optional(),
            "user_agent": optional(),
            "description": optional(),
            "records": {
                "type": "array",
                "items": reference("Record"),
                "maxItems": limits::EVENT_RECORDS_MAX,
            },
            "changes": {
                "type": "array",
                "items": reference("Change"),
                "maxItems": limits::EVENT_CHANGES_MAX,
            },
            "details": { "type": "object", "additionalProperties": true },
            "calendars": {
                "type": "array",
                "items": reference("Calendar"),
                "maxItems": limits::EVENT_CALENDARS_MAX,
            },
            "outcome": words(Outcome::ALL.map(Outcome::as_str)),
            "reason": optional(),
            "correlation_id": optional(),
            "critical": { "type": "boolean" },
        },
    })
}

fn actor() -> Value {
    json!({
        "type": "object",
        "description": "Needs an id, a username or a name.",
        "properties": {
            "id": optional(),
            "name": optional(),
            "username": optional(),
            "email": optional(),
            "kind": words(ActorKind::ALL.map(ActorKind::as_str)),
            "role": optional(),
            "on_behalf_of": {
                "type": ["object", "null"],
                "properties": { "id": optional(), "name": optional() },
            },
        },
    })
}

fn entry() -> Value {
    json!({
        "description": "An event with what Annals added.",
        "allOf": [
            reference("Event"),
            {
                "type": "object",
                "properties": {
                    "number": { "type": "integer" },
                    "log_id": text(),
                    "recorded_at": time(),
                    "label": text(),
                    "masked_details": list(text()),
                    "flags": list(words(["time_missing", "clock_ahead", "masked", "redacted"])),
                    "receipt": reference("Receipt"),
                    "seed": text(),
                    "units": list(reference("Unit")),
                },
            },
        ],
    })
}

fn receipt() -> Value {
    json!({
        "type": "object",
        "description": "The place of the event in its organisation's Merkle log.",
        "properties": {
            "id": text(),
            "organization": text(),
            "number": { "type": "integer" },
            "log_id": text(),
            "commitment": text(),
            "tree_size": { "type": "integer" },
            "root": text(),
            "repeated": {
                "type": "boolean",
                "description": "Whether the event was in the log already.",
            },
        },
    })
}

fn unit() -> Value {
    json!({
        "type": "object",
        "description": "A unit of disclosure, exactly as it is stored: with the seed, what the \
                        commitment is computed from. See docs/proof-format.md.",
        "properties": {
            "path": text(),
            "tag": { "type": "integer" },
            "value": { "type": "string", "description": "Its bytes in hexadecimal." },
        },
    })
}

fn facets() -> Value {
    let value = json!({
        "type": "object",
        "properties": { "value": text(), "label": text(), "count": { "type": "integer" } },
    });
    json!({
        "type": "object",
        "properties": {
            "facets": { "type": "object", "additionalProperties": list(value) },
        },
    })
}

fn proof() -> Value {
    json!({
        "type": "object",
        "properties": {
            "id": text(),
            "organization": text(),
            "log_id": text(),
            "number": { "type": "integer" },
            "commitment": text(),
            "tree_size": { "type": "integer" },
            "root": text(),
            "path": list(text()),
            "seed": text(),
            "units": list(reference("Unit")),
        },
    })
}

fn organization() -> Value {
    json!({
        "type": "object",
        "properties": {
            "id": text(),
            "name": text(),
            "parent": optional(),
            "time_zone": text(),
            "log_id": text(),
            "created_at": time(),
            "closed_at": { "type": ["string", "null"], "format": "date-time" },
            "closed": {
                "type": "boolean",
                "description": "Whether it or one above it is closed.",
            },
        },
    })
}

fn organization_update() -> Value {
    json!({
        "type": "object",
        "properties": {
            "name": optional(),
            "time_zone": optional(),
            "parent": {
                "type": ["string", "null"],
                "description": "The organisation to move it below. Who moves one may manage \
                                organisations in its old place and in the new one.",
            },
            "closed": {
                "type": ["boolean", "null"],
                "description": "A closed organisation, and those below it, take no events, and \
                                their users and keys are refused; their logs stay readable.",
            },
        },
    })
}

fn key() -> Value {
    json!({
        "type": "object",
        "properties": {
            "id": text(),
            "secret": { "type": "string", "description": "Only in the answer that creates it." },
            "prefix": text(),
            "organization": text(),
            "name": text(),
            "scopes": list(words(Permission::ALL.map(Permission::as_str))),
            "reaches_below": { "type": "boolean" },
            "created_at": time(),
            "expires_at": { "type": ["string", "null"], "format": "date-time" },
            "last_used_at": {
                "type": ["string", "null"],
                "format": "date-time",
                "description": "To the hour.",
            },
            "revoked_at": { "type": ["string", "null"], "format": "date-time" },
        },
    })
}

fn problem() -> Value {
    let refused = json!({
        "type": "object",
        "properties": {
            "index": { "type": "integer", "description": "Place of the event, from 0." },
            "field": text(),
            "reason": text(),
        },
    });
    json!({
        "type": "object",
        "description": "RFC 9457.",
        "properties": {
            "type": text(),
            "title": text(),
            "status": { "type": "integer" },
            "code": text(),
            "detail": text(),
            "request_id": text(),
            "errors": list(refused),
        },
    })
}
