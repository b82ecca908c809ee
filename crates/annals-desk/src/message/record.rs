//! Recording messages, each with its entry.

use std::collections::HashMap;

use annals_model::{EventType, Masker, Millis, Organization, OrganizationOrdinal, Status};
use annals_store::{Command, CommandError, Transaction};
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::row::BETWEEN_TAGS;
use super::{
    MESSAGE_TYPE, MessageBody, MessageFields, MessageId, MessageProblem, NewMessage, Recorded,
};
use super::{list, parked, words};
use crate::entry::Told;
use crate::{By, secret};

/// So many are written in one turn of the writer, for whom events wait.
pub(super) const STEP_MESSAGES: usize = 50;
/// Bytes of what is mixed into the fingerprint of a body.
const SALT_BYTES: usize = 32;
/// How hard bodies are compressed: zstd's own default.
const LEVEL: i32 = 3;

/// Records messages that were checked.
pub(super) struct Record {
    by: By,
    organization: Organization,
    messages: Vec<Prepared>,
}

/// A message with all that can be done outside the writer's turn.
struct Prepared {
    id: MessageId,
    message: NewMessage,
    fingerprint: [u8; 32],
    /// Its words, and those of what it says.
    words: (String, String),
    body: Option<Body>,
}

/// What a message says, as it is kept.
struct Body {
    salt: [u8; SALT_BYTES],
    /// By which it can be shown later that the text is the one that came.
    commitment: String,
    text: Option<Vec<u8>>,
    html: Option<Vec<u8>>,
}

impl Record {
    pub(super) fn new(
        by: &By,
        organization: &Organization,
        messages: &[NewMessage],
    ) -> crate::Result<Self> {
        let prepared = |message| Prepared::new(organization.ordinal, message);
        let messages = messages.iter().map(prepared).collect::<crate::Result<_>>()?;
        Ok(Self { by: by.clone(), organization: organization.clone(), messages })
    }
}

impl Prepared {
    fn new(organization: OrganizationOrdinal, message: &NewMessage) -> crate::Result<Self> {
        let id = MessageId(secret::new_id()?);
        let mut message = message.clone();
        mask(&mut message);
        let fields = &message.fields;
        let scope = words::Scope::new(organization, fields.channel, fields.is_to_staff());
        let MessageBody { text, html } = &message.body;
        let has_body = text.is_some() || html.is_some();
        Ok(Self {
            words: words::of_message(&id.0, &message, &scope),
            fingerprint: fingerprint(&message),
            body: has_body.then(|| Body::new(&message.body)).transpose()?,
            message,
            id,
        })
    }
}

impl Body {
    fn new(body: &MessageBody) -> crate::Result<Self> {
        let salt = secret::random::<SALT_BYTES>()?;
        let mut hash = Sha256::new();
        hash.update(salt);
        absorb(&mut hash, body.text.as_deref());
        absorb(&mut hash, body.html.as_deref());
        let commitment = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let pack = |text: &Option<String>| {
            let packed = text.as_ref().map(|text| zstd::bulk::compress(text.as_bytes(), LEVEL));
            packed.transpose().map_err(|error| crate::Error::Machine(format!("zstd: {error}")))
        };
        Ok(Self { salt, commitment, text: pack(&body.text)?, html: pack(&body.html)? })
    }
}

/// Takes out what lets whoever reads it act as the one it was sent to.
fn mask(message: &mut NewMessage) {
    let MessageFields { recipient, from, sent_by, campaign, subject, tags, .. } =
        &mut message.fields;
    let masker = Masker::default();
    let fields = [recipient, from, sent_by, campaign, subject];
    let body = [&mut message.body.text, &mut message.body.html];
    for said in fields.into_iter().chain(body).flatten().chain(tags) {
        masker.message(said);
    }
}

/// Adds a value in a form that no other values have.
fn absorb(hash: &mut Sha256, text: Option<&str>) {
    let length = text.map_or(u64::MAX, |text| text.len() as u64);
    hash.update(length.to_be_bytes());
    hash.update(text.unwrap_or_default());
}

/// By which a message sent twice under one id is told from another under the same id.
fn fingerprint(message: &NewMessage) -> [u8; 32] {
    let fields = &message.fields;
    let record = fields.record.as_ref();
    let mut hash = Sha256::new();
    for text in [
        message.resend_of.as_deref(),
        Some(fields.channel.as_str()),
        Some(&fields.address),
        fields.recipient.as_deref(),
        record.map(|record| &*record.record_type),
        record.map(|record| &*record.id),
        fields.from.as_deref(),
        fields.sent_by.as_deref(),
        fields.campaign.as_deref(),
        fields.subject.as_deref(),
        fields.provider.as_deref(),
        message.body.text.as_deref(),
        message.body.html.as_deref(),
        message.sent_at.map(|at| at.to_string()).as_deref(),
    ] {
        absorb(&mut hash, text);
    }
    for list in [&fields.tags, &message.provider_ids] {
        hash.update((list.len() as u64).to_be_bytes());
        list.iter().for_each(|text| absorb(&mut hash, Some(text)));
    }
    hash.finalize().into()
}

impl Command for Record {
    /// One for each, or the one whose id stands for another message already.
    type Output = Result<Vec<Recorded>, MessageProblem>;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let known = self.known(transaction.sql()).await?;
        let (mut recorded, mut new) = (Vec::with_capacity(self.messages.len()), Vec::new());
        for (index, one) in self.messages.iter().enumerate() {
            let known = one.message.own_id.as_ref().and_then(|own_id| known.get(own_id));
            recorded.push(match known {
                // Of one that was purged nothing is left to compare; it is not recorded again.
                Some((_, fingerprint))
                    if *fingerprint != one.fingerprint && !fingerprint.is_empty() =>
                {
                    let reason = "stands for another message already".to_owned();
                    return Ok(Err(MessageProblem { index, field: "id".to_owned(), reason }));
                }
                Some((id, _)) => Recorded { id: id.clone(), duplicate: true },
                None => {
                    new.push(one);
                    Recorded { id: one.id.clone(), duplicate: false }
                }
            });
        }
        if !new.is_empty() {
            self.write(&new, transaction).await?;
        }
        Ok(Ok(recorded))
    }
}

impl Record {
    /// The messages that the sender calls the same: their ids and fingerprints.
    async fn known(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<HashMap<String, (MessageId, Vec<u8>)>, sqlx::Error> {
        let mut own_ids = Vec::with_capacity(self.messages.len());
        for Prepared { message, .. } in &self.messages {
            own_ids.extend(message.own_id.as_deref());
        }
        if own_ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT own_id, id, fingerprint FROM desk_message WHERE organization = ",
        );
        query.push_bind(i64::from(self.organization.ordinal.0)).push(" AND own_id IN (");
        let mut list = query.separated(", ");
        for own_id in own_ids {
            list.push_bind(own_id);
        }
        query.push(")");
        let rows = query.build().persistent(false).fetch_all(connection).await?;
        let known =
            |row: &SqliteRow| Ok((row.try_get(0)?, (MessageId(row.try_get(1)?), row.try_get(2)?)));
        rows.iter().map(known).collect()
    }

    /// Writes messages, each kind of row of all of them in one statement. It isn't kept for later:
    /// there would be one for each number of messages.
    async fn write(
        &self,
        new: &[&Prepared],
        transaction: &mut Transaction<'_>,
    ) -> Result<(), CommandError> {
        let (organization, now) = (&self.organization, transaction.now());
        let connection = transaction.sql();
        let sql = "SELECT COALESCE(MAX(seq), 0) FROM desk_message";
        let last: i64 = sqlx::query(sql).fetch_one(&mut *connection).await?.try_get(0)?;
        let new: Vec<_> = (last + 1..).zip(new.iter().copied()).collect();
        insert(connection, organization.ordinal, now, &new).await?;
        insert_bodies(connection, organization.ordinal, now, &new).await?;
        insert_provider_ids(connection, organization.ordinal, &new).await?;
        let mut query =
            QueryBuilder::<Sqlite>::new("INSERT INTO desk_message_words (rowid, words, body) ");
        query.push_values(&new, |mut row, (seq, one)| {
            row.push_bind(*seq).push_bind(&one.words.0).push_bind(&one.words.1);
        });
        query.build().persistent(false).execute(connection).await?;
        for (_, one) in &new {
            one.told(&self.by, now).tell(transaction, organization)?;
        }
        let messages: Vec<_> = new.iter().map(|(_, one)| &one.message).collect();
        parked::unpark(transaction, &self.by, organization, &messages).await
    }
}

impl Prepared {
    fn told(&self, by: &By, now: Millis) -> Told {
        let fields = &self.message.fields;
        let mut told = Told::new(by, "message.recorded")
            .of_messages([list::log_of(fields)])
            .at(self.message.sent_at.unwrap_or(now))
            .event_type(EventType::Add)
            .record_key(&key(&self.id), Some(EventType::Add));
        if let Some(record) = &fields.record {
            told = told.record_key(record, None);
        }
        if let Some(body) = &self.body {
            told = told.named("Content Commitment", &body.commitment);
        }
        told
    }
}

async fn insert(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    now: Millis,
    new: &[(i64, &Prepared)],
) -> Result<(), sqlx::Error> {
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO desk_message (seq, id, organization, own_id, fingerprint, resend_of, channel,
         is_to_staff, record_type, record_id, address, address_key, recipient, from_address,
         sent_by, campaign, subject, provider, tags, parts, sent_at, recorded_at, activity_at,
         status, is_inferred, is_conflict, opens, clicks) ",
    );
    query.push_values(new, |mut row, (seq, one)| {
        let (message, fields) = (&one.message, &one.message.fields);
        let sent_at = message.sent_at.unwrap_or(now);
        let record = fields.record.as_ref();
        let tags: String = fields.tags.iter().map(|tag| format!("{tag}{BETWEEN_TAGS}")).collect();
        row.push_bind(*seq).push_bind(&one.id.0).push_bind(i64::from(organization.0));
        row.push_bind(&message.own_id).push_bind(&one.fingerprint[..]);
        row.push_bind(&message.resend_of).push_bind(fields.channel.as_str());
        row.push_bind(i64::from(fields.is_to_staff()));
        row.push_bind(record.map(|record| &record.record_type));
        row.push_bind(record.map(|record| &record.id)).push_bind(&fields.address);
        row.push_bind(fields.channel.address_key(&fields.address).unwrap_or_default());
        row.push_bind(&fields.recipient).push_bind(&fields.from).push_bind(&fields.sent_by);
        row.push_bind(&fields.campaign).push_bind(&fields.subject).push_bind(&fields.provider);
        row.push_bind(tags).push_bind(message.provider_ids.len().max(1) as i64);
        row.push_bind(sent_at.0).push_bind(now.0).push_bind(sent_at.0);
        row.push_bind(Status::Queued.as_str()).push("0").push("0").push("0").push("0");
    });
    query.build().persistent(false).execute(connection).await?;
    Ok(())
}

async fn insert_bodies(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    now: Millis,
    new: &[(i64, &Prepared)],
) -> Result<(), sqlx::Error> {
    let mut bodies = Vec::new();
    for (seq, Prepared { message, body, .. }) in new {
        bodies.extend(body.as_ref().map(|body| (*seq, message, body)));
    }
    if bodies.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO desk_message_body
         (message, salt, text, html, organization, channel, sent_at) ",
    );
    query.push_values(bodies, |mut row, (seq, message, body)| {
        row.push_bind(seq).push_bind(&body.salt[..]).push_bind(&body.text).push_bind(&body.html);
        row.push_bind(i64::from(organization.0)).push_bind(message.fields.channel.as_str());
        row.push_bind(message.sent_at.unwrap_or(now).0);
    });
    query.build().persistent(false).execute(connection).await?;
    Ok(())
}

async fn insert_provider_ids(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    new: &[(i64, &Prepared)],
) -> Result<(), sqlx::Error> {
    let mut ids = Vec::new();
    for (seq, Prepared { message, .. }) in new {
        ids.extend(message.provider_ids.iter().map(|id| (*seq, &message.fields.provider, id)));
    }
    if ids.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO desk_message_provider_id (organization, provider, provider_id, message) ",
    );
    query.push_values(ids, |mut row, (seq, provider, id)| {
        row.push_bind(i64::from(organization.0)).push_bind(provider);
        row.push_bind(id).push_bind(seq);
    });
    query.push(" ON CONFLICT DO NOTHING").build().persistent(false).execute(connection).await?;
    Ok(())
}

/// The record that entries about a message name.
pub(crate) fn key(id: &MessageId) -> annals_model::RecordKey {
    annals_model::RecordKey { record_type: MESSAGE_TYPE.to_owned(), id: id.0.clone() }
}
