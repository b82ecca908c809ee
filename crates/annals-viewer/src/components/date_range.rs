//! The choice of a date range: presets to follow, dates to type.

use jiff::{ToSpan, Zoned};
use maud::{Markup, html};

use crate::address::{LogAddress, Preset, Range};
use crate::components::icon::{Icon, icon};
use crate::components::search_bar::FORM;
use crate::components::{filters, help, moment, typed};
use crate::fault::Fault;
use crate::messages::{filter as messages, zone as zone_messages};

/// A resolved range in words: "Nov 14 – Nov 20, 2026"; `to` is the first moment after it. `None`
/// when there is no limit.
pub fn words(from: Option<&Zoned>, to: Option<&Zoned>) -> Option<String> {
    let whole_days = [from, to].into_iter().flatten().all(moment::begins_day);
    if !whole_days {
        let moment = |at: &Zoned| format!("{}, {}", moment::day(at), moment::short_clock(at));
        let last = to.and_then(|to| to.checked_sub(1.minute()).ok());
        return between(from.map(moment), last.as_ref().map(moment));
    }
    let last = to.and_then(|to| to.checked_sub(1.nanosecond()).ok());
    match (from, &last) {
        (Some(from), Some(last)) if from.date() == last.date() => Some(moment::day(from)),
        (Some(from), Some(last)) if from.year() == last.year() => {
            Some(messages::between(&moment::day_of_month(from), &moment::day(last)))
        }
        _ => between(from.map(moment::day), last.as_ref().map(moment::day)),
    }
}

fn between(from: Option<String>, last: Option<String>) -> Option<String> {
    match (from, last) {
        (Some(from), Some(last)) if from == last => Some(from),
        (Some(from), Some(last)) => Some(messages::between(&from, &last)),
        (Some(from), None) => Some(messages::since(&from)),
        (None, Some(last)) => Some(messages::until(&last)),
        (None, None) => None,
    }
}

/// What the server made of the range.
#[derive(Clone, Debug, Default)]
pub struct DateRangeView {
    /// The resolved range in words: "Nov 14 – Nov 20, 2026"; absent when there is no limit.
    pub words: Option<String>,
    /// What is wrong with the typed first date.
    pub from_problem: Option<Fault>,
    /// What is wrong with the typed last date.
    pub to_problem: Option<Fault>,
    /// The same days or moments as dates, where the range moves with today.
    pub pinned: Option<Range>,
    /// Whether days are typed before their month here.
    pub day_first: bool,
}

/// The group of the filters.
pub fn date_range(address: &LogAddress, view: &DateRangeView) -> Markup {
    let in_field = |text: &str| typed::in_field(text, view.day_first);
    let (from, to) = match &address.range {
        Range::Typed { from, to } => (in_field(from), in_field(to)),
        _ => Default::default(),
    };
    let example = match view.day_first {
        true => messages::date_example_day_first(),
        false => messages::date_example(),
    };
    let field = |name, label, value: &str, problem: &Option<Fault>| {
        field(name, label, value, example, problem.as_ref())
    };
    let [first_label, last_label] = filters::dates(&address.page);
    html! {
        section class="group" aria-labelledby="date-range" {
            div class="group-head" {
                h2 id="date-range" { (messages::date_range()) }
                (help::link("searching#dates", address))
            }
            ul class="presets" {
                (preset(messages::any_time(), Range::Any, address))
                @for choice in Preset::ALL {
                    (preset(&choice.label(), Range::Preset(choice), address))
                }
            }
            div class="dates" {
                (field("from", first_label, &from, &view.from_problem))
                (field("to", last_label, &to, &view.to_problem))
                button type="submit" class="button" form=(FORM) { (messages::apply()) }
            }
            p class="hint" id="date-hint" { (messages::date_hint()) }
            @if let Some(pinned) = &view.pinned {
                p {
                    a class="pin" href=(address.with_range(pinned.clone()).href()) {
                        (zone_messages::pin())
                    }
                    " " span class="hint" { (zone_messages::pin_hint()) }
                }
            }
        }
    }
}

fn preset(label: &str, range: Range, address: &LogAddress) -> Markup {
    let chosen = address.range == range;
    html! {
        li {
            a class="preset" href=(address.with_range(range).href())
                aria-current=[chosen.then_some("true")] {
                (label)
                @if chosen { (icon(Icon::Check)) }
            }
        }
    }
}

fn field(name: &str, label: &str, value: &str, example: &str, problem: Option<&Fault>) -> Markup {
    let problem_id = format!("{name}-problem");
    let described_by = if problem.is_some() { &*problem_id } else { "date-hint" };
    html! {
        label for=(name) { (label) }
        div class="date" {
            input id=(name) name=(name) form=(FORM) type="text" value=(value) maxlength="64"
                placeholder=(example) autocomplete="off" spellcheck="false"
                data-key=[(name == "from").then_some("t")]
                aria-invalid=[problem.map(|_| "true")] aria-describedby=(described_by);
            @if let Some(problem) = problem {
                p class="field-problem" id=(problem_id) { (icon(Icon::Alert)) (problem) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: Option<&str>, to: Option<&str>, expected: Option<&str>) {
        let zoned = |text: &str| format!("{text}[America/Chicago]").parse::<Zoned>().unwrap();
        let (from, to) = (from.map(zoned), to.map(zoned));
        assert_eq!(words(from.as_ref(), to.as_ref()).as_deref(), expected);
    }

    #[test]
    fn ranges_in_words_name_their_last_day() {
        check(None, None, None);
        check(Some("2026-11-20"), Some("2026-11-21"), Some("Nov 20, 2026"));
        check(Some("2026-11-14"), Some("2026-11-21"), Some("Nov 14 – Nov 20, 2026"));
        check(Some("2025-12-14"), Some("2026-11-21"), Some("Dec 14, 2025 – Nov 20, 2026"));
        check(Some("2026-11-14"), None, Some("since Nov 14, 2026"));
        check(None, Some("2026-11-14"), Some("until Nov 13, 2026"));
        let (from, to) = (Some("2026-11-14T14:00"), Some("2026-11-14T15:00"));
        check(from, to, Some("Nov 14, 2026, 2:00 PM – Nov 14, 2026, 2:59 PM"));
        check(from, Some("2026-11-14T14:01"), Some("Nov 14, 2026, 2:00 PM"));
        // The clock goes back on this day, which has 25 hours.
        check(Some("2026-11-01"), Some("2026-11-02"), Some("Nov 1, 2026"));
        let (from, to) = (Some("2026-11-01T01:00-05:00"), Some("2026-11-01T01:00-06:00"));
        check(from, to, Some("Nov 1, 2026, 1:00 AM −05:00 – Nov 1, 2026, 1:59 AM −05:00"));
    }
}
