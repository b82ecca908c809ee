//! A call of a provider.

use annals_delivery::{Call, Envelope, Policy, Provider, Refusal, Verified, cert_url, verify};
use annals_desk::{Arrived, Client, HookId, KeptHook};
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;

use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::outgoing::Unreachable;
use crate::state::{AppState, Room};

/// Of an address that is none, or of a webhook that takes no calls.
const CLOSED: &str = "closed";
/// Of a token that came with something else before.
const TOKEN_USED: &str = "token_used";
/// Of a certificate or a confirmation that can't be had of Amazon.
const UNREACHABLE: &str = "amazon_unreachable";
/// Of a body that broke off.
const BROKEN_OFF: &str = "broken_off";

/// Why a call is not taken.
enum Denied {
    /// It is not from whom it should be, by a word for counters.
    Refused(&'static str),
    /// What is needed of Amazon can't be had: it calls again.
    Unreachable(Unreachable),
    /// Not now.
    Failed(Failure),
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.code())
    }
}

impl From<Failure> for Denied {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<annals_desk::Error> for Denied {
    fn from(error: annals_desk::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Takes a call: when it is answered with 200, what came is on disk. Whatever is wrong with it, the
/// answer is the same.
pub(super) async fn take(
    State(state): State<AppState>,
    requester: Requester,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    // As it stands there: an id has no character that would be written otherwise.
    let id = parts.uri.path().split('/').nth(2).unwrap_or_default();
    let hook = match state.desk.hook_called(&HookId(id.to_owned())).await {
        Ok(hook) => hook.filter(|hook| hook.is_open),
        Err(error) => return Failure::from(error).into_response(),
    };
    // Before the body is read: strangers can't fill the memory.
    let Some(hook) = hook else { return refuse(CLOSED) };
    match keep(&state, &hook, &requester.client, &parts, body).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(Denied::Refused(code)) => {
            state.hooks.note_refusal(&hook, requester.client, code).await;
            refuse(code)
        }
        Err(Denied::Unreachable(reason)) => {
            tracing::warn!(reason, "a call of Amazon SNS is not taken: Amazon can't be reached");
            metrics::counter!("annals_hook_refused_total", "code" => UNREACHABLE).increment(1);
            state.hooks.note_refusal(&hook, requester.client, UNREACHABLE).await;
            Failure::new(Code::Busy, "Amazon can't be reached; come again").into_response()
        }
        Err(Denied::Failed(failure)) => failure.into_response(),
    }
}

/// The one answer to all that is refused.
fn refuse(code: &'static str) -> Response {
    metrics::counter!("annals_hook_refused_total", "code" => code).increment(1);
    let mut response =
        Failure::new(Code::Unauthenticated, "the call is not accepted").into_response();
    // Nobody reads a page here.
    response.extensions_mut().remove::<Failure>();
    response
}

async fn keep(
    state: &AppState,
    hook: &KeptHook,
    client: &Client,
    parts: &Parts,
    body: Body,
) -> Result<(), Denied> {
    let mut room = state.room();
    let body = read(body, hook.provider.body_max(), &mut room).await?;
    let origin = state.config.site.as_ref().map(|site| site.origin()).unwrap_or_default();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let url = format!("{origin}{path}");
    let headers: Vec<(String, String)> = parts
        .headers
        .iter()
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    let method = parts.method.as_str();
    let is_get = method == "GET" && hook.provider == Provider::VonageSms;
    if method != "POST" && !is_get {
        return Err(Refusal::WrongMethod.into());
    }
    let now = state.config.clock.now();
    let call = Call { url: &url, method, headers: &headers, body: &body, now };
    let mut policy = Policy { hash: hook.hash, topics: &hook.topics, ..Policy::default() };
    let certificate = match hook.provider {
        Provider::AmazonSes => {
            let url = cert_url(&call, &policy)?;
            let found = state.hooks.amazon.certificate(&hook.id, &url).await;
            Some(found.map_err(Denied::Unreachable)?)
        }
        _ => None,
    };
    policy.certificate = certificate.as_deref();
    match verify(hook.provider, &hook.secrets, &call, &policy)? {
        Verified::Reports(envelope) => {
            let payload = call.payload().to_vec();
            store(state, hook, envelope, (payload, room)).await
        }
        Verified::Confirmation(asked) => {
            if !state.hooks.amazon.was_told(&hook.id, &asked.id) {
                let confirmed = state.hooks.amazon.confirm(&hook.id, &asked).await;
                confirmed.map_err(Denied::Unreachable)?;
            }
            tell_subscription(state, hook, client, (&asked.topic_arn, &asked.id), true).await
        }
        Verified::Ended { topic_arn, id } => {
            tell_subscription(state, hook, client, (&topic_arn, &id), false).await
        }
    }
}

/// Tells once of a call, however often it comes.
async fn tell_subscription(
    state: &AppState,
    hook: &KeptHook,
    client: &Client,
    (topic, call): (&str, &str),
    is_subscribed: bool,
) -> Result<(), Denied> {
    let amazon = &state.hooks.amazon;
    if !amazon.was_told(&hook.id, call) {
        let client = client.clone();
        state.desk.tell_hook_subscription(hook, client, topic, is_subscribed).await?;
        amazon.note_told(&hook.id, call);
    }
    Ok(())
}

async fn store(
    state: &AppState,
    hook: &KeptHook,
    envelope: Envelope,
    (payload, room): (Vec<u8>, Room),
) -> Result<(), Denied> {
    if !state.hooks.take_place() {
        let reason = "too many calls wait to be read; come again";
        return Err(Failure::new(Code::Busy, reason).into());
    }
    // A caller that hangs up has its call kept all the same: the place and the bell are of that.
    let (hooks, kept) = (state.hooks.clone(), hook.clone());
    let keeping = tokio::spawn(async move {
        let arrived = hooks.desk.keep_envelope(&kept, envelope, payload).await;
        drop(room);
        match arrived {
            Ok(Arrived::New) => hooks.ring(),
            _ => hooks.give_place(),
        }
        arrived
    });
    let ended = |_| Failure::internal(&"the task that keeps a call ended");
    let outcome = match keeping.await.map_err(ended)?? {
        Arrived::New => "new",
        Arrived::Again => "again",
        Arrived::TokenUsed => return Err(Denied::Refused(TOKEN_USED)),
    };
    let labels = [("provider", hook.provider.as_str()), ("outcome", outcome)];
    metrics::counter!("annals_hook_calls_total", &labels).increment(1);
    Ok(())
}

/// A body of at most `most` bytes, for which there is room in memory.
async fn read(mut body: Body, most: usize, room: &mut Room) -> Result<Vec<u8>, Denied> {
    let told = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if told > most {
        return Err(Refusal::TooLarge { limit: most }.into());
    }
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return Err(Denied::Refused(BROKEN_OFF)) };
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > most {
            return Err(Refusal::TooLarge { limit: most }.into());
        }
        room.grow_to(bytes.len() + data.len())?;
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}
