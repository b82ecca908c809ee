//! What narrows the search, each part with its way out.

use annals_model::Catalogue;
use maud::{Markup, html};

use crate::address::{Filter, LogAddress, Range};
use crate::assets::fnv;
use crate::components::facet::value_words;
use crate::components::filters;
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::text::text;
use crate::components::typed;
use crate::components::zone::ORGANIZATION;
use crate::messages::{filter as messages, zone as zone_messages};

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
pub fn active(address: &LogAddress, range_words: Option<&str>, catalogue: &Catalogue) -> Vec<Chip> {
    let mut chips = Vec::new();
    let range = match &address.range {
        Range::Any => None,
        Range::Preset(preset) => Some(match range_words {
            Some(words) => format!("{} ({words})", preset.label()),
            None => preset.label(),
        }),
        Range::Typed { from, to } => {
            let typed = || [from, to].map(|text| typed::in_words(text)).join(" – ");
            Some(range_words.map_or_else(typed, str::to_owned))
        }
    };
    if let Some(value) = range {
        let without = address.with_range(Range::Any);
        chips.push(Chip { name: messages::date_range(), value, without });
    }
    chips.extend(address.chosen.iter().map(|(filter, value)| Chip {
        name: filters::name(filter, &address.page),
        value: match filter {
            Filter::Action => catalogue.label(value),
            _ => value_words(filter, value),
        },
        without: address.toggle(filter, value),
    }));
    chips
}

/// A zone that isn't the organisation's is no filter, but as well not to be overlooked.
fn zone(address: &LogAddress) -> Option<Markup> {
    let zone = address.zone.as_ref()?;
    Some(html! {
        a class="chip" href=(address.zone_href(None, ORGANIZATION)) id="own-zone" {
            span class="visually-hidden" { (messages::remove()) " " }
            span class="chip-name" { (zone_messages::title()) ": " }
            span class="chip-value" { (text(zone.label())) }
            (icon(Icon::Cross))
        }
    })
}

/// By its id a chip that is gone doesn't pass the focus on to the next one.
fn id(chip: &Chip) -> String {
    format!("chip-{:016x}", fnv([chip.name, &*chip.value].join(":").as_bytes()))
}

/// The list of active filters; nothing when there is none.
///
/// `hides_access`: whether entries that tell of views and exports are left out.
pub fn chips(chips: &[Chip], hides_access: bool, address: &LogAddress) -> Markup {
    let zone = zone(address);
    html! {
        @if !chips.is_empty() || hides_access || address.shows_access || zone.is_some() {
            ul class="chips" aria-label=(messages::active()) {
                @for chip in chips {
                    li {
                        a class="chip" href=(chip.without.href()) id=(id(chip)) {
                            span class="visually-hidden" { (messages::remove()) " " }
                            span class="chip-name" { (chip.name) ": " }
                            span class="chip-value" { (text(&chip.value)) }
                            (icon(Icon::Cross))
                        }
                    }
                }
                @if hides_access {
                    li class="with-help" {
                        a class="chip" href=(address.with_access(true).href()) id="show-access"
                            title=(messages::access_hint()) {
                            span class="visually-hidden" { (messages::remove()) " " }
                            span class="chip-name" { (messages::without()) ": " }
                            span class="chip-value" { (messages::access()) }
                            (icon(Icon::Cross))
                        }
                        (help::link("proof#hidden", address))
                    }
                } @else if address.shows_access {
                    li {
                        a class="clear" href=(address.with_access(false).href()) id="hide-access"
                            title=(messages::access_hint()) {
                            (messages::hide_access())
                        }
                    }
                }
                @if let Some(zone) = zone { li { (zone) } }
                @if chips.len() > 1 {
                    li {
                        a class="clear" href=(address.without_filters().href()) id="clear" {
                            (messages::clear())
                        }
                    }
                }
            }
        }
    }
}
