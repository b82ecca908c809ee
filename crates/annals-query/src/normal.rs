//! One form for searches that are built alike.

use annals_model::TimeRange;

use crate::{Expr, Term};

impl Expr {
    /// The same search without nested `And` in `And` or `Or` in `Or`, lists of one, double
    /// negation, and `All` among other conditions. What the parser returns is in this form.
    #[must_use]
    pub fn normal(self) -> Self {
        match self {
            Self::Term(Term::Time(range)) if range == TimeRange::default() => Self::All,
            Self::All | Self::Term(_) => self,
            Self::Not(inner) => match inner.normal() {
                Self::Not(inner) => *inner,
                inner => Self::Not(Box::new(inner)),
            },
            Self::And(parts) => {
                let mut flat = Vec::new();
                for part in parts {
                    match part.normal() {
                        Self::All => {}
                        Self::And(inner) => flat.extend(inner),
                        part => flat.push(part),
                    }
                }
                if flat.len() > 1 { Self::And(flat) } else { flat.pop().unwrap_or(Self::All) }
            }
            Self::Or(parts) => {
                let mut flat = Vec::new();
                for part in parts {
                    match part.normal() {
                        Self::All => return Self::All,
                        Self::Or(inner) => flat.extend(inner),
                        part => flat.push(part),
                    }
                }
                if flat.len() > 1 { Self::Or(flat) } else { flat.pop().unwrap_or(Self::All) }
            }
        }
    }

    /// Calls `visit` with every term.
    pub fn for_each_term(&self, visit: &mut dyn FnMut(&Term)) {
        match self {
            Self::All => {}
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().for_each(|part| part.for_each_term(visit));
            }
            Self::Not(inner) => inner.for_each_term(visit),
            Self::Term(term) => visit(term),
        }
    }
}
