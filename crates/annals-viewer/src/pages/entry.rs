//! One entry with everything known about it.

mod around;
pub(super) mod changes;
mod content;
mod copies;
mod facts;
mod proof;
mod summary;
mod updated;

use annals_model::{Catalogue, Event, Flags};
use jiff::Zoned;
use maud::{Markup, Render, html};

use crate::address::{LogAddress, LogPage};
use crate::components::copy;
use crate::components::entry_table::{critical, outcome};
use crate::components::icon::{Icon, icon, type_mark};
use crate::components::moment::moment;
use crate::components::shell::{Frame, shell};
use crate::components::text::{block, text};
use crate::components::zone::{ZoneView, zones};
use crate::json;
use crate::messages::{entry as messages, records, security};

pub use updated::updated_records;

/// The element that holds the raw entry.
const RAW_ID: &str = "raw-entry";

/// All that the page shows.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// What stands around it.
    pub frame: Frame,
    /// The search that led here.
    pub address: LogAddress,
    /// Its number in the organisation's log.
    pub number: u64,
    /// The name of that organisation, where it isn't the one at the head of the page.
    pub organization: Option<String>,
    /// The entry.
    pub event: Event,
    /// When it happened, in the zone of whoever reads.
    pub occurred_at: Zoned,
    /// When Annals had it, in the same zone.
    pub recorded_at: Zoned,
    /// That zone.
    pub zone: ZoneView,
    /// Things worth saying before the entry.
    pub notices: Vec<String>,
    /// Where the browser reached the server: `https://log.example`.
    pub base_url: String,
    /// The entry as the API gives it.
    pub raw_json: String,
    /// Its place in the log.
    pub proof: Option<ProofView>,
    /// Labels and record types.
    pub catalogue: Catalogue,
}

/// What pins an entry to its place in the log; hashes in hexadecimal.
#[derive(Clone, Debug)]
pub struct ProofView {
    /// Name of the log.
    pub log_id: String,
    /// The commitment to the entry.
    pub commitment: String,
    /// Size of the tree that contains it.
    pub tree_size: u64,
    /// Root of that tree.
    pub root: String,
    /// Sibling hashes from the leaf to the root.
    pub path: Vec<String>,
}

/// The page.
pub fn entry(view: &EntryView) -> Markup {
    let event = &view.event;
    let main = html! {
        article class="entry-page" {
            p class="back" {
                a href={ (view.address.href()) "#" (view.address.row_id(view.number)) } {
                    (icon(Icon::Left)) (back(&view.address))
                }
            }
            @for notice in &view.notices { p class="note" role="status" { (text(notice)) } }
            header class="entry-head" {
                h1 {
                    (type_mark(event.event_type)) " " (text(&event.label))
                    (outcome(event)) (critical(event))
                }
                p class="entry-number" {
                    (messages::id()) " " span id="entry-number" { (view.number) }
                    " · " (moment(&view.occurred_at))
                }
            }
            (summary::summary(view))
            @if let Some(description) = &event.description {
                p class="lead" { (block(description)) }
            }
            (notes(event.flags))
            (copies::copies(view))
            div class="entry-columns" {
                div class="entry-main" {
                    (changes::changes(event))
                    (content::records(view))
                    (content::details(event))
                    (content::calendars(event))
                }
                div class="entry-side" {
                    (facts::who(view))
                    (facts::when(view))
                    (facts::what(view))
                    (around::around(view))
                    (around::related(view))
                    (zones(&view.address, Some(view.number), &view.zone))
                }
                div class="entry-more" {
                    (proof::proof(view))
                    (raw(view))
                }
            }
        }
    };
    shell(&view.frame, &format!("{} · {}", event.label, messages::title(view.number)), &main)
}

/// What the way back to the search is called.
fn back(address: &LogAddress) -> &'static str {
    match address.page {
        LogPage::AuditLog => messages::back(),
        LogPage::UserSecurity => security::back(),
        LogPage::Record(_) => records::back(),
    }
}

fn notes(flags: Flags) -> Markup {
    html! {
        @for (flag, words) in [
            (Flags::TIME_MISSING, messages::time_missing()),
            (Flags::CLOCK_AHEAD, messages::clock_ahead()),
            (Flags::MASKED, messages::masked()),
            (Flags::REDACTED, messages::redacted()),
        ] {
            @if flags.contains(flag) { p class="note" { (words) } }
        }
    }
}

/// A part of the page with its heading.
fn section(id: &str, heading: &dyn Render, content: &Markup) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (heading) }
            (content)
        }
    }
}

fn raw(view: &EntryView) -> Markup {
    html! {
        details class="raw" {
            summary { (messages::raw()) }
            (copy::frame(RAW_ID, &json::indent(&view.raw_json), messages::raw()))
        }
    }
}
