//! The records that an entry updated, with what was changed: behind the book of the log.

use maud::{Markup, html};

use super::{EntryView, changes, content};
use crate::components::actor::member_name;
use crate::components::dialog;
use crate::components::entry_table::{critical, outcome};
use crate::components::icon::{Icon, icon, type_mark};
use crate::components::moment::moment;
use crate::components::shell::shell;
use crate::components::text::text;
use crate::messages::entry as messages;

/// The page; with script, its content opens over the log.
pub fn updated_records(view: &EntryView) -> Markup {
    let event = &view.event;
    let main = html! {
        article class="entry-page" {
            p class="back" {
                a href={ (view.address.href()) "#" (view.address.row_id(view.number)) } {
                    (icon(Icon::Left)) (super::back(&view.address))
                }
            }
            div class="entry-main" id=(dialog::CONTENT_ID) {
                h1 id=(dialog::TITLE_ID) { (messages::updated_records()) }
                p class="of-entry" {
                    (type_mark(event.event_type)) " "
                    a href=(view.address.entry_href(view.number)) { (text(&event.label)) }
                    (outcome(event)) (critical(event))
                    " · " (messages::id()) " " (view.number)
                    " · " (moment(&view.occurred_at))
                    " · " span class="clamp" { (member_name(&event.actor)) }
                }
                @if event.records.is_empty() { p { (messages::no_records()) } }
                (content::records(view))
                (changes::changes(event))
                (content::details(event))
            }
        }
    };
    shell(&view.frame, &format!("{} · {}", messages::updated_records(), event.label), &main)
}
