//! Recording messages, each with its entry.

use annals_model::{EventType, Masker, Millis, Organization, OrganizationOrdinal, Status};
use annals_store::{Command, CommandError, Transaction};
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};

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
        let at = self.organization.ordinal;
        let mut known = Vec::with_capacity(self.messages.len());
        for (index, one) in self.messages.iter().enumerate() {
            known.push(match known_as(transaction.sql(), at, &one.message).await? {
                // Of one that was purged nothing is left to compare; it is not recorded again.
                Some((_, fingerprint))
                    if fingerprint != one.fingerprint && !fingerprint.is_empty() =>
                {
                    let reason = "stands for another message already".to_owned();
                    return Ok(Err(MessageProblem { index, field: "id".to_owned(), reason }));
                }
                known => known.map(|(id, _)| id),
            });
        }
        let mut recorded = Vec::with_capacity(self.messages.len());
        for (one, known) in self.messages.iter().zip(known) {
            recorded.push(match known {
                Some(id) => Recorded { id, duplicate: true },
                None => {
                    one.write(&self.by, &self.organization, transaction).await?;
                    Recorded { id: one.id.clone(), duplicate: false }
                }
            });
        }
        Ok(Ok(recorded))
    }
}

/// The message that the sender calls the same.
async fn known_as(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    message: &NewMessage,
) -> Result<Option<(MessageId, Vec<u8>)>, sqlx::Error> {
    let Some(own_id) = &message.own_id else { return Ok(None) };
    let row = sqlx::query(
        "SELECT id, fingerprint FROM desk_message WHERE organization = $1 AND own_id = $2",
    )
    .bind(i64::from(organization.0))
    .bind(own_id)
    .fetch_optional(connection)
    .await?;
    row.map(|row| Ok((MessageId(row.try_get(0)?), row.try_get(1)?))).transpose()
}

impl Prepared {
    async fn write(
        &self,
        by: &By,
        organization: &Organization,
        transaction: &mut Transaction<'_>,
    ) -> Result<(), CommandError> {
        let now = transaction.now();
        let seq = self.insert(transaction.sql(), organization.ordinal, now).await?;
        self.insert_parts(transaction.sql(), organization.ordinal, seq, now).await?;
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
        told.tell(transaction, organization)?;
        let provider_ids = &self.message.provider_ids;
        parked::unpark(transaction, by, organization, fields.provider.as_deref(), provider_ids)
            .await
    }

    async fn insert(
        &self,
        connection: &mut SqliteConnection,
        organization: OrganizationOrdinal,
        now: Millis,
    ) -> Result<i64, CommandError> {
        let (message, fields) = (&self.message, &self.message.fields);
        let sent_at = message.sent_at.unwrap_or(now);
        let key = fields.channel.address_key(&fields.address).unwrap_or_default();
        let record = fields.record.as_ref();
        let tags: String = fields.tags.iter().map(|tag| format!("{tag}{BETWEEN_TAGS}")).collect();
        let row = sqlx::query(
            "INSERT INTO desk_message (id, organization, own_id, fingerprint, resend_of, channel,
             is_to_staff, record_type, record_id, address, address_key, recipient, from_address,
             sent_by, campaign, subject, provider, tags, parts, sent_at, recorded_at, activity_at,
             status, is_inferred, is_conflict, opens, clicks)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
             $18, $19, $20, $21, $20, $22, 0, 0, 0, 0) RETURNING seq",
        )
        .bind(&self.id.0)
        .bind(i64::from(organization.0))
        .bind(&message.own_id)
        .bind(&self.fingerprint[..])
        .bind(&message.resend_of)
        .bind(fields.channel.as_str())
        .bind(i64::from(fields.is_to_staff()))
        .bind(record.map(|record| &record.record_type))
        .bind(record.map(|record| &record.id))
        .bind(&fields.address)
        .bind(key)
        .bind(&fields.recipient)
        .bind(&fields.from)
        .bind(&fields.sent_by)
        .bind(&fields.campaign)
        .bind(&fields.subject)
        .bind(&fields.provider)
        .bind(tags)
        .bind(message.provider_ids.len().max(1) as i64)
        .bind(sent_at.0)
        .bind(now.0)
        .bind(Status::Queued.as_str())
        .fetch_one(connection)
        .await?;
        Ok(row.try_get(0)?)
    }

    /// What lies apart from the row.
    async fn insert_parts(
        &self,
        connection: &mut SqliteConnection,
        organization: OrganizationOrdinal,
        seq: i64,
        now: Millis,
    ) -> Result<(), CommandError> {
        if let Some(body) = &self.body {
            let sql = "INSERT INTO desk_message_body
                       (message, salt, text, html, organization, channel, sent_at)
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
            sqlx::query(sql)
                .bind(seq)
                .bind(&body.salt[..])
                .bind(&body.text)
                .bind(&body.html)
                .bind(i64::from(organization.0))
                .bind(self.message.fields.channel.as_str())
                .bind(self.message.sent_at.unwrap_or(now).0)
                .execute(&mut *connection)
                .await?;
        }
        for provider_id in &self.message.provider_ids {
            sqlx::query(
                "INSERT INTO desk_message_provider_id (organization, provider, provider_id, message)
                 VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            )
            .bind(i64::from(organization.0))
            .bind(&self.message.fields.provider)
            .bind(provider_id)
            .bind(seq)
            .execute(&mut *connection)
            .await?;
        }
        let sql = "INSERT INTO desk_message_words (rowid, words, body) VALUES ($1, $2, $3)";
        sqlx::query(sql)
            .bind(seq)
            .bind(&self.words.0)
            .bind(&self.words.1)
            .execute(connection)
            .await?;
        Ok(())
    }
}

/// The record that entries about a message name.
pub(crate) fn key(id: &MessageId) -> annals_model::RecordKey {
    annals_model::RecordKey { record_type: MESSAGE_TYPE.to_owned(), id: id.0.clone() }
}
