//! What became of a deletion in several organisations, each of which is one of its own.

use maud::{Markup, html};

use crate::address::LogAddress;
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, shell};
use crate::components::text::{block, text};
use crate::fault::Fault;
use crate::messages::deletion as messages;

/// What became of it.
#[derive(Clone, Debug)]
pub struct DeletedEachView {
    /// What stands around it.
    pub frame: Frame,
    /// The search on whose page it was begun.
    pub address: LogAddress,
    /// Why they were to go.
    pub reason: String,
    /// What became of it in each organisation.
    pub organizations: Vec<DeletedIn>,
}

/// What became of it in one organisation.
#[derive(Clone, Debug)]
pub struct DeletedIn {
    /// The organisation's name.
    pub organization: String,
    /// How many of its entries were to go.
    pub entries: u64,
    /// Whether they went: all of them, or none.
    pub outcome: Outcome,
}

/// Whether the entries of one organisation went.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// They did.
    Deleted {
        /// The page of the entry that tells of it, for those who may open that.
        trace: Option<String>,
    },
    /// None did.
    Stayed {
        /// Why, where there are words for it.
        why: Option<Fault>,
    },
}

impl DeletedIn {
    /// Whether its entries went.
    pub fn is_deleted(&self) -> bool {
        matches!(self.outcome, Outcome::Deleted { .. })
    }
}

/// The page afterwards.
pub fn deleted_each(view: &DeletedEachView) -> Markup {
    let (gone, stayed): (Vec<_>, Vec<_>) =
        view.organizations.iter().partition(|one| one.is_deleted());
    let title = if stayed.is_empty() { messages::done() } else { messages::not_all() };
    let main = html! {
        div class="deletion-page" {
            h1 { (title) }
            @if !stayed.is_empty() {
                div class="note note-problem" role="alert" {
                    (icon(Icon::Alert))
                    ul { @for one in &stayed { (line(one)) } }
                }
            }
            @if !gone.is_empty() {
                div role="status" { ul { @for one in &gone { (line(one)) } } }
                dl class="facts" {
                    dt { (messages::reason()) }
                    dd { (block(&view.reason)) }
                }
                p { (messages::goes(gone.iter().map(|one| one.entries).sum::<u64>())) }
            }
            p class="deletion-actions" {
                a class="button strong" href=(view.address.first_page().href()) {
                    (messages::back())
                }
            }
        }
    };
    shell(&view.frame, title, &main)
}

fn line(one: &DeletedIn) -> Markup {
    let name = text(&one.organization);
    html! {
        li {
            @match &one.outcome {
                Outcome::Deleted { trace } => {
                    (messages::deleted_in(&name, one.entries))
                    @if let Some(href) = trace { " " a href=(href) { (messages::trace()) } }
                }
                Outcome::Stayed { why } => {
                    (messages::stayed_in(&name, one.entries))
                    @if let Some(why) = why { " " (why) }
                }
            }
        }
    }
}
