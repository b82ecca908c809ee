//! The groups of an organisation.

use maud::{Markup, html};

use super::{GROUPS_PATH, Place, USERS_PATH, find, limited, notice};
use crate::components::below::{Below, below};
use crate::components::icon::{Icon, icon};
use crate::components::number::grouped;
use crate::components::shell::{Frame, shell};
use crate::components::text::{clamped, text};
use crate::messages::people as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct GroupsView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// What was typed to find some.
    pub typed: String,
    /// Those that were found.
    pub groups: Vec<GroupLine>,
    /// Organisations right below.
    pub below: Below,
}

/// A group in a list.
#[derive(Clone, Debug)]
pub struct GroupLine {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether it is a role.
    pub is_role: bool,
    /// How many users are in it.
    pub members: u64,
}

/// The list.
pub fn groups(view: &GroupsView) -> Markup {
    let GroupsView { frame, place, .. } = view;
    let main = html! {
        div class="views-page people-page" {
            div class="person-head" {
                div {
                    h1 { (messages::groups()) " " (place.help("groups#what")) }
                    (place.elsewhere())
                    p { (messages::groups_about()) }
                }
                div class="person-ways" {
                    @if place.may.manage_groups {
                        a class="button strong" href=(place.href(&format!("{GROUPS_PATH}/new"))) {
                            (icon(Icon::Plus)) (messages::add_group())
                        }
                    }
                    @if place.may.read_users {
                        a class="button" href=(place.href(USERS_PATH)) { (messages::users()) }
                    }
                }
            }
            (notice(view.notice))
            (limited(place))
            (find(place, GROUPS_PATH, messages::find_group(), messages::name(), &view.typed))
            @if view.groups.is_empty() {
                p class="note" role="status" {
                    (text(&messages::no_group(&view.typed))) " "
                    a href=(place.href(GROUPS_PATH)) { (messages::show_all()) }
                }
            } @else {
                p class="hint" role="status" { (messages::groups_count(view.groups.len() as u64)) }
                (table(view))
            }
            (below(GROUPS_PATH, &view.below))
        }
    };
    shell(frame, messages::groups(), &main)
}

fn table(view: &GroupsView) -> Markup {
    html! {
        table class="people" {
            thead {
                tr {
                    th scope="col" { (messages::name()) }
                    th scope="col" { (messages::description()) }
                    th scope="col" class="number" { (messages::members()) }
                }
            }
            tbody { @for group in &view.groups { (line(view, group)) } }
        }
    }
}

fn line(view: &GroupsView, group: &GroupLine) -> Markup {
    let path = format!("{GROUPS_PATH}/{}", group.id);
    html! {
        tr {
            th scope="row" {
                a href=(view.place.href(&path)) { (clamped(&group.name)) }
                @if group.is_role { " " span class="tag" { (messages::built_in()) } }
            }
            td class="about" data-label=(messages::description()) {
                @if !group.description.is_empty() { (clamped(&group.description)) }
            }
            td class="number" data-label=(messages::members()) { (grouped(group.members)) }
        }
    }
}
