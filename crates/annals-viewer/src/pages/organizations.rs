//! The organisations that a reader may see, each after the one above it.

use annals_model::OrganizationId;
use maud::{Markup, html};

use crate::address::Place;
use crate::components::help;
use crate::components::shell::{Frame, shell};
use crate::components::switcher::{LEVELS_SHOWN, PATH};
use crate::components::text::{code, text};
use crate::messages::organizations as messages;

/// Organisations that the page lists; of more, the search finds each.
pub const LISTED_MAX: usize = 300;
/// Where one is created. No organisation can have this for its id, which begins with a letter or a
/// digit.
pub const NEW_PATH: &str = "/organizations/-new";

/// All that the page shows.
#[derive(Clone, Debug)]
pub struct OrganizationsView {
    /// What stands around it.
    pub frame: Frame,
    /// What was typed to find some.
    pub typed: String,
    /// Those that are shown.
    pub listed: Vec<OrganizationLine>,
    /// How many there are, shown or not.
    pub total: u64,
    /// Whether the reader may create one.
    pub may_create: bool,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationLine {
    /// Its name on the wire.
    pub id: OrganizationId,
    /// Its name on screen.
    pub name: String,
    /// How many of those that are shown lie above it.
    pub depth: usize,
    /// The name of the one above it; absent where the list shows it, or the reader may not know it.
    pub above: Option<String>,
    /// IANA name of its zone.
    pub time_zone: String,
    /// Whether it is open.
    pub state: OrganizationState,
    /// Where its entries are, for those who may read them.
    pub log: Option<Place>,
}

/// Whether an organisation is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganizationState {
    /// It is.
    Open,
    /// It was closed itself.
    Closed,
    /// One above it was.
    ClosedAbove,
}

/// The page.
pub fn organizations(view: &OrganizationsView) -> Markup {
    let frame = &view.frame;
    let main = html! {
        div class="views-page preferences-page" {
            h1 { (messages::title()) " " (help::link("organizations#tree", &frame.kept())) }
            p { (messages::about()) }
            (find(view))
            @if view.may_create {
                p { a class="button strong" href=(frame.way(NEW_PATH)) { (messages::add()) } }
            }
            @if view.listed.is_empty() {
                p class="note" role="status" {
                    (messages::none(&text(&view.typed))) " "
                    a href=(frame.way(PATH)) { (messages::show_all()) }
                }
            } @else {
                p class="hint" role="status" { (messages::count(view.total)) }
                ul class="view-list organization-list" {
                    @for line in &view.listed { (item(frame, line)) }
                }
                @let more = view.total.saturating_sub(view.listed.len() as u64);
                @if more > 0 { p class="note" { (messages::more(more)) } }
            }
        }
    };
    shell(frame, messages::title(), &main)
}

fn find(view: &OrganizationsView) -> Markup {
    html! {
        form class="go-form" role="search" method="get" action=(PATH) {
            (view.frame.kept_fields())
            label for="find" { (messages::find()) }
            div {
                input id="find" name="q" type="search" value=(view.typed) autocomplete="off"
                    spellcheck="false" dir="auto" maxlength="200";
                button type="submit" class="button" { (messages::find_submit()) }
            }
        }
    }
}

fn item(frame: &Frame, line: &OrganizationLine) -> Markup {
    html! {
        li class={ "level-" (line.depth.min(LEVELS_SHOWN)) } {
            div class="preference-name" {
                h2 {
                    a href=(frame.way(&href(&line.id))) { (text(&line.name)) }
                    (state_tag(line.state))
                }
                p class="hint" {
                    (code(line.id.as_str()))
                    @if let Some(above) = &line.above { " · " (messages::in_above(&text(above))) }
                }
            }
            p class="hint" { (text(&line.time_zone)) }
            div class="preference-ways" {
                @if let Some(place) = &line.log {
                    a class="button quiet" href=(frame.kept().at(place.clone()).href())
                        aria-label=(messages::log_of(&line.name)) { (messages::log()) }
                }
            }
        }
    }
}

/// What stands beside the name of one that isn't open.
pub(super) fn state_tag(state: OrganizationState) -> Markup {
    html! {
        @match state {
            OrganizationState::Open => {}
            OrganizationState::Closed => { " " span class="tag" { (messages::closed()) } }
            OrganizationState::ClosedAbove => {
                " " span class="tag" { (messages::closed_above_tag()) }
            }
        }
    }
}

/// The page of one.
pub fn href(id: &OrganizationId) -> String {
    format!("{PATH}/{id}")
}
