//! From a date range as chosen or typed to the moments it means.

use annals_model::{Millis, TimeRange};
use annals_query::{Context, DateOrder, moment};
use annals_viewer::components::date_range::{DateRangeView, words};
use annals_viewer::components::moment::typed;
use annals_viewer::{Fault, Preset, Range};
use jiff::ToSpan;
use jiff::civil::Date;

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
    let mut resolved = read(range, context);
    let TimeRange { from, to } = resolved.range;
    if from.zip(to).is_some_and(|(from, to)| from >= to) {
        resolved.view.to_problem = Some(Fault::EndsBefore);
    }
    if !resolved.is_valid() || resolved.range == TimeRange::default() {
        return resolved;
    }
    let [from, to] = [from, to].map(|end| end.map(|at| super::zoned(at, &context.zone)));
    resolved.view.words = words(from.as_ref(), to.as_ref());
    let later = Context { now: Millis(context.now.0.saturating_add(LATER)), ..context.clone() };
    if read(range, &later).range != resolved.range {
        resolved.view.pinned = Some(typed(from.as_ref(), to.as_ref()));
    }
    resolved
}

/// A range that is another one by then moves with today.
const LATER: i64 = 3 * 24 * 60 * 60 * 1_000;

fn read(range: &Range, context: &Context) -> Resolved {
    let day_first = context.date_order == DateOrder::DayFirst;
    let mut view = DateRangeView { day_first, ..DateRangeView::default() };
    let range = match range {
        Range::Any => TimeRange::default(),
        Range::Preset(preset) => days(*preset, context).unwrap_or_default(),
        Range::Typed { from, to } => {
            let mut typed = |text: &str, problem: fn(&mut DateRangeView) -> &mut Option<Fault>| {
                if text.is_empty() {
                    return None;
                }
                let found = moment(text, context);
                found.map_err(|reason| *problem(&mut view) = Some(Fault::Query(reason))).ok()
            };
            let first = typed(from, |view| &mut view.from_problem);
            let last = typed(to, |view| &mut view.to_problem);
            TimeRange {
                from: first.and_then(|first| first.from),
                to: last.and_then(|last| last.to),
            }
        }
    };
    Resolved { range, view }
}

/// Whole days that end with today or yesterday. Days are counted, not moments: one may begin at
/// one o'clock, where the clock jumps at midnight.
fn days(preset: Preset, context: &Context) -> Option<TimeRange> {
    let (back, count) = preset.days();
    let first = super::zoned(context.now, &context.zone).date().checked_sub(back.days()).ok()?;
    let begin = |day: Date| {
        let start = day.to_zoned(context.zone.clone()).ok()?.start_of_day().ok()?;
        Some(Millis(start.timestamp().as_millisecond()))
    };
    let end = first.checked_add(count.days()).ok()?;
    Some(TimeRange { from: Some(begin(first)?), to: Some(begin(end)?) })
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
