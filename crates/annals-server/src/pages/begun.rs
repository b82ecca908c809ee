//! Words that are not finished yet.

use annals_query::{Expr, Term, Text, fold};

/// Words that are looked for in the log; each one may stand for many.
const WORDS_MAX: usize = 8;

/// Whether each of `words`, which are folded, begins a word of `text`.
pub(super) fn all_begin(words: &[String], text: &str) -> bool {
    let own = fold::word_list(text);
    words.iter().all(|word| own.iter().any(|own| own.starts_with(&**word)))
}

/// Entries in which each of the first of `words` begins one of those that `term` is about; all
/// entries where there are no words.
pub(super) fn search(words: &[String], term: fn(Text) -> Term) -> Expr {
    let begun =
        words.iter().take(WORDS_MAX).map(|word| Expr::Term(term(Text::Prefix(word.clone()))));
    Expr::And(begun.collect()).normal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_words_are_looked_for() {
        let words: Vec<_> = ('a'..='i').map(String::from).collect();
        assert_eq!(words.len(), WORDS_MAX + 1);
        let find = |count: usize| search(&words[..count], Term::Actor);
        assert_eq!(find(WORDS_MAX + 1), find(WORDS_MAX));
        assert_ne!(find(WORDS_MAX), find(WORDS_MAX - 1));
    }
}
