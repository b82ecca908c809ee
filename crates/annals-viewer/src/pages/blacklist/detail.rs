//! One address that gets nothing more: why, what to do, and all that was told of it.

use annals_model::{Channel, RecordKey, ResetLimit, Step, SuppressionReason, SuppressionState};
use jiff::Zoned;
use maud::{Markup, html};

use super::{BlacklistLine, PATH, path_of};
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::message::provider as provider_name;
use crate::components::moment::moment;
use crate::components::shell::{Frame, shell};
use crate::components::suppression::{
    BY_HAND, BY_SENDER, Evidence, about, advice, channel, evidence, mark, records, source, state,
    step,
};
use crate::components::text::{text, username};
use crate::components::views::token;
use crate::fault::{Fault, suppression::limit};
use crate::messages::blacklist as messages;
use crate::messages::communications;
use crate::pages::messages::MESSAGES_PATH;

/// The page.
#[derive(Clone, Debug)]
pub struct BlacklistedView {
    /// What stands around it.
    pub frame: Frame,
    /// The id.
    pub id: String,
    /// The address as it was written.
    pub address: String,
    /// The way of its messages.
    pub channel: Channel,
    /// Why.
    pub reason: SuppressionReason,
    /// How it stands.
    pub state: SuppressionState,
    /// On whose list it is.
    pub provider: Option<String>,
    /// What it holds for.
    pub scope: Option<String>,
    /// By what it is known.
    pub evidence: Evidence,
    /// When it was first told, when it was last, and when it ended, if it did.
    pub times: (Zoned, Zoned, Option<Zoned>),
    /// How often it was told.
    pub count: u32,
    /// Whether whoever checks it has taken too long.
    pub is_overdue: bool,
    /// What was told and done, the oldest first.
    pub steps: Vec<StepLine>,
    /// Others of the same address.
    pub others: Vec<BlacklistLine>,
    /// Records that have it, and what they are called.
    pub records: Vec<(RecordKey, String)>,
    /// Whether, and how, it can be reset.
    pub reset: ResetShown,
    /// Whether it was reset just now.
    pub was_reset: bool,
}

/// Something that was told or done.
#[derive(Clone, Debug)]
pub struct StepLine {
    /// What.
    pub step: Step,
    /// When.
    pub at: Zoned,
    /// When it was told.
    pub received: Zoned,
    /// Who told it, what was said, and of which message.
    pub evidence: Evidence,
    /// Who did it here.
    pub who: Option<String>,
}

/// Whether, and how, an address can be reset.
#[derive(Clone, Debug)]
pub enum ResetShown {
    /// The reader may not.
    MayNot,
    /// It can't be from here.
    Limit(ResetLimit),
    /// By a form.
    Form(ResetForm),
}

/// The form, with what was typed and what is wrong with that.
#[derive(Clone, Debug, Default)]
pub struct ResetForm {
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
pub fn blacklisted(view: &BlacklistedView) -> Markup {
    let help = help::link("communication#blacklist", &view.frame.kept());
    let main = html! {
        div class="views-page people-page message-page" {
            p class="back" {
                a href=(view.frame.way(PATH)) { (icon(Icon::Left)) (messages::title()) }
            }
            h1 { (username(&view.address)) " " (help) }
            @if view.was_reset {
                p class="note note-good" role="status" {
                    (icon(Icon::Check)) " " (messages::was_reset())
                }
            }
            (standing(view))
            (next(view))
            (reset(view))
            (facts(view))
            (history(view))
            (others(view))
        }
    };
    shell(&view.frame, &format!("{} · {}", view.address, messages::title()), &main)
}

fn standing(view: &BlacklistedView) -> Markup {
    html! {
        section class="message-now" {
            div { (mark(view.reason, view.state)) }
            p { (about(view.reason)) }
            @if let Some(meaning) = state(view.state).1 { p { (meaning) } }
            @if view.is_overdue {
                p class="note" { (icon(Icon::Alert)) " " (messages::overdue()) }
            }
        }
    }
}

fn next(view: &BlacklistedView) -> Markup {
    let is_current = view.state == SuppressionState::Active;
    let advice = advice(view.channel, view.reason).filter(|_| is_current);
    html! {
        @if let Some(advice) = advice {
            section {
                h2 { (messages::next_step()) }
                p { (advice) }
            }
        }
    }
}

fn reset(view: &BlacklistedView) -> Markup {
    html! {
        @match &view.reset {
            ResetShown::Limit(ResetLimit::NotActive) => {}
            ResetShown::MayNot => section {
                h2 { (messages::reset()) }
                p class="hint" { (messages::may_not_reset()) }
            },
            ResetShown::Limit(why) => section {
                h2 { (messages::reset()) }
                p id="reset-limit" { (limit(*why)) }
                p {
                    button type="button" class="button" disabled aria-describedby="reset-limit" {
                        (messages::reset())
                    }
                }
            },
            ResetShown::Form(form) => section {
                h2 id="reset" { (messages::reset()) }
                (reset_form(view, form))
            },
        }
    }
}

fn reset_form(view: &BlacklistedView, form: &ResetForm) -> Markup {
    let described = match form.problem {
        Some(_) => "reset-about reset-problem",
        None => "reset-about",
    };
    html! {
        form class="form blacklist-reset" method="post"
            action=(view.frame.way(&path_of(&view.id))) {
            @if let Some(user) = &view.frame.user { (token(user)) }
            p id="reset-about" {
                (messages::reset_about()) " "
                @if view.provider.is_some() { (messages::reset_elsewhere()) }
            }
            label for="why" { (messages::reset_why()) }
            textarea id="why" name="reason" rows="3" required dir="auto"
                maxlength=(form.reason_chars_max)
                aria-invalid=[form.problem.as_ref().map(|_| "true")]
                aria-describedby=(described) { (form.reason) }
            @if view.reason.needs_confirmation() {
                label class="check" {
                    input type="checkbox" name="confirmed" value="1" required
                        checked[form.is_confirmed];
                    (messages::reset_sure())
                }
            }
            @if let Some(problem) = &form.problem {
                p class="field-problem" id="reset-problem" role="alert" {
                    (icon(Icon::Alert)) (problem)
                }
            }
            p { button type="submit" class="button strong" { (messages::reset()) } }
        }
    }
}

fn facts(view: &BlacklistedView) -> Markup {
    let (since, last, ended) = &view.times;
    html! {
        section {
            h2 { (messages::facts()) }
            dl class="record-facts" {
                dt { (messages::channel()) }
                dd { (channel(view.channel)) }
                @if let Some(provider) = &view.provider {
                    dt { (messages::provider()) }
                    dd { (text(provider_name(provider))) }
                }
                dt { (messages::scope()) }
                dd {
                    @match &view.scope {
                        Some(scope) => (text(scope)),
                        None => (messages::everything()),
                    }
                }
                dt { (messages::since()) }
                dd { (moment(since)) }
                dt { (messages::last_told()) }
                dd { (moment(last)) " " span class="hint" { (messages::times(view.count.into())) } }
                @if let Some(ended) = ended {
                    dt { (messages::ended()) }
                    dd { (moment(ended)) }
                }
                dt { (messages::evidence()) }
                dd { (evidence(&view.frame, &view.evidence)) }
                dt { (messages::records()) }
                dd {
                    @if view.records.is_empty() { (messages::no_records()) }
                    @else { (records(&view.frame, &view.records)) }
                }
            }
        }
    }
}

fn history(view: &BlacklistedView) -> Markup {
    html! {
        section {
            h2 { (messages::history()) }
            ol class="message-timeline" {
                @for line in &view.steps { (step_line(&view.frame, line)) }
            }
        }
    }
}

fn step_line(frame: &Frame, line: &StepLine) -> Markup {
    let Evidence { source: from, code, text: words, message } = &line.evidence;
    html! {
        li {
            div { strong { (step(line.step)) } " " (moment(&line.at)) }
            @if code.is_some() || words.is_some() {
                div {
                    @if let Some(code) = code { span class="code" { (code) } " " }
                    @if let Some(words) = words { (text(words)) }
                }
            }
            @if let Some(id) = message {
                div {
                    a href=(frame.way(&format!("{MESSAGES_PATH}/{id}"))) { (messages::message()) }
                }
            }
            div class="hint" {
                @if let Some(who) = &line.who { (messages::by_whom(&text(who))) }
                @else { (communications::told_by(&teller(from), &moment(&line.received))) }
                @if line.who.is_some() && line.step == Step::Listed && from != BY_HAND {
                    " " (source(from))
                }
            }
        }
    }
}

/// Who told it, within a sentence.
fn teller(from: &str) -> Markup {
    if from == BY_SENDER {
        html! { (communications::by_sender()) }
    } else {
        source(from)
    }
}

fn others(view: &BlacklistedView) -> Markup {
    html! {
        @if !view.others.is_empty() {
            section {
                h2 { (messages::others()) }
                ul class="blacklist-short" {
                    @for line in &view.others {
                        li {
                            a href=(view.frame.way(&path_of(&line.id))) { (moment(&line.at)) } " "
                            (mark(line.reason, line.state))
                        }
                    }
                }
            }
        }
    }
}
