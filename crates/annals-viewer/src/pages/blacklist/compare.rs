//! Where a provider's list is compared with Blacklisted Recipients, and what it alone has imported.

use annals_delivery::Provider;
use annals_model::{Channel, SuppressionReason};
use maud::{Markup, html};

use super::{PATH, path_of};
use crate::components::help;
use crate::components::hook;
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, User, shell};
use crate::components::suppression::{channel, reason};
use crate::components::text::{code, text, username};
use crate::components::views::token;
use crate::messages::{blacklist as messages, preferences};

/// Where the page is.
pub const COMPARE_PATH: &str = "/communications/blacklist/-/compare";
/// Differences of one kind that are listed, and lines that were refused.
pub const COMPARED_SHOWN_MAX: usize = 100;

/// The page.
#[derive(Clone, Debug)]
pub struct CompareView {
    /// What stands around it.
    pub frame: Frame,
    /// Channels of which lists may be compared.
    pub channels: Vec<Channel>,
    /// What was chosen.
    pub form: CompareForm,
    /// Why nothing was compared, or imported.
    pub problem: Option<CompareProblem>,
    /// In what the lists differ.
    pub found: Option<Compared>,
    /// How many were imported just now.
    pub imported: Option<u64>,
    /// Rows that a file may have, and bytes.
    pub max: (u64, u64),
}

/// Of which list the file is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompareForm {
    /// The way of the messages.
    pub channel: Option<Channel>,
    /// Whose list it is.
    pub provider: String,
    /// What it holds for.
    pub scope: String,
    /// The reason of rows that give none.
    pub reason: Option<SuppressionReason>,
    /// The file, to be sent again.
    pub list: String,
}

/// Why nothing was compared, or imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareProblem {
    /// No channel was chosen.
    ChannelMissing,
    /// No file was chosen, or an empty one.
    FileMissing,
    /// It is no text in UTF-8, or its first line doesn't name such columns.
    Unreadable,
    /// It has too many rows or bytes.
    TooLong,
    /// There are too many of ours to be compared at once.
    TooMany,
    /// The box was not ticked.
    Unconfirmed,
    /// Others than were seen are on their list alone by now.
    Changed,
}

/// In what two lists differ.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// How many are on both for the same reason.
    pub same: u64,
    /// On theirs alone.
    pub only_theirs: Part,
    /// On ours alone.
    pub only_ours: Part,
    /// On both for different reasons.
    pub other_reason: Part,
    /// On theirs, and ended here.
    pub ended_here: Part,
    /// How many lines were refused.
    pub refused: u64,
    /// The first of them: number, column, and the address that stands there.
    pub lines: Vec<(u64, &'static str, Option<String>)>,
}

/// One kind of differences: how many, and the first of them.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// How many.
    pub count: u64,
    /// The first of them.
    pub rows: Vec<DifferenceLine>,
}

/// An address in which the lists differ.
#[derive(Clone, Debug)]
pub struct DifferenceLine {
    /// As it is written.
    pub address: String,
    /// Why they have it.
    pub theirs: Option<SuppressionReason>,
    /// Why we have it.
    pub ours: Vec<SuppressionReason>,
    /// Ours, where there is one.
    pub id: Option<String>,
}

/// The page.
pub fn compare(view: &CompareView) -> Markup {
    let frame = &view.frame;
    let main = html! {
        div class="views-page people-page messages-page" {
            p class="back" {
                a href=(frame.way(PATH)) { (icon(Icon::Left)) (messages::title()) }
            }
            h1 {
                (messages::compare()) " "
                (help::link("communication#blacklist", &frame.kept()))
            }
            p { (messages::compare_about()) }
            @if let Some(count) = view.imported {
                p class="note note-good" role="status" {
                    (icon(Icon::Check)) " " (messages::compare_imported(count))
                }
            }
            @if let (Some(found), Some(user)) = (&view.found, &frame.user) {
                (differences(view, found, user))
            }
            @if let Some(user) = &frame.user { (form(view, user)) }
        }
    };
    shell(frame, messages::compare(), &main)
}

fn form(view: &CompareView, user: &User) -> Markup {
    let CompareForm { channel: chosen, provider, scope, reason: usual, .. } = &view.form;
    let (rows_max, bytes_max) = view.max;
    html! {
        form class="view-form" method="post" enctype="multipart/form-data"
            action=(view.frame.way(COMPARE_PATH)) {
            (token(user))
            @if view.found.is_some() { h2 { (messages::compare_again()) } }
            fieldset {
                legend { (messages::channel()) }
                @for one in &view.channels {
                    label class="check" {
                        input type="radio" name="channel" value=(one.as_str()) required
                            checked[*chosen == Some(*one)];
                        (channel(*one))
                    }
                }
            }
            label for="provider" { (messages::provider()) }
            input id="provider" name="provider" type="text" dir="auto" autocomplete="off"
                autocapitalize="off" spellcheck="false" maxlength="200" value=(provider)
                list="providers" aria-describedby="provider-hint";
            datalist id="providers" {
                @for one in Provider::ALL { option value=(one.as_str()) { (hook::name(one)) } }
            }
            p class="hint" id="provider-hint" { (messages::compare_provider(&code("sendgrid"))) }
            label for="scope" { (messages::scope()) }
            input id="scope" name="scope" type="text" dir="auto" autocomplete="off"
                maxlength="200" value=(scope) aria-describedby="scope-hint";
            p class="hint" id="scope-hint" { (messages::compare_scope()) }
            label for="reason" { (messages::compare_reason()) }
            select id="reason" name="reason" {
                @for one in SuppressionReason::ALL {
                    option value=(one.as_str())
                        selected[usual.unwrap_or(SuppressionReason::Bounce) == one] {
                        (reason(one))
                    }
                }
            }
            label for="list" { (messages::compare_file()) }
            input id="list" name="list" type="file" accept=".csv,text/csv" required
                aria-describedby="list-hint";
            p class="hint" id="list-hint" {
                (messages::compare_file_hint(&code("address"), rows_max, bytes_max >> 20))
            }
            @if let (Some(problem), None) = (view.problem, &view.found) { (told(problem)) }
            div class="view-buttons" {
                button type="submit" class="button strong" { (messages::compare_button()) }
                a class="button quiet" href=(view.frame.way(PATH)) { (preferences::cancel()) }
            }
        }
    }
}

fn told(problem: CompareProblem) -> Markup {
    use CompareProblem as P;
    let words = match problem {
        P::ChannelMissing => html! { (messages::compare_channel_missing()) },
        P::FileMissing => html! { (messages::compare_file_missing()) },
        P::Unreadable => {
            messages::compare_unreadable(&code("UTF-8"), &code("address"), &code("since"))
        }
        P::TooLong => html! { (messages::compare_too_long()) },
        P::TooMany => html! { (messages::compare_too_many()) },
        P::Unconfirmed => html! { (messages::compare_unconfirmed()) },
        P::Changed => html! { (messages::compare_changed()) },
    };
    html! { p class="field-problem" role="alert" { (icon(Icon::Alert)) (words) } }
}

fn differences(view: &CompareView, found: &Compared, user: &User) -> Markup {
    let parts = [
        (messages::compare_theirs(), messages::compare_theirs_about(), &found.only_theirs),
        (messages::compare_ours(), messages::compare_ours_about(), &found.only_ours),
        (messages::compare_other(), messages::compare_other_about(), &found.other_reason),
        (messages::compare_ended(), messages::compare_ended_about(), &found.ended_here),
    ];
    html! {
        p role="status" { (messages::compare_same(found.same)) }
        @for (place, (title, about, one)) in parts.into_iter().enumerate() {
            section {
                h2 { (messages::compare_part(title, one.count)) }
                @if one.count > 0 {
                    p { (about) }
                    (part(view, one))
                }
                @if place == 0 && one.count > 0 { (import(view, one.count, user)) }
            }
        }
        @if found.refused > 0 { (refused(found)) }
    }
}

fn part(view: &CompareView, part: &Part) -> Markup {
    let words = |of: &[SuppressionReason]| {
        html! {
            @for (place, one) in of.iter().enumerate() {
                @if place > 0 { " · " }
                (reason(*one))
            }
        }
    };
    html! {
        table class="people compared" {
            thead {
                tr {
                    th scope="col" { (messages::address()) }
                    th scope="col" { (messages::compare_their_reason()) }
                    th scope="col" { (messages::compare_our_reason()) }
                }
            }
            tbody {
                @for line in &part.rows {
                    tr {
                        th scope="row" class="email" {
                            @match &line.id {
                                Some(id) => a href=(view.frame.way(&path_of(id))) {
                                    (username(&line.address))
                                },
                                None => (username(&line.address)),
                            }
                        }
                        td data-label=[line.theirs.map(|_| messages::compare_their_reason())] {
                            (words(line.theirs.as_slice()))
                        }
                        td data-label=[line.ours.first().map(|_| messages::compare_our_reason())] {
                            (words(&line.ours))
                        }
                    }
                }
            }
        }
        @if part.count > part.rows.len() as u64 {
            p class="hint" { (messages::compare_cut(part.rows.len() as u64)) }
        }
    }
}

/// The second step: the same file again, and how many were seen.
fn import(view: &CompareView, count: u64, user: &User) -> Markup {
    let CompareForm { channel, provider, scope, reason, list } = &view.form;
    let kept = [
        ("channel", channel.map_or("", Channel::as_str)),
        ("provider", provider),
        ("scope", scope),
        ("reason", reason.map_or("", SuppressionReason::as_str)),
        ("list", list),
    ];
    html! {
        form class="form" method="post" enctype="multipart/form-data"
            action=(view.frame.way(COMPARE_PATH)) {
            (token(user))
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="import" value=(count);
            label class="check" {
                input type="checkbox" name="confirmed" value="1" required;
                (messages::compare_sure())
            }
            @if let Some(problem) = view.problem { (told(problem)) }
            p { button type="submit" class="button strong" { (messages::compare_import(count)) } }
        }
    }
}

fn refused(found: &Compared) -> Markup {
    html! {
        section {
            h2 { (messages::compare_part(messages::compare_refused(), found.refused)) }
            p { (messages::compare_refused_about()) }
            ul {
                @for (line, column, address) in &found.lines {
                    li {
                        (messages::compare_line(*line)) " " (why(column))
                        @if let Some(address) = address.as_ref().filter(|one| !one.is_empty()) {
                            " " span class="hint" { (text(address)) }
                        }
                    }
                }
            }
            @if found.refused > found.lines.len() as u64 {
                p class="hint" { (messages::compare_cut(found.lines.len() as u64)) }
            }
        }
    }
}

/// What can be wrong with a column.
fn why(column: &str) -> Markup {
    let named = code(column);
    match column {
        "address" => messages::compare_bad_address(&named),
        "since" => messages::compare_bad_since(&named),
        "reason" => messages::compare_bad_reason(&named),
        "state" => messages::compare_bad_state(&named),
        "channel" | "provider" | "scope" => messages::compare_bad_list(&named),
        "note" => messages::compare_bad_note(&named),
        _ => html! { (messages::compare_bad_line()) },
    }
}
