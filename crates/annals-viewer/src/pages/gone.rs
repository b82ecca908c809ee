//! At the address of an entry that was deleted: that it was, for those who may see what tells of
//! it.

use maud::{Markup, html};

use crate::address::LogAddress;
use crate::components::entry_table::EntryRow;
use crate::components::moment::moment;
use crate::components::shell::{Frame, shell};
use crate::messages::deletion as messages;

/// The page; `trace` is the entry that tells of the deletion.
pub fn gone(frame: &Frame, address: &LogAddress, number: u64, trace: &EntryRow) -> Markup {
    let main = html! {
        div class="panel-page" {
            h1 { (messages::gone()) }
            p { (messages::gone_text(number, &moment(&trace.occurred_at))) }
            p class="deletion-actions" {
                a class="button strong" href=(address.entry_href(trace.number)) {
                    (messages::trace())
                }
                a class="button" href=(address.href()) { (messages::back()) }
            }
        }
    };
    shell(frame, messages::gone(), &main)
}
