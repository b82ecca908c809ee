//! Rows of organisations.

use annals_model::{
    LogId, Millis, Organization, OrganizationId, OrganizationOrdinal, OrganizationTree,
};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::command::{CommandError, NewOrganization};
use crate::{Error, Result};

/// Creates the root organisation if there is none.
pub(crate) async fn ensure_root(connection: &mut SqliteConnection, now: Millis) -> Result<()> {
    let root = Organization {
        ordinal: OrganizationOrdinal(0),
        id: OrganizationId::installation(),
        name: "Installation".to_owned(),
        parent: None,
        log_id: new_log_id()?,
        created_at: now,
        closed_at: None,
    };
    write(connection, &root).await?;
    Ok(())
}

/// What [`read`] takes from a row, in this order.
const COLUMNS: &str = "ordinal, id, name, parent, log_id, created_at, closed_at";

/// Reads all organisations.
pub(crate) async fn load(connection: &mut SqliteConnection) -> Result<OrganizationTree> {
    let sql = format!("SELECT {COLUMNS} FROM organization");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(connection).await?;
    let mut tree = OrganizationTree::default();
    for row in &rows {
        tree.insert(read(row)?);
    }
    Ok(tree)
}

/// Those at `ordinals` and all that lie above them, as far as they are there.
pub(crate) async fn upwards(
    connection: &mut SqliteConnection,
    ordinals: &[OrganizationOrdinal],
) -> Result<OrganizationTree> {
    let sql = format!("SELECT {COLUMNS} FROM organization WHERE ordinal = $1");
    let mut tree = OrganizationTree::default();
    let mut wanted = ordinals.to_vec();
    while let Some(ordinal) = wanted.pop() {
        if tree.get(ordinal).is_some() {
            continue;
        }
        let row = sqlx::query(sqlx::AssertSqlSafe(sql.clone()))
            .bind(ordinal.0)
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(row) = row {
            let organization = read(&row)?;
            wanted.extend(organization.parent);
            tree.insert(organization);
        }
    }
    Ok(tree)
}

/// The organisation at `above` and all below it, each with how many levels it lies below.
pub(crate) async fn downwards(
    connection: &mut SqliteConnection,
    above: OrganizationOrdinal,
) -> Result<Vec<(OrganizationOrdinal, usize)>> {
    let mut found = vec![(above, 0)];
    let mut at = 0;
    while let Some(&(ordinal, depth)) = found.get(at) {
        let below = sqlx::query_scalar("SELECT ordinal FROM organization WHERE parent = $1")
            .bind(ordinal.0)
            .fetch_all(&mut *connection)
            .await?;
        found.extend(below.into_iter().map(|one| (OrganizationOrdinal(one), depth + 1)));
        at += 1;
    }
    Ok(found)
}

fn read(row: &SqliteRow) -> Result<Organization> {
    let log_id: Vec<u8> = row.try_get(4)?;
    let log_id = log_id
        .try_into()
        .map_err(|_| Error::Invalid("an organisation's log id has not 16 bytes".to_owned()))?;
    Ok(Organization {
        ordinal: OrganizationOrdinal(row.try_get(0)?),
        id: OrganizationId::parse(row.try_get(1)?).map_err(Error::Invalid)?,
        name: row.try_get(2)?,
        parent: row.try_get::<Option<u32>, _>(3)?.map(OrganizationOrdinal),
        log_id: LogId(log_id),
        created_at: Millis(row.try_get(5)?),
        closed_at: row.try_get::<Option<i64>, _>(6)?.map(Millis),
    })
}

/// Adds an organisation with the next ordinal.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    new: NewOrganization,
    now: Millis,
) -> std::result::Result<Organization, CommandError> {
    let next: u32 = sqlx::query_scalar("SELECT coalesce(max(ordinal), -1) + 1 FROM organization")
        .fetch_one(&mut *connection)
        .await?;
    let organization = Organization {
        ordinal: OrganizationOrdinal(next),
        id: new.id,
        name: new.name,
        parent: Some(new.parent),
        log_id: new_log_id()?,
        created_at: now,
        closed_at: None,
    };
    if write(connection, &organization).await? == 0 {
        let id = &organization.id;
        return Err(CommandError::OrganizationTaken(id.clone()));
    }
    Ok(organization)
}

/// Changes all but what never changes: ordinal, id, log and when it was created.
pub(crate) async fn update(
    connection: &mut SqliteConnection,
    organization: &Organization,
) -> std::result::Result<(), CommandError> {
    sqlx::query(
        "UPDATE organization SET name = $1, parent = $2, closed_at = $3 WHERE ordinal = $4",
    )
    .bind(&organization.name)
    .bind(organization.parent.map(|parent| parent.0))
    .bind(organization.closed_at.map(|at| at.0))
    .bind(organization.ordinal.0)
    .execute(connection)
    .await?;
    Ok(())
}

async fn write(
    connection: &mut SqliteConnection,
    organization: &Organization,
) -> std::result::Result<u64, sqlx::Error> {
    // The zone is a preference of the desk's; its column, which can't be empty, says nothing.
    let done = sqlx::query(
        "INSERT INTO organization (ordinal, id, name, parent, log_id, time_zone, created_at)
         VALUES ($1, $2, $3, $4, $5, 'UTC', $6) ON CONFLICT DO NOTHING",
    )
    .bind(organization.ordinal.0)
    .bind(organization.id.as_str())
    .bind(&organization.name)
    .bind(organization.parent.map(|parent| parent.0))
    .bind(&organization.log_id.0[..])
    .bind(organization.created_at.0)
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

fn new_log_id() -> Result<LogId> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::Invalid(format!("the system gives no random numbers: {error}")))?;
    Ok(LogId(bytes))
}
