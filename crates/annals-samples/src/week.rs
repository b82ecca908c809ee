//! When people work: events crowd into the afternoons of working days.

/// Events per hour of a week that begins on Monday at midnight UTC, cumulated.
#[derive(Clone, Debug)]
pub(crate) struct Week {
    until: [u64; 168],
}

const HOUR_MS: i64 = 3_600_000;

impl Default for Week {
    fn default() -> Self {
        let mut until = [0; 168];
        let mut sum = 0;
        for (hour, end) in until.iter_mut().enumerate() {
            let (day, hour) = (hour / 24, hour % 24);
            // American daytime, in UTC.
            let busy = match (hour + 24 - 6) % 24 {
                0..6 => 1,
                6..8 => 4,
                8..15 => 12,
                15..20 => 22,
                20..22 => 8,
                _ => 2,
            };
            sum += match day {
                5 => busy / 2 + 1,
                6 => busy / 4 + 1,
                _ => busy,
            };
            *end = sum;
        }
        Self { until }
    }
}

impl Week {
    /// Milliseconds after the start at which item `place` of `places` falls within `span_ms`, a
    /// whole number of weeks; never decreasing in `place`.
    pub(crate) fn stretch(&self, place: u64, places: u64, span_ms: i64) -> i64 {
        let weeks = (span_ms / (168 * HOUR_MS)) as u128;
        let total = u128::from(self.until[167]);
        // Where the place lies, in units of 1 / `UNIT` of the weight of an hour.
        const UNIT: u128 = 1 << 32;
        let at = u128::from(place) * weeks * total * UNIT / u128::from(places);
        let (week, rest) = (at / (total * UNIT), at % (total * UNIT));
        let weight = (rest / UNIT) as u64;
        let hour = self.until.partition_point(|&end| end <= weight).min(167);
        let before = if hour == 0 { 0 } else { self.until[hour - 1] };
        let inside = rest - u128::from(before) * UNIT;
        let width = u128::from(self.until[hour] - before) * UNIT;
        let in_hour = (inside * HOUR_MS as u128 / width) as i64;
        (week as i64 * 168 + hour as i64) * HOUR_MS + in_hour
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_never_runs_backwards_and_fills_the_span() {
        let week = Week::default();
        let span = 104 * 168 * HOUR_MS;
        let times: Vec<_> = (0..50_000).map(|place| week.stretch(place, 50_000, span)).collect();
        assert!(times.is_sorted());
        assert_eq!(times[0], 0);
        assert!(times[49_999] > span - HOUR_MS * 24);
    }
}
