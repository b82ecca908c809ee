//! The users of an organisation.

use jiff::Zoned;
use maud::{Markup, html};

use super::{GROUPS_PATH, Place, USERS_PATH, find, limited, notice};
use crate::components::below::{Below, below};
use crate::components::icon::{Icon, icon};
use crate::components::moment;
use crate::components::number::grouped;
use crate::components::paged::{self, PAGE, Paged};
use crate::components::shell::{Frame, shell};
use crate::components::standing::{Standing, mark};
use crate::components::text::{clamped, text, username};
use crate::messages::people as messages;

/// Groups that a line names.
const GROUPS_IN_CELL: usize = 3;

/// The page.
#[derive(Clone, Debug)]
pub struct UsersView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// What was typed to find some.
    pub typed: String,
    /// The status that was chosen.
    pub chosen: Option<Standing>,
    /// How many of those that were typed for have each status, in listed order.
    pub counts: [usize; Standing::ALL.len()],
    /// Those on this page.
    pub users: Vec<UserLine>,
    /// Which page it is.
    pub paged: Paged,
    /// Organisations right below.
    pub below: Below,
}

/// A user in a list.
#[derive(Clone, Debug)]
pub struct UserLine {
    /// The id.
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// What they sign in with.
    pub username: String,
    /// What they are there.
    pub role: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Names of their groups, roles first, where the reader may know them.
    pub groups: Vec<String>,
    /// Whether they may sign in.
    pub standing: Standing,
    /// From when on they may not.
    pub expires: Option<Zoned>,
}

/// The list.
pub fn users(view: &UsersView) -> Markup {
    let UsersView { frame, place, .. } = view;
    let main = html! {
        div class="views-page people-page" {
            div class="person-head" {
                div {
                    h1 { (messages::users()) " " (place.help("accounts#fields")) }
                    (place.elsewhere())
                    p { (messages::users_about()) }
                }
                div class="person-ways" {
                    @if place.may.manage_users {
                        a class="button strong" href=(place.href(&format!("{USERS_PATH}/new"))) {
                            (icon(Icon::Plus)) (messages::add_user())
                        }
                    }
                    @if place.may.read_groups {
                        a class="button" href=(place.href(GROUPS_PATH)) { (messages::groups()) }
                    }
                }
            }
            (notice(view.notice))
            (limited(place))
            @if view.counts.iter().sum::<usize>() == 0 && view.typed.is_empty() {
                div class="empty" {
                    h2 { (messages::no_users()) }
                    p { (messages::no_users_about()) }
                }
            } @else {
                (find(
                    place,
                    USERS_PATH,
                    messages::find_user(),
                    messages::find_user_hint(),
                    &view.typed,
                ))
                (filter(view))
                (found(view))
            }
            (below(USERS_PATH, &view.below))
        }
    };
    shell(frame, messages::users(), &main)
}

fn href(view: &UsersView, chosen: Option<Standing>, page: Option<&str>) -> String {
    let typed = Some(&*view.typed).filter(|typed| !typed.is_empty());
    let pairs = [("q", typed), ("status", chosen.map(Standing::as_str)), (PAGE, page)];
    let pairs = pairs.into_iter().filter_map(|(name, value)| Some((name, value?.into())));
    view.place.with(USERS_PATH, &pairs.collect::<Vec<_>>())
}

fn filter(view: &UsersView) -> Markup {
    let choice = |chosen: Option<Standing>, label: &str, count: usize| {
        let is_chosen = view.chosen == chosen;
        html! {
            li {
                a href=(href(view, chosen, None)) aria-current=[is_chosen.then_some("true")] {
                    (label) " " span class="count" { (grouped(count as u64)) }
                }
            }
        }
    };
    html! {
        nav class="choices" aria-label=(messages::filter()) {
            ul {
                (choice(None, messages::everyone(), view.counts.iter().sum()))
                @for (standing, count) in Standing::ALL.into_iter().zip(view.counts) {
                    @if count > 0 || view.chosen == Some(standing) {
                        (choice(Some(standing), standing.label(), count))
                    }
                }
            }
        }
    }
}

fn found(view: &UsersView) -> Markup {
    html! {
        @if view.users.is_empty() {
            p class="note" role="status" {
                @if view.typed.is_empty() { (messages::none_of_status()) }
                @else { (text(&messages::no_user(&view.typed))) }
                " " a href=(view.place.href(USERS_PATH)) { (messages::show_all()) }
            }
        } @else {
            p class="hint" role="status" { (paged::users(view.paged)) }
            (table(view))
            (paged::turn(view.paged, |page| href(view, view.chosen, Some(&page))))
        }
    }
}

fn table(view: &UsersView) -> Markup {
    let has_groups = view.place.may.read_groups;
    html! {
        table class="people" {
            thead {
                tr {
                    th scope="col" { (messages::name()) }
                    th scope="col" { (messages::role()) }
                    @if has_groups { th scope="col" { (messages::in_groups()) } }
                    th scope="col" { (messages::email()) }
                    th scope="col" class="status" { (messages::status()) }
                }
            }
            tbody { @for user in &view.users { (line(view, user)) } }
        }
    }
}

fn line(view: &UsersView, user: &UserLine) -> Markup {
    let href = view.place.href(&format!("{USERS_PATH}/{}", user.id));
    html! {
        tr {
            th scope="row" {
                a href=(href) { (clamped(&user.name)) }
                div class="hint" { (username(&user.username)) }
            }
            td data-label=(messages::role()) {
                @if let Some(role) = &user.role { (clamped(role)) }
            }
            @if view.place.may.read_groups {
                td data-label=(messages::in_groups()) { (groups(&user.groups)) }
            }
            td class="email" data-label=(messages::email()) {
                @if let Some(email) = &user.email { (username(email)) }
            }
            td data-label=(messages::status()) {
                (mark(user.standing))
                @if let Some(expires) = &user.expires {
                    div class="hint" { (messages::expires_on(&moment::day(expires))) }
                }
            }
        }
    }
}

fn groups(names: &[String]) -> Markup {
    html! {
        @if !names.is_empty() {
            ul class="names" {
                @for name in names.iter().take(GROUPS_IN_CELL) { li { (clamped(name)) } }
                @if names.len() > GROUPS_IN_CELL {
                    li class="hint" {
                        (messages::more_groups((names.len() - GROUPS_IN_CELL) as u64))
                    }
                }
            }
        }
    }
}
