//! Purging what messages say, some in each turn of the writer.

use annals_model::{Channel, Millis, Organization, OrganizationOrdinal, Preference};
use annals_store::{Command, CommandError, Transaction};
use jiff::tz::TimeZone;
use sqlx::{Row, SqliteConnection};

use super::confirm::periods_in;
use super::period::{around, due_at};
use super::{held, row};
use crate::preference::value_in;

/// So many are looked at in one turn of the writer, for whom events wait.
const STEP_MESSAGES: i64 = 100;

/// Where a walk through the texts of a channel stands: when the last one was sent, and which it is.
pub(super) type Place = (i64, i64);
/// Before all of them.
pub(super) const BEGIN: Place = (i64::MIN, i64::MIN);

/// Purges the next texts that are due.
pub(super) struct Step {
    pub(super) organization: Organization,
    pub(super) channel: Channel,
    pub(super) after: Place,
}

impl Command for Step {
    /// Where to go on; none, when all is done, or nothing may be purged by now.
    type Output = Option<Place>;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let Self { organization, channel, after } = self;
        let (at, now) = (organization.ordinal, transaction.now());
        let (periods, _) = periods_in(transaction, at).await?;
        // A period may have been shortened since the run began.
        if row::state(transaction.sql(), at).await?.needs_confirmation(periods) {
            return Ok(None);
        }
        let Some(months) = periods.get(*channel) else { return Ok(None) };
        let zone = zone_in(transaction, at).await?;
        let (_, last) = around(now, months, &zone);
        let rows = sqlx::query(
            "SELECT sent_at, message FROM desk_message_body
             WHERE organization = $1 AND channel = $2 AND sent_at <= $3
             AND (sent_at, message) > ($4, $5) ORDER BY sent_at, message LIMIT $6",
        )
        .bind(i64::from(at.0))
        .bind(channel.as_str())
        .bind(last.0)
        .bind(after.0)
        .bind(after.1)
        .bind(STEP_MESSAGES)
        .fetch_all(transaction.sql())
        .await?;
        let mut places = Vec::with_capacity(rows.len());
        for row in &rows {
            places.push((row.try_get::<i64, _>(0)?, row.try_get::<i64, _>(1)?));
        }
        let is_due = |sent: i64| due_at(Millis(sent), months, &zone) <= now;
        let due: Vec<i64> =
            places.iter().filter(|(sent, _)| is_due(*sent)).map(|(_, seq)| *seq).collect();
        let (held, kept) = held::held_of(transaction, at, &due).await?;
        held::note(transaction, organization, *channel, *after == BEGIN, &kept).await?;
        for seq in due.iter().filter(|seq| !held.contains(seq)) {
            purge(transaction.sql(), *seq, now, months).await?;
        }
        if due.len() > held.len() {
            count(transaction, organization, *channel, due.len() - held.len()).await?;
        }
        let is_last = places.len() < STEP_MESSAGES as usize;
        Ok(places.last().copied().filter(|_| !is_last))
    }
}

/// The zone in which calendar months are counted, as the transaction sees it.
async fn zone_in(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
) -> Result<TimeZone, CommandError> {
    let value = value_in(transaction, organization, Preference::TimeZone).await?;
    Ok(TimeZone::get(&value.to_string()).unwrap_or(TimeZone::UTC))
}

/// Takes away what a message says, and all that was made of it: its salt, without which its
/// commitment can't be tried, its words, the links of it that were followed, and the fingerprint,
/// which has no salt.
async fn purge(
    connection: &mut SqliteConnection,
    seq: i64,
    now: Millis,
    months: u32,
) -> Result<(), sqlx::Error> {
    for sql in [
        "DELETE FROM desk_message_body WHERE message = $1",
        "UPDATE desk_message_words SET body = '' WHERE rowid = $1",
        "UPDATE desk_message_event SET url = NULL WHERE message = $1",
    ] {
        sqlx::query(sql).bind(seq).execute(&mut *connection).await?;
    }
    let sql = "UPDATE desk_message SET purged_at = $1, purged_after = $2, fingerprint = x''
               WHERE seq = $3";
    let done = sqlx::query(sql).bind(now.0).bind(i64::from(months)).bind(seq);
    done.execute(connection).await?;
    Ok(())
}

/// Adds to what the run that is under way has purged, which begins with the first.
async fn count(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
    channel: Channel,
    purged: usize,
) -> Result<(), CommandError> {
    let run = row::begin_run(transaction, organization.ordinal).await?;
    let sql = match channel {
        Channel::Email => "UPDATE desk_retention_run SET email = email + $1 WHERE id = $2",
        Channel::Sms => "UPDATE desk_retention_run SET sms = sms + $1 WHERE id = $2",
        Channel::Push => "UPDATE desk_retention_run SET push = push + $1 WHERE id = $2",
    };
    sqlx::query(sql).bind(purged as i64).bind(run).execute(transaction.sql()).await?;
    Ok(())
}
