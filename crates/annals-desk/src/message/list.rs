//! Which messages someone may see, and those of them that a search finds.

use annals_model::{
    Channel, Millis, OrganizationOrdinal, Permission, RecordKey, STALE_AFTER_MS, Status,
    StatusGroup, TimeRange,
};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::words::MESSAGE_WORDS_MAX;
use super::{Message, MessageFields, row, words};
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
    /// Statuses that some of the words name, and the other words: a message is found by these, too.
    pub named: Option<(Vec<Status>, String)>,
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
    pub(super) fn of(may: impl Fn(Permission) -> bool) -> Self {
        let all = Channel::ALL.into_iter().flat_map(|channel| [(channel, false), (channel, true)]);
        Self(all.filter(|(channel, to_staff)| may(permission(*channel, *to_staff))).collect())
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
    fn column(self) -> &'static str {
        match self {
            Self::Activity => "m.activity_at",
            Self::Recipient => "m.address_key",
            Self::Status => "m.status",
        }
    }

    fn value(self, row: &SqliteRow) -> Result<CursorValue, sqlx::Error> {
        Ok(match self {
            Self::Activity => CursorValue::At(Millis(row.try_get("place")?)),
            Self::Recipient | Self::Status => CursorValue::Text(row.try_get("place")?),
        })
    }
}

impl MessageSearch {
    /// Whether more than [`MESSAGE_WORDS_MAX`] words are looked for.
    pub fn has_too_many_words(&self) -> bool {
        words::count(&self.words) > MESSAGE_WORDS_MAX
    }

    fn is_descending(&self) -> bool {
        (self.order == MessageOrder::Activity) != self.reversed
    }
}

/// A search with what bounds it.
pub(super) struct Find<'s> {
    pub(super) organization: OrganizationOrdinal,
    /// Of which the reader may see the messages.
    pub(super) logs: Logs,
    /// Whether they find them by what they say.
    pub(super) reads_bodies: bool,
    pub(super) search: &'s MessageSearch,
    pub(super) now: Millis,
}

/// What leads to the messages of a search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// What SQLite estimates to be best; of many with a word it finds the newest at once.
    Index,
    /// The words. Of few it would go through all messages of the organisation instead.
    Words,
}

impl Find<'_> {
    /// Its page.
    pub(super) async fn page(&self, connection: &mut SqliteConnection) -> Result<MessagePage> {
        let total = self.count(connection).await?;
        let is_led = self.is_by_words_alone() && total <= MESSAGES_COUNTED_MAX;
        let lead = if is_led { Lead::Words } else { Lead::Index };
        let (rows, order) = (self.rows(connection, lead).await?, self.search.order);
        let rows_max = self.rows_max();
        let shown = &rows[..rows.len().min(rows_max)];
        let next = shown.last().filter(|_| rows.len() > rows_max).map(|row| {
            let (value, seq) = (order.value(row)?, row.try_get(0)?);
            Ok::<_, sqlx::Error>(MessageCursor { value, seq })
        });
        let message =
            |row| row::message(row).map(|(_, message)| message.readable(self.reads_bodies));
        Ok(MessagePage {
            messages: shown.iter().map(message).collect::<Result<_, _>>()?,
            total,
            next: next.transpose()?,
            has_one_recipient: self.has_one_recipient(connection).await?,
        })
    }

    fn rows_max(&self) -> usize {
        self.search.rows_max.clamp(1, MESSAGES_LISTED_MAX)
    }

    async fn rows(
        &self,
        connection: &mut SqliteConnection,
        lead: Lead,
    ) -> Result<Vec<SqliteRow>, sqlx::Error> {
        let search = self.search;
        let place = search.order.column();
        let mut query = QueryBuilder::new(format!("SELECT {}, {place} AS place", row::COLUMNS));
        self.push(&mut query, lead);
        let (than, direction) = if search.is_descending() { ("<", "DESC") } else { (">", "ASC") };
        if let Some(MessageCursor { value, seq }) = &search.after {
            query.push(format!(" AND ({place}, m.seq) {than} ("));
            match value {
                CursorValue::At(at) => query.push_bind(at.0),
                CursorValue::Text(text) => query.push_bind(text.clone()),
            };
            query.push(", ").push_bind(*seq).push(")");
        }
        query.push(format!(" ORDER BY {place} {direction}, m.seq {direction} LIMIT "));
        query.push_bind(self.rows_max() as i64 + 1);
        query.build().fetch_all(connection).await
    }

    /// How many there are, up to [`MESSAGES_COUNTED_MAX`] and one.
    async fn count(&self, connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM (SELECT 1");
        match self.words().filter(|_| self.is_by_words_alone()) {
            // Words are of one log each, so that no row needs to be looked at.
            Some(words) => {
                query.push(" FROM desk_message_words WHERE desk_message_words MATCH ");
                query.push_bind(words);
            }
            None => self.push(&mut query, Lead::Index),
        }
        query.push(" LIMIT ").push_bind(MESSAGES_COUNTED_MAX as i64 + 1).push(")");
        let total: i64 = query.build().fetch_one(connection).await?.try_get(0)?;
        Ok(total.cast_unsigned())
    }

    async fn has_one_recipient(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<bool, sqlx::Error> {
        let of_record = self.search.record.as_ref().zip(self.search.channel);
        let Some((key, channel)) = of_record else { return Ok(false) };
        let rows = sqlx::query(
            "SELECT DISTINCT address_key, recipient
             FROM desk_message INDEXED BY desk_message_record
             WHERE organization = $1 AND record_type = $2 AND record_id = $3 AND channel = $4
             LIMIT 2",
        )
        .bind(i64::from(self.organization.0))
        .bind(&key.record_type)
        .bind(&key.id)
        .bind(channel.as_str())
        .fetch_all(connection)
        .await?;
        Ok(rows.len() == 1)
    }

    /// Those of the reader's logs that are searched.
    fn wanted(&self) -> impl Iterator<Item = (Channel, bool)> + '_ {
        let channel = self.search.channel;
        let is_wanted = move |log: &(Channel, bool)| channel.is_none_or(|wanted| wanted == log.0);
        self.logs.0.iter().copied().filter(is_wanted)
    }

    /// What the index of words is asked for.
    fn words(&self) -> Option<String> {
        self.words_of(&self.search.words)
    }

    fn words_of(&self, typed: &str) -> Option<String> {
        let scope = |(channel, to_staff)| words::Scope::new(self.organization, channel, to_staff);
        let scopes: Vec<_> = self.wanted().map(scope).collect();
        words::wanted(typed, self.reads_bodies, &scopes)
    }

    /// Whether nothing else is asked for.
    fn is_by_words_alone(&self) -> bool {
        let MessageSearch { record, words, statuses, needs_attention, address, activity, .. } =
            self.search;
        !words.trim().is_empty()
            && self.search.named.is_none()
            && record.is_none()
            && statuses.is_empty()
            && !needs_attention
            && address.is_none()
            && *activity == TimeRange::default()
    }

    /// `FROM` and `WHERE`.
    fn push(&self, query: &mut QueryBuilder<Sqlite>, lead: Lead) {
        let Self { organization, search, .. } = self;
        let words = self.words();
        // SQLite keeps the order of a cross join.
        query.push(match lead {
            Lead::Index => " FROM desk_message m WHERE m.organization = ",
            Lead::Words => {
                " FROM desk_message_words w CROSS JOIN desk_message m ON m.seq = w.rowid
                 WHERE m.organization = "
            }
        });
        query.push_bind(i64::from(organization.0));
        query.push(" AND (0");
        for (channel, to_staff) in self.wanted() {
            query.push(" OR (m.channel = ").push_bind(channel.as_str());
            query.push(" AND m.is_to_staff = ").push_bind(i64::from(to_staff)).push(")");
        }
        query.push(")");
        if let Some(channel) = search.channel {
            // Said once more in the form that the indexes have.
            query.push(" AND m.channel = ").push_bind(channel.as_str());
        }
        if let Some(RecordKey { record_type, id }) = &search.record {
            query.push(" AND m.record_type = ").push_bind(record_type.clone());
            query.push(" AND m.record_id = ").push_bind(id.clone());
        }
        match words {
            Some(words) if lead == Lead::Words => {
                query.push(" AND w.desk_message_words MATCH ").push_bind(words);
            }
            Some(words) => {
                query.push(" AND (");
                push_words(query, words);
                if let Some((statuses, others)) = &search.named {
                    query.push(" OR (m.status IN ");
                    push_statuses(query, statuses.iter().copied());
                    if let Some(others) = self.words_of(others) {
                        query.push(" AND ");
                        push_words(query, others);
                    }
                    query.push(")");
                }
                query.push(")");
            }
            // Signs alone are nowhere.
            None if !search.words.trim().is_empty() => {
                query.push(" AND 0");
            }
            None => (),
        }
        if !search.statuses.is_empty() {
            query.push(" AND m.status IN ");
            push_statuses(query, search.statuses.iter().copied());
        }
        if search.needs_attention {
            push_attention(query, self.now);
        }
        if let Some(address) = &search.address {
            push_address(query, address);
        }
        for (bound, than) in [(search.activity.from, ">="), (search.activity.to, "<")] {
            if let Some(at) = bound {
                query.push(format!(" AND m.activity_at {than} ")).push_bind(at.0);
            }
        }
    }
}

fn push_words(query: &mut QueryBuilder<Sqlite>, words: String) {
    query.push("m.seq IN (SELECT rowid FROM desk_message_words");
    query.push(" WHERE desk_message_words MATCH ").push_bind(words).push(")");
}

fn push_statuses(query: &mut QueryBuilder<Sqlite>, statuses: impl Iterator<Item = Status>) {
    let mut list = query.push("(").separated(", ");
    for status in statuses {
        list.push_bind(status.as_str());
    }
    query.push(")");
}

/// What didn't come, wasn't wanted, or should have ended by now. Of a message without a provider
/// nobody is expected to tell anything.
fn push_attention(query: &mut QueryBuilder<Sqlite>, now: Millis) {
    let of = |wanted: fn(StatusGroup) -> bool| {
        Status::ALL.into_iter().filter(move |status| wanted(status.group()))
    };
    query.push(" AND (m.is_conflict = 1 OR m.status IN ");
    push_statuses(
        query,
        of(|group| matches!(group, StatusGroup::NotDelivered | StatusGroup::Complaint)),
    );
    query.push(" OR (m.provider IS NOT NULL AND m.sent_at < ");
    query.push_bind(now.0.saturating_sub(STALE_AFTER_MS));
    query.push(" AND m.channel <> ").push_bind(Channel::Push.as_str()).push(" AND m.status IN ");
    push_statuses(query, of(|group| group == StatusGroup::UnderWay));
    query.push("))");
}

/// The address in the form of each channel in which it is one.
fn push_address(query: &mut QueryBuilder<Sqlite>, address: &str) {
    query.push(" AND (0");
    for channel in Channel::ALL {
        if let Ok(key) = channel.address_key(address) {
            query.push(" OR (m.channel = ").push_bind(channel.as_str());
            query.push(" AND m.address_key = ").push_bind(key).push(")");
        }
    }
    query.push(")");
}
