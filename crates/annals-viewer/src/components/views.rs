//! Views of the log: the heading that names the one that is open, and the menu of all.

use annals_model::Catalogue;
use maud::{Markup, html};

use crate::address::LogAddress;
use crate::components::chips::active;
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::shell::User;
use crate::components::text::text;
use crate::fault::Fault;
use crate::messages::{log, views as messages, zone as zone_messages};
use crate::ready::{READY, ReadyView};

/// Where views are listed, and saved by a form.
pub const PATH: &str = "/views";
/// Views of one group that the menu shows; all stand on their own page.
const SHOWN_MAX: usize = 8;

/// A view that someone saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// The word in the address.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Who shares it; absent for one's own.
    pub owner: Option<String>,
    /// Whether all who read the log may use it.
    pub is_shared: bool,
    /// Whether whoever reads may change it.
    pub may_change: bool,
    /// What it finds and how that looks.
    pub state: LogAddress,
}

/// The view that is open.
#[derive(Clone, Copy, Debug)]
pub enum OpenView<'v> {
    /// One that someone saved.
    Saved(&'v SavedView),
    /// One that is there from the beginning.
    Ready(&'static ReadyView),
}

impl OpenView<'_> {
    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Saved(view) => &view.name,
            Self::Ready(view) => view.name(),
        }
    }

    /// Whether the page at `address` still shows what it keeps.
    pub fn shows(&self, address: &LogAddress) -> bool {
        match self {
            Self::Saved(view) => view.state == address.state(),
            Self::Ready(view) => view.shows(address),
        }
    }
}

/// The view that `address` names, if it is one of these or a ready one.
pub fn open_view<'v>(saved: &'v [SavedView], address: &LogAddress) -> Option<OpenView<'v>> {
    let id = address.view.as_deref()?;
    let saved = saved.iter().find(|view| view.id == id).map(OpenView::Saved);
    saved.or_else(|| ReadyView::find(id).map(OpenView::Ready))
}

/// Where the view called `id` is opened; one that is there from the beginning in the place of
/// `from`.
pub fn href(id: &str, from: &LogAddress) -> String {
    let place = from.place.clone();
    format!("{}{}", path(id), LogAddress { place, ..LogAddress::default() }.query_string())
}

/// Where things are done with the view called `id`.
pub fn path(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// The page's heading.
pub fn heading(open: Option<OpenView<'_>>, address: &LogAddress) -> Markup {
    let Some(open) = open else { return html! { h1 { (log::title()) } } };
    html! {
        h1 class="view-name" {
            (text(open.name()))
            @if !open.shows(address) { " " span class="tag" { (messages::changed()) } }
        }
    }
}

/// What can be done about a view that differs.
pub fn changes(open: Option<OpenView<'_>>, address: &LogAddress, user: Option<&User>) -> Markup {
    let differs = open.filter(|open| !open.shows(address));
    let (Some(open), Some(id)) = (differs, &address.view) else { return Markup::default() };
    html! {
        div class="view-changes" {
            @if let (OpenView::Saved(view), Some(user)) = (open, user)
                && view.may_change
            {
                form method="post" action=(search_href(view, address)) {
                    (token(user))
                    button type="submit" class="button" { (messages::save_changes()) }
                }
            }
            a class="button quiet" href=(href(id, address)) { (messages::undo_changes()) }
        }
    }
}

fn search_href(view: &SavedView, address: &LogAddress) -> String {
    format!("{}/search{}", path(&view.id), address.state().query_string())
}

/// The menu; `state` is what would be saved.
pub fn menu(
    saved: &[SavedView],
    address: &LogAddress,
    state: &LogAddress,
    user: Option<&User>,
) -> Markup {
    let current = address.view.as_deref();
    let (own, shared): (Vec<_>, Vec<_>) = saved.iter().partition(|view| view.owner.is_none());
    html! {
        details class="views" {
            summary class="button" { (icon(Icon::Bookmark)) (messages::title()) }
            div class="views-body" {
                div {
                    @for (title, group) in [(messages::own(), own), (messages::shared(), shared)] {
                        @if !group.is_empty() {
                            h2 { (title) }
                            ul {
                                @for view in group.iter().take(SHOWN_MAX) {
                                    (item(view, current, address))
                                }
                            }
                        }
                    }
                    h2 { (messages::ready()) }
                    ul {
                        @for view in &READY {
                            li { (link(view.id, &html! { (view.name()) }, current, address)) }
                        }
                    }
                }
                div {
                    @if let Some(user) = user {
                        h2 { (messages::save_search()) }
                        (save_form(state, user, &SaveForm::default()))
                    }
                    p class="views-all" {
                        (help::link("views#views", address)) " "
                        a href={ (PATH) (state.query_string()) } {
                            (messages::all((saved.len() + READY.len()) as u64))
                        }
                    }
                }
            }
        }
    }
}

fn item(view: &SavedView, current: Option<&str>, address: &LogAddress) -> Markup {
    html! {
        li {
            (link(&view.id, &text(&view.name), current, address))
            @if let Some(owner) = &view.owner { (by(owner)) }
        }
    }
}

fn link(id: &str, name: &Markup, current: Option<&str>, address: &LogAddress) -> Markup {
    let is_current = current == Some(id);
    html! {
        a class="view-link" href=(href(id, address)) aria-current=[is_current.then_some("true")] {
            (name)
            @if is_current { (icon(Icon::Check)) }
        }
    }
}

/// Who shares a view.
pub fn by(owner: &str) -> Markup {
    html! {
        @if !owner.is_empty() {
            " " span class="hint" { (text(&messages::by(owner))) }
        }
    }
}

/// What was typed into the form before.
#[derive(Clone, Debug, Default)]
pub struct SaveForm {
    /// The name.
    pub name: String,
    /// Whether all may use it.
    pub is_shared: bool,
    /// Why it was not saved.
    pub problem: Option<Fault>,
}

/// The form that saves `state` as a view.
pub fn save_form(state: &LogAddress, user: &User, typed: &SaveForm) -> Markup {
    html! {
        form class="view-form" method="post" action={ (PATH) (state.query_string()) } {
            (token(user))
            (name_fields(typed))
            button type="submit" class="button strong" { (messages::save()) }
            p class="hint" { (messages::save_hint()) }
        }
    }
}

/// The fields that every form of a view has.
pub fn name_fields(typed: &SaveForm) -> Markup {
    let problem = typed.problem.as_ref();
    html! {
        label for="view-name" { (messages::name()) }
        input id="view-name" name="name" type="text" value=(typed.name) required maxlength="80"
            autocomplete="off" dir="auto" aria-invalid=[problem.map(|_| "true")]
            aria-describedby=[problem.map(|_| "view-problem")];
        @if let Some(problem) = problem {
            p class="field-problem" id="view-problem" role="alert" {
                (icon(Icon::Alert)) (problem)
            }
        }
        label class="check" {
            input type="checkbox" name="shared" value="1" checked[typed.is_shared];
            (messages::share())
        }
    }
}

/// What a form carries so that no other site can send it.
pub fn token(user: &User) -> Markup {
    let (name, value) = &user.form_token;
    html! { input type="hidden" name=(name) value=(value); }
}

/// What a search finds, for people: its words, and its filters.
pub fn words(state: &LogAddress) -> Markup {
    let chips = active(state, None, &Catalogue::default());
    html! {
        span class="view-words" {
            @if state.query.is_empty() && chips.is_empty() { (messages::everything()) }
            @if !state.query.is_empty() { bdi class="code" { (text(&state.query)) } " " }
            @for chip in &chips {
                span class="tag" { (chip.name) ": " (text(&chip.value)) } " "
            }
            @if state.shows_access { span class="tag" { (messages::with_access()) } }
            @if let Some(zone) = &state.zone {
                " " span class="tag" { (zone_messages::title()) ": " (zone.label()) }
            }
        }
    }
}
