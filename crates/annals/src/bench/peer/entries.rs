//! The peer's rows: one file, with the indexes that find them by id and by time.

use std::path::Path;

use rusqlite::{Connection, params};

use super::pack::{Packed, Row};

const SCHEMA: &str = "
CREATE TABLE dictionary (bytes BLOB NOT NULL);
CREATE TABLE entry (
    number       INTEGER PRIMARY KEY,
    organization INTEGER NOT NULL,
    occurred_at  INTEGER NOT NULL,
    id           BLOB    NOT NULL,
    action       INTEGER NOT NULL,
    actor        INTEGER NOT NULL,
    body         BLOB    NOT NULL
);
CREATE UNIQUE INDEX entry_id ON entry (organization, id);
CREATE INDEX entry_time ON entry (organization, occurred_at, action, actor);
CREATE TABLE name (code INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
";
const ADD_NAME: &str = "INSERT INTO name VALUES (?1, ?2)";
const ADD: &str = "INSERT INTO entry (organization, occurred_at, id, action, actor, body)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (organization, id) DO NOTHING";

/// Creates the file, with the dictionary of its bodies.
pub(super) fn create(path: &Path, cache_kib: u64, dictionary: &[u8]) -> anyhow::Result<Connection> {
    let connection = super::open(path, cache_kib)?;
    connection.execute_batch(SCHEMA)?;
    connection.execute("INSERT INTO dictionary VALUES (?1)", params![dictionary])?;
    Ok(connection)
}

/// Writes a group of batches in one transaction and numbers their rows; those that are there
/// already get no number.
pub(super) fn write(connection: &mut Connection, group: &mut [Packed]) -> anyhow::Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut name = transaction.prepare_cached(ADD_NAME)?;
        let mut entry = transaction.prepare_cached(ADD)?;
        for batch in group {
            for (code, text) in &batch.names {
                name.execute(params![code, text])?;
            }
            for row in &mut batch.rows {
                let Row { organization, occurred_at, id, action, actor, .. } = &*row;
                let body = &batch.bodies[row.body.clone()];
                let added =
                    entry.execute(params![organization, occurred_at, id, action, actor, body])?;
                row.number = (added > 0).then(|| transaction.last_insert_rowid());
            }
        }
    }
    transaction.commit()?;
    Ok(())
}
