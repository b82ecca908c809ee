//! How far a hold of records reaches: to what lies below them.

use std::collections::BTreeMap;

use annals_model::{Millis, OrganizationOrdinal, RecordKey, TimeRange};
use annals_store::Transaction;
use sqlx::{Row, SqliteConnection};

use super::bound::ALWAYS;
use crate::directory::{self, Child, RECORD_PARENTS_MAX};

/// What is to be held, each record once with when it is.
pub(super) type Reached = BTreeMap<RecordKey, TimeRange>;

/// Holds `start` and all below it; whether anything wasn't held like that, and none if it is more
/// than `max`, of which some is written then.
///
/// A record that belonged there, left and came back is held for the time between as well: one row
/// for each record, however often it was said to come and go.
pub(super) async fn hold(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    hold: i64,
    (start, is_named): (Reached, bool),
    max: usize,
) -> Result<Option<bool>, sqlx::Error> {
    let rows_max = max.saturating_add(1).saturating_mul(RECORD_PARENTS_MAX);
    let (mut level, mut is_named, mut count) = (start, is_named, 0);
    while !level.is_empty() {
        let mut grown = Vec::new();
        for (key, time) in level {
            if let Some(time) = put(connection, organization, hold, (&key, &time), is_named).await?
            {
                grown.push(Child { key, name: None, time });
            }
        }
        is_named = false;
        count += grown.len();
        if count > max {
            return Ok(None);
        }
        level = Reached::new();
        for child in directory::below(connection, organization, &grown, rows_max).await? {
            add(&mut level, child.key, child.time);
        }
    }
    Ok(Some(count > 0))
}

/// Adds a time to that of a record.
pub(super) fn add(all: &mut Reached, key: RecordKey, time: TimeRange) {
    all.entry(key).and_modify(|known| *known = known.around(&time)).or_insert(time);
}

/// The times as the rows have them.
fn bounds(time: &TimeRange) -> (i64, i64) {
    (time.from.map_or(ALWAYS.0, |from| from.0), time.to.map_or(ALWAYS.1, |to| to.0))
}

/// The other way round.
pub(super) fn time_of(from: Option<Millis>, to: Option<Millis>) -> TimeRange {
    TimeRange { from: from.filter(|from| from.0 != ALWAYS.0), to: to.filter(|to| to.0 != ALWAYS.1) }
}

/// Puts a record under a hold; when it is held by now, unless that is as before.
async fn put(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    hold: i64,
    (key, time): (&RecordKey, &TimeRange),
    is_named: bool,
) -> Result<Option<TimeRange>, sqlx::Error> {
    let (from, to) = bounds(time);
    let row = sqlx::query(
        "INSERT INTO desk_hold_record AS r
         (hold, organization, record_type, record_id, from_at, to_at, is_named)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organization, record_type, record_id, hold) DO UPDATE SET
         from_at = MIN(r.from_at, excluded.from_at), to_at = MAX(r.to_at, excluded.to_at)
         WHERE excluded.from_at < r.from_at OR excluded.to_at > r.to_at
         RETURNING from_at, to_at",
    )
    .bind(hold)
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .bind(from)
    .bind(to)
    .bind(i64::from(is_named))
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (from, to) = directory::period_at(&row, 0)?;
    Ok(Some(time_of(from, to)))
}

/// Puts under the holds of their parents what was just said of some records, with what lies below
/// them. However much that is: what belongs to a held record is held.
pub(crate) async fn grow(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    described: impl Iterator<Item = &RecordKey>,
) -> Result<(), sqlx::Error> {
    let connection = transaction.sql();
    let has_some = sqlx::query(
        "SELECT 1 FROM desk_hold WHERE organization = $1 AND released_at IS NULL AND is_whole = 0",
    );
    let has_some = has_some.bind(i64::from(organization.0)).fetch_optional(&mut *connection);
    if has_some.await?.is_none() {
        return Ok(());
    }
    let mut has_grown = false;
    for key in described {
        for (seq, time) in above(connection, organization, key).await? {
            let start = Reached::from([(key.clone(), time)]);
            let start = (start, false);
            let grown = hold(connection, organization, seq, start, usize::MAX).await?;
            has_grown |= grown == Some(true);
        }
    }
    if has_grown {
        bump(connection, organization).await?;
    }
    Ok(())
}

/// The holds that reach what a record belongs to, each with the time for which both is so.
async fn above(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    key: &RecordKey,
) -> Result<BTreeMap<i64, TimeRange>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT r.hold, r.from_at, r.to_at, p.from_at, p.to_at FROM desk_record_parent p
         JOIN desk_hold_record r ON r.organization = p.organization
             AND r.record_type = p.parent_type AND r.record_id = p.parent_id
         JOIN desk_hold h ON h.seq = r.hold AND h.released_at IS NULL
         WHERE p.organization = $1 AND p.record_type = $2 AND p.record_id = $3",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .fetch_all(connection)
    .await?;
    let mut found: BTreeMap<i64, TimeRange> = BTreeMap::new();
    for row in &rows {
        let (from, to) = directory::period_at(row, 1)?;
        let held = time_of(from, to);
        let (from, to) = directory::period_at(row, 3)?;
        let time = directory::both(&held, from, to);
        if time.from.zip(time.to).is_none_or(|(from, to)| from < to) {
            let around = |known: &mut TimeRange| *known = known.around(&time);
            found.entry(row.try_get(0)?).and_modify(around).or_insert(time);
        }
    }
    Ok(found)
}

/// Says that what is held in the organisation, and below, is another by now.
pub(super) async fn bump(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO desk_hold_version (organization, version) VALUES ($1, 1)
               ON CONFLICT (organization) DO UPDATE SET version = version + 1";
    sqlx::query(sql).bind(i64::from(organization.0)).execute(connection).await?;
    Ok(())
}
