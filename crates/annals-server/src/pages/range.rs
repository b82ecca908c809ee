//! From a date range as chosen or typed to the moments it means.

use annals_model::{Millis, TimeRange};
use annals_query::{Context, Expr, Term, parse};
use annals_viewer::components::date_range::{DateRangeView, words};
use annals_viewer::messages::{filter, sentence};
use annals_viewer::{Preset, Range};
use jiff::ToSpan;

/// What a range means, and how the page shows it.
pub(super) struct Resolved {
    /// The moments; of no use when the view names a problem.
    pub(super) range: TimeRange,
    /// What the page shows.
    pub(super) view: DateRangeView,
}

impl Resolved {
    /// Whether the range was understood.
    pub(super) fn is_valid(&self) -> bool {
        self.view.from_problem.is_none() && self.view.to_problem.is_none()
    }
}

/// Resolves `range` in the context's zone, at the context's present.
pub(super) fn resolve(range: &Range, context: &Context) -> Resolved {
    let mut view = DateRangeView::default();
    let range = match range {
        Range::Any => TimeRange::default(),
        Range::Preset(preset) => days(*preset, context).unwrap_or_default(),
        Range::Typed { from, to } => {
            let mut typed = |text: &str, problem: fn(&mut DateRangeView) -> &mut Option<String>| {
                if text.is_empty() {
                    return None;
                }
                let found = moment(text, context);
                if let Err(message) = &found {
                    *problem(&mut view) = Some(sentence(message));
                }
                found.ok()
            };
            let first = typed(from, |view| &mut view.from_problem);
            let last = typed(to, |view| &mut view.to_problem);
            TimeRange {
                from: first.and_then(|first| first.from),
                to: last.and_then(|last| last.to),
            }
        }
    };
    if range.from.zip(range.to).is_some_and(|(from, to)| from >= to) {
        view.to_problem = Some(filter::ends_before().to_owned());
    }
    let zoned = |at: Millis| super::zoned(at, &context.zone);
    let (from, to) = (range.from.map(zoned), range.to.map(zoned));
    let is_valid = view.from_problem.is_none() && view.to_problem.is_none();
    view.words = is_valid.then(|| words(from.as_ref(), to.as_ref())).flatten();
    Resolved { range, view }
}

/// Whole days that end with today or yesterday.
fn days(preset: Preset, context: &Context) -> Option<TimeRange> {
    let (back, count) = preset.days();
    let today = super::zoned(context.now, &context.zone).start_of_day().ok()?;
    let from = today.checked_sub(back.days()).ok()?;
    let to = from.checked_add(count.days()).ok()?;
    let millis = |at: jiff::Zoned| Millis(at.timestamp().as_millisecond());
    Some(TimeRange { from: Some(millis(from)), to: Some(millis(to)) })
}

/// A typed day or moment, in the one language for dates that there is; the day, minute or other
/// unit that was typed, from its beginning to its end.
fn moment(text: &str, context: &Context) -> Result<TimeRange, String> {
    let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
    let expr = parse(&format!("on:\"{quoted}\""), context)
        .map_err(|errors| errors.0.into_iter().next().map_or_else(String::new, |e| e.message))?;
    let mut whole: Option<TimeRange> = None;
    // Two ranges when the clock shows that hour twice: from the first to the second.
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

#[cfg(test)]
mod tests {
    use annals_model::Millis;

    use super::*;

    fn context() -> Context {
        let mut context = Context::utc(Millis::parse("2026-11-20T15:00:00Z").unwrap());
        context.zone = jiff::tz::TimeZone::get("America/Chicago").unwrap();
        context
    }

    fn check(range: &Range, from: Option<&str>, to: Option<&str>) {
        let resolved = resolve(range, &context());
        assert!(resolved.is_valid(), "{:?}", resolved.view);
        let parse = |text: &str| Millis::parse(text).unwrap();
        let expected = TimeRange { from: from.map(parse), to: to.map(parse) };
        assert_eq!(resolved.range, expected, "{range:?}");
    }

    fn typed(from: &str, to: &str) -> Range {
        Range::Typed { from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn days_are_whole_in_the_zone_and_the_last_is_included() {
        check(&Range::Any, None, None);
        let (today, tomorrow) = ("2026-11-20T06:00:00Z", "2026-11-21T06:00:00Z");
        check(&Range::Preset(Preset::Today), Some(today), Some(tomorrow));
        check(&Range::Preset(Preset::Yesterday), Some("2026-11-19T06:00:00Z"), Some(today));
        check(&Range::Preset(Preset::Week), Some("2026-11-14T06:00:00Z"), Some(tomorrow));
        check(&typed("2026-11-20", "11/20/2026"), Some(today), Some(tomorrow));
        check(&typed("", "today"), None, Some(tomorrow));
        let (from, to) = (Some("2026-11-20T20:00:00Z"), Some("2026-11-20T21:00:00Z"));
        check(&typed("2026-11-20 14:00", "2026-11-20 14:59"), from, to);
        check(&typed("11/20/2026 2:00 PM", "11/20/2026 2:59 PM"), from, to);
        // The day on which the clock goes back has 25 hours, and one hour twice.
        check(
            &typed("2026-11-01", "2026-11-01"),
            Some("2026-11-01T05:00:00Z"),
            Some("2026-11-02T06:00:00Z"),
        );
        let (from, to) = (Some("2026-11-01T06:30:00Z"), Some("2026-11-01T07:31:00Z"));
        check(&typed("2026-11-01 01:30", "2026-11-01 01:30"), from, to);
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field() {
        let check = |range: Range, from: bool, to: bool| {
            let view = resolve(&range, &context()).view;
            assert_eq!((view.from_problem.is_some(), view.to_problem.is_some()), (from, to));
            assert_eq!(view.words, None, "half of it would be another range");
        };
        check(typed("31/31/2026", ""), true, false);
        check(typed("", "someday"), false, true);
        check(typed("2026-11-20", "someday"), false, true);
        check(typed("\" OR x:\"", "\\"), true, true);
        check(typed("2026-11-20", "2026-11-19"), false, true);
    }
}
