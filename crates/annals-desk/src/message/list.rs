//! Which messages someone may see, and what they search them for.

use annals_model::{Channel, Millis, Permission, RecordKey, Status, TimeRange};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::sought::MESSAGE_WORDS_MAX;
use super::{Message, MessageFields, sought};
use crate::Result;

/// Rows of one page.
pub const MESSAGES_LISTED_MAX: usize = 200;
/// Messages that are counted; of more it is said that there are more.
pub const MESSAGES_COUNTED_MAX: u64 = 10_000;

/// Logs of messages that someone may see: a channel, and whether to staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logs(Vec<(Channel, bool)>);

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct MessageSearch {
    /// Of this channel.
    pub channel: Option<Channel>,
    /// Of this record.
    pub record: Option<RecordKey>,
    /// Words of any field, as typed; the last may be unfinished.
    pub words: String,
    /// What some of the words name: a message is found by that, too.
    pub named: Option<Named>,
    /// With one of these statuses; any, if empty.
    pub statuses: Vec<Status>,
    /// Those that didn't come, came to no end, or weren't wanted.
    pub needs_attention: bool,
    /// To this address, in whatever form it is written.
    pub address: Option<String>,
    /// Heard of last in this time.
    pub activity: TimeRange,
    /// In which order.
    pub order: MessageOrder,
    /// The other way round: oldest first, or from Z to A.
    pub reversed: bool,
    /// After this one.
    pub after: Option<MessageCursor>,
    /// Rows of the page.
    pub rows_max: usize,
}

/// Statuses and a time that words name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// One of these; any, if empty.
    pub statuses: Vec<Status>,
    /// Heard of last in this time.
    pub activity: TimeRange,
    /// The other words, of any field as typed.
    pub others: String,
}

/// By what messages are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageOrder {
    /// When something was last heard of it, newest first.
    #[default]
    Activity,
    /// The address, from A to Z.
    Recipient,
    /// The status, by its word.
    Status,
}

/// The place of a message in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageCursor {
    /// What it is listed by.
    pub value: CursorValue,
    /// Its number.
    pub seq: i64,
}

/// What a message is listed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CursorValue {
    /// A time.
    At(Millis),
    /// An address or a status.
    Text(String),
}

/// A page of messages.
#[derive(Clone, Debug)]
pub struct MessagePage {
    /// They.
    pub messages: Vec<Message>,
    /// How many there are in all, up to [`MESSAGES_COUNTED_MAX`] and one.
    pub total: u64,
    /// Where the next page begins, if there is one.
    pub next: Option<MessageCursor>,
    /// Whether all messages of the record and the channel that are searched went to one person at
    /// one address, whatever else is asked for.
    pub has_one_recipient: bool,
}

/// The permission that a message's log needs.
pub(super) fn log_of(fields: &MessageFields) -> Permission {
    permission(fields.channel, fields.is_to_staff())
}

/// The permissions of the logs of messages; of one channel, if it is given.
pub fn message_logs(channel: Option<Channel>) -> impl Iterator<Item = Permission> {
    let wanted =
        Channel::ALL.into_iter().filter(move |one| channel.is_none_or(|wanted| wanted == *one));
    wanted.flat_map(|channel| [permission(channel, false), permission(channel, true)])
}

fn permission(channel: Channel, to_staff: bool) -> Permission {
    match (channel, to_staff) {
        (Channel::Email, false) => Permission::ReadFamilyEmailLog,
        (Channel::Email, true) => Permission::ReadStaffEmailLog,
        (Channel::Sms, false) => Permission::ReadSmsLogs,
        (Channel::Sms, true) => Permission::ReadStaffSmsLog,
        (Channel::Push, _) => Permission::ReadPushLog,
    }
}

impl Logs {
    /// Those whose permission someone has.
    pub(super) fn allowed(may: impl Fn(Permission) -> bool) -> Self {
        let all = Channel::ALL.into_iter().flat_map(|channel| [(channel, false), (channel, true)]);
        Self(all.filter(|(channel, to_staff)| may(permission(*channel, *to_staff))).collect())
    }

    /// Those of the channel, or all.
    pub(super) fn of(&self, channel: Option<Channel>) -> impl Iterator<Item = (Channel, bool)> {
        self.0.iter().copied().filter(move |log| channel.is_none_or(|wanted| wanted == log.0))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is one of the channel.
    pub fn has_channel(&self, channel: Channel) -> bool {
        self.0.iter().any(|log| log.0 == channel)
    }

    /// Whether the channel's log of messages to staff, or to others, is among them.
    pub(crate) fn has_log(&self, channel: Channel, to_staff: bool) -> bool {
        self.0.contains(&(channel, to_staff))
    }

    /// Whether the message is in one of them.
    pub(super) fn has(&self, fields: &MessageFields) -> bool {
        self.0.contains(&(fields.channel, fields.is_to_staff()))
    }
}

impl MessageOrder {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Activity => "m.activity_at",
            Self::Recipient => "m.address_key",
            Self::Status => "m.status",
        }
    }

    pub(super) fn value(self, row: &SqliteRow) -> Result<CursorValue, sqlx::Error> {
        Ok(match self {
            Self::Activity => CursorValue::At(Millis(row.try_get("place")?)),
            Self::Recipient | Self::Status => CursorValue::Text(row.try_get("place")?),
        })
    }
}

impl MessageSearch {
    /// Whether more than [`MESSAGE_WORDS_MAX`] words are looked for.
    pub fn has_too_many_words(&self) -> bool {
        sought::count(&self.words) > MESSAGE_WORDS_MAX
    }
}
