//! What a search asks for, before any segment is looked at.

use std::ops::Range;
use std::sync::atomic::AtomicUsize;

use annals_model::{Millis, TimeRange};
use annals_query::{Expr, Field, Pattern, Term, Text};

use super::needs::Needs;
use super::visible::visible;
use crate::segment::Segment;
use crate::{Error, Result, Search};

/// A search made ready: the row filter is part of it, and times that all entries must lie in are
/// apart, because in a slice they are a range of positions and cost nothing.
#[derive(Debug)]
pub(crate) struct Plan {
    /// What must match within `time`.
    pub(crate) expr: Expr,
    /// When entries must have happened.
    pub(crate) time: TimeRange,
    /// Slices without these have nothing that matches.
    pub(super) needs: Needs,
    /// Which part of `expr` last left nothing of a slice. It decides in which order parts are
    /// looked up, never what is found.
    pub(crate) rarest: AtomicUsize,
}

impl Plan {
    pub(crate) fn new(search: &Search<'_>) -> Result<Self> {
        let found = expansions(search.expr);
        let max = expansions_max(search.allow.organizations().len());
        if found > max {
            return Err(Error::TooBroad { found, max });
        }
        let mut parts = Vec::new();
        let mut time = TimeRange::default();
        flatten(search.expr.clone(), &mut parts, &mut time);
        flatten(visible(search.allow), &mut parts, &mut time);
        parts.sort_by_key(cost);
        let expr = match parts.len() {
            0 => Expr::All,
            1 => parts.remove(0),
            _ => Expr::And(parts),
        };
        let needs = Needs::of(&expr);
        Ok(Self { expr, time, needs, rarest: AtomicUsize::new(0) })
    }

    /// Leaves out what happened before or after `time`.
    pub(crate) fn limit(&mut self, time: Range<Millis>) {
        let range = TimeRange { from: Some(time.start), to: Some(time.end) };
        self.time = self.time.intersect(range);
    }

    /// Whether all entries of the segment happened in the search's time.
    pub(crate) fn covers(&self, segment: &Segment) -> bool {
        let (earliest, latest) = segment.time_bounds();
        self.time.from.is_none_or(|from| from <= earliest)
            && self.time.to.is_none_or(|to| latest < to)
    }

    /// Whether no moment lies in the search's time.
    pub(crate) fn is_never(&self) -> bool {
        matches!((self.time.from, self.time.to), (Some(from), Some(to)) if from >= to)
    }
}

fn flatten(expr: Expr, parts: &mut Vec<Expr>, time: &mut TimeRange) {
    match expr {
        Expr::All => {}
        Expr::And(inner) => inner.into_iter().for_each(|part| flatten(part, parts, time)),
        Expr::Term(Term::Time(range)) => *time = time.intersect(range),
        other => parts.push(other),
    }
}

/// So many parts of a search may stand for many values: each goes through a part of every slice's
/// dictionary, where a whole word is looked up.
const EXPANSIONS_MAX: usize = 64;
/// Of many organisations so many parts times organisations, which is half a second of processor
/// time where five hundred have five million entries.
const EXPANDED_ORGANIZATIONS_MAX: usize = 4_096;
/// So many in any case.
const EXPANSIONS_MIN: usize = 4;

fn expansions_max(organizations: usize) -> usize {
    let max = EXPANDED_ORGANIZATIONS_MAX / organizations.max(1);
    max.clamp(EXPANSIONS_MIN, EXPANSIONS_MAX)
}

fn expansions(expr: &Expr) -> usize {
    let is_open = |text: &Text| matches!(text, Text::Prefix(_) | Text::PhrasePrefix(_));
    let is_pattern = |pattern: &Pattern| !pattern.is_literal();
    let expands = match expr {
        Expr::All => false,
        Expr::And(parts) | Expr::Or(parts) => return parts.iter().map(expansions).sum(),
        Expr::Not(inner) => return expansions(inner),
        Expr::Term(term) => match term {
            Term::Anywhere(text) | Term::Object(text) | Term::Description(text) => is_open(text),
            Term::Actor(_) | Term::Detail { .. } | Term::Changed(_) | Term::Ip(_) => true,
            Term::Field(_, pattern) => is_pattern(pattern),
            _ => false,
        },
    };
    usize::from(expands)
}

/// How much work a part is, roughly; cheap parts go first, so that dear ones see few positions.
pub(crate) fn cost(expr: &Expr) -> u32 {
    match expr {
        Expr::All => 0,
        Expr::And(parts) => parts.iter().map(cost).max().unwrap_or(0),
        Expr::Or(parts) => parts.iter().map(cost).fold(0, u32::saturating_add),
        // What is left out is only worth knowing among what is left.
        Expr::Not(inner) => cost(inner).saturating_add(5),
        Expr::Term(term) => match term {
            Term::Time(_) | Term::Number(_) | Term::Id(_) => 1,
            Term::Record { .. } => 2,
            Term::Type(_) | Term::Outcome(_) | Term::Critical(_) | Term::Has(_) => 3,
            Term::Calendar { school: Some(_), end_year: Some(_) } => 3,
            Term::Anywhere(_) | Term::Object(_) => 4,
            Term::Field(Field::User, pattern) if pattern.is_literal() => 5,
            Term::Field(..) | Term::Calendar { .. } | Term::Ip(_) => 10,
            Term::Description(_) => 15,
            Term::Actor(_) | Term::Who(_) | Term::Changed(_) | Term::Detail { .. } => 20,
            Term::OffHours(_) => 30,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::tests::everyone;

    #[test]
    fn a_search_may_stand_for_so_many_values_and_no_more() {
        let context = annals_query::Context::utc(Millis(0));
        let plan = |parts: &[&str], count: usize| {
            let text: Vec<&str> = parts.iter().copied().cycle().take(count).collect();
            let expr = annals_query::parse(&text.join(" OR "), &context).unwrap();
            Plan::new(&Search { allow: &everyone(), expr: &expr })
        };
        let broad = ["a*", "\"paid a\"*", "object:a*", "actor:a", "user:a*", "ip:10.0.0.0/8"];
        assert!(plan(&broad, EXPANSIONS_MAX).is_ok());
        let refused = plan(&broad, EXPANSIONS_MAX + 1).unwrap_err();
        assert!(matches!(refused, Error::TooBroad { found: 65, max: 64 }), "{refused}");
        assert!(refused.to_string().contains("leave some out"));
        assert!(plan(&["paid", "user:a", "\"paid a\"", "type:add"], 200).is_ok());
    }

    #[test]
    fn the_more_organizations_the_fewer_values() {
        for (organizations, max) in [(0, 64), (1, 64), (64, 64), (65, 63), (512, 8), (513, 7)] {
            assert_eq!(expansions_max(organizations), max);
        }
        assert_eq!(expansions_max(1_025), 4);
        assert_eq!(expansions_max(100_000), 4);
    }
}
