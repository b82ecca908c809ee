//! What is told of messages after they were sent, and how they stand by it.

use annals_model::{
    Channel, EventType, Kind, Masker, Millis, Organization, OrganizationOrdinal, StatusGroup,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{Row, SqliteConnection};

use super::parked::park;
use super::row::word;
use super::settle::{add_to_course, settle};
use super::{Message, MessageId, Reason, list, record};
use crate::entry::Told;
use crate::{By, suppression};

/// So many are noted in one turn of the writer, for whom events wait.
pub(crate) const STEP_REPORTS: usize = 200;
/// How far ahead of the clock something may claim to have happened.
pub(super) const AHEAD_MS_MAX: i64 = 5 * 60 * 1000;
/// Bytes of a code in an entry.
const CODE_BYTES_MAX: usize = 32;
/// Who tells of a message without a provider in between.
pub(crate) const SENDER: &str = "sender";

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
    /// What it says of the lists that the address may be on.
    pub list: ListSaid,
}

/// What is told of the lists of addresses that get nothing more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListSaid {
    /// What it holds for: a number of ours, a stream, a domain; everything, if absent.
    pub scope: Option<String>,
    /// Whether the provider lets us take the address off, where it says so.
    pub can_reset: Option<bool>,
    /// Whether one of several is meant and nobody says which. None of them is suppressed for that.
    pub ambiguous: bool,
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
    /// Of none: it tells of an address alone.
    Address {
        /// The provider's name.
        provider: String,
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
    pub(crate) fn named(&self) -> (&'static str, &str) {
        match self {
            Self::Message(id) => ("message", &id.0),
            Self::Own(id) => ("message_own_id", id),
            Self::Provider { id, .. } => ("provider_message_id", id),
            Self::Address { provider } => ("provider", provider),
        }
    }
}

/// Notes what is told of messages.
pub(crate) struct Tell {
    by: By,
    organization: Organization,
    reports: Vec<Reported>,
}

impl Tell {
    pub(crate) fn new(by: &By, organization: &Organization, reports: &[Reported]) -> Self {
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
                None => park(transaction, &self.by, &self.organization, report).await?,
            });
        }
        Ok(outcomes)
    }
}

/// The message that is meant; none if that can't be told.
pub(super) async fn message_of(
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
        About::Address { .. } => return Ok(None),
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
pub(super) async fn note(
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
        tell_end(transaction, by, organization, (&after, at))?;
    }
    let told = suppression::Told::of_message(report, &after, told_at);
    suppression::note(transaction, by, organization, told).await?;
    Ok(ReportOutcome::Noted)
}

/// Adds the entry that tells how a message ended and when, without what could name the recipient.
fn tell_end(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    (message, at): (&Message, Millis),
) -> Result<(), CommandError> {
    let action = match message.status.group() {
        StatusGroup::UnderWay => "message.under_way",
        StatusGroup::Delivered => "message.delivered",
        StatusGroup::NotDelivered => "message.not_delivered",
        StatusGroup::Complaint => "message.complained",
    };
    let mut told = Told::new(by, action)
        .of_messages([list::log_of(&message.fields)])
        .at(at)
        .event_type(EventType::Change)
        .record_key(&record::key(&message.id), Some(EventType::Change))
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

pub(crate) fn masked_text(text: Option<&String>) -> Option<String> {
    let mut text = text?.clone();
    Masker::default().message(&mut text);
    Some(text)
}
