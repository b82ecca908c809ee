//! Words that records are called by, or were: entries of these records are found as well, whatever
//! they call them.
//!
//! An entry keeps the names of its time. Who looks for a family by the name that it has now wants
//! those of before it was renamed, too. So a word also stands for the records which some entry, or
//! the directory, calls so. What the reader may not see takes no part, for it is entries that are
//! searched for records and then for their keys, both as far as the reader sees them.

use std::collections::BTreeSet;

use annals_desk::RECORDS_CALLED_MAX;
use annals_model::{Allow, Organization, Principal, RecordKey};
use annals_query::{Expr, Term, Text};
use annals_store::{Result, Search, Snapshot};
use annals_viewer::{LogAddress, LogPage};

use super::named;
use crate::error::Failure;
use crate::state::AppState;

/// Words of one search that are looked at.
const WORDS_MAX: usize = 6;
/// Less of a word begins too many names.
const CHARS_MIN: usize = 3;

/// What the words of a search stand for besides themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Called {
    words: Vec<Word>,
}

/// A word with the records that are called so.
#[derive(Clone, Debug)]
struct Word {
    text: Text,
    keys: BTreeSet<RecordKey>,
    /// Whether there may be more.
    has_more: bool,
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
            let keys = state.desk.records_called(principal, organization.ordinal, &text).await?;
            described.push((text, keys));
        }
        if described.is_empty() {
            return Ok(Self::default());
        }
        let allow = allow.clone();
        state.search(principal, move |snapshot| Self::look(snapshot, &allow, described)).await
    }

    /// Adds to what the directory says what entries do.
    fn look(
        snapshot: &Snapshot,
        allow: &Allow,
        described: Vec<(Text, BTreeSet<RecordKey>)>,
    ) -> Result<Self> {
        let mut words = Vec::new();
        for (text, mut keys) in described {
            let expr = Expr::Term(Term::Object(text.clone()));
            let found = named::records(
                snapshot,
                allow,
                &expr,
                |record| record.name.as_deref().is_some_and(|name| text.matches(name)),
                |found| found.len() > RECORDS_CALLED_MAX,
            )?;
            keys.extend(found.records.iter().map(annals_model::Record::key));
            if keys.is_empty() {
                continue;
            }
            let has_more = !found.is_all || keys.len() > RECORDS_CALLED_MAX;
            while keys.len() > RECORDS_CALLED_MAX {
                keys.pop_last();
            }
            let word = Word { text, keys, has_more };
            // Of most words all entries have it themselves: "payment", or a name that was kept.
            if snapshot.total(&Search { allow, expr: &word.others() })? > 0 {
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
                    let keys = word.keys.iter().map(of_record);
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

    /// How many records are looked for, if a word is the name of more.
    pub(super) fn more_than(&self) -> Option<u64> {
        let has_more = self.words.iter().any(|word| word.has_more);
        has_more.then_some(RECORDS_CALLED_MAX as u64)
    }
}

impl Word {
    /// Entries of these records that don't have the word.
    fn others(&self) -> Expr {
        let keys = Expr::Or(self.keys.iter().map(of_record).collect());
        let lacks = Expr::Not(Box::new(Expr::Term(Term::Anywhere(self.text.clone()))));
        Expr::And(vec![keys, lacks]).normal()
    }
}

fn of_record(key: &RecordKey) -> Expr {
    let RecordKey { record_type, id } = key.clone();
    Expr::Term(Term::Record { record_type, id })
}

/// The words that an entry must have, or one of several, each once.
fn texts(expr: &Expr) -> Vec<Text> {
    let mut found = Vec::new();
    collect(expr, &mut found);
    found.truncate(WORDS_MAX);
    found
}

fn collect(expr: &Expr, found: &mut Vec<Text>) {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| collect(part, found)),
        Expr::Term(Term::Anywhere(text)) => {
            let chars = match text {
                Text::Word(word) | Text::Prefix(word) => word.chars().count(),
                Text::Phrase(_) | Text::PhrasePrefix(_) => CHARS_MIN,
            };
            if chars >= CHARS_MIN && !found.contains(text) {
                found.push(text.clone());
            }
        }
        Expr::All | Expr::Not(_) | Expr::Term(_) => {}
    }
}
