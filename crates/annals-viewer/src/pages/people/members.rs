//! Who is in which group: the groups of a user, and the users of a group.

use maud::{Markup, html};

use super::{GROUPS_PATH, Head, Place, Tab, USERS_PATH, head, notice};
use crate::components::icon::{Icon, icon};
use crate::components::paged::{self, PAGE, Paged};
use crate::components::shell::{Frame, User, shell};
use crate::components::standing::{Standing, mark};
use crate::components::text::{clamped, text, username};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::people as messages;

/// Why someone was not added or removed: at the line of this id, or where something is added.
#[derive(Clone, Debug)]
pub struct MemberProblem {
    /// The user or the group.
    pub id: String,
    /// Why.
    pub fault: Fault,
}

/// The groups of a user.
#[derive(Clone, Debug)]
pub struct UserGroupsView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// Whose groups.
    pub head: Head,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// Those that the user is in, roles first.
    pub groups: Vec<GroupOfUser>,
    /// The others, by id and name.
    pub others: Vec<(String, String)>,
    /// What was not done.
    pub problem: Option<MemberProblem>,
}

/// A group that a user is in.
#[derive(Clone, Debug)]
pub struct GroupOfUser {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
}

/// The users of a group.
#[derive(Clone, Debug)]
pub struct GroupMembersView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// Which group.
    pub head: Head,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// What was typed to find users to add.
    pub typed: String,
    /// Those who were found, as far as they are listed.
    pub found: Vec<Member>,
    /// How many more were found.
    pub more: u64,
    /// Those in the group on this page.
    pub members: Vec<Member>,
    /// Which page it is.
    pub paged: Paged,
    /// What was not done.
    pub problem: Option<MemberProblem>,
}

/// A user who is in a group, or may come into it.
#[derive(Clone, Debug)]
pub struct Member {
    /// The id.
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// What they sign in with.
    pub username: String,
    /// Whether they may sign in.
    pub standing: Standing,
}

/// A form of one button, for what is done with one user or group.
struct Deed<'v> {
    action: &'v str,
    user: &'v User,
    does: &'static str,
    field: &'static str,
    label: &'static str,
    named: fn(&str) -> String,
    /// What was typed to find others, which is kept.
    typed: &'v str,
}

impl Deed<'_> {
    fn button(&self, id: &str, name: &str) -> Markup {
        html! {
            form method="post" action=(self.action) {
                (token(self.user))
                input type="hidden" name="do" value=(self.does);
                input type="hidden" name=(self.field) value=(id);
                @if !self.typed.is_empty() {
                    input type="hidden" name="find" value=(self.typed);
                }
                button type="submit" class="button" aria-label=((self.named)(name)) {
                    (self.label)
                }
            }
        }
    }
}

fn told(problem: Option<&MemberProblem>, id: &str) -> Markup {
    html! {
        @if let Some(problem) = problem.filter(|problem| problem.id == id) {
            p class="field-problem" role="alert" { (icon(Icon::Alert)) (problem.fault) }
        }
    }
}

/// What was not done with someone who is on no line here.
fn told_apart<'v>(
    problem: Option<&MemberProblem>,
    mut ids: impl Iterator<Item = &'v str>,
) -> Markup {
    html! {
        @if let Some(problem) = problem && !ids.any(|id| id == problem.id) {
            p class="note note-problem" role="alert" { (icon(Icon::Alert)) " " (problem.fault) }
        }
    }
}

/// The page of a user's groups.
pub fn user_groups(view: &UserGroupsView) -> Markup {
    let action = view.place.href(&view.head.path(Tab::Members));
    let user = view.frame.user.as_ref().filter(|_| view.place.may.manage_groups);
    let remove = user.map(|user| Deed {
        action: &action,
        user,
        does: "remove",
        field: "group",
        label: messages::remove(),
        named: messages::remove_from_named,
        typed: "",
    });
    let main = html! {
        div class="views-page people-page" {
            (head(&view.place, &view.head, Tab::Members))
            (notice(view.notice))
            h2 { (messages::in_groups()) }
            (told_apart(view.problem.as_ref(), view.groups.iter().map(|group| &*group.id)))
            @if let Some(user) = user { (add_group(view, &action, user)) }
            @if view.groups.is_empty() {
                p class="note" { (messages::in_no_group()) }
            } @else {
                ul class="view-list member-list" {
                    @for group in &view.groups {
                        li {
                            div {
                                a href=(view.place.href(&format!("{GROUPS_PATH}/{}", group.id))) {
                                    (clamped(&group.name))
                                }
                                p class="hint" { (clamped(&group.description)) }
                                (told(view.problem.as_ref(), &group.id))
                            }
                            @if let Some(remove) = &remove {
                                (remove.button(&group.id, &group.name))
                            }
                        }
                    }
                }
            }
        }
    };
    shell(&view.frame, &view.head.name, &main)
}

fn add_group(view: &UserGroupsView, action: &str, user: &User) -> Markup {
    let chosen = view.problem.as_ref().map(|problem| &*problem.id);
    html! {
        @if !view.others.is_empty() {
            form class="add-line" method="post" action=(action) {
                (token(user))
                input type="hidden" name="do" value="add";
                label for="group" { (messages::add_to()) }
                div {
                    select id="group" name="group" required {
                        option value="" { (messages::choose_group()) }
                        @for (id, name) in &view.others {
                            option value=(id) selected[chosen == Some(id)] { (name) }
                        }
                    }
                    button type="submit" class="button strong" { (messages::add()) }
                }
            }
        }
    }
}

/// The page of a group's users.
pub fn group_members(view: &GroupMembersView) -> Markup {
    let action = view.place.href(&view.head.path(Tab::Members));
    let user = view.frame.user.as_ref().filter(|_| view.place.may.manage_groups);
    let deed = |user, does, label, named| Deed {
        action: &action,
        user,
        does,
        field: "user",
        label,
        named,
        typed: &view.typed,
    };
    let add = user.map(|user| deed(user, "add", messages::add(), messages::add_named));
    let remove = user.map(|user| deed(user, "remove", messages::remove(), messages::remove_named));
    let listed = view.members.iter().chain(&view.found).map(|one| &*one.id);
    let main = html! {
        div class="views-page people-page" {
            (head(&view.place, &view.head, Tab::Members))
            (notice(view.notice))
            (told_apart(view.problem.as_ref(), listed))
            @if view.place.may.manage_groups {
                section aria-labelledby="add" {
                    h2 id="add" { (messages::add_members()) }
                    (find(view))
                    (found(view, add.as_ref()))
                }
            }
            section aria-labelledby="members" {
                h2 id="members" { (messages::members()) }
                @if view.members.is_empty() {
                    p class="note" { (messages::no_members()) }
                } @else {
                    p class="hint" role="status" { (paged::users(view.paged)) }
                    (lines(view, &view.members, remove.as_ref()))
                    (paged::turn(view.paged, |page| {
                        view.place.with(&view.head.path(Tab::Members), &[(PAGE, page)])
                    }))
                }
            }
        }
    };
    shell(&view.frame, &view.head.name, &main)
}

fn find(view: &GroupMembersView) -> Markup {
    html! {
        form class="go-form" role="search" method="get" action=(view.head.path(Tab::Members)) {
            (view.place.fields())
            label for="find" { (messages::find_user()) }
            div {
                input id="find" name="find" type="search" value=(view.typed) autocomplete="off"
                    spellcheck="false" dir="auto" maxlength="200"
                    placeholder=(messages::find_user_hint());
                button type="submit" class="button" { (messages::find_button()) }
            }
        }
    }
}

fn found(view: &GroupMembersView, add: Option<&Deed<'_>>) -> Markup {
    html! {
        @if !view.typed.is_empty() {
            @if view.found.is_empty() {
                p class="note" role="status" { (text(&messages::nobody_to_add(&view.typed))) }
            } @else {
                (lines(view, &view.found, add))
                @if view.more > 0 { p class="hint" { (messages::more_found(view.more)) } }
            }
        }
    }
}

fn lines(view: &GroupMembersView, members: &[Member], deed: Option<&Deed<'_>>) -> Markup {
    html! {
        ul class="view-list member-list" {
            @for member in members {
                li {
                    div {
                        @if view.place.may.read_users {
                            a href=(view.place.href(&format!("{USERS_PATH}/{}", member.id))) {
                                (clamped(&member.name))
                            }
                        } @else { (clamped(&member.name)) }
                        p class="person-who" {
                            span class="hint" { (username(&member.username)) }
                            @if member.standing != Standing::Active { (mark(member.standing)) }
                        }
                        (told(view.problem.as_ref(), &member.id))
                    }
                    @if let Some(deed) = deed { (deed.button(&member.id, &member.name)) }
                }
            }
        }
    }
}
