//! The history of a record: its values as of a moment, and its changes.

mod changes;
mod values;

use annals_model::{Actor, Catalogue, Change, EventType, RecordKey, Value};
use jiff::Zoned;
use maud::{Markup, html};

use crate::address::{LogAddress, record_path};
use crate::components::actor::member_name;
use crate::components::help;
use crate::components::moment::moment;
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::fault::Fault;
use crate::messages::history as messages;
use crate::pages::record::{self, RecordHead};

/// The page.
#[derive(Clone, Debug)]
pub struct HistoryView {
    /// What stands around it.
    pub frame: Frame,
    /// The record, and what its pages keep.
    pub record: (RecordHead, LogAddress),
    /// What records are called.
    pub catalogue: Catalogue,
    /// What is looked for.
    pub asked: HistoryAsked,
    /// What of the address is not understood, in words.
    pub notice: Option<String>,
    /// Whether some of the organisation's entries may not be seen, which may change all of this.
    pub is_partial: bool,
    /// What is wrong with the typed moment.
    pub problem: Option<Fault>,
    /// Whether days are typed before their month here.
    pub day_first: bool,
    /// The values; absent where the moment is not understood.
    pub state: Option<StateView>,
    /// The changes on this page, newest first.
    pub lines: Vec<HistoryLine>,
    /// Until when was read, if reading ended before the page was full.
    pub read_to: Option<Zoned>,
    /// Whether the address names another page than the first.
    pub is_later: bool,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// What the address of a history says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryAsked {
    /// The moment as typed; now, if empty.
    pub at: String,
    /// The machine name of the only property, if not empty.
    pub property: String,
}

/// What a record was.
#[derive(Clone, Debug)]
pub struct StateView {
    /// The last moment that counts; now, if absent.
    pub at: Option<Zoned>,
    /// Whether it was there.
    pub life: LifeView,
    /// By name.
    pub properties: Vec<PropertyLine>,
    /// Whether there are more.
    pub has_more: bool,
    /// Those of which it isn't certain that they are its own.
    pub unread: Vec<String>,
}

/// Whether a record was there.
#[derive(Clone, Debug)]
pub enum LifeView {
    /// It was, and came into being so, if that is told.
    There(Option<ToldLine>),
    /// It was gone.
    Gone(ToldLine),
    /// It came into being later.
    NotYet(ToldLine),
    /// Nobody can tell.
    Unsure,
}

/// An entry that tells something.
#[derive(Clone, Debug)]
pub struct ToldLine {
    /// Its number.
    pub number: u64,
    /// When it happened.
    pub at: Zoned,
    /// Who did it.
    pub actor: Actor,
}

/// A property, and what it was.
#[derive(Clone, Debug)]
pub struct PropertyLine {
    /// Its machine name.
    pub property: String,
    /// What people call it.
    pub label: Option<String>,
    /// What it was.
    pub known: KnownValue,
    /// Who set it, if that is told.
    pub set: Option<ToldLine>,
    /// What changed it next.
    pub later: Option<ToldLine>,
    /// What that found in its place, if it is something else.
    pub differs: Option<Value>,
}

/// What is known of a value.
#[derive(Clone, Debug)]
pub enum KnownValue {
    /// It was set so; absent if there was none.
    Set(Option<Value>),
    /// The next change says so.
    Derived(Option<Value>),
    /// It was a secret.
    Masked,
    /// Nothing tells.
    Unknown,
}

/// An entry in the list of changes.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    /// Who and when.
    pub told: ToldLine,
    /// Whether the record came into being, changed or went away.
    pub kind: EventType,
    /// What of it changed.
    pub changes: Vec<Change>,
    /// How many other records the entry changed.
    pub others: u64,
}

/// Where the history of a record is.
pub fn history_of(key: &RecordKey) -> String {
    format!("{}/history", record_path(key))
}

impl HistoryView {
    fn href(&self, asked: &HistoryAsked, cursor: Option<&str>) -> String {
        let pairs = [("at", &*asked.at), ("property", &*asked.property)];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = pairs.chain(cursor.map(|cursor| ("cursor", cursor))).collect();
        self.frame.way_with(&history_of(&self.record.0.page.key), &pairs)
    }

    /// A moment that leads to the entry of it.
    fn way(&self, told: &ToldLine) -> Markup {
        html! { a href=(self.record.1.entry_href(told.number)) { (moment(&told.at)) } }
    }

    fn member(&self, told: &ToldLine) -> Markup {
        member_name(&told.actor)
    }
}

/// The page.
pub fn history(view: &HistoryView) -> Markup {
    let (record, address) = &view.record;
    let title = messages::title();
    let main = html! {
        (record::head(record, address, &view.catalogue))
        div class="views-page people-page history-page" {
            h2 { (title) " " (help::link("record-pages#history", address)) }
            @if let Some(notice) = &view.notice { p class="note" role="status" { (text(notice)) } }
            p { (messages::about()) }
            @if view.is_partial { p class="note" { (messages::partial()) } }
            (values::values(view))
            (changes::changes(view))
        }
    };
    let name = record.title(&view.catalogue);
    shell(&view.frame, &format!("{name} · {title}"), &main)
}
