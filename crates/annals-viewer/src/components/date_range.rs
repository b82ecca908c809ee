//! The choice of a date range: presets to follow, dates to type.

use maud::{Markup, html};

use crate::address::{LogAddress, Preset, Range};
use crate::components::icon::{Icon, icon};
use crate::components::search_bar::FORM;
use crate::components::text::text;
use crate::messages::filter as messages;

/// What the server made of the range.
#[derive(Clone, Debug, Default)]
pub struct DateRangeView {
    /// The resolved range in words: "Nov 14 – Nov 20, 2026"; absent when there is no limit.
    pub words: Option<String>,
    /// What is wrong with the typed first date.
    pub from_problem: Option<String>,
    /// What is wrong with the typed last date.
    pub to_problem: Option<String>,
}

/// The group of the filters.
pub fn date_range(address: &LogAddress, view: &DateRangeView) -> Markup {
    let (from, to) = match &address.range {
        Range::Typed { from, to } => (&**from, &**to),
        _ => ("", ""),
    };
    html! {
        section class="group" aria-labelledby="date-range" {
            h2 id="date-range" { (messages::DATE_RANGE) }
            ul class="presets" {
                (preset("Any time", Range::Any, address))
                @for choice in Preset::ALL {
                    (preset(choice.label(), Range::Preset(choice), address))
                }
            }
            div class="dates" {
                (field("from", messages::FROM, from, view.from_problem.as_deref()))
                (field("to", messages::TO, to, view.to_problem.as_deref()))
                button type="submit" class="button" form=(FORM) { (messages::APPLY) }
            }
            p class="hint" id="date-hint" { (messages::DATE_HINT) }
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

fn field(name: &str, label: &str, value: &str, problem: Option<&str>) -> Markup {
    let problem_id = format!("{name}-problem");
    let described_by = if problem.is_some() { &*problem_id } else { "date-hint" };
    html! {
        label for=(name) { (label) }
        div class="date" {
            input id=(name) name=(name) form=(FORM) type="text" value=(value) maxlength="64"
                placeholder=(messages::DATE_EXAMPLE) autocomplete="off" spellcheck="false"
                aria-invalid=[problem.map(|_| "true")] aria-describedby=(described_by);
            @if let Some(problem) = problem {
                p class="field-problem" id=(problem_id) { (icon(Icon::Alert)) (text(problem)) }
            }
        }
    }
}
