//! The zone of all times on a page, and the ways to another one.

use jiff::Zoned;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use crate::address::{LogAddress, Zone, zone_name};
use crate::components::icon::{Icon, icon};
use crate::components::text::text;
use crate::components::{help, moment};
use crate::messages::zone as messages;

/// The word for the organisation's zone where one is chosen.
pub const ORGANIZATION: &str = "organization";

/// The zone of all times on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneView {
    /// Its name.
    pub name: String,
    /// Its offset now: "−06:00".
    pub offset: String,
    /// The name of the organisation's zone.
    pub organization: String,
}

impl ZoneView {
    /// The zone of `now`, in an organisation with the zone `organization`.
    pub fn new(now: &Zoned, organization: &TimeZone) -> Self {
        Self {
            name: zone_name(now.time_zone()).to_owned(),
            offset: moment::offset(now),
            organization: zone_name(organization).to_owned(),
        }
    }

    /// "All times are in America/Chicago, now UTC−06:00."
    pub fn words(&self) -> String {
        messages::all_times(&self.name, &self.offset)
    }
}

/// The choice for the log's page at `address`, or for that of its entry `entry`.
pub fn zones(address: &LogAddress, entry: Option<u64>, view: &ZoneView) -> Markup {
    let others = html! {
        li { a class="preset" href=(address.zone_href(entry, "")) { (messages::other()) } }
    };
    html! {
        section class="group zones" aria-labelledby="time-zone" {
            div class="group-head" {
                h2 id="time-zone" { (messages::title()) }
                (help::link("zones#which", address))
            }
            (usual_zones(address, entry, view, &others))
            p class="hint" { (text(&view.words())) }
        }
    }
}

/// The zones that most people want, and what stands beneath. Script adds the zone of the reader's
/// device, which only the browser knows.
pub fn usual_zones(
    address: &LogAddress,
    entry: Option<u64>,
    view: &ZoneView,
    beneath: &Markup,
) -> Markup {
    let chosen = address.zone.as_ref();
    let utc = Zone::parse("utc");
    let other = chosen.filter(|zone| Some(*zone) != utc.as_ref());
    let line = |words: &str, to: &str, is_current: bool, key: bool| {
        html! {
            li {
                a class="preset" href=(address.zone_href(entry, to)) data-zone=(to)
                    aria-current=[is_current.then_some("true")] data-key=[key.then_some("u")] {
                    (text(words))
                    @if is_current { (icon(Icon::Check)) }
                }
            }
        }
    };
    html! {
        ul class="presets" data-own=(messages::own("{zone}"))
            data-others={ (view.organization) " UTC" }
            data-renamed=(Zone::renamed()) {
            (line(&messages::of_organization(&view.organization), ORGANIZATION,
                chosen.is_none(), chosen.is_some()))
            (line(messages::utc(), "utc", chosen == utc.as_ref(), chosen.is_none()))
            @if let Some(other) = other { (line(other.label(), other.as_str(), true, false)) }
            (beneath)
        }
    }
}
