//! Time: stored in UTC to the millisecond; zones belong to whoever shows it.

use std::fmt;

use jiff::Timestamp;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub i64);

impl Millis {
    /// Parses an RFC 3339 date and time with a zone; digits below the millisecond are dropped.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.parse::<Timestamp>().map(|time| Self(time.as_millisecond())).map_err(|_| {
            format!("{text:?} is not an RFC 3339 time such as 2026-11-20T09:14:03.120Z")
        })
    }

    /// The same moment for calendar arithmetic; `None` outside the years -9999 to 9999.
    pub fn timestamp(self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.0).ok()
    }
}

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.timestamp() {
            Some(time) => write!(f, "{time:.3}"),
            None => write!(f, "{} ms", self.0),
        }
    }
}

/// A half-open range of time, `from <= t < to`; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimeRange {
    /// The first moment inside.
    pub from: Option<Millis>,
    /// The first moment after.
    pub to: Option<Millis>,
}

impl TimeRange {
    /// Whether `time` lies inside.
    pub fn contains(&self, time: Millis) -> bool {
        self.from.is_none_or(|from| from <= time) && self.to.is_none_or(|to| time < to)
    }

    /// The part that lies in both.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        let from = match (self.from, other.from) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { from, to }
    }
}
