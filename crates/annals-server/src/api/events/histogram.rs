//! `GET /v1/events/histogram`

use annals_model::{Millis, Permission, limits};
use axum::extract::State;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Unit, Zoned, ZonedRound};

use crate::api::caller::Caller;
use crate::api::params::{Params, invalid};
use crate::api::query::Asked;
use crate::api::reply::Json;
use crate::error::Failure;
use crate::readings::Part;
use crate::state::AppState;
use crate::wire::{Object, write_list, write_text};

/// Bars when nobody says how long one is.
const BINS_AUTO_MAX: usize = 100;

/// How long a bar is; days and longer are those of the organisation's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Interval {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

const INTERVALS: [(&str, Interval); 6] = [
    ("minute", Interval::Minute),
    ("hour", Interval::Hour),
    ("day", Interval::Day),
    ("week", Interval::Week),
    ("month", Interval::Month),
    ("year", Interval::Year),
];

/// How many entries fall into each interval; empty ones are counted too.
pub(crate) async fn histogram(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let asked = Asked::take(&state, &caller.by.principal, &mut params, Permission::ReadEvents)?;
    let from = params.take_parsed("from", Millis::parse)?;
    let to = params.take_parsed("to", Millis::parse)?;
    let interval = params.take_parsed("interval", parse_interval)?;
    params.finish()?;
    if let (Some(from), Some(to)) = (from, to)
        && from >= to
    {
        return Err(invalid("to", "must be after from"));
    }
    let counted = asked
        .read(&state, &caller.by, Part::Rest, move |asked, snapshot| {
            let search = asked.search();
            let Some((first, last)) = snapshot.time_bounds(&search)? else { return Ok(None) };
            let from = from.unwrap_or(first);
            let to = to.unwrap_or(Millis(last.0.saturating_add(1)));
            let Some((name, edges)) = choose(from, to, interval, &asked.zone) else {
                return Ok(Some(None));
            };
            let counts = snapshot.histogram(&search, &edges)?;
            Ok(Some(Some((name, edges, counts))))
        })
        .await?;
    let (name, edges, counts) = match counted {
        None => ("day", Vec::new(), Vec::new()),
        Some(Some(found)) => found,
        Some(None) => {
            let max = limits::HISTOGRAM_BINS_MAX;
            return Err(invalid("interval", &format!("would make more than {max} bars")));
        }
    };
    Ok(Json::ok(render(name, &edges, &counts)))
}

fn render(name: &str, edges: &[Millis], counts: &[u64]) -> String {
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.text("interval", Some(name));
    write_list(object.value("edges"), edges, |out, edge| write_text(out, &edge.to_string()));
    write_list(object.value("counts"), counts, |out, count| out.push_str(&count.to_string()));
    object.end();
    out
}

fn parse_interval(text: &str) -> Result<Interval, String> {
    INTERVALS
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, interval)| *interval)
        .ok_or_else(|| format!("must be one of {}", INTERVALS.map(|(name, _)| name).join(", ")))
}

/// The interval asked for, or the shortest that makes few enough bars, with its edges.
fn choose(
    from: Millis,
    to: Millis,
    wanted: Option<Interval>,
    zone: &TimeZone,
) -> Option<(&'static str, Vec<Millis>)> {
    let bins_max = if wanted.is_some() { limits::HISTOGRAM_BINS_MAX } else { BINS_AUTO_MAX };
    INTERVALS
        .iter()
        .filter(|(_, interval)| wanted.is_none_or(|wanted| wanted == *interval))
        .find_map(|(name, interval)| Some((*name, edges(from, to, *interval, zone, bins_max)?)))
}

/// The edges of all intervals that `from..to` touches; `None` if there are more than `bins_max`.
fn edges(
    from: Millis,
    to: Millis,
    interval: Interval,
    zone: &TimeZone,
    bins_max: usize,
) -> Option<Vec<Millis>> {
    let start = floor(&from.timestamp()?.to_zoned(zone.clone()), interval)?;
    let mut edges = Vec::new();
    for i in 0..=bins_max as i64 + 1 {
        let step = match interval {
            Interval::Minute => i.minutes(),
            Interval::Hour => i.hours(),
            Interval::Day => i.days(),
            Interval::Week => i.weeks(),
            Interval::Month => i.months(),
            Interval::Year => i.years(),
        };
        // From the start each time: a month added to the 31st and then another is not two months.
        let edge = start.checked_add(step).ok()?;
        edges.push(Millis(edge.timestamp().as_millisecond()));
        if edge.timestamp().as_millisecond() >= to.0 {
            return (edges.len() - 1 <= bins_max).then_some(edges);
        }
    }
    None
}

/// The beginning of the interval in which `time` lies.
fn floor(time: &Zoned, interval: Interval) -> Option<Zoned> {
    let round = |unit| {
        let down = ZonedRound::new().smallest(unit).mode(jiff::RoundMode::Trunc);
        time.round(down).ok()
    };
    let day = || time.start_of_day().ok();
    match interval {
        Interval::Minute => round(Unit::Minute),
        Interval::Hour => round(Unit::Hour),
        Interval::Day => day(),
        Interval::Week => {
            let since_monday = i64::from(time.weekday().to_monday_zero_offset());
            day()?.checked_sub(since_monday.days()).ok()
        }
        Interval::Month => day()?.first_of_month().ok(),
        Interval::Year => day()?.first_of_year().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, interval: &str, zone: &str) -> String {
        let zone = TimeZone::get(zone).unwrap();
        let interval = parse_interval(interval).unwrap();
        let (from, to) = (Millis::parse(from).unwrap(), Millis::parse(to).unwrap());
        let edges = edges(from, to, interval, &zone, 10);
        edges.map_or("too many".to_owned(), |edges| {
            edges.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        })
    }

    #[test]
    fn edges_are_those_of_the_zone() {
        // The day on which clocks go back has 25 hours.
        assert_eq!(
            check("2026-11-01T06:00:00Z", "2026-11-02T06:00:00Z", "day", "America/Chicago"),
            "2026-11-01T05:00:00.000Z 2026-11-02T06:00:00.000Z"
        );
        assert_eq!(
            check("2026-01-31T12:00:00Z", "2026-03-02T00:00:00Z", "month", "UTC"),
            "2026-01-01T00:00:00.000Z 2026-02-01T00:00:00.000Z 2026-03-01T00:00:00.000Z \
             2026-04-01T00:00:00.000Z"
        );
        assert_eq!(
            check("2026-11-19T12:00:00Z", "2026-11-19T12:00:01Z", "week", "UTC"),
            "2026-11-16T00:00:00.000Z 2026-11-23T00:00:00.000Z"
        );
        assert_eq!(
            check("2026-01-01T00:00:00Z", "2026-01-11T00:00:00Z", "day", "UTC").len(),
            11 * 25 - 1
        );
        assert_eq!(
            check("2026-01-01T00:00:00Z", "2026-01-11T00:00:00.001Z", "day", "UTC"),
            "too many"
        );
    }

    #[test]
    fn the_shortest_interval_with_few_bars_is_chosen() {
        let choose = |days: i64| {
            choose(Millis(0), Millis(days * 86_400_000), None, &TimeZone::UTC).unwrap().0
        };
        assert_eq!(
            (choose(1), choose(30), choose(600), choose(2_000)),
            ("hour", "day", "week", "month")
        );
    }
}
