//! The peer's full-text index: a file of its own, so that a second thread writes it.

use std::path::Path;

use rusqlite::{Connection, params};

use super::pack::Packed;

/// `indexed` is the last row in the index. After a crash it tells which rows have to be indexed
/// anew from their bodies: rows are committed before their words, never the other way round.
const SCHEMA: &str = "
CREATE VIRTUAL TABLE word USING fts5(
    text, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_-.:@'\"
);
CREATE TABLE indexed (number INTEGER NOT NULL);
INSERT INTO indexed VALUES (0);
INSERT INTO word (word, rank) VALUES ('automerge', 16);
INSERT INTO word (word, rank) VALUES ('hashsize', 16777216);
";
const ADD: &str = "INSERT INTO word (rowid, text) VALUES (?1, ?2)";
const INDEXED: &str = "UPDATE indexed SET number = ?1";

/// Creates the file.
pub(super) fn create(path: &Path, cache_kib: u64) -> anyhow::Result<Connection> {
    let connection = super::open(path, cache_kib)?;
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

/// Indexes the rows that were added with a group of batches, in one transaction.
pub(super) fn write(connection: &mut Connection, group: &[Packed]) -> anyhow::Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut word = transaction.prepare_cached(ADD)?;
        let mut indexed = None;
        for batch in group {
            for row in batch.rows.iter().filter(|row| row.number.is_some()) {
                word.execute(params![row.number, &batch.words[row.words.clone()]])?;
                indexed = row.number;
            }
        }
        if indexed.is_some() {
            transaction.prepare_cached(INDEXED)?.execute(params![indexed])?;
        }
    }
    transaction.commit()?;
    Ok(())
}
