//! Where to look next: what happened around this moment, and what else belongs to the entry.

use annals_model::Event;
use jiff::{RoundMode, Span, ToSpan, Unit, Zoned, ZonedRound};
use maud::{Markup, html};

use super::{EntryView, section};
use crate::address::Range;
use crate::components::actor::key;
use crate::components::{moment, record};
use crate::messages::around as messages;

/// The log around this moment, the entry's own row marked where it is on the first page.
pub(super) fn around(view: &EntryView) -> Markup {
    let Event { records, correlation_id, .. } = &view.event;
    let near = |query: String, span: Span| {
        let range = range(&view.occurred_at, span)?;
        let log = view.address.anew().with_query(query).with_range(range);
        Some(format!("{}#{}", log.href(), view.address.row_id(view.number)))
    };
    let user = key(&view.event.actor).map(|who| same("who", who));
    let record = records.first().map(|record| same("record", &record.key().to_string()));
    let operation = correlation_id.as_ref().map(|id| {
        let log = view.address.anew().with_query(same("correlation", id));
        format!("{}#{}", log.href(), view.address.row_id(view.number))
    });
    let links = [
        (messages::user(), user.and_then(|query| near(query, 1.hour()))),
        (messages::record(), record.and_then(|query| near(query, 7.days()))),
        (messages::everything(), near(String::new(), 5.minutes())),
        (messages::operation(), operation),
    ];
    section("around", &messages::title(), &list(links))
}

/// What else belongs to it, at any time.
pub(super) fn related(view: &EntryView) -> Markup {
    let Event { ip, action, .. } = &view.event;
    let all = |query: String| view.address.anew().with_query(query).href();
    let links = [
        (messages::same_user(), key(&view.event.actor).map(|who| all(same("who", who)))),
        (messages::same_ip(), ip.map(|ip| all(same("ip", &ip.to_string())))),
        (messages::same_action(), Some(all(same("action", action)))),
    ];
    section("related", &messages::related(), &list(links))
}

fn list<const N: usize>(links: [(&str, Option<String>); N]) -> Markup {
    html! {
        ul class="related" {
            @for (words, href) in links {
                @if let Some(href) = href { li { a href=(href) { (words) } } }
            }
        }
    }
}

fn same(field: &str, value: &str) -> String {
    format!("{field}:{}", record::quoted(value))
}

/// So much before and after, in whole minutes, in the zone of whoever reads: the log's page takes
/// typed dates in it.
fn range(at: &Zoned, span: Span) -> Option<Range> {
    let minute = at.round(ZonedRound::new().smallest(Unit::Minute).mode(RoundMode::Floor)).ok()?;
    let from = minute.checked_sub(span).ok()?;
    let to = minute.checked_add(span).ok()?.checked_add(1.minute()).ok()?;
    Some(moment::typed(Some(&from), Some(&to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_in_the_zone_of_whoever_reads() {
        let check = |at: &str, span: Span, from: &str, to: &str| {
            let at: Zoned = at.parse().unwrap();
            let expected = Range::Typed { from: from.to_owned(), to: to.to_owned() };
            assert_eq!(range(&at, span), Some(expected), "{at}");
        };
        let (from, to) = ("2026-11-20 14:09", "2026-11-20 14:19");
        check("2026-11-20T14:14:59[America/Chicago]", 5.minutes(), from, to);
        let (from, to) = ("2026-11-20 14:14", "2026-11-20 14:24");
        check("2026-11-20T14:19[Asia/Kathmandu]", 5.minutes(), from, to);
        // The clock goes back at 2:00 and shows 1:00 again.
        let (from, to) = ("2026-11-01T01:53-05:00", "2026-11-01T01:03-06:00");
        check("2026-11-01T01:58-05:00[America/Chicago]", 5.minutes(), from, to);
        // There is no 2:30 on that day.
        let (from, to) = ("2026-03-08 01:30", "2026-03-08 04:30");
        check("2026-03-08T03:30[America/Chicago]", 1.hour(), from, to);
        let (from, to) = ("2026-02-27 12:00", "2026-03-13 12:00");
        check("2026-03-06T12:00[America/Chicago]", 7.days(), from, to);
    }
}
