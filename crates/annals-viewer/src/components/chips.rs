//! What narrows the search, each part with its way out.

use maud::{Markup, html};

use crate::address::{LogAddress, Range};
use crate::components::icon::{Icon, icon};
use crate::components::text::text;
use crate::messages::filter as messages;

/// One active filter.
#[derive(Clone, Debug)]
pub struct Chip {
    /// What sort of filter: "Source".
    pub name: &'static str,
    /// Its value in words.
    pub value: String,
    /// The search without it.
    pub without: LogAddress,
}

/// The active filters of `address`; `range_words` is the resolved date range.
pub fn active(address: &LogAddress, range_words: Option<&str>) -> Vec<Chip> {
    let mut chips = Vec::new();
    let range = match &address.range {
        Range::Any => None,
        Range::Preset(preset) => Some(match range_words {
            Some(words) => format!("{} ({words})", preset.label()),
            None => preset.label(),
        }),
        Range::Typed { from, to } => {
            Some(range_words.map_or_else(|| [&**from, &**to].join(" – "), str::to_owned))
        }
    };
    if let Some(value) = range {
        let without = address.with_range(Range::Any);
        chips.push(Chip { name: messages::date_range(), value, without });
    }
    chips.extend(address.sources.iter().map(|source| Chip {
        name: messages::sources(),
        value: source.clone(),
        without: address.toggle_source(source),
    }));
    chips.extend(address.users.iter().map(|user| Chip {
        name: messages::users(),
        value: user.clone(),
        without: address.toggle_user(user),
    }));
    chips
}

/// The list of active filters; nothing when there is none.
///
/// `hides_access`: whether entries that tell of views and exports are left out.
pub fn chips(chips: &[Chip], hides_access: bool, address: &LogAddress) -> Markup {
    html! {
        @if !chips.is_empty() || hides_access || address.shows_access {
            ul class="chips" aria-label=(messages::active()) {
                @for chip in chips {
                    li {
                        a class="chip" href=(chip.without.href()) {
                            span class="visually-hidden" { (messages::remove()) " " }
                            span class="chip-name" { (chip.name) ": " }
                            span class="chip-value" { (text(&chip.value)) }
                            (icon(Icon::Cross))
                        }
                    }
                }
                @if hides_access {
                    li {
                        a class="chip" href=(address.with_access(true).href())
                            title=(messages::access_hint()) {
                            span class="visually-hidden" { (messages::remove()) " " }
                            span class="chip-name" { (messages::without()) ": " }
                            span class="chip-value" { (messages::access()) }
                            (icon(Icon::Cross))
                        }
                    }
                } @else if address.shows_access {
                    li {
                        a class="clear" href=(address.with_access(false).href())
                            title=(messages::access_hint()) {
                            (messages::hide_access())
                        }
                    }
                }
                @if chips.len() > 1 {
                    li {
                        a class="clear" href=(address.without_filters().href()) {
                            (messages::clear())
                        }
                    }
                }
            }
        }
    }
}
