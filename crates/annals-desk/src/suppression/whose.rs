//! Records that have an address, and addresses that a record has.

use annals_model::{Channel, OrganizationOrdinal, RecordKey};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::{SUPPRESSION_RECORDS_MAX, Suppression, list};
use crate::{Logs, Result, STAFF_TYPE};

/// Addresses of one record that are looked at.
const ADDRESSES_MAX: i64 = 200;

/// Records that have the address: those whose messages went there, as far as whoever has `logs`
/// sees them, and those of which the directory says so.
pub(super) async fn records(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    one: &Suppression,
    logs: &Logs,
) -> Result<Vec<RecordKey>> {
    let mut query = QueryBuilder::new(
        "SELECT DISTINCT record_type, record_id FROM desk_message WHERE organization = ",
    );
    query.push_bind(i64::from(organization.0));
    query.push(" AND channel = ").push_bind(one.channel.as_str());
    // Messages may have the number without its plus sign.
    let bare = one.address_key.trim_start_matches('+');
    query.push(" AND address_key IN (").push_bind(one.address_key.clone());
    query.push(", ").push_bind(bare.to_owned()).push(")");
    query.push(" AND record_id IS NOT NULL AND is_to_staff IN (");
    push_logs(&mut query, one.channel, logs);
    query.push(") UNION SELECT record_type, record_id FROM desk_record_address");
    query.push(" WHERE organization = ").push_bind(i64::from(organization.0));
    query.push(" AND (lower(trim(record_type)) = ").push_bind(STAFF_TYPE).push(") IN (");
    push_logs(&mut query, one.channel, logs);
    query.push(") AND lower(address) IN (").push_bind(one.address_key.clone()).push(", ");
    query.push_bind(one.address.to_lowercase()).push(") ORDER BY 1, 2 LIMIT ");
    query.push_bind(SUPPRESSION_RECORDS_MAX as i64);
    let rows = query.build().fetch_all(connection).await?;
    let key = |row: &sqlx::sqlite::SqliteRow| {
        Ok(RecordKey { record_type: row.try_get(0)?, id: row.try_get(1)? })
    };
    rows.iter().map(key).collect()
}

/// Whether to staff, of each log of the channel that is seen.
fn push_logs(query: &mut QueryBuilder<Sqlite>, channel: Channel, logs: &Logs) {
    let mut list = query.separated(", ");
    for to_staff in [false, true].into_iter().filter(|to_staff| logs.has_log(channel, *to_staff)) {
        list.push_bind(i64::from(to_staff));
    }
}

/// Those of a record's addresses that are suppressed.
pub(super) async fn of_record(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    logs: &Logs,
    key: &RecordKey,
) -> Result<Vec<Suppression>> {
    let mut all = Vec::new();
    for channel in Channel::ALL.into_iter().filter(|channel| logs.has_channel(*channel)) {
        let mut keys = of_messages(connection, organization, channel, key).await?;
        keys.extend(of_directory(connection, organization, channel, key).await?);
        keys.sort_unstable();
        keys.dedup();
        if !keys.is_empty() {
            all.extend(list::current(connection, organization, logs, (channel, &keys)).await?);
        }
    }
    Ok(all)
}

async fn of_messages(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    channel: Channel,
    key: &RecordKey,
) -> Result<Vec<String>, sqlx::Error> {
    // For DISTINCT alone SQLite would go through all addresses of the organisation.
    let rows = sqlx::query(
        "SELECT DISTINCT address_key FROM desk_message INDEXED BY desk_message_record
         WHERE organization = $1 AND record_type = $2 AND record_id = $3 AND channel = $4 LIMIT $5",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .bind(channel.as_str())
    .bind(ADDRESSES_MAX)
    .fetch_all(connection)
    .await?;
    let listed = |row: &sqlx::sqlite::SqliteRow| {
        let key: String = row.try_get(0)?;
        Ok(channel.listed_key(&key).unwrap_or(key))
    };
    rows.iter().map(listed).collect()
}

async fn of_directory(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    channel: Channel,
    key: &RecordKey,
) -> Result<Vec<String>, sqlx::Error> {
    if channel == Channel::Push {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(
        "SELECT address FROM desk_record_address
         WHERE organization = $1 AND record_type = $2 AND record_id = $3",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .fetch_all(connection)
    .await?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in &rows {
        keys.extend(channel.listed_key(row.try_get::<&str, _>(0)?));
    }
    Ok(keys)
}
