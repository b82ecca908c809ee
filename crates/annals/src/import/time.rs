//! Times as products write them.

use annals_model::Millis;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// A way in which a time may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TimeFormat {
    /// RFC 3339 with an offset, with any number of digits, `T` or a blank.
    Rfc3339,
    /// The same without an offset, in the mapping's zone.
    Local,
    /// A number since 1970, of which one second has so many; may have a fraction.
    Epoch(i64),
    /// As `strptime` reads it; in the mapping's zone unless it has an offset.
    Pattern(String),
}

impl TimeFormat {
    /// `rfc3339`, `local`, `epoch_s`, `epoch_ms`, `epoch_us`, `epoch_ns`, or a pattern with `%`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        Ok(match text {
            "rfc3339" => Self::Rfc3339,
            "local" => Self::Local,
            "epoch_s" => Self::Epoch(1),
            "epoch_ms" => Self::Epoch(1_000),
            "epoch_us" => Self::Epoch(1_000_000),
            "epoch_ns" => Self::Epoch(1_000_000_000),
            pattern if pattern.contains('%') => Self::Pattern(pattern.to_owned()),
            _ => return Err(format!("{text:?} is no format of a time")),
        })
    }

    /// The moment that `text` means, and whether it was written to finer parts than the
    /// millisecond, which are lost.
    pub(super) fn read(&self, text: &str, zone: &TimeZone) -> Option<(Millis, bool)> {
        match self {
            Self::Rfc3339 => exact(cut_digits(text).parse::<Timestamp>().ok()?),
            Self::Local => {
                let local: DateTime = cut_digits(text).parse().ok()?;
                exact(zone.to_ambiguous_timestamp(local).compatible().ok()?)
            }
            Self::Epoch(per_second) => epoch(text, *per_second),
            Self::Pattern(pattern) => {
                let parts = strtime::parse(pattern, text).ok()?;
                match parts.to_timestamp() {
                    Ok(moment) => exact(moment),
                    Err(_) => {
                        let local = parts.to_datetime().ok()?;
                        exact(zone.to_ambiguous_timestamp(local).compatible().ok()?)
                    }
                }
            }
        }
    }
}

fn exact(moment: Timestamp) -> Option<(Millis, bool)> {
    let is_finer = moment.as_nanosecond() % 1_000_000 != 0;
    Some((Millis(moment.as_nanosecond().div_euclid(1_000_000) as i64), is_finer))
}

/// `text` with at most nine digits after the point of its seconds, a comma being a point as well.
fn cut_digits(text: &str) -> String {
    let Some(at) = text.find(['.', ',']) else { return text.to_owned() };
    let fraction = &text[at + 1..];
    let end = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
    if end == 0 {
        return text.to_owned();
    }
    format!("{}.{}{}", &text[..at], &fraction[..end.min(9)], &fraction[end..])
}

/// Digits are read as digits: a float would lose the last ones of nanoseconds.
fn epoch(text: &str, per_second: i64) -> Option<(Millis, bool)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if text.contains(['e', 'E']) {
        // As some exporters write large numbers: 1.63e+12.
        let value = text.parse::<f64>().ok().filter(|value| value.is_finite())?;
        let millis = value * 1_000.0 / per_second as f64;
        return (millis.abs() < 1e15).then_some((Millis(millis.round() as i64), false));
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole.strip_prefix('-').unwrap_or(whole)) || !digits(fraction) {
        return None;
    }
    let whole: i128 = whole.parse().ok()?;
    let mut nanos = whole.checked_mul(1_000_000_000 / i128::from(per_second))?;
    if per_second == 1 {
        let fraction: i128 =
            format!("{:0<9}", fraction.get(..9).unwrap_or(fraction)).parse().ok()?;
        nanos += if text.starts_with('-') { -fraction } else { fraction };
    }
    exact(Timestamp::from_nanosecond(nanos).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_many_makes() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let check = |format: &str, text: &str, expected: Option<&str>| {
            let read = TimeFormat::parse(format).unwrap().read(text, &zone);
            let shown = read
                .map(|(time, finer)| format!("{time}{}", if finer { " and finer" } else { "" }));
            assert_eq!(shown.as_deref(), expected, "{format} {text}");
        };
        check("rfc3339", "2026-11-20T09:14:03Z", Some("2026-11-20T09:14:03.000Z"));
        check("rfc3339", "2026-11-20 09:14:03.5+01:00", Some("2026-11-20T08:14:03.500Z"));
        check("rfc3339", "2026-11-20T09:14:03.1234567Z", {
            Some("2026-11-20T09:14:03.123Z and finer")
        });
        check("rfc3339", "2026-11-20T09:14:03.12000000000000Z", Some("2026-11-20T09:14:03.120Z"));
        check("rfc3339", "2026-11-20T09:14:03", None);
        check("local", "2026-11-20 09:14:03", Some("2026-11-20T08:14:03.000Z"));
        check("local", "2026-11-20 09:14:03,148", Some("2026-11-20T08:14:03.148Z"));
        check("epoch_s", "1795166043", Some("2026-11-20T09:14:03.000Z"));
        check("epoch_s", "1795166043.25", Some("2026-11-20T09:14:03.250Z"));
        check("epoch_ms", "1795166043120", Some("2026-11-20T09:14:03.120Z"));
        check("epoch_ms", "1.79516604312e12", Some("2026-11-20T09:14:03.120Z"));
        check("epoch_us", "1795166043120999", Some("2026-11-20T09:14:03.120Z and finer"));
        check("epoch_ns", "1795166043120000000", Some("2026-11-20T09:14:03.120Z"));
        check("epoch_s", "99999999999999999999", None);
        check("epoch_s", "soon", None);
        check("%m/%d/%Y %I:%M:%S %p %z", "11/20/2026 09:14:03 AM +0000", {
            Some("2026-11-20T09:14:03.000Z")
        });
        check("%d.%m.%Y %H:%M", "20.11.2026 09:14", Some("2026-11-20T08:14:00.000Z"));
    }
}
