//! A group: what it is made of, to be read or changed, and a new one.

use maud::{Markup, html};

use super::fields::{self, Input};
use super::{GROUPS_PATH, Head, Place, Tab, head, notice};
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, User, shell};
use crate::components::text::block;
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::people as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct GroupView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// Which group.
    pub head: Head,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// What it is for.
    pub description: String,
    /// Whether those whom calendars limit see entries without a school year, too.
    pub without_calendar: bool,
    /// What of a role can be changed; none for other groups.
    pub built_in: Option<&'static str>,
    /// What can be changed, for those who may.
    pub form: Option<GroupForm>,
}

/// The form of a group.
#[derive(Clone, Debug)]
pub struct GroupForm {
    /// Its fields.
    pub inputs: Vec<Input>,
    /// What the change is based on.
    pub version: i64,
    /// What is wrong with all of it.
    pub problem: Option<Fault>,
}

/// A new group.
#[derive(Clone, Debug)]
pub struct NewGroupView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// Its fields.
    pub inputs: Vec<Input>,
    /// What is wrong with all of it.
    pub problem: Option<Fault>,
}

/// The page.
pub fn group(view: &GroupView) -> Markup {
    let main = html! {
        div class="views-page people-page" {
            (head(&view.place, &view.head, Tab::Own))
            (notice(view.notice))
            @match (&view.form, &view.frame.user) {
                (Some(form), Some(user)) => (forms(view, form, user)),
                _ => (facts(view)),
            }
        }
    };
    shell(&view.frame, &view.head.name, &main)
}

fn facts(view: &GroupView) -> Markup {
    let without = if view.without_calendar { messages::shown() } else { messages::hidden() };
    html! {
        dl class="facts person-facts" {
            dt { (messages::description()) }
            dd {
                @if view.description.is_empty() { span class="absent" { "–" } }
                @else { (block(&view.description)) }
            }
            @if view.built_in.is_none() {
                dt { (messages::without_calendar()) }
                dd { (without) }
            }
        }
        @if let Some(built_in) = view.built_in {
            p class="note" { (icon(Icon::Lock)) " " (built_in) }
        }
    }
}

fn forms(view: &GroupView, form: &GroupForm, user: &User) -> Markup {
    let path = view.head.path(Tab::Own);
    let action = view.place.href(&path);
    html! {
        (fields::meanwhile(&form.inputs))
        (fields::problem(form.problem.as_ref()))
        form class="person-form" method="post" action=(action) {
            (token(user))
            input type="hidden" name="version" value=(form.version);
            (fields::fields(&form.inputs))
            div class="view-buttons" {
                button type="submit" class="button strong" { (messages::save()) }
                a class="button quiet" href=(action) { (messages::cancel()) }
            }
        }
        section aria-labelledby="delete" {
            h2 id="delete" { (messages::delete_group()) }
            p { (messages::delete_group_about()) }
            p {
                a class="button" href=(view.place.href(&format!("{path}/delete"))) {
                    (messages::delete_group())
                }
            }
        }
    }
}

/// The page of a new group.
pub fn new_group(view: &NewGroupView) -> Markup {
    let NewGroupView { frame, place, .. } = view;
    let list = place.href(GROUPS_PATH);
    let main = html! {
        div class="views-page people-page" {
            p class="back" { a href=(list) { (icon(Icon::Left)) (messages::groups()) } }
            h1 { (messages::add_group()) " " (place.help("groups#what")) }
            (place.elsewhere())
            p { (messages::add_group_about()) }
            (fields::problem(view.problem.as_ref()))
            @if let Some(user) = &frame.user {
                form class="person-form" method="post"
                    action=(place.href(&format!("{GROUPS_PATH}/new"))) {
                    (token(user))
                    (fields::fields(&view.inputs))
                    div class="view-buttons" {
                        button type="submit" class="button strong" { (messages::add_group()) }
                        a class="button quiet" href=(list) { (messages::cancel()) }
                    }
                }
            }
        }
    };
    shell(frame, messages::add_group(), &main)
}
