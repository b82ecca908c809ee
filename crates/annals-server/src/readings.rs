//! Who reads what: the first time is told in the log at once, what follows within ten minutes in
//! one entry at their end.
//!
//! A table of who reads what right now is all that is kept, so a killed server loses how often the
//! last minutes' readings were repeated, never that there were any.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use annals_desk::{Again, By, Desk, LogReading};
use annals_model::{Channel, Clock, EventType, Millis, OrganizationOrdinal, PrincipalKind};
use annals_query::{Expr, Field, Term};
use annals_store::{Entry, is_reserved};
use futures::future::join_all;

use crate::Config;
use crate::error::{Code, Failure};

/// How long repeated readings are gathered.
const WINDOW_MS: i64 = 10 * 60 * 1_000;
/// How long readings of entries that tell of readings are: else every look at them would make
/// another one to look at.
const WINDOW_OF_READINGS_MS: i64 = 12 * 60 * 60 * 1_000;
/// How often it is looked for readings to be summed up.
pub(crate) const SWEEP_INTERVAL: Duration = Duration::from_secs(30);

/// What is read right now. Clones share it.
#[derive(Clone)]
pub(crate) struct Readings {
    desk: Desk,
    clock: Arc<dyn Clock>,
    /// So many different readings are gathered; beyond, each one is told at once.
    open_max: usize,
    open: Arc<Mutex<HashMap<Key, Open>>>,
}

/// What is read.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// What is told of it.
    pub(crate) what: LogReading,
    /// What tells it from other readings: as it was asked for, because "the last hour" is another
    /// time at every look.
    pub(crate) asked: String,
    pub(crate) shows: Shows,
    pub(crate) part: Part,
}

impl Reading {
    /// [`Reading::asked`] of a search; the same for a page's and for the same one's of the API, by
    /// which the page's script learns of new entries.
    pub(crate) fn asked(below: bool, q: &str) -> String {
        format!("{below} {q}")
    }

    /// Names to choose from: with each letter that is typed there are others, and all of them are
    /// one reading, told once and not summed up.
    pub(crate) fn of_names(organization: OrganizationOrdinal) -> Self {
        Self {
            what: LogReading::Names { organization },
            asked: "names".to_owned(),
            shows: Shows::Anything,
            part: Part::Rest,
        }
    }

    /// What text messages or notifications say, in a list of them.
    pub(crate) fn of_texts(
        organization: OrganizationOrdinal,
        channel: Channel,
        asked: &str,
    ) -> Self {
        Self {
            what: LogReading::Texts { organization, channel },
            asked: format!("texts {} {asked}", channel.as_str()),
            shows: Shows::Anything,
            part: Part::First,
        }
    }

    /// One entry, whole.
    pub(crate) fn of(entry: &Entry) -> Self {
        let Entry { organization, number, event } = entry;
        Self {
            what: LogReading::Entry { organization: *organization, number: *number },
            asked: format!("entry {}", number.0),
            // An application's own entries of that type tell of its records.
            shows: match event.event_type {
                EventType::Access if is_reserved(&event.action) => Shows::Readings,
                _ => Shows::Anything,
            },
            part: Part::First,
        }
    }
}

/// Whether a reading shows Annals' entries that tell of readings, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    Anything,
    Readings,
}

impl Shows {
    /// What a search shows.
    pub(crate) fn of(expr: &Expr) -> Self {
        let is_access = |expr: &Expr| *expr == Expr::Term(Term::Type(EventType::Access));
        let is_own = |expr: &Expr| match expr {
            Expr::Term(Term::Field(Field::Action, pattern)) => {
                is_reserved(pattern.literal_prefix())
            }
            _ => false,
        };
        match expr {
            Expr::And(parts) if parts.iter().any(is_access) && parts.iter().any(is_own) => {
                Self::Readings
            }
            _ => Self::Anything,
        }
    }
}

/// Whether it is another look, or the next page or the counts of the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    First,
    /// Does not count as another time; is told all the same when the first part was not, for
    /// whoever makes up a cursor.
    Rest,
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    kind: PrincipalKind,
    principal: String,
    ip: Option<IpAddr>,
    organization: OrganizationOrdinal,
    /// Absent for all readings that show readings.
    asked: Option<String>,
}

struct Open {
    by: By,
    what: LogReading,
    first: Millis,
    last: Millis,
    again: u64,
    ends: Millis,
}

impl Readings {
    pub(crate) fn new(desk: Desk, config: &Config) -> Self {
        let Config { clock, readings_max, .. } = config;
        Self { desk, clock: clock.clone(), open_max: *readings_max, open: Arc::default() }
    }

    /// Tells of a reading unless the same was told a short while ago; durable when this returns.
    ///
    /// While nothing can be written reading goes on, untold: a log that can't be read just when it
    /// is damaged would help nobody.
    pub(crate) async fn tell(&self, by: &By, reading: Reading) -> Result<(), Failure> {
        let Some(ended) = self.note(by, &reading) else { return Ok(()) };
        self.sum_up(ended).await;
        let Err(error) = self.desk.tell_reading(by.clone(), reading.what.clone()).await else {
            return Ok(());
        };
        let mut table = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        table.remove(&Key::new(by, &reading));
        let failure = Failure::from(error);
        match failure.code {
            Code::NotWritable | Code::DiskFull => {
                tracing::error!(reason = failure.detail, "a reading of the log is not told");
                Ok(())
            }
            _ => Err(failure),
        }
    }

    /// Tells how often was read again what nobody began to read within the last ten minutes.
    pub(crate) async fn sweep(&self) {
        let now = self.clock.now();
        let ended = self.take(|open| open.ends <= now);
        self.sum_up(ended).await;
    }

    /// Tells how often anything was read again, before the server ends.
    pub(crate) async fn close(&self) {
        let all = self.take(|_| true);
        self.sum_up(all).await;
    }

    /// Counts a reading; if it is to be told, gives those that it ends.
    fn note(&self, by: &By, reading: &Reading) -> Option<Vec<Open>> {
        let key = Key::new(by, reading);
        let now = self.clock.now();
        let mut table = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = table.get_mut(&key).filter(|open| now < open.ends) {
            if reading.part == Part::First {
                (open.last, open.again) = (now, open.again + 1);
            }
            return None;
        }
        let ended = table.remove(&key).into_iter().collect();
        if table.len() < self.open_max {
            let window = match reading.shows {
                Shows::Anything => WINDOW_MS,
                Shows::Readings => WINDOW_OF_READINGS_MS,
            };
            let ends = Millis(now.0.saturating_add(window));
            let (by, what) = (by.clone(), reading.what.clone());
            table.insert(key, Open { by, what, first: now, last: now, again: 0, ends });
        }
        Some(ended)
    }

    fn take(&self, is_over: impl Fn(&Open) -> bool) -> Vec<Open> {
        let mut table = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        table.extract_if(|_, open| is_over(open)).map(|(_, open)| open).collect()
    }

    /// All at once, so that they share commits: there may be thousands when the server ends.
    async fn sum_up(&self, ended: Vec<Open>) {
        let repeated = ended.into_iter().filter(|open| open.again > 0);
        let told = repeated.map(|Open { by, what, first, last, again, .. }| {
            self.desk.tell_readings(by, what, Again { times: again, first, last })
        });
        for error in join_all(told).await.into_iter().filter_map(Result::err) {
            tracing::error!(%error, "repeated readings of the log could not be told");
        }
    }
}

impl Key {
    fn new(by: &By, reading: &Reading) -> Self {
        Self {
            kind: by.principal.kind,
            principal: by.principal.id.clone(),
            ip: by.client.ip,
            organization: reading.what.organization(),
            asked: (reading.shows == Shows::Anything).then(|| reading.asked.clone()),
        }
    }
}
