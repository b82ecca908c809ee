//! The same queries to the peer, through one connection as a program would keep it.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use annals_model::{EventId, Millis};
use annals_samples::{FROM, SPAN_MS};
use anyhow::Context;
use rusqlite::{Connection, params};
use serde_json::Value;
use zstd::bulk::Decompressor;
use zstd::dict::DecoderDictionary;

use super::tokens::{actor_token, organization_token, record_token, source_token, word_token};
use super::{ENTRIES_FILE, WORDS_FILE};
use crate::bench::Plan;
use crate::bench::parameters::Class;
use crate::bench::queries::{About, Query};
use crate::bench::query::{FACET_VALUES, WARM_UP_PART, WARM_UP_TIME_MAX};
use crate::bench::report::{Draws, Times};
use crate::cli::progress;

/// Entries from which parameters are drawn, of each class.
const ENTRIES: u64 = 2_000;
const EVENT_BYTES_MAX: usize = 256 * 1024;
const SEED: u64 = 7;
/// Slow kinds end after so many seconds; how many draws there were is printed.
const KIND_SECONDS_MAX: u64 = 30;

pub(super) fn all(plan: &Plan, directory: &Path) -> anyhow::Result<Value> {
    let connection = open(plan, directory)?;
    let dictionary: Vec<u8> =
        connection.query_row("SELECT bytes FROM dictionary", [], |row| row.get(0))?;
    let dictionary = DecoderDictionary::copy(&dictionary);
    let mut peer = Peer::new(connection, &dictionary)?;
    let classes = [Class::Largest, Class::Median, Class::Tiny];
    let mut draws = Draws::new(SEED);
    let warm_up = plan.draws.div_ceil(WARM_UP_PART);
    let all = warm_up + plan.draws;
    let bar = progress::bar((classes.len() * Query::ALL.len() * all) as u64, "queries");
    let mut rows = Vec::new();
    for class in classes {
        let organization = class.organization() as i64;
        let pool = peer.pool(organization, &mut draws)?;
        if pool.is_empty() {
            continue;
        }
        for query in Query::ALL {
            let mut times = Times::default();
            let kind_begin = Instant::now();
            for done in 0..all {
                let entry = &pool[draws.below(pool.len() as u64) as usize];
                let about = About::of(entry, &mut draws);
                let begin = Instant::now();
                let found = peer.run(query, organization, &about)?;
                if done >= warm_up || kind_begin.elapsed() > WARM_UP_TIME_MAX {
                    times.add(begin.elapsed(), found);
                }
                bar.inc(1);
                if kind_begin.elapsed().as_secs() > KIND_SECONDS_MAX {
                    break;
                }
            }
            rows.push(times.json(query.as_str(), class.as_str()));
        }
    }
    bar.finish_and_clear();
    Ok(rows.into())
}

/// Both files, as if they were one.
pub(super) fn open(plan: &Plan, directory: &Path) -> anyhow::Result<Connection> {
    let [rows_kib, words_kib] = super::caches_kib(plan);
    let connection = super::open(&directory.join(ENTRIES_FILE), rows_kib)?;
    let words = directory.join(WORDS_FILE);
    connection.execute("ATTACH ?1 AS words", [words.to_str().context("a path is UTF-8")?])?;
    connection.execute_batch(&format!("PRAGMA words.cache_size=-{words_kib};"))?;
    Ok(connection)
}

pub(super) struct Peer<'d> {
    connection: Connection,
    decompressor: Decompressor<'d>,
    /// What actions and actors are called; it never changes.
    names: HashMap<i64, String>,
}

const BY_TIME: &str = "SELECT body FROM entry WHERE organization = ?1 AND occurred_at < ?2
     ORDER BY occurred_at DESC LIMIT ?3";
/// Newest first without a sort: rows came in the order of time, but for the late ones.
const BY_WORDS: &str = "SELECT body FROM word JOIN entry ON entry.number = word.rowid
     WHERE word MATCH ?1 ORDER BY word.rowid DESC LIMIT 50";
/// The rows of a range of time lie between two numbers, which the covering index tells; so the
/// postings of all other times are skipped.
const BY_WORDS_BETWEEN: &str = "WITH range AS MATERIALIZED (
         SELECT min(number) AS low, max(number) AS high FROM entry
         WHERE organization = ?2 AND occurred_at >= ?3 AND occurred_at < ?4)
     SELECT body FROM word JOIN entry ON entry.number = word.rowid
     WHERE word MATCH ?1 AND word.rowid >= (SELECT low FROM range)
         AND word.rowid <= (SELECT high FROM range) AND occurred_at >= ?3 AND occurred_at < ?4
     ORDER BY word.rowid DESC LIMIT 50";
const BY_ID: &str = "SELECT body FROM entry WHERE organization = ?1 AND id = ?2";
/// Counted by the program: SQLite would sort the rows in order to group them, which takes ten times
/// as long as reading them from the covering index.
const ACTIONS: &str = "SELECT action FROM entry WHERE organization = ?1";
const ACTORS: &str = "SELECT actor FROM entry WHERE organization = ?1";
const DAYS: &str = "SELECT (occurred_at - ?2) / 86400000 FROM entry
     WHERE organization = ?1 AND occurred_at >= ?2 AND occurred_at < ?3";
const NAMES: &str = "SELECT code, text FROM name";
const TOTAL: &str = "SELECT count(*) FROM word WHERE word MATCH ?1";

impl<'d> Peer<'d> {
    pub(super) fn new(
        connection: Connection,
        dictionary: &'d DecoderDictionary<'d>,
    ) -> anyhow::Result<Self> {
        let decompressor = Decompressor::with_prepared_dictionary(dictionary)?;
        let names = connection
            .prepare(NAMES)?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { connection, decompressor, names })
    }

    /// Runs a query; returns how many rows, values or entries came out.
    pub(super) fn run(
        &mut self,
        query: Query,
        organization: i64,
        about: &About,
    ) -> anyhow::Result<u64> {
        match query {
            Query::Newest => self.bodies(BY_TIME, params![organization, i64::MAX, 50]),
            Query::ActorSourceDates => {
                let mut tokens = Vec::new();
                if let Some(username) = &about.username {
                    tokens.push(actor_token(organization, username));
                }
                if let Some(source) = &about.source {
                    tokens.push(source_token(organization, source));
                }
                let (from, to) = (about.from.map(|at| at.0), about.to.map(|at| at.0));
                self.bodies(BY_WORDS_BETWEEN, params![all_of(&tokens), organization, from, to])
            }
            Query::TwoWords => {
                let [first, second] = about.words.each_ref().map(|one| word_token(one));
                let tokens = [organization_token(organization), first, second];
                self.bodies(BY_WORDS, params![all_of(&tokens)])
            }
            Query::RecordTimeline => match &about.record {
                Some((kind, id)) => {
                    let token = record_token(organization, kind, id);
                    self.bodies(BY_WORDS, params![all_of(&[token])])
                }
                None => self.bodies(BY_TIME, params![organization, i64::MAX, 50]),
            },
            Query::NoMatch => {
                let [first, second] = [about.frequent, &about.absent].map(word_token);
                let tokens = [organization_token(organization), first, second];
                self.bodies(BY_WORDS, params![all_of(&tokens)])
            }
            Query::ById => match EventId::parse(&about.id) {
                Ok(EventId::Uuid(id)) => self.bodies(BY_ID, params![organization, id.as_bytes()]),
                _ => Ok(0),
            },
            Query::ByAction => self.most_frequent(ACTIONS, organization),
            Query::ByActor => self.most_frequent(ACTORS, organization),
            Query::PerDay => {
                let until = FROM.0 + SPAN_MS;
                let days = self.counts(DAYS, params![organization, FROM.0, until])?;
                Ok(days.values().sum())
            }
            Query::FrequentWord => {
                let tokens = [organization_token(organization), word_token(about.frequent)];
                let token = all_of(&tokens);
                let mut statement = self.connection.prepare_cached(TOTAL)?;
                let total: i64 = statement.query_row(params![token], |row| row.get(0))?;
                Ok(total as u64)
            }
        }
    }

    fn bodies(&mut self, sql: &str, params: impl rusqlite::Params) -> anyhow::Result<u64> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            let body = row.get_ref(0)?.as_blob()?;
            let line = self.decompressor.decompress(body, EVENT_BYTES_MAX)?;
            // What a page shows has to be read.
            let draft = annals_server::wire::parse_event(line.trim_ascii());
            std::hint::black_box(draft.is_ok());
            found += 1;
        }
        Ok(found)
    }

    /// The names of the values that most entries have; returns how many there are.
    fn most_frequent(&self, sql: &str, organization: i64) -> anyhow::Result<u64> {
        let mut counts: Vec<(i64, u64)> =
            self.counts(sql, params![organization])?.into_iter().collect();
        counts.sort_unstable_by_key(|&(code, count)| (Reverse(count), code));
        counts.truncate(FACET_VALUES);
        for (code, _) in &counts {
            std::hint::black_box(self.names.get(code).context("a value has a name")?);
        }
        Ok(counts.len() as u64)
    }

    /// How often each value comes in the rows.
    fn counts(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> anyhow::Result<HashMap<i64, u64>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut counts = HashMap::new();
        while let Some(row) = rows.next()? {
            *counts.entry(row.get(0)?).or_default() += 1;
        }
        Ok(counts)
    }

    /// Entries of an organisation, from moments all over the two years.
    fn pool(
        &mut self,
        organization: i64,
        draws: &mut Draws,
    ) -> anyhow::Result<Vec<annals_store::Entry>> {
        let mut entries = Vec::new();
        let mut statement = self.connection.prepare_cached(BY_TIME)?;
        for _ in 0..ENTRIES / 20 {
            let until = FROM.0 + draws.below(SPAN_MS as u64) as i64;
            let mut rows = statement.query(params![organization, until, 20])?;
            while let Some(row) = rows.next()? {
                let body = row.get_ref(0)?.as_blob()?;
                let line = self.decompressor.decompress(body, EVENT_BYTES_MAX)?;
                entries.push(entry(line.trim_ascii()).context("a stored body is read again")?);
            }
        }
        Ok(entries)
    }
}

fn entry(line: &[u8]) -> Option<annals_store::Entry> {
    let draft = annals_server::wire::parse_event(line).ok()?;
    let id = draft.organization.clone()?;
    let (catalogue, masker) = Default::default();
    let now = Millis(FROM.0 + SPAN_MS);
    let (event, _) = annals_model::admit(draft, id, &catalogue, &masker, now).ok()?;
    let organization = annals_model::OrganizationOrdinal(0);
    Some(annals_store::Entry { organization, number: annals_model::Number(0), event })
}

/// A query of FTS5 that wants every token.
fn all_of(tokens: &[String]) -> String {
    let quoted: Vec<String> = tokens.iter().map(|token| format!("\"{token}\"")).collect();
    quoted.join(" AND ")
}
