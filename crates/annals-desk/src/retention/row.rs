//! The rows of retention, and counts of what is kept.

use annals_model::{Channel, Millis, OrganizationOrdinal};
use annals_store::Transaction;
use jiff::tz::TimeZone;
use sqlx::{Row, SqliteConnection};

use super::period::{around, due_at};
use super::{Confirmed, Periods, RUNS_LISTED_MAX, RetentionRun};

/// What is known of an organisation's runs.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) confirmed: Option<Confirmed>,
    /// The periods of the last run since: a longer one than was confirmed, that is shortened again,
    /// has to be confirmed again.
    run_periods: Option<Periods>,
    pub(super) last_run_at: Option<Millis>,
}

impl State {
    /// Whether `periods` purge anything that nobody has confirmed.
    pub(super) fn needs_confirmation(&self, periods: Periods) -> bool {
        match &self.confirmed {
            None => periods.is_any(),
            Some(confirmed) => {
                periods.is_shorter_than(self.run_periods.unwrap_or(confirmed.periods))
            }
        }
    }
}

pub(super) async fn state(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
) -> Result<State, sqlx::Error> {
    let row = sqlx::query(
        "SELECT confirmed_at, confirmed_by, periods, last_run_at, run_periods FROM desk_retention
         WHERE organization = $1",
    )
    .bind(i64::from(organization.0))
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(State::default()) };
    let periods = |text: &str| {
        let unknown = || sqlx::Error::Decode(format!("{text:?} are no periods").into());
        Periods::parse(text).ok_or_else(unknown)
    };
    let confirmed = Confirmed {
        at: Millis(row.try_get(0)?),
        by: row.try_get(1)?,
        periods: periods(row.try_get(2)?)?,
    };
    let last_run_at = row.try_get::<Option<i64>, _>(3)?.map(Millis);
    let run_periods = row.try_get::<Option<&str>, _>(4)?.map(periods).transpose()?;
    Ok(State { confirmed: Some(confirmed), run_periods, last_run_at })
}

/// How many texts of a channel are kept, and when the oldest was sent.
pub(super) async fn kept(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    channel: Channel,
) -> Result<(u64, Option<Millis>), sqlx::Error> {
    let row = sqlx::query(
        "SELECT COUNT(*), MIN(sent_at) FROM desk_message_body
         WHERE organization = $1 AND channel = $2",
    )
    .bind(i64::from(organization.0))
    .bind(channel.as_str())
    .fetch_one(connection)
    .await?;
    let count = row.try_get::<i64, _>(0)?.unsigned_abs();
    Ok((count, row.try_get::<Option<i64>, _>(1)?.map(Millis)))
}

/// How many of these are due at `at`.
pub(super) async fn due(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    channel: Channel,
    (months, zone): (u32, &TimeZone),
    at: Millis,
) -> Result<u64, sqlx::Error> {
    let (before, after) = around(at, months, zone);
    let row = sqlx::query(
        "SELECT COUNT(*) FROM desk_message_body
         WHERE organization = $1 AND channel = $2 AND sent_at <= $3",
    )
    .bind(i64::from(organization.0))
    .bind(channel.as_str())
    .bind(before.0)
    .fetch_one(&mut *connection)
    .await?;
    let over = row.try_get::<i64, _>(0)?.unsigned_abs();
    let rows = sqlx::query(
        "SELECT sent_at FROM desk_message_body
         WHERE organization = $1 AND channel = $2 AND sent_at > $3 AND sent_at <= $4",
    )
    .bind(i64::from(organization.0))
    .bind(channel.as_str())
    .bind(before.0)
    .bind(after.0)
    .fetch_all(connection)
    .await?;
    let mut count = over;
    for row in &rows {
        let sent = Millis(row.try_get(0)?);
        count += u64::from(due_at(sent, months, zone) <= at);
    }
    Ok(count)
}

/// The run of the organisation that is under way; it begins, if there is none.
pub(super) async fn begin_run(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
) -> Result<i64, sqlx::Error> {
    let (at, now) = (i64::from(organization.0), transaction.now());
    let open = "SELECT id FROM desk_retention_run WHERE organization = $1 AND ended_at IS NULL";
    let open = sqlx::query(open).bind(at).fetch_optional(transaction.sql()).await?;
    let row = match open {
        Some(row) => row,
        None => {
            let sql = "INSERT INTO desk_retention_run (organization, begun_at, email, sms, push)
                       VALUES ($1, $2, 0, 0, 0) RETURNING id";
            sqlx::query(sql).bind(at).bind(now.0).fetch_one(transaction.sql()).await?
        }
    };
    row.try_get(0)
}

/// The last runs, newest first.
pub(super) async fn runs(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
) -> Result<Vec<RetentionRun>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT begun_at, ended_at, erased_at, email, sms, push,
         (SELECT COALESCE(SUM(kept), 0) FROM desk_retention_run_hold WHERE run = id AND hold = 0)
         FROM desk_retention_run WHERE organization = $1 ORDER BY id DESC LIMIT $2",
    )
    .bind(i64::from(organization.0))
    .bind(RUNS_LISTED_MAX as i64)
    .fetch_all(connection)
    .await?;
    let run = |row: &sqlx::sqlite::SqliteRow| {
        let moment =
            |at: usize| Ok::<_, sqlx::Error>(row.try_get::<Option<i64>, _>(at)?.map(Millis));
        let count = |at: usize| Ok::<_, sqlx::Error>(row.try_get::<i64, _>(at)?.unsigned_abs());
        Ok(RetentionRun {
            begun_at: Millis(row.try_get(0)?),
            ended_at: moment(1)?,
            erased_at: moment(2)?,
            purged: [count(3)?, count(4)?, count(5)?],
            held: count(6)?,
        })
    };
    rows.iter().map(run).collect()
}
