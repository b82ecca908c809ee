//! The rows of messages.

use annals_model::{Channel, Kind, Millis, OrganizationOrdinal, RecordKey, Status};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::{
    MESSAGE_BODY_BYTES_MAX, MESSAGE_EVENTS_SHOWN_MAX, Message, MessageEvent, MessageFields,
    MessageId, Purged, Reason, SAID_CHARS_MAX,
};

/// What [`message`] reads, from `desk_message m`.
pub(super) const COLUMNS: &str = "m.seq, m.id, m.organization, m.own_id, m.resend_of, m.channel,
    m.record_type, m.record_id, m.address, m.recipient, m.from_address, m.sent_by, m.campaign,
    m.subject, m.provider, m.tags, m.sent_at, m.activity_at, m.status, m.is_inferred,
    m.is_conflict, m.reason_code, m.reason_text, m.opens, m.clicks,
    EXISTS (SELECT 1 FROM desk_message_body b WHERE b.message = m.seq),
    CASE WHEN m.channel <> 'email' THEN
        (SELECT b.text FROM desk_message_body b WHERE b.message = m.seq) END,
    m.purged_at, m.purged_after";
/// How many columns those are.
pub(super) const COLUMNS_COUNT: usize = 29;

/// What stands between the tags of one message, in none of which it can be.
pub(super) const BETWEEN_TAGS: char = '\n';

pub(super) async fn find(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    id: &MessageId,
) -> Result<Option<(i64, Message)>, sqlx::Error> {
    let sql = format!("SELECT {COLUMNS} FROM desk_message m WHERE organization = $1 AND id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i64::from(organization.0))
        .bind(&id.0)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(message).transpose()
}

/// Numbers as a list for `IN`.
pub(super) fn push_list(query: &mut QueryBuilder<Sqlite>, numbers: &[i64]) {
    let mut list = query.push("(").separated(", ");
    for number in numbers {
        list.push_bind(*number);
    }
    query.push(")");
}

/// A row of [`COLUMNS`], and its number.
pub(super) fn message(row: &SqliteRow) -> Result<(i64, Message), sqlx::Error> {
    let record = row.try_get::<Option<String>, _>(6)?.zip(row.try_get::<Option<String>, _>(7)?);
    let tags: String = row.try_get(15)?;
    let fields = MessageFields {
        channel: word(row, 5, Channel::parse)?,
        record: record.map(|(record_type, id)| RecordKey { record_type, id }),
        address: row.try_get(8)?,
        recipient: row.try_get(9)?,
        from: row.try_get(10)?,
        sent_by: row.try_get(11)?,
        campaign: row.try_get(12)?,
        subject: row.try_get(13)?,
        provider: row.try_get(14)?,
        tags: tags.split_terminator(BETWEEN_TAGS).map(str::to_owned).collect(),
    };
    let purged = row.try_get::<Option<i64>, _>(27)?.zip(row.try_get::<Option<u32>, _>(28)?);
    let message = Message {
        id: MessageId(row.try_get(1)?),
        organization: OrganizationOrdinal(row.try_get(2)?),
        own_id: row.try_get(3)?,
        resend_of: row.try_get(4)?,
        fields,
        sent_at: Millis(row.try_get(16)?),
        activity_at: Millis(row.try_get(17)?),
        status: word(row, 18, Status::parse)?,
        inferred: row.try_get::<i64, _>(19)? != 0,
        conflict: row.try_get::<i64, _>(20)? != 0,
        reason: Reason { code: row.try_get(21)?, text: row.try_get(22)? },
        opens: row.try_get(23)?,
        clicks: row.try_get(24)?,
        has_body: row.try_get::<i64, _>(25)? != 0,
        said: row.try_get::<Option<Vec<u8>>, _>(26)?.map(|packed| said(&packed)).transpose()?,
        purged: purged.map(|(at, months)| Purged { at: Millis(at), months }),
    };
    Ok((row.try_get(0)?, message))
}

/// The beginning of a packed text.
fn said(packed: &[u8]) -> Result<String, sqlx::Error> {
    let text = unpack(packed)?;
    let end = text.char_indices().nth(SAID_CHARS_MAX).map_or(text.len(), |(end, _)| end);
    Ok(text[..end].to_owned())
}

/// A body as it came.
pub(super) fn unpack(packed: &[u8]) -> Result<String, sqlx::Error> {
    let broken = |error: Box<dyn std::error::Error + Send + Sync>| sqlx::Error::Decode(error);
    let bytes = zstd::bulk::decompress(packed, MESSAGE_BODY_BYTES_MAX);
    String::from_utf8(bytes.map_err(|error| broken(error.into()))?)
        .map_err(|error| broken(error.into()))
}

/// The last that was told of a message, oldest first.
pub(super) async fn events(
    connection: &mut SqliteConnection,
    seq: i64,
) -> Result<Vec<MessageEvent>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT kind, at, received_at, is_timed, source, code, text, url FROM desk_message_event
         WHERE message = $1 ORDER BY at DESC, received_at DESC, dedupe DESC LIMIT $2",
    )
    .bind(seq)
    .bind(MESSAGE_EVENTS_SHOWN_MAX as i64)
    .fetch_all(connection)
    .await?;
    let event = |row: &SqliteRow| {
        Ok(MessageEvent {
            kind: word(row, 0, Kind::parse)?,
            at: Millis(row.try_get(1)?),
            received_at: Millis(row.try_get(2)?),
            timed: row.try_get::<i64, _>(3)? != 0,
            source: row.try_get(4)?,
            reason: Reason { code: row.try_get(5)?, text: row.try_get(6)? },
            url: row.try_get(7)?,
        })
    };
    rows.iter().rev().map(event).collect()
}

/// A word of ours in a column; one of a newer Annals is an error, for it would be misreported.
pub(crate) fn word<T>(
    row: &SqliteRow,
    at: usize,
    parse: fn(&str) -> Option<T>,
) -> Result<T, sqlx::Error> {
    let text: String = row.try_get(at)?;
    let unknown = || sqlx::Error::Decode(format!("{text:?} is not known").into());
    parse(&text).ok_or_else(unknown)
}
