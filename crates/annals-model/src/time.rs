//! Time: stored in UTC to the millisecond; zones belong to whoever shows it.

use std::fmt;

use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;

/// A day before the end of the year 9999, so that it has a date in every zone.
const LAST: &str = "9999-12-30T22:00:00.000Z";

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub i64);

impl Millis {
    /// Parses an RFC 3339 date and time with a zone; digits below the millisecond are dropped.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parsed = text.parse::<Timestamp>().map(|time| Self(time.as_millisecond()));
        match parsed {
            // Parsed to the nanosecond, the last second has moments that no time in ms is.
            Ok(time) if time.timestamp().is_some() => Ok(time),
            Err(_) if !is_outside(text) => {
                Err(format!("{text:?} is not an RFC 3339 time such as 2026-11-20T09:14:03.120Z"))
            }
            _ => Err(format!("{text:?} can't be kept: {LAST} is the last time that can")),
        }
    }

    /// The same moment for calendar arithmetic; `None` outside the years -9999 to 9999.
    pub fn timestamp(self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.0).ok()
    }
}

/// Whether it is a time that the calendar doesn't reach.
fn is_outside(text: &str) -> bool {
    Pieces::parse(text)
        .is_ok_and(|pieces| pieces.time().is_some() && pieces.to_numeric_offset().is_some())
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

    /// The time around both.
    #[must_use]
    pub fn around(self, other: &Self) -> Self {
        Self {
            from: self.from.zip(other.from).map(|(a, b)| a.min(b)),
            to: self.to.zip(other.to).map(|(a, b)| a.max(b)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_time_is_taken_and_said() {
        let last = Millis::parse(LAST).unwrap();
        assert_eq!(last.to_string(), LAST);
        for late in
            ["9999-12-30T22:00:00.001Z", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59-05:00"]
        {
            let reason = Millis::parse(late).unwrap_err();
            assert!(reason.contains(LAST), "{reason}");
        }
        for wrong in ["9999-12-31", "9999-12-31T00:00:00", "9999-13-01T00:00:00Z", "soon", ""] {
            let reason = Millis::parse(wrong).unwrap_err();
            assert!(reason.contains("not an RFC 3339 time"), "{reason}");
        }
    }
}
