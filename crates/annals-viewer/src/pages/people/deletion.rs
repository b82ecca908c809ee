//! Deleting an account or a group: what goes and what stays, before anything does.

use maud::{Markup, html};

use super::{Head, Place, Tab, fields};
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::people as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct DeletionView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// What is deleted.
    pub head: Head,
    /// What goes, line by line.
    pub goes: Vec<String>,
    /// What users lose, each with how many do.
    pub losses: Vec<(String, String)>,
    /// What is to be known about it.
    pub warning: Option<String>,
    /// What stays.
    pub stays: Vec<String>,
    /// What was looked at.
    pub version: i64,
    /// Why it was not deleted.
    pub problem: Option<Fault>,
}

/// The page.
pub fn deletion(view: &DeletionView) -> Markup {
    let Head { name, .. } = &view.head;
    let (title, button) = match view.head.is_user() {
        true => (messages::delete_user_named(&text(name)), messages::delete_account()),
        false => (messages::delete_group_named(&text(name)), messages::delete_group()),
    };
    let path = view.head.path(Tab::Own);
    let back = view.place.href(&path);
    let main = html! {
        div class="views-page people-page" {
            p class="back" { a href=(back) { (icon(Icon::Left)) (text(name)) } }
            (view.place.elsewhere())
            h1 { (title) }
            (fields::problem(view.problem.as_ref()))
            (list("goes", messages::goes(), &view.goes))
            (losses(view))
            @if let Some(warning) = &view.warning {
                p class="note" { (icon(Icon::Alert)) " " (warning) }
            }
            (list("stays", messages::stays(), &view.stays))
            @if let Some(user) = &view.frame.user {
                form method="post" action=(view.place.href(&format!("{path}/delete"))) {
                    (token(user))
                    input type="hidden" name="version" value=(view.version);
                    div class="view-buttons" {
                        button type="submit" class="button danger" { (button) }
                        a class="button quiet" href=(back) { (messages::cancel()) }
                    }
                }
            }
        }
    };
    shell(&view.frame, button, &main)
}

fn list(id: &str, title: &str, lines: &[String]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) }
                ul class="plain-list" { @for line in lines { li { (line) } } }
            }
        }
    }
}

fn losses(view: &DeletionView) -> Markup {
    html! {
        @if !view.losses.is_empty() {
            section aria-labelledby="losses" {
                h2 id="losses" { (messages::losses()) }
                table class="people losses" {
                    thead {
                        tr {
                            th scope="col" { (messages::right()) }
                            th scope="col" class="number" { (messages::losers()) }
                        }
                    }
                    tbody {
                        @for (right, count) in &view.losses {
                            tr {
                                th scope="row" { (text(right)) }
                                td class="number" data-label=(messages::losers()) { (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}
