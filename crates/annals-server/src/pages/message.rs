//! `/messages/{id}`: one message, and `/messages/{id}/text`: what it says, each look at which is an
//! entry.

use annals_desk::{MESSAGE_EVENTS_SHOWN_MAX, Message, MessageBody, MessageEvent, MessageId};
use annals_model::{Organization, Permission};
use annals_viewer::messages::communications as messages;
use annals_viewer::pages::message::{BodyShown, EventLine, MessageView, message as render};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;

use super::messages::{is_stale, organization};
use super::{branches, page, zone, zoned};
use crate::middleware::Requester;
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
        let body = match () {
            () if !found.0.has_body => BodyShown::NotKept,
            () if branches::may(&state, principal, organization.ordinal, may) => {
                BodyShown::OnRequest
            }
            () => BodyShown::MayNotRead,
        };
        Ok(render_message(&state, &visitor, &organization, found, body))
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
        let said = text.or(html).unwrap_or_default();
        Ok(render_message(&state, &visitor, &organization, found, BodyShown::Text(said)))
    };
    page(&state, &visitor, shown).await
}

fn render_message(
    state: &AppState,
    visitor: &Visitor,
    organization: &Organization,
    (message, events): (Message, Vec<MessageEvent>),
    body: BodyShown,
) -> Response {
    let frame = super::frame(state, visitor);
    let zone = zone::of(&frame.kept(), organization);
    let view = MessageView {
        id: message.id.0.clone(),
        channel: message.fields.channel,
        facts: facts(&message),
        sent_at: zoned(message.sent_at, &zone),
        status: message.status,
        is_inferred: message.inferred,
        is_conflict: message.conflict,
        is_stale: is_stale(&message, state.config.clock.now()),
        has_more_events: events.len() == MESSAGE_EVENTS_SHOWN_MAX,
        events: events.into_iter().map(|event| line(event, &zone)).collect(),
        body,
        subject: message.fields.subject,
        recipient: message.fields.recipient,
        address: message.fields.address,
        record: message.fields.record,
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
        (messages::provider(), fields.provider.clone()),
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
