//! `/communications/webhooks/-new`: one more.

use annals_delivery::{HashMethod, Provider};
use annals_desk::{NAME_CHARS_MAX, NewHook};
use annals_viewer::Fault;
use annals_viewer::fault::HookFault;
use annals_viewer::pages::webhooks::new::{NewWebhookView, new_webhook};
use annals_viewer::pages::webhooks::path_of;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{MANAGE, READ, one, organization};
use crate::error::Failure;
use crate::hooks::needs_public_url;
use crate::middleware::Requester;
use crate::pages::{self, fault_of, page, status_of};
use crate::session::{CheckedForm, Visitor};
use crate::site::BaseUrl;
use crate::state::AppState;

/// What an address says.
#[derive(serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    provider: String,
}

pub(super) async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    let shown = async {
        organization(&state, &visitor, READ)?;
        organization(&state, &visitor, MANAGE)?;
        let view = view(&state, &visitor, provider(&asked.provider));
        let problem = match view.provider {
            None if asked.provider.is_empty() => None,
            None => Some(HookFault::NoProvider.into()),
            // Said before anybody looks for the secret.
            Some(provider) => no_public_url(&state, provider),
        };
        Ok(pages::html(StatusCode::OK, new_webhook(&NewWebhookView { problem, ..view })))
    };
    page(&state, &visitor, shown).await
}

fn provider(word: &str) -> Option<Provider> {
    Provider::parse(word).filter(|one| one.has_webhook())
}

fn no_public_url(state: &AppState, provider: Provider) -> Option<Fault> {
    needs_public_url(provider, &state.config).then(|| HookFault::NoPublicUrl.into())
}

fn view(state: &AppState, visitor: &Visitor, provider: Option<Provider>) -> NewWebhookView {
    NewWebhookView {
        frame: pages::frame(state, visitor),
        provider,
        name: String::new(),
        hash: HashMethod::default(),
        name_chars_max: NAME_CHARS_MAX,
        problem: None,
    }
}

/// What the form says.
#[derive(serde::Deserialize)]
pub(super) struct Sent {
    #[serde(default)]
    provider: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    secret: String,
    /// Where there is a choice.
    hash_method: Option<String>,
}

impl Sent {
    /// How calls are signed; none if it is no way.
    fn hash(&self) -> Option<HashMethod> {
        match &self.hash_method {
            Some(word) => HashMethod::parse(word),
            None => Some(HashMethod::default()),
        }
    }
}

pub(super) async fn create(
    State(state): State<AppState>,
    requester: Requester,
    base: BaseUrl,
    CheckedForm { visitor, form: sent }: CheckedForm<Sent>,
) -> Response {
    let done = async {
        organization(&state, &visitor, READ)?;
        let organization = organization(&state, &visitor, MANAGE)?;
        let again = |provider, status, problem: Fault| {
            let name = sent.name.clone();
            let hash = sent.hash().unwrap_or_default();
            let problem = Some(problem);
            let view = view(&state, &visitor, provider);
            let view = NewWebhookView { name, hash, problem, ..view };
            Ok::<_, Failure>(pages::html(status, new_webhook(&view)))
        };
        let refused = |provider, fault: HookFault| {
            again(provider, StatusCode::UNPROCESSABLE_ENTITY, fault.into())
        };
        let Some(provider) = provider(&sent.provider) else {
            return refused(None, HookFault::NoProvider);
        };
        let Some(hash) = sent.hash() else {
            return refused(Some(provider), HookFault::NoHashMethod);
        };
        if let Some(fault) = no_public_url(&state, provider) {
            return again(Some(provider), StatusCode::CONFLICT, fault);
        }
        let secret = Some(sent.secret.clone()).filter(|secret| !secret.trim().is_empty());
        let name = sent.name.trim().to_owned();
        let new = NewHook { organization: organization.ordinal, name, provider, hash, secret };
        match state.desk.create_hook(visitor.by(requester.client), new).await {
            Ok((hook, Some(made))) => one::shown_once(&state, &visitor, &base, hook, made).await,
            Ok((hook, None)) => {
                let frame = pages::frame(&state, &visitor);
                let to = frame.way_with(&path_of(&hook.id.0), &[("done", "created")]);
                Ok(Redirect::to(&to).into_response())
            }
            Err(annals_desk::Error::Refused(refusal)) => {
                again(Some(provider), status_of(&refusal), fault_of(refusal))
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, done).await
}
