//! `/messages/{id}`: one message, and `/messages/{id}/text`: what it says, each look at which is an
//! entry. Its HTML is a document of its own, `/messages/{id}/as-sent`, which is shown in a frame of
//! that page and belongs to its look: opening it is no second one, and no way around the first.

use annals_desk::{
    HoldSeen, MESSAGE_EVENTS_SHOWN_MAX, Message, MessageBody, MessageEvent, MessageId, Purged,
};
use annals_model::{Organization, Permission, Principal, RecordKey, SuppressionReason};
use annals_viewer::components::message::provider;
use annals_viewer::messages::{communications as messages, in_language, language};
use annals_viewer::pages::message::{AsSent, BodyShown, EventLine, MessageView, message as render};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::tz::TimeZone;

use super::messages::organization;
use super::record_names::record_names;
use super::{blacklist, branches, holds, page, zone, zoned};
use crate::error::{Code, Failure};
use crate::mail::{self, Look};
use crate::middleware::{FRAMING_POLICY, Requester};
use crate::session::Visitor;
use crate::state::AppState;

/// Who told something without a provider in between.
const SENDER: &str = "sender";

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let organization = organization(&state, &visitor, None)?;
        let principal = &visitor.signed_in.principal;
        let found = state.desk.message(principal, organization.ordinal, &MessageId(id)).await?;
        let may = Permission::ReadMessageContent;
        let zone = zone::of(&state, &super::frame(&state, &visitor).kept(), &organization);
        let purged = found.0.purged.map(|Purged { at, months }| (zoned(at, &zone), months));
        let body = match purged {
            Some((at, months)) => BodyShown::Purged { at, months },
            _ if !found.0.has_body => BodyShown::NotKept,
            _ if branches::may(&state, principal, organization.ordinal, may) => {
                BodyShown::OnRequest
            }
            _ => BodyShown::MayNotRead,
        };
        let standing = Standing::of(&state, principal, &organization, &found.0).await?;
        Ok(render_message(&state, &visitor, (&organization, standing), found, body))
    };
    page(&state, &visitor, shown).await
}

/// The same with what it says.
pub(super) async fn show_text(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let organization = organization(&state, &visitor, None)?;
        let (by, at) = (visitor.by(requester.client), organization.ordinal);
        let may = Permission::ReadMessageContent;
        state.allow(&by.principal, at, false, may)?;
        let id = MessageId(id);
        let MessageBody { text, html } = state.desk.look_at_message(&by, at, &id).await?;
        let found = state.desk.message(&by.principal, at, &id).await?;
        let look = Look { session: &visitor.form_token, organization: at, message: &id.0 };
        let look = state.looks.sign(look, state.config.clock.now());
        let text = text.unwrap_or_default();
        let as_sent = match html {
            Some(html) => {
                let said = text.clone();
                let differs = in_turn(move || mail::differ(&said, &html)).await?;
                Some(AsSent { look, differs })
            }
            None => None,
        };
        let body = BodyShown::Text { text, as_sent };
        let standing = Standing::of(&state, &by.principal, &organization, &found.0).await?;
        let mut shown = render_message(&state, &visitor, (&organization, standing), found, body);
        let policy = HeaderValue::from_static(FRAMING_POLICY);
        shown.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        Ok(shown)
    };
    page(&state, &visitor, shown).await
}

/// What the address of the document says besides.
#[derive(serde::Deserialize)]
pub(super) struct Looked {
    #[serde(default)]
    look: String,
}

/// What it says as it was sent, for the frame of the page above.
pub(super) async fn show_as_sent(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(Looked { look }): Query<Looked>,
) -> Response {
    let shown = async {
        let at = organization(&state, &visitor, None)?.ordinal;
        let principal = &visitor.signed_in.principal;
        state.allow(principal, at, false, Permission::ReadMessageContent)?;
        let id = MessageId(id);
        let looked = Look { session: &visitor.form_token, organization: at, message: &id.0 };
        if !state.looks.holds(&look, looked, state.config.clock.now()) {
            // Whether there is such a message is told to whoever may see it.
            state.desk.message(principal, at, &id).await?;
            return Ok(framed(StatusCode::GONE, mail::look_again()));
        }
        let html = state.desk.message_after_look(principal, at, &id).await?.html;
        let html = html.ok_or_else(|| Failure::new(Code::NotFound, "it was sent without HTML"))?;
        let language = language();
        let document = move || in_language(language, || mail::document(&html));
        Ok(framed(StatusCode::OK, in_turn(document).await?))
    };
    page(&state, &visitor, shown).await
}

/// What takes its time, beside the threads that answer others.
async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::internal(&error))
}

/// A document that only our own pages frame, and that can do nothing.
fn framed(status: StatusCode, document: String) -> Response {
    let mut response = (status, Html(document)).into_response();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, mail::POLICY),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// How it stands with the address of a message, and with what it says.
struct Standing {
    /// What the record that it belongs to is called.
    record: Option<(RecordKey, String)>,
    blacklisted: Vec<(SuppressionReason, String)>,
    holds: Vec<HoldSeen>,
}

impl Standing {
    async fn of(
        state: &AppState,
        principal: &Principal,
        organization: &Organization,
        message: &Message,
    ) -> Result<Self, Failure> {
        let blacklisted = blacklist::of_message(state, principal, organization, message).await?;
        let (at, record) = (organization.ordinal, message.fields.record.as_ref());
        let keys = record.into_iter().cloned().collect();
        let names = record_names(state, principal, at, keys).await?;
        let named = record.map(|key| (key.clone(), names.of(key, &state.catalogue(at))));
        let holds = match message.has_body {
            true => state.desk.holds_on(principal, at, record, Some(message.sent_at)).await?,
            false => Vec::new(),
        };
        Ok(Self { record: named, blacklisted, holds })
    }
}

fn render_message(
    state: &AppState,
    visitor: &Visitor,
    (organization, standing): (&Organization, Standing),
    (message, events): (Message, Vec<MessageEvent>),
    body: BodyShown,
) -> Response {
    let frame = super::frame(state, visitor);
    let zone = zone::of(state, &frame.kept(), organization);
    let view = MessageView {
        id: message.id.0.clone(),
        channel: message.fields.channel,
        facts: facts(&message),
        sent_at: zoned(message.sent_at, &zone),
        status: message.status,
        is_inferred: message.inferred,
        is_conflict: message.conflict,
        is_stale: message.is_stale(state.config.clock.now()),
        blacklisted: standing.blacklisted,
        holds: standing.holds.iter().map(|seen| holds::mark(seen, &zone)).collect(),
        has_more_events: events.len() == MESSAGE_EVENTS_SHOWN_MAX,
        events: events.into_iter().map(|event| line(event, &zone)).collect(),
        body,
        subject: message.fields.subject,
        recipient: message.fields.recipient,
        address: message.fields.address,
        record: standing.record,
        reason: (message.reason.code, message.reason.text),
        frame,
    };
    super::html(StatusCode::OK, render(&view))
}

/// What else is said of a message.
fn facts(message: &Message) -> Vec<(&'static str, String)> {
    let fields = &message.fields;
    let counts = (message.opens > 0 || message.clicks > 0)
        .then(|| format!("{} · {}", message.opens, message.clicks));
    let tags = (!fields.tags.is_empty()).then(|| fields.tags.join(", "));
    let all = [
        (messages::from(), fields.from.clone()),
        (messages::sent_by(), fields.sent_by.clone()),
        (messages::campaign(), fields.campaign.clone()),
        (messages::provider(), fields.provider.as_deref().map(|name| provider(name).to_owned())),
        (messages::tags(), tags),
        (messages::opens(), counts),
        (messages::own_id(), message.own_id.clone()),
    ];
    all.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

fn line(event: MessageEvent, zone: &TimeZone) -> EventLine {
    EventLine {
        kind: event.kind,
        at: zoned(event.at, zone),
        received: zoned(event.received_at, zone),
        is_timed: event.timed,
        source: Some(event.source).filter(|source| source != SENDER),
        code: event.reason.code,
        reason: event.reason.text,
        url: event.url,
    }
}
