//! Which positions lie outside working hours, found by arithmetic instead of a calendar look-up
//! per entry: a zone's offset is constant between two transitions, so there each working day is
//! one range of moments, hence one range of positions.

use std::ops::Range;

use annals_model::Millis;
use annals_query::WorkingHours;
use jiff::tz::TimeZone;
use roaring::RoaringBitmap;

use super::Set;
use crate::Result;
use crate::segment::Slice;

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;
const DAY_MS: i64 = DAY_MINUTES * MINUTE_MS;

/// The positions of `within` whose moment is outside `hours`.
pub(crate) fn off_hours(hours: &WorkingHours, slice: Slice<'_>, within: &Set) -> Result<Set> {
    let (Some(first), Some(last)) = (within.next_from(0), within.last_before(u32::MAX)) else {
        return Ok(Set::EMPTY);
    };
    let moments = slice.occurred_at(first)?.0..slice.occurred_at(last)?.0 + 1;
    let spans = working_spans(hours, &moments);
    // Two binary searches a day against one reading of the time column per position.
    if within.len() < spans.len() as u64 * 2 {
        let mut found = Vec::new();
        for position in within.iter() {
            let at = slice.occurred_at(position)?.0;
            let next = spans.partition_point(|span| span.end <= at);
            if spans.get(next).is_none_or(|span| at < span.start) {
                found.push(position);
            }
        }
        return Ok(found.into_iter().collect());
    }
    let mut at_work = RoaringBitmap::new();
    for span in spans {
        at_work.insert_range(
            slice.lower_bound(Millis(span.start))?..slice.lower_bound(Millis(span.end))?,
        );
    }
    Ok(within.clone().minus(&Set::Many(at_work)))
}

/// The working hours within `moments`, ascending and apart.
fn working_spans(hours: &WorkingHours, moments: &Range<i64>) -> Vec<Range<i64>> {
    let zone = TimeZone::get(&hours.zone).unwrap_or(TimeZone::UTC);
    let Some(start) = Millis(moments.start).timestamp() else { return Vec::new() };
    let mut spans = Vec::new();
    let mut from = moments.start;
    let mut offset = zone.to_offset(start);
    for transition in zone.following(start) {
        let to = transition.timestamp().as_millisecond().min(moments.end);
        push_days(hours, &(from..to), i64::from(offset.seconds()) * 1_000, &mut spans);
        (from, offset) = (to, transition.offset());
        if to >= moments.end {
            return spans;
        }
    }
    push_days(hours, &(from..moments.end), i64::from(offset.seconds()) * 1_000, &mut spans);
    spans
}

/// Working hours in a time during which the zone is `offset` milliseconds ahead of UTC.
fn push_days(hours: &WorkingHours, moments: &Range<i64>, offset: i64, out: &mut Vec<Range<i64>>) {
    if moments.is_empty() {
        return;
    }
    let (from, to) = (i64::from(hours.from_minute), i64::from(hours.to_minute));
    let (from, mut to) = (from.min(DAY_MINUTES), to.min(DAY_MINUTES));
    // Work that ends past midnight belongs to the day on which it began.
    if hours.to_minute <= hours.from_minute {
        to += DAY_MINUTES;
    }
    let first = (moments.start + offset).div_euclid(DAY_MS) - 1;
    let last = (moments.end - 1 + offset).div_euclid(DAY_MS);
    for day in first..=last {
        // Day 0 was a Thursday.
        if !hours.days[(day + 3).rem_euclid(7) as usize] {
            continue;
        }
        let midnight = day * DAY_MS - offset;
        let start = midnight + from * MINUTE_MS;
        let end = midnight + to * MINUTE_MS;
        let (start, end) = (start.max(moments.start), end.min(moments.end));
        if start < end {
            out.push(start..end);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    const ZONES: [&str; 5] =
        ["America/Chicago", "Australia/Lord_Howe", "Africa/Monrovia", "UTC", "Nowhere/Land"];

    proptest! {
        #[test]
        fn spans_are_what_the_calendar_says(
            zone in select(&ZONES[..]),
            from_minute in 0..1_600_u16,
            to_minute in 0..1_600_u16,
            days in any::<[bool; 7]>(),
            // 1900 to 2040, with the odd seconds of local mean time.
            start in -2_208_988_800_000..2_208_988_800_000_i64,
            length in 1..400 * DAY_MS,
            places in proptest::collection::vec(0.0..1.0_f64, 50),
        ) {
            let hours = WorkingHours { zone: zone.to_owned(), from_minute, to_minute, days };
            let spans = working_spans(&hours, &(start..start + length));
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let places = places.into_iter().map(|place| start + (length as f64 * place) as i64);
            let edges = spans.iter().flat_map(|span| [span.start - 1, span.start, span.end]);
            for at in places.chain(edges).filter(|at| (start..start + length).contains(at)) {
                let at_work = spans.iter().any(|span| span.contains(&at));
                prop_assert_eq!(at_work, !hours.is_off(Millis(at)), "{}", Millis(at));
            }
        }
    }
}
