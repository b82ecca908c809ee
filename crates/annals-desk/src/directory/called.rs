//! What records are called, and were before: by which they are found whatever an entry calls them.

use std::collections::BTreeSet;

use annals_model::{Millis, OrganizationOrdinal, RecordKey};
use annals_query::{Text, fold};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::row::key_at;
use super::{DescribedRecord, RECORDS_CALLED_MAX};

/// Names of one record that are kept, the latest ones.
pub const RECORD_NAMES_MAX: usize = 20;
/// Words of one name by which its record is found, the first ones.
pub const NAME_WORDS_MAX: usize = 20;
/// Names with one word that are looked through for the others.
const LOOKED_THROUGH_MAX: usize = 1_000;

/// Records that are called so, or were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordsCalled {
    /// They, up to [`RECORDS_CALLED_MAX`].
    pub keys: BTreeSet<RecordKey>,
    /// Whether there may be more.
    pub has_more: bool,
}

/// Keeps the name of a record, as the latest of those that it had.
pub(super) async fn keep(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    DescribedRecord { key, name, .. }: &DescribedRecord,
    now: Millis,
) -> Result<(), sqlx::Error> {
    let Some(name) = name else { return Ok(()) };
    let row = sqlx::query(
        "INSERT INTO desk_record_name (organization, record_type, record_id, name, said_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO UPDATE SET said_at = excluded.said_at RETURNING seq",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .bind(name)
    .bind(now.0)
    .fetch_one(&mut *connection)
    .await?;
    let seq: i64 = row.try_get(0)?;
    let mut words = Vec::new();
    for word in fold::word_list(name) {
        if words.len() < NAME_WORDS_MAX && !words.contains(&word) {
            words.push(word);
        }
    }
    if !words.is_empty() {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT OR IGNORE INTO desk_record_word (organization, word, name) ",
        );
        insert.push_values(words, |mut row, word| {
            row.push_bind(i64::from(organization.0)).push_bind(word).push_bind(seq);
        });
        insert.build().execute(&mut *connection).await?;
    }
    let old = "SELECT seq FROM desk_record_name
               WHERE organization = $1 AND record_type = $2 AND record_id = $3
               ORDER BY said_at DESC, seq DESC LIMIT -1 OFFSET $4";
    delete(connection, (organization, key), old, Some(RECORD_NAMES_MAX as i64)).await
}

/// Whether the name of a record is kept: of those that were described before names were, it isn't.
pub(super) async fn is_kept(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    DescribedRecord { key, name, .. }: &DescribedRecord,
) -> Result<bool, sqlx::Error> {
    let Some(name) = name else { return Ok(true) };
    let sql = "SELECT 1 FROM desk_record_name
               WHERE organization = $1 AND record_type = $2 AND record_id = $3 AND name = $4";
    let found = sqlx::query(sql)
        .bind(i64::from(organization.0))
        .bind(&key.record_type)
        .bind(&key.id)
        .bind(name)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// Records one of whose names has the words.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    text: &Text,
) -> Result<RecordsCalled, sqlx::Error> {
    let (word, is_whole) = sought(text);
    let Some(word) = word.filter(|word| !word.is_empty()) else { return Ok(Default::default()) };
    // Whatever begins with a word lies before the word with the last character behind it.
    let end = if is_whole { word.to_owned() } else { format!("{word}{}", char::MAX) };
    let rows = sqlx::query(
        "SELECT n.record_type, n.record_id, n.name
         FROM (SELECT DISTINCT name FROM desk_record_word
               WHERE organization = $1 AND word >= $2 AND word <= $3 LIMIT $4) AS w
         CROSS JOIN desk_record_name n ON n.seq = w.name",
    )
    .bind(i64::from(organization.0))
    .bind(word)
    .bind(end)
    .bind(LOOKED_THROUGH_MAX as i64)
    .fetch_all(connection)
    .await?;
    let mut found =
        RecordsCalled { has_more: rows.len() == LOOKED_THROUGH_MAX, ..Default::default() };
    for row in &rows {
        if text.matches(row.try_get(2)?) {
            found.keys.insert(key_at(row, 0)?);
        }
    }
    while found.keys.len() > RECORDS_CALLED_MAX {
        found.has_more = true;
        found.keys.pop_last();
    }
    Ok(found)
}

/// The word by which fewest names are looked through, as far as its length tells, and whether it is
/// whole.
fn sought(text: &Text) -> (Option<&str>, bool) {
    let longest = |words: &'_ [String]| -> Option<usize> {
        (0..words.len()).max_by_key(|at| words[*at].len())
    };
    match text {
        Text::Word(word) => (Some(word), true),
        Text::Prefix(word) => (Some(word), false),
        Text::Phrase(words) => (longest(words).map(|at| &*words[at]), true),
        Text::PhrasePrefix(words) => match words.split_last() {
            Some((last, [])) => (Some(last), false),
            Some((_, whole)) => (longest(whole).map(|at| &*whole[at]), true),
            None => (None, true),
        },
    }
}

/// Forgets all names of a record.
pub(super) async fn forget(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    key: &RecordKey,
) -> Result<(), sqlx::Error> {
    let all = "SELECT seq FROM desk_record_name
               WHERE organization = $1 AND record_type = $2 AND record_id = $3";
    delete(connection, (organization, key), all, None).await
}

/// Deletes the names of a record whose numbers `sql` finds.
async fn delete(
    connection: &mut SqliteConnection,
    (organization, key): (OrganizationOrdinal, &RecordKey),
    sql: &str,
    bound: Option<i64>,
) -> Result<(), sqlx::Error> {
    for (table, column) in [("desk_record_word", "name"), ("desk_record_name", "seq")] {
        let sql = format!("DELETE FROM {table} WHERE {column} IN ({sql})");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(i64::from(organization.0))
            .bind(&key.record_type)
            .bind(&key.id);
        let query = if let Some(bound) = bound { query.bind(bound) } else { query };
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_for_by_their_longest_whole_word() {
        let check = |raw: &str, prefix: bool, wanted: (Option<&str>, bool)| {
            let text = Text::of(raw, prefix).unwrap();
            assert_eq!(sought(&text), wanted, "{raw}");
        };
        check("smith", false, (Some("smith"), true));
        check("smi", true, (Some("smi"), false));
        check("ana kowalczyk", false, (Some("kowalczyk"), true));
        check("lee kowalcz", true, (Some("lee"), true));
    }
}
