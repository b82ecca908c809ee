//! Messages: e-mails, text messages and notifications that applications sent, what became of them,
//! and who may see that.
//!
//! A message is a row and no entry, because its row goes on changing and its text is forgotten one
//! day; that it was recorded and how it ended are entries, which name it by its key alone. Its
//! status follows from the set of what was told of it (see [`annals_model::Course`]).

mod check;
mod condition;
mod find;
mod list;
mod look;
mod meant;
mod note;
mod parked;
mod reasons;
mod record;
mod report;
mod row;
mod settle;
mod sought;
mod words;

use annals_model::{
    Channel, Kind, Millis, Organization, OrganizationOrdinal, Permission, Principal, RecordKey,
    STALE_AFTER_MS, Status, StatusGroup,
};

use crate::{By, Desk, Error, Result};

pub(crate) use check::report_problems;
pub use list::{
    CursorValue, Logs, MESSAGES_COUNTED_MAX, MESSAGES_LISTED_MAX, MessageCursor, MessageOrder,
    MessagePage, MessageSearch, Named, message_logs,
};
pub(crate) use record::key as message_key;
pub use report::{About, ListSaid, ReportOutcome, Reported, Teller};
pub(crate) use report::{SENDER, STEP_REPORTS, Tell, masked_text};
pub(crate) use row::word;
pub use sought::MESSAGE_WORDS_MAX;

/// Messages that one request may hold, and as many reports.
pub const REQUEST_MESSAGES_MAX: usize = 1_000;
/// Bytes of a message's text, and as many of its HTML.
pub const MESSAGE_BODY_BYTES_MAX: usize = 512 * 1024;
/// Characters of what a text message says that lists show.
pub const SAID_CHARS_MAX: usize = 1_000;
/// Events of one message that are shown: the last ones.
pub const MESSAGE_EVENTS_SHOWN_MAX: usize = 500;
/// Ids of one message at its provider: parts of a long text message.
pub const PROVIDER_IDS_MAX: usize = 20;
/// Words that its sender put on a message.
pub const MESSAGE_TAGS_MAX: usize = 20;
/// The type of records that are staff: their logs have permissions of their own.
pub const STAFF_TYPE: &str = "staff";
/// The type of the records that entries about messages name.
pub const MESSAGE_TYPE: &str = "message";

/// A message's stable id; not a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessageId(pub String);

/// A message as its sender tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewMessage {
    /// What the sender calls it; sent twice under one id, it is one message.
    pub own_id: Option<String>,
    /// The message before, of which this is another attempt: the sender's id of it.
    pub resend_of: Option<String>,
    /// Everything that is shown.
    pub fields: MessageFields,
    /// What it says.
    pub body: MessageBody,
    /// What the provider calls it; one id for each part of a long text message.
    pub provider_ids: Vec<String>,
    /// When it was sent; now, if absent.
    pub sent_at: Option<Millis>,
}

/// What is said of a message, besides what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageFields {
    /// The way it went.
    pub channel: Channel,
    /// The address, the number, or the token of the device.
    pub address: String,
    /// Whose that is.
    pub recipient: Option<String>,
    /// The record it belongs to: a family, a student, staff.
    pub record: Option<RecordKey>,
    /// The address or number that it shows as its sender.
    pub from: Option<String>,
    /// Who sent it: a name.
    pub sent_by: Option<String>,
    /// What it was sent for.
    pub campaign: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// Who carries it.
    pub provider: Option<String>,
    /// Words that its sender put on it.
    pub tags: Vec<String>,
}

/// What a message says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageBody {
    /// As plain text.
    pub text: Option<String>,
    /// As HTML.
    pub html: Option<String>,
}

/// A message with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id here.
    pub id: MessageId,
    /// The organisation.
    pub organization: OrganizationOrdinal,
    /// What its sender calls it.
    pub own_id: Option<String>,
    /// The sender's id of the message that this is another attempt at.
    pub resend_of: Option<String>,
    /// What is said of it.
    pub fields: MessageFields,
    /// When it was sent.
    pub sent_at: Millis,
    /// When something was last heard of it.
    pub activity_at: Millis,
    /// What all that was told comes to.
    pub status: Status,
    /// That it came follows only from its being opened.
    pub inferred: bool,
    /// What was told doesn't go together.
    pub conflict: bool,
    /// Why it did not come: the code and the words of who refused it.
    pub reason: Reason,
    /// How often people opened it.
    pub opens: u32,
    /// How often they followed links.
    pub clicks: u32,
    /// Whether what it says is kept.
    pub has_body: bool,
    /// What it says, unless it is an e-mail: the beginning of it.
    pub said: Option<String>,
    /// That what it said is kept no longer.
    pub purged: Option<Purged>,
}

/// That what a message said was purged, as the organisation's retention has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purged {
    /// When.
    pub at: Millis,
    /// After how many months.
    pub months: u32,
}

/// Why a message did not come, as its provider said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// A code such as `5.1.1` or `30003`.
    pub code: Option<String>,
    /// Words, such as the answer of the mail server.
    pub text: Option<String>,
}

/// Something that was told of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageEvent {
    /// What happened.
    pub kind: Kind,
    /// When it happened.
    pub at: Millis,
    /// When it was told.
    pub received_at: Millis,
    /// Whether the one who told it said when; else `at` is when it was told.
    pub timed: bool,
    /// Who told it: a provider, or the sender.
    pub source: String,
    /// Why.
    pub reason: Reason,
    /// The link that was followed.
    pub url: Option<String>,
}

/// What became of a message that was sent here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its id here.
    pub id: MessageId,
    /// Whether it was here before.
    pub duplicate: bool,
}

/// Why a message or a report is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageProblem {
    /// Its place among those of the request, from 0.
    pub index: usize,
    /// The field: `to.address`.
    pub field: String,
    /// A sentence for people.
    pub reason: String,
}

impl Default for MessageFields {
    fn default() -> Self {
        Self {
            channel: Channel::Email,
            address: String::new(),
            recipient: None,
            record: None,
            from: None,
            sent_by: None,
            campaign: None,
            subject: None,
            provider: None,
            tags: Vec::new(),
        }
    }
}

impl MessageFields {
    /// Whether it went to staff, whose logs have permissions of their own.
    pub fn is_to_staff(&self) -> bool {
        let is_staff = |kind: &str| kind.trim().eq_ignore_ascii_case(STAFF_TYPE);
        self.record.as_ref().is_some_and(|record| is_staff(&record.record_type))
    }
}

impl Message {
    /// Whether a provider should have told by now what became of it. Of notifications none ever
    /// tells whether the device has them.
    pub fn is_stale(&self, now: Millis) -> bool {
        self.fields.provider.is_some()
            && self.fields.channel != Channel::Push
            && self.status.group() == StatusGroup::UnderWay
            && now.0.saturating_sub(self.sent_at.0) > STALE_AFTER_MS
    }

    /// The same as those see it who may read what messages say, or may not.
    fn readable(self, reads_bodies: bool) -> Self {
        Self { said: self.said.filter(|_| reads_bodies), ..self }
    }
}

impl Desk {
    /// Records messages where `by` may send events. Refused ones leave all of the request
    /// unwritten. Many are written in steps, so that events don't wait; a request that broke off
    /// is sent again, and those with ids of their sender's are not recorded twice.
    pub async fn record_messages(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        messages: Vec<NewMessage>,
    ) -> Result<Result<Vec<Recorded>, Vec<MessageProblem>>> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::WriteEvents)?;
        let now = self.clock.now();
        let problems = check::problems(&messages, now);
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        let mut recorded = Vec::with_capacity(messages.len());
        for (at, step) in messages.chunks(record::STEP_MESSAGES).enumerate() {
            let (by, organization, step) = (by.clone(), organization.clone(), step.to_vec());
            // Masking, folding and packing megabytes would keep others waiting.
            let step = move || record::Record::new(&by, &organization, &step);
            let step = tokio::task::spawn_blocking(step).await;
            let step = step.map_err(|error| Error::Machine(error.to_string()))??;
            match self.store.command(step).await? {
                Ok(some) => recorded.extend(some),
                Err(mut problem) => {
                    problem.index += at * record::STEP_MESSAGES;
                    return Ok(Err(vec![problem]));
                }
            }
        }
        self.index_reasons().await?;
        Ok(Ok(recorded))
    }

    /// Notes what senders tell of their messages, where `by` may send events.
    pub async fn report_messages(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        reports: Vec<Reported>,
    ) -> Result<Result<Vec<ReportOutcome>, Vec<MessageProblem>>> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::WriteEvents)?;
        let problems = check::report_problems(&reports);
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        let mut outcomes = Vec::with_capacity(reports.len());
        for step in reports.chunks(report::STEP_REPORTS) {
            outcomes.extend(self.store.command(report::Tell::new(&by, &organization, step)).await?);
        }
        self.index_reasons().await?;
        Ok(Ok(outcomes))
    }

    /// A page of the messages that `by` may see.
    pub async fn messages(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        search: &MessageSearch,
    ) -> Result<MessagePage> {
        let (organization, logs) = self.message_logs(by, organization)?;
        let at = organization.ordinal;
        let reads_bodies = self.require(by, at, Permission::ReadMessageContent).is_ok();
        let now = self.clock.now();
        let find = find::Find { organization: at, logs, reads_bodies, search, now };
        // As they were at one time: a message that something is told of meanwhile would be left out
        // between two pages.
        let mut reading = self.store.settings().begin().await?;
        let page = find.page(&mut reading).await?;
        reading.rollback().await?;
        Ok(page)
    }

    /// A message with the last that was told of it, oldest first; not found if `by` may not see it.
    pub async fn message(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        id: &MessageId,
    ) -> Result<(Message, Vec<MessageEvent>)> {
        let (organization, logs) = self.message_logs(by, organization)?;
        let connection = &mut *self.store.settings().acquire().await?;
        let found = row::find(connection, organization.ordinal, id).await?;
        let (seq, message) =
            found.filter(|(_, found)| logs.has(&found.fields)).ok_or(Error::NotFound)?;
        let events = row::events(connection, seq).await?;
        let reads_bodies =
            self.require(by, organization.ordinal, Permission::ReadMessageContent).is_ok();
        Ok((message.readable(reads_bodies), events))
    }

    /// What a message says, for those who may read that: each look is an entry.
    pub async fn look_at_message(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        id: &MessageId,
    ) -> Result<MessageBody> {
        let by = by.into();
        let (organization, logs) = self.message_logs(&by.principal, organization)?;
        self.require(&by.principal, organization.ordinal, Permission::ReadMessageContent)?;
        let look = look::Look { by, organization, logs, id: id.clone() };
        self.store.command(look).await?.ok_or(Error::NotFound)
    }

    /// The same for whoever has just looked, without another entry: the caller knows of that look.
    pub async fn message_after_look(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        id: &MessageId,
    ) -> Result<MessageBody> {
        let (organization, logs) = self.message_logs(by, organization)?;
        self.require(by, organization.ordinal, Permission::ReadMessageContent)?;
        let connection = &mut *self.store.settings().acquire().await?;
        let found = row::find(connection, organization.ordinal, id).await?;
        let found = found.filter(|(_, found)| logs.has(&found.fields));
        let (seq, _) = found.ok_or(Error::NotFound)?;
        look::body(connection, seq).await?.ok_or(Error::NotFound)
    }

    /// Which logs of messages `by` may see; an error if none.
    pub fn message_logs(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<(Organization, Logs)> {
        let tree = self.store.organizations();
        let may = |permission| annals_model::decide(&tree, by, organization, permission).allowed();
        let logs = Logs::allowed(|permission| {
            // Messages have no school years: who sees some years only, and nothing without, sees
            // no messages.
            may(permission)
                .is_some_and(|allow| allow.rows().is_everything() || allow.rows().without_calendar)
        });
        let organization = tree.get(organization).filter(|_| !logs.is_empty());
        Ok((organization.cloned().ok_or(Error::NotAllowed)?, logs))
    }
}
