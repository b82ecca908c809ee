//! A filter by the values that occur, each with its exact count.
//!
//! Values are links, not check boxes: one click, no button to press afterwards, and Back undoes it.

use annals_model::{EventType, Outcome};
use maud::{Markup, html};

use crate::address::{Filter, LogAddress};
use crate::assets::fnv;
use crate::components::area::area_label;
use crate::components::entry_table::outcome_word;
use crate::components::icon::{Icon, icon, named_icon, type_word};
use crate::components::number::grouped;
use crate::components::text::{machine_name, text};
use crate::messages::{facets as words, filter as messages};

/// So many values are in sight.
const VALUES_IN_SIGHT: usize = 8;

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
    /// Whether others have the same label, so that the value stands beside it.
    pub is_namesake: bool,
}

/// A category with its actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryChoice {
    /// The category; absent for actions that have none.
    pub category: Option<FacetChoice>,
    /// Its actions, each of which stands once among all categories: a category whose actions are
    /// all listed in others has none, as has a chosen one of which there is no entry.
    pub actions: Vec<FacetChoice>,
}

/// Values to choose from, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Who.
    pub users: Vec<FacetChoice>,
    /// Where.
    pub sources: Vec<FacetChoice>,
    /// What, by category.
    pub categories: Vec<CategoryChoice>,
    /// Add, change, delete and the like.
    pub types: Vec<FacetChoice>,
    /// Areas.
    pub areas: Vec<FacetChoice>,
    /// Names of affected records that are chosen.
    pub objects: Vec<FacetChoice>,
    /// Success, failure, denial.
    pub outcomes: Vec<FacetChoice>,
}

/// What people read of a value that is only known by what is compared.
pub fn value_words(filter: Filter, value: &str) -> String {
    let known = match filter {
        Filter::Type => EventType::parse(value).map(type_word),
        Filter::Outcome => Outcome::parse(value).map(outcome_word),
        Filter::Area => area_label(value),
        _ => None,
    };
    known.unwrap_or(value).to_owned()
}

/// The values of one filter: some in sight, the others behind a line that says how many.
pub fn values(filter: Filter, choices: &[FacetChoice], address: &LogAddress) -> Markup {
    list(
        choices,
        |choice| choice.chosen,
        |choice| {
            html! { li { (value(filter, choice, address)) } }
        },
    )
}

/// Categories, each of which opens to its actions.
pub fn categories(all: &[CategoryChoice], address: &LogAddress) -> Markup {
    let is_chosen =
        |one: &CategoryChoice| one.category.iter().chain(&one.actions).any(|choice| choice.chosen);
    list(all, is_chosen, |one| category(one, address))
}

fn category(one: &CategoryChoice, address: &LogAddress) -> Markup {
    let name = one.category.as_ref().map_or(words::no_category(), |one| &one.label);
    let opens = one.actions.iter().any(|action| action.chosen);
    html! {
        li class="category" {
            @match &one.category {
                Some(category) => (value(Filter::Category, category, address)),
                None => span class="facet-value" { span class="facet-label" { (name) } },
            }
            @if !one.actions.is_empty() {
                details open[opens] {
                    summary title=(words::actions_of(name)) {
                        (named_icon(Icon::Right, &words::actions_of(name)))
                    }
                    ul class="facet" {
                        @for action in &one.actions {
                            li { (value(Filter::Action, action, address)) }
                        }
                    }
                }
            }
        }
    }
}

/// Chosen ones stay in sight however rare they are.
fn list<T>(all: &[T], is_chosen: impl Fn(&T) -> bool, item: impl Fn(&T) -> Markup) -> Markup {
    let (chosen, others): (Vec<_>, Vec<_>) = all.iter().partition(|one| is_chosen(one));
    let in_sight = VALUES_IN_SIGHT.saturating_sub(chosen.len()).min(others.len());
    let (seen, folded) = others.split_at(in_sight);
    html! {
        @if !all.is_empty() {
            ul class="facet" { @for one in chosen.iter().chain(seen) { (item(one)) } }
        }
        @if !folded.is_empty() {
            details class="facet-more" {
                summary { (messages::more(folded.len() as u64)) }
                ul class="facet" { @for one in folded { (item(one)) } }
            }
        }
    }
}

fn value(filter: Filter, choice: &FacetChoice, address: &LogAddress) -> Markup {
    let verb = if choice.chosen { messages::remove() } else { messages::choose() };
    // Where the label doesn't say what is compared, that stands beneath it.
    let is_code = filter == Filter::Area && choice.label != choice.value;
    let code = (is_code || choice.is_namesake).then_some(&choice.value);
    let title = (filter == Filter::Action).then_some(&choice.value);
    html! {
        // By its id the focus stays on a value whose place changes.
        a class="facet-value" href=(address.toggle(filter, &choice.value).href())
            id=(value_id(filter, &choice.value)) title=[title]
            aria-current=[choice.chosen.then_some("true")] {
            span class="box" { @if choice.chosen { (icon(Icon::Check)) } }
            span class="facet-label" {
                span class="visually-hidden" { (verb) " " }
                @if choice.label.is_empty() { (messages::unnamed()) }
                @else { (text(&choice.label)) }
                @if let Some(code) = code { " " span class="facet-code" { (machine_name(code)) } }
            }
            " "
            span class="count" { (grouped(choice.count)) }
        }
    }
}

/// Values are anything, and long; what they hash to is an id.
fn value_id(filter: Filter, value: &str) -> String {
    format!("{}-{:016x}", filter.as_str(), fnv(value.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_said_in_words() {
        assert_eq!(value_words(Filter::Type, "add"), "Add");
        assert_eq!(value_words(Filter::Outcome, "failure"), "Failed");
        assert_eq!(value_words(Filter::Area, "UserToolRights"), "Tool Rights of Users");
        assert_eq!(value_words(Filter::Area, "Billing"), "Billing");
        assert_eq!(value_words(Filter::Source, "add"), "add");
    }
}
