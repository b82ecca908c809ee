//! What came at webhooks lately, for those who look after them: calls, those that were refused, and
//! what was told of messages that nobody recorded.

use std::collections::HashMap;
use std::net::IpAddr;

use annals_delivery::Provider;
use annals_model::{Kind, Millis, OrganizationOrdinal, Permission, Principal};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{ENVELOPE_DAYS, Hook, row};
use crate::{Desk, Result};

/// Calls, refusals and reports that are counted; beyond, that there are more is all that is told.
pub const CALLS_COUNTED_MAX: u64 = 10_000;
/// Calls that are listed of a webhook.
pub const CALLS_LISTED_MAX: usize = 50;
/// What was told of messages that aren't recorded, as far as it is listed.
pub const UNMATCHED_LISTED_MAX: usize = 50;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What came at a webhook within the last 24 hours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HookDay {
    /// When a call was last taken, however long ago it was, as long as calls are kept.
    pub last_taken_at: Option<Millis>,
    /// Calls that were taken, counted up to [`CALLS_COUNTED_MAX`] and one.
    pub taken: u64,
    /// Calls that were refused, as far as that was told.
    pub refused: u64,
}

/// What came at a webhook lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookActivity {
    /// Within a day.
    pub day: HookDay,
    /// Calls, the newest first, up to [`CALLS_LISTED_MAX`].
    pub calls: Vec<HookCall>,
    /// What its provider told of messages that aren't recorded, the newest first, up to
    /// [`UNMATCHED_LISTED_MAX`].
    pub unmatched: Vec<Unmatched>,
    /// How much of that there is, counted up to [`CALLS_COUNTED_MAX`] and one.
    pub unmatched_count: u64,
}

/// A call, or several that were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookCall {
    /// When it came.
    pub at: Millis,
    /// What came of it.
    pub came: Came,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// It is kept and not read yet.
    Waiting,
    /// It is of no form that the provider uses.
    Unreadable,
    /// It was read, and told so many things, of which so many are of messages that weren't
    /// recorded then; not known of calls that an older Annals read.
    Read(Option<(u64, u64)>),
    /// It was refused.
    Refused(Refused),
}

/// Calls that were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why the last of them was, as `annals.hook.refused` tells it.
    pub code: String,
    /// How many.
    pub count: u64,
    /// From where the last one came.
    pub ip: Option<IpAddr>,
}

/// What was told of a message that isn't recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// What the provider calls the message.
    pub provider_id: String,
    /// What happened.
    pub kind: Kind,
    /// When that was told.
    pub received_at: Millis,
    /// When it is forgotten, unless the message is recorded before.
    pub kept_until: Millis,
}

impl Desk {
    /// The webhooks of an organisation where `by` may read keys, newest first, each with what came
    /// there within a day and how much of what its provider told is of messages that aren't
    /// recorded.
    pub async fn hooks_with_days(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<(Hook, HookDay, u64)>> {
        self.require(by, organization, Permission::ReadKeys)?;
        let now = self.clock.now();
        let connection = &mut *self.store.settings().acquire().await?;
        let (mut found, mut counts) = (Vec::new(), HashMap::new());
        for hook in row::hooks(connection, organization).await? {
            let day = day(connection, &hook, now).await?;
            let provider = hook.provider;
            // Webhooks of one provider share what isn't recorded.
            let unmatched = match counts.get(provider.as_str()) {
                Some(count) => *count,
                None => unmatched_count(connection, organization, provider).await?,
            };
            counts.insert(provider.as_str(), unmatched);
            found.push((hook, day, unmatched));
        }
        Ok(found)
    }

    /// What came at `hook` lately, where `by` may read keys.
    pub async fn hook_activity(&self, by: &Principal, hook: &Hook) -> Result<HookActivity> {
        self.require(by, hook.organization, Permission::ReadKeys)?;
        let connection = &mut *self.store.settings().acquire().await?;
        let mut calls = taken(connection, hook).await?;
        calls.extend(refused(connection, hook).await?);
        calls.sort_by_key(|call| std::cmp::Reverse(call.at));
        calls.truncate(CALLS_LISTED_MAX);
        Ok(HookActivity {
            day: day(connection, hook, self.clock.now()).await?,
            calls,
            unmatched: unmatched(connection, hook).await?,
            unmatched_count: unmatched_count(connection, hook.organization, hook.provider).await?,
        })
    }
}

async fn day(
    connection: &mut SqliteConnection,
    hook: &Hook,
    now: Millis,
) -> Result<HookDay, sqlx::Error> {
    let since = now.0.saturating_sub(DAY_MS);
    let last = sqlx::query("SELECT MAX(received_at) FROM desk_envelope WHERE hook = $1")
        .bind(&hook.id.0)
        .fetch_one(&mut *connection)
        .await?;
    let taken = sqlx::query(
        "SELECT COUNT(*) FROM (SELECT 1 FROM desk_envelope WHERE hook = $1 AND received_at > $2
         LIMIT $3) AS counted",
    )
    .bind(&hook.id.0)
    .bind(since)
    .bind(counted())
    .fetch_one(&mut *connection)
    .await?;
    // One entry in ten minutes makes few rows.
    let refused = sqlx::query(
        "SELECT COALESCE(SUM(count), 0) FROM desk_hook_refusal WHERE hook = $1 AND at > $2",
    )
    .bind(&hook.id.0)
    .bind(since)
    .fetch_one(&mut *connection)
    .await?;
    Ok(HookDay {
        last_taken_at: last.try_get::<Option<i64>, _>(0)?.map(Millis),
        taken: taken.try_get::<i64, _>(0)?.unsigned_abs(),
        refused: refused.try_get::<i64, _>(0)?.unsigned_abs(),
    })
}

/// One more than is told.
fn counted() -> i64 {
    i64::try_from(CALLS_COUNTED_MAX + 1).unwrap_or(i64::MAX)
}

async fn taken(
    connection: &mut SqliteConnection,
    hook: &Hook,
) -> Result<Vec<HookCall>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT received_at, state, told, parked FROM desk_envelope WHERE hook = $1
         ORDER BY received_at DESC, seq DESC LIMIT $2",
    )
    .bind(&hook.id.0)
    .bind(i64::try_from(CALLS_LISTED_MAX).unwrap_or(i64::MAX))
    .fetch_all(connection)
    .await?;
    let call = |row: &SqliteRow| {
        let count = |column| -> Result<_, sqlx::Error> {
            Ok(row.try_get::<Option<i64>, _>(column)?.map(i64::unsigned_abs))
        };
        let came = match row.try_get::<&str, _>(1)? {
            row::WAITING => Came::Waiting,
            row::UNREADABLE => Came::Unreadable,
            _ => Came::Read(count(2)?.zip(count(3)?)),
        };
        Ok(HookCall { at: Millis(row.try_get(0)?), came })
    };
    rows.iter().map(call).collect()
}

async fn refused(
    connection: &mut SqliteConnection,
    hook: &Hook,
) -> Result<Vec<HookCall>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT at, code, count, ip FROM desk_hook_refusal WHERE hook = $1
         ORDER BY at DESC LIMIT $2",
    )
    .bind(&hook.id.0)
    .bind(i64::try_from(CALLS_LISTED_MAX).unwrap_or(i64::MAX))
    .fetch_all(connection)
    .await?;
    let call = |row: &SqliteRow| {
        let ip = row.try_get::<Option<&str>, _>(3)?.and_then(|ip| ip.parse().ok());
        let count = row.try_get::<i64, _>(2)?.unsigned_abs();
        let refused = Refused { code: row.try_get(1)?, count, ip };
        Ok(HookCall { at: Millis(row.try_get(0)?), came: Came::Refused(refused) })
    };
    rows.iter().map(call).collect()
}

async fn unmatched(
    connection: &mut SqliteConnection,
    hook: &Hook,
) -> Result<Vec<Unmatched>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT provider_id, kind, received_at FROM desk_message_parked
         WHERE organization = $1 AND provider = $2 AND is_by_provider = 1
         ORDER BY received_at DESC LIMIT $3",
    )
    .bind(i64::from(hook.organization.0))
    .bind(hook.provider.as_str())
    .bind(i64::try_from(UNMATCHED_LISTED_MAX).unwrap_or(i64::MAX))
    .fetch_all(connection)
    .await?;
    let one = |row: &SqliteRow| {
        let received_at = Millis(row.try_get(2)?);
        Ok(Unmatched {
            provider_id: row.try_get(0)?,
            kind: row::word(row, 1, Kind::parse)?,
            received_at,
            kept_until: Millis(received_at.0.saturating_add(ENVELOPE_DAYS * DAY_MS)),
        })
    };
    rows.iter().map(one).collect()
}

async fn unmatched_count(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    provider: Provider,
) -> Result<u64, sqlx::Error> {
    let row = sqlx::query(
        "SELECT COUNT(*) FROM (SELECT 1 FROM desk_message_parked WHERE organization = $1
         AND provider = $2 AND is_by_provider = 1 LIMIT $3) AS counted",
    )
    .bind(i64::from(organization.0))
    .bind(provider.as_str())
    .bind(counted())
    .fetch_one(connection)
    .await?;
    Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
}
