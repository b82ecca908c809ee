//! Words that are not finished yet.

use annals_query::{Expr, Term, Text, fold};

/// Words that are looked for in the log; each one may stand for many.
const WORDS_MAX: usize = 8;

/// The Arabic article, with what is written together with it.
const ARTICLES: [&str; 4] = ["ال", "وال", "بال", "لل"];
/// Characters that are still a beginning without the article.
const BARE_CHARS_MIN: usize = 2;

/// Whether each of `words`, which are folded, begins a word of `text`. Whoever looks for Arabic
/// words types them with the article or without it.
pub(super) fn all_begin(words: &[String], text: &str) -> bool {
    let own = fold::word_list(text);
    let begins = |word: &str| {
        let is_begun = |own: &String| own.starts_with(word) || bare(own).starts_with(bare(word));
        own.iter().any(is_begun)
    };
    words.iter().all(|word| begins(word))
}

/// `word` without an Arabic article.
fn bare(word: &str) -> &str {
    let bare = ARTICLES.iter().find_map(|article| word.strip_prefix(article));
    bare.filter(|bare| bare.chars().count() >= BARE_CHARS_MIN).unwrap_or(word)
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
    fn words_begin_without_regard_to_the_arabic_article() {
        let finds = |typed: &str, text: &str| all_begin(&fold::word_list(typed), text);
        let question = "لماذا «السجلات المتأثرة» فارغة؟";
        for typed in ["السجلات", "سجلات", "سجل", "متأثرة فارغة", "والسجلات", "ال", "لماذا"]
        {
            assert!(finds(typed, question), "{typed}");
        }
        for typed in ["جلات", "السجلاتا", "القيود"] {
            assert!(!finds(typed, question), "{typed}");
        }
        assert!(finds("الحذف", "كيف أحذف قيودًا؟ حذف"));
        // What only looks like an article is a beginning like any other.
        assert!(finds("لل", "للجميع") && !finds("الا", "السجل"));
    }

    #[test]
    fn so_many_words_are_looked_for() {
        let words: Vec<_> = ('a'..='i').map(String::from).collect();
        assert_eq!(words.len(), WORDS_MAX + 1);
        let find = |count: usize| search(&words[..count], Term::Actor);
        assert_eq!(find(WORDS_MAX + 1), find(WORDS_MAX));
        assert_ne!(find(WORDS_MAX), find(WORDS_MAX - 1));
    }
}
