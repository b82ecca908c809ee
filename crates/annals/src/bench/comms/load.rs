//! Fills a store with messages, and with one family that has very many.

use std::ops::Range;

use annals_delivery::{HashMethod, Provider};
use annals_desk::{Desk, MessageBody, MessageFields, NewHook, NewKey, NewMessage, NewUser, SignIn};
use annals_model::{
    Catalogue, Channel, Clock, Masker, Millis, OrganizationId, OrganizationOrdinal, Record,
    RecordKey, Rights, Scopes, SystemClock, admit,
};
use annals_samples::Bench;
use annals_server::wire::parse_event;
use annals_store::{NewEvent, Store};
use anyhow::Context;
use serde_json::Value;

use super::super::ingest::{Batch, refused};
use super::super::{BATCH_EVENTS, Directory};
use super::calls::{self, SendGridKey};
use crate::cli::{password, progress};

/// The family with very many.
pub(super) const FAMILY: &str = "f-bench";
const FAMILY_MESSAGES: u64 = 2_000;
const FAMILY_EVENTS: u64 = 50_000;
/// Messages of each other family.
const MESSAGES_PER_FAMILY: u64 = 40;
/// Messages are spread over two years.
const SPAN_MS: i64 = 2 * 365 * 24 * 60 * 60 * 1000;
const END: Millis = Millis(1_795_000_000_000);

/// By what the server is asked.
pub(super) struct Access {
    pub(super) key: String,
    pub(super) cookie: String,
    /// The webhook of a sender of Standard Webhooks.
    pub(super) hook: String,
    pub(super) sendgrid: String,
    pub(super) sendgrid_key: SendGridKey,
    /// Words of messages, each of which finds something.
    pub(super) words: Vec<String>,
}

pub(super) async fn load(
    directory: &mut Directory,
    stream: &Bench,
    organization: &OrganizationId,
    messages: u64,
) -> anyhow::Result<Access> {
    let store = directory.store(stream, true).await?;
    let desk = Desk::new(store.clone());
    let at = store.organizations().find(organization).context("it is missing")?.ordinal;
    if directory.state.more == 0 {
        let (further, places) = directory.further(FAMILY_EVENTS);
        load_events(&store, &further, places.clone(), (organization, at)).await?;
        directory.state.more = places.end;
        directory.save()?;
    }
    let bar = progress::bar(messages, "messages");
    let mut batch = Batch::new(stream);
    while directory.state.next < messages {
        let from = directory.state.next;
        let places = from..(from + BATCH_EVENTS).min(messages);
        bar.set_position(places.end);
        batch.draw(stream, places.clone());
        let new = batch.lines().zip(places.clone()).map(|(line, place)| message(line, place));
        let new = new.collect::<anyhow::Result<Vec<_>>>()?;
        let done = desk.record_messages(&desk.operator(), at, new).await?;
        done.map_err(|problems| anyhow::anyhow!("a message was refused: {problems:?}"))?;
        directory.state.next = places.end;
        directory.save()?;
    }
    bar.finish_and_clear();
    let access = access(&desk, at, words(stream)?).await?;
    store.close().await;
    Ok(access)
}

/// Events of one family.
async fn load_events(
    store: &Store,
    stream: &Bench,
    places: Range<u64>,
    (organization, at): (&OrganizationId, OrganizationOrdinal),
) -> anyhow::Result<()> {
    let bar = progress::bar(FAMILY_EVENTS, "events");
    let mut batch = Batch::new(stream);
    let (catalogue, masker) = (Catalogue::default(), Masker::default());
    let record = Record {
        record_type: "family".to_owned(),
        id: FAMILY.to_owned(),
        name: Some("Family of the Bench".to_owned()),
        change: None,
    };
    for from in places.step_by(BATCH_EVENTS as usize) {
        batch.draw(stream, from..from + BATCH_EVENTS);
        let mut events = Vec::new();
        for line in batch.lines() {
            let mut draft = parse_event(line).map_err(|problems| refused(&problems))?;
            draft.records.insert(0, record.clone());
            let now = SystemClock.now();
            let admitted = admit(draft, organization.clone(), &catalogue, &masker, now);
            let (event, fingerprint) = admitted.map_err(|problems| refused(&problems))?;
            events.push(NewEvent { organization: at, event, fingerprint });
        }
        store.append(events).await?;
        bar.inc(BATCH_EVENTS);
    }
    bar.finish_and_clear();
    Ok(())
}

/// What a message says is what an entry would.
fn message(line: &[u8], place: u64) -> anyhow::Result<NewMessage> {
    let event: Value = serde_json::from_slice(line)?;
    let name = event["actor"]["name"].as_str().unwrap_or("Somebody").to_owned();
    let what = event["description"].as_str().unwrap_or("Something was changed");
    let family = match place < FAMILY_MESSAGES {
        true => FAMILY.to_owned(),
        false => format!("f-{}", place / MESSAGES_PER_FAMILY),
    };
    let sent_at = END.0 - SPAN_MS + (place as i64).wrapping_mul(7_919_000_003).rem_euclid(SPAN_MS);
    Ok(NewMessage {
        own_id: Some(format!("bench-{place}")),
        resend_of: None,
        fields: MessageFields {
            channel: Channel::Email,
            address: format!("{family}@home.example"),
            recipient: Some(name.clone()),
            record: Some(RecordKey { record_type: "family".to_owned(), id: family }),
            from: Some("office@gym.example".to_owned()),
            sent_by: Some("Office".to_owned()),
            campaign: None,
            subject: Some(what.chars().take(60).collect()),
            provider: Some(Provider::Resend.as_str().to_owned()),
            tags: Vec::new(),
        },
        body: MessageBody {
            text: Some(format!("Dear {name},\n\n{what}\n\nYour office")),
            html: None,
        },
        provider_ids: vec![calls::provider_id(place)],
        sent_at: Some(Millis(sent_at)),
    })
}

/// Words of the first messages, the frequent beside the rare.
fn words(stream: &Bench) -> anyhow::Result<Vec<String>> {
    let mut batch = Batch::new(stream);
    batch.draw(stream, 0..BATCH_EVENTS);
    let mut words = Vec::new();
    for line in batch.lines() {
        let event: Value = serde_json::from_slice(line)?;
        for text in [&event["actor"]["name"], &event["description"]] {
            let text = text.as_str().unwrap_or_default();
            let split = text.split(|c: char| !c.is_alphanumeric());
            words.extend(split.filter(|word| word.chars().count() > 3).map(str::to_lowercase));
        }
    }
    Ok(words)
}

async fn access(
    desk: &Desk,
    at: OrganizationOrdinal,
    words: Vec<String>,
) -> anyhow::Result<Access> {
    let operator = desk.operator();
    let secret = password::generate()?;
    let username = format!("bench-{}", &secret[..12]);
    let rights = Rights::here(Scopes::all());
    let new = NewUser { rights, ..NewUser::new(at, &username, "Bench", &secret) };
    desk.create_user(&operator, new).await?;
    let attempt = SignIn { username, password: secret, client: Default::default() };
    let (token, _) = desk.sign_in(attempt).await?.session().context("no code is asked for")?;
    // Events are of all organisations.
    let new = NewKey {
        organization: operator.home,
        name: "bench".to_owned(),
        scopes: Scopes::all(),
        reaches_below: true,
        expires_at: None,
    };
    let (_, key) = desk.create_key(&operator, new).await?;
    for hook in desk.hooks(&operator, at).await? {
        desk.delete_hook(&operator, &hook.id).await?;
    }
    let sendgrid_key = SendGridKey::new()?;
    let mut hooks = Vec::new();
    for (provider, secret) in
        [(Provider::Resend, calls::SECRET.to_owned()), (Provider::SendGrid, sendgrid_key.public())]
    {
        let new = NewHook {
            organization: at,
            name: provider.as_str().to_owned(),
            provider,
            hash: HashMethod::default(),
            secret: Some(secret),
        };
        hooks.push(desk.create_hook(&operator, new).await?.0.id.0);
    }
    let sendgrid = hooks.pop().context("there are two")?;
    let hook = hooks.pop().context("there are two")?;
    Ok(Access {
        key: key.0,
        cookie: format!("annals={}", token.0),
        hook,
        sendgrid,
        sendgrid_key,
        words,
    })
}
