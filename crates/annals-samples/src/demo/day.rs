//! The days of a demo, as people in one zone have them.

use annals_model::Millis;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::rng::Rng;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// One day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    pub(super) date: Date,
    /// So many days come after it.
    pub(super) left: i64,
    /// Its midnight, by the clock of its noon: on two days of a year the small hours are off.
    pub(super) start: Millis,
}

/// All days that begin after `from`, up to the one of `until`.
pub(super) fn days(from: Millis, until: Millis, zone: &TimeZone) -> Vec<Day> {
    let date = |at: Millis| zone.to_datetime(at.timestamp().unwrap_or_default()).date();
    let (first, last) = (date(from).saturating_add(jiff::Span::new().days(1)), date(until));
    let all = first.series(jiff::Span::new().days(1)).take_while(|date| *date <= last);
    let left = |date: Date| last.since(date).map_or(0, |span| i64::from(span.get_days()));
    let start = |date: Date| {
        let noon = zone.to_ambiguous_zoned(date.at(12, 0, 0, 0)).compatible();
        noon.map_or(from, |noon| Millis(noon.timestamp().as_millisecond() - 12 * HOUR_MS))
    };
    all.map(|date| Day { date, left: left(date), start: start(date) }).collect()
}

impl Day {
    pub(super) fn at(&self, hour: i64, minute: i64) -> Millis {
        Millis(self.start.0 + hour * HOUR_MS + minute * MINUTE_MS)
    }

    /// A moment of the day; `hours` says how busy each of them is.
    pub(super) fn moment(&self, hours: &[u8; 24], rng: &mut Rng) -> Millis {
        let sum = hours.iter().map(|busy| u64::from(*busy)).sum();
        let mut place = rng.below(sum);
        let mut hour = 0;
        for (index, busy) in hours.iter().enumerate() {
            if place < u64::from(*busy) {
                hour = index as i64;
                break;
            }
            place -= u64::from(*busy);
        }
        Millis(self.at(hour, 0).0 + rng.below(HOUR_MS as u64) as i64)
    }

    pub(super) fn is_sunday(&self) -> bool {
        self.date.weekday() == Weekday::Sunday
    }

    pub(super) fn is_weekend(&self) -> bool {
        self.is_sunday() || self.date.weekday() == Weekday::Saturday
    }

    pub(super) fn month(&self) -> i8 {
        self.date.month()
    }

    pub(super) fn is_first_monday_of(&self, month: i8) -> bool {
        let is_monday = self.date.weekday() == Weekday::Monday;
        self.date.month() == month && self.date.day() <= 7 && is_monday
    }

    /// The school year of the day ends in this year.
    pub(super) fn end_year(&self) -> u16 {
        self.date.year().unsigned_abs() + u16::from(self.date.month() >= 8)
    }

    /// `2026-11-20`, so many days later.
    pub(super) fn later(&self, days: u64) -> String {
        self.date.saturating_add(jiff::Span::new().days(days as i64)).to_string()
    }

    /// `August 2026`.
    pub(super) fn named_month(&self) -> String {
        self.date.strftime("%B %Y").to_string()
    }
}
