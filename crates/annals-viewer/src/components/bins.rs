//! How a range of time is cut for the chart: into whole hours, days, weeks, ... of its zone.

use jiff::civil::Weekday;
use jiff::{Span, ToSpan, Unit, Zoned, ZonedRound};

use crate::messages::histogram as messages;

/// No chart has more bars than this.
const BARS_MAX: i64 = 120;

/// How long a bar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many minutes; divides an hour.
    Minutes(i64),
    /// So many hours; divides a day.
    Hours(i64),
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

const STEPS: [(Step, i64); 12] = [
    (Step::Minutes(1), 60),
    (Step::Minutes(5), 300),
    (Step::Minutes(15), 900),
    (Step::Hours(1), 3_600),
    (Step::Hours(3), 3 * 3_600),
    (Step::Hours(6), 6 * 3_600),
    (Step::Day, 86_400),
    (Step::Week, 7 * 86_400),
    (Step::Month, 30 * 86_400),
    (Step::Quarter, 91 * 86_400),
    (Step::Year, 365 * 86_400),
    // Beyond a century of years, only its last part is drawn.
    (Step::Year, i64::MAX),
];

impl Step {
    /// "Entries per day": the name of the chart.
    pub fn caption(self) -> String {
        match self {
            Self::Minutes(n) => messages::per_minutes(n.unsigned_abs()),
            Self::Hours(n) => messages::per_hours(n.unsigned_abs()),
            Self::Day => messages::per_day().to_owned(),
            Self::Week => messages::per_week().to_owned(),
            Self::Month => messages::per_month().to_owned(),
            Self::Quarter => messages::per_quarter().to_owned(),
            Self::Year => messages::per_year().to_owned(),
        }
    }

    /// Whether a bar is a whole number of days, so that dates alone name it.
    pub fn is_days(self) -> bool {
        !matches!(self, Self::Minutes(_) | Self::Hours(_))
    }

    fn span(self) -> Span {
        match self {
            Self::Minutes(n) => n.minutes(),
            Self::Hours(n) => n.hours(),
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        }
    }

    /// The last edge at or before `at`.
    fn floor(self, at: &Zoned) -> Result<Zoned, jiff::Error> {
        let floor = |unit, increment| {
            at.round(
                ZonedRound::new().smallest(unit).increment(increment).mode(jiff::RoundMode::Floor),
            )
        };
        match self {
            Self::Minutes(n) => floor(Unit::Minute, n),
            Self::Hours(n) => floor(Unit::Hour, n),
            Self::Day => at.start_of_day(),
            Self::Week => {
                let back = i64::from(at.weekday().since(Weekday::Monday));
                at.checked_sub(back.days())?.start_of_day()
            }
            Self::Month => at.first_of_month()?.start_of_day(),
            Self::Quarter => {
                let back = i64::from((at.month() - 1) % 3);
                at.first_of_month()?.checked_sub(back.months())?.start_of_day()
            }
            Self::Year => at.first_of_year()?.start_of_day(),
        }
    }
}

/// Neighbouring edges: bar `i` lies from edge `i` to edge `i + 1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bins {
    /// How long a bar is.
    pub step: Step,
    /// At least two, ascending.
    pub edges: Vec<Zoned>,
}

impl Bins {
    /// Cuts `from <= t < to` into at most 120 bars of equal calendar length; the outer bars may
    /// reach beyond it. `None` for an empty range or one outside the calendar.
    pub fn over(from: &Zoned, to: &Zoned) -> Option<Self> {
        let seconds = to.timestamp().as_second() - from.timestamp().as_second();
        if from >= to {
            return None;
        }
        let (step, _) = STEPS
            .into_iter()
            .find(|(_, length)| seconds / length < BARS_MAX - 2)
            .unwrap_or((Step::Year, 0));
        let mut edges = vec![step.floor(from).ok()?];
        for bar in 1..=BARS_MAX {
            // Counted from the first edge: adding a month to 31 January again and again drifts.
            let edge = add(edges.first()?, step, bar)?;
            if edge <= *edges.last()? {
                continue;
            }
            let is_last = edge >= *to;
            edges.push(edge);
            if is_last {
                break;
            }
        }
        Some(Self { step, edges })
    }
}

/// Several hours are added on the wall clock, so that a bar of six hours begins at midnight, at
/// six, at noon also on the days on which the clock changes.
fn add(first: &Zoned, step: Step, count: i64) -> Option<Zoned> {
    let span = step.span().checked_mul(count).ok()?;
    if let Step::Hours(1) | Step::Minutes(_) = step {
        return first.checked_add(span).ok();
    }
    first.datetime().checked_add(span).ok()?.to_zoned(first.time_zone().clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zoned(text: &str) -> Zoned {
        format!("{text}[America/Chicago]").parse().unwrap()
    }

    fn check(from: &str, to: &str, step: Step, bars: usize, first: &str) {
        let bins = Bins::over(&zoned(from), &zoned(to)).unwrap();
        assert_eq!((bins.step, bins.edges.len() - 1), (step, bars), "{from} to {to}");
        assert_eq!(bins.edges[0].strftime("%Y-%m-%dT%H:%M").to_string(), first);
        assert!(bins.edges.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(bins.edges[0] <= zoned(from) && *bins.edges.last().unwrap() >= zoned(to));
    }

    #[test]
    fn bars_are_whole_in_the_zone() {
        check("2026-11-20T09:14", "2026-11-20T09:15", Step::Minutes(1), 1, "2026-11-20T09:14");
        check("2026-11-20T00:00", "2026-11-21T00:00", Step::Minutes(15), 96, "2026-11-20T00:00");
        check("2026-11-14T00:00", "2026-11-21T00:00", Step::Hours(3), 56, "2026-11-14T00:00");
        check("2026-10-25T00:00", "2026-11-21T00:00", Step::Hours(6), 108, "2026-10-25T00:00");
        check("2026-10-22T00:00", "2026-11-21T00:00", Step::Day, 30, "2026-10-22T00:00");
        check("2026-08-23T00:00", "2026-11-21T00:00", Step::Day, 90, "2026-08-23T00:00");
        check("2024-11-20T10:00", "2026-11-20T10:00", Step::Week, 105, "2024-11-18T00:00");
        check("2019-02-10T00:00", "2026-11-20T10:00", Step::Month, 94, "2019-02-01T00:00");
        check("2009-02-10T00:00", "2026-11-20T10:00", Step::Quarter, 72, "2009-01-01T00:00");
        check("1950-02-10T00:00", "2026-11-20T10:00", Step::Year, 77, "1950-01-01T00:00");
    }

    #[test]
    fn clock_changes_make_longer_and_shorter_bars_not_crooked_ones() {
        let bins = Bins::over(&zoned("2026-10-30T00:00"), &zoned("2026-11-03T00:00")).unwrap();
        assert_eq!(bins.step, Step::Hours(1));
        assert_eq!(bins.edges.len() - 1, 4 * 24 + 1);
        let bins = Bins::over(&zoned("2026-10-25T00:00"), &zoned("2026-11-08T00:00")).unwrap();
        assert_eq!(bins.step, Step::Hours(3));
        assert!(bins.edges.iter().all(|edge| edge.hour() % 3 == 0));
    }

    #[test]
    fn nothing_to_cut() {
        let at = zoned("2026-11-20T09:14");
        assert_eq!(Bins::over(&at, &at), None);
    }
}
