//! Time zones: in which one a page is read, and `/zone`, which leads back to the log, or to an
//! entry, in another one.
//!
//! GET, because nothing is changed but the address.

use annals_model::{Millis, Organization};
use annals_query::{Context, parse};
use annals_viewer::components::moment;
use annals_viewer::components::zone::{ORGANIZATION, ZoneView};
use annals_viewer::messages::zone as messages;
use annals_viewer::pages::zone::{ChoiceView, choice};
use annals_viewer::{LogAddress, Range, ZONE, Zone};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::filters::{Filters, Within, Without};
use super::{log, problem, range};
use crate::session::Visitor;
use crate::state::AppState;

/// The organisation's zone.
pub(super) fn of_organization(state: &AppState, organization: &Organization) -> TimeZone {
    state.desk.preferences_of(organization.ordinal).time_zone()
}

/// The zone in which the page at `address` is read.
pub(super) fn of(state: &AppState, address: &LogAddress, organization: &Organization) -> TimeZone {
    let chosen = address.zone.as_ref().map(|zone| zone.time_zone().clone());
    chosen.unwrap_or_else(|| of_organization(state, organization))
}

/// How the page names it.
pub(super) fn view(
    state: &AppState,
    address: &LogAddress,
    organization: &Organization,
) -> ZoneView {
    let now = super::zoned(state.config.clock.now(), &of(state, address, organization));
    ZoneView::new(&now, &of_organization(state, organization))
}

/// Takes zones that there aren't out of what of an address was not understood, and says so.
pub(super) fn take_unknown(
    state: &AppState,
    unknown: &mut Vec<String>,
    organization: &Organization,
) -> Vec<String> {
    let zone = of_organization(state, organization);
    let shown = annals_viewer::zone_name(&zone);
    let zones = unknown.extract_if(.., |part| part.starts_with(ZONE));
    zones.map(|part| messages::unknown(&part[ZONE.len()..], shown)).collect()
}

/// Leads to the same page in the zone `to`; asks for one where none is named, or none that exists.
pub(super) async fn choose(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(mut pairs): Query<Vec<(String, String)>>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let mut take = |name: &str| {
        let at = pairs.iter().position(|(other, _)| other == name)?;
        Some(pairs.remove(at).1).filter(|value| !value.is_empty())
    };
    let (to, entry) = (take("in"), take("entry").and_then(|number| number.parse::<u64>().ok()));
    let (address, _) = LogAddress::read(pairs);
    let principal = &visitor.signed_in.principal;
    let organization = match state.allow_place(principal, &address.place) {
        Ok((organization, _)) => organization,
        Err(failure) => return problem::page(&frame, &failure),
    };
    let chosen = match to.as_deref() {
        None => Err(None),
        Some(ORGANIZATION) => Ok(None),
        Some(name) => Zone::parse(name).map(Some).ok_or_else(|| Some(messages::no_such(name))),
    };
    let problem = match chosen {
        Ok(zone) => {
            let moved = moved(&state, &organization, &address, zone);
            let href = entry.map_or_else(|| moved.href(), |number| moved.entry_href(number));
            return Redirect::to(&href).into_response();
        }
        Err(problem) => problem,
    };
    let status = if problem.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let page = ChoiceView {
        frame,
        entry,
        zone: view(&state, &address, &organization),
        address,
        now: state.config.clock.now().timestamp().unwrap_or(Timestamp::UNIX_EPOCH),
        problem,
    };
    super::html(status, choice(&page))
}

/// The address in another zone. Typed times are written as they are there, so that they stay the
/// same moments; days that were typed are days there.
fn moved(
    state: &AppState,
    organization: &Organization,
    address: &LogAddress,
    zone: Option<Zone>,
) -> LogAddress {
    let turn = log::turn(address, &organization.id);
    let mut before = super::context(state, organization, address);
    if let Some(turn) = &turn {
        before.now = turn.asked_at;
    }
    let mut moved = LogAddress { zone, cursor: None, ..address.clone() };
    let after = Context { zone: of(state, &moved, organization), ..before.clone() };
    moved.range = in_zone(&address.range, &before, &after);
    // The same entries in the same order: the reader stays at the page where they are.
    if let Some(turn) = turn
        && found(address, &before).is_some_and(|expr| Some(expr) == found(&moved, &after))
    {
        moved.cursor = Some(log::cursor(&moved, turn));
    }
    moved
}

fn found(address: &LogAddress, context: &Context) -> Option<annals_query::Expr> {
    let words = parse(&address.query, context).ok()?;
    let resolved = range::resolve(&address.range, context);
    // Of the same page before and after.
    let page = Within::of_log(address.page.clone());
    let filters = Filters::new(words, resolved.range, address, page);
    resolved.is_valid().then(|| filters.expr(Without::Nothing))
}

fn in_zone(typed: &Range, before: &Context, after: &Context) -> Range {
    let (old, new) = (range::resolve(typed, before), range::resolve(typed, after));
    let there = |at: Millis, context: &Context| super::zoned(at, &context.zone);
    let is_day = |at: Millis| moment::begins_day(&there(at, before));
    let mut ends = [old.range.from, old.range.to].into_iter().flatten();
    let is_typed = matches!(typed, Range::Typed { .. });
    if !is_typed || !old.is_valid() || old.range == new.range || ends.all(is_day) {
        return typed.clone();
    }
    let [from, to] = [old.range.from, old.range.to].map(|end| end.map(|at| there(at, after)));
    moment::typed(from.as_ref(), to.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(zone: &str) -> Context {
        let now = Millis::parse("2026-11-20T15:00:00Z").unwrap();
        Context { zone: TimeZone::get(zone).unwrap(), ..Context::utc(now) }
    }

    fn typed(from: &str, to: &str) -> Range {
        Range::Typed { from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn times_stay_moments_and_days_stay_days() {
        let check = |range: Range, to: &str, expected: Range| {
            let (before, after) = (context("America/New_York"), context(to));
            let moved = in_zone(&range, &before, &after);
            assert_eq!(moved, expected, "{range:?} in {to}");
            let is_days = moved == range;
            // There and back it is the same range.
            let resolve = |range: &Range, context: &Context| range::resolve(range, context).range;
            let back = in_zone(&moved, &after, &before);
            assert_eq!(resolve(&back, &before), resolve(&range, &before), "{range:?}");
            assert!(is_days || resolve(&moved, &after) == resolve(&range, &before), "{range:?}");
        };
        let times = typed("11/20/2026 2:00 PM", "2026-11-20 14:59");
        check(times.clone(), "UTC", typed("2026-11-20 19:00", "2026-11-20 19:59"));
        check(times.clone(), "Asia/Kathmandu", typed("2026-11-21 00:45", "2026-11-21 01:44"));
        check(typed("2026-11-20 14:00", ""), "UTC", typed("2026-11-20 19:00", ""));
        for days in [
            typed("2026-11-20", "11/20/2026"),
            typed("", "yesterday"),
            Range::Any,
            Range::Preset(annals_viewer::Preset::Week),
            // The same moment everywhere.
            typed("12h", "now"),
            typed("2026-11-20T14:00-05:00", ""),
            // Not understood: it stays as it is, with its message.
            typed("someday", "2026-11-20 14:00"),
        ] {
            check(days.clone(), "Asia/Kathmandu", days);
        }
        // The hours from 1 to 2 come twice on this day, and both are meant.
        let twice = typed("2025-11-02 01:00", "2025-11-02 01:59");
        check(twice, "UTC", typed("2025-11-02 05:00", "2025-11-02 06:59"));
        // There are no hours from 2 to 3 on this one.
        let never = typed("2025-03-09 01:30", "2025-03-09 03:29");
        check(never, "Asia/Kathmandu", typed("2025-03-09 12:15", "2025-03-09 13:14"));
    }
}
