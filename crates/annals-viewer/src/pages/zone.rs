//! The choice among all time zones, as a page of its own: the list is too long for every page.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::address::{LogAddress, Zone};
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::components::zone::{ZoneView, usual_zones};
use crate::components::{help, moment};
use crate::messages::zone as messages;

/// Where the choice is sent.
pub const PATH: &str = "/zone";

/// All that the page shows.
#[derive(Clone, Debug)]
pub struct ChoiceView {
    /// What stands around it.
    pub frame: Frame,
    /// The page of the log for which it is made.
    pub address: LogAddress,
    /// The entry on whose page it is made.
    pub entry: Option<u64>,
    /// The zone at present.
    pub zone: ZoneView,
    /// The moment at which offsets are told.
    pub now: Timestamp,
    /// What is wrong with what was asked for.
    pub problem: Option<String>,
}

/// The page.
pub fn choice(view: &ChoiceView) -> Markup {
    let back = match view.entry {
        Some(number) => view.address.entry_href(number),
        None => view.address.href(),
    };
    let main = html! {
        div class="panel-page zone-page" {
            p class="back" { a href=(back) { (icon(Icon::Left)) (messages::back()) } }
            div class="group-head" {
                h1 { (messages::title()) }
                (help::link("zones#which", &view.address))
            }
            @if let Some(problem) = &view.problem {
                p class="note note-problem" role="alert" { (icon(Icon::Alert)) (text(problem)) }
            }
            p { (messages::text()) }
            div class="group zones" {
                (usual_zones(&view.address, view.entry, &view.zone, &Markup::default()))
                p class="hint" { (text(&view.zone.words())) }
            }
            (form(view))
        }
    };
    shell(&view.frame, messages::title(), &main)
}

fn form(view: &ChoiceView) -> Markup {
    let places = Zone::places();
    let regions = places.chunk_by(|a, b| region(a) == region(b));
    html! {
        form class="zone-form" method="get" action=(PATH) {
            @for (name, value) in view.address.pairs() {
                input type="hidden" name=(name) value=(value);
            }
            @if let Some(number) = view.entry {
                input type="hidden" name="entry" value=(number);
            }
            label for="in" { (messages::place()) }
            select id="in" name="in" aria-describedby="place-hint" {
                @for places in regions {
                    optgroup label=(places.first().map_or("", |name| region(name))) {
                        @for name in places {
                            option value=(name) selected[*name == view.zone.name] {
                                (place(name, view.now))
                            }
                        }
                    }
                }
            }
            button type="submit" class="button strong" { (messages::show()) }
            p class="hint" id="place-hint" { (messages::place_hint()) }
        }
    }
}

fn region(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

/// "Argentina, Buenos Aires, UTC−03:00".
fn place(name: &str, now: Timestamp) -> String {
    let within = name.split_once('/').map_or(name, |(_, place)| place);
    let words = within.replace('/', ", ").replace('_', " ");
    match Zone::parse(name) {
        Some(zone) => {
            let now = now.to_zoned(zone.time_zone().clone());
            messages::place_offset(&words, &moment::offset(&now))
        }
        None => words,
    }
}
