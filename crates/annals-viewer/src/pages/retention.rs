//! Retention: how long what messages say is kept, what is due, and the runs.

use annals_model::Channel;
use jiff::Zoned;
use maud::{Markup, html};

use crate::components::below::{Below, below};
use crate::components::help;
use crate::components::hold::{self, HoldMark};
use crate::components::icon::{Icon, icon};
use crate::components::message::log_title;
use crate::components::moment::moment;
use crate::components::number::grouped;
use crate::components::preference;
use crate::components::shell::{Frame, User, shell};
use crate::components::text::text;
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::{preferences, retention as messages};
use crate::pages::preferences::Place;

/// Where the page is.
pub const PATH: &str = "/retention";

/// The page.
#[derive(Clone, Debug)]
pub struct RetentionView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation; whether the reader may change it.
    pub place: Place,
    /// Each channel.
    pub channels: Vec<ChannelLine>,
    /// The periods, as a confirmation names them.
    pub periods: String,
    /// Whether they have to be confirmed.
    pub needs_confirmation: bool,
    /// Who confirmed them, and when.
    pub confirmed: Option<(String, Zoned)>,
    /// Which holds keep how many texts that would be due.
    pub holds: Vec<(HoldMark, u64)>,
    /// When the next run goes.
    pub next_run: Option<Zoned>,
    /// The last runs, newest first.
    pub runs: Vec<RunLine>,
    /// Organisations right below, each of which is confirmed for itself.
    pub below: Below,
    /// Whether it was just confirmed.
    pub is_done: bool,
    /// What is wrong with the confirmation.
    pub problem: Option<RetentionProblem>,
}

/// Why nothing was confirmed.
#[derive(Clone, Debug)]
pub enum RetentionProblem {
    /// The box was not ticked.
    NotConfirmed,
    /// Anything else.
    Fault(Fault),
}

/// What is kept of a channel.
#[derive(Clone, Debug)]
pub struct ChannelLine {
    /// Which.
    pub channel: Channel,
    /// For how many months; none: for ever.
    pub months: Option<u32>,
    /// How many texts.
    pub kept: u64,
    /// When the oldest was sent.
    pub oldest: Option<Zoned>,
    /// How many are due now.
    pub due: u64,
    /// How many will be within thirty days.
    pub due_soon: u64,
    /// How many others would be due now, and are held.
    pub held: u64,
}

/// A run.
#[derive(Clone, Debug)]
pub struct RunLine {
    /// When it began.
    pub begun: Zoned,
    /// Texts of each channel, in the order of [`Channel::ALL`].
    pub purged: [u64; Channel::ALL.len()],
    /// How many texts stayed, because they were held.
    pub held: u64,
    /// Whether all was purged, and gone from the files.
    pub is_over: bool,
}

/// Retention of an organisation.
pub fn retention(view: &RetentionView) -> Markup {
    let RetentionView { frame, place, .. } = view;
    let main = html! {
        div class="views-page people-page retention-page" {
            h1 { (messages::title()) " " (help::link("keeping#texts", &frame.kept())) }
            @if place.id.is_some() { p { strong { (text(&place.name)) } } }
            p { (messages::about()) }
            @if view.is_done {
                p class="note note-good" role="status" {
                    (icon(Icon::Check)) " " (messages::done())
                }
            }
            (standing(view))
            (channels(view))
            @let may_confirm = place.may_change && view.needs_confirmation;
            @if let (Some(user), true) = (&frame.user, may_confirm) {
                (confirm(view, user))
            }
            (runs(view))
            (below(PATH, &view.below))
        }
    };
    shell(frame, messages::title(), &main)
}

fn standing(view: &RetentionView) -> Markup {
    html! {
        section class="message-now" {
            @if view.needs_confirmation {
                p { (icon(Icon::Alert)) " " strong { (messages::waits()) } }
                p { (messages::waits_about()) }
            } @else if let Some(next) = &view.next_run {
                p { (icon(Icon::Check)) " " strong { (messages::goes_by_itself()) } }
                p { (messages::next_run(&moment(next))) }
            } @else {
                p { strong { (messages::keeps_all()) } }
            }
            @if let Some((by, at)) = &view.confirmed {
                p class="hint" { (messages::confirmed_by(&text(by), &moment(at))) }
            }
        }
    }
}

fn channels(view: &RetentionView) -> Markup {
    html! {
        section aria-labelledby="kept" {
            h2 id="kept" { (messages::kept_title()) }
            table class="people" {
                thead {
                    tr {
                        th scope="col" { (messages::log()) }
                        th scope="col" { (messages::kept_for()) }
                        th scope="col" class="number" { (messages::kept()) }
                        th scope="col" { (messages::oldest()) }
                        th scope="col" class="number" { (messages::due()) }
                        th scope="col" class="number" { (messages::due_soon()) }
                        @if !view.holds.is_empty() {
                            th scope="col" class="number" { (messages::held()) }
                        }
                    }
                }
                tbody { @for line in &view.channels { (channel(view, line)) } }
            }
            (held(view))
        }
    }
}

fn channel(view: &RetentionView, line: &ChannelLine) -> Markup {
    let preference = preference::of_channel(line.channel);
    let months = line.months.map(|months| preferences::months(u64::from(months)));
    let months = months.unwrap_or_else(|| preferences::forever().to_owned());
    let path = format!("{}/{}", preference::PATH, preference.as_str());
    let reads = view.frame.user.as_ref().is_some_and(|user| user.reads_preferences);
    html! {
        tr {
            th scope="row" { (log_title(line.channel)) }
            td data-label=(messages::kept_for()) {
                @if reads {
                    a href=(view.place.href(&path)) { (months) }
                } @else { (months) }
            }
            td class="number" data-label=(messages::kept()) { (grouped(line.kept)) }
            td data-label=(messages::oldest()) {
                @if let Some(oldest) = &line.oldest { (moment(oldest)) }
            }
            td class="number" data-label=(messages::due()) { (grouped(line.due)) }
            td class="number" data-label=(messages::due_soon()) { (grouped(line.due_soon)) }
            @if !view.holds.is_empty() {
                td class="number" data-label=(messages::held()) { (grouped(line.held)) }
            }
        }
    }
}

fn held(view: &RetentionView) -> Markup {
    let texts = view.channels.iter().map(|line| line.held).sum();
    html! {
        @if !view.holds.is_empty() {
            div class="note" {
                p { (icon(Icon::Lock)) " " (messages::held_texts(texts)) }
                ul {
                    @for (mark, count) in &view.holds {
                        li { (messages::held_by(&hold::named(&view.frame.kept(), mark), *count)) }
                    }
                }
            }
        }
    }
}

fn confirm(view: &RetentionView, user: &User) -> Markup {
    let described = view.problem.as_ref().map(|_| "confirm-problem");
    html! {
        section aria-labelledby="confirm" {
            h2 id="confirm" { (messages::confirm_title()) }
            form class="view-form" method="post" action=(view.place.href(PATH)) {
                (token(user))
                input type="hidden" name="periods" value=(view.periods);
                p { (messages::confirm_about()) }
                label class="check confirm" {
                    input type="checkbox" name="confirm" value="1" aria-describedby=[described];
                    span { (messages::confirm_box()) }
                }
                @if let Some(problem) = &view.problem {
                    p class="field-problem" id="confirm-problem" role="alert" {
                        (icon(Icon::Alert))
                        @match problem {
                            RetentionProblem::NotConfirmed => (messages::not_confirmed()),
                            RetentionProblem::Fault(fault) => (fault),
                        }
                    }
                }
                button type="submit" class="button danger" { (messages::confirm()) }
            }
        }
    }
}

fn runs(view: &RetentionView) -> Markup {
    html! {
        section aria-labelledby="runs" {
            h2 id="runs" { (messages::runs()) }
            @if view.runs.is_empty() { p class="hint" { (messages::no_runs()) } }
            @else {
                @let has_held = view.runs.iter().any(|run| run.held > 0);
                table class="people" {
                    thead {
                        tr {
                            th scope="col" { (messages::begun()) }
                            @for channel in Channel::ALL {
                                th scope="col" class="number" { (log_title(channel)) }
                            }
                            @if has_held { th scope="col" class="number" { (messages::held()) } }
                            th scope="col" { (messages::state()) }
                        }
                    }
                    tbody { @for run in &view.runs { (line(run, has_held)) } }
                }
            }
        }
    }
}

fn line(run: &RunLine, has_held: bool) -> Markup {
    let state = if run.is_over { messages::over() } else { messages::under_way() };
    html! {
        tr {
            th scope="row" { (moment(&run.begun)) }
            @for (channel, count) in Channel::ALL.into_iter().zip(run.purged) {
                td class="number" data-label=(log_title(channel)) { (grouped(count)) }
            }
            @if has_held {
                td class="number" data-label=(messages::held()) { (grouped(run.held)) }
            }
            td data-label=(messages::state()) { (state) }
        }
    }
}
