//! Adding and removing conditions, so that chips, filters and the search bar edit one search.

use crate::parse::Group;
use crate::{Expr, Term, term};

impl Expr {
    /// The conditions that must all hold, as chips show them; none for [`Expr::All`].
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All => &[],
            Self::And(parts) => parts,
            single => std::slice::from_ref(single),
        }
    }

    /// Whether `term` is one of the conditions, alone or as an alternative of its kind.
    pub fn has_term(&self, term: &Term) -> bool {
        self.parts().iter().any(|part| match part {
            Self::Term(known) => known == term,
            Self::Or(parts) => parts.iter().any(|part| matches!(part, Self::Term(t) if t == term)),
            _ => false,
        })
    }

    /// The search narrowed by `term`: beside another condition of the same kind it is one more
    /// alternative, as when a qualifier is repeated; a time takes the place of the one before.
    #[must_use]
    pub fn with_term(&self, term: Term) -> Self {
        if self.has_term(&term) {
            return self.clone();
        }
        let group = term::group(&term);
        let mut parts = self.parts().to_vec();
        if group == Some(Group::Range) {
            parts.retain(|part| !is_time(part));
        } else if group.is_some()
            && let Some(same) = parts.iter_mut().find(|part| group_of(part) == group)
        {
            let known = std::mem::replace(same, Self::All);
            *same = Self::Or(vec![known, Self::Term(term)]);
            return Self::And(parts).normal();
        }
        parts.push(Self::Term(term));
        Self::And(parts).normal()
    }

    /// The search without `term`, also where it is one of several alternatives.
    #[must_use]
    pub fn without_term(&self, term: &Term) -> Self {
        let is_term = |part: &Self| matches!(part, Self::Term(known) if known == term);
        let mut parts = Vec::new();
        for part in self.parts() {
            match part {
                part if is_term(part) => {}
                Self::Or(alternatives) if alternatives.iter().any(is_term) => {
                    let left: Vec<Self> =
                        alternatives.iter().filter(|part| !is_term(part)).cloned().collect();
                    if !left.is_empty() {
                        parts.push(Self::Or(left));
                    }
                }
                other => parts.push(other.clone()),
            }
        }
        Self::And(parts).normal()
    }

    /// The search without its part number `index` of [`Expr::parts`].
    #[must_use]
    pub fn without_part(&self, index: usize) -> Self {
        let parts = self.parts().iter().enumerate();
        Self::And(parts.filter(|(at, _)| *at != index).map(|(_, part)| part.clone()).collect())
            .normal()
    }
}

fn is_time(part: &Expr) -> bool {
    match part {
        Expr::Term(term) => matches!(term, Term::Time(_)),
        Expr::Or(parts) => parts.iter().all(is_time),
        _ => false,
    }
}

/// What all alternatives of `part` have in common.
fn group_of(part: &Expr) -> Option<Group> {
    match part {
        Expr::Term(term) => term::group(term),
        Expr::Or(parts) => {
            let first = group_of(parts.first()?)?;
            parts.iter().all(|part| group_of(part).as_ref() == Some(&first)).then_some(first)
        }
        _ => None,
    }
}
