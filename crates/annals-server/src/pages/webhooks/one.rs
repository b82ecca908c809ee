//! `/communications/webhooks/{id}`: one of them, to be looked at and changed.

use annals_desk::{
    CALLS_COUNTED_MAX, CALLS_LISTED_MAX, Came, HOOK_SECRETS_MAX, Hook, HookActivity, HookCall,
    HookId, HookSecret, NAME_CHARS_MAX, Unmatched,
};
use annals_viewer::Fault;
use annals_viewer::fault::{HookFault, RequestFault};
use annals_viewer::messages::webhooks as messages;
use annals_viewer::pages::webhook::{
    CallCame, CallLine, Form, Refused, SecretLine, TopicLine, UnmatchedLine, WebhookView, webhook,
};
use annals_viewer::pages::webhooks::{Counted, PATH, path_of};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;

use super::{Asked, MANAGE, READ, day, organization, url};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::selected::refused;
use crate::pages::{self, branches, fault_of, page, status_of, zone, zoned};
use crate::session::{CheckedForm, Visitor};
use crate::site::BaseUrl;
use crate::state::AppState;

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    base: BaseUrl,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let shown = async {
        let hook = find(&state, &visitor, &HookId(id)).await?;
        let is_disabled = hook.disabled_at.is_some();
        let notice = match &*asked.done {
            "created" => Some(messages::was_created()),
            "rename" => Some(messages::was_renamed()),
            "disable" if is_disabled => Some(messages::was_disabled()),
            "enable" if !is_disabled => Some(messages::was_enabled()),
            "add-secret" => Some(messages::was_secret_added()),
            "end-secret" => Some(messages::was_secret_removed()),
            _ => None,
        };
        let view = view(&state, &visitor, &base, hook).await?;
        Ok(pages::html(StatusCode::OK, webhook(&WebhookView { notice, ..view })))
    };
    page(&state, &visitor, shown).await
}

/// The page of a webhook whose secret was made just now: nothing else ever shows it.
pub(super) async fn shown_once(
    state: &AppState,
    visitor: &Visitor,
    base: &BaseUrl,
    hook: Hook,
    secret: String,
) -> Result<Response, Failure> {
    let view = view(state, visitor, base, hook).await?;
    let view = WebhookView { made: Some(secret), ..view };
    Ok(pages::html(StatusCode::OK, webhook(&view)))
}

/// The webhook of that id, if it is one of the organisation that the address names.
async fn find(state: &AppState, visitor: &Visitor, id: &HookId) -> Result<Hook, Failure> {
    let at = organization(state, visitor, READ)?.ordinal;
    let hook = state.desk.hook(&visitor.signed_in.principal, id).await?;
    if hook.organization == at { Ok(hook) } else { Err(annals_desk::Error::NotFound.into()) }
}

async fn view(
    state: &AppState,
    visitor: &Visitor,
    BaseUrl(base): &BaseUrl,
    hook: Hook,
) -> Result<WebhookView, Failure> {
    let principal = &visitor.signed_in.principal;
    let organization = organization(state, visitor, READ)?;
    let at = organization.ordinal;
    let frame = pages::frame(state, visitor);
    let zone = zone::of(state, &frame.kept(), &organization);
    let activity = state.desk.hook_activity(principal, &hook).await?;
    let HookActivity { day: hook_day, calls, unmatched, unmatched_count } = activity;
    let since = state.hooks.refused_since(&hook.id);
    let day = day(&hook_day, since.as_ref(), &zone);
    let mut calls: Vec<_> = since.into_iter().chain(calls).collect();
    calls.sort_by_key(|call| std::cmp::Reverse(call.at));
    calls.truncate(CALLS_LISTED_MAX);
    Ok(WebhookView {
        url: url(base, &hook.id),
        name: hook.name,
        provider: hook.provider,
        hash: hook.hash,
        created_at: zoned(hook.created_at, &zone),
        is_disabled: hook.disabled_at.is_some(),
        is_closed: state.store.organizations().closed_by(at).is_some(),
        secrets: hook.secrets.into_iter().map(|one| secret_line(one, &zone)).collect(),
        secrets_max: HOOK_SECRETS_MAX,
        name_chars_max: NAME_CHARS_MAX,
        day,
        waiting: hook.waiting,
        unreadable: hook.unreadable,
        calls: calls.into_iter().map(|call| call_line(call, &zone)).collect(),
        unmatched: unmatched.into_iter().map(|one| unmatched_line(one, &zone)).collect(),
        unmatched_count: Counted::up_to(unmatched_count, CALLS_COUNTED_MAX),
        may_change: branches::may(state, principal, at, MANAGE),
        notice: None,
        made: None,
        refused: None,
        id: hook.id.0,
        frame,
    })
}

fn secret_line(secret: HookSecret, zone: &TimeZone) -> SecretLine {
    let HookSecret { id, created_at, topic, subscribed_at, unsubscribed_at } = secret;
    let topic = topic.map(|arn| TopicLine {
        arn,
        subscribed_at: subscribed_at.map(|at| zoned(at, zone)),
        unsubscribed_at: unsubscribed_at.map(|at| zoned(at, zone)),
    });
    SecretLine { id, created_at: zoned(created_at, zone), topic }
}

fn call_line(call: HookCall, zone: &TimeZone) -> CallLine {
    let came = match call.came {
        Came::Waiting => CallCame::Waiting,
        Came::Unreadable => CallCame::Unreadable,
        Came::Read(told) => CallCame::Read(told),
        Came::Refused(refused) => CallCame::Refused {
            word: refused.code,
            count: refused.count,
            ip: refused.ip.map(|ip| ip.to_string()),
        },
    };
    CallLine { at: zoned(call.at, zone), came }
}

fn unmatched_line(one: Unmatched, zone: &TimeZone) -> UnmatchedLine {
    UnmatchedLine {
        provider_id: one.provider_id,
        kind: one.kind,
        received: zoned(one.received_at, zone),
        kept_until: zoned(one.kept_until, zone),
    }
}

/// What a form of the page says.
#[derive(serde::Deserialize)]
pub(super) struct Sent {
    #[serde(rename = "do")]
    does: String,
    #[serde(default)]
    name: String,
    /// The secret, or the id of one that is to end.
    #[serde(default)]
    secret: String,
    confirm: Option<String>,
}

impl Sent {
    fn form(&self) -> Result<Form, Failure> {
        let form = Form::ALL.into_iter().find(|form| form.as_str() == self.does);
        form.ok_or_else(|| refused(RequestFault::WrongForm))
    }
}

pub(super) async fn change(
    State(state): State<AppState>,
    requester: Requester,
    base: BaseUrl,
    Path(id): Path<String>,
    CheckedForm { visitor, form: sent }: CheckedForm<Sent>,
) -> Response {
    let done = async {
        let form = sent.form()?;
        organization(&state, &visitor, MANAGE)?;
        let hook = find(&state, &visitor, &HookId(id)).await?;
        let id = hook.id.clone();
        let (status, problem) = match changed(&state, &visitor, requester, &hook, form, &sent).await
        {
            Ok(Done::Made(hook, secret)) => {
                return shown_once(&state, &visitor, &base, hook, secret).await;
            }
            Ok(Done::Changed) => {
                let path = if form == Form::Delete { PATH.to_owned() } else { path_of(&id.0) };
                let frame = pages::frame(&state, &visitor);
                let to = frame.way_with(&path, &[("done", form.as_str())]);
                return Ok(Redirect::to(&to).into_response());
            }
            Ok(Done::Refused(fault)) => (StatusCode::UNPROCESSABLE_ENTITY, fault),
            Err(annals_desk::Error::Refused(refusal)) => (status_of(&refusal), fault_of(refusal)),
            // The webhook is there: its secret isn't.
            Err(annals_desk::Error::NotFound) if form == Form::EndSecret => {
                (StatusCode::CONFLICT, HookFault::SecretGone.into())
            }
            Err(error) => return Err(error.into()),
        };
        let hook = find(&state, &visitor, &id).await?;
        let view = view(&state, &visitor, &base, hook).await?;
        let refused = Some(Refused { form, name: sent.name.clone(), problem });
        Ok(pages::html(status, webhook(&WebhookView { refused, ..view })))
    };
    page(&state, &visitor, done).await
}

/// What came of a form.
enum Done {
    Changed,
    /// A secret was made.
    Made(Hook, String),
    Refused(Fault),
}

async fn changed(
    state: &AppState,
    visitor: &Visitor,
    requester: Requester,
    hook: &Hook,
    form: Form,
    sent: &Sent,
) -> annals_desk::Result<Done> {
    let (desk, by, id) = (&state.desk, visitor.by(requester.client), &hook.id);
    match form {
        Form::Rename => desk.rename_hook(by, id, sent.name.trim()).await.map(drop)?,
        Form::Disable | Form::Enable => {
            desk.set_hook_disabled(by, id, form == Form::Disable).await.map(drop)?;
        }
        Form::AddSecret => {
            let secret = Some(sent.secret.clone()).filter(|secret| !secret.trim().is_empty());
            if let (hook, Some(made)) = desk.add_hook_secret(by, id, secret).await? {
                return Ok(Done::Made(hook, made));
            }
        }
        Form::EndSecret => desk.remove_hook_secret(by, id, &sent.secret).await.map(drop)?,
        Form::Delete if sent.confirm.is_none() => {
            return Ok(Done::Refused(HookFault::NotConfirmed.into()));
        }
        Form::Delete => desk.delete_hook(by, id).await?,
    }
    Ok(Done::Changed)
}
