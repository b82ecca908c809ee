//! How a message stands, by all that was told of it.

use annals_model::{Course, Kind, Millis, Seen, Standing, Status};
use sqlx::{Row, SqliteConnection};

use super::row::word;
use super::{Message, Reason, row};

/// Computes from all that was told how the message stands; as it was before, and as it is.
pub(super) async fn settle(
    connection: &mut SqliteConnection,
    seq: i64,
) -> Result<Option<(Message, Message)>, sqlx::Error> {
    let course = course(connection, seq).await?;
    let sql = format!("SELECT {}, m.parts FROM desk_message m WHERE m.seq = $1", row::COLUMNS);
    let found = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(seq).fetch_optional(&mut *connection);
    let Some(found) = found.await? else { return Ok(None) };
    let (_, before) = row::message(&found)?;
    let standing = Standing::of(before.fields.channel, &course, found.try_get(row::COLUMNS_COUNT)?);
    let count = |kind| course.of(kind).map_or(0, |seen: &Seen| seen.count);
    let after = Message {
        activity_at: course.last_activity().unwrap_or(before.sent_at).max(before.sent_at),
        status: standing.status,
        inferred: standing.inferred,
        conflict: standing.conflict,
        reason: reason(connection, seq, standing.status).await?,
        opens: count(Kind::Opened),
        clicks: count(Kind::Clicked),
        ..before.clone()
    };
    if after != before {
        sqlx::query(
            "UPDATE desk_message SET activity_at = $2, status = $3, is_inferred = $4,
             is_conflict = $5, reason_code = $6, reason_text = $7, opens = $8, clicks = $9
             WHERE seq = $1",
        )
        .bind(seq)
        .bind(after.activity_at.0)
        .bind(after.status.as_str())
        .bind(i64::from(after.inferred))
        .bind(i64::from(after.conflict))
        .bind(&after.reason.code)
        .bind(&after.reason.text)
        .bind(after.opens)
        .bind(after.clicks)
        .execute(connection)
        .await?;
    }
    Ok(Some((before, after)))
}

/// Adds to what is known of a kind. Kept beside the events, because those of one message may be
/// many thousand, and all of them would be counted for each that comes.
pub(super) async fn add_to_course(
    connection: &mut SqliteConnection,
    seq: i64,
    kind: Kind,
    at: Millis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO desk_message_course (message, kind, first_at, last_at, count)
         VALUES ($1, $2, $3, $3, 1) ON CONFLICT (message, kind) DO UPDATE SET
         first_at = MIN(first_at, excluded.first_at), last_at = MAX(last_at, excluded.last_at),
         count = count + 1",
    )
    .bind(seq)
    .bind(kind.as_str())
    .bind(at.0)
    .execute(connection)
    .await?;
    Ok(())
}

async fn course(connection: &mut SqliteConnection, seq: i64) -> Result<Course, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT kind, first_at, last_at, count FROM desk_message_course WHERE message = $1",
    )
    .bind(seq)
    .fetch_all(connection)
    .await?;
    let mut course = Course::default();
    for row in &rows {
        let (first, last) = (Millis(row.try_get(1)?), Millis(row.try_get(2)?));
        course.put(word(row, 0, Kind::parse)?, Seen { first, last, count: row.try_get(3)? });
    }
    Ok(course)
}

/// The last reason that was told for what the message stands at, in an order that doesn't depend on
/// that of the telling.
async fn reason(
    connection: &mut SqliteConnection,
    seq: i64,
    status: Status,
) -> Result<Reason, sqlx::Error> {
    let Some(kind) = status.kind_with_reason() else { return Ok(Reason::default()) };
    let row = sqlx::query(
        "SELECT code, text FROM desk_message_event WHERE message = $1 AND kind = $2
         ORDER BY at DESC, source, dedupe LIMIT 1",
    )
    .bind(seq)
    .bind(kind.as_str())
    .fetch_optional(connection)
    .await?;
    row.map_or(Ok(Reason::default()), |row| {
        Ok(Reason { code: row.try_get(0)?, text: row.try_get(1)? })
    })
}
