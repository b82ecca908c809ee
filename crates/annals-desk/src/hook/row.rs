//! Webhooks as rows.

use annals_delivery::{HashMethod, Provider};
use annals_model::{Millis, OrganizationOrdinal};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Hook, HookId, HookSecret};

/// How a call is that is kept and not read yet.
pub(super) const WAITING: &str = "waiting";
/// How one is that was read.
pub(super) const READ: &str = "read";
/// How one is that can't be read.
pub(super) const UNREADABLE: &str = "unreadable";

/// All of an organisation, newest first.
pub(super) async fn hooks(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
) -> Result<Vec<Hook>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id, organization, name, provider, hash_method, created_at, disabled_at
         FROM desk_hook WHERE organization = $1 ORDER BY created_at DESC, id",
    )
    .bind(i64::from(organization.0))
    .fetch_all(&mut *connection)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        found.push(whole(connection, row).await?);
    }
    Ok(found)
}

/// One, wherever it is.
pub(super) async fn hook(
    connection: &mut SqliteConnection,
    id: &HookId,
) -> Result<Option<Hook>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT id, organization, name, provider, hash_method, created_at, disabled_at
         FROM desk_hook WHERE id = $1",
    )
    .bind(&id.0)
    .fetch_optional(&mut *connection)
    .await?;
    match row {
        Some(row) => Ok(Some(whole(connection, &row).await?)),
        None => Ok(None),
    }
}

async fn whole(connection: &mut SqliteConnection, row: &SqliteRow) -> Result<Hook, sqlx::Error> {
    let id: String = row.try_get(0)?;
    let secrets = sqlx::query(
        "SELECT id, created_at, secret, subscribed_at, unsubscribed_at FROM desk_hook_secret
         WHERE hook = $1 ORDER BY created_at, id",
    )
    .bind(&id)
    .fetch_all(&mut *connection)
    .await?;
    let provider = provider(row, 3)?;
    let secret = |row: &SqliteRow| {
        let topic = if provider == Provider::AmazonSes { Some(row.try_get(2)?) } else { None };
        Ok(HookSecret {
            id: row.try_get(0)?,
            created_at: Millis(row.try_get(1)?),
            topic,
            subscribed_at: row.try_get::<Option<i64>, _>(3)?.map(Millis),
            unsubscribed_at: row.try_get::<Option<i64>, _>(4)?.map(Millis),
        })
    };
    Ok(Hook {
        organization: OrganizationOrdinal(row.try_get(1)?),
        name: row.try_get(2)?,
        provider,
        hash: hash(row, 4)?,
        secrets: secrets.iter().map(secret).collect::<Result<_, sqlx::Error>>()?,
        created_at: Millis(row.try_get(5)?),
        disabled_at: row.try_get::<Option<i64>, _>(6)?.map(Millis),
        waiting: count(connection, &id, WAITING).await?,
        unreadable: count(connection, &id, UNREADABLE).await?,
        id: HookId(id),
    })
}

async fn count(
    connection: &mut SqliteConnection,
    hook: &str,
    state: &str,
) -> Result<u64, sqlx::Error> {
    // The first condition is that of the index.
    let sql = "SELECT COUNT(*) FROM desk_envelope WHERE state <> 'read' AND hook = $1
               AND state = $2";
    let row = sqlx::query(sql).bind(hook).bind(state).fetch_one(connection).await?;
    Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
}

/// The provider that a column names.
pub(super) fn provider(row: &SqliteRow, column: usize) -> Result<Provider, sqlx::Error> {
    word(row, column, Provider::parse)
}

/// The method that a column names.
pub(super) fn hash(row: &SqliteRow, column: usize) -> Result<HashMethod, sqlx::Error> {
    word(row, column, HashMethod::parse)
}

/// The one of ours that a column names.
pub(super) fn word<T>(
    row: &SqliteRow,
    column: usize,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, sqlx::Error> {
    let text: String = row.try_get(column)?;
    parse(&text).ok_or_else(|| sqlx::Error::Decode(format!("{text:?} is no word of ours").into()))
}
