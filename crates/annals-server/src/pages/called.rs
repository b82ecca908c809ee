//! Words that records are called by, or were: entries of these records are found as well, whatever
//! they call them.
//!
//! An entry keeps the names of its time. Who looks for a family by the name that it has now wants
//! those of before it was renamed, too. So a word also stands for the records which some entry, or
//! the directory, calls so. Of entries that the reader may not see none is found, and none makes a
//! name known: records are looked for in what they see. What the directory calls a record is for
//! those who see all of its entries.

use std::collections::BTreeSet;

use annals_desk::{RECORDS_CALLED_MAX, RecordsCalled};
use annals_model::{Allow, Organization, Principal, Record, RecordKey};
use annals_query::{Expr, Term, Text};
use annals_store::{Result, Search, Snapshot};
use annals_viewer::{LogAddress, LogPage};

use super::named;
use crate::error::Failure;
use crate::state::AppState;

/// Words of one search that are looked at.
const WORDS_MAX: usize = 6;
/// How often these may stand in it: each place is one for every record.
const PLACES_MAX: usize = 12;
/// Less of a word begins too many names.
const CHARS_MIN: usize = 3;
/// Bytes of records in an entry about the search: ids may be long, and it has a limit.
const TOLD_BYTES_MAX: usize = 8_000;
/// Where the scripts of East Asia begin.
const UNSPACED_FROM: u32 = 0x2E80;

/// What the words of a search stand for besides themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Called {
    words: Vec<Word>,
}

/// A word with the records that are called so.
#[derive(Clone, Debug)]
struct Word {
    text: Text,
    called: RecordsCalled,
}

impl Called {
    /// Looks for the records that the words of a search at `address` are names of. None, where
    /// words alone are asked for, and where several organisations are searched: each calls another
    /// record `family:17`.
    pub(super) async fn find(
        state: &AppState,
        principal: &Principal,
        (organization, allow): (&Organization, &Allow),
        address: &LogAddress,
        words: &Expr,
    ) -> std::result::Result<Self, Failure> {
        let is_meant = address.page == LogPage::AuditLog && !address.place.below;
        if !is_meant || address.words_alone {
            return Ok(Self::default());
        }
        let mut described = Vec::new();
        for text in texts(words) {
            let called = match principal.rows.is_everything() {
                true => state.desk.records_called(principal, organization.ordinal, &text).await?,
                false => RecordsCalled::default(),
            };
            described.push(Word { text, called });
        }
        if described.is_empty() {
            return Ok(Self::default());
        }
        let allow = allow.clone();
        state.search(principal, move |snapshot| Self::look(snapshot, &allow, described)).await
    }

    /// Adds to what the directory says what entries do.
    fn look(snapshot: &Snapshot, allow: &Allow, described: Vec<Word>) -> Result<Self> {
        let mut words = Vec::new();
        for Word { text, mut called } in described {
            let expr = Expr::Term(Term::Object(text.clone()));
            let found = named::records(
                snapshot,
                allow,
                &expr,
                |record| record.name.as_deref().is_some_and(|name| text.matches(name)),
                |found| found.len() > RECORDS_CALLED_MAX,
            )?;
            called.keys.extend(found.records.iter().map(Record::key));
            called.has_more |= !found.is_all || called.keys.len() > RECORDS_CALLED_MAX;
            while called.keys.len() > RECORDS_CALLED_MAX {
                called.keys.pop_last();
            }
            let word = Word { text, called };
            // Of most words all entries have it themselves: "payment", or a name that was kept.
            if let Some(others) = word.others()
                && snapshot.total(&Search { allow, expr: &others })? > 0
            {
                words.push(word);
            }
        }
        Ok(Self { words })
    }

    /// The search with all that its words stand for.
    pub(super) fn widen(&self, expr: Expr) -> Expr {
        match expr {
            Expr::And(parts) => Expr::And(parts.into_iter().map(|part| self.widen(part)).collect()),
            Expr::Or(parts) => Expr::Or(parts.into_iter().map(|part| self.widen(part)).collect()),
            Expr::Term(Term::Anywhere(text)) => match self.words.iter().find(|w| w.text == text) {
                Some(word) => {
                    let keys = word.called.keys.iter().map(of_record);
                    Expr::Or(keys.chain([Expr::Term(Term::Anywhere(text))]).collect())
                }
                None => Expr::Term(Term::Anywhere(text)),
            },
            // Who leaves out a word means the word.
            expr => expr,
        }
    }

    /// Whether a word stands for anything else.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many records were followed, if a word may be the name of more.
    pub(super) fn more_than(&self) -> Option<u64> {
        let cut = self.words.iter().filter(|word| word.called.has_more);
        cut.map(|word| word.called.keys.len() as u64).min()
    }

    /// The records that words stand for, as entries about the search tell.
    pub(super) fn told(&self) -> Vec<String> {
        let keys: BTreeSet<_> = self.words.iter().flat_map(|word| &word.called.keys).collect();
        cut(keys.into_iter().map(ToString::to_string).collect(), TOLD_BYTES_MAX)
    }
}

impl Word {
    /// Entries of these records that don't have the word; nothing if there are no records.
    fn others(&self) -> Option<Expr> {
        let keys: Vec<_> = self.called.keys.iter().map(of_record).collect();
        let lacks = Expr::Not(Box::new(Expr::Term(Term::Anywhere(self.text.clone()))));
        (!keys.is_empty()).then(|| Expr::And(vec![Expr::Or(keys), lacks]).normal())
    }
}

/// The first of them, and how many more there are where all are too long for an entry.
fn cut(mut keys: Vec<String>, bytes_max: usize) -> Vec<String> {
    let mut bytes = 0;
    let mut fits = |key: &String| {
        bytes += key.len();
        bytes <= bytes_max
    };
    let shown = keys.iter().take_while(|key| fits(key)).count();
    let more = keys.len() - shown;
    keys.truncate(shown);
    keys.extend((more > 0).then(|| format!("{more} more")));
    keys
}

fn of_record(key: &RecordKey) -> Expr {
    let RecordKey { record_type, id } = key.clone();
    Expr::Term(Term::Record { record_type, id })
}

/// The words that an entry must have, or one of several, each once; none, if they stand in too many
/// places.
fn texts(expr: &Expr) -> Vec<Text> {
    let mut places = Vec::new();
    collect(expr, &mut places);
    let mut found: Vec<Text> = Vec::new();
    for text in &places {
        if found.len() < WORDS_MAX && !found.contains(text) {
            found.push(text.clone());
        }
    }
    let followed = places.iter().filter(|text| found.contains(text)).count();
    if followed > PLACES_MAX { Vec::new() } else { found }
}

fn collect(expr: &Expr, places: &mut Vec<Text>) {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| collect(part, places)),
        Expr::Term(Term::Anywhere(text)) if is_name(text) => places.push(text.clone()),
        Expr::All | Expr::Not(_) | Expr::Term(_) => {}
    }
}

/// Whether it is long enough for one: of scripts that write no blanks a pair of signs is.
fn is_name(text: &Text) -> bool {
    match text {
        Text::Word(word) | Text::Prefix(word) => {
            word.chars().count() >= CHARS_MIN || word.chars().all(|c| c as u32 >= UNSPACED_FROM)
        }
        Text::Phrase(_) | Text::PhrasePrefix(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use annals_model::Millis;
    use annals_query::{Context, parse};

    use super::*;

    #[test]
    fn entries_tell_of_so_many_records() {
        let keys = |lengths: &[usize]| lengths.iter().map(|length| "k".repeat(*length)).collect();
        assert_eq!(cut(keys(&[4, 6]), 10), ["kkkk", "kkkkkk"]);
        assert_eq!(cut(keys(&[4, 7, 1]), 10), ["kkkk", "2 more"]);
        assert_eq!(cut(keys(&[11]), 10), ["1 more"]);
    }

    #[test]
    fn some_words_are_followed() {
        let check = |search: &str, wanted: usize| {
            let expr = parse(search, &Context::utc(Millis(1_767_225_600_000))).unwrap();
            assert_eq!(texts(&expr).len(), wanted, "{search}");
        };
        check("smith jones", 2);
        check("ab smith -jones object:lee", 1);
        check("\u{5c71}\u{7530}", 1);
        check("one two three four five six", WORDS_MAX);
        check("one two three four five six seven", WORDS_MAX);
        let places = |count: usize| {
            let each: Vec<_> = (0..count).map(|place| format!("(smith x{place}x)")).collect();
            each.join(" or ")
        };
        check(&places(5), WORDS_MAX);
        check(&places(PLACES_MAX), 0);
    }
}
