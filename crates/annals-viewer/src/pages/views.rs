//! Views: all of them, one to be changed, and the question for whose last day.

use maud::{Markup, html};

use crate::address::{LogAddress, query_string};
use crate::components::icon::{Icon, icon, named_icon};
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::components::views::{
    PATH, SaveForm, SavedView, by, href, name_fields, path, save_form, token, words,
};
use crate::messages::{log, views as messages};
use crate::ready::{READY, ReadyView};

/// All views, and the form that saves another.
#[derive(Clone, Debug)]
pub struct ViewsView {
    /// What stands around it.
    pub frame: Frame,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// One's own views and those that are shared.
    pub views: Vec<SavedView>,
    /// A search that may be saved, with what was typed.
    pub save: Option<(LogAddress, SaveForm)>,
}

/// One view, to be changed.
#[derive(Clone, Debug)]
pub struct EditView {
    /// What stands around it.
    pub frame: Frame,
    /// The view.
    pub view: SavedView,
    /// What was typed.
    pub form: SaveForm,
}

/// The question for whose last day.
#[derive(Clone, Debug)]
pub struct PersonView {
    /// What stands around it.
    pub frame: Frame,
    /// What was typed.
    pub person: String,
    /// Why there is no such day.
    pub problem: Option<&'static str>,
    /// Who can be chosen, or may be meant: what the log compares, and what people read.
    pub people: Vec<(String, String)>,
}

/// The page of all views.
pub fn views(view: &ViewsView) -> Markup {
    let (own, shared): (Vec<_>, Vec<_>) = view.views.iter().partition(|v| v.owner.is_none());
    let main = html! {
        div class="views-page" {
            (back())
            h1 { (messages::title()) }
            @if let Some(notice) = view.notice { p class="note" role="status" { (notice) } }
            @if let (Some((state, form)), Some(user)) = (&view.save, &view.frame.user) {
                section class="view-save" aria-labelledby="save" {
                    h2 id="save" { (messages::save_search()) }
                    p { (words(state)) }
                    (save_form(state, user, form))
                }
            }
            section aria-labelledby="own" {
                h2 id="own" { (messages::own()) }
                @if own.is_empty() { p class="hint" { (messages::none()) } }
                (list(&own))
            }
            @if !shared.is_empty() {
                section aria-labelledby="shared" {
                    h2 id="shared" { (messages::shared()) }
                    (list(&shared))
                }
            }
            section aria-labelledby="ready" {
                h2 id="ready" { (messages::ready()) }
                ul class="view-list" {
                    @for ready in &READY {
                        li {
                            a href=(href(ready.id, &view.frame.kept())) { (ready.name()) }
                            span class="view-words" { (ready.about()) }
                        }
                    }
                }
            }
        }
    };
    shell(&view.frame, messages::title(), &main)
}

fn list(views: &[&SavedView]) -> Markup {
    html! {
        @if !views.is_empty() {
            ul class="view-list" {
                @for view in views {
                    li {
                        a href=(path(&view.id)) { (text(&view.name)) }
                        span {
                            (words(&view.state))
                            @match &view.owner {
                                Some(owner) => (by(owner)),
                                None => @if view.is_shared {
                                    " " span class="tag" { (messages::is_shared()) }
                                },
                            }
                        }
                        @if view.may_change {
                            a class="icon-link" href={ (path(&view.id)) "/edit" }
                                title=(messages::edit()) {
                                (named_icon(Icon::Pencil, &messages::edit_named(&view.name)))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The page on which a view gets another name, or goes away.
pub fn edit(page: &EditView) -> Markup {
    let EditView { view, form, .. } = page;
    let path = path(&view.id);
    let last_question = match view.is_shared {
        true => messages::delete_shared(),
        false => messages::delete_own(),
    };
    let main = html! {
        div class="views-page" {
            (back())
            h1 { (messages::edit_title()) }
            @if let Some(user) = &page.frame.user {
                form class="view-form" method="post" action={ (path) "/edit" } {
                    (token(user))
                    (name_fields(form))
                    div class="view-buttons" {
                        button type="submit" class="button strong" { (messages::save()) }
                        a class="button quiet" href=(PATH) { (messages::cancel()) }
                    }
                }
                section aria-labelledby="finds" {
                    h2 id="finds" { (messages::finds()) }
                    p { a href=(path) { (words(&view.state)) } }
                    p class="hint" { (messages::change_search()) }
                }
                details class="view-delete" {
                    summary { (messages::delete()) }
                    form method="post" action={ (path) "/delete" } {
                        (token(user))
                        p { (last_question) }
                        button type="submit" class="button danger" { (messages::delete_now()) }
                    }
                }
            }
        }
    };
    shell(&page.frame, messages::edit_title(), &main)
}

/// The page that asks for whose last day.
pub fn person(page: &PersonView) -> Markup {
    let title = messages::last_day();
    let problem = page.problem;
    let described_by = if problem.is_some() { "person-problem" } else { "person-hint" };
    let action = ReadyView::find("last-day").map(|view| path(view.id)).unwrap_or_default();
    let main = html! {
        div class="views-page" {
            (back())
            h1 { (title) }
            form class="view-form" method="get" action=(action) {
                (page.frame.kept_fields())
                label for="person" { (messages::person()) }
                input id="person" name="person" type="text" value=(page.person) required
                    list="people" maxlength="1000" autocomplete="off" spellcheck="false" dir="auto"
                    aria-invalid=[problem.map(|_| "true")] aria-describedby=(described_by);
                datalist id="people" {
                    @for (value, label) in &page.people {
                        option value=(value) { @if label != value { (label) } }
                    }
                }
                @if let Some(problem) = problem {
                    p class="field-problem" id="person-problem" role="alert" {
                        (icon(Icon::Alert)) (problem)
                    }
                    ul class="namesakes" {
                        @for (value, label) in &page.people {
                            @let href = of_person(&action, value, &page.frame);
                            li { a href=(href) { (namesake(value, label)) } }
                        }
                    }
                }
                p class="hint" id="person-hint" { (messages::person_hint()) }
                button type="submit" class="button strong" { (messages::show_day()) }
            }
        }
    };
    shell(&page.frame, title, &main)
}

fn of_person(action: &str, value: &str, frame: &Frame) -> String {
    let kept = frame.kept();
    let mut pairs = kept.pairs();
    pairs.push(("person", value.into()));
    format!("{action}{}", query_string(&pairs))
}

fn namesake(value: &str, label: &str) -> Markup {
    html! {
        (text(label))
        @if value != label { " (" (text(value)) ")" }
    }
}

fn back() -> Markup {
    html! { p class="back" { a href="/" { (icon(Icon::Left)) (log::title()) } } }
}
