//! What the operator does to webhooks.

use annals_delivery::{HashMethod, Provider};
use annals_desk::{Desk, Error, Hook, HookId, NewHook};
use annals_store::Store;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::context::{self, Usage};

/// What is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    /// Answers with a list.
    List { organization: Option<String> },
    /// Answers with the webhook, and with the secret that was made for it.
    Create(New),
    /// Answers with the webhook.
    Change { id: String, name: Option<String>, disabled: Option<bool> },
    /// Answers with the webhook, and with the secret that was made for it.
    AddSecret { id: String, secret: Option<Secret> },
    /// Answers with the webhook.
    RemoveSecret { id: String, secret_id: String },
    /// Answers with nothing.
    Delete { id: String },
}

/// What a new webhook is made of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct New {
    pub(crate) organization: Option<String>,
    pub(crate) name: String,
    pub(crate) provider: String,
    pub(crate) hash_method: Option<String>,
    pub(crate) secret: Option<Secret>,
}

/// What calls are checked by; never written but on its way to the server.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Secret(pub(crate) String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

pub(super) async fn run(store: &Store, desk: &Desk, asked: Asked) -> anyhow::Result<Value> {
    let operator = desk.operator();
    let id = |id: &str| HookId(id.to_owned());
    let done = match &asked {
        Asked::List { organization } => {
            let organization = context::organization(store, organization.as_deref())?.ordinal;
            let hooks = desk.hooks(&operator, organization).await?;
            return Ok(hooks.iter().map(|hook| to_json(hook, None)).collect());
        }
        Asked::Create(new) => desk.create_hook(&operator, new.read(store)?).await,
        Asked::AddSecret { id: of, secret } => {
            let secret = secret.as_ref().map(|secret| secret.0.clone());
            desk.add_hook_secret(&operator, &id(of), secret).await
        }
        Asked::RemoveSecret { id: of, secret_id } => {
            desk.remove_hook_secret(&operator, &id(of), secret_id).await.map(|hook| (hook, None))
        }
        Asked::Change { id: of, name, disabled } => {
            change(desk, &id(of), name.as_deref(), *disabled).await.map(|hook| (hook, None))
        }
        Asked::Delete { id: of } => match desk.delete_hook(&operator, &id(of)).await {
            Ok(()) => return Ok(Value::Null),
            Err(error) => Err(error),
        },
    };
    match done {
        Ok((hook, made)) => Ok(to_json(&hook, made.as_deref())),
        Err(Error::NotFound) => {
            anyhow::bail!("there is no such webhook or secret; `annals hook list` shows the ids")
        }
        Err(error) => Err(error.into()),
    }
}

async fn change(
    desk: &Desk,
    id: &HookId,
    name: Option<&str>,
    disabled: Option<bool>,
) -> annals_desk::Result<Hook> {
    let operator = desk.operator();
    if let Some(name) = name {
        desk.rename_hook(&operator, id, name).await?;
    }
    match disabled {
        Some(disabled) => desk.set_hook_disabled(&operator, id, disabled).await,
        None => desk.hook(&operator, id).await,
    }
}

impl New {
    fn read(&self, store: &Store) -> anyhow::Result<NewHook> {
        let provider = Provider::parse(&self.provider).filter(|provider| provider.has_webhook());
        let hash = self.hash_method.as_deref().map(HashMethod::parse);
        Ok(NewHook {
            organization: context::organization(store, self.organization.as_deref())?.ordinal,
            name: self.name.clone(),
            provider: provider.ok_or_else(|| Usage("no such provider".to_owned()))?,
            hash: hash.unwrap_or_default().unwrap_or_default(),
            secret: self.secret.as_ref().map(|secret| secret.0.clone()),
        })
    }
}

fn to_json(hook: &Hook, made: Option<&str>) -> Value {
    let secrets: Vec<Value> = hook
        .secrets
        .iter()
        .map(|secret| {
            json!({
                "id": secret.id,
                "created_at": secret.created_at.to_string(),
                "topic": secret.topic,
            })
        })
        .collect();
    let mut json = json!({
        "id": hook.id.0,
        "name": hook.name,
        "provider": hook.provider.as_str(),
        "path": format!("/hooks/{}", hook.id.0),
        "secrets": secrets,
        "created_at": hook.created_at.to_string(),
        "disabled_at": hook.disabled_at.map(|at| at.to_string()),
        "waiting": hook.waiting,
        "unreadable": hook.unreadable,
    });
    if let Some(made) = made {
        json["secret"] = made.into();
    }
    json
}
