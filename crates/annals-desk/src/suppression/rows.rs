//! The rows that follow from what was told of an address and one reason.

use annals_delivery::Provider;
use annals_model::{
    Channel, EventType, Listing, Millis, Organization, OrganizationOrdinal, RecordKey, Step,
    SuppressionReason, SuppressionState,
};
use annals_store::{CommandError, Transaction};
use sha2::{Digest, Sha256};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Row, Sqlite, SqliteConnection};

use super::step::{self, Kept};
use super::{BY_HAND, BY_IMPORT, RECORD_TYPE, Suppression, SuppressionId};
use crate::entry::Told;
use crate::error::in_command;
use crate::message::{SENDER, message_key, word};
use crate::{By, MessageId, MessageReason, message_logs, secret};

/// Bytes of what is mixed into the hash of an address.
const SALT_BYTES: usize = 32;
/// The condition that [`bind`] fills in.
pub(super) const BY_KEY: &str = "organization = $1 AND channel = $2 AND address_key = $3
    AND reason = $4 AND provider = $5 AND scope = $6";
/// What [`suppression`] reads, from `desk_suppression s`.
pub(super) const COLUMNS: &str = "s.seq, s.id, s.channel, s.address, s.address_key, s.reason,
    s.provider, s.scope, s.source, s.state, s.first_at, s.last_at, s.ended_at, s.count, s.message,
    s.code, s.text, s.can_reset";

/// What rows have in common that follow from one history.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) organization: OrganizationOrdinal,
    pub(super) channel: Channel,
    pub(super) address_key: String,
    pub(super) reason: SuppressionReason,
    /// Nothing, if there is none.
    pub(super) provider: String,
    /// Nothing, if it holds for everything.
    pub(super) scope: String,
}

impl Key {
    pub(super) fn of(organization: OrganizationOrdinal, row: &Suppression) -> Self {
        Self {
            organization,
            channel: row.channel,
            address_key: row.address_key.clone(),
            reason: row.reason,
            provider: row.provider.clone().unwrap_or_default(),
            scope: row.scope.clone().unwrap_or_default(),
        }
    }
}

type SqliteQuery<'q> = Query<'q, Sqlite, SqliteArguments>;

/// Fills in the first six places.
pub(super) fn bind<'q>(query: SqliteQuery<'q>, key: &Key) -> SqliteQuery<'q> {
    query
        .bind(i64::from(key.organization.0))
        .bind(key.channel.as_str())
        .bind(key.address_key.clone())
        .bind(key.reason.as_str())
        .bind(key.provider.clone())
        .bind(key.scope.clone())
}

/// A row of [`COLUMNS`], and its number.
pub(super) fn suppression(row: &SqliteRow) -> Result<(i64, Suppression), sqlx::Error> {
    let named = |at: usize| -> Result<Option<String>, sqlx::Error> {
        Ok(Some(row.try_get::<String, _>(at)?).filter(|text| !text.is_empty()))
    };
    let found = Suppression {
        id: SuppressionId(row.try_get(1)?),
        channel: word(row, 2, Channel::parse)?,
        address: row.try_get(3)?,
        address_key: row.try_get(4)?,
        reason: word(row, 5, SuppressionReason::parse)?,
        provider: named(6)?,
        scope: named(7)?,
        source: row.try_get(8)?,
        state: word(row, 9, SuppressionState::parse)?,
        first_at: Millis(row.try_get(10)?),
        last_at: Millis(row.try_get(11)?),
        ended_at: row.try_get::<Option<i64>, _>(12)?.map(Millis),
        count: row.try_get(13)?,
        message: row.try_get::<Option<String>, _>(14)?.map(MessageId),
        said: MessageReason { code: row.try_get(15)?, text: row.try_get(16)? },
        can_reset: row.try_get::<Option<i64>, _>(17)?.map(|can| can != 0),
    };
    Ok((row.try_get(0)?, found))
}

/// Histories of an address that were reset here, and of which nothing came since.
pub(super) async fn asked_for(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    channel: Channel,
    address_key: &str,
    (provider, scope): (&str, &str),
) -> Result<Vec<Key>, sqlx::Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM desk_suppression s WHERE state = 'reset_requested'
         AND organization = $1 AND channel = $2 AND address_key = $3 AND provider = $4
         AND (scope = $5 OR scope = '' OR $5 = '')"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i64::from(organization.0))
        .bind(channel.as_str())
        .bind(address_key)
        .bind(provider)
        .bind(scope)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| Ok(Key::of(organization, &suppression(row)?.1))).collect()
}

/// Makes the rows of a history what it comes to, and returns them. Where `by` is given, entries
/// tell what began and what its owner or its provider ended.
pub(super) async fn settle(
    transaction: &mut Transaction<'_>,
    by: Option<&By>,
    organization: &Organization,
    key: &Key,
) -> Result<Vec<Suppression>, CommandError> {
    let steps = step::all(transaction.sql(), key).await?;
    let told = steps.iter().map(|kept| (kept.step.at, kept.step.step)).collect();
    let listings = Listing::all(told, !key.provider.is_empty());
    let before = of_key(transaction.sql(), key).await?;
    let now = transaction.now();
    let mut rows = Vec::with_capacity(listings.len());
    for listing in listings {
        // Ends may come between two things that were told, and never vanish: of two rows that were,
        // none ever fall together, and each is found by the moment it began with.
        let is_same = |(_, row): &&(i64, Suppression)| {
            listing.first <= row.first_at && row.first_at <= listing.last
        };
        let known = before.iter().find(is_same);
        let row = made(key, &listing, &steps, known.map(|(_, row)| row.id.clone()))?;
        match known {
            Some((_, was)) if *was == row => {}
            Some((seq, was)) => {
                update(transaction.sql(), *seq, &row).await?;
                let is_over = was.ended_at.is_none() && row.state == SuppressionState::Cleared;
                if let Some(by) = by.filter(|_| is_over) {
                    tell(by, "suppression.lifted", &row)
                        .at(row.ended_at.unwrap_or(now).min(now))
                        .tell(transaction, organization)?;
                }
            }
            None => {
                let salt = secret::random::<SALT_BYTES>().map_err(in_command)?;
                insert(transaction.sql(), key, &row, &salt).await?;
                // Whoever enters something does it now, since whenever it is so.
                let when = if row.source == BY_HAND { now } else { row.first_at.min(now) };
                if let Some(by) = by {
                    tell(by, "suppression.added", &row)
                        .named("Address Commitment", &commitment(&salt, &row.address_key))
                        .at(when)
                        .tell(transaction, organization)?;
                }
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

/// What a listing is, by what was told in it.
fn made(
    key: &Key,
    listing: &Listing,
    steps: &[Kept],
    id: Option<SuppressionId>,
) -> Result<Suppression, CommandError> {
    let is_told = |kept: &&Kept| matches!(kept.step.step, Step::Listed | Step::Dropped);
    // They are in the order of their times.
    let begin = steps.partition_point(|kept| kept.step.at < listing.first);
    let end = steps.partition_point(|kept| kept.step.at <= listing.last);
    let told: Vec<&Kept> = steps[begin..end].iter().filter(is_told).collect();
    let is_of_message = |kept: &&&Kept| kept.step.message.is_some();
    let shown = told.iter().find(is_of_message).or(told.first());
    let last = told.last().map(|kept| &kept.step);
    let id = match id {
        Some(id) => id,
        None => SuppressionId(secret::new_id().map_err(in_command)?),
    };
    let named = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Ok(Suppression {
        id,
        channel: key.channel,
        address: shown.map(|kept| kept.address.clone()).unwrap_or_default(),
        address_key: key.address_key.clone(),
        reason: key.reason,
        provider: named(&key.provider),
        scope: named(&key.scope),
        source: source(&told).to_owned(),
        state: listing.state,
        first_at: listing.first,
        last_at: listing.last,
        ended_at: listing.ended,
        count: listing.count,
        message: told.iter().rev().find_map(|kept| kept.step.message.clone()),
        said: last.map(|step| step.said.clone()).unwrap_or_default(),
        can_reset: told.iter().rev().find_map(|kept| kept.can_reset),
    })
}

/// Who told it: a provider before a sender, and either before people.
fn source<'a>(told: &[&'a Kept]) -> &'a str {
    let sources = told.iter().map(|kept| kept.step.source.as_str());
    let rank = |source: &&str| match *source {
        BY_HAND => 3,
        BY_IMPORT => 2,
        SENDER => 1,
        _ => 0,
    };
    sources.min_by_key(rank).unwrap_or_default()
}

async fn of_key(
    connection: &mut SqliteConnection,
    key: &Key,
) -> Result<Vec<(i64, Suppression)>, sqlx::Error> {
    let sql = format!("SELECT {COLUMNS} FROM desk_suppression s WHERE {BY_KEY} ORDER BY first_at");
    let rows = bind(sqlx::query(sqlx::AssertSqlSafe(sql)), key).fetch_all(connection).await?;
    rows.iter().map(suppression).collect()
}

async fn insert(
    connection: &mut SqliteConnection,
    key: &Key,
    row: &Suppression,
    salt: &[u8],
) -> Result<(), sqlx::Error> {
    let query = sqlx::query(
        "INSERT INTO desk_suppression (organization, channel, address_key, reason, provider, scope,
         id, address, source, message, code, text, can_reset, state, first_at, last_at, ended_at,
         count, salt)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
         $19)",
    );
    let query = bind(query, key).bind(row.id.0.clone());
    values(query, row).bind(salt.to_vec()).execute(connection).await?;
    Ok(())
}

async fn update(
    connection: &mut SqliteConnection,
    seq: i64,
    row: &Suppression,
) -> Result<(), sqlx::Error> {
    let query = sqlx::query(
        "UPDATE desk_suppression SET address = $2, source = $3, message = $4, code = $5, text = $6,
         can_reset = $7, state = $8, first_at = $9, last_at = $10, ended_at = $11, count = $12
         WHERE seq = $1",
    );
    values(query.bind(seq), row).execute(connection).await?;
    Ok(())
}

/// Fills in what changes of a row.
fn values<'q>(query: SqliteQuery<'q>, row: &Suppression) -> SqliteQuery<'q> {
    query
        .bind(row.address.clone())
        .bind(row.source.clone())
        .bind(row.message.as_ref().map(|id| id.0.clone()))
        .bind(row.said.code.clone())
        .bind(row.said.text.clone())
        .bind(row.can_reset.map(i64::from))
        .bind(row.state.as_str())
        .bind(row.first_at.0)
        .bind(row.last_at.0)
        .bind(row.ended_at.map(|at| at.0))
        .bind(row.count)
}

/// The entry of something that became of a suppression. Addresses don't stand in entries, which
/// stay when all else is forgotten.
pub(super) fn tell(by: &By, action: &str, row: &Suppression) -> Told {
    let change = match action {
        "suppression.added" => EventType::Add,
        _ => EventType::Change,
    };
    let key = RecordKey { record_type: RECORD_TYPE.to_owned(), id: row.id.0.clone() };
    let mut told = Told::new(by, action)
        .of_messages(message_logs(Some(row.channel)))
        .event_type(change)
        .record_key(&key, Some(change))
        .named("Channel", row.channel.as_str())
        .named("Reason", row.reason.as_str());
    // What people wrote there may be anything.
    if let Some(provider) = row.provider.as_deref().and_then(Provider::parse) {
        told = told.named("Provider", provider.as_str());
    }
    if let Some(message) = &row.message {
        told = told.record_key(&message_key(message), None);
    }
    told
}

/// By which it can be shown later that an entry is about an address.
fn commitment(salt: &[u8], address_key: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(address_key);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
