//! A page's content over another page.
//!
//! With script, a link that is marked `data-dialog` opens the element called [`CONTENT_ID`] of the
//! page it leads to; without, it leads there.

use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::messages::entry as messages;

/// What is shown of the other page.
pub const CONTENT_ID: &str = "dialog-content";
/// Its heading.
pub const TITLE_ID: &str = "dialog-title";

/// The frame that waits for content.
pub fn dialog() -> Markup {
    html! {
        dialog class="dialog" closedby="any" data-content=(CONTENT_ID) data-title=(TITLE_ID) {
            form method="dialog" {
                button type="submit" class="button quiet" {
                    (icon(Icon::Cross)) (messages::close())
                }
            }
            div {}
        }
    }
}
