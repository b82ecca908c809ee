//! Dates and times as people type them: what stands at the beginning of a text, and which range of
//! time it means in a zone.

use annals_model::{Millis, TimeRange};
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, Timestamp, ToSpan};

use crate::{Context, DateOrder, DateReason};

/// A date or time found at the beginning of a text.
pub(crate) struct Found {
    /// Its length in bytes.
    pub(crate) len: usize,
    /// What it means; two ranges when the clock shows that minute twice.
    pub(crate) ranges: Vec<TimeRange>,
}

/// How exactly a moment was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Milli,
}

/// A date, with or without a time, that stands among words: `01/01/2015 5:10 PM`, `Jan 1, 2015`,
/// `today`. `None` if the text does not begin with one; an error if there is no such day or time.
pub(crate) fn typed(text: &str, context: &Context) -> Option<Result<Found, DateReason>> {
    let mut scan = Scan { text, at: 0, context };
    if let Some(range) = scan.day_range() {
        return Some(range);
    }
    if let Some(date) = scan.date() {
        let time = scan.time_after();
        return Some(date.and_then(|date| scan.found(date, time)));
    }
    // The time may come first, but alone it means no day.
    let time = scan.time()?;
    if scan.blank() == 0 {
        return None;
    }
    let date = scan.date()?;
    Some(date.and_then(|date| scan.found(date, Some(time))))
}

/// The same for the value of a qualifier, where also `7d`, `2015`, `2015-01` and `now` are moments.
pub(crate) fn value(text: &str, context: &Context) -> Option<Result<Found, DateReason>> {
    if let Some(found) = typed(text, context) {
        return Some(found);
    }
    let word = text.split(is_end).next().unwrap_or_default();
    let len = word.len();
    if word.eq_ignore_ascii_case("now") {
        return Some(Ok(Found { len, ranges: vec![instant(context.now)] }));
    }
    if let Some(span) = relative(word) {
        let moment = context
            .now
            .timestamp()
            .and_then(|now| now.to_zoned(context.zone.clone()).checked_sub(span).ok())
            .map(|zoned| instant(Millis(zoned.timestamp().as_millisecond())));
        return Some(match moment {
            Some(range) => Ok(Found { len, ranges: vec![range] }),
            None => Err(DateReason::TooLongAgo { typed: word.to_owned() }),
        });
    }
    let (year, month) = match word.split_once('-') {
        Some((year, month)) if month.len() == 2 => (year, Some(number(month)?)),
        Some(_) => return None,
        None => (word, None),
    };
    let year = (year.len() == 4).then(|| number(year))??;
    let unit = if month.is_some() { Unit::Month } else { Unit::Year };
    let date = civil_date(word, year, month.unwrap_or(1), 1);
    Some(date.and_then(|date| {
        let ranges = local_ranges(date.at(0, 0, 0, 0), unit, &context.zone);
        ranges.map(|ranges| Found { len, ranges }).ok_or_else(|| far(word))
    }))
}

/// The whole day, in `zone`, in which `time` lies.
pub(crate) fn day_of(time: Millis, zone: &TimeZone) -> Option<TimeRange> {
    let date = zone.to_datetime(time.timestamp()?).date();
    local_ranges(date.at(0, 0, 0, 0), Unit::Day, zone)?.pop()
}

/// The ranges that `start` and `unit` mean on a clock in `zone`.
pub(crate) fn local_ranges(start: DateTime, unit: Unit, zone: &TimeZone) -> Option<Vec<TimeRange>> {
    let whole_days = matches!(unit, Unit::Year | Unit::Month | Unit::Day);
    if whole_days {
        let end = start.checked_add(step(unit)).ok()?;
        return Some(vec![TimeRange { from: first(start, zone), to: Some(first(end, zone)?) }]);
    }
    let ambiguous = zone.to_ambiguous_timestamp(start);
    let moments = match ambiguous.offset() {
        AmbiguousOffset::Fold { before, after } => {
            vec![before.to_timestamp(start).ok()?, after.to_timestamp(start).ok()?]
        }
        _ => vec![ambiguous.compatible().ok()?],
    };
    moments.into_iter().map(|moment| after(moment, unit)).collect()
}

fn first(start: DateTime, zone: &TimeZone) -> Option<Millis> {
    let moment = zone.to_ambiguous_timestamp(start).compatible().ok()?;
    Some(Millis(moment.as_millisecond()))
}

fn after(start: Timestamp, unit: Unit) -> Option<TimeRange> {
    let end = start.checked_add(step(unit)).ok()?;
    let [from, to] = [start, end].map(|moment| Some(Millis(moment.as_millisecond())));
    Some(TimeRange { from, to })
}

fn step(unit: Unit) -> Span {
    match unit {
        Unit::Year => 1.year(),
        Unit::Month => 1.month(),
        Unit::Day => 1.day(),
        Unit::Hour => 1.hour(),
        Unit::Minute => 1.minute(),
        Unit::Second => 1.second(),
        Unit::Milli => 1.millisecond(),
    }
}

fn instant(time: Millis) -> TimeRange {
    TimeRange { from: Some(time), to: Some(time) }
}

/// `7d`, `12h`, `30m`, `2w`, `3mo`, `1y`: so long ago.
fn relative(word: &str) -> Option<Span> {
    let digits = word.find(|c: char| !c.is_ascii_digit())?;
    let count: i64 = word[..digits].parse().ok().filter(|count| *count <= 100_000)?;
    let span = Span::new();
    match word[digits..].to_ascii_lowercase().as_str() {
        "s" => span.try_seconds(count),
        "m" | "min" => span.try_minutes(count),
        "h" => span.try_hours(count),
        "d" => span.try_days(count),
        "w" => span.try_weeks(count),
        "mo" => span.try_months(count),
        "y" => span.try_years(count),
        _ => return None,
    }
    .ok()
}

fn number(text: &str) -> Option<i16> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn far(typed: &str) -> DateReason {
    DateReason::Outside { typed: typed.to_owned() }
}

/// The day, or why there is none.
fn civil_date(typed: &str, year: i16, month: i16, day: i16) -> Result<Date, DateReason> {
    let [month, day] = [month, day].map(|n| i8::try_from(n).unwrap_or(0));
    Date::new(year, month, day).map_err(|_| DateReason::NoDay { typed: typed.to_owned() })
}

/// Whether a word ends before `c`.
fn is_end(c: char) -> bool {
    c.is_whitespace() || "()\"\u{201C}\u{201D}\u{201E}".contains(c)
}

/// A time of day with the offset from UTC, if one was written.
#[derive(Clone, Copy)]
struct Clock {
    nanos_of_day: i64,
    unit: Unit,
}

/// Reads words from the beginning of a text.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    context: &'a Context,
}

/// A day, or the complete moment of an ISO date and time.
enum Day {
    Date(Date),
    Local(DateTime, Unit),
    Exact(TimeRange),
}

impl<'a> Scan<'a> {
    /// The word that begins here.
    fn word(&self) -> &'a str {
        self.text[self.at..].split(is_end).next().unwrap_or_default()
    }

    /// Steps over blanks; how many bytes.
    fn blank(&mut self) -> usize {
        let rest = &self.text[self.at..];
        let len = rest.len() - rest.trim_start().len();
        self.at += len;
        len
    }

    fn found(&self, day: Day, time: Option<Clock>) -> Result<Found, DateReason> {
        let text = &self.text[..self.at];
        let zone = &self.context.zone;
        let ranges = match (day, time) {
            (Day::Exact(range), _) => Some(vec![range]),
            (Day::Local(start, unit), _) => local_ranges(start, unit, zone),
            (Day::Date(date), None) => local_ranges(date.at(0, 0, 0, 0), Unit::Day, zone),
            (Day::Date(date), Some(clock)) => {
                let start = date.at(0, 0, 0, 0).checked_add(clock.nanos_of_day.nanoseconds()).ok();
                start.and_then(|start| local_ranges(start, clock.unit, zone))
            }
        };
        ranges.map(|ranges| Found { len: self.at, ranges }).ok_or_else(|| far(text))
    }

    /// `2015-01-01..2015-01-31`, both days included.
    fn day_range(&mut self) -> Option<Result<Found, DateReason>> {
        let word = self.word();
        let (from, to) = word.split_once("..")?;
        let [from, to] = [from, to].map(|text| numeric(text, self.context.date_order));
        let (from, to) = (from?, to?);
        self.at += word.len();
        let zone = &self.context.zone;
        let both = from.and_then(|from| Ok((from, to?)));
        Some(both.and_then(|(from, to)| {
            if from > to {
                return Err(DateReason::EndsBefore { typed: word.to_owned() });
            }
            let day = |date: Date| local_ranges(date.at(0, 0, 0, 0), Unit::Day, zone)?.pop();
            let (first, last) = day(from).zip(day(to)).ok_or_else(|| far(word))?;
            let ranges = vec![TimeRange { from: first.from, to: last.to }];
            Ok(Found { len: self.at, ranges })
        }))
    }

    fn date(&mut self) -> Option<Result<Day, DateReason>> {
        let word = self.word();
        let plain = word.strip_suffix(',').unwrap_or(word);
        if let Some(date) = numeric(plain, self.context.date_order) {
            self.at += word.len();
            return Some(date.map(Day::Date));
        }
        if let Some(moment) = iso_moment(plain) {
            self.at += word.len();
            return Some(moment);
        }
        let days_ago = match plain.to_ascii_lowercase().as_str() {
            "today" => 0,
            "yesterday" => 1,
            _ => return self.month_date(),
        };
        self.at += word.len();
        let now = self.context.now.timestamp()?;
        let today = self.context.zone.to_datetime(now).date();
        Some(today.checked_sub(days_ago.days()).map(Day::Date).map_err(|_| far(plain)))
    }

    /// `1 Jan 2015`, `Jan 1, 2015`.
    fn month_date(&mut self) -> Option<Result<Day, DateReason>> {
        let start = self.at;
        let date = self.three_words();
        if date.is_none() {
            self.at = start;
        }
        date
    }

    fn three_words(&mut self) -> Option<Result<Day, DateReason>> {
        let mut parts = [""; 3];
        for (i, part) in parts.iter_mut().enumerate() {
            if i > 0 && self.blank() == 0 {
                return None;
            }
            let word = self.word();
            *part = word.trim_end_matches([',', '.']);
            self.at += word.len();
        }
        let [first, second, year] = parts;
        let (month, day) = match (month(first), month(second)) {
            (Some(month), _) => (month, day_number(second)?),
            (None, Some(month)) => (month, day_number(first)?),
            (None, None) => return None,
        };
        let year = (year.len() == 4).then(|| number(year))??;
        Some(civil_date(&parts.join(" "), year, month, day).map(Day::Date))
    }

    /// A time after a date, with or without "at" between them.
    fn time_after(&mut self) -> Option<Clock> {
        let start = self.at;
        self.blank();
        if self.word().eq_ignore_ascii_case("at") {
            self.at += 2;
            self.blank();
        }
        let time = if self.at > start { self.time() } else { None };
        if time.is_none() {
            self.at = start;
        }
        time
    }

    /// `17:10`, `5:10 PM`, `5:10:30pm`, `5 PM`.
    fn time(&mut self) -> Option<Clock> {
        let start = self.at;
        let word = self.word();
        self.at += word.len();
        let plain = word.strip_suffix(',').unwrap_or(word);
        let (digits, mut half) = split_half(plain);
        if half.is_none() {
            let end = self.at;
            if self.blank() > 0
                && let ("", Some(next)) = split_half(self.word())
            {
                self.at += self.word().len();
                half = Some(next);
            } else {
                self.at = end;
            }
        }
        let clock = clock(digits, half);
        if clock.is_none() {
            self.at = start;
        }
        clock
    }
}

/// A time's digits, and whether it is written as after noon.
fn split_half(word: &str) -> (&str, Option<bool>) {
    let lower = word.to_ascii_lowercase();
    for (end, after_noon) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)] {
        if lower.ends_with(end) {
            return (&word[..word.len() - end.len()], Some(after_noon));
        }
    }
    (word, None)
}

/// Hours, minutes, seconds and a fraction; hours alone only with AM or PM.
fn clock(digits: &str, half: Option<bool>) -> Option<Clock> {
    let mut parts = digits.split(':');
    let hour_text = parts.next()?;
    let mut hour = (hour_text.len() <= 2).then(|| number(hour_text))??;
    let (minute, second) = (parts.next(), parts.next());
    if parts.next().is_some() || (minute.is_none() && half.is_none()) {
        return None;
    }
    if let Some(after_noon) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if after_noon { 12 } else { 0 };
    }
    let two = |text: &str| number(text).filter(|n| text.len() == 2 && *n < 60);
    let minutes = match minute {
        Some(text) => two(text)?,
        None => 0,
    };
    let (second, fraction) = match second.map(|text| text.split_once('.').unwrap_or((text, ""))) {
        Some((whole, fraction)) => (Some(two(whole)?), fraction),
        None => (None, ""),
    };
    let millis = match fraction.len() {
        0 => 0,
        1..=3 => number(fraction)? * [100, 10, 1][fraction.len() - 1],
        _ => return None,
    };
    let unit = match (minute, second) {
        (None, _) => Unit::Hour,
        (_, None) => Unit::Minute,
        _ if fraction.is_empty() => Unit::Second,
        _ => Unit::Milli,
    };
    let seconds = i64::from(hour) * 3600 + i64::from(minutes) * 60 + i64::from(second.unwrap_or(0));
    let nanos_of_day = (seconds * 1000 + i64::from(millis)) * 1_000_000;
    (hour < 24).then_some(Clock { nanos_of_day, unit })
}

/// Three numbers with one separator: `01/31/2015`, `31.1.2015`, `2015-01-31`, `1/31/15`.
fn numeric(word: &str, order: DateOrder) -> Option<Result<Date, DateReason>> {
    let separator = word.chars().find(|c| !c.is_ascii_digit())?;
    if !['/', '.', '-'].contains(&separator) {
        return None;
    }
    let mut parts = word.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    if parts.next().is_some() || b.len() > 2 {
        return None;
    }
    if a.len() == 4 && c.len() <= 2 {
        return Some(civil_date(word, x, y, z));
    }
    let year = match c.len() {
        4 => z,
        2 if separator == '/' => 2000 + z,
        _ => return None,
    };
    if a.len() > 2 {
        return None;
    }
    let day_first = order == DateOrder::DayFirst || separator == '.';
    let (mut month, mut day) = if day_first { (y, x) } else { (x, y) };
    // Only one reading makes sense of 31/12/2015.
    if month > 12 && day <= 12 {
        (month, day) = (day, month);
    }
    Some(civil_date(word, year, month, day))
}

/// `2015-01-01T17:10`, with seconds, a fraction and an offset, or without.
fn iso_moment(word: &str) -> Option<Result<Day, DateReason>> {
    let (date, time) = word.split_once(['T', 't'])?;
    if date.len() != 10 || !date.is_char_boundary(4) || date.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    let date = numeric(date, DateOrder::MonthFirst)?;
    let offset_at = time.find(['Z', 'z', '+', '-']);
    let clock = clock(&time[..offset_at.unwrap_or(time.len())], None)?;
    Some(date.and_then(|date| {
        let start = date.at(0, 0, 0, 0).checked_add(clock.nanos_of_day.nanoseconds());
        let start = start.map_err(|_| far(word))?;
        let Some(at) = offset_at else { return Ok(Day::Local(start, clock.unit)) };
        let offset = if time[at..].eq_ignore_ascii_case("z") { "+00:00" } else { &time[at..] };
        // jiff wants a complete time; the unit is already known.
        let exact = format!("{start:.3}{offset}").parse::<Timestamp>().ok();
        let range = exact.and_then(|moment| self::after(moment, clock.unit));
        range.map(Day::Exact).ok_or_else(|| DateReason::NoOffset { typed: word.to_owned() })
    }))
}

fn month(word: &str) -> Option<i16> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let matches = |name: &&str| {
        word.len() >= 3
            && (word == **name || word == name[..3] || (word == "sept" && name.starts_with("sept")))
    };
    NAMES.iter().position(matches).map(|at| at as i16 + 1)
}

/// `1`, `01`, `1st`.
fn day_number(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word[digits.len()..].to_ascii_lowercase();
    let ending_ok = ["", "st", "nd", "rd", "th"].contains(&ending.as_str());
    number(digits).filter(|_| ending_ok && digits.len() <= 2)
}
