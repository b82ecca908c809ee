//! How a store is opened.

use std::sync::Arc;
use std::time::Duration;

use annals_model::{Clock, SystemClock};

use crate::{Error, Result, disk};

/// Decides whether to stop at a named step.
pub type StopAt = Arc<dyn Fn(&'static str) -> bool + Send + Sync>;

/// How a store is opened; the defaults work.
#[derive(Clone)]
pub struct Options {
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Tables of the crates above, created in the journal's database.
    pub migrations: &'static [Migration],
    /// Seal the tail when it has so many events.
    pub tail_events_max: usize,
    /// Seal the tail when it has so many bytes.
    pub tail_bytes_max: usize,
    /// Seal the tail when its oldest event is so old.
    pub tail_age_max: Duration,
    /// How long a sender waits for a sealing that lags behind before it is told to come back.
    pub room_wait_max: Duration,
    /// Whether sealing and compaction run by themselves; tests call them by hand.
    pub background: bool,
    /// Below so much free space on its disk the store takes no events.
    pub disk_refuse_percent: u8,
    /// Asked at each named step of sealing and compaction; `true` ends the work there, as a crash
    /// would. Only tests set it.
    pub stop_at: Option<StopAt>,
    /// `synchronous=OFF`: only for the control run of the power-cut test, which must then fail.
    pub unsafe_no_sync: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            migrations: &[],
            tail_events_max: 131_072,
            tail_bytes_max: 96 * 1024 * 1024,
            tail_age_max: Duration::from_secs(300),
            room_wait_max: Duration::from_secs(10),
            background: true,
            disk_refuse_percent: disk::REFUSE_FREE_PERCENT,
            stop_at: None,
            unsafe_no_sync: false,
        }
    }
}

impl Options {
    /// Fails where a test wants the work to end.
    pub(crate) fn step(&self, name: &'static str) -> Result<()> {
        match &self.stop_at {
            Some(stop_at) if stop_at(name) => Err(Error::Invalid(format!("stopped at {name}"))),
            _ => Ok(()),
        }
    }
}

/// One step of a schema; applied once, in order, within one transaction.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Unique name, such as `desk-1-users`.
    pub name: &'static str,
    /// Statements in the SQL that SQLite and PostgreSQL share.
    pub sql: &'static str,
}
