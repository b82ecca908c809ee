//! Content retention: what messages say is purged when it has been kept for long enough.
//!
//! How long that is, preferences say. Nothing is purged before someone who may manage retention has
//! confirmed what will be, for the first time and after each time when a period was shortened;
//! after that a run a day goes by itself. The row of a message and its history stay. What is purged
//! goes with its salt, so that nobody can try texts against the commitment in the log, and then
//! from the pages of the database: later backups don't have it.

mod confirm;
mod held;
mod period;
mod purge;
mod row;
mod run;

use annals_model::{Channel, Millis, OrganizationOrdinal, Permission, Preference, Principal};

use crate::hold::{HoldSeen, bound_in};
use crate::{Desk, Result};

pub use period::Periods;
pub use run::RetentionOutcome;

/// Runs that are listed: the last ones.
pub const RUNS_LISTED_MAX: usize = 50;
/// How long after a run the next one goes.
const RUN_INTERVAL_MS: i64 = DAY_MS;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// So far ahead is told what will be due.
const AHEAD_DAYS: i64 = 30;

/// How an organisation keeps what messages say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Of each channel.
    pub channels: Vec<ChannelRetention>,
    /// The periods that hold; what a confirmation is about.
    pub periods: Periods,
    /// Whether they have to be confirmed before anything is purged.
    pub needs_confirmation: bool,
    /// The last confirmation.
    pub confirmed: Option<Confirmed>,
    /// When the next run goes; none, if nothing is purged, or nothing before it is confirmed.
    pub next_run_at: Option<Millis>,
    /// Which holds keep what would be due now, and how many texts.
    pub holds: Vec<(HoldSeen, u64)>,
    /// The last runs that purged anything, or found other texts held than before, newest first.
    pub runs: Vec<RetentionRun>,
}

/// What is kept of one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelRetention {
    /// Which.
    pub channel: Channel,
    /// How many messages' texts are kept.
    pub kept: u64,
    /// When the oldest of these was sent.
    pub oldest_sent_at: Option<Millis>,
    /// How many are due now.
    pub due: u64,
    /// How many will be within thirty days, those that are due now included.
    pub due_soon: u64,
    /// How many others would be due now, and stay, because holds keep them.
    pub held: u64,
}

/// That someone confirmed what will be purged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// Their name.
    pub by: String,
    /// When.
    pub at: Millis,
    /// The periods.
    pub periods: Periods,
}

/// A run that purged something, or found other texts held than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetentionRun {
    /// When it began.
    pub begun_at: Millis,
    /// When all was purged; none, if it broke off, and the next one goes on.
    pub ended_at: Option<Millis>,
    /// When it was gone from the database's files.
    pub erased_at: Option<Millis>,
    /// Texts of each channel, in the order of [`Channel::ALL`].
    pub purged: [u64; Channel::ALL.len()],
    /// How many texts were due and stayed, because holds kept them.
    pub held: u64,
}

impl RetentionRun {
    /// Texts of all channels.
    pub fn total(&self) -> u64 {
        self.purged.iter().sum()
    }
}

impl Desk {
    /// How an organisation keeps what messages say, where `by` may see that.
    pub async fn retention(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Retention> {
        let organization = self.require(by, organization, Permission::ReadRetention)?;
        let connection = &mut *self.store.settings().acquire().await?;
        let (at, now) = (organization.ordinal, self.clock.now());
        let preferences = self.preferences_of(at);
        let periods = Periods::of(|channel| preferences.content_months(channel));
        let zone = preferences.time_zone();
        let (tree, mut kept_by_holds) = (self.store.organizations(), held::Kept::default());
        let mut channels = Vec::with_capacity(Channel::ALL.len());
        for channel in Channel::ALL {
            let months = periods.get(channel);
            let (kept, oldest_sent_at) = row::kept(connection, at, channel).await?;
            let (mut due, mut held) = ([0; 2], [const { None }; 2]);
            for (place, ahead) in [0, AHEAD_DAYS * DAY_MS].into_iter().enumerate() {
                if let Some(months) = months {
                    let by_then = Millis(now.0.saturating_add(ahead));
                    let period = (months, &zone);
                    let all = row::due(connection, at, channel, period, by_then).await?;
                    let kept =
                        held::preview(connection, (&tree, at), channel, period, (by_then, all));
                    let kept = kept.await?;
                    due[place] = all.saturating_sub(kept.total());
                    held[place] = Some(kept);
                }
            }
            let ([due, due_soon], [held, _]) = (due, held);
            let held = held.unwrap_or_default();
            let one = ChannelRetention {
                channel,
                kept,
                oldest_sent_at,
                due,
                due_soon,
                held: held.total(),
            };
            kept_by_holds = kept_by_holds.and(held);
            channels.push(one);
        }
        let state = row::state(connection, at).await?;
        let needs_confirmation = state.needs_confirmation(periods);
        let next = state.last_run_at.map_or(now, |last| Millis(last.0 + RUN_INTERVAL_MS));
        let next = (periods.is_any() && !needs_confirmation).then(|| next.max(now));
        let bound = bound_in(connection, &tree, at).await?;
        let holds = kept_by_holds.by(&bound);
        let holds = holds.map(|(bound, count)| (bound.as_seen_by(&tree, by, at), count)).collect();
        Ok(Retention {
            channels,
            holds,
            periods,
            needs_confirmation,
            confirmed: state.confirmed,
            next_run_at: next,
            runs: row::runs(connection, at).await?,
        })
    }
}

/// The preference that says how long texts of `channel` are kept.
pub(crate) fn preference_of(channel: Channel) -> Preference {
    match channel {
        Channel::Email => Preference::EmailContentMonths,
        Channel::Sms => Preference::SmsContentMonths,
        Channel::Push => Preference::PushContentMonths,
    }
}
