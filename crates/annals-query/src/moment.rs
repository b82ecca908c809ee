//! A day or moment that stands in a field of its own.

use annals_model::{Millis, TimeRange};

use crate::{Context, Expr, Reason, Term, dates, parse};

/// A typed day or moment, in the one language for dates that there is; the day, minute or other
/// unit that was typed, from its beginning to its end. Of an hour that comes twice, from the first
/// to the second. Without limits if nothing was typed.
pub fn moment(text: &str, context: &Context) -> Result<TimeRange, Reason> {
    let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
    let expr = parse(&format!("on:\"{quoted}\""), context).map_err(|errors| {
        errors.0.into_iter().next().map_or(Reason::NoDate, |error| error.reason)
    })?;
    let mut whole: Option<TimeRange> = None;
    let mut add = |term: &Term| {
        if let Term::Time(range) = term {
            let begin = whole.and_then(|whole| whole.from).or(range.from);
            whole = Some(TimeRange { from: begin, to: range.to });
        }
    };
    if let Expr::All = expr {
        return Ok(TimeRange::default());
    }
    expr.for_each_term(&mut add);
    Ok(whole.unwrap_or_default())
}

/// The first moment after what was typed: what was so on a day was so when it ended.
pub fn end_of(text: &str, context: &Context) -> Result<Millis, Reason> {
    moment(text, context)?.to.ok_or(Reason::NoDate)
}

/// The first date with its digits that stands among words, with or without a time, and the words
/// besides.
pub fn dated(text: &str, context: &Context) -> Option<(TimeRange, String)> {
    let starts = text.char_indices().filter(|(at, c)| {
        !c.is_whitespace() && text[..*at].chars().next_back().is_none_or(char::is_whitespace)
    });
    starts.map(|(at, _)| at).find_map(|at| {
        let found = dates::typed(&text[at..], context)?.ok()?;
        let end = at + found.len;
        let has_digits = text[at..end].chars().any(|c| c.is_ascii_digit());
        let (first, last) = (found.ranges.first()?, found.ranges.last()?);
        let range = TimeRange { from: first.from, to: last.to };
        let others = format!("{} {}", text[..at].trim(), text[end..].trim());
        has_digits.then(|| (range, others.trim().to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_found_among_words() {
        let context = Context::utc(Millis::parse("2026-11-20T15:00:00Z").unwrap());
        let check = |text: &str, expected: Option<(&str, &str, &str)>| {
            let time = |text: &str| Some(Millis::parse(text).unwrap());
            let expected = expected.map(|(from, to, others)| {
                (TimeRange { from: time(from), to: time(to) }, others.to_owned())
            });
            assert_eq!(dated(text, &context), expected, "{text:?}");
        };
        let day = |others| Some(("2026-11-13T00:00:00Z", "2026-11-14T00:00:00Z", others));
        check("11/13/2026", day(""));
        check("  bella Nov 13, 2026 bounced", day("bella bounced"));
        check("2026-11-13 Zoë", day("Zoë"));
        let minute = Some(("2026-11-13T16:05:00Z", "2026-11-13T16:06:00Z", "x"));
        check("x 11/13/2026 4:05 PM", minute);
        for text in ["", "bella", "today", "312-555-0177", "31/31/2026", "2026", "a11/13/2026", "ü"]
        {
            check(text, None);
        }
    }

    #[test]
    fn what_was_so_on_a_day_was_so_when_it_ended() {
        let mut context = Context::utc(Millis::parse("2026-11-20T15:00:00Z").unwrap());
        context.zone = jiff::tz::TimeZone::get("America/Chicago").unwrap();
        for (typed, expected) in [
            ("2026-11-20", "2026-11-21T06:00:00Z"),
            ("11/20/2026 2:00 PM", "2026-11-20T20:01:00Z"),
            ("2026-11-20T20:00:00Z", "2026-11-20T20:00:01Z"),
            ("2026-11-20T20:00:00.123Z", "2026-11-20T20:00:00.124Z"),
            ("2026-11-01 01:30", "2026-11-01T07:31:00Z"),
            ("2015", "2016-01-01T06:00:00Z"),
            ("now", "2026-11-21T06:00:00Z"),
            ("1d", "2026-11-20T06:00:00Z"),
        ] {
            assert_eq!(end_of(typed, &context), Ok(Millis::parse(expected).unwrap()), "{typed}");
        }
        for typed in ["", "someday", "31/31/2026", "\" OR x:\""] {
            assert!(end_of(typed, &context).is_err(), "{typed}");
        }
    }
}
