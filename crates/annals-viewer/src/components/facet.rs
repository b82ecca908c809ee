//! A filter by the values that occur, each with its exact count.
//!
//! Values are links, not check boxes: one click, no button to press afterwards, and Back undoes it.

use maud::{Markup, html};

use crate::address::LogAddress;
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::number::grouped;
use crate::components::search_bar::FORM;
use crate::components::text::text;
use crate::messages::filter as messages;

/// So many values are in sight.
const VALUES_IN_SIGHT: usize = 8;
/// Sources of which people ask what they are.
const PUZZLING: [&str; 2] = ["iClassPro", "Autopilot"];

/// What a facet filters by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetKind {
    /// Where it was done.
    Source,
    /// Who did it.
    User,
}

/// A value that occurs among the entries, or that is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetChoice {
    /// What the filter compares.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Entries that have it, were this filter not set; exact.
    pub count: u64,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The group of the filters.
pub fn facet(kind: FacetKind, choices: &[FacetChoice], address: &LogAddress) -> Markup {
    let (id, title, answer) = match kind {
        FacetKind::Source => ("sources", messages::sources(), "sources#which"),
        FacetKind::User => ("users", messages::users(), "searching#people"),
    };
    let puzzles = |choice: &FacetChoice| PUZZLING.contains(&&*choice.value);
    // Chosen values stay in sight however rare they are.
    let (chosen, others): (Vec<_>, Vec<_>) = choices.iter().partition(|choice| choice.chosen);
    let in_sight = VALUES_IN_SIGHT.saturating_sub(chosen.len()).min(others.len());
    let (seen, folded) = others.split_at(in_sight);
    html! {
        section class="group" aria-labelledby=(id) {
            div class="group-head" { h2 id=(id) { (title) } (help::link(answer)) }
            @if choices.is_empty() { p class="hint" { (messages::none()) } }
            @else {
                ul class="facet" {
                    @for choice in chosen.iter().chain(seen) { (value(kind, choice, address)) }
                }
            }
            @if !folded.is_empty() {
                details class="facet-more" {
                    summary { (messages::more(folded.len() as u64)) }
                    ul class="facet" {
                        @for choice in folded { (value(kind, choice, address)) }
                    }
                }
            }
            @if kind == FacetKind::User { (add_user(choices)) }
            @else if choices.iter().any(puzzles) { (help::brief("sources#automated")) }
        }
    }
}

fn value(kind: FacetKind, choice: &FacetChoice, address: &LogAddress) -> Markup {
    let target = match kind {
        FacetKind::Source => address.toggle_source(&choice.value),
        FacetKind::User => address.toggle_user(&choice.value),
    };
    let verb = if choice.chosen { messages::remove() } else { messages::choose() };
    html! {
        li {
            a class="facet-value" href=(target.href())
                aria-current=[choice.chosen.then_some("true")] {
                span class="box" { @if choice.chosen { (icon(Icon::Check)) } }
                span class="facet-label" {
                    span class="visually-hidden" { (verb) " " }
                    @if choice.label.is_empty() { (messages::unnamed()) }
                    @else { (text(&choice.label)) }
                }
                " "
                span class="count" { (grouped(choice.count)) }
            }
        }
    }
}

/// Large organisations have more users than a list is good for.
fn add_user(choices: &[FacetChoice]) -> Markup {
    html! {
        div class="add" {
            label class="visually-hidden" for="add-user" { (messages::add_user()) }
            input id="add-user" name="user" form=(FORM) type="text" list="all-users"
                maxlength="1000" placeholder=(messages::add_user()) autocomplete="off"
                spellcheck="false";
            datalist id="all-users" {
                @for choice in choices.iter().filter(|choice| !choice.chosen) {
                    option value=(choice.value) {
                        @if choice.label != choice.value { (choice.label) }
                    }
                }
            }
            button type="submit" class="button" form=(FORM) { (messages::add()) }
        }
    }
}
