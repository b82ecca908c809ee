//! Notes of when keys and sessions were last used.

use annals_model::Millis;
use annals_store::{Command, CommandError, Transaction};

use crate::{Desk, Result};

/// What was used.
pub(crate) enum Used {
    /// The key with this id.
    Key(String),
    /// The session with this id.
    Session(String),
}

impl Desk {
    /// Notes the use without keeping who uses it waiting; a note that is lost shortens a session
    /// or makes a key look unused, and harms nothing else.
    pub(crate) fn touch(&self, used: Used, at: Millis) {
        let store = self.store.clone();
        tokio::spawn(async move {
            if let Err(error) = store.command(Touch { used, at }).await {
                tracing::warn!(%error, "the use of a key or a session was not noted");
            }
        });
    }
}

struct Touch {
    used: Used,
    at: Millis,
}

impl Command for Touch {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let (sql, id) = match &self.used {
            Used::Key(id) => ("UPDATE desk_key SET last_used_at = $2 WHERE id = $1", id),
            Used::Session(id) => ("UPDATE desk_session SET last_seen_at = $2 WHERE id = $1", id),
        };
        sqlx::query(sql).bind(id).bind(self.at.0).execute(transaction.sql()).await?;
        Ok(())
    }
}
