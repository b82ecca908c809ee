//! Deleting entries: what would go, before anything does, and what went.

mod each;

use annals_model::{Event, Millis, Number};
use jiff::Zoned;
use maud::{Markup, html};

pub use self::each::{DeletedEachView, DeletedIn, Outcome, deleted_each};
use crate::address::{LogAddress, Selection};
use crate::components::actor::member_name;
use crate::components::entry_table::{self, EntryRow};
use crate::components::help;
use crate::components::hold::{self, HoldMark};
use crate::components::icon::{Icon, icon, type_mark};
use crate::components::moment::moment;
use crate::components::number::grouped;
use crate::components::shell::{Frame, shell};
use crate::components::text::{block, short, text};
use crate::fault::Fault;
use crate::messages::deletion as messages;

/// What would go.
#[derive(Clone, Debug)]
pub struct DeletionView {
    /// What stands around it.
    pub frame: Frame,
    /// The search on whose page it was begun.
    pub address: LogAddress,
    /// What of it.
    pub selection: Selection,
    /// The search in words.
    pub search: Markup,
    /// Whether entries that tell of views and exports are left out.
    pub hides_access: bool,
    /// What was said before it, which did not lead to a deletion.
    pub notice: Option<Fault>,
    /// How many entries go.
    pub entries: u64,
    /// How many that match stay.
    pub kept: u64,
    /// How many that match stay, because they are held.
    pub held: u64,
    /// Which holds keep how many.
    pub holds: Vec<(HoldMark, u64)>,
    /// How many of each organisation, where they are of several.
    pub organizations: Vec<Figure>,
    /// When the earliest and the latest of them happened.
    pub time: Option<(Zoned, Zoned)>,
    /// The most frequent actions.
    pub actions: Vec<Figure>,
    /// The most frequent users.
    pub users: Vec<Figure>,
    /// The newest of them.
    pub sample: Vec<EntryRow>,
    /// The size of the log, and the moment of the look.
    pub seen: (String, Number, Millis),
    /// What was filled in.
    pub form: DeletionForm,
    /// Characters of a reason.
    pub reason_chars_max: usize,
}

/// One line of figures.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Of what.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// The state of the form.
#[derive(Clone, Debug, Default)]
pub struct DeletionForm {
    /// Why they are deleted.
    pub reason: String,
    /// What is wrong with it.
    pub reason_problem: Option<Fault>,
    /// What is wrong with the confirmation.
    pub confirm_problem: Option<Fault>,
}

/// What went.
#[derive(Clone, Debug)]
pub struct DeletedView {
    /// What stands around it.
    pub frame: Frame,
    /// The search on whose page it was begun.
    pub address: LogAddress,
    /// The entry that tells of it.
    pub trace: EntryRow,
}

/// The page before.
pub fn deletion(view: &DeletionView) -> Markup {
    let main = html! {
        div class="deletion-page" {
            p class="back" { (back(&view.address, messages::back())) }
            h1 { (messages::title()) " " (help::link("deleting#how", &view.address)) }
            @if let Some(notice) = &view.notice {
                p class="note note-problem" role="alert" { (icon(Icon::Alert)) (notice) }
            }
            @if view.entries == 0 {
                p class="deletion-count" { (messages::nothing()) }
                p { (messages::nothing_text()) }
                (kept(view))
                p { a class="button strong" href=(view.address.href()) { (messages::back()) } }
            } @else {
                (what(view))
                (form(view))
            }
        }
    };
    shell(&view.frame, messages::title(), &main)
}

/// The page afterwards.
pub fn deleted(view: &DeletedView) -> Markup {
    let EntryRow { number, occurred_at, event, opens, .. } = &view.trace;
    let description = event.description.as_deref().unwrap_or_default();
    let main = html! {
        div class="deletion-page" {
            h1 { (messages::done()) }
            p class="deletion-count" role="status" {
                (messages::done_text(
                    &member_name(&event.actor),
                    &text(description),
                    &moment(occurred_at),
                ))
            }
            @if let Some(reason) = &event.reason {
                dl class="facts" {
                    dt { (messages::reason()) }
                    dd { (block(reason)) }
                }
            }
            p { (messages::goes(entries(event))) }
            p class="deletion-actions" {
                a class="button strong" href=(view.address.first_page().href()) {
                    (messages::back())
                }
                @if *opens {
                    a class="button" href=(view.address.first_page().entry_href(*number)) {
                        (messages::trace())
                    }
                }
            }
        }
    };
    shell(&view.frame, messages::done(), &main)
}

/// How many entries the one that tells of it says.
fn entries(trace: &Event) -> u64 {
    let told = trace.details.iter().find(|detail| detail.key == "entries");
    let count = told.and_then(|told| told.value.as_ref()?.as_json().parse().ok());
    count.unwrap_or_default()
}

fn back(address: &LogAddress, label: &str) -> Markup {
    html! { a href=(address.href()) { (icon(Icon::Left)) (label) } }
}

fn what(view: &DeletionView) -> Markup {
    html! {
        p class="deletion-count warning" { (icon(Icon::Alert)) (messages::will_go(view.entries)) }
        @if let Some((earliest, latest)) = &view.time {
            p {
                @if view.entries == 1 { (messages::when_one(&moment(earliest))) }
                @else { (messages::when(&moment(earliest), &moment(latest))) }
            }
        }
        p {
            @match &view.selection {
                Selection::All => {
                    @if view.hides_access { (messages::search_hiding(&view.search)) }
                    @else { (messages::search(&view.search)) }
                }
                Selection::Entries(_) => (messages::ticked()),
            }
        }
        (kept(view))
        div class="deletion-figures" {
            @if !view.organizations.is_empty() {
                (figures(messages::by_organization(), &view.organizations, view.entries))
            }
            (figures(messages::by_action(), &view.actions, view.entries))
            (figures(messages::by_user(), &view.users, view.entries))
        }
        section {
            h2 { (messages::sample(view.entries)) }
            ul class="deletion-sample" {
                @for row in &view.sample { li { (sample(row, !view.organizations.is_empty())) } }
            }
        }
        section {
            h2 { (messages::stays()) }
            ul {
                li { (messages::stays_numbers(view.entries)) }
                @if view.organizations.is_empty() { li { (messages::stays_trace()) } }
                @else { li { (messages::stays_traces()) } }
                li { (messages::stays_copies()) }
            }
            p { (messages::goes(view.entries)) }
            (help::brief("deleting#undo", &view.address))
        }
    }
}

fn kept(view: &DeletionView) -> Markup {
    html! {
        @if view.kept > 0 {
            p class="note" { (messages::kept(view.kept)) }
            (help::brief("deleting#kept", &view.address))
        }
        @if view.held > 0 {
            div class="note" {
                p { (icon(Icon::Lock)) " " (messages::held(view.held)) }
                ul {
                    @for (mark, count) in &view.holds {
                        li { (messages::held_by(&hold::named(&view.frame.kept(), mark), *count)) }
                    }
                }
            }
        }
    }
}

fn figures(title: &str, figures: &[Figure], total: u64) -> Markup {
    let shown = figures.iter().map(|figure| figure.count).sum();
    let others = total.saturating_sub(shown);
    html! {
        section {
            h2 { (title) }
            dl class="figure-list" {
                @for Figure { label, count } in figures {
                    dt { (short(label)) }
                    dd { (grouped(*count)) }
                }
                @if others > 0 {
                    dt { (messages::others()) }
                    dd { (grouped(others)) }
                }
            }
        }
    }
}

fn sample(row: &EntryRow, names_organization: bool) -> Markup {
    let Event { label, description, event_type, actor, .. } = &row.event;
    html! {
        (type_mark(*event_type))
        span { (short(label)) (entry_table::outcome(&row.event)) }
        span class="deletion-when" { (moment(&row.occurred_at)) }
        @if names_organization { span class="deletion-who clamp" { (text(&row.organization)) } }
        span class="deletion-who clamp" { (member_name(actor)) }
        @if let Some(description) = description {
            span class="description" { (short(description)) }
        }
    }
}

fn form(view: &DeletionView) -> Markup {
    let DeletionForm { reason, reason_problem, confirm_problem } = &view.form;
    let (digest, before, at) = &view.seen;
    html! {
        form class="deletion-form" method="post"
            action=(view.address.delete_href(&view.selection)) {
            @if let Some(user) = &view.frame.user {
                input type="hidden" name=(user.form_token.0) value=(user.form_token.1);
            }
            input type="hidden" name="entries" value=(view.entries);
            input type="hidden" name="digest" value=(digest);
            input type="hidden" name="before" value=(before.0);
            input type="hidden" name="at" value=(at);
            label for="reason" { (messages::reason()) }
            p id="reason-hint" class="hint" { (messages::reason_hint()) }
            textarea id="reason" name="reason" rows="3" required dir="auto"
                maxlength=(view.reason_chars_max) aria-invalid=[invalid(reason_problem)]
                aria-describedby=(described("reason-hint", "reason-problem", reason_problem)) {
                (reason)
            }
            (problem("reason-problem", reason_problem))
            label for="confirm" { (messages::confirm(view.entries)) }
            input id="confirm" name="confirm" type="text" inputmode="numeric" required
                autocomplete="off" maxlength="40" aria-invalid=[invalid(confirm_problem)]
                aria-describedby=[confirm_problem.as_ref().map(|_| "confirm-problem")];
            (problem("confirm-problem", confirm_problem))
            p class="deletion-actions" {
                button type="submit" class="button danger" { (messages::delete(view.entries)) }
                a class="button quiet" href=(view.address.href()) { (messages::cancel()) }
            }
        }
    }
}

fn invalid(problem: &Option<Fault>) -> Option<&'static str> {
    problem.as_ref().map(|_| "true")
}

fn described(hint: &str, id: &str, problem: &Option<Fault>) -> String {
    if problem.is_some() { format!("{hint} {id}") } else { hint.to_owned() }
}

fn problem(id: &str, problem: &Option<Fault>) -> Markup {
    html! {
        @if let Some(problem) = problem {
            p class="field-problem" id=(id) role="alert" { (icon(Icon::Alert)) (problem) }
        }
    }
}
