//! The page of a hold: what it keeps, why, and how it ends.

use annals_model::{Catalogue, RecordKey};
use maud::{Markup, html};

use super::{HoldLine, HoldScopeShown, PATH, path_of, scope};
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::record::RecordNames;
use crate::components::shell::{Frame, User, shell};
use crate::components::text::{block, text};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::holds as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct HoldView {
    /// What stands around it.
    pub frame: Frame,
    /// How records are named.
    pub catalogue: Catalogue,
    /// The hold.
    pub line: HoldLine,
    /// What the records are called that it names.
    pub names: RecordNames,
    /// Those of which nothing is known.
    pub unknown: Vec<RecordKey>,
    /// How many records it reaches, if it names some.
    pub reach: Option<u64>,
    /// Whether it was placed just now, or released.
    pub is_new: bool,
    /// How it is released, while it is in force.
    pub release: ReleaseForm,
}

/// The form by which a hold is released.
#[derive(Clone, Debug, Default)]
pub struct ReleaseForm {
    /// The reason, as typed.
    pub reason: String,
    /// Characters that it may have.
    pub reason_chars_max: usize,
    /// Whether the box was ticked.
    pub is_confirmed: bool,
    /// What is wrong.
    pub problem: Option<Fault>,
}

/// The page.
pub fn hold(view: &HoldView) -> Markup {
    let HoldView { frame, line, .. } = view;
    let is_in_force = line.released.is_none();
    let main = html! {
        div class="views-page people-page message-page" {
            p class="back" {
                a href=(frame.way(PATH)) { (icon(Icon::Left)) (messages::title()) }
            }
            h1 { (text(&line.name)) " " (help::link("holds#what", &frame.kept())) }
            @if view.is_new {
                p class="note note-good" role="status" {
                    (icon(Icon::Check)) " "
                    @if is_in_force { (messages::was_placed()) }
                    @else { (messages::was_released()) }
                }
            }
            (facts(view))
            @if let (true, Some(user)) = (is_in_force, &frame.user) { (release(view, user)) }
        }
    };
    shell(frame, &format!("{} · {}", line.name, messages::title()), &main)
}

fn facts(view: &HoldView) -> Markup {
    let HoldLine { reason, placed, released, .. } = &view.line;
    html! {
        section {
            dl class="record-facts" {
                dt { (messages::state()) }
                dd {
                    span class="tag" {
                        @if released.is_some() { (messages::past()) }
                        @else { (icon(Icon::Lock)) " " (messages::in_force()) }
                    }
                }
                dt { (messages::scope()) }
                dd { (held(view)) }
                dt { (messages::reason()) }
                dd { (block(reason)) }
                dt { (messages::placed_by()) }
                dd { (messages::by_at(&text(&placed.0), &moment(&placed.1))) }
                @if let Some((who, at, why)) = released {
                    dt { (messages::released_by()) }
                    dd { (messages::by_at(&text(who), &moment(at))) }
                    dt { (messages::release_reason()) }
                    dd { (block(why)) }
                }
            }
        }
    }
}

fn held(view: &HoldView) -> Markup {
    let reads_log = view.frame.user.as_ref().is_some_and(|user| user.reads_log);
    let name = |key: &RecordKey| text(&view.names.of(key, &view.catalogue));
    html! {
        @match &view.line.scope {
            HoldScopeShown::Records(records) => {
                ul class="record-relations" {
                    @for key in records {
                        li {
                            @if reads_log {
                                a href=(view.frame.kept().of_record(key).href()) { (name(key)) }
                            } @else { (name(key)) }
                            " " span class="hint code" { (text(&key.to_string())) }
                            @if view.unknown.contains(key) {
                                " " span class="hint" { (messages::unknown_record()) }
                            }
                        }
                    }
                }
                @if let Some(reach) = view.reach { p class="hint" { (messages::reach(reach)) } }
            },
            whole => (scope(whole)),
        }
    }
}

fn release(view: &HoldView, user: &User) -> Markup {
    let ReleaseForm { reason, reason_chars_max, is_confirmed, problem } = &view.release;
    let described = match problem {
        Some(_) => "release-about release-problem",
        None => "release-about",
    };
    html! {
        section {
            h2 id="release" { (messages::release()) }
            form class="form blacklist-reset" method="post"
                action=(view.frame.way(&path_of(&view.line.id))) {
                (token(user))
                p id="release-about" { (messages::release_about()) }
                label for="why" { (messages::release_why()) }
                textarea id="why" name="reason" rows="3" required dir="auto"
                    maxlength=(reason_chars_max) aria-describedby=(described)
                    aria-invalid=[problem.as_ref().map(|_| "true")] { (reason) }
                label class="check" {
                    input type="checkbox" name="confirmed" value="1" required
                        checked[*is_confirmed];
                    (messages::release_sure())
                }
                @if let Some(problem) = problem {
                    p class="field-problem" id="release-problem" role="alert" {
                        (icon(Icon::Alert)) (problem)
                    }
                }
                p { button type="submit" class="button danger" { (messages::release()) } }
            }
        }
    }
}
