//! Webhooks of providers.

use annals_delivery::{HashMethod, Provider};
use annals_desk::HOOK_SECRETS_MAX;
use serde_json::{Value, json};

use super::paths::{ORGANIZATION, Operation};
use super::schemas::{list, object, optional, reference, text};
use crate::error::Code;

const CHANGES: &[Code] =
    &[Code::Malformed, Code::InvalidValue, Code::Refused, Code::NotFound, Code::NotWritable];

pub(super) const HOOKS: &[Operation] = &[
    Operation {
        method: "get",
        path: "/v1/hooks",
        id: "list_hooks",
        summary: "The webhooks of an organisation, without their secrets.",
        needs: Some("keys:read"),
        params: &[ORGANIZATION],
        body: None,
        status: 200,
        answer: Some("Hooks"),
        problems: &[Code::InvalidParameter, Code::NotFound],
    },
    Operation {
        method: "post",
        path: "/v1/hooks",
        id: "create_hook",
        summary: "Create an address at which a provider tells what became of messages. A secret \
                  that was made for it is in this answer and nowhere else.",
        needs: Some("keys:manage"),
        params: &[],
        body: Some("NewHook"),
        status: 201,
        answer: Some("Hook"),
        problems: CHANGES,
    },
    Operation {
        method: "get",
        path: "/v1/hooks/{id}",
        id: "get_hook",
        summary: "A webhook, with how much came that is not read yet, or can't be.",
        needs: Some("keys:read"),
        params: &[],
        body: None,
        status: 200,
        answer: Some("Hook"),
        problems: &[Code::NotFound],
    },
    Operation {
        method: "patch",
        path: "/v1/hooks/{id}",
        id: "change_hook",
        summary: "Rename, disable or enable a webhook. A disabled one takes no calls.",
        needs: Some("keys:manage"),
        params: &[],
        body: Some("HookChange"),
        status: 200,
        answer: Some("Hook"),
        problems: CHANGES,
    },
    Operation {
        method: "delete",
        path: "/v1/hooks/{id}",
        id: "delete_hook",
        summary: "Delete a webhook. What came there before is kept, and read.",
        needs: Some("keys:manage"),
        params: &[],
        body: None,
        status: 204,
        answer: None,
        problems: &[Code::NotFound, Code::NotWritable],
    },
    Operation {
        method: "post",
        path: "/v1/hooks/{id}/secrets",
        id: "add_hook_secret",
        summary: "Add a secret beside those in use. While one is replaced both are good.",
        needs: Some("keys:manage"),
        params: &[],
        body: Some("NewHookSecret"),
        status: 201,
        answer: Some("Hook"),
        problems: CHANGES,
    },
    Operation {
        method: "delete",
        path: "/v1/hooks/{id}/secrets/{secret}",
        id: "remove_hook_secret",
        summary: "Take a secret away, by its id. The last one of an enabled webhook stays.",
        needs: Some("keys:manage"),
        params: &[],
        body: None,
        status: 204,
        answer: None,
        problems: &[Code::InvalidValue, Code::NotFound, Code::NotWritable],
    },
];

pub(super) fn schemas() -> Value {
    let moment = json!({ "type": "string", "format": "date-time" });
    let providers = Provider::ALL.into_iter().filter(|one| one.has_webhook());
    let providers = json!({ "enum": providers.map(Provider::as_str).collect::<Vec<_>>() });
    let methods = HashMethod::ALL.map(HashMethod::as_str);
    let mut secrets = list(object(&json!({
        "id": text(), "created_at": moment, "topic": optional(),
        "subscribed_at": optional(), "unsubscribed_at": optional(),
    })));
    secrets["maxItems"] = HOOK_SECRETS_MAX.into();
    let described = |mut schema: Value, description: &str| {
        schema["description"] = description.into();
        schema
    };
    json!({
        "Hooks": object(&json!({ "hooks": list(reference("Hook")) })),
        "Hook": object(&json!({
            "id": text(),
            "secret": described(text(), "Only when it was made here, and only this once."),
            "url": described(text(), "What the provider is given."),
            "organization": text(),
            "name": text(),
            "provider": providers,
            "hash_method": optional(),
            "secrets": secrets,
            "created_at": moment,
            "disabled_at": optional(),
            "waiting": described(json!({ "type": "integer" }), "Calls that are not read yet."),
            "unreadable": described(json!({ "type": "integer" }), "Calls that can't be read."),
        })),
        "NewHook": {
            "type": "object",
            "required": ["name", "provider"],
            "additionalProperties": false,
            "properties": {
                "name": text(),
                "provider": providers,
                "organization": text(),
                "secret": described(
                    text(),
                    "What the provider shows; postmark needs none. Of amazon_ses, the ARN of the \
                     topic.",
                ),
                "hash_method": { "enum": methods, "description":
                    "For vonage_sms; sha1 for topics of amazon_ses that still sign so." },
            },
        },
        "HookChange": {
            "type": "object",
            "additionalProperties": false,
            "properties": { "name": text(), "disabled": { "type": "boolean" } },
        },
        "NewHookSecret": {
            "type": "object",
            "additionalProperties": false,
            "properties": { "secret": text() },
        },
    })
}
