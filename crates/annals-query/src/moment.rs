//! A day or moment that stands in a field of its own.

use annals_model::{Millis, TimeRange};

use crate::{Context, Expr, Reason, Term, parse};

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

#[cfg(test)]
mod tests {
    use super::*;

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
