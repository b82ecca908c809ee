//! The live log: entries on top of the table as they come. All of it takes script.

use maud::{Markup, html};

use crate::address::LogAddress;
use crate::assets;
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::messages::live as messages;

/// Rows that a page keeps while it is live.
pub const ROWS_MAX: u64 = 500;

/// What the live log is at, as script calls it and in words.
fn states() -> [(&'static str, &'static str); 7] {
    [
        ("connecting", messages::connecting()),
        ("connected", messages::connected()),
        ("paused", messages::paused()),
        ("reconnecting", messages::reconnecting()),
        ("busy", messages::busy()),
        ("over", messages::over()),
        ("refused", messages::refused()),
    ]
}

/// The way to the live log.
pub fn start(address: &LogAddress) -> Markup {
    html! {
        a class="button live-start" href=(address.live().href()) hx-boost="false" {
            (icon(Icon::Dot)) (messages::live())
        }
    }
}

/// What the live log is at, and what can be done about it; `last` says how far the page
/// knows the log. Script shows the words that hold.
pub fn controls(address: &LogAddress, last: Option<&str>) -> Markup {
    html! {
        div class="live" data-live=(address.live_href(last)) data-rows-max=(ROWS_MAX)
            role="group" aria-label=(messages::live()) {
            p class="note needs-script" { (messages::needs_script()) }
            p class="live-state" hidden {
                span class="live-mark" { (icon(Icon::Dot)) }
                span role="status" {
                    @for (state, words) in states() {
                        span hidden data-state=(state) { (words) }
                    }
                }
                span class="live-count" data-arrived=(messages::arrived())
                    data-waiting=(messages::waiting()) {}
            }
            (help::link("views#live", address))
            button type="button" class="button" hidden data-pause { (messages::pause()) }
            button type="button" class="button strong" hidden data-resume { (messages::resume()) }
            a class="button quiet" href=(address.at_rest().href()) { (messages::stop()) }
            p class="note" role="status" hidden data-missed=(messages::missed()) {
                span {} " " a href=(address.href()) { (messages::reload()) }
            }
            p class="hint" hidden data-capped { (messages::capped(ROWS_MAX)) }
        }
        script type="module" src=(assets::LIVE.path) {}
    }
}
