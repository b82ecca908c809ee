//! Something to copy.

use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::messages::entry as messages;

/// A button that copies the text of the element `target`. It appears only with script; without,
/// the text is selected and copied as any other.
pub fn button(target: &str, label: &str) -> Markup {
    html! {
        button type="button" class="button quiet copy" hidden data-copy=(target)
            data-copied=(messages::copied()) {
            (icon(Icon::Copy))
            span aria-live="polite" { (label) }
        }
    }
}

/// A button that copies the selected rows; only with script, too.
pub fn selected(label: &str, afterwards: &str) -> Markup {
    html! {
        button type="button" class="button strong" hidden data-copy-rows data-copied=(afterwards) {
            (icon(Icon::Copy))
            span { (label) }
        }
    }
}

/// Text in a frame, with its button.
pub fn frame(id: &str, text: &str, label: &str) -> Markup {
    html! {
        div class="copy-frame" {
            pre id=(id) dir="ltr" tabindex="0" aria-label=(label) { code { (text) } }
            (button(id, messages::copy()))
        }
    }
}
