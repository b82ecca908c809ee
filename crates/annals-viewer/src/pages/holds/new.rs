//! The page on which a hold is placed.

use annals_model::RecordKey;
use maud::{Markup, html};

use super::{EXAMPLE, NEW_PATH, PATH};
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, User, shell};
use crate::components::text::{code, text};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::holds as messages;
use crate::messages::preferences;

/// Records of which nothing is known that are listed.
const UNKNOWN_SHOWN_MAX: usize = 20;

/// The page.
#[derive(Clone, Debug)]
pub struct NewHoldView {
    /// What stands around it.
    pub frame: Frame,
    /// What was typed.
    pub form: HoldForm,
    /// Whether it may reach the organisations below, and there are some.
    pub may_reach_below: bool,
    /// Characters of a name, and of a reason.
    pub chars_max: (usize, usize),
    /// Why it can't be placed.
    pub problem: Option<Fault>,
}

/// What is typed to place a hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HoldForm {
    /// What people call it.
    pub name: String,
    /// Why.
    pub reason: String,
    /// `records`, `organization` or `below`.
    pub scope: String,
    /// Records, one on each line.
    pub records: String,
    /// Those of which nothing is known, while that isn't confirmed.
    pub unknown: Vec<RecordKey>,
    /// What the box stands for that confirms it: for these, and no others.
    pub confirms: String,
    /// Whether it was ticked.
    pub is_sure: bool,
}

/// The page.
pub fn new_hold(view: &NewHoldView) -> Markup {
    let frame = &view.frame;
    let main = html! {
        div class="views-page people-page" {
            p class="back" {
                a href=(frame.way(PATH)) { (icon(Icon::Left)) (messages::title()) }
            }
            h1 { (messages::place()) " " (help::link("holds#place", &frame.kept())) }
            p { (messages::about()) }
            @if let Some(user) = &frame.user { (form(view, user)) }
        }
    };
    shell(frame, messages::place(), &main)
}

fn form(view: &NewHoldView, user: &User) -> Markup {
    let (HoldForm { name, reason, .. }, (name_max, reason_max)) = (&view.form, view.chars_max);
    html! {
        form class="view-form" method="post" action=(view.frame.way(NEW_PATH)) {
            (token(user))
            label for="name" { (messages::name()) }
            input id="name" name="name" type="text" required maxlength=(name_max) dir="auto"
                autocomplete="off" aria-describedby="name-hint" value=(name);
            p class="hint" id="name-hint" { (messages::name_hint()) }
            (scope(view))
            label for="reason" { (messages::reason()) }
            textarea id="reason" name="reason" rows="3" required dir="auto" maxlength=(reason_max)
                aria-describedby="reason-hint" { (reason) }
            p class="hint" id="reason-hint" { (messages::reason_hint()) }
            @if let Some(problem) = &view.problem {
                p class="field-problem" role="alert" { (icon(Icon::Alert)) (problem) }
            }
            div class="view-buttons" {
                button type="submit" class="button strong" { (messages::place()) }
                a class="button quiet" href=(view.frame.way(PATH)) { (preferences::cancel()) }
            }
        }
    }
}

fn scope(view: &NewHoldView) -> Markup {
    let HoldForm { scope, records, .. } = &view.form;
    let choices = [
        ("records", messages::of_records(), true),
        ("organization", messages::of_organization(), true),
        ("below", messages::of_all_below(), view.may_reach_below),
    ];
    html! {
        fieldset {
            legend { (messages::scope()) }
            @for (value, label, _) in choices.into_iter().filter(|choice| choice.2) {
                label class="check" {
                    input type="radio" name="scope" value=(value) required
                        checked[scope == value];
                    (label)
                }
            }
            label for="records" { (messages::records()) }
            textarea id="records" name="records" rows="3" dir="ltr" autocapitalize="off"
                spellcheck="false" aria-describedby="records-hint" { (records) }
            p class="hint" id="records-hint" { (messages::records_hint(&code(EXAMPLE))) }
            (unknown(&view.form))
        }
    }
}

fn unknown(form: &HoldForm) -> Markup {
    let count = form.unknown.len() as u64;
    html! {
        @if count > 0 {
            div class="field-problem" role="alert" {
                (icon(Icon::Alert)) (messages::unknown_records(count))
            }
            ul {
                @for key in form.unknown.iter().take(UNKNOWN_SHOWN_MAX) {
                    li { (text(&key.to_string())) }
                }
            }
        }
        @if count > 0 || form.is_sure {
            label class="check" {
                input type="checkbox" name="unknown_too" value=(form.confirms)
                    checked[form.is_sure];
                (messages::unknown_too())
            }
        }
    }
}
