//! Blacklisted Recipients: addresses to which nothing more is to be sent.

mod compare;
mod detail;

use annals_model::{Channel, RecordKey, SuppressionReason, SuppressionState};
use jiff::Zoned;
use maud::{Markup, html};

pub use compare::{
    COMPARE_PATH, COMPARED_SHOWN_MAX, CompareForm, CompareProblem, CompareView, Compared,
    DifferenceLine, Part, compare,
};
pub use detail::{BlacklistedView, ResetForm, ResetShown, StepLine, blacklisted};

use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::shell::{Frame, shell};
use crate::components::suppression::{Evidence, channel, evidence, mark, reason, records};
use crate::components::text::{text, username};
use crate::messages::blacklist as messages;
use crate::messages::{communications, people};
use crate::pages::messages::{CURSOR, find_form};

/// Where the page is.
pub const PATH: &str = "/communications/blacklist";
/// Records of an address that a row names.
pub const RECORDS_IN_ROW: usize = 3;

/// The page.
#[derive(Clone, Debug)]
pub struct BlacklistView {
    /// What stands around it.
    pub frame: Frame,
    /// Channels of which the reader may see a log.
    pub channels: Vec<Channel>,
    /// Whether the reader may compare a provider's list.
    pub may_compare: bool,
    /// What is looked for.
    pub asked: BlacklistAsked,
    /// What of the address is not understood, in words.
    pub notice: Option<String>,
    /// Those on this page.
    pub lines: Vec<BlacklistLine>,
    /// How many there are.
    pub total: u64,
    /// Whether the address names another page than the first.
    pub is_later: bool,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// What the address of the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlacklistAsked {
    /// Words as typed.
    pub words: String,
    /// Of this channel only.
    pub channel: Option<Channel>,
    /// For this reason only.
    pub reason: Option<SuppressionReason>,
    /// Also those that are over.
    pub with_past: bool,
    /// By what they are sorted: `address` or `reason`; by time, if empty.
    pub sort: String,
    /// The other way round.
    pub reversed: bool,
}

/// An address in a list.
#[derive(Clone, Debug)]
pub struct BlacklistLine {
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
    /// When it was last told.
    pub at: Zoned,
    /// By what it is known.
    pub evidence: Evidence,
    /// Whether whoever checks it has taken too long.
    pub is_overdue: bool,
    /// Records that have it, and what they are called.
    pub records: Vec<(RecordKey, String)>,
}

impl BlacklistAsked {
    fn pairs(&self) -> Vec<(&'static str, &str)> {
        let flag = |set: bool| if set { "true" } else { "" };
        let pairs = [
            ("q", &*self.words),
            ("channel", self.channel.map_or("", Channel::as_str)),
            ("reason", self.reason.map_or("", SuppressionReason::as_str)),
            ("past", flag(self.with_past)),
            ("sort", &*self.sort),
            ("reversed", flag(self.reversed)),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

impl BlacklistView {
    fn href(&self, asked: &BlacklistAsked, cursor: Option<&str>) -> String {
        let cursor = cursor.map(|cursor| (CURSOR, cursor));
        let pairs: Vec<_> = asked.pairs().into_iter().chain(cursor).collect();
        self.frame.way_with(PATH, &pairs)
    }
}

/// Where one of them is.
pub fn path_of(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// The page.
pub fn blacklist(view: &BlacklistView) -> Markup {
    let help = help::link("communication#blacklist", &view.frame.kept());
    let main = html! {
        div class="views-page people-page messages-page" {
            h1 { (messages::title()) " " (help) }
            p { (messages::about()) }
            @if view.may_compare {
                @let channel = view.asked.channel.map(|one| ("channel", one.as_str()));
                @let way = view.frame.way_with(COMPARE_PATH, channel.as_slice());
                p { a class="button" href=(way) { (messages::compare()) } }
            }
            (find(view))
            @if let Some(notice) = &view.notice { p class="note" role="status" { (text(notice)) } }
            (choices(view))
            (found(view))
        }
    };
    shell(&view.frame, messages::title(), &main)
}

fn find(view: &BlacklistView) -> Markup {
    let kept = BlacklistAsked { words: String::new(), ..view.asked.clone() };
    let asked = (PATH, kept.pairs(), &*view.asked.words);
    find_form(&view.frame, asked, (messages::find(), messages::find_hint()))
}

fn choices(view: &BlacklistView) -> Markup {
    let choice = |asked: BlacklistAsked, label: &str| {
        let is_chosen = asked == view.asked;
        html! {
            li {
                a href=(view.href(&asked, None)) aria-current=[is_chosen.then_some("true")] {
                    (label)
                }
            }
        }
    };
    let by = |channel| BlacklistAsked { channel, ..view.asked.clone() };
    let of = |reason| BlacklistAsked { reason, ..view.asked.clone() };
    let when = |with_past| BlacklistAsked { with_past, ..view.asked.clone() };
    html! {
        @if view.channels.len() > 1 {
            nav class="choices" aria-label=(messages::channel()) {
                ul {
                    (choice(by(None), communications::all()))
                    @for one in &view.channels { (choice(by(Some(*one)), channel(*one))) }
                }
            }
        }
        nav class="choices" aria-label=(messages::filter()) {
            ul {
                (choice(of(None), messages::all_reasons()))
                @for one in SuppressionReason::ALL { (choice(of(Some(one)), reason(one))) }
            }
        }
        nav class="choices" aria-label=(messages::when()) {
            ul {
                (choice(when(false), messages::current()))
                (choice(when(true), messages::with_past()))
            }
        }
    }
}

fn found(view: &BlacklistView) -> Markup {
    let BlacklistAsked { words, channel, reason, .. } = &view.asked;
    let is_whole = words.is_empty() && channel.is_none() && reason.is_none();
    let all = BlacklistAsked { with_past: true, ..BlacklistAsked::default() };
    html! {
        @if view.lines.is_empty() && is_whole && !view.is_later {
            div class="empty" {
                h2 { (messages::none()) }
                p { (messages::none_about()) }
            }
        } @else if view.lines.is_empty() {
            p class="note" role="status" {
                (messages::nothing_found()) " "
                a href=(view.href(&all, None)) { (messages::show_all()) }
            }
        } @else {
            p class="hint" role="status" { (messages::count(view.total)) }
            (table(view))
            @if view.is_later || view.next.is_some() { (turn(view)) }
        }
    }
}

fn turn(view: &BlacklistView) -> Markup {
    html! {
        nav class="turn" aria-label=(people::pages()) {
            @if view.is_later {
                a class="button" href=(view.href(&view.asked, None)) {
                    (icon(Icon::Left)) (communications::first())
                }
            }
            @if let Some(next) = &view.next {
                a class="button" rel="next" href=(view.href(&view.asked, Some(next))) {
                    (communications::next()) (icon(Icon::Right))
                }
            }
        }
    }
}

fn table(view: &BlacklistView) -> Markup {
    let head = |sort: &str, label: &str| {
        let is_sorted = view.asked.sort == sort;
        let reversed = is_sorted && !view.asked.reversed;
        let asked = BlacklistAsked { sort: sort.to_owned(), reversed, ..view.asked.clone() };
        // Times begin with the newest.
        let is_up = sort.is_empty() == view.asked.reversed;
        let order = if is_up { "ascending" } else { "descending" };
        html! {
            th scope="col" aria-sort=[is_sorted.then_some(order)] {
                a href=(view.href(&asked, None)) {
                    (label)
                    @if is_sorted { " " (icon(if is_up { Icon::Up } else { Icon::Down })) }
                }
            }
        }
    };
    html! {
        table class="people messages blacklist" {
            thead {
                tr {
                    (head("address", messages::address()))
                    (head("reason", messages::reason()))
                    (head("", messages::date()))
                    th scope="col" { (messages::evidence()) }
                    th scope="col" { (messages::records()) }
                }
            }
            tbody { @for line in &view.lines { (row(&view.frame, line)) } }
        }
    }
}

fn row(frame: &Frame, line: &BlacklistLine) -> Markup {
    let shown = &line.records[..line.records.len().min(RECORDS_IN_ROW)];
    html! {
        tr {
            th scope="row" class="email" {
                a href=(frame.way(&path_of(&line.id))) { (username(&line.address)) }
                div class="hint" { (channel(line.channel)) }
            }
            td data-label=(messages::reason()) {
                div {
                    (mark(line.reason, line.state))
                    @if line.is_overdue { div class="hint" { (messages::overdue()) } }
                }
            }
            td data-label=(messages::date()) { (moment(&line.at)) }
            td data-label=(messages::evidence()) { div { (evidence(frame, &line.evidence)) } }
            td data-label=[(!shown.is_empty()).then(messages::records)] {
                div {
                    @if !shown.is_empty() { (records(frame, shown)) }
                    @if line.records.len() > shown.len() {
                        span class="hint" { (messages::more_records()) }
                    }
                }
            }
        }
    }
}

/// Those of one record, above the log of its messages.
pub fn of_record(frame: &Frame, lines: &[BlacklistLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section class="message-now" {
                h3 { (messages::of_record()) }
                ul class="blacklist-short" {
                    @for line in lines {
                        li {
                            a href=(frame.way(&path_of(&line.id))) { (username(&line.address)) } " "
                            (mark(line.reason, line.state)) " "
                            (moment(&line.at))
                        }
                    }
                }
            }
        }
    }
}

/// How it stands with the address of a message: each reason, and where it is.
pub fn of_address(frame: &Frame, active: &[(SuppressionReason, String)]) -> Markup {
    html! {
        @for (why, id) in active {
            @let link = html! { a href=(frame.way(&path_of(id))) { (reason(*why)) } };
            p class="note" { (icon(Icon::Alert)) " " (messages::is_blacklisted(&link)) }
        }
    }
}
