//! The rows of the directory.

use annals_model::{Millis, OrganizationOrdinal, RecordKey};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{DescribedRecord, RecordParent};

const EMAIL: &str = "email";
const PHONE: &str = "phone";

/// Tables whose rows belong to one record.
const PARTS: [&str; 3] = ["desk_record", "desk_record_parent", "desk_record_address"];

pub(super) async fn find(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    key: &RecordKey,
) -> Result<Option<DescribedRecord>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT record_type, record_id, name FROM desk_record
         WHERE organization = $1 AND record_type = $2 AND record_id = $3",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(whole(connection, organization, &row).await?))
}

/// By type and id, after `after`.
pub(super) async fn list(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    after: Option<&RecordKey>,
    rows_max: usize,
) -> Result<Vec<DescribedRecord>, sqlx::Error> {
    let (record_type, id) = after.map_or(("", ""), |key| (&*key.record_type, &*key.id));
    let rows = sqlx::query(
        "SELECT record_type, record_id, name FROM desk_record
         WHERE organization = $1 AND (record_type, record_id) > ($2, $3)
         ORDER BY record_type, record_id LIMIT $4",
    )
    .bind(i64::from(organization.0))
    .bind(record_type)
    .bind(id)
    .bind(rows_max as i64)
    .fetch_all(&mut *connection)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        found.push(whole(connection, organization, row).await?);
    }
    Ok(found)
}

/// What the row `record_type, record_id, name` begins.
async fn whole(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    row: &SqliteRow,
) -> Result<DescribedRecord, sqlx::Error> {
    let key = key_at(row, 0)?;
    let parents = sqlx::query(
        "SELECT parent_type, parent_id, from_at, to_at FROM desk_record_parent
         WHERE organization = $1 AND record_type = $2 AND record_id = $3 ORDER BY place",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .fetch_all(&mut *connection)
    .await?;
    let addresses = sqlx::query(
        "SELECT kind, address FROM desk_record_address
         WHERE organization = $1 AND record_type = $2 AND record_id = $3 ORDER BY kind, place",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .fetch_all(&mut *connection)
    .await?;
    let of_kind = |kind: &str| {
        let rows = addresses.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
        let rows = rows.collect::<Result<Vec<(String, String)>, sqlx::Error>>()?;
        Ok::<_, sqlx::Error>(
            rows.into_iter().filter(|row| row.0 == kind).map(|row| row.1).collect(),
        )
    };
    Ok(DescribedRecord {
        name: row.try_get(2)?,
        parents: parents.iter().map(parent).collect::<Result<_, _>>()?,
        emails: of_kind(EMAIL)?,
        phones: of_kind(PHONE)?,
        key,
    })
}

fn parent(row: &SqliteRow) -> Result<RecordParent, sqlx::Error> {
    let (from, to) = period_at(row, 2)?;
    Ok(RecordParent { key: key_at(row, 0)?, from, to })
}

/// A key in the columns from `at` on.
pub(crate) fn key_at(row: &SqliteRow, at: usize) -> Result<RecordKey, sqlx::Error> {
    Ok(RecordKey { record_type: row.try_get(at)?, id: row.try_get(at + 1)? })
}

/// From when to when, in the columns from `at` on.
pub(crate) fn period_at(
    row: &SqliteRow,
    at: usize,
) -> Result<(Option<Millis>, Option<Millis>), sqlx::Error> {
    let millis = |at| row.try_get::<Option<i64>, _>(at).map(|millis| millis.map(Millis));
    Ok((millis(at)?, millis(at + 1)?))
}

/// Puts a description in the place of the one that is there.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    record: &DescribedRecord,
) -> Result<(), sqlx::Error> {
    let DescribedRecord { key, name, parents, emails, phones } = record;
    delete(connection, organization, key).await?;
    let sql = "INSERT INTO desk_record (organization, record_type, record_id, name)
               VALUES ($1, $2, $3, $4)";
    sqlx::query(sql)
        .bind(i64::from(organization.0))
        .bind(&key.record_type)
        .bind(&key.id)
        .bind(name)
        .execute(&mut *connection)
        .await?;
    for (place, parent) in parents.iter().enumerate() {
        sqlx::query(
            "INSERT INTO desk_record_parent (organization, record_type, record_id, place,
             parent_type, parent_id, from_at, to_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(i64::from(organization.0))
        .bind(&key.record_type)
        .bind(&key.id)
        .bind(place as i64)
        .bind(&parent.key.record_type)
        .bind(&parent.key.id)
        .bind(parent.from.map(|at| at.0))
        .bind(parent.to.map(|at| at.0))
        .execute(&mut *connection)
        .await?;
    }
    for (kind, addresses) in [(EMAIL, emails), (PHONE, phones)] {
        for (place, address) in addresses.iter().enumerate() {
            sqlx::query(
                "INSERT INTO desk_record_address (organization, record_type, record_id, kind,
                 place, address) VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(i64::from(organization.0))
            .bind(&key.record_type)
            .bind(&key.id)
            .bind(kind)
            .bind(place as i64)
            .bind(address)
            .execute(&mut *connection)
            .await?;
        }
    }
    Ok(())
}

pub(super) async fn delete(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    key: &RecordKey,
) -> Result<(), sqlx::Error> {
    for table in PARTS {
        let sql = format!(
            "DELETE FROM {table} WHERE organization = $1 AND record_type = $2 AND record_id = $3"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(i64::from(organization.0))
            .bind(&key.record_type)
            .bind(&key.id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
