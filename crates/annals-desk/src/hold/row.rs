//! The rows of holds.

use annals_model::{Millis, OrganizationOrdinal, RecordKey};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{HOLDS_LISTED_MAX, Hold, HoldId, HoldRelease, HoldScope};

const COLUMNS: &str = "seq, id, organization, name, reason, is_whole, reaches_below, placed_by,
    placed_at, released_by, released_at, release_reason,
    (SELECT COUNT(*) FROM desk_hold_record WHERE hold = seq) AS reach";

/// Those in force first, the newest first.
pub(super) async fn list(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
) -> Result<Vec<Hold>, sqlx::Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM desk_hold WHERE organization = $1
         ORDER BY released_at IS NOT NULL, COALESCE(released_at, placed_at) DESC, seq DESC
         LIMIT $2"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i64::from(organization.0))
        .bind(HOLDS_LISTED_MAX as i64)
        .fetch_all(&mut *connection)
        .await?;
    let mut holds = Vec::with_capacity(rows.len());
    for row in &rows {
        holds.push(whole(connection, row).await?.1);
    }
    Ok(holds)
}

pub(super) async fn find(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    id: &HoldId,
) -> Result<Option<(i64, Hold)>, sqlx::Error> {
    let sql = format!("SELECT {COLUMNS} FROM desk_hold WHERE organization = $1 AND id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i64::from(organization.0))
        .bind(&id.0)
        .fetch_optional(&mut *connection)
        .await?;
    match row {
        Some(row) => Ok(Some(whole(connection, &row).await?)),
        None => Ok(None),
    }
}

async fn whole(
    connection: &mut SqliteConnection,
    row: &SqliteRow,
) -> Result<(i64, Hold), sqlx::Error> {
    let seq: i64 = row.try_get(0)?;
    let is_whole = row.try_get::<i64, _>("is_whole")? != 0;
    let scope = if is_whole {
        HoldScope::Organization { below: row.try_get::<i64, _>("reaches_below")? != 0 }
    } else {
        HoldScope::Records(named(connection, seq).await?)
    };
    let released = row.try_get::<Option<i64>, _>("released_at")?.map(|at| {
        let text =
            |name: &str| row.try_get::<Option<String>, _>(name).map(Option::unwrap_or_default);
        Ok::<_, sqlx::Error>(HoldRelease {
            by: text("released_by")?,
            at: Millis(at),
            reason: text("release_reason")?,
        })
    });
    let hold = Hold {
        id: HoldId(row.try_get("id")?),
        organization: OrganizationOrdinal(row.try_get("organization")?),
        name: row.try_get("name")?,
        reason: row.try_get("reason")?,
        scope,
        reach: if is_whole { None } else { Some(row.try_get::<i64, _>("reach")?.unsigned_abs()) },
        placed_by: row.try_get("placed_by")?,
        placed_at: Millis(row.try_get("placed_at")?),
        released: released.transpose()?,
    };
    Ok((seq, hold))
}

/// The records that a hold names.
async fn named(
    connection: &mut SqliteConnection,
    hold: i64,
) -> Result<Vec<RecordKey>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT record_type, record_id FROM desk_hold_record WHERE hold = $1 AND is_named = 1
         ORDER BY record_type, record_id",
    )
    .bind(hold)
    .fetch_all(connection)
    .await?;
    let key = |row: &SqliteRow| Ok(RecordKey { record_type: row.try_get(0)?, id: row.try_get(1)? });
    rows.iter().map(key).collect()
}
