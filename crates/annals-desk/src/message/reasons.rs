//! A message is found by why it didn't come, too.
//!
//! The words of a message are indexed as one, those of what it says among them, which may be long.
//! So it is only noted that a message has another reason, and its words are indexed anew behind
//! that, in short turns of the writer.

use annals_model::{Channel, OrganizationOrdinal};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::Reason;
use super::row::word;
use super::words::{Scope, with_reason};
use crate::{Desk, Result};

/// Bytes of words that are indexed anew in one turn of the writer, once there is a message.
const STEP_BYTES_MAX: i64 = 64 * 1024;
/// Messages whose words are.
const STEP_MESSAGES_MAX: i64 = 100;

/// Notes that messages have another reason.
pub(super) async fn note(
    connection: &mut SqliteConnection,
    messages: &[i64],
) -> Result<(), sqlx::Error> {
    if messages.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO desk_message_reason (message) ");
    query.push_values(messages, |mut row, message| {
        row.push_bind(*message);
    });
    query.push(" ON CONFLICT DO NOTHING");
    query.build().persistent(false).execute(connection).await?;
    Ok(())
}

impl Desk {
    /// Has messages found by the reasons that were noted; what is left behind by a crash, too.
    pub async fn index_reasons(&self) -> Result<()> {
        while self.has_new_reasons().await? {
            self.store.command(IndexSome).await?;
        }
        Ok(())
    }

    async fn has_new_reasons(&self) -> Result<bool> {
        let sql = "SELECT 1 FROM desk_message_reason LIMIT 1";
        Ok(sqlx::query(sql).fetch_optional(self.store.settings()).await?.is_some())
    }
}

/// Indexes the words of some of them.
struct IndexSome;

impl Command for IndexSome {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let connection = transaction.sql();
        // A message that is gone has no words.
        let rows = sqlx::query(
            "SELECT r.message, COALESCE(length(w.words) + length(w.body), 0)
             FROM desk_message_reason r LEFT JOIN desk_message_words w ON w.rowid = r.message
             ORDER BY r.message LIMIT $1",
        )
        .bind(STEP_MESSAGES_MAX)
        .fetch_all(&mut *connection)
        .await?;
        let mut bytes = 0;
        for (place, row) in rows.iter().enumerate() {
            bytes += row.try_get::<i64, _>(1)?;
            if bytes > STEP_BYTES_MAX && place > 0 {
                break;
            }
            let message: i64 = row.try_get(0)?;
            index(connection, message).await?;
            let sql = "DELETE FROM desk_message_reason WHERE message = $1";
            sqlx::query(sql).bind(message).execute(&mut *connection).await?;
        }
        Ok(())
    }
}

/// Adds the words of its reason to those of a message.
async fn index(connection: &mut SqliteConnection, message: i64) -> Result<(), CommandError> {
    let row = sqlx::query(
        "SELECT w.words, m.organization, m.channel, m.is_to_staff, m.reason_code, m.reason_text
         FROM desk_message m JOIN desk_message_words w ON w.rowid = m.seq WHERE m.seq = $1",
    )
    .bind(message)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(()) };
    let organization = OrganizationOrdinal(row.try_get(1)?);
    let scope = Scope::new(organization, word(&row, 2, Channel::parse)?, row.try_get(3)?);
    let reason = Reason { code: row.try_get(4)?, text: row.try_get(5)? };
    if let Some(all) = with_reason(row.try_get(0)?, &reason, &scope) {
        let sql = "UPDATE desk_message_words SET words = $2 WHERE rowid = $1";
        sqlx::query(sql).bind(message).bind(all).execute(connection).await?;
    }
    Ok(())
}
