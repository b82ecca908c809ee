//! What is told of messages after they were sent, and how they stand by it.

use annals_model::{
    Channel, Course, EventType, Kind, Masker, Millis, Organization, OrganizationOrdinal, Seen,
    Standing, Status, StatusGroup,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::row::word;
use super::{Message, MessageId, Reason, list, record, row};
use crate::By;
use crate::entry::Told;

/// So many are noted in one turn of the writer, for whom events wait.
pub(super) const STEP_REPORTS: usize = 200;
/// How far ahead of the clock something may claim to have happened.
const AHEAD_MS_MAX: i64 = 5 * 60 * 1000;
/// Bytes of a code in an entry.
const CODE_BYTES_MAX: usize = 32;
/// Who tells of a message without a provider in between.
const SENDER: &str = "sender";

/// Something that is told of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Who tells it.
    pub teller: Teller,
    /// Of which message.
    pub about: About,
    /// What tells the same thing told twice from two things.
    pub dedupe: String,
    /// To whom it went, where one id stands for several.
    pub recipient: Option<String>,
    /// What happened.
    pub kind: Kind,
    /// When; when it was told, if absent.
    pub at: Option<Millis>,
    /// Why.
    pub reason: Reason,
    /// The link that was followed.
    pub url: Option<String>,
}

/// Who tells something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teller {
    /// Who sent the message.
    Sender,
    /// Its provider, by a call that was checked.
    Provider,
}

/// Which message is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// By its id here.
    Message(MessageId),
    /// By its sender's id.
    Own(String),
    /// By its provider's id.
    Provider {
        /// The provider's name.
        provider: String,
        /// What it calls the message.
        id: String,
    },
}

/// What became of something that was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportOutcome {
    /// It is noted.
    Noted,
    /// It was noted before.
    Duplicate,
    /// No message is known by that id of a provider yet; it waits for one.
    Parked,
    /// There is no such message.
    NoMessage,
}

impl About {
    /// The field that names it, and how.
    pub(super) fn named(&self) -> (&'static str, &str) {
        match self {
            Self::Message(id) => ("message", &id.0),
            Self::Own(id) => ("message_own_id", id),
            Self::Provider { id, .. } => ("provider_message_id", id),
        }
    }
}

/// Notes what is told of messages.
pub(super) struct Tell {
    by: By,
    organization: Organization,
    reports: Vec<Reported>,
}

impl Tell {
    pub(super) fn new(by: &By, organization: &Organization, reports: &[Reported]) -> Self {
        Self { by: by.clone(), organization: organization.clone(), reports: reports.to_vec() }
    }
}

impl Command for Tell {
    /// One for each.
    type Output = Vec<ReportOutcome>;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let mut outcomes = Vec::with_capacity(self.reports.len());
        for report in &self.reports {
            let at = self.organization.ordinal;
            outcomes.push(match message_of(transaction.sql(), at, report).await? {
                Some(seq) => note(transaction, &self.by, &self.organization, seq, report).await?,
                None => park(transaction, at, report).await?,
            });
        }
        Ok(outcomes)
    }
}

/// The message that is meant; none if that can't be told.
async fn message_of(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    report: &Reported,
) -> Result<Option<i64>, sqlx::Error> {
    let (sql, name, provider) = match &report.about {
        About::Message(id) => (
            "SELECT seq, address_key, channel FROM desk_message
             WHERE organization = $1 AND id = $2",
            &id.0,
            None,
        ),
        About::Own(id) => (
            "SELECT seq, address_key, channel FROM desk_message
             WHERE organization = $1 AND own_id = $2",
            id,
            None,
        ),
        About::Provider { provider, id } => (
            "SELECT m.seq, m.address_key, m.channel FROM desk_message_provider_id p
             JOIN desk_message m ON m.seq = p.message
             WHERE p.organization = $1 AND p.provider_id = $2 AND p.provider = $3",
            id,
            Some(provider),
        ),
    };
    let query = sqlx::query(sql).bind(i64::from(organization.0)).bind(name);
    let query = if let Some(provider) = provider { query.bind(provider) } else { query };
    let rows = query.fetch_all(connection).await?;
    if let [only] = &rows[..] {
        return Ok(Some(only.try_get(0)?));
    }
    for row in &rows {
        let channel = word(row, 2, Channel::parse)?;
        let recipient = report.recipient.as_deref().map(|text| channel.address_key(text));
        if recipient.is_some_and(|key| key.as_deref() == Ok(row.try_get(1).unwrap_or_default())) {
            return Ok(Some(row.try_get(0)?));
        }
    }
    Ok(None)
}

/// Notes it, and what the message stands at by it.
async fn note(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    seq: i64,
    report: &Reported,
) -> Result<ReportOutcome, CommandError> {
    let now = transaction.now();
    let source = match (report.teller, &report.about) {
        (Teller::Provider, About::Provider { provider, .. }) => provider.as_str(),
        _ => SENDER,
    };
    // A clock that goes so wrong says nothing of when it was.
    let latest = Millis(now.0.saturating_add(AHEAD_MS_MAX));
    let told_at = report.at.filter(|at| *at <= latest);
    let at = told_at.unwrap_or(now);
    let Reason { code, text } = masked(&report.reason);
    let done = sqlx::query(
        "INSERT INTO desk_message_event (message, source, dedupe, kind, at, received_at, is_timed,
         code, text, url) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
    )
    .bind(seq)
    .bind(source)
    .bind(&report.dedupe)
    .bind(report.kind.as_str())
    .bind(at.0)
    .bind(now.0)
    .bind(i64::from(told_at.is_some()))
    .bind(code)
    .bind(text)
    .bind(masked_text(report.url.as_ref()))
    .execute(transaction.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(ReportOutcome::Duplicate);
    }
    add_to_course(transaction.sql(), seq, report.kind, at).await?;
    let Some((before, after)) = settle(transaction.sql(), seq).await? else {
        return Ok(ReportOutcome::NoMessage);
    };
    if before.status.group() != after.status.group() {
        tell_end(transaction, by, organization, &after)?;
    }
    Ok(ReportOutcome::Noted)
}

/// Computes from all that was told how the message stands; as it was before, and as it is.
async fn settle(
    connection: &mut SqliteConnection,
    seq: i64,
) -> Result<Option<(Message, Message)>, sqlx::Error> {
    let course = course(connection, seq).await?;
    let sql = format!("SELECT {}, m.parts FROM desk_message m WHERE m.seq = $1", row::COLUMNS);
    let found = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(seq).fetch_optional(&mut *connection);
    let Some(found) = found.await? else { return Ok(None) };
    let (_, before) = row::message(&found)?;
    let standing = Standing::of(before.fields.channel, &course, found.try_get(row::COLUMNS_COUNT)?);
    let count = |kind| course.of(kind).map_or(0, |seen: &Seen| seen.count);
    let after = Message {
        activity_at: course.last_activity().unwrap_or(before.sent_at).max(before.sent_at),
        status: standing.status,
        inferred: standing.inferred,
        conflict: standing.conflict,
        reason: reason(connection, seq, standing.status).await?,
        opens: count(Kind::Opened),
        clicks: count(Kind::Clicked),
        ..before.clone()
    };
    if after != before {
        sqlx::query(
            "UPDATE desk_message SET activity_at = $2, status = $3, is_inferred = $4,
             is_conflict = $5, reason_code = $6, reason_text = $7, opens = $8, clicks = $9
             WHERE seq = $1",
        )
        .bind(seq)
        .bind(after.activity_at.0)
        .bind(after.status.as_str())
        .bind(i64::from(after.inferred))
        .bind(i64::from(after.conflict))
        .bind(&after.reason.code)
        .bind(&after.reason.text)
        .bind(after.opens)
        .bind(after.clicks)
        .execute(connection)
        .await?;
    }
    Ok(Some((before, after)))
}

/// Adds to what is known of a kind. Kept beside the events, because those of one message may be
/// many thousand, and all of them would be counted for each that comes.
async fn add_to_course(
    connection: &mut SqliteConnection,
    seq: i64,
    kind: Kind,
    at: Millis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO desk_message_course (message, kind, first_at, last_at, count)
         VALUES ($1, $2, $3, $3, 1) ON CONFLICT (message, kind) DO UPDATE SET
         first_at = MIN(first_at, excluded.first_at), last_at = MAX(last_at, excluded.last_at),
         count = count + 1",
    )
    .bind(seq)
    .bind(kind.as_str())
    .bind(at.0)
    .execute(connection)
    .await?;
    Ok(())
}

async fn course(connection: &mut SqliteConnection, seq: i64) -> Result<Course, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT kind, first_at, last_at, count FROM desk_message_course WHERE message = $1",
    )
    .bind(seq)
    .fetch_all(connection)
    .await?;
    let mut course = Course::default();
    for row in &rows {
        let (first, last) = (Millis(row.try_get(1)?), Millis(row.try_get(2)?));
        course.put(word(row, 0, Kind::parse)?, Seen { first, last, count: row.try_get(3)? });
    }
    Ok(course)
}

/// The last reason that was told for what the message stands at, in an order that doesn't depend on
/// that of the telling.
async fn reason(
    connection: &mut SqliteConnection,
    seq: i64,
    status: Status,
) -> Result<Reason, sqlx::Error> {
    let Some(kind) = status.kind_with_reason() else { return Ok(Reason::default()) };
    let row = sqlx::query(
        "SELECT code, text FROM desk_message_event WHERE message = $1 AND kind = $2
         ORDER BY at DESC, source, dedupe LIMIT 1",
    )
    .bind(seq)
    .bind(kind.as_str())
    .fetch_optional(connection)
    .await?;
    row.map_or(Ok(Reason::default()), |row| {
        Ok(Reason { code: row.try_get(0)?, text: row.try_get(1)? })
    })
}

/// Adds the entry that tells how a message ended, without what could name the recipient.
fn tell_end(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    message: &Message,
) -> Result<(), CommandError> {
    let action = match message.status.group() {
        StatusGroup::UnderWay => "message.under_way",
        StatusGroup::Delivered => "message.delivered",
        StatusGroup::NotDelivered => "message.not_delivered",
        StatusGroup::Complaint => "message.complained",
    };
    let mut told = Told::new(by, action)
        .of_communication()
        .event_type(EventType::Change)
        .record_key(&record::key(&message.id), Some(EventType::Change))
        .named("Log", list::log_of(&message.fields).as_str())
        .named("Status", message.status.as_str());
    if let Some(record) = &message.fields.record {
        told = told.record_key(record, None);
    }
    if let Some(code) = message.reason.code.as_ref().filter(|code| is_code(code)) {
        told = told.named("Code", code);
    }
    told.tell(transaction, organization)
}

/// Whether it can say nothing of people: entries stay.
fn is_code(text: &str) -> bool {
    let is_of_code = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    text.len() <= CODE_BYTES_MAX
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(is_of_code)
}

/// What was told, without what lets whoever reads it act as the recipient.
fn masked(reason: &Reason) -> Reason {
    Reason { code: masked_text(reason.code.as_ref()), text: masked_text(reason.text.as_ref()) }
}

fn masked_text(text: Option<&String>) -> Option<String> {
    let mut text = text?.clone();
    Masker::default().message(&mut text);
    Some(text)
}

/// Keeps what is told of a message that isn't known yet: webhooks often come before the answer of
/// the provider has reached the sender.
async fn park(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    report: &Reported,
) -> Result<ReportOutcome, CommandError> {
    let About::Provider { provider, id } = &report.about else {
        return Ok(ReportOutcome::NoMessage);
    };
    let now = transaction.now();
    let done = sqlx::query(
        "INSERT INTO desk_message_parked (organization, provider, provider_id, dedupe, recipient,
         kind, at, received_at, code, text, url, is_by_provider)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING",
    )
    .bind(i64::from(organization.0))
    .bind(provider)
    .bind(id)
    .bind(&report.dedupe)
    .bind(&report.recipient)
    .bind(report.kind.as_str())
    .bind(report.at.map(|at| at.0))
    .bind(now.0)
    .bind(masked_text(report.reason.code.as_ref()))
    .bind(masked_text(report.reason.text.as_ref()))
    .bind(masked_text(report.url.as_ref()))
    .bind(i64::from(report.teller == Teller::Provider))
    .execute(transaction.sql())
    .await?;
    let is_new = done.rows_affected() > 0;
    Ok(if is_new { ReportOutcome::Parked } else { ReportOutcome::Duplicate })
}

/// Notes what was told of a message before it was recorded.
pub(super) async fn unpark(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    provider: Option<&str>,
    provider_ids: &[String],
) -> Result<(), CommandError> {
    let Some(provider) = provider else { return Ok(()) };
    for id in provider_ids {
        let about = About::Provider { provider: provider.to_owned(), id: id.clone() };
        for report in parked(transaction.sql(), organization.ordinal, &about).await? {
            let at = organization.ordinal;
            let Some(seq) = message_of(transaction.sql(), at, &report).await? else { continue };
            note(transaction, by, organization, seq, &report).await?;
            sqlx::query(
                "DELETE FROM desk_message_parked WHERE organization = $1 AND provider = $2
                 AND provider_id = $3 AND dedupe = $4",
            )
            .bind(i64::from(at.0))
            .bind(provider)
            .bind(id)
            .bind(&report.dedupe)
            .execute(transaction.sql())
            .await?;
        }
    }
    Ok(())
}

async fn parked(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    about: &About,
) -> Result<Vec<Reported>, sqlx::Error> {
    let About::Provider { provider, id } = about else { return Ok(Vec::new()) };
    let rows = sqlx::query(
        "SELECT dedupe, recipient, kind, at, code, text, url, is_by_provider
         FROM desk_message_parked
         WHERE organization = $1 AND provider = $2 AND provider_id = $3 ORDER BY dedupe",
    )
    .bind(i64::from(organization.0))
    .bind(provider)
    .bind(id)
    .fetch_all(connection)
    .await?;
    let reported = |row: &SqliteRow| {
        let is_by_provider = row.try_get::<i64, _>(7)? != 0;
        Ok(Reported {
            teller: if is_by_provider { Teller::Provider } else { Teller::Sender },
            about: about.clone(),
            dedupe: row.try_get(0)?,
            recipient: row.try_get(1)?,
            kind: word(row, 2, Kind::parse)?,
            at: row.try_get::<Option<i64>, _>(3)?.map(Millis),
            reason: Reason { code: row.try_get(4)?, text: row.try_get(5)? },
            url: row.try_get(6)?,
        })
    };
    rows.iter().map(reported).collect()
}
