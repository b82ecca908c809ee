//! The journal's database: how it is opened and how its tables come about.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};

use crate::{Error, Migration, Result, disk};

/// The database's file within the data directory.
pub(crate) const FILE: &str = "journal.db";

/// Version of the journal's tables and blocks; an older Annals refuses a newer one.
pub(crate) const FORMAT_VERSION: u32 = 2;

/// How long a connection waits for a lock.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Query-only connections that are open at most.
const READERS_MAX: u32 = 8;

/// Pages of 4 KiB in the write-ahead log before they are copied into the database: 32 MiB, so that
/// a burst is not slowed by copying and a start after a kill still reads it in a moment.
const WAL_PAGES: &str = "8192";

const TABLES: &[Migration] = &[
    Migration {
        name: "store-1",
        sql: "
CREATE TABLE organization (
  ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, parent INTEGER,
  log_id BLOB NOT NULL, time_zone TEXT NOT NULL, created_at INTEGER NOT NULL);
CREATE TABLE head (
  organization INTEGER PRIMARY KEY, size INTEGER NOT NULL, compact_range BLOB NOT NULL,
  edge BLOB NOT NULL);
CREATE TABLE tile (
  organization INTEGER NOT NULL, level INTEGER NOT NULL, position INTEGER NOT NULL,
  hashes BLOB NOT NULL, PRIMARY KEY (organization, level, position));
CREATE TABLE block (sequence INTEGER PRIMARY KEY, events INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE segment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, events INTEGER NOT NULL, bytes INTEGER NOT NULL);
CREATE TABLE deleted (organization INTEGER PRIMARY KEY, numbers BLOB NOT NULL);
CREATE TABLE erased (
  organization INTEGER NOT NULL, id_hash BLOB NOT NULL, number INTEGER NOT NULL,
  commitment BLOB NOT NULL, PRIMARY KEY (organization, id_hash)) WITHOUT ROWID;
",
    },
    // An older Annals would take events of organisations that are closed: format 2.
    Migration {
        name: "store-2-closed",
        sql: "
ALTER TABLE organization ADD COLUMN closed_at INTEGER;
CREATE INDEX organization_parent ON organization (parent);
",
    },
];

/// Opens the writer's connection and brings the tables up to date.
pub(crate) async fn open_writer(
    directory: &Path,
    migrations: &[Migration],
    unsafe_no_sync: bool,
) -> Result<SqliteConnection> {
    // SQLite would let everyone read what it creates.
    disk::open_private(&directory.join(FILE))?;
    let synchronous = if unsafe_no_sync { SqliteSynchronous::Off } else { SqliteSynchronous::Full };
    let mut connection = connect_options(directory)
        .journal_mode(SqliteJournalMode::Wal)
        .auto_vacuum(SqliteAutoVacuum::Incremental)
        .synchronous(synchronous)
        .pragma("secure_delete", "ON")
        .pragma("wal_autocheckpoint", WAL_PAGES)
        .connect()
        .await?;
    check_version(&mut connection, directory).await?;
    migrate(&mut connection, TABLES).await?;
    migrate(&mut connection, migrations).await?;
    Ok(connection)
}

/// A pool of connections that cannot write.
pub(crate) async fn open_readers(directory: &Path) -> Result<SqlitePool> {
    let options = connect_options(directory).pragma("query_only", "ON");
    Ok(SqlitePoolOptions::new()
        .max_connections(READERS_MAX)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options)
        .await?)
}

/// The first number that no segment file ever had.
///
/// Not one more than the highest that is there: that file may have been compacted away, and a
/// backup takes a file of the same name and length for the same file.
pub(crate) async fn next_segment_id(executor: impl sqlx::SqliteExecutor<'_>) -> Result<u64> {
    let last: Option<i64> =
        sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = 'segment'")
            .fetch_optional(executor)
            .await?;
    Ok(last.unwrap_or(0) as u64 + 1)
}

fn connect_options(directory: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(directory.join(FILE))
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .disable_statement_logging()
}

async fn check_version(connection: &mut SqliteConnection, directory: &Path) -> Result<()> {
    let found: u32 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    if found > FORMAT_VERSION {
        let path = directory.join(FILE);
        return Err(Error::Newer { path, found, known: FORMAT_VERSION });
    }
    if found < FORMAT_VERSION {
        let sql = format!("PRAGMA user_version = {FORMAT_VERSION}");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(connection).await?;
    }
    Ok(())
}

async fn migrate(connection: &mut SqliteConnection, migrations: &[Migration]) -> Result<()> {
    sqlx::query("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
        .execute(&mut *connection)
        .await?;
    for migration in migrations {
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let new = sqlx::query("INSERT INTO migration (name) VALUES ($1) ON CONFLICT DO NOTHING")
            .bind(migration.name)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        if new == 1 {
            sqlx::raw_sql(migration.sql).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}
