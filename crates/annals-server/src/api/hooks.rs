//! `/v1/hooks`: the addresses at which providers tell what became of messages.

use annals_delivery::{HashMethod, Provider};
use annals_desk::{Hook, HookId, NewHook};
use annals_model::{OrganizationId, Permission};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;

use super::caller::Caller;
use super::params::{Named, NoParams, Params, invalid_value, take_organization};
use super::reply::{Json, read_json};
use crate::error::{Code, Failure};
use crate::hooks::needs_public_url;
use crate::site::BaseUrl;
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// The webhooks of an organisation, newest first.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    base: BaseUrl,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::ReadKeys)?;
    params.finish()?;
    let hooks = state.desk.hooks(&caller.by.principal, organization.ordinal).await?;
    let shown = Shown { state: &state, base: &base };
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("hooks"), &hooks, |out, hook| shown.write(out, hook, None));
    object.end();
    Ok(Json::ok(out))
}

/// One webhook.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    base: BaseUrl,
    Named(id): Named,
) -> Result<Json, Failure> {
    let principal = &caller.by.principal;
    state.allow(principal, principal.home, false, Permission::ReadKeys)?;
    let hook = state.desk.hook(principal, &HookId(id)).await?;
    Ok(Shown { state: &state, base: &base }.json(StatusCode::OK, &hook, None))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    provider: String,
    organization: Option<String>,
    secret: Option<String>,
    hash_method: Option<String>,
}

/// Creates a webhook; a secret that was made for it is in this answer and nowhere else.
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    base: BaseUrl,
    body: Bytes,
) -> Result<Json, Failure> {
    let new: New = read_json(&body)?;
    let named = new.organization.as_deref().map(OrganizationId::parse).transpose();
    let named = named.map_err(|reason| invalid_value("organization", &reason))?;
    let principal = &caller.by.principal;
    let (organization, _) =
        state.allow_named(principal, named.as_ref(), false, Permission::ManageKeys)?;
    let provider = Provider::parse(&new.provider);
    let provider = provider.ok_or_else(|| invalid_value("provider", &one_of(providers())))?;
    let hash = match new.hash_method.as_deref() {
        None => HashMethod::default(),
        Some(_) if provider.hash_methods().is_empty() => {
            return Err(invalid_value("hash_method", "is for vonage_sms and amazon_ses only"));
        }
        Some(word) => HashMethod::parse(word).ok_or_else(|| {
            invalid_value("hash_method", &one_of(HashMethod::ALL.map(HashMethod::as_str)))
        })?,
    };
    if needs_public_url(provider, &state.config) {
        let reason = "twilio signs the address that it calls: set public_url to the address of \
                      this server first";
        return Err(Failure::new(Code::Refused, reason));
    }
    let organization = organization.ordinal;
    let new = NewHook { organization, name: new.name, provider, hash, secret: new.secret };
    let (hook, made) = state.desk.create_hook(&caller.by, new).await?;
    let shown = Shown { state: &state, base: &base };
    Ok(shown.json(StatusCode::CREATED, &hook, made.as_deref()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    name: Option<String>,
    disabled: Option<bool>,
}

/// Renames, disables or enables a webhook.
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    base: BaseUrl,
    Named(id): Named,
    body: Bytes,
) -> Result<Json, Failure> {
    may_manage(&state, &caller)?;
    let Changed { name, disabled } = read_json(&body)?;
    let id = HookId(id);
    let mut hook = None;
    if let Some(name) = name {
        hook = Some(state.desk.rename_hook(&caller.by, &id, &name).await?);
    }
    if let Some(disabled) = disabled {
        hook = Some(state.desk.set_hook_disabled(&caller.by, &id, disabled).await?);
    }
    let hook = hook.ok_or_else(|| Failure::new(Code::Malformed, "give name or disabled"))?;
    Ok(Shown { state: &state, base: &base }.json(StatusCode::OK, &hook, None))
}

/// Deletes a webhook; what came there is kept, and read.
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    Named(id): Named,
) -> Result<StatusCode, Failure> {
    may_manage(&state, &caller)?;
    state.desk.delete_hook(&caller.by, &HookId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Secret {
    secret: Option<String>,
}

/// Another secret beside those in use.
pub(super) async fn add_secret(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    base: BaseUrl,
    Named(id): Named,
    body: Bytes,
) -> Result<Json, Failure> {
    may_manage(&state, &caller)?;
    let Secret { secret } = read_json(&body)?;
    let (hook, made) = state.desk.add_hook_secret(&caller.by, &HookId(id), secret).await?;
    let shown = Shown { state: &state, base: &base };
    Ok(shown.json(StatusCode::CREATED, &hook, made.as_deref()))
}

/// Takes a secret away.
pub(super) async fn remove_secret(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    Path((id, secret)): Path<(String, String)>,
) -> Result<StatusCode, Failure> {
    may_manage(&state, &caller)?;
    state.desk.remove_hook_secret(&caller.by, &HookId(id), &secret).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Asked before the body is read: who may not at all is told so.
fn may_manage(state: &AppState, caller: &Caller) -> Result<(), Failure> {
    let principal = &caller.by.principal;
    state.allow(principal, principal.home, false, Permission::ManageKeys).map(drop)
}

fn providers() -> impl Iterator<Item = &'static str> {
    Provider::ALL.into_iter().filter(|one| one.has_webhook()).map(Provider::as_str)
}

fn one_of(words: impl IntoIterator<Item = &'static str>) -> String {
    format!("must be one of {}", words.into_iter().collect::<Vec<_>>().join(", "))
}

/// How webhooks are written.
struct Shown<'s> {
    state: &'s AppState,
    base: &'s BaseUrl,
}

impl Shown<'_> {
    fn json(&self, status: StatusCode, hook: &Hook, made: Option<&str>) -> Json {
        let mut out = String::new();
        self.write(&mut out, hook, made);
        Json(status, out)
    }

    fn write(&self, out: &mut String, hook: &Hook, made: Option<&str>) {
        let mut object = Object::new(out);
        object.text("id", Some(&hook.id.0));
        if let Some(made) = made {
            object.text("secret", Some(made));
        }
        object.text("url", Some(&format!("{}/hooks/{}", self.base.0, hook.id.0)));
        let tree = self.state.store.organizations();
        object.text("organization", tree.get(hook.organization).map(|at| at.id.as_str()));
        object.text("name", Some(&hook.name));
        object.text("provider", Some(hook.provider.as_str()));
        let is_hashed = !hook.provider.hash_methods().is_empty();
        object.text("hash_method", is_hashed.then(|| hook.hash.as_str()));
        write_list(object.value("secrets"), &hook.secrets, |out, secret| {
            let mut object = Object::new(out);
            object.text("id", Some(&secret.id));
            object.display("created_at", secret.created_at);
            object.text("topic", secret.topic.as_deref());
            let [since, until] = [secret.subscribed_at, secret.unsubscribed_at]
                .map(|at| at.map(|at| at.to_string()));
            object.text("subscribed_at", since.as_deref());
            object.text("unsubscribed_at", until.as_deref());
            object.end();
        });
        object.display("created_at", hook.created_at);
        object.text("disabled_at", hook.disabled_at.map(|at| at.to_string()).as_deref());
        object.raw("waiting", hook.waiting);
        object.raw("unreadable", hook.unreadable);
        object.end();
    }
}
