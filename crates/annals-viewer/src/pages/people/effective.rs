//! What a user may do, and why.

use annals_model::{Calendar, Module, Permission, Scopes};
use maud::{Markup, html};

use super::{GROUPS_PATH, Head, Place, Tab, head};
use crate::components::right;
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::messages::people as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct EffectiveView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// Whose rights they are.
    pub head: Head,
    /// Tool rights in their listed order.
    pub tools: Vec<Held>,
    /// School years to which they are limited; none if every entry is seen.
    pub years: Vec<(Calendar, Vec<Source>)>,
    /// By whose setting entries without a school year are seen.
    pub without_calendar: Vec<Source>,
}

/// A tool right that someone has.
#[derive(Clone, Debug)]
pub struct Held {
    /// Which.
    pub right: Permission,
    /// Where it comes from, and whether it reaches below from there; one at least.
    pub sources: Vec<(Source, bool)>,
}

/// Where a right comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// It was given to the user.
    Own,
    /// A group that they are in.
    Group {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
}

impl Held {
    fn is_below(&self) -> bool {
        self.sources.iter().any(|(_, below)| *below)
    }
}

/// The page.
pub fn effective(view: &EffectiveView) -> Markup {
    let main = html! {
        div class="views-page people-page" {
            (head(&view.place, &view.head, Tab::InEffect))
            h2 { (messages::in_effect()) }
            p { (messages::in_effect_about()) }
            (tools(view))
            (years(view))
        }
    };
    shell(&view.frame, &view.head.name, &main)
}

fn tools(view: &EffectiveView) -> Markup {
    let of = |module| view.tools.iter().filter(move |held| held.right.module() == module);
    let (some, none): (Vec<Module>, Vec<Module>) =
        Module::ALL.into_iter().partition(|module| of(*module).next().is_some());
    let all: Scopes = view.tools.iter().map(|held| held.right).collect();
    let none: Vec<_> = none.into_iter().map(right::module).collect();
    html! {
        section aria-labelledby="tools" {
            h3 id="tools" { (messages::tools()) }
            @if some.is_empty() {
                p class="note" { (messages::no_rights()) }
            } @else {
                table class="people held" {
                    thead {
                        tr {
                            th scope="col" { (messages::right()) }
                            th scope="col" { (messages::reach()) }
                            th scope="col" { (messages::from()) }
                        }
                    }
                    @for module in some {
                        tbody {
                            tr class="module" {
                                th scope="rowgroup" colspan="3" {
                                    (right::module(module)) " "
                                    code class="code hint" { (module.as_str()) }
                                }
                            }
                            @for held in of(module) { (line(view, held, all)) }
                        }
                    }
                }
                @if !none.is_empty() {
                    p class="hint" { (messages::nothing_in(&none.join(" · "))) }
                }
            }
        }
    }
}

fn line(view: &EffectiveView, held: &Held, all: Scopes) -> Markup {
    let missing = held.right.needs().filter(|needed| !all.contains(*needed));
    html! {
        tr {
            th scope="row" {
                (right::right(held.right)) " "
                code class="code hint" { (held.right.as_str()) }
                @if let Some(missing) = missing {
                    div class="hint" { (messages::needs(right::right(missing))) }
                }
            }
            td data-label=(messages::reach()) { (reach(held.is_below())) }
            td data-label=(messages::from()) {
                ul class="names" {
                    @for (source, below) in &held.sources {
                        li { (from(view, source, (*below != held.is_below()).then_some(*below))) }
                    }
                }
            }
        }
    }
}

/// How far a right reaches.
pub(super) fn reach(below: bool) -> &'static str {
    if below { messages::below() } else { messages::here() }
}

/// Where it comes from; `other` is how far it reaches from there, where that is less.
fn from(view: &EffectiveView, source: &Source, other: Option<bool>) -> Markup {
    let source = match source {
        Source::Own => html! { (messages::direct()) },
        Source::Group { id, name } => messages::from_group(&group(&view.place, id, name)),
    };
    match other {
        Some(below) => messages::source_reach(&source, reach(below)),
        None => source,
    }
}

/// A group, with the way to it for those who may see it.
fn group(place: &Place, id: &str, name: &str) -> Markup {
    html! {
        @if place.may.read_groups {
            a href=(place.href(&format!("{GROUPS_PATH}/{id}"))) { (text(name)) }
        } @else { (text(name)) }
    }
}

fn years(view: &EffectiveView) -> Markup {
    html! {
        section aria-labelledby="years" {
            h3 id="years" { (messages::school_years()) }
            @if view.years.is_empty() {
                p { (messages::every_year()) }
            } @else {
                p { (messages::these_years()) }
                table class="people held" {
                    thead {
                        tr {
                            th scope="col" { (messages::school()) }
                            th scope="col" { (messages::end_year()) }
                            th scope="col" { (messages::from()) }
                        }
                    }
                    tbody {
                        @for (year, sources) in &view.years { (year_line(view, year, sources)) }
                    }
                }
                p { (without(view)) }
            }
        }
    }
}

fn year_line(view: &EffectiveView, year: &Calendar, sources: &[Source]) -> Markup {
    html! {
        tr {
            th scope="row" { (text(&year.school)) }
            td data-label=(messages::end_year()) { (year.end_year) }
            td data-label=(messages::from()) {
                ul class="names" {
                    @for source in sources { li { (from(view, source, None)) } }
                }
            }
        }
    }
}

fn without(view: &EffectiveView) -> Markup {
    let setting = |source: &Source| match source {
        Source::Own => html! { (messages::by_account()) },
        Source::Group { id, name } => messages::by_group(&group(&view.place, id, name)),
    };
    let settings = html! {
        @for (at, source) in view.without_calendar.iter().enumerate() {
            @if at > 0 { " · " }
            (setting(source))
        }
    };
    html! {
        @if view.without_calendar.is_empty() { (messages::not_without()) }
        @else { (messages::also_without(&settings)) }
    }
}
