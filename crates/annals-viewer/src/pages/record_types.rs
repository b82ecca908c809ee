//! Types of records: all that are known in an organisation, and one to be declared.

mod form;

use annals_model::{EditUrl, RecordTabs, RecordType, percent_encoded};
use maud::{Markup, html};

pub use form::{Typed, WhatFor, record_type};

use crate::components::help;
use crate::components::icon::{Icon, icon, record_icon};
use crate::components::shell::{Frame, shell};
use crate::components::table::heads;
use crate::components::text::{code, text};
use crate::fault::Fault;
use crate::messages::record_types as messages;
use crate::messages::{history, records};

/// Where the page is.
pub const PATH: &str = "/record-types";
/// Where one is declared that there is not yet; no type has a slash in its name.
pub const NEW_PATH: &str = "/record-types/-/new";

/// The page of all.
#[derive(Clone, Debug)]
pub struct RecordTypesView {
    /// What stands around it.
    pub frame: Frame,
    /// All that are known, by name.
    pub lines: Vec<RecordTypeLine>,
    /// Whether the reader may declare types.
    pub may_change: bool,
    /// Whether a declaration was just removed.
    pub was_removed: bool,
}

/// A type as it is known.
#[derive(Clone, Debug)]
pub struct RecordTypeLine {
    /// What events call it.
    pub name: String,
    /// How it is shown.
    pub shown: RecordType,
    /// Who says so.
    pub from: DeclaredBy,
}

/// Who says how a type is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclaredBy {
    /// The organisation itself.
    Own,
    /// One above; its name if the reader may know it.
    Above(Option<String>),
    /// The configuration of the server.
    Configuration,
    /// Nobody said otherwise.
    BuiltIn,
}

/// The page of one, or of one that is to be.
#[derive(Clone, Debug)]
pub struct RecordTypeView {
    /// What stands around it.
    pub frame: Frame,
    /// The type as it is known; absent for a new one.
    pub line: Option<RecordTypeLine>,
    /// What is typed.
    pub typed: Typed,
    /// What that comes to, if it is all right.
    pub preview: Option<RecordType>,
    /// Whether the reader may declare types.
    pub may_change: bool,
    /// Whether it was just saved.
    pub was_saved: bool,
    /// What is wrong with the form of that.
    pub problem: Option<(WhatFor, Fault)>,
    /// Characters of names, and of addresses.
    pub chars_max: (usize, usize),
}

/// Where one of them is.
pub fn path_of(name: &str) -> String {
    format!("{PATH}/{}", percent_encoded(name))
}

/// Who says so.
pub(super) fn declared_by(from: &DeclaredBy) -> Markup {
    match from {
        DeclaredBy::Own => html! { (messages::own()) },
        DeclaredBy::Above(Some(name)) => text(name),
        DeclaredBy::Above(None) => html! { (messages::above()) },
        DeclaredBy::Configuration => html! { (messages::configured()) },
        DeclaredBy::BuiltIn => html! { (messages::built_in()) },
    }
}

/// What a tab is called.
pub(super) fn tab(word: &str) -> &'static str {
    match word {
        "activity" => records::activity_log(),
        "history" => history::title(),
        _ => crate::messages::communications::title(),
    }
}

/// The tabs in words.
pub(super) fn tabs(tabs: RecordTabs) -> Markup {
    let words: Vec<_> = tabs.words().into_iter().map(tab).collect();
    html! {
        @if words.is_empty() { (messages::no_tabs()) }
        @else { (words.join(" · ")) }
    }
}

/// The page of all.
pub fn record_types(view: &RecordTypesView) -> Markup {
    let main = html! {
        div class="views-page people-page" {
            h1 { (messages::title()) " " (help::link("records#types", &view.frame.kept())) }
            p { (messages::about()) }
            @if view.was_removed {
                p class="note note-good" role="status" {
                    (icon(Icon::Check)) " " (messages::was_removed())
                }
            }
            @if view.may_change {
                p {
                    a class="button strong" href=(view.frame.way(NEW_PATH)) {
                        (icon(Icon::Plus)) (messages::add())
                    }
                }
            }
            p class="hint" role="status" { (messages::count(view.lines.len() as u64)) }
            table class="people record-types" {
                (heads(&[
                    messages::label(),
                    messages::several(),
                    messages::name(),
                    messages::origin(),
                    messages::edit_url(),
                    messages::tabs(),
                ]))
                tbody { @for line in &view.lines { (row(view, line)) } }
            }
        }
    };
    shell(&view.frame, messages::title(), &main)
}

fn row(view: &RecordTypesView, line: &RecordTypeLine) -> Markup {
    let edit_url = line.shown.edit_url.as_ref().map(EditUrl::template);
    html! {
        tr {
            th scope="row" {
                (record_icon(line.shown.icon)) " "
                a href=(view.frame.way(&path_of(&line.name))) { (text(&line.shown.label)) }
            }
            td data-label=(messages::several()) { (text(&line.shown.plural)) }
            td data-label=(messages::name()) { (code(&line.name)) }
            td data-label=(messages::origin()) { (declared_by(&line.from)) }
            td data-label=(messages::edit_url()) {
                @match edit_url {
                    Some(url) => (code(url)),
                    None => span class="hint" { (messages::no_edit_url()) },
                }
            }
            td data-label=(messages::tabs()) { (tabs(line.shown.tabs)) }
        }
    }
}
