//! `/communications/{channel}` and `/records/{type}/{id}/communication/{channel}`: logs of
//! messages.

use std::collections::BTreeMap;

use annals_desk::{
    By, MESSAGE_TYPE, MESSAGES_COUNTED_MAX, Message, MessageId, MessageOrder, MessageSearch, Named,
    message_logs,
};
use annals_model::{
    Channel, Millis, Organization, OrganizationOrdinal, Permission, Principal, RecordKey, TimeRange,
};
use annals_query::{Context, dated};
use annals_viewer::components::message::named_statuses;
use annals_viewer::pages::messages::{
    MESSAGES_PATH, MessageLine, MessagesAsked, MessagesView, messages as render, messages_of,
};
use annals_viewer::pages::record::{RecordHead, RecordTab};
use annals_viewer::{LogAddress, Place};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use jiff::tz::TimeZone;

use super::holds::on_record as holds_on;
use super::record_names::record_names;
use super::{blacklist, branches, message, not_understood, page, record, zone, zoned};
use crate::api::{check_message_words as check_words, message_cursor, tell_texts};
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::Visitor;
use crate::state::AppState;

/// Rows of one page.
const LINES: usize = 50;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route("/communications/{channel}", get(of_organization))
        .route("/records/{type}/{id}/communication/{channel}", get(of_record))
        .route("/messages/{id}", get(message::show))
        .route("/messages/{id}/text", get(message::show_text))
        .route("/messages/{id}/as-sent", get(message::show_as_sent))
}

/// What an address says besides.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    needs_attention: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    reversed: String,
    #[serde(default)]
    cursor: String,
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

impl Asked {
    fn notice(&self, is_of_record: bool) -> Option<String> {
        // Pages of a record keep more of each other.
        let none = BTreeMap::new();
        let others = if is_of_record { &none } else { &self.others };
        let is_cursor = message_cursor::parse(&self.cursor).is_some();
        let parts = [
            ("needs_attention", &*self.needs_attention, self.needs_attention == "true"),
            ("sort", &*self.sort, order(&self.sort).is_some()),
            ("reversed", &*self.reversed, self.reversed == "true"),
            ("cursor", &*self.cursor, is_cursor),
        ];
        not_understood(&parts, others)
    }
}

async fn of_organization(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Path(channel): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let by = visitor.by(requester.client);
    page(&state, &visitor, log(&state, &visitor, by, (&channel, None), asked)).await
}

async fn of_record(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Path((record_type, id, channel)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let key = RecordKey { record_type, id };
    let by = visitor.by(requester.client);
    page(&state, &visitor, log(&state, &visitor, by, (&channel, Some(key)), asked)).await
}

/// The organisation that the address names, if the reader may see a log of messages there; of
/// `channel`, if it is given.
pub(super) fn organization(
    state: &AppState,
    visitor: &Visitor,
    channel: Option<Channel>,
) -> Result<Organization, Failure> {
    let place = Place { below: false, log: None, ..visitor.place.clone() };
    let principal = &visitor.signed_in.principal;
    let allowed = message_logs(channel).map(|log| state.allow_in(principal, &place, log));
    let missing = || Err(Failure::new(Code::NotFound, "no such log"));
    Ok(allowed.reduce(Result::or).unwrap_or_else(missing)?.0)
}

/// Channels of which the principal may see a log there.
pub(super) fn channels(
    state: &AppState,
    principal: &Principal,
    at: OrganizationOrdinal,
) -> Vec<Channel> {
    let Ok((_, logs)) = state.desk.message_logs(principal, at) else { return Vec::new() };
    Channel::ALL.into_iter().filter(|channel| logs.has_channel(*channel)).collect()
}

/// The way to the messages of a record, for those who may see one of their logs; of a message that
/// an entry names, to itself.
pub(super) async fn way_of(
    state: &AppState,
    principal: &Principal,
    at: OrganizationOrdinal,
    key: &RecordKey,
) -> Option<String> {
    if key.record_type == MESSAGE_TYPE {
        let id = MessageId(key.id.clone());
        let found = state.desk.message(principal, at, &id).await;
        return found.ok().map(|(message, _)| format!("{MESSAGES_PATH}/{}", message.id.0));
    }
    channels(state, principal, at).first().map(|channel| messages_of(key, *channel))
}

async fn log(
    state: &AppState,
    visitor: &Visitor,
    by: By,
    (channel, key): (&str, Option<RecordKey>),
    asked: Asked,
) -> Result<Response, Failure> {
    let no_channel = || Failure::new(Code::NotFound, "no such log");
    let channel = Channel::parse(channel).ok_or_else(no_channel)?;
    let organization = organization(state, visitor, Some(channel))?;
    let (principal, at) = (&visitor.signed_in.principal, organization.ordinal);
    let frame = super::frame(state, visitor);
    let zone = zone::of(state, &frame.kept(), &organization);
    let now = state.config.clock.now();
    let record = match &key {
        Some(key) => Some(head(state, visitor, &organization, key, &zone).await?),
        None => None,
    };
    let after = message_cursor::parse(&asked.cursor);
    let notice = asked.notice(key.is_some());
    let shown = MessagesAsked {
        words: asked.q,
        needs_attention: asked.needs_attention == "true",
        sort: Some(asked.sort).filter(|sort| order(sort).is_some()).unwrap_or_default(),
        reversed: asked.reversed == "true",
    };
    let context = super::context(state, &organization, &frame.kept());
    let sought = sought(channel, &shown, &context);
    let search = MessageSearch { record: key, after: after.clone(), ..sought };
    check_words(&search)?;
    let found = state.desk.messages(principal, at, &search).await?;
    let asked_for = format!("{:?} {}", search.record, shown.words);
    tell_texts(state, &by, at, &found.messages, &asked_for).await?;
    let reads_body = branches::may(state, principal, at, Permission::ReadMessageContent);
    let line = |found: Message| line(found, &zone, now, reads_body);
    let blacklisted = match &search.record {
        Some(key) => blacklist::of_record(state, principal, at, (key, channel), &zone).await?,
        None => Vec::new(),
    };
    let lines: Vec<_> = found.messages.into_iter().map(line).collect();
    let one = lines.first().filter(|_| found.has_one_recipient);
    let named: Vec<_> = lines.iter().filter_map(|line| line.record.clone()).collect();
    let view = MessagesView {
        only_recipient: one.map(|line| (line.recipient.clone(), line.address.clone())),
        record,
        blacklisted,
        catalogue: state.catalogue(at),
        names: record_names(state, principal, at, named).await?,
        channel,
        channels: channels(state, principal, at),
        asked: shown,
        notice,
        lines,
        total: (found.total.min(MESSAGES_COUNTED_MAX), found.total <= MESSAGES_COUNTED_MAX),
        is_later: after.is_some(),
        next: found.next.as_ref().map(message_cursor::token),
        frame,
    };
    Ok(super::html(StatusCode::OK, render(&view)))
}

/// What is looked for: words of any field, the status among them, and a date.
fn sought(channel: Channel, asked: &MessagesAsked, context: &Context) -> MessageSearch {
    let words = asked.words.clone();
    let (activity, others) =
        dated(&words, context).unwrap_or_else(|| (TimeRange::default(), words.clone()));
    let named = named_statuses(channel, &others);
    let is_named = named.is_some() || activity != TimeRange::default();
    let (statuses, others) = named.unwrap_or((Vec::new(), others));
    MessageSearch {
        channel: Some(channel),
        named: is_named.then_some(Named { statuses, activity, others }),
        words,
        needs_attention: asked.needs_attention,
        order: order(&asked.sort).unwrap_or_default(),
        reversed: asked.reversed,
        rows_max: LINES,
        ..MessageSearch::default()
    }
}

fn order(sort: &str) -> Option<MessageOrder> {
    match sort {
        "" => Some(MessageOrder::Activity),
        "recipient" => Some(MessageOrder::Recipient),
        "status" => Some(MessageOrder::Status),
        _ => None,
    }
}

fn line(message: Message, zone: &TimeZone, now: Millis, reads_body: bool) -> MessageLine {
    let is_stale = message.is_stale(now);
    MessageLine {
        id: message.id.0,
        at: zoned(message.activity_at, zone),
        recipient: message.fields.recipient,
        address: message.fields.address,
        record: message.fields.record,
        subject: message.fields.subject,
        said: message.said,
        status: message.status,
        reason: message.reason.text,
        is_stale,
        is_conflict: message.conflict,
        has_body: message.has_body && reads_body,
    }
}

/// What stands above the messages of a record: of its entries nothing, for those who may not read
/// them.
async fn head(
    state: &AppState,
    visitor: &Visitor,
    organization: &Organization,
    key: &RecordKey,
    zone: &TimeZone,
) -> Result<(RecordHead, LogAddress), Failure> {
    let principal = &visitor.signed_in.principal;
    let at = organization.ordinal;
    let (page, address) = record::kept(visitor, key);
    let allow = state.allow(principal, at, false, Permission::ReadEvents);
    let head = match allow {
        Ok(allow) => {
            let children = state.desk.children(principal, at, key).await?;
            record::head(state, principal, (organization, allow), &page, children, zone).await?
        }
        Err(_) => RecordHead {
            page,
            name: None,
            permissions: None,
            parents: Vec::new(),
            children: Vec::new(),
            has_more_children: false,
            addresses: Vec::new(),
            communication: way_of(state, principal, at, key).await,
            history: None,
            holds: holds_on(state, principal, at, key, zone).await?,
            hold_here: None,
            tab: RecordTab::Communication,
            since: None,
            reads_log: false,
        },
    };
    Ok((RecordHead { tab: RecordTab::Communication, ..head }, address))
}
