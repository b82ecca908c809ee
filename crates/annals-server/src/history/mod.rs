//! The history of a record: what each of its properties was, and who set it.
//!
//! Entries tell of changes, and a state is what was told last. A record may have tens of thousands
//! of entries, most of them on what lies below it, so that nothing here reads all of them: lists
//! read so many a page, and of a state each property is looked up by the index. Where reading ends
//! before an answer is certain, that is said.

mod answer;
mod cursor;
mod life;
mod list;
mod look;
mod state;
#[cfg(test)]
mod tests;
mod write;

pub use answer::{Wanted, answer};
pub use list::{HistoryPage, HistoryRow, Listed, ROWS_DEFAULT, ROWS_MAX, list};
pub use state::{Known, Later, PROPERTIES_MAX, PropertyState, RecordState, state};
use write::{write_history, write_state};

pub use life::Life;

pub(crate) use cursor::HistoryCursor;

use annals_desk::{LogReading, LogSearch, MESSAGE_TYPE};
use annals_model::{
    Actor, Allow, EventId, Millis, Number, OrganizationOrdinal, Outcome, RecordKey,
};
use annals_query::{Expr, Field, Pattern, Term};
use annals_store::{Entry, Result, Search, Snapshot};
use annals_viewer::components::record::quoted;

use crate::readings::{Part, Reading, Shows};

/// The actions of Annals' own entries about messages: they name records and change none.
const OF_MESSAGES: &str = "annals.message.*";

/// What told something: an entry, without what it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its number.
    pub number: Number,
    /// The id of its event.
    pub id: EventId,
    /// When it happened.
    pub occurred_at: Millis,
    /// What was done.
    pub action: String,
    /// The same for people.
    pub label: String,
    /// Who did it.
    pub actor: Actor,
    /// Where.
    pub source: Option<String>,
}

impl Told {
    fn of(entry: &Entry) -> Self {
        let event = &entry.event;
        Self {
            number: entry.number,
            id: event.id.clone(),
            occurred_at: event.occurred_at,
            action: event.action.clone(),
            label: event.label.clone(),
            actor: event.actor.clone(),
            source: event.source.clone(),
        }
    }

    /// Its place among the entries of its log, in the order of time.
    fn place(&self) -> (Millis, Number) {
        (self.occurred_at, self.number)
    }
}

/// Entries that may tell of the record itself.
fn on(key: &RecordKey) -> Expr {
    let RecordKey { record_type, id } = key.clone();
    let is_message = record_type == MESSAGE_TYPE;
    let mut all = vec![
        Expr::Term(Term::Record { record_type, id }),
        Expr::Term(Term::Outcome(Outcome::Success)),
    ];
    if !is_message && let Some(pattern) = Pattern::of(OF_MESSAGES) {
        all.push(not(Expr::Term(Term::Field(Field::Action, pattern))));
    }
    Expr::And(all)
}

/// Entries that changed a property called so, and maybe others: names are compared folded, and a
/// `*` in one stands for anything. Nothing for a name that can't be looked up.
fn of_property(property: &str) -> Option<Expr> {
    Some(Expr::Term(Term::Changed(Pattern::of(property)?)))
}

fn not(expr: Expr) -> Expr {
    Expr::Not(Box::new(expr))
}

/// Whether there is an entry on the record among those that `allow` allows.
pub fn is_known(snapshot: &Snapshot, allow: &Allow, key: &RecordKey) -> Result<bool> {
    let RecordKey { record_type, id } = key.clone();
    let all = Expr::Term(Term::Record { record_type, id });
    Ok(snapshot.time_bounds(&Search { allow, expr: &all })?.is_some())
}

/// The reading of a history, which is one of all the record's entries: a state tells of what came
/// after it, too.
pub(crate) fn reading(organization: OrganizationOrdinal, key: &RecordKey, part: Part) -> Reading {
    let text = format!("record:{}", quoted(&key.to_string()));
    let asked = format!("history {text}");
    let search = LogSearch { text, ..LogSearch::everything(organization) };
    Reading { what: LogReading::Search(search), asked, shows: Shows::Anything, part }
}
