//! Tool rights that a user or a group holds itself.
//!
//! One form has them all, each with three choices, so that they are given and taken without script.
//! It carries what was held when it was made: nobody overwrites what they have not seen.

use annals_model::{Module, Permission, Rights, Scopes};
use maud::{Markup, html};

use super::effective::reach;
use super::{Head, Place, Tab, fields, head, notice};
use crate::components::icon::{Icon, icon};
use crate::components::right;
use crate::components::shell::{Frame, User, shell};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::people as messages;

/// How far a right is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Not at all.
    Not,
    /// In the organisation.
    Here,
    /// There and in all below.
    Below,
}

impl Given {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Not, Self::Here, Self::Below];

    /// The word in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Not => "no",
            Self::Here => "here",
            Self::Below => "below",
        }
    }

    /// The one that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|given| given.as_str() == word)
    }

    /// How far `rights` give it.
    pub fn of(rights: Rights, right: Permission) -> Self {
        match (rights.scopes().holds(right), rights.below().holds(right)) {
            (_, true) => Self::Below,
            (true, false) => Self::Here,
            (false, false) => Self::Not,
        }
    }

    /// Within one line of choices.
    fn short(self) -> &'static str {
        match self {
            Self::Not => messages::not_given(),
            Self::Here => messages::given_here(),
            Self::Below => messages::given_below(),
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Not => messages::not_given(),
            Self::Here => reach(false),
            Self::Below => reach(true),
        }
    }
}

/// The page.
#[derive(Clone, Debug)]
pub struct RightsView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// Whose rights.
    pub head: Head,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// What is held.
    pub held: Rights,
    /// What is chosen in the form.
    pub chosen: Rights,
    /// What the reader may give.
    pub own: Rights,
    /// Whether they belong to a role, where nobody changes them.
    pub is_fixed: bool,
    /// What somebody else changed since the form was made: from what, of which right.
    pub meanwhile: Vec<(Permission, Given)>,
    /// What is wrong.
    pub problem: Option<Fault>,
}

/// What is held, as forms carry it.
pub fn seen(held: Rights) -> String {
    let word = |right: Permission| match Given::of(held, right) {
        Given::Below => format!("{}+", right.as_str()),
        _ => right.as_str().to_owned(),
    };
    held.scopes().iter().map(word).collect::<Vec<_>>().join(" ")
}

/// What a form carries; none if it is not that of a page.
pub fn read_seen(seen: &str) -> Option<Rights> {
    let mut rights = Rights::default();
    for word in seen.split(' ').filter(|word| !word.is_empty()) {
        let (name, below) = word.strip_suffix('+').map_or((word, false), |name| (name, true));
        let one: Scopes = [Permission::parse(name)?].into_iter().collect();
        rights = rights.union(if below { Rights::reaching_below(one) } else { Rights::here(one) });
    }
    Some(rights)
}

/// The page.
pub fn rights(view: &RightsView) -> Markup {
    let user = view.frame.user.as_ref();
    let user = user.filter(|_| view.place.may.manage_rights && !view.is_fixed);
    let main = html! {
        div class="views-page people-page" {
            (head(&view.place, &view.head, Tab::Rights))
            (notice(view.notice))
            h2 { (messages::tools()) }
            @if view.is_fixed {
                p class="note" { (icon(Icon::Lock)) " " (messages::fixed_rights()) }
            }
            @else if view.head.is_user() { p { (messages::tools_of_user_about()) } }
            @else { p { (messages::tools_of_group_about()) } }
            (meanwhile(view))
            (fields::problem(view.problem.as_ref()))
            @match user {
                Some(user) => (form(view, user)),
                None => (list(view)),
            }
        }
    };
    shell(&view.frame, &view.head.name, &main)
}

fn meanwhile(view: &RightsView) -> Markup {
    html! {
        @if !view.meanwhile.is_empty() {
            div class="note" role="alert" {
                p { (icon(Icon::Alert)) " " (messages::meanwhile()) }
                ul class="meanwhile" {
                    @for (one, was) in &view.meanwhile {
                        @let now = Given::of(view.held, *one);
                        @let (was, words) = (html! { (was.label()) }, html! { (now.label()) });
                        li {
                            (messages::meanwhile_field(right::right(*one), &was, &words))
                            @if Given::of(view.chosen, *one) != now {
                                " " strong { (messages::meanwhile_both()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is held, to be read.
fn list(view: &RightsView) -> Markup {
    let held = |module: Module| module.rights().filter(|one| view.held.scopes().holds(*one));
    let some = Module::ALL.into_iter().filter(|module| held(*module).next().is_some());
    html! {
        @if view.held.scopes().is_empty() {
            p class="note" { (messages::holds_nothing()) }
        } @else {
            table class="people held" {
                thead {
                    tr {
                        th scope="col" { (messages::right()) }
                        th scope="col" { (messages::reach()) }
                    }
                }
                @for module in some {
                    tbody {
                        tr class="module" {
                            th scope="rowgroup" colspan="2" {
                                (right::module(module)) " "
                                code class="code hint" { (module.as_str()) }
                            }
                        }
                        @for one in held(module) {
                            tr {
                                th scope="row" {
                                    (right::right(one)) " "
                                    code class="code hint" { (one.as_str()) }
                                }
                                td data-label=(messages::reach()) {
                                    (Given::of(view.held, one).label())
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn form(view: &RightsView, user: &User) -> Markup {
    let action = view.place.href(&view.head.path(Tab::Rights));
    html! {
        form class="rights-form" method="post" action=(action) {
            (token(user))
            input type="hidden" name="seen" value=(seen(view.held));
            // The first button is the one that the Enter key presses.
            div class="rights-save" {
                button type="submit" class="button strong" { (messages::save()) }
                a class="button quiet" href=(action) { (messages::cancel()) }
                p class="hint" { (messages::rights_hint()) }
            }
            @for module in Module::ALL { (module_part(view, module)) }
        }
    }
}

fn module_part(view: &RightsView, module: Module) -> Markup {
    let name = module.as_str();
    let all = module.rights().count() as u64;
    let held = module.rights().filter(|one| view.held.scopes().holds(*one)).count() as u64;
    html! {
        section class="module-rights" aria-labelledby={ "module-" (name) } {
            div class="module-head" {
                h3 id={ "module-" (name) } {
                    (right::module(module)) " " code class="code hint" { (name) }
                }
                p class="hint" { (messages::given_of(held, all)) }
                div class="module-deeds" role="group" aria-label=(messages::whole_module()) {
                    @for given in Given::ALL {
                        @let can = module.rights().all(|one| may_choose(view, one, given));
                        button type="submit" class="button quiet" name="all" disabled[!can]
                            value={ (name) " " (given.as_str()) } {
                            @match given {
                                Given::Not => (messages::all_not()),
                                Given::Here => (messages::all_here()),
                                Given::Below => (messages::all_below()),
                            }
                        }
                    }
                }
            }
            ul { @for one in module.rights() { li { (choice(view, one)) } } }
        }
    }
}

/// Whether the reader could save that: what is held can stay, and be taken.
fn may_choose(view: &RightsView, one: Permission, given: Given) -> bool {
    match given {
        Given::Not => true,
        _ if Given::of(view.held, one) == given => true,
        Given::Here => view.own.scopes().holds(one),
        Given::Below => view.own.below().holds(one),
    }
}

fn choice(view: &RightsView, one: Permission) -> Markup {
    let chosen = Given::of(view.chosen, one);
    let is_missing = !may_choose(view, one, Given::Here);
    let needs = one.needs().filter(|_| chosen != Given::Not);
    let needs = needs.filter(|needed| !view.chosen.scopes().contains(*needed));
    html! {
        fieldset class={ "choice" @if chosen != Given::Not { " choice-given" } } {
            legend {
                (right::right(one)) " " code class="code hint" { (one.as_str()) }
            }
            div class="segments" {
                @for given in Given::ALL {
                    label {
                        input type="radio" name=(one.as_str()) value=(given.as_str())
                            checked[chosen == given] disabled[!may_choose(view, one, given)];
                        span { (given.short()) }
                    }
                }
            }
            @if let Some(needed) = needs {
                p class="hint" {
                    @if view.head.is_user() { (messages::needs_too(right::right(needed))) }
                    @else { (messages::needs(right::right(needed))) }
                }
            }
            @if is_missing { p class="hint" { (messages::not_yours()) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_read_as_it_is_written() {
        let scopes = |rights: &[Permission]| rights.iter().copied().collect::<Scopes>();
        let below = Rights::reaching_below(scopes(&[Permission::ReadUsers]));
        let rights = below.union(Rights::here(scopes(&[Permission::ReadEvents])));
        assert_eq!(seen(rights), "events:read users:read+");
        for rights in [rights, Rights::default(), Rights::reaching_below(Scopes::all())] {
            assert_eq!(read_seen(&seen(rights)), Some(rights));
        }
        for wrong in ["x", "events:read,users:read", "events:read++"] {
            assert_eq!(read_seen(wrong), None, "{wrong}");
        }
    }
}
