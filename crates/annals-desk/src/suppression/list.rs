//! Suppressions that a search finds, of those that someone may see.

use annals_model::{Channel, Millis, OrganizationOrdinal, SuppressionReason, SuppressionState};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::rows::{COLUMNS, suppression};
use super::{Suppression, SuppressionId};
use crate::{CursorValue, Logs, MessageCursor, MessageReason, Result};

/// Rows of one page.
pub const SUPPRESSIONS_LISTED_MAX: usize = 1_000;
/// Suppressions that are counted; of more it is said that there are more.
pub const SUPPRESSIONS_COUNTED_MAX: u64 = 1_000_000;
/// Words that are looked for; what else was typed is left out.
const WORDS_MAX: usize = 8;
/// Takes away what only the log says that whoever has `logs` may not see: which message it was, and
/// what was said of it.
pub(super) async fn show(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    logs: &Logs,
    one: &mut Suppression,
) -> Result<(), sqlx::Error> {
    if find(connection, organization, logs, &one.id).await?.is_none() {
        one.message = None;
        one.said = MessageReason::default();
    }
    Ok(())
}

/// Others of the same address.
const OTHERS_MAX: i64 = 100;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct SuppressionSearch {
    /// Of this channel.
    pub channel: Option<Channel>,
    /// For one of these reasons; any, if empty.
    pub reasons: Vec<SuppressionReason>,
    /// In one of these states; any, if empty.
    pub states: Vec<SuppressionState>,
    /// Of this address, in whatever form it is written.
    pub address: Option<String>,
    /// Words as typed: parts of the address, the reason, the provider, what it holds for.
    pub words: String,
    /// In which order.
    pub order: SuppressionOrder,
    /// The other way round.
    pub reversed: bool,
    /// After this one.
    pub after: Option<MessageCursor>,
    /// Rows of the page.
    pub rows_max: usize,
}

/// By what suppressions are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SuppressionOrder {
    /// When it was last told, newest first.
    #[default]
    Told,
    /// The address, from A to Z.
    Address,
    /// The reason, by its word.
    Reason,
}

/// A page of suppressions.
#[derive(Clone, Debug)]
pub struct SuppressionPage {
    /// They.
    pub suppressions: Vec<Suppression>,
    /// How many there are in all, up to [`SUPPRESSIONS_COUNTED_MAX`] and one.
    pub total: u64,
    /// Where the next page begins, if there is one.
    pub next: Option<MessageCursor>,
}

impl SuppressionOrder {
    fn column(self) -> &'static str {
        match self {
            Self::Told => "s.last_at",
            Self::Address => "s.address_key",
            Self::Reason => "s.reason",
        }
    }

    fn value(self, row: &SqliteRow) -> Result<CursorValue, sqlx::Error> {
        Ok(match self {
            Self::Told => CursorValue::At(Millis(row.try_get("place")?)),
            Self::Address | Self::Reason => CursorValue::Text(row.try_get("place")?),
        })
    }
}

pub(super) async fn page(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    logs: &Logs,
    search: &SuppressionSearch,
) -> Result<SuppressionPage> {
    let rows_max = search.rows_max.clamp(1, SUPPRESSIONS_LISTED_MAX);
    let place = search.order.column();
    let mut query = QueryBuilder::new(format!("SELECT {COLUMNS}, {place} AS place"));
    push_found(&mut query, organization, logs, search);
    let is_descending = (search.order == SuppressionOrder::Told) != search.reversed;
    let (than, direction) = if is_descending { ("<", "DESC") } else { (">", "ASC") };
    if let Some(MessageCursor { value, seq }) = &search.after {
        query.push(format!(" AND ({place}, s.seq) {than} ("));
        match value {
            CursorValue::At(at) => query.push_bind(at.0),
            CursorValue::Text(text) => query.push_bind(text.clone()),
        };
        query.push(", ").push_bind(*seq).push(")");
    }
    query.push(format!(" ORDER BY {place} {direction}, s.seq {direction} LIMIT "));
    query.push_bind(rows_max as i64 + 1);
    let rows = query.build().fetch_all(&mut *connection).await?;
    let shown = &rows[..rows.len().min(rows_max)];
    let next = shown.last().filter(|_| rows.len() > rows_max).map(|row| {
        let value = search.order.value(row)?;
        Ok::<_, sqlx::Error>(MessageCursor { value, seq: row.try_get(0)? })
    });
    let mut count = QueryBuilder::new("SELECT COUNT(*) FROM (SELECT 1");
    push_found(&mut count, organization, logs, search);
    count.push(" LIMIT ").push_bind(SUPPRESSIONS_COUNTED_MAX as i64 + 1).push(")");
    let total: i64 = count.build().fetch_one(connection).await?.try_get(0)?;
    let read = |row| suppression(row).map(|(_, found)| found);
    Ok(SuppressionPage {
        suppressions: shown.iter().map(read).collect::<Result<_, _>>()?,
        total: total.cast_unsigned(),
        next: next.transpose()?,
    })
}

/// A suppression that may be seen by whoever has `logs`.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    logs: &Logs,
    id: &SuppressionId,
) -> Result<Option<Suppression>, sqlx::Error> {
    let mut query = QueryBuilder::new(format!("SELECT {COLUMNS}"));
    push_seen(&mut query, organization, logs);
    query.push(" AND s.id = ").push_bind(id.0.clone());
    let row = query.build().fetch_optional(connection).await?;
    row.as_ref().map(|row| suppression(row).map(|(_, found)| found)).transpose()
}

/// Others of the same address.
pub(super) async fn of_address(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    logs: &Logs,
    one: &Suppression,
) -> Result<Vec<Suppression>, sqlx::Error> {
    let mut query = QueryBuilder::new(format!("SELECT {COLUMNS}"));
    push_seen(&mut query, organization, logs);
    push_keys(&mut query, one.channel, std::slice::from_ref(&one.address_key));
    query.push(" AND s.id <> ").push_bind(one.id.0.clone());
    query.push(" ORDER BY s.last_at DESC, s.seq DESC LIMIT ").push_bind(OTHERS_MAX);
    read(query, connection).await
}

/// Those of some addresses of a channel that are suppressed, the newest first.
pub(super) async fn active(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    channel: Channel,
    keys: &[String],
) -> Result<Vec<Suppression>, sqlx::Error> {
    let mut query = QueryBuilder::new(format!("SELECT {COLUMNS}"));
    push_organization(&mut query, organization);
    push_keys(&mut query, channel, keys);
    query.push(" AND s.state = 'active' ORDER BY s.last_at DESC, s.seq DESC");
    read(query, connection).await
}

/// Those that may be seen and are not over, the newest first.
pub(super) async fn current(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    logs: &Logs,
    (channel, keys): (Channel, &[String]),
) -> Result<Vec<Suppression>, sqlx::Error> {
    let mut query = QueryBuilder::new(format!("SELECT {COLUMNS}"));
    push_seen(&mut query, organization, logs);
    push_keys(&mut query, channel, keys);
    query.push(" AND s.state IN ('active', 'reset_requested') ");
    query.push(" ORDER BY s.last_at DESC, s.seq DESC LIMIT ").push_bind(OTHERS_MAX);
    read(query, connection).await
}

async fn read(
    mut query: QueryBuilder<Sqlite>,
    connection: &mut SqliteConnection,
) -> Result<Vec<Suppression>, sqlx::Error> {
    let rows = query.build().fetch_all(connection).await?;
    rows.iter().map(|row| suppression(row).map(|(_, found)| found)).collect()
}

fn push_keys(query: &mut QueryBuilder<Sqlite>, channel: Channel, keys: &[String]) {
    query.push(" AND s.channel = ").push_bind(channel.as_str());
    query.push(" AND s.address_key IN (");
    let mut list = query.separated(", ");
    for key in keys {
        list.push_bind(key.clone());
    }
    query.push(")");
}

fn push_organization(query: &mut QueryBuilder<Sqlite>, organization: OrganizationOrdinal) {
    query.push(" FROM desk_suppression s WHERE s.organization = ");
    query.push_bind(i64::from(organization.0));
}

/// `FROM` and `WHERE` of all that may be seen. Who sees one of the two logs of a channel sees
/// addresses that are known from there, and those that are known from neither.
fn push_seen(query: &mut QueryBuilder<Sqlite>, organization: OrganizationOrdinal, logs: &Logs) {
    const KNOWN: &str = "EXISTS (SELECT 1 FROM desk_message m WHERE m.organization = s.organization
        AND m.channel = s.channel AND m.address_key IN (s.address_key, ltrim(s.address_key, '+'))
        AND m.is_to_staff = ";
    push_organization(query, organization);
    query.push(" AND (0");
    for channel in Channel::ALL {
        let seen = [false, true].map(|to_staff| logs.has_log(channel, to_staff));
        if seen == [false, false] {
            continue;
        }
        query.push(" OR (s.channel = ").push_bind(channel.as_str());
        if let Some(own) = seen.iter().position(|sees| *sees).filter(|_| seen != [true, true]) {
            query.push(format!(" AND ({KNOWN}{own}) OR NOT {KNOWN}{}))", 1 - own));
        }
        query.push(")");
    }
    query.push(")");
}

fn push_found(
    query: &mut QueryBuilder<Sqlite>,
    organization: OrganizationOrdinal,
    logs: &Logs,
    search: &SuppressionSearch,
) {
    push_seen(query, organization, logs);
    if let Some(channel) = search.channel {
        query.push(" AND s.channel = ").push_bind(channel.as_str());
    }
    let reasons = search.reasons.iter().map(|reason| reason.as_str());
    push_words(query, "s.reason", reasons.collect());
    push_words(query, "s.state", search.states.iter().map(|state| state.as_str()).collect());
    if let Some(address) = &search.address {
        query.push(" AND (0");
        for channel in Channel::ALL {
            if let Ok(key) = channel.listed_key(address) {
                query.push(" OR (s.channel = ").push_bind(channel.as_str());
                query.push(" AND s.address_key = ").push_bind(key).push(")");
            }
        }
        query.push(")");
    }
    for word in wanted(&search.words) {
        push_word(query, &word);
    }
}

fn push_words(query: &mut QueryBuilder<Sqlite>, column: &str, words: Vec<&'static str>) {
    if words.is_empty() {
        return;
    }
    query.push(format!(" AND {column} IN ("));
    let mut list = query.separated(", ");
    for word in words {
        list.push_bind(word);
    }
    query.push(")");
}

/// What was typed, word by word; a phone number as its digits, however it is written.
fn wanted(typed: &str) -> Vec<String> {
    let is_phone = typed.chars().all(|c| c.is_ascii_digit() || " +-.()/".contains(c));
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if is_phone && !digits.is_empty() {
        return vec![digits];
    }
    typed.split_whitespace().take(WORDS_MAX).map(str::to_lowercase).collect()
}

fn push_word(query: &mut QueryBuilder<Sqlite>, word: &str) {
    // Neither % nor _ nor the sign before them is more than itself.
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let like = format!("%{escaped}%");
    query.push(" AND (0");
    for column in ["s.address_key", "lower(s.address)", "lower(s.provider)", "lower(s.scope)"] {
        query.push(format!(" OR {column} LIKE ")).push_bind(like.clone()).push(" ESCAPE '\\'");
    }
    let is_meant = |reason: &SuppressionReason| {
        let alias = (*reason == SuppressionReason::Validate).then_some("verify");
        let says = |name: &str| name.replace('_', " ").starts_with(word);
        says(reason.as_str()) || alias.is_some_and(says)
    };
    for reason in SuppressionReason::ALL.iter().filter(|reason| is_meant(reason)) {
        query.push(" OR s.reason = ").push_bind(reason.as_str());
    }
    query.push(")");
}
