//! Looking at what a message says, each time with its entry.

use annals_model::{EventType, Organization};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{Row, SqliteConnection};

use super::{Logs, MessageBody, MessageId, list, record, row};
use crate::By;
use crate::entry::Told;

/// Reads a message's body and tells of it.
pub(super) struct Look {
    pub(super) by: By,
    pub(super) organization: Organization,
    /// Those that `by` may see.
    pub(super) logs: Logs,
    pub(super) id: MessageId,
}

impl Command for Look {
    /// None if there is no such message in these logs, or what it says is not kept.
    type Output = Option<MessageBody>;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let Self { by, organization, logs, id } = self;
        let found = row::find(transaction.sql(), organization.ordinal, id).await?;
        let Some((seq, message)) = found.filter(|(_, found)| logs.has(&found.fields)) else {
            return Ok(None);
        };
        let Some(body) = body(transaction.sql(), seq).await? else { return Ok(None) };
        let mut told = Told::new(by, "message.viewed")
            .of_messages([list::log_of(&message.fields)])
            .event_type(EventType::Access)
            .record_key(&record::key(id), None);
        if let Some(record) = &message.fields.record {
            told = told.record_key(record, None);
        }
        told.tell(transaction, organization)?;
        Ok(Some(body))
    }
}

pub(super) async fn body(
    connection: &mut SqliteConnection,
    seq: i64,
) -> Result<Option<MessageBody>, sqlx::Error> {
    let row = sqlx::query("SELECT text, html FROM desk_message_body WHERE message = $1")
        .bind(seq)
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let part = |at: usize| {
        let packed: Option<Vec<u8>> = row.try_get(at)?;
        packed.map(|packed| row::unpack(&packed)).transpose()
    };
    Ok(Some(MessageBody { text: part(0)?, html: part(1)? }))
}
