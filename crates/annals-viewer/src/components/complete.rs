//! What the word that is being typed may become: the options of a combobox, as the ARIA Authoring
//! Practices describe it. A script asks for them; without it fields are fields.

use maud::{Markup, html};

use crate::address::{LogAddress, query_string};
use crate::components::number::grouped;
use crate::components::text::text;

/// Where options are.
pub const PATH: &str = "/complete";
/// What the search bar asks for; the other fields name a filter.
pub const SEARCH: &str = "q";

/// Something that what is typed may become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What people read.
    pub label: String,
    /// What tells it from others of that name.
    pub about: String,
    /// How many entries it finds, where that was counted.
    pub count: Option<u64>,
    /// What it puts into the field.
    pub insert: String,
    /// Whether something has to follow at once, as after a colon.
    pub goes_on: bool,
}

/// Options for what stands between two places of a field, in the units in which browsers count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// Where what they replace begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The options, the best first.
    pub options: Vec<Completion>,
}

/// Where a field gets its options; `of` says which ones it has. They are counted among the entries
/// that the page at `address` shows by default.
pub fn href(of: &str, address: &LogAddress) -> String {
    let mut pairs = vec![("of", of.into())];
    let place = address.place.clone();
    let shows = LogAddress { place, ..LogAddress::default() }.with_access(address.shows_access);
    pairs.extend(shows.pairs().into_iter().map(|(name, value)| (name, value.into_owned().into())));
    format!("{PATH}{}", query_string(&pairs))
}

/// The options.
pub fn options(found: &Completions) -> Markup {
    html! {
        @for (place, option) in found.options.iter().enumerate() {
            div id={ "completion-" (place + 1) } role="option" aria-selected="false"
                data-insert=(option.insert) data-from=(found.from) data-to=(found.to)
                data-goes-on[option.goes_on] {
                span class="completion-label" { (text(&option.label)) }
                @if !option.about.is_empty() { " " span class="hint" { (text(&option.about)) } }
                @if let Some(count) = option.count { " " span class="count" { (grouped(count)) } }
            }
        }
    }
}
