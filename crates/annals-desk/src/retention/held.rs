//! Texts that are due and stay, because holds keep them.

use std::collections::{BTreeMap, HashSet};

use annals_model::{Channel, Millis, Organization, OrganizationOrdinal, OrganizationTree};
use annals_store::{CommandError, Transaction};
use jiff::tz::TimeZone;
use sqlx::{Row, SqliteConnection};

use super::period::{around, due_at};
use super::row;
use crate::hold::{Bound, HoldSeen, bound_in, holds_of_message};

/// Under it stands how much all holds keep.
const ALL: i64 = 0;

/// How many texts each hold keeps, by the hold; and how many all do, which is fewer where several
/// keep one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept(BTreeMap<i64, u64>);

impl Kept {
    /// Counts a text that these holds keep.
    fn add(&mut self, holds: impl IntoIterator<Item = i64>) {
        for hold in holds.into_iter().chain([ALL]) {
            *self.0.entry(hold).or_default() += 1;
        }
    }

    fn add_many(&mut self, hold: i64, count: u64) {
        *self.0.entry(hold).or_default() += count;
    }

    /// How many texts.
    pub(super) fn total(&self) -> u64 {
        self.0.get(&ALL).copied().unwrap_or_default()
    }

    /// With what `other` kept.
    pub(super) fn and(mut self, other: Self) -> Self {
        other.0.into_iter().for_each(|(hold, count)| self.add_many(hold, count));
        self
    }

    /// How many each of the holds in force keeps.
    pub(super) fn by<'k>(
        &'k self,
        bound: &'k [Bound],
    ) -> impl Iterator<Item = (&'k Bound, u64)> + 'k {
        bound.iter().filter_map(|one| Some((one, *self.0.get(&one.seq)?)))
    }
}

/// Which of some texts stay, and how many because of which hold.
pub(super) async fn held_of(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    due: &[i64],
) -> Result<(HashSet<i64>, Kept), CommandError> {
    let (mut held, mut kept) = (HashSet::new(), Kept::default());
    if due.is_empty() {
        return Ok((held, kept));
    }
    let tree = transaction.organizations_upwards(&[organization]).await?;
    let bound = bound_in(transaction.sql(), &tree, organization).await?;
    let has_records = bound.iter().any(|bound| !bound.is_whole);
    for message in due {
        let mut by: Vec<i64> =
            bound.iter().filter(|bound| bound.is_whole).map(|bound| bound.seq).collect();
        if has_records {
            by.extend(holds_of_message(transaction.sql(), *message).await?);
        }
        if !by.is_empty() {
            held.insert(*message);
            kept.add(by);
        }
    }
    Ok((held, kept))
}

/// What holds keep of a channel's texts that are due at `at`, of which there are `due`.
pub(super) async fn preview(
    connection: &mut SqliteConnection,
    (tree, organization): (&OrganizationTree, OrganizationOrdinal),
    channel: Channel,
    (months, zone): (u32, &TimeZone),
    (at, due): (Millis, u64),
) -> Result<Kept, sqlx::Error> {
    let bound = bound_in(connection, tree, organization).await?;
    let mut kept = Kept::default();
    if bound.is_empty() || due == 0 {
        return Ok(kept);
    }
    let (_, last) = around(at, months, zone);
    let rows = sqlx::query(
        "SELECT DISTINCT m.seq, r.hold, m.sent_at FROM desk_hold_record r
         JOIN desk_hold h ON h.seq = r.hold AND h.released_at IS NULL
         JOIN desk_message m ON m.organization = r.organization
             AND m.record_type = r.record_type AND m.record_id = r.record_id
             AND r.from_at <= m.sent_at AND m.sent_at < r.to_at
         JOIN desk_message_body b ON b.message = m.seq
         WHERE r.organization = $1 AND m.channel = $2 AND m.sent_at <= $3 ORDER BY m.seq",
    )
    .bind(i64::from(organization.0))
    .bind(channel.as_str())
    .bind(last.0)
    .fetch_all(connection)
    .await?;
    let (mut messages, mut latest) = (0, None);
    for row in &rows {
        if due_at(Millis(row.try_get(2)?), months, zone) <= at {
            kept.add_many(row.try_get(1)?, 1);
            let message: i64 = row.try_get(0)?;
            messages += u64::from(latest.replace(message) != Some(message));
        }
    }
    let is_whole = bound.iter().any(|bound| bound.is_whole);
    kept.add_many(ALL, if is_whole { due } else { messages });
    for whole in bound.iter().filter(|bound| bound.is_whole) {
        kept.add_many(whole.seq, due);
    }
    Ok(kept)
}

/// Notes what the run that is under way left, in place of what it noted of the channel when it
/// began anew: after it broke off, it looks at the same texts once more.
pub(super) async fn note(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
    channel: Channel,
    is_first: bool,
    kept: &Kept,
) -> Result<(), CommandError> {
    if is_first {
        sqlx::query(
            "DELETE FROM desk_retention_run_hold WHERE channel = $1 AND run IN
             (SELECT id FROM desk_retention_run WHERE organization = $2 AND ended_at IS NULL)",
        )
        .bind(channel.as_str())
        .bind(i64::from(organization.ordinal.0))
        .execute(transaction.sql())
        .await?;
    }
    if kept.total() == 0 {
        return Ok(());
    }
    let run = row::begin_run(transaction, organization.ordinal).await?;
    for (hold, count) in &kept.0 {
        sqlx::query(
            "INSERT INTO desk_retention_run_hold (run, hold, channel, kept)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (run, hold, channel) DO UPDATE SET kept = kept + excluded.kept",
        )
        .bind(run)
        .bind(hold)
        .bind(channel.as_str())
        .bind(i64::try_from(*count).unwrap_or(i64::MAX))
        .execute(transaction.sql())
        .await?;
    }
    Ok(())
}

/// What holds kept of all channels in a run.
pub(super) async fn of_run(
    connection: &mut SqliteConnection,
    run: i64,
) -> Result<Kept, sqlx::Error> {
    let rows = sqlx::query("SELECT hold, kept FROM desk_retention_run_hold WHERE run = $1")
        .bind(run)
        .fetch_all(connection)
        .await?;
    let mut kept = Kept::default();
    for row in &rows {
        kept.add_many(row.try_get(0)?, row.try_get::<i64, _>(1)?.unsigned_abs());
    }
    Ok(kept)
}

/// The holds that kept some, as an entry in the log of `at` may name them.
pub(super) async fn told(
    transaction: &mut Transaction<'_>,
    at: OrganizationOrdinal,
    kept: &Kept,
) -> Result<Vec<(HoldSeen, u64)>, CommandError> {
    let tree = transaction.organizations_upwards(&[at]).await?;
    let bound = bound_in(transaction.sql(), &tree, at).await?;
    Ok(kept.by(&bound).map(|(bound, count)| (bound.told(at), count)).collect())
}
