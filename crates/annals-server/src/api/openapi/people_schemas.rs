//! Schemas of users, groups and rights.

use annals_desk::UserStatus;
use annals_model::{Module, Permission};
use serde_json::{Value, json};

use super::schemas::{list, object, optional, reference, text, time, words};

pub(super) fn schemas() -> Value {
    json!({
        "User": user(),
        "Users": object(&json!({ "users": list(reference("User")) })),
        "NewUser": new_user(),
        "UserUpdate": update(&account()),
        "Sessions": object(&json!({ "sessions": list(session()) })),
        "SecondFactor": object(&json!({
            "enabled": { "type": "boolean" },
            "since": { "type": ["string", "null"], "format": "date-time" },
            "app_since": { "type": ["string", "null"], "format": "date-time" },
            "recovery_codes": { "type": "integer" },
            "passkeys": list(object(&json!({
                "name": text(),
                "site": text(),
                "added_at": time(),
                "last_used_at": { "type": ["string", "null"], "format": "date-time" },
            }))),
        })),
        "ResetLink": object(&json!({ "path": text(), "url": text(), "expires_at": time() })),
        "Group": group(),
        "Groups": object(&json!({ "groups": list(reference("Group")) })),
        "NewGroup": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": false,
            "properties": {
                "organization": optional(), "name": text(), "description": text(),
                "without_calendar": without_calendar(),
            },
        },
        "GroupUpdate": update(&json!({
            "name": text(), "description": text(), "without_calendar": without_calendar(),
        })),
        "Rights": rights(),
        "RightsChange": rights_change(),
        "Modules": object(&json!({ "modules": list(reference("Module")) })),
        "Module": object(&json!({
            "name": text(), "label": text(),
            "inherited": { "type": "boolean", "description": "Whether one above declared it." },
            "rights": list(right()),
        })),
        "NewModule": {
            "type": "object",
            "required": ["label", "rights"],
            "additionalProperties": false,
            "properties": { "label": text(), "rights": list(right()) },
        },
        "Calendars": object(&json!({
            "calendars": list(object(&json!({
                "id": text(), "school": text(), "end_year": end_year(),
            }))),
        })),
    })
}

fn session() -> Value {
    object(&json!({
        "id": text(),
        "user": text(),
        "username": text(),
        "began_at": time(),
        "last_used_at": time(),
        "ip": optional(),
        "user_agent": optional(),
        "current": { "type": "boolean", "description": "Whether the request came with it." },
    }))
}

fn right() -> Value {
    object(&json!({ "name": text(), "label": text() }))
}

fn end_year() -> Value {
    json!({ "type": "integer", "description": "In which the school year ends: 2027 is 2026/27." })
}

fn without_calendar() -> Value {
    json!({
        "type": "boolean",
        "description": "Whether those whom calendars limit see entries without one, too.",
    })
}

fn version() -> Value {
    json!({
        "type": "integer",
        "description": "Grows with each change. A change names the one that was looked at; when \
                        someone else was faster, it is refused.",
    })
}

/// What of an account can be changed.
fn account() -> Value {
    json!({
        "username": text(),
        "name": text(),
        "email": optional(),
        "role": optional(),
        "homepage": optional(),
        "staff_record": {
            "type": ["string", "null"],
            "description": "The record of the member of staff, its type and id: `staff:s-17`.",
        },
        "status": words(UserStatus::ALL.map(UserStatus::as_str)),
        "expires_at": time(),
        "must_change_password": { "type": "boolean" },
        "without_calendar": without_calendar(),
    })
}

/// `fields` and more of them.
fn with(fields: &Value, more: &Value) -> Value {
    let mut all = fields.as_object().cloned().unwrap_or_default();
    all.extend(more.as_object().cloned().unwrap_or_default());
    all.into()
}

fn update(fields: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["version"],
        "additionalProperties": false,
        "properties": with(fields, &json!({ "version": version() })),
    })
}

fn user() -> Value {
    let more = json!({ "id": text(), "organization": text(), "version": version() });
    object(&with(&account(), &more))
}

fn new_user() -> Value {
    let more = json!({
        "organization": optional(),
        "password": text(),
        "groups": list(json!({ "type": "string", "description": "Ids of groups." })),
    });
    json!({
        "type": "object",
        "required": ["username", "name", "password"],
        "additionalProperties": false,
        "properties": with(&account(), &more),
    })
}

fn group() -> Value {
    object(&json!({
        "id": {
            "type": "string",
            "description": "`administrators`, `auditors` and `staff` are built in.",
        },
        "organization": text(),
        "name": text(),
        "description": text(),
        "built_in": { "type": "boolean" },
        "without_calendar": without_calendar(),
        "members": { "type": "integer" },
        "version": version(),
    }))
}

fn rights() -> Value {
    let tool = json!({
        "tool": words(Permission::ALL.map(Permission::as_str)),
        "below": { "type": "boolean", "description": "Whether it holds below as well." },
    });
    let source = json!({ "from_group": optional(), "from_group_name": optional() });
    let own = json!({ "label": text(), "module": words(Module::ALL.map(Module::as_str)) });
    let calendar = json!({ "school": text(), "end_year": end_year() });
    object(&json!({
        "rights": list(object(&with(&tool, &own))),
        "effective": list(object(&with(&tool, &source))),
        "effective_calendars": list(object(&with(&calendar, &source))),
        "sees_without_calendar": { "type": "boolean" },
    }))
}

fn rights_change() -> Value {
    let tools = || list(json!({ "type": "string", "description": "A tool or a module." }));
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "grant": tools(),
            "below": {
                "type": "boolean",
                "default": false,
                "description": "Whether what is granted holds in the organisations below as well.",
            },
            "remove": tools(),
        },
    })
}
