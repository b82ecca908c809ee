//! Legal holds: those of an organisation, in force and released.

mod new;
mod one;

use annals_model::RecordKey;
use jiff::Zoned;
use maud::{Markup, html};

pub use self::new::{HoldForm, NewHoldView, new_hold};
pub use self::one::{HoldView, ReleaseForm, hold};
use crate::components::help;
use crate::components::hold::HoldMark;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::shell::{Frame, shell};
use crate::components::text::{clamped, short, text};
use crate::messages::holds as messages;

/// Where the page is.
pub const PATH: &str = "/holds";
/// Where one is placed. No hold has such an id.
pub const NEW_PATH: &str = "/holds/new";
/// A record as people type it.
pub(crate) const EXAMPLE: &str = "family:f-12";

/// What a hold keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldScopeShown {
    /// These records, with all below them.
    Records(Vec<RecordKey>),
    /// The organisation.
    Organization {
        /// And those below.
        below: bool,
    },
}

/// A hold in a list, and on its page.
#[derive(Clone, Debug)]
pub struct HoldLine {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Why it was placed.
    pub reason: String,
    /// What it keeps.
    pub scope: HoldScopeShown,
    /// Who placed it, and when.
    pub placed: (String, Zoned),
    /// Who released it, when, and why.
    pub released: Option<(String, Zoned, String)>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct HoldsView {
    /// What stands around it.
    pub frame: Frame,
    /// The organisation's own, those in force first.
    pub lines: Vec<HoldLine>,
    /// Those of organisations above that hold everything here.
    pub above: Vec<HoldMark>,
}

/// Where one of them is.
pub fn path_of(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// The page.
pub fn holds(view: &HoldsView) -> Markup {
    let frame = &view.frame;
    let (past, in_force): (Vec<_>, Vec<_>) =
        view.lines.iter().partition(|line| line.released.is_some());
    let main = html! {
        div class="views-page people-page holds-page" {
            h1 { (messages::title()) " " (help::link("holds#what", &frame.kept())) }
            p { (messages::about()) }
            @for mark in &view.above { (above(mark)) }
            @if in_force.is_empty() && view.above.is_empty() {
                div class="empty" {
                    h2 { (messages::none()) }
                    p { (messages::none_about()) }
                }
            }
            p { a class="button strong" href=(frame.way(NEW_PATH)) { (messages::place()) } }
            (table(frame, messages::in_force(), &in_force))
            (table(frame, messages::past(), &past))
        }
    };
    shell(frame, messages::title(), &main)
}

fn above(mark: &HoldMark) -> Markup {
    let since = moment(&mark.since);
    html! {
        p class="note" {
            (icon(Icon::Lock)) " "
            @match &mark.hold {
                Some((_, name)) => (messages::above_named(&text(name), &since)),
                None => (messages::above(&since)),
            }
        }
    }
}

fn table(frame: &Frame, title: &str, lines: &[&HoldLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section {
                h2 { (title) }
                table class="people" {
                    thead {
                        tr {
                            th scope="col" { (messages::name()) }
                            th scope="col" { (messages::scope()) }
                            th scope="col" { (messages::reason()) }
                            th scope="col" { (messages::placed()) }
                        }
                    }
                    tbody { @for line in lines { (row(frame, line)) } }
                }
            }
        }
    }
}

fn row(frame: &Frame, line: &HoldLine) -> Markup {
    let (who, at) = &line.placed;
    html! {
        tr {
            th scope="row" {
                a href=(frame.way(&path_of(&line.id))) { (clamped(&line.name)) }
            }
            td data-label=(messages::scope()) { (scope(&line.scope)) }
            td data-label=(messages::reason()) { (short(&line.reason)) }
            td data-label=(messages::placed()) {
                div { (moment(at)) div class="hint" { (text(who)) } }
            }
        }
    }
}

/// What a hold keeps, in words.
fn scope(scope: &HoldScopeShown) -> Markup {
    html! {
        @match scope {
            HoldScopeShown::Records(records) => (messages::named_records(records.len() as u64)),
            HoldScopeShown::Organization { below: false } => (messages::of_organization()),
            HoldScopeShown::Organization { below: true } => (messages::of_all_below()),
        }
    }
}
