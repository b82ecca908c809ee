//! The choice of an organisation, at its name in the header.
//!
//! Links within a menu that opens without script. A page keeps its search when another organisation
//! is chosen: where that was changed in place, script writes the links anew (`results.js`).

use annals_model::OrganizationId;
use maud::{Markup, html};

use crate::address::{LogAddress, Place};
use crate::components::icon::{Icon, icon};
use crate::components::palette::{PATH as GO_PATH, TYPED_CHARS_MAX};
use crate::components::shell::Frame;
use crate::components::text::{clamped, text};
use crate::messages::organizations as messages;

/// Where organisations are managed.
pub const PATH: &str = "/organizations";

/// Organisations that the menu lists; of more, those around the chosen one.
pub const LISTED_MAX: usize = 40;

/// The organisations of which whoever is signed in may choose one, and the one that is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switcher {
    /// Each after the one above it.
    pub listed: Vec<Choice>,
    /// How many there are, listed or not.
    pub total: u64,
    /// Whether those below the chosen one are shown with it.
    pub below: bool,
    /// Whether the page of organisations is theirs to see.
    pub reads_organizations: bool,
}

/// An organisation that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name on the wire.
    pub id: OrganizationId,
    /// Its name on screen.
    pub name: String,
    /// How many of those that can be chosen lie above it.
    pub depth: usize,
    /// Whether some lie below it.
    pub has_below: bool,
    /// Whether it, or one above it, is closed.
    pub is_closed: bool,
    /// Whether it is the reader's own, where addresses name none.
    pub is_home: bool,
    /// Whether it is the one that is chosen.
    pub is_chosen: bool,
}

impl Choice {
    /// Where it is shown alone.
    pub fn place(&self) -> Place {
        if self.is_home { Place::default() } else { Place::of(&self.id) }
    }
}

/// The menu; `name` is that of the organisation that is chosen. Its name alone where there is no
/// other one.
pub fn switcher(frame: &Frame, name: &str) -> Markup {
    let Some(switcher) = &frame.switcher else {
        return html! { span class="organization" { (text(name)) } };
    };
    html! {
        details class="bar-menu switcher" name="bar-menu" {
            summary title=(messages::switch()) {
                span class="organization" {
                    span class="visually-hidden" { (messages::switch()) ": " }
                    @if switcher.below { (messages::and_below(&text(name))) } @else { (text(name)) }
                }
                (icon(Icon::Right))
            }
            div class="bar-menu-body" {
                @if switcher.total > switcher.listed.len() as u64 { (find(frame)) }
                nav aria-label=(messages::title()) {
                    ul { @for choice in &switcher.listed { (line(frame, switcher, choice)) } }
                }
                @if switcher.reads_organizations {
                    p class="switcher-all" {
                        a href=(frame.way(PATH)) { (messages::all(switcher.total)) }
                    }
                }
            }
        }
    }
}

/// For those that aren't listed: the search of pages finds them by their names.
fn find(frame: &Frame) -> Markup {
    html! {
        form class="switcher-find" method="get" action=(GO_PATH) role="search" {
            (frame.kept_fields())
            label for="switcher-find" { (messages::find()) }
            div {
                input id="switcher-find" name="q" type="search" autocomplete="off" dir="auto"
                    maxlength=(TYPED_CHARS_MAX);
                button type="submit" class="button" { (messages::find_submit()) }
            }
        }
    }
}

fn line(frame: &Frame, switcher: &Switcher, choice: &Choice) -> Markup {
    let Choice { is_chosen, has_below, .. } = *choice;
    let is_alone = is_chosen && !switcher.below;
    let is_below = is_chosen && switcher.below;
    let from = frame.search.clone().unwrap_or_else(|| frame.kept());
    let href = |place: Place| from.at(place).href();
    let with_below = choice.place().and_below();
    html! {
        li class={ "level-" (choice.depth.min(LEVELS_SHOWN)) } {
            a href=(href(choice.place())) data-place=(query(&choice.place()))
                aria-current=[is_alone.then_some("true")] {
                (clamped(&choice.name))
                @if choice.is_closed { " " span class="tag" { (messages::closed()) } }
                @if is_alone { (icon(Icon::Check)) }
            }
            @if has_below {
                a class="switcher-below" href=(href(with_below.clone()))
                    data-place=(query(&with_below)) aria-current=[is_below.then_some("true")]
                    aria-label=(messages::show_below(&choice.name)) {
                    (messages::below()) @if is_below { (icon(Icon::Check)) }
                }
            }
        }
    }
}

/// Levels that are indented further than the one above.
pub(crate) const LEVELS_SHOWN: usize = 6;

/// The place as pairs, for script, which adds the search that is shown by then.
fn query(place: &Place) -> String {
    LogAddress { place: place.clone(), ..LogAddress::default() }.query_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(below: bool) -> Frame {
        let choice = |id: &str, depth, is_chosen| Choice {
            id: OrganizationId::parse(id).unwrap(),
            name: id.to_uppercase(),
            depth,
            has_below: depth == 0,
            is_closed: id == "south",
            is_home: depth == 0,
            is_chosen,
        };
        let listed =
            vec![choice("state", 0, false), choice("north", 1, true), choice("south", 1, false)];
        let switcher = Switcher { listed, total: 3, below, reads_organizations: false };
        let (address, _) = LogAddress::read(
            [("q", "a b"), ("organization", "north"), ("next", "t")]
                .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        Frame { switcher: Some(switcher), search: Some(address), ..Frame::default() }
    }

    #[test]
    fn links_keep_the_search_and_lead_to_its_first_page() {
        let html = switcher(&frame(false), "NORTH").into_string();
        for link in [
            "href=\"/?q=a+b\" data-place=\"\"",
            "href=\"/?below=true&amp;q=a+b\" data-place=\"?below=true\"",
            "href=\"/?organization=north&amp;q=a+b\" data-place=\"?organization=north\" \
             aria-current=\"true\"",
            "href=\"/?organization=south&amp;q=a+b\"",
        ] {
            assert!(html.contains(link), "{link}\n{html}");
        }
        assert_eq!(html.matches("aria-current").count(), 1);
        assert_eq!(html.matches(messages::closed()).count(), 1);
    }

    #[test]
    fn one_organisation_needs_no_menu() {
        let html = switcher(&Frame::default(), "<b>").into_string();
        assert!(!html.contains("details") && html.contains("&lt;b&gt;"), "{html}");
    }
}
