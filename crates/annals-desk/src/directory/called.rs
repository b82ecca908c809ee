//! What records are called, and were before: by which they are found whatever an entry calls them.

use std::collections::BTreeSet;

use annals_model::{Millis, OrganizationOrdinal, RecordKey};
use annals_query::{Text, fold};
use sqlx::{Row, SqliteConnection};

use super::row::key_at;
use super::{DescribedRecord, RECORDS_CALLED_MAX};

/// Names of one record that are kept, the latest ones.
pub const RECORD_NAMES_MAX: i64 = 20;
/// Names that are looked through for those which have all of a phrase.
const LOOKED_THROUGH_MAX: i64 = 1_000;

/// Keeps the name of a record beside those that it had.
pub(super) async fn keep(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    DescribedRecord { key, name, .. }: &DescribedRecord,
    now: Millis,
) -> Result<(), sqlx::Error> {
    let Some(name) = name else { return Ok(()) };
    for word in fold::word_list(name).into_iter().collect::<BTreeSet<_>>() {
        sqlx::query(
            "INSERT INTO desk_record_word
             (organization, record_type, record_id, name, word, said_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT DO UPDATE SET said_at = excluded.said_at",
        )
        .bind(i64::from(organization.0))
        .bind(&key.record_type)
        .bind(&key.id)
        .bind(name)
        .bind(word)
        .bind(now.0)
        .execute(&mut *connection)
        .await?;
    }
    sqlx::query(
        "DELETE FROM desk_record_word WHERE organization = $1 AND record_type = $2
         AND record_id = $3 AND name NOT IN (SELECT name FROM desk_record_word
             WHERE organization = $1 AND record_type = $2 AND record_id = $3
             GROUP BY name ORDER BY MAX(said_at) DESC, name = $5 DESC LIMIT $4)",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .bind(RECORD_NAMES_MAX)
    .bind(name)
    .execute(connection)
    .await?;
    Ok(())
}

/// Records one of whose names has the words, up to [`RECORDS_CALLED_MAX`] and one.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    text: &Text,
) -> Result<BTreeSet<RecordKey>, sqlx::Error> {
    let (first, is_whole) = match text {
        Text::Word(word) => (Some(word), true),
        Text::Prefix(word) => (Some(word), false),
        Text::Phrase(words) | Text::PhrasePrefix(words) => (words.first(), words.len() > 1),
    };
    let Some(first) = first.filter(|word| !word.is_empty()) else { return Ok(BTreeSet::new()) };
    // Whatever begins with a word lies before the word with the last character behind it.
    let end = if is_whole { first.clone() } else { format!("{first}{}", char::MAX) };
    let rows = sqlx::query(
        "SELECT DISTINCT record_type, record_id, name FROM desk_record_word
         WHERE organization = $1 AND word >= $2 AND word <= $3
         ORDER BY record_type, record_id LIMIT $4",
    )
    .bind(i64::from(organization.0))
    .bind(first)
    .bind(end)
    .bind(LOOKED_THROUGH_MAX)
    .fetch_all(connection)
    .await?;
    let mut found = BTreeSet::new();
    for row in &rows {
        if found.len() <= RECORDS_CALLED_MAX && text.matches(row.try_get(2)?) {
            found.insert(key_at(row, 0)?);
        }
    }
    Ok(found)
}

/// Forgets all names of a record.
pub(super) async fn forget(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    key: &RecordKey,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM desk_record_word
         WHERE organization = $1 AND record_type = $2 AND record_id = $3",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .execute(connection)
    .await?;
    Ok(())
}
