//! How messages stand, by all that was told of them.

use std::collections::HashMap;

use annals_model::{Course, Kind, Millis, Seen, Standing, Status};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::row::{push_list, word};
use super::{Message, Reason, reasons, row};

/// Something that was noted of a message.
pub(super) struct Told {
    pub(super) message: i64,
    pub(super) kind: Kind,
    pub(super) at: Millis,
}

/// Computes from all that was told how messages stand; as they were before, and as they are.
pub(super) async fn settle_all(
    connection: &mut SqliteConnection,
    messages: &[i64],
) -> Result<HashMap<i64, (Message, Message)>, sqlx::Error> {
    if messages.is_empty() {
        return Ok(HashMap::new());
    }
    let courses = courses(connection, messages).await?;
    let select = format!("SELECT {}, m.parts FROM desk_message m WHERE m.seq IN ", row::COLUMNS);
    let mut query = QueryBuilder::<Sqlite>::new(select);
    push_list(&mut query, messages);
    let rows = query.build().persistent(false).fetch_all(&mut *connection).await?;
    let (mut settled, mut changed) = (HashMap::with_capacity(rows.len()), Vec::new());
    let nothing = Course::default();
    for row in &rows {
        let (seq, before) = row::message(row)?;
        let course = courses.get(&seq).unwrap_or(&nothing);
        let channel = before.fields.channel;
        let standing = Standing::of(channel, course, row.try_get(row::COLUMNS_COUNT)?);
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
            changed.push(seq);
        }
        settled.insert(seq, (before, after));
    }
    let changed = changed.iter().filter_map(|seq| Some((*seq, &settled.get(seq)?.1)));
    update(connection, &changed.collect::<Vec<_>>()).await?;
    let is_new = |(_, (before, after)): &(&i64, &(Message, Message))| after.reason != before.reason;
    let reasons: Vec<_> = settled.iter().filter(is_new).map(|(seq, _)| *seq).collect();
    reasons::note(connection, &reasons).await?;
    Ok(settled)
}

async fn update(
    connection: &mut SqliteConnection,
    messages: &[(i64, &Message)],
) -> Result<(), sqlx::Error> {
    if messages.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "WITH now (seq, activity_at, status, is_inferred, is_conflict, reason_code, reason_text,
         opens, clicks) AS (",
    );
    query.push_values(messages, |mut row, (seq, message)| {
        row.push_bind(*seq)
            .push_bind(message.activity_at.0)
            .push_bind(message.status.as_str())
            .push_bind(i64::from(message.inferred))
            .push_bind(i64::from(message.conflict))
            .push_bind(&message.reason.code)
            .push_bind(&message.reason.text)
            .push_bind(message.opens)
            .push_bind(message.clicks);
    });
    query.push(
        ") UPDATE desk_message SET activity_at = now.activity_at, status = now.status,
         is_inferred = now.is_inferred, is_conflict = now.is_conflict,
         reason_code = now.reason_code, reason_text = now.reason_text, opens = now.opens,
         clicks = now.clicks FROM now WHERE desk_message.seq = now.seq",
    );
    query.build().persistent(false).execute(connection).await?;
    Ok(())
}

/// Adds to what is known of kinds, one of each message. Kept beside the events, because those of
/// one message may be many thousand, and all of them would be counted for each that comes.
pub(super) async fn add_to_courses(
    connection: &mut SqliteConnection,
    told: &[Told],
) -> Result<(), sqlx::Error> {
    if told.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO desk_message_course (message, kind, first_at, last_at, count) ",
    );
    query.push_values(told, |mut row, Told { message, kind, at }| {
        row.push_bind(*message).push_bind(kind.as_str()).push_bind(at.0).push_bind(at.0);
        row.push("1");
    });
    query.push(
        " ON CONFLICT (message, kind) DO UPDATE SET
         first_at = MIN(first_at, excluded.first_at), last_at = MAX(last_at, excluded.last_at),
         count = count + 1",
    );
    query.build().persistent(false).execute(connection).await?;
    Ok(())
}

async fn courses(
    connection: &mut SqliteConnection,
    messages: &[i64],
) -> Result<HashMap<i64, Course>, sqlx::Error> {
    let mut query = QueryBuilder::<Sqlite>::new(
        "SELECT message, kind, first_at, last_at, count FROM desk_message_course
         WHERE message IN ",
    );
    push_list(&mut query, messages);
    let rows = query.build().persistent(false).fetch_all(connection).await?;
    let mut courses: HashMap<i64, Course> = HashMap::new();
    for row in &rows {
        let (first, last) = (Millis(row.try_get(2)?), Millis(row.try_get(3)?));
        let seen = Seen { first, last, count: row.try_get(4)? };
        courses.entry(row.try_get(0)?).or_default().put(word(row, 1, Kind::parse)?, seen);
    }
    Ok(courses)
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
