//! Values of preferences, and how they are written.

use std::fmt;

use jiff::tz::TimeZone;

use super::{FOREVER, PreferenceKind, Unit};

/// A value of a preference. `Display` writes it as it is stored, logged and typed:
///
/// | type | written |
/// |---|---|
/// | yes or no | `true`, `false` |
/// | whole number | `720` |
/// | choice | its word |
/// | time of day | `07:00` |
/// | days of the week | `mon tue wed thu fri` |
/// | time zone | `America/Chicago` |
/// | period | `24`, `forever` |
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PreferenceValue {
    /// Yes or no.
    YesNo(bool),
    /// A number in the preference's unit.
    Whole(u64),
    /// One of the preference's words.
    Choice(&'static str),
    /// A minute of the day, below 1,440.
    Time(u16),
    /// Days of the week, Monday first.
    Days([bool; 7]),
    /// The IANA name of a zone, as the database writes it.
    Zone(String),
}

/// Why something is no value of a preference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreferenceProblem {
    /// It is neither yes nor no.
    NotYesNo,
    /// It is no whole number.
    NotWhole,
    /// The number is too small or too large.
    OutOfRange {
        /// The least.
        min: u64,
        /// The most.
        max: u64,
        /// Of what.
        unit: Unit,
    },
    /// It is none of the words.
    NoChoice(&'static [&'static str]),
    /// It is no time of the day.
    NoTime,
    /// No day is named.
    NoDays,
    /// A word is no day of the week.
    NoDay(String),
    /// There is no such zone.
    NoZone(String),
}

impl fmt::Display for PreferenceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotYesNo => f.write_str("must be true or false"),
            Self::NotWhole => f.write_str("must be a whole number"),
            Self::OutOfRange { min, max, unit } => {
                write!(f, "must be from {min} to {max} {}", unit.as_str())
            }
            Self::NoChoice(words) => write!(f, "must be one of {}", words.join(", ")),
            Self::NoTime => f.write_str("must be a time from 00:00 to 23:59"),
            Self::NoDays => f.write_str("must name at least one day, such as mon or fri"),
            Self::NoDay(word) => {
                let days = Day::ALL.map(Day::as_str).join(", ");
                write!(f, "{word:?} is no day; days are {days}")
            }
            Self::NoZone(name) => {
                write!(f, "{name:?} is no time zone; write one such as America/Chicago")
            }
        }
    }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Monday, the first.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Day {
    /// The days in their order.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The word in values.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Monday => "mon",
            Self::Tuesday => "tue",
            Self::Wednesday => "wed",
            Self::Thursday => "thu",
            Self::Friday => "fri",
            Self::Saturday => "sat",
            Self::Sunday => "sun",
        }
    }
}

impl PreferenceValue {
    /// The value of a preference of this kind that `text` says. What people type for it is taken,
    /// too: `yes`, `7:00`, `Monday, Tuesday`.
    pub(super) fn parse(kind: PreferenceKind, text: &str) -> Result<Self, PreferenceProblem> {
        let text = text.trim();
        match kind {
            PreferenceKind::YesNo => match &*text.to_ascii_lowercase() {
                "true" | "yes" | "on" => Ok(Self::YesNo(true)),
                "false" | "no" | "off" => Ok(Self::YesNo(false)),
                _ => Err(PreferenceProblem::NotYesNo),
            },
            PreferenceKind::Whole { min, max, unit } => whole(text, min, max, unit),
            PreferenceKind::Choice(words) => words
                .iter()
                .find(|word| **word == text)
                .map(|word| Self::Choice(word))
                .ok_or(PreferenceProblem::NoChoice(words)),
            PreferenceKind::Time => time(text).map(Self::Time).ok_or(PreferenceProblem::NoTime),
            PreferenceKind::Days => days(text).map(Self::Days),
            PreferenceKind::Zone => zone(text).map(Self::Zone),
            // Forms send the number beside the box that was ticked.
            PreferenceKind::Period { .. } if text.split(' ').any(|word| word == FOREVER) => {
                Ok(Self::Choice(FOREVER))
            }
            PreferenceKind::Period { min, max, unit } => whole(text, min, max, unit),
        }
    }

    /// The months of a period; none, if it has no end.
    pub fn months(&self) -> Option<u32> {
        match self {
            Self::Whole(months) => u32::try_from(*months).ok(),
            _ => None,
        }
    }

    /// The days that it names, in their order; none of other types.
    pub fn days(&self) -> Vec<Day> {
        let Self::Days(flags) = self else { return Vec::new() };
        let named = Day::ALL.into_iter().zip(flags);
        named.filter_map(|(day, is_named)| is_named.then_some(day)).collect()
    }
}

impl fmt::Display for PreferenceValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YesNo(yes) => write!(f, "{yes}"),
            Self::Whole(number) => write!(f, "{number}"),
            Self::Choice(word) => f.write_str(word),
            Self::Time(minute) => write!(f, "{:02}:{:02}", minute / 60, minute % 60),
            Self::Days(_) => {
                let words: Vec<_> = self.days().into_iter().map(Day::as_str).collect();
                f.write_str(&words.join(" "))
            }
            Self::Zone(name) => f.write_str(name),
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn whole(text: &str, min: u64, max: u64, unit: Unit) -> Result<PreferenceValue, PreferenceProblem> {
    if !is_digits(text) {
        return Err(PreferenceProblem::NotWhole);
    }
    // Digits that are too many for a number are a number that is too large.
    let number: u64 = text.parse().unwrap_or(u64::MAX);
    match (min..=max).contains(&number) {
        true => Ok(PreferenceValue::Whole(number)),
        false => Err(PreferenceProblem::OutOfRange { min, max, unit }),
    }
}

/// Browsers send seconds when a time has some; those of a preference have none.
fn time(text: &str) -> Option<u16> {
    let (hour, minute) = text
        .strip_suffix(":00")
        .filter(|rest| rest.contains(':'))
        .unwrap_or(text)
        .split_once(':')?;
    let part = |text: &str| if is_digits(text) { text.parse::<u16>().ok() } else { None };
    let (hour, minute) = (part(hour)?, part(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

fn days(text: &str) -> Result<[bool; 7], PreferenceProblem> {
    let mut flags = [false; 7];
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        let named = flags.iter_mut().zip(Day::ALL).find(|(_, day)| {
            let whole = format!("{day:?}").to_lowercase();
            lower == day.as_str() || lower == whole
        });
        let (flag, _) = named.ok_or_else(|| PreferenceProblem::NoDay(word.to_owned()))?;
        *flag = true;
    }
    if flags.contains(&true) { Ok(flags) } else { Err(PreferenceProblem::NoDays) }
}

fn zone(text: &str) -> Result<String, PreferenceProblem> {
    let found = TimeZone::get(text).ok();
    let name = found.as_ref().and_then(TimeZone::iana_name).map(str::to_owned);
    name.ok_or_else(|| PreferenceProblem::NoZone(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::{DAY_FIRST, MONTH_FIRST, Preference};
    use super::*;

    fn check(preference: Preference, typed: &str, expected: &str) {
        let found = match preference.parse_value(typed) {
            Ok(value) => value.to_string(),
            Err(problem) => problem.to_string(),
        };
        assert_eq!(found, expected, "{typed:?}");
    }

    #[test]
    fn values_are_read_and_written_again() {
        use Preference::{
            AuditUsers, DateOrder, SessionIdle, TimeZone, WorkingDays, WorkingHoursBegin,
        };
        for (preference, typed, expected) in [
            (AuditUsers, "true", "true"),
            (AuditUsers, " Off ", "false"),
            (AuditUsers, "", "must be true or false"),
            (SessionIdle, "0030", "30"),
            (SessionIdle, "3e1", "must be a whole number"),
            (SessionIdle, "-5", "must be a whole number"),
            (Preference::SmsContentMonths, "forever", "forever"),
            (Preference::SmsContentMonths, "24 forever", "forever"),
            (Preference::SmsContentMonths, "1200", "1200"),
            (Preference::SmsContentMonths, "0", "must be from 1 to 1200 months"),
            (Preference::SmsContentMonths, "ever", "must be a whole number"),
            (DateOrder, MONTH_FIRST, "month_first"),
            (DateOrder, DAY_FIRST, "day_first"),
            (DateOrder, "year_first", "must be one of month_first, day_first"),
            (WorkingHoursBegin, "7:05", "07:05"),
            (WorkingHoursBegin, "00:00", "00:00"),
            (WorkingHoursBegin, "07:30:00", "07:30"),
            (WorkingHoursBegin, "23:59", "23:59"),
            (WorkingHoursBegin, "24:00", "must be a time from 00:00 to 23:59"),
            (WorkingHoursBegin, "12:60", "must be a time from 00:00 to 23:59"),
            (WorkingHoursBegin, "7", "must be a time from 00:00 to 23:59"),
            (WorkingHoursBegin, "+7:00", "must be a time from 00:00 to 23:59"),
            (TimeZone, " america/chicago ", "America/Chicago"),
            (TimeZone, "utc", "UTC"),
            (TimeZone, "", "\"\" is no time zone; write one such as America/Chicago"),
            (TimeZone, "+02:00", "\"+02:00\" is no time zone; write one such as America/Chicago"),
            (TimeZone, "Mars", "\"Mars\" is no time zone; write one such as America/Chicago"),
            (WorkingDays, "sun, Monday,mon", "mon sun"),
            (WorkingDays, " ,", "must name at least one day, such as mon or fri"),
            (
                WorkingDays,
                "mon d\u{ef}m",
                "\"d\u{ef}m\" is no day; days are mon, tue, wed, thu, \
                fri, sat, sun",
            ),
        ] {
            check(preference, typed, expected);
        }
    }

    #[test]
    fn numbers_hold_at_their_edges() {
        for preference in Preference::ALL {
            let PreferenceKind::Whole { min, max, unit } = preference.kind() else { continue };
            let refused = format!("must be from {min} to {max} {}", unit.as_str());
            check(preference, &min.to_string(), &min.to_string());
            check(preference, &max.to_string(), &max.to_string());
            check(preference, &(min - 1).to_string(), &refused);
            check(preference, &(max + 1).to_string(), &refused);
            check(preference, &"9".repeat(40), &refused);
        }
    }
}
