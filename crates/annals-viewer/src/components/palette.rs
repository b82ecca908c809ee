//! The search of pages, views, people and records, over any page.
//!
//! A combobox with a list box, as the ARIA Authoring Practices describe it; its options come from
//! the server with what is typed. Without script its link leads to [`crate::pages::go`].

use maud::{Markup, html};

use crate::components::icon::{Icon, icon, named_icon};
use crate::components::shell::Frame;
use crate::components::text::text;
use crate::messages::go as messages;

/// Where the page is.
pub const PATH: &str = "/go";
/// Where the dialog's options are.
pub const RESULTS_PATH: &str = "/go/results";
/// Characters that can be typed.
pub const TYPED_CHARS_MAX: usize = 200;

/// What goes along to whatever is found.
const KEPT: [&str; 3] = ["organization", "below", "zone"];

/// Things of one sort.
#[derive(Clone, Debug)]
pub struct Group {
    /// "People".
    pub title: &'static str,
    /// The things; at least one.
    pub targets: Vec<Target>,
}

/// A thing to go to.
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is called.
    pub name: String,
    /// What tells it from others of that name.
    pub about: String,
    /// Where it is.
    pub href: String,
}

/// The options of the dialog's list box.
pub fn options(groups: &[Group]) -> Markup {
    let mut place = 0;
    html! {
        @for (number, group) in groups.iter().enumerate() {
            @let id = format!("palette-group-{number}");
            div role="group" aria-labelledby=(id) {
                div id=(id) class="palette-group" role="presentation" { (group.title) }
                @for target in &group.targets {
                    @let option = { place += 1; format!("palette-option-{place}") };
                    div id=(option) role="option" aria-selected="false" data-href=(target.href) {
                        span class="palette-name" { (text(&target.name)) }
                        span class="hint" { (text(&target.about)) }
                    }
                }
            }
        }
    }
}

/// The way to it, in the header; without script `href` is followed.
pub fn link(href: &str) -> Markup {
    html! {
        a class="go-link" href=(href) data-palette="" aria-keyshortcuts="Control+K" {
            (icon(Icon::Magnifier))
            span { (messages::open()) }
            kbd aria-hidden="true" { (messages::key()) }
        }
    }
}

/// The dialog; it opens with script only.
pub fn palette(frame: &Frame) -> Markup {
    html! {
        dialog class="palette" aria-label=(messages::title()) closedby="any"
            data-results=(RESULTS_PATH) data-failed=(messages::failed()) {
            form method="get" action=(PATH) {
                // Place and zone of the page, which script keeps where the page changes in place.
                @let kept = frame.kept();
                @let kept = kept.pairs();
                @for name in KEPT {
                    @let found = kept.iter().find(|(kept, _)| *kept == name);
                    @let value = found.map(|(_, value)| value);
                    input type="hidden" name=(name) value=[value] disabled[value.is_none()]
                        data-kept="";
                }
                div class="palette-field" {
                    (icon(Icon::Magnifier))
                    label class="visually-hidden" for="palette" { (messages::label()) }
                    input id="palette" name="q" type="text" role="combobox" aria-expanded="false"
                        aria-controls="palette-list" aria-autocomplete="list"
                        placeholder=(messages::placeholder()) autocomplete="off"
                        autocapitalize="off" spellcheck="false" dir="auto" enterkeyhint="go"
                        maxlength=(TYPED_CHARS_MAX);
                    button type="button" class="icon-link" data-close="" {
                        (named_icon(Icon::Cross, messages::close()))
                    }
                }
                div id="palette-list" role="listbox" aria-label=(messages::results()) {}
                p class="hint palette-status" role="status" data-words=(messages::count()) {}
                p class="hint palette-keys" { (messages::keys()) }
            }
        }
    }
}
