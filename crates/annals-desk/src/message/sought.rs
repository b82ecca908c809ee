//! Words that messages are searched for.

use annals_query::fold;
use sqlx::{Row, SqliteConnection};

use super::words::{self, Scope};

/// Words that are looked for at once: each costs a look through the index.
pub const MESSAGE_WORDS_MAX: usize = 60;
/// Beginnings up to so long have an index of their own (see the migration `desk-94`).
const INDEXED_BEGINNING_SIGNS: usize = 3;
/// Words of the index with one longer beginning that are looked for instead of it. FTS5 lists all
/// messages with any of them before it tells the first, unless it is asked for the words.
const WORDS_BEGINNING_MAX: usize = 128;

/// What was typed: all of it is to be found, each part between blanks as a phrase, the last by its
/// beginning.
pub(super) struct Sought {
    phrases: Vec<Vec<String>>,
    last: Vec<String>,
    reads_bodies: bool,
}

/// The same as it stands in the words of a message.
pub(super) struct Needles {
    phrases: Vec<String>,
    reads_bodies: bool,
}

/// How many words were typed.
pub(super) fn count(typed: &str) -> usize {
    typed.split_whitespace().map(|part| fold::word_list(part).len()).sum()
}

impl Sought {
    /// Nothing, if there is no word.
    pub(super) fn new(typed: &str, reads_bodies: bool) -> Option<Self> {
        let parts = match words::phone(typed) {
            Some(digits) => vec![vec![digits]],
            None => typed.split_whitespace().map(fold::word_list).collect(),
        };
        let mut phrases: Vec<_> = parts.into_iter().filter(|words| !words.is_empty()).collect();
        let last = phrases.pop()?;
        // Words that come again say nothing more, and each costs a look through the index.
        phrases.sort_unstable();
        phrases.dedup();
        Some(Self { phrases, last, reads_bodies })
    }

    /// What FTS5 is asked for in a log; nothing, if no word there begins like the last one.
    pub(super) async fn matching(
        &self,
        connection: &mut SqliteConnection,
        scope: &Scope,
    ) -> Result<Option<String>, sqlx::Error> {
        let Some((unfinished, before)) = self.last.split_last() else { return Ok(None) };
        let mut words = Vec::new();
        if unfinished.chars().count() > INDEXED_BEGINNING_SIGNS {
            let beginning = scope.join(std::slice::from_ref(unfinished));
            words = words_beginning(connection, &beginning).await?;
            if words.is_empty() {
                return Ok(None);
            }
        }
        // All that stands before the last word comes again with each of them.
        let terms = words.len() * self.last.len();
        let last = match words.is_empty() || terms > WORDS_BEGINNING_MAX {
            true => format!("{} *", quoted(&scope.join(&self.last))),
            false => {
                let before = scope.join(before);
                let phrase = |word: &String| quoted(format!("{before} {word}").trim_start());
                format!("({})", words.iter().map(phrase).collect::<Vec<_>>().join(" OR "))
            }
        };
        let whole = self.phrases.iter().map(|words| quoted(&scope.join(words)));
        let all = whole.chain([last]).collect::<Vec<_>>().join(" AND ");
        Ok(Some(if self.reads_bodies { all } else { format!("words : ({all})") }))
    }

    /// The same for the words of a message in a log, without the index.
    pub(super) fn needles(&self, scope: &Scope) -> Needles {
        let whole = self.phrases.iter().map(|words| format!(" {} ", scope.join(words)));
        let phrases = whole.chain([format!(" {}", scope.join(&self.last))]).collect();
        Needles { phrases, reads_bodies: self.reads_bodies }
    }
}

impl Needles {
    /// Whether a message has them, given its words and those of what it says.
    pub(super) fn are_in(&self, words: &str, body: &str) -> bool {
        let body = if self.reads_bodies { body } else { "" };
        let texts = [words, body].map(|text| format!(" {text} "));
        self.phrases.iter().all(|phrase| texts.iter().any(|text| text.contains(phrase.as_str())))
    }
}

/// Words are letters, digits and the signs of a scope, so that no quote can be in them.
fn quoted(words: &str) -> String {
    format!("\"{words}\"")
}

/// The words of the index with a beginning, one more than are looked for if there are as many.
async fn words_beginning(
    connection: &mut SqliteConnection,
    beginning: &str,
) -> Result<Vec<String>, sqlx::Error> {
    // The table has a row for each time that a word comes: each step seeks the next word behind
    // all that the one before could be followed by.
    let rows = sqlx::query(
        "WITH RECURSIVE found (term) AS (
             SELECT (SELECT term FROM desk_message_terms
                     WHERE term >= $1 AND term <= $1 || char(1114111) LIMIT 1)
             UNION ALL
             SELECT (SELECT term FROM desk_message_terms
                     WHERE term >= found.term || char(1)
                     AND term <= $1 || char(1114111) LIMIT 1)
             FROM found WHERE found.term IS NOT NULL LIMIT $2)
         SELECT term FROM found WHERE term IS NOT NULL",
    )
    .bind(beginning)
    .bind(WORDS_BEGINNING_MAX as i64 + 1)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

#[cfg(test)]
mod tests {
    use annals_model::{Channel, OrganizationOrdinal};

    use super::*;

    #[test]
    fn what_is_typed_becomes_words() {
        let check = |typed: &str, phrases: &[&[&str]]| {
            let sought = Sought::new(typed, true);
            let all = sought.map(|sought| [sought.phrases, vec![sought.last]].concat());
            assert_eq!(all.unwrap_or_default(), phrases, "{typed:?}");
        };
        check("", &[]);
        check(" - ", &[]);
        check("Smith", &[&["smith"]]);
        check("Ána\" OR ána Smi", &[&["ana"], &["or"], &["smi"]]);
        check("ana@school.example Kim", &[&["ana", "school", "example"], &["kim"]]);
        check("東京", &[&["東京", "京"]]);
        check("(555) 010-0199", &[&["5550100199"]]);
        check("12", &[&["12"]]);
    }

    #[test]
    fn words_are_found_in_those_of_a_message() {
        let scope = Scope::new(OrganizationOrdinal(7), Channel::Email, false);
        let list = |text: &str| scope.join(&fold::word_list(text));
        let (words, body) = (list("Kim Lee ana@home.example"), list("See you soon"));
        let check = |typed: &str, with_bodies: bool, without: bool| {
            for (reads_bodies, is_found) in [(true, with_bodies), (false, without)] {
                let needles = Sought::new(typed, reads_bodies).unwrap().needles(&scope);
                assert_eq!(needles.are_in(&words, &body), is_found, "{typed:?} {reads_bodies}");
            }
        };
        check("ki", true, true);
        check("im", false, false);
        check("ki lee", false, false);
        check("lee ki", true, true);
        check("kim-lee", true, true);
        check("lee-kim", false, false);
        check("home.exam", true, true);
        check("soon kim", true, false);
        check("example-see", false, false);
        let other = Scope::new(OrganizationOrdinal(7), Channel::Email, true);
        assert!(!Sought::new("kim", true).unwrap().needles(&other).are_in(&words, &body));
    }
}
