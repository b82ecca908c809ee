//! The kinds of query that are measured: the same for Annals and for the peer.

use annals_model::Millis;
use annals_query::fold;
use annals_samples::{FROM, SPAN_MS};
use annals_store::Entry;

use super::report::Draws;

/// A kind of query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Query {
    Newest,
    ActorSourceDates,
    TwoWords,
    RecordTimeline,
    NoMatch,
    ById,
    ByAction,
    ByActor,
    PerDay,
    FrequentWord,
}

impl Query {
    pub(super) const ALL: [Self; 10] = [
        Self::Newest,
        Self::ActorSourceDates,
        Self::TwoWords,
        Self::RecordTimeline,
        Self::NoMatch,
        Self::ById,
        Self::ByAction,
        Self::ByActor,
        Self::PerDay,
        Self::FrequentWord,
    ];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest 50",
            Self::ActorSourceDates => "actor + source + dates",
            Self::TwoWords => "two words",
            Self::RecordTimeline => "one record's timeline",
            Self::NoMatch => "nothing matches",
            Self::ById => "by id",
            Self::ByAction => "counts by action",
            Self::ByActor => "counts by actor",
            Self::PerDay => "entries per day, two years",
            Self::FrequentWord => "total of a frequent word",
        }
    }
}

/// What one query is about.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    /// The sender's id of the event.
    pub(super) id: String,
    pub(super) username: Option<String>,
    pub(super) source: Option<String>,
    pub(super) from: Option<Millis>,
    pub(super) to: Option<Millis>,
    /// Two words of one entry.
    pub(super) words: [String; 2],
    /// `type:id`
    pub(super) record: Option<(String, String)>,
    /// A word that many entries have.
    pub(super) frequent: &'static str,
    /// A word that none has.
    pub(super) absent: String,
}

/// Words that stand in many entries of every organisation.
const FREQUENT: [&str; 5] = ["payment", "student", "class", "smith", "attendance"];
const MONTH_MS: i64 = 30 * 86_400_000;

impl About {
    /// What is asked about `entry`.
    pub(super) fn of(entry: &Entry, draws: &mut Draws) -> Self {
        let event = &entry.event;
        let middle = event.occurred_at.0;
        let names = event.records.iter().filter_map(|record| record.name.as_deref());
        // Numbers and short words might be taken for dates.
        let is_word = |word: &String| word.len() > 3 && word.chars().all(char::is_alphabetic);
        let named: Vec<String> = names.flat_map(fold::word_list).filter(is_word).collect();
        let told = fold::word_list(&event.label);
        let pick = |words: &[String], draws: &mut Draws| {
            words.get(draws.below(words.len() as u64) as usize).cloned()
        };
        let first = pick(&told, draws).unwrap_or_else(|| "user".to_owned());
        let second = pick(&named, draws).unwrap_or_else(|| first.clone());
        let records = &event.records;
        let record = records.get(draws.below(records.len() as u64) as usize);
        Self {
            id: event.id.to_string(),
            username: event.actor.username.clone(),
            source: event.source.clone(),
            from: Some(Millis(middle - MONTH_MS / 2)),
            to: Some(Millis(middle + MONTH_MS / 2)),
            words: [first, second],
            record: record.map(|record| (record.record_type.clone(), record.id.clone())),
            frequent: FREQUENT[draws.below(FREQUENT.len() as u64) as usize],
            absent: format!("qzx{}", draws.below(1_000_000)),
        }
    }
}

/// The edges of every day of the two years.
pub(super) fn days() -> Vec<Millis> {
    const DAY_MS: i64 = 86_400_000;
    (0..=SPAN_MS / DAY_MS).map(|day| Millis(FROM.0 + day * DAY_MS)).collect()
}
