//! What is told of messages that are there, noted: of many in few statements, because each is a
//! pass between two threads, which costs more than the row.

use std::collections::{HashMap, HashSet};

use annals_model::Millis;
use annals_store::{CommandError, Transaction};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::report::{AHEAD_MS_MAX, SENDER, masked, masked_text};
use super::settle::{Told, add_to_courses, settle_all};
use super::{About, Message, Reason, Reported, Teller};

/// What came of one.
pub(super) enum Noted {
    /// It was noted before.
    Duplicate,
    /// The message is gone.
    NoMessage,
    /// It is noted.
    New(Box<Settled>),
}

/// How a message stood before something was noted, and how it does now.
pub(super) struct Settled {
    pub(super) before: Message,
    pub(super) after: Message,
    /// When it happened, or was told.
    pub(super) at: Millis,
    /// When it happened, if that was told.
    pub(super) told_at: Option<Millis>,
}

/// Notes each of its message, in their order, and how the messages stand by it.
pub(super) async fn note_all(
    transaction: &mut Transaction<'_>,
    reports: &[(i64, &Reported)],
) -> Result<Vec<Noted>, CommandError> {
    let mut noted: Vec<_> = reports.iter().map(|_| Noted::Duplicate).collect();
    for round in rounds(reports.iter().map(|(seq, _)| *seq)) {
        let some: Vec<_> = round.iter().filter_map(|place| reports.get(*place).copied()).collect();
        let settled = note_round(transaction, &some).await?;
        for (place, one) in round.into_iter().zip(settled) {
            if let Some(kept) = noted.get_mut(place) {
                *kept = one;
            }
        }
    }
    Ok(noted)
}

/// Places of those that are noted at once: of one message one after the other, because each may
/// change how it stands.
fn rounds(messages: impl Iterator<Item = i64>) -> Vec<Vec<usize>> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for (place, message) in messages.enumerate() {
        let before = counts.entry(message).or_default();
        match rounds.get_mut(*before) {
            Some(round) => round.push(place),
            None => rounds.push(vec![place]),
        }
        *before += 1;
    }
    rounds
}

/// Notes what is told of as many messages.
async fn note_round(
    transaction: &mut Transaction<'_>,
    reports: &[(i64, &Reported)],
) -> Result<Vec<Noted>, CommandError> {
    let now = transaction.now();
    // A clock that goes so wrong says nothing of when it was.
    let latest = Millis(now.0.saturating_add(AHEAD_MS_MAX));
    let told_at = |report: &Reported| report.at.filter(|at| *at <= latest);
    let timed: Vec<_> =
        reports.iter().map(|(seq, report)| (*seq, *report, told_at(report))).collect();
    let new = insert(transaction.sql(), &timed, now).await?;
    let told: Vec<_> = timed
        .iter()
        .filter(|(seq, ..)| new.contains(seq))
        .map(|(message, report, told_at)| {
            let at = told_at.unwrap_or(now);
            Told { message: *message, kind: report.kind, at }
        })
        .collect();
    add_to_courses(transaction.sql(), &told).await?;
    let messages: Vec<_> = told.iter().map(|told| told.message).collect();
    let mut settled = settle_all(transaction.sql(), &messages).await?;
    let noted = timed.iter().map(|(seq, _, told_at)| match settled.remove(seq) {
        Some((before, after)) => {
            let at = told_at.unwrap_or(now);
            Noted::New(Box::new(Settled { before, after, at, told_at: *told_at }))
        }
        None if new.contains(seq) => Noted::NoMessage,
        None => Noted::Duplicate,
    });
    Ok(noted.collect())
}

/// Keeps those that were not told before; the messages of these.
async fn insert(
    connection: &mut SqliteConnection,
    reports: &[(i64, &Reported, Option<Millis>)],
    now: Millis,
) -> Result<HashSet<i64>, sqlx::Error> {
    if reports.is_empty() {
        return Ok(HashSet::new());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO desk_message_event (message, source, dedupe, kind, at, received_at, is_timed,
         code, text, url) ",
    );
    query.push_values(reports, |mut row, (seq, report, told_at)| {
        let Reason { code, text } = masked(&report.reason);
        row.push_bind(*seq)
            .push_bind(source(report))
            .push_bind(&report.dedupe)
            .push_bind(report.kind.as_str())
            .push_bind(told_at.unwrap_or(now).0)
            .push_bind(now.0)
            .push_bind(i64::from(told_at.is_some()))
            .push_bind(code)
            .push_bind(text)
            .push_bind(masked_text(report.url.as_ref()));
    });
    query.push(" ON CONFLICT DO NOTHING RETURNING message");
    // As many statements as there are lengths would push the others out of memory.
    let rows = query.build().persistent(false).fetch_all(connection).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Who told it.
fn source(report: &Reported) -> &str {
    match (report.teller, &report.about) {
        (Teller::Provider, About::Provider { provider, .. }) => provider,
        _ => SENDER,
    }
}
