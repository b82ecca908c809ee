//! From the state in the address bar to one search.

use annals_model::TimeRange;
use annals_query::{Expr, Field, Pattern, Term};
use annals_viewer::LogAddress;

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
}

/// A part that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Without {
    Nothing,
    Words,
    Time,
    Sources,
    Users,
}

impl Filters {
    pub(super) fn new(words: Expr, time: TimeRange, address: &LogAddress) -> Self {
        Self { words, time, sources: address.sources.clone(), users: address.users.clone() }
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
        Expr::And(parts).normal()
    }

    /// Whether the whole log is asked for.
    pub(super) fn is_everything(&self) -> bool {
        self.expr(Without::Nothing) == Expr::All
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

fn field(field: Field, value: &str) -> Expr {
    // A blank value matches nothing rather than everything.
    let pattern = Pattern::of(value).unwrap_or_else(|| Pattern(String::new()));
    Expr::Term(Term::Field(field, pattern))
}
