//! Terms without which nothing of a slice matches.
//!
//! Over a tree most slices have not all the words of a search. Their segment's filter says so in
//! tens of nanoseconds, before anything of the slice itself is touched.

use annals_query::{Expr, Term, Text, fold};

use super::Slot;
use crate::Result;
use crate::segment::TermHash;
use crate::terms::TermField;

/// Of each group at least one term must be in a slice.
#[derive(Debug, Default)]
pub(super) struct Needs(Vec<Vec<TermHash>>);

impl Needs {
    /// What `expr` needs, as far as single terms can tell.
    pub(super) fn of(expr: &Expr) -> Self {
        match expr {
            Expr::And(parts) => Self(parts.iter().flat_map(|part| Self::of(part).0).collect()),
            Expr::Or(parts) => Self::either(parts),
            Expr::Term(term) => Self(of_term(term)),
            Expr::All | Expr::Not(_) => Self::default(),
        }
    }

    /// Whether the slice may have what is needed; never wrong when false.
    #[inline]
    pub(super) fn may_be_in(&self, slot: &Slot<'_>) -> Result<bool> {
        for group in &self.0 {
            let mut any = false;
            for &term in group {
                any = any || slot.slice.may_have(term)?;
            }
            if !any {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// One group of each part, or nothing if a part can do without any term.
    fn either(parts: &[Expr]) -> Self {
        let groups: Option<Vec<_>> = parts.iter().map(|part| Self::of(part).0.pop()).collect();
        match groups {
            Some(groups) if !groups.is_empty() => Self(vec![groups.concat()]),
            _ => Self::default(),
        }
    }
}

fn of_term(term: &Term) -> Vec<Vec<TermHash>> {
    let word = |field, word: &String| TermHash::of(field, word.as_bytes());
    let words = |field, words: &[String]| words.iter().map(|one| vec![word(field, one)]).collect();
    match term {
        Term::Anywhere(Text::Word(one)) => {
            let stem = TermHash::of(TermField::Stem, fold::stem(one).as_bytes());
            vec![vec![word(TermField::Word, one), stem]]
        }
        Term::Anywhere(Text::Phrase(phrase)) => words(TermField::Word, phrase),
        Term::Object(Text::Word(one)) => vec![vec![word(TermField::Object, one)]],
        Term::Object(Text::Phrase(phrase)) => words(TermField::Object, phrase),
        Term::Record { record_type, id } => {
            let record = format!("{record_type}:{id}");
            vec![vec![TermHash::of(TermField::Record, record.as_bytes())]]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(search: &str, groups: &[usize]) {
        let context = annals_query::Context::utc(annals_model::Millis(0));
        let expr = annals_query::parse(search, &context).unwrap();
        let found: Vec<usize> = Needs::of(&expr).0.iter().map(Vec::len).collect();
        assert_eq!(found, groups, "{search}");
    }

    #[test]
    fn only_what_every_match_has_is_needed() {
        check("smith", &[2]);
        check("smith paid", &[2, 2]);
        check("\"ana smith\"", &[1, 1]);
        check("object:smith record:student:17", &[1, 1]);
        check("smith -paid", &[2]);
        check("smith OR paid", &[4]);
        check("(smith OR paid) record:student:17", &[4, 1]);
        check("smith OR -paid", &[]);
        check("smith OR pai*", &[]);
        check("-smith", &[]);
        check("type:delete", &[]);
    }
}
