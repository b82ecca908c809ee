//! What is told of messages after they were sent, and how they stand by it.

use std::sync::LazyLock;

use annals_model::{EventType, Kind, Masker, Millis, Organization, StatusGroup};
use annals_store::{Command, CommandError, Transaction};

use super::meant::messages_of;
use super::note::{Noted, Settled, note_all};
use super::parked::park;
use super::{Message, MessageId, Reason, list, record};
use crate::entry::Told;
use crate::suppression::Asked;
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
        let ordinal = self.organization.ordinal;
        let found = messages_of(transaction.sql(), ordinal, &self.reports).await?;
        let there: Vec<_> = self
            .reports
            .iter()
            .zip(&found)
            .filter_map(|(report, seq)| Some(((*seq)?, report)))
            .collect();
        let mut noted = note_all(transaction, &there).await?.into_iter();
        let mut asked = Asked::of(transaction.sql(), ordinal).await?;
        let mut outcomes = Vec::with_capacity(self.reports.len());
        for (report, seq) in self.reports.iter().zip(found) {
            let Self { by, organization, .. } = self;
            let noted = if seq.is_some() { noted.next() } else { None };
            outcomes.push(match noted {
                Some(noted) => {
                    tell(transaction, by, organization, (report, noted), &mut asked).await?
                }
                None => park(transaction, by, organization, report, &mut asked).await?,
            });
        }
        Ok(outcomes)
    }
}

/// Tells what came of something that was noted: in the log, and of its address.
pub(super) async fn tell(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    (report, noted): (&Reported, Noted),
    asked: &mut Asked,
) -> Result<ReportOutcome, CommandError> {
    let Settled { before, after, at, told_at } = match noted {
        Noted::Duplicate => return Ok(ReportOutcome::Duplicate),
        Noted::NoMessage => return Ok(ReportOutcome::NoMessage),
        Noted::New(settled) => *settled,
    };
    if before.status.group() != after.status.group() {
        tell_end(transaction, by, organization, (&after, at))?;
    }
    let told = suppression::Told::of_message(report, &after, told_at);
    suppression::note(transaction, by, organization, told, asked).await?;
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
pub(super) fn masked(reason: &Reason) -> Reason {
    Reason { code: masked_text(reason.code.as_ref()), text: masked_text(reason.text.as_ref()) }
}

pub(crate) fn masked_text(text: Option<&String>) -> Option<String> {
    static MASKER: LazyLock<Masker> = LazyLock::new(Masker::default);
    let mut text = text?.clone();
    MASKER.message(&mut text);
    Some(text)
}
