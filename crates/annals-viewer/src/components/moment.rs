//! Moments, in the zone of whoever reads.

use jiff::tz::AmbiguousOffset;
use jiff::{ToSpan, Zoned};
use maud::{Markup, html};

use crate::address::Range;
use crate::messages::time as messages;

/// "Nov 20, 2026 9:14:03 AM −06:00". The offset isn't copied with a selection, because a
/// spreadsheet that meets one takes the whole cell for text; the page names the zone. In an hour
/// that comes twice it is, because the rest would mean two moments.
pub fn moment(at: &Zoned) -> Markup {
    let class = if comes_twice(at) { "offset twice" } else { "offset" };
    html! {
        time datetime=(machine(at)) title=(utc(at)) {
            span class="day" { (day(at)) }
            " "
            span class="clock" { (clock(at)) " " span class=(class) { (offset(at)) } }
        }
    }
}

/// "Nov 20, 2026".
pub fn day(at: &Zoned) -> String {
    messages::day(&month_short(at), day_number(at), year_number(at))
}

/// "Nov 20".
pub fn day_of_month(at: &Zoned) -> String {
    messages::day_of_month(&month_short(at), day_number(at))
}

/// "Fri, Nov 20, 2026".
pub fn day_of_week(at: &Zoned) -> String {
    let weekday = at.weekday().to_monday_one_offset();
    messages::day_of_week(&messages::weekday(weekday.unsigned_abs().into()), &day(at))
}

/// "November 2026".
pub fn month(at: &Zoned) -> String {
    messages::month_of_year(&messages::month(month_number(at)), year_number(at))
}

/// "Nov 2026".
pub fn month_in_little_room(at: &Zoned) -> String {
    messages::month_of_year_short(&month_short(at), year_number(at))
}

/// "2026".
pub fn year(at: &Zoned) -> String {
    year_number(at).to_string()
}

/// "9:14:03 AM".
pub fn clock(at: &Zoned) -> String {
    of_day(at, "%-I:%M:%S")
}

/// "9:14 AM"; with its offset in an hour that comes twice.
pub fn short_clock(at: &Zoned) -> String {
    let clock = of_day(at, "%-I:%M");
    if comes_twice(at) { format!("{clock} {}", offset(at)) } else { clock }
}

/// Whether the clock in its zone shows this moment's time twice, as when summer time ends.
pub fn comes_twice(at: &Zoned) -> bool {
    let found = at.time_zone().to_ambiguous_timestamp(at.datetime());
    matches!(found.offset(), AmbiguousOffset::Fold { .. })
}

/// Whether a day begins at this moment, at midnight or, where the clock jumps then, after it.
pub fn begins_day(at: &Zoned) -> bool {
    at.start_of_day().is_ok_and(|start| start == *at)
}

/// `from <= t < to` as it would be typed, where the last day or minute is included: in days if it
/// consists of days.
pub fn typed(from: Option<&Zoned>, to: Option<&Zoned>) -> Range {
    let whole_days = [from, to].into_iter().flatten().all(begins_day);
    let last = |to: &Zoned| {
        let back = match (to.second(), to.subsec_nanosecond()) {
            _ if whole_days => 1.nanosecond(),
            (0, 0) => 1.minute(),
            (_, 0) => 1.second(),
            _ => 1.millisecond(),
        };
        to.checked_sub(back).unwrap_or_else(|_| to.clone())
    };
    let text = |at: &Zoned| if whole_days { at.date().to_string() } else { typed_moment(at) };
    Range::Typed {
        from: from.map(text).unwrap_or_default(),
        to: to.map(|to| text(&last(to))).unwrap_or_default(),
    }
}

/// The minute, second or millisecond: `2026-11-20 09:14`; in an hour that comes twice with the
/// offset, without which it would mean both.
fn typed_moment(at: &Zoned) -> String {
    let digits = match (at.second(), at.subsec_nanosecond()) {
        (0, 0) => "%H:%M",
        (_, 0) => "%H:%M:%S",
        _ => "%H:%M:%S%.3f",
    };
    let pattern = match comes_twice(at) {
        true => format!("%Y-%m-%dT{digits}%:z"),
        false => format!("%Y-%m-%d {digits}"),
    };
    at.strftime(&pattern).to_string()
}

/// "9 AM".
pub fn hour(at: &Zoned) -> String {
    of_day(at, "%-I")
}

fn of_day(at: &Zoned, pattern: &str) -> String {
    let half = if at.hour() < 12 { "am" } else { "pm" };
    messages::clock(&at.strftime(pattern).to_string(), half)
}

fn month_short(at: &Zoned) -> String {
    messages::month_short(month_number(at))
}

fn month_number(at: &Zoned) -> u64 {
    at.month().unsigned_abs().into()
}

fn day_number(at: &Zoned) -> u64 {
    at.day().unsigned_abs().into()
}

/// The calendar of events begins with the year 1.
fn year_number(at: &Zoned) -> u64 {
    at.year().unsigned_abs().into()
}

/// "−06:00", with the minus sign that stands as high as the digits.
pub fn offset(at: &Zoned) -> String {
    at.strftime("%:z").to_string().replace('-', "−")
}

/// "2026-11-20T09:14:03.120-06:00", for machines.
pub fn machine(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

/// "2026-11-20 15:14:03.120 UTC".
pub fn utc(at: &Zoned) -> String {
    at.timestamp().strftime("%Y-%m-%d %H:%M:%S%.3f UTC").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn a_moment_in_its_zone() {
        let at: Zoned = "2026-11-20T15:14:03.12Z[UTC]".parse().unwrap();
        let at = at.in_tz("America/Chicago").unwrap();
        assert_eq!(
            moment(&at).into_string(),
            "<time datetime=\"2026-11-20T09:14:03.120-06:00\" \
             title=\"2026-11-20 15:14:03.120 UTC\"><span class=\"day\">Nov 20, 2026</span> \
             <span class=\"clock\">9:14:03 AM <span class=\"offset\">−06:00</span></span></time>"
        );
    }

    #[test]
    fn an_hour_that_comes_twice_is_told_apart() {
        // In New York the clock goes back from 2:00 to 1:00.
        for (at, clock, copies_offset) in [
            ("2025-11-02T04:30Z", "12:30 AM", false),
            ("2025-11-02T05:30Z", "1:30 AM −04:00", true),
            ("2025-11-02T06:30Z", "1:30 AM −05:00", true),
            ("2025-11-02T07:30Z", "2:30 AM", false),
            ("2025-03-09T06:30Z", "1:30 AM", false),
            ("2025-03-09T07:30Z", "3:30 AM", false),
        ] {
            let at: Timestamp = at.parse().unwrap();
            let local = at.in_tz("America/New_York").unwrap();
            assert_eq!(short_clock(&local), clock);
            let html = moment(&local).into_string();
            assert_eq!(html.contains("class=\"offset twice\""), copies_offset, "{at}");
            assert_eq!(machine(&local).parse::<Timestamp>().unwrap(), at);
            for zone in ["UTC", "Asia/Kathmandu"] {
                assert!(!comes_twice(&at.in_tz(zone).unwrap()));
            }
        }
    }

    fn check_typed(zone: &str, range: [&str; 2], expected: [&str; 2]) {
        let [from, to] = range.map(|at| (!at.is_empty()).then(|| at.parse::<Timestamp>().unwrap()));
        let [from, to] = [from, to].map(|at| at.map(|at| at.in_tz(zone).unwrap()));
        let expected = expected.map(str::to_owned);
        let Range::Typed { from, to } = typed(from.as_ref(), to.as_ref()) else { panic!() };
        assert_eq!([from, to], expected, "{zone} {range:?}");
    }

    #[test]
    fn ranges_are_typed_in_days_where_they_consist_of_days() {
        let day = ["2025-11-02T04:00Z", "2025-11-03T05:00Z"];
        check_typed("America/New_York", day, ["2025-11-02", "2025-11-02"]);
        check_typed("UTC", day, ["2025-11-02 04:00", "2025-11-03 04:59"]);
        check_typed("Asia/Kathmandu", day, ["2025-11-02 09:45", "2025-11-03 10:44"]);
        check_typed("UTC", ["2025-11-02T00:00Z", ""], ["2025-11-02", ""]);
        check_typed("UTC", ["", "2025-11-02T00:00Z"], ["", "2025-11-01"]);
        check_typed("UTC", ["", "2025-11-02T00:00:10Z"], ["", "2025-11-02 00:00:09"]);
        check_typed("UTC", ["2025-11-02T00:00:00.5Z", ""], ["2025-11-02 00:00:00.500", ""]);
        // The first of two hours from 1 to 2, and the second one.
        let first = ["2025-11-02T05:00Z", "2025-11-02T06:00Z"];
        let typed = ["2025-11-02T01:00-04:00", "2025-11-02T01:59-04:00"];
        check_typed("America/New_York", first, typed);
        let second = ["2025-11-02T06:00Z", "2025-11-02T07:00Z"];
        let typed = ["2025-11-02T01:00-05:00", "2025-11-02T01:59-05:00"];
        check_typed("America/New_York", second, typed);
        // This day begins at one o'clock.
        let short = ["2026-09-06T04:00Z", "2026-09-07T03:00Z"];
        check_typed("America/Santiago", short, ["2026-09-06", "2026-09-06"]);
    }
}
