//! From the state in the address bar to one search.

use annals_desk::LogSearch;
use annals_model::{EventType, OrganizationOrdinal, TimeRange};
use annals_query::{Expr, Field, Pattern, Term};
use annals_viewer::{LogAddress, Zone};

/// The parts of the page's search, so that counts can leave one out.
#[derive(Clone, Debug)]
pub(super) struct Filters {
    /// What was typed.
    pub(super) words: Expr,
    /// When.
    pub(super) time: TimeRange,
    /// From one of these sources.
    pub(super) sources: Vec<String>,
    /// By one of these users.
    pub(super) users: Vec<String>,
    /// Without entries that tell of views and exports.
    pub(super) hides_access: bool,
    /// The chosen zone, in which the words' dates are meant.
    pub(super) zone: Option<Zone>,
}

/// A part that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Without {
    Nothing,
    Words,
    Time,
    Sources,
    Users,
    HidingAccess,
}

impl Filters {
    pub(super) fn new(words: Expr, time: TimeRange, address: &LogAddress) -> Self {
        let (sources, users) = (address.sources.clone(), address.users.clone());
        // Who names them in the search wants what the search says.
        let hides_access = !address.shows_access && !names_access(&words);
        Self { words, time, sources, users, hides_access, zone: address.zone.clone() }
    }

    /// The words alone.
    pub(super) fn only_words(&self, words: Expr) -> Self {
        let (sources, users) = (Vec::new(), Vec::new());
        let zone = self.zone.clone();
        Self { words, time: TimeRange::default(), sources, users, zone, ..*self }
    }

    /// The search without one of its parts.
    pub(super) fn expr(&self, without: Without) -> Expr {
        let mut parts = Vec::new();
        if without != Without::Words {
            parts.push(self.words.clone());
        }
        if without != Without::Time {
            parts.push(Expr::Term(Term::Time(self.time)));
        }
        if without != Without::Sources {
            parts.extend(any(&self.sources, source));
        }
        if without != Without::Users {
            parts.extend(any(&self.users, user));
        }
        if without != Without::HidingAccess && self.hides_access {
            parts.push(Expr::Not(Box::new(ACCESS)));
        }
        Expr::And(parts).normal()
    }

    /// The search as entries about it tell.
    pub(super) fn told(&self, organization: OrganizationOrdinal, text: &str) -> LogSearch {
        LogSearch {
            text: text.to_owned(),
            time: self.time,
            sources: self.sources.clone(),
            users: self.users.clone(),
            zone: self.zone.as_ref().map(|zone| zone.label().to_owned()),
            ..LogSearch::everything(organization)
        }
    }

    /// Whether the whole log is asked for.
    pub(super) fn is_everything(&self) -> bool {
        self.expr(Without::HidingAccess) == Expr::All
    }
}

/// Entries that tell of views and exports.
const ACCESS: Expr = Expr::Term(Term::Type(EventType::Access));

fn names_access(expr: &Expr) -> bool {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(names_access),
        Expr::Not(inner) => names_access(inner),
        other => *other == ACCESS,
    }
}

fn any(values: &[String], one: fn(&str) -> Expr) -> Option<Expr> {
    (!values.is_empty()).then(|| Expr::Or(values.iter().map(|value| one(value)).collect()))
}

/// Entries from `value`.
pub(super) fn source(value: &str) -> Expr {
    field(Field::Source, value)
}

/// Entries of the user whom facets call `value`.
pub(super) fn user(value: &str) -> Expr {
    Expr::Term(Term::Who(value.to_owned()))
}

/// Entries of which `field` is `value` as a whole.
pub(super) fn field(field: Field, value: &str) -> Expr {
    // A blank value matches nothing rather than everything.
    let pattern = Pattern::of(value).unwrap_or_else(|| Pattern(String::new()));
    Expr::Term(Term::Field(field, pattern))
}
