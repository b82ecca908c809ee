//! What was told of an address and one reason, and done about it.

use annals_model::{Millis, OrganizationOrdinal, Step};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::rows::{BY_KEY, Key, bind};
use super::{SUPPRESSION_STEPS_MAX, Suppression, SuppressionStep};
use crate::message::word;
use crate::{MessageId, MessageReason, Result};

/// A step that is to be kept.
pub(super) struct NewStep<'a> {
    /// What tells the same thing told twice from two things.
    pub(super) dedupe: &'a str,
    pub(super) step: Step,
    pub(super) address: &'a str,
    pub(super) at: Millis,
    pub(super) source: &'a str,
    pub(super) message: Option<&'a MessageId>,
    pub(super) code: Option<String>,
    pub(super) text: Option<String>,
    pub(super) can_reset: Option<bool>,
    pub(super) who: Option<&'a str>,
}

/// A step as rows are made of it.
pub(super) struct Kept {
    pub(super) step: SuppressionStep,
    pub(super) address: String,
    pub(super) can_reset: Option<bool>,
}

/// Keeps a step, or adds its message to one that is known; whether it was new.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    key: &Key,
    new: &NewStep<'_>,
    now: Millis,
) -> Result<bool, sqlx::Error> {
    if new.step != Step::Reset && is_full(connection, key, new.step).await? {
        return Ok(false);
    }
    let query = sqlx::query(
        "INSERT INTO desk_suppression_step (organization, channel, address_key, reason, provider,
         scope, dedupe, step, address, at, received_at, source, message, code, text, can_reset, who)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT DO NOTHING",
    );
    let done = bind(query, key)
        .bind(new.dedupe)
        .bind(new.step.as_str())
        .bind(new.address)
        .bind(new.at.0)
        .bind(now.0)
        .bind(new.source)
        .bind(new.message.map(|id| &id.0))
        .bind(&new.code)
        .bind(&new.text)
        .bind(new.can_reset.map(i64::from))
        .bind(new.who)
        .execute(&mut *connection)
        .await?;
    if done.rows_affected() > 0 {
        return Ok(true);
    }
    // It was told before its message was recorded.
    if let Some(message) = new.message {
        let sql = format!(
            "UPDATE desk_suppression_step SET message = $8, address = $9
             WHERE {BY_KEY} AND dedupe = $7 AND message IS NULL"
        );
        bind(sqlx::query(sqlx::AssertSqlSafe(sql)), key)
            .bind(new.dedupe)
            .bind(&message.0)
            .bind(new.address)
            .execute(connection)
            .await?;
    }
    Ok(false)
}

/// Whether so much was told of it that no more is kept: all of it is read for each that comes, in
/// the writer's turn. What suppresses an address that isn't suppressed is kept all the same, and
/// what ends that no longer is: so there is little more that could come.
async fn is_full(
    connection: &mut SqliteConnection,
    key: &Key,
    step: Step,
) -> Result<bool, sqlx::Error> {
    let sql = format!("SELECT COUNT(*) FROM desk_suppression_step WHERE {BY_KEY}");
    let query = bind(sqlx::query(sqlx::AssertSqlSafe(sql)), key);
    let count: i64 = query.fetch_one(&mut *connection).await?.try_get(0)?;
    if count < i64::from(SUPPRESSION_STEPS_MAX) {
        return Ok(false);
    }
    let sql = format!("SELECT 1 FROM desk_suppression WHERE {BY_KEY} AND state = 'active'");
    let query = bind(sqlx::query(sqlx::AssertSqlSafe(sql)), key);
    let is_active = query.fetch_optional(connection).await?.is_some();
    Ok(is_active || !matches!(step, Step::Listed | Step::Dropped))
}

/// All that was told, in an order that doesn't depend on that of the telling.
pub(super) async fn all(
    connection: &mut SqliteConnection,
    key: &Key,
) -> Result<Vec<Kept>, sqlx::Error> {
    let sql = format!(
        "SELECT step, at, received_at, source, message, code, text, who, address, can_reset
         FROM desk_suppression_step WHERE {BY_KEY} ORDER BY at, dedupe"
    );
    let rows = bind(sqlx::query(sqlx::AssertSqlSafe(sql)), key).fetch_all(connection).await?;
    let kept = |row: &SqliteRow| {
        let can_reset: Option<i64> = row.try_get(9)?;
        Ok(Kept {
            step: step(row)?,
            address: row.try_get(8)?,
            can_reset: can_reset.map(|can| can != 0),
        })
    };
    rows.iter().map(kept).collect()
}

/// The same, as it is shown.
pub(super) async fn of(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    suppression: &Suppression,
) -> Result<Vec<SuppressionStep>> {
    let all = all(connection, &Key::of(organization, suppression)).await?;
    Ok(all.into_iter().map(|kept| kept.step).collect())
}

fn step(row: &SqliteRow) -> Result<SuppressionStep, sqlx::Error> {
    Ok(SuppressionStep {
        step: word(row, 0, Step::parse)?,
        at: Millis(row.try_get(1)?),
        received_at: Millis(row.try_get(2)?),
        source: row.try_get(3)?,
        message: row.try_get::<Option<String>, _>(4)?.map(MessageId),
        said: MessageReason { code: row.try_get(5)?, text: row.try_get(6)? },
        who: row.try_get(7)?,
    })
}
