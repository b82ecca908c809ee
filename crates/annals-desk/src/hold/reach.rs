//! How far a hold of records reaches: to what lies below them.

use std::collections::HashSet;

use annals_model::{OrganizationOrdinal, RecordKey, TimeRange};
use annals_store::Transaction;
use sqlx::{Row, SqliteConnection};

use super::bound::ALWAYS;
use crate::directory::{self, Child, LEVELS_MAX};

/// A held record with when it is.
pub(super) type Reached = (RecordKey, TimeRange);

/// `start` and all below it; none, if that is more than `max`.
pub(super) async fn with_all_below(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    start: Vec<Reached>,
    max: usize,
) -> Result<Option<Vec<Reached>>, sqlx::Error> {
    let mut seen: HashSet<(RecordKey, (i64, i64))> = HashSet::new();
    let mut all = Vec::new();
    let child = |(key, time): Reached| Child { key, name: None, time };
    let mut level: Vec<Child> = start.into_iter().map(child).collect();
    for depth in 0..=LEVELS_MAX {
        level.retain(|one| seen.insert((one.key.clone(), bounds(&one.time))));
        all.extend(level.iter().map(|one| (one.key.clone(), one.time)));
        if all.len() > max {
            return Ok(None);
        }
        if depth < LEVELS_MAX {
            level = directory::below(connection, organization, &level, max + 1).await?;
        }
    }
    Ok(Some(all))
}

fn bounds(time: &TimeRange) -> (i64, i64) {
    (time.from.map_or(ALWAYS.0, |from| from.0), time.to.map_or(ALWAYS.1, |to| to.0))
}

/// Puts records under a hold; whether one wasn't.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    hold: i64,
    reached: &[Reached],
    named: &HashSet<RecordKey>,
) -> Result<bool, sqlx::Error> {
    let mut is_new = false;
    for (key, time) in reached {
        let (from, to) = bounds(time);
        let is_named = named.contains(key) && (from, to) == ALWAYS;
        let done = sqlx::query(
            "INSERT INTO desk_hold_record
             (hold, organization, record_type, record_id, from_at, to_at, is_named)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        )
        .bind(hold)
        .bind(i64::from(organization.0))
        .bind(&key.record_type)
        .bind(&key.id)
        .bind(from)
        .bind(to)
        .bind(i64::from(is_named))
        .execute(&mut *connection)
        .await?;
        is_new |= done.rows_affected() > 0;
    }
    Ok(is_new)
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
        for (hold, time) in above(connection, organization, key).await? {
            let start = vec![(key.clone(), time)];
            let all = with_all_below(connection, organization, start, usize::MAX >> 1).await?;
            let all = all.unwrap_or_default();
            has_grown |= put(connection, organization, hold, &all, &HashSet::new()).await?;
        }
    }
    if has_grown {
        bump(connection, organization).await?;
    }
    Ok(())
}

/// The holds that reach what a record belongs to, with the time for which both is so.
async fn above(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    key: &RecordKey,
) -> Result<Vec<(i64, TimeRange)>, sqlx::Error> {
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
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let (from, to) = directory::period_at(row, 1)?;
        let held = TimeRange {
            from: from.filter(|from| from.0 != ALWAYS.0),
            to: to.filter(|to| to.0 != ALWAYS.1),
        };
        let (from, to) = directory::period_at(row, 3)?;
        let time = directory::both(&held, from, to);
        if time.from.zip(time.to).is_none_or(|(from, to)| from < to) {
            found.push((row.try_get(0)?, time));
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
