//! How long what messages say is kept, and when that is over.

use std::fmt;

use annals_model::{Channel, Millis};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

/// What a period is called in which nothing is purged.
const FOREVER: &str = "forever";
/// A month is longer or shorter than another, and days are than another where clocks change: so far
/// before and behind the same day of an earlier month, months may end before those of later days.
const APART: i64 = 4;

/// Months after which what messages say is purged, for each channel; none: it is kept for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods([Option<u32>; Channel::ALL.len()]);

impl Periods {
    pub(crate) fn of(months: impl FnMut(Channel) -> Option<u32>) -> Self {
        Self(Channel::ALL.map(months))
    }

    /// The months of a channel.
    pub fn get(self, channel: Channel) -> Option<u32> {
        let at = Channel::ALL.iter().position(|each| *each == channel);
        at.and_then(|at| self.0[at])
    }

    /// Whether anything is ever purged.
    pub fn is_any(self) -> bool {
        self.0.iter().any(Option::is_some)
    }

    /// Whether something is purged earlier than by `other`.
    pub(super) fn is_shorter_than(self, other: Self) -> bool {
        let months = |months: Option<u32>| months.unwrap_or(u32::MAX);
        self.0.iter().zip(other.0).any(|(own, other)| months(*own) < months(other))
    }

    /// What [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut all = [None; Channel::ALL.len()];
        for months in &mut all {
            let part = parts.next()?;
            *months = (part != FOREVER).then(|| part.parse()).transpose().ok()?;
        }
        parts.next().is_none().then_some(Self(all))
    }
}

/// `24-24-forever`, in the order of [`Channel::ALL`].
impl fmt::Display for Periods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, months) in self.0.iter().enumerate() {
            let between = if at > 0 { "-" } else { "" };
            match months {
                Some(months) => write!(f, "{between}{months}")?,
                None => write!(f, "{between}{FOREVER}")?,
            }
        }
        Ok(())
    }
}

/// When what was said at `sent` has been kept for so many calendar months: the same time of the
/// day, by the organisation's clock; the last day of a month that has no such day.
pub(super) fn due_at(sent: Millis, months: u32, zone: &TimeZone) -> Millis {
    moved(sent, i64::from(months).months(), zone).unwrap_or(Millis(i64::MAX))
}

/// Moments around the one of which the months end at `at`: what was sent up to the first one is
/// over, and what was sent after the last one is not.
pub(super) fn around(at: Millis, months: u32, zone: &TimeZone) -> (Millis, Millis) {
    let months = i64::from(months);
    let begin = Millis(i64::MIN);
    let before = moved(at, (-months).months().days(-APART), zone).unwrap_or(begin);
    let after = moved(at, (-months).months(), zone);
    let after = after.and_then(|after| moved(after, APART.days(), zone)).unwrap_or(begin);
    (before, after)
}

fn moved(at: Millis, by: Span, zone: &TimeZone) -> Option<Millis> {
    let moved = at.timestamp()?.to_zoned(zone.clone()).checked_add(by).ok()?;
    Some(Millis(moved.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Millis {
        Millis::parse(text).unwrap()
    }

    #[test]
    fn months_end_on_the_same_day_of_the_calendar() {
        for (zone, sent, months, expected) in [
            ("UTC", "2024-11-20T09:00:00Z", 24, "2026-11-20T09:00:00Z"),
            ("UTC", "2024-02-29T09:00:00Z", 24, "2026-02-28T09:00:00Z"),
            ("UTC", "2024-02-29T09:00:00Z", 48, "2028-02-29T09:00:00Z"),
            ("UTC", "2026-01-31T09:00:00Z", 1, "2026-02-28T09:00:00Z"),
            ("UTC", "2026-12-31T23:59:59.999Z", 2, "2027-02-28T23:59:59.999Z"),
            // In summer a clock of Chicago stands an hour further.
            ("America/Chicago", "2026-01-20T15:00:00Z", 6, "2026-07-20T14:00:00Z"),
            // 2:30 on the night when clocks go from 2 to 3.
            ("America/Chicago", "2026-02-08T08:30:00Z", 1, "2026-03-08T08:30:00Z"),
            // By its clock it is the 29th of February, and not the 1st of March.
            ("America/Chicago", "2024-03-01T02:00:00Z", 24, "2026-03-01T02:00:00Z"),
            ("Pacific/Apia", "2011-11-30T22:00:00Z", 1, "2011-12-30T22:00:00Z"),
        ] {
            let zone = TimeZone::get(zone).unwrap();
            assert_eq!(due_at(at(sent), months, &zone), at(expected), "{sent} {months}");
        }
        assert_eq!(due_at(Millis(i64::MAX), 1, &TimeZone::UTC), Millis(i64::MAX));
    }

    proptest! {
        #[test]
        fn what_is_due_was_sent_around_that_moment(
            sent in 1_500_000_000_000_i64..2_000_000_000_000,
            months in 1..60_u32,
            off in -1_000_000_000_i64..1_000_000_000,
            zone in prop::sample::select(vec!["UTC", "America/Chicago", "Pacific/Apia", "Asia/Kathmandu"]),
        ) {
            let zone = TimeZone::get(zone).unwrap();
            let due = due_at(Millis(sent), months, &zone);
            let (before, after) = around(Millis(due.0 + off), months, &zone);
            if sent <= before.0 {
                prop_assert!(off >= 0, "over, and not due");
            }
            if sent > after.0 {
                prop_assert!(off < 0, "due, and not found");
            }
        }
    }

    #[test]
    fn periods_are_read_as_they_are_written() {
        for text in ["24-24-24", "1-1200-forever", "forever-forever-forever"] {
            assert_eq!(Periods::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "24", "24-24", "24-24-24-24", "24-24-x", "-1-1-1"] {
            assert_eq!(Periods::parse(text), None, "{text}");
        }
        let periods = |text| Periods::parse(text).unwrap();
        let now = periods("24-24-forever");
        for (other, expected) in [
            ("24-24-forever", false),
            ("24-25-forever", true),
            ("23-24-24", false),
            ("forever-1-1", true),
        ] {
            assert_eq!(now.is_shorter_than(periods(other)), expected, "{other}");
        }
        assert!(!periods("forever-forever-forever").is_any());
    }
}
