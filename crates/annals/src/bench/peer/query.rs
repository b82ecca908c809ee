//! The same queries to the peer, through one connection as a program would keep it.

use std::path::Path;
use std::time::Instant;

use annals_model::{EventId, Millis};
use annals_samples::{FROM, SPAN_MS};
use anyhow::Context;
use rusqlite::{Connection, params};
use serde_json::Value;
use zstd::bulk::Decompressor;
use zstd::dict::DecoderDictionary;

use super::load::open;
use super::pack::{actor_token, organization_token, record_token, source_token, word_token};
use crate::bench::Plan;
use crate::bench::parameters::Class;
use crate::bench::queries::{About, Query};
use crate::bench::query::{WARM_UP_PART, WARM_UP_TIME_MAX};
use crate::bench::report::{Draws, Times};
use crate::cli::progress;

/// Entries from which parameters are drawn, of each class.
const ENTRIES: u64 = 2_000;
const EVENT_BYTES_MAX: usize = 256 * 1024;
const SEED: u64 = 7;
/// Slow kinds end after so many seconds; how many draws there were is printed.
const KIND_SECONDS_MAX: u64 = 30;

pub(super) fn all(plan: &Plan, path: &Path) -> anyhow::Result<Value> {
    let connection = open(plan, path)?;
    let dictionary: Vec<u8> =
        connection.query_row("SELECT bytes FROM dictionary", [], |row| row.get(0))?;
    let dictionary = DecoderDictionary::copy(&dictionary);
    let mut peer =
        Peer { connection, decompressor: Decompressor::with_prepared_dictionary(&dictionary)? };
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

struct Peer<'d> {
    connection: Connection,
    decompressor: Decompressor<'d>,
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
const BY_ACTION: &str = "SELECT text, n FROM (SELECT action AS code, count(*) AS n FROM entry
     WHERE organization = ?1 GROUP BY action ORDER BY n DESC LIMIT 50) JOIN name USING (code)";
const BY_ACTOR: &str = "SELECT text, n FROM (SELECT actor AS code, count(*) AS n FROM entry
     WHERE organization = ?1 GROUP BY actor ORDER BY n DESC LIMIT 50) JOIN name USING (code)";
const PER_DAY: &str = "SELECT (occurred_at - ?2) / 86400000 AS day, count(*) FROM entry
     WHERE organization = ?1 AND occurred_at >= ?2 AND occurred_at < ?3 GROUP BY day";
const TOTAL: &str = "SELECT count(*) FROM word WHERE word MATCH ?1";

impl Peer<'_> {
    /// Runs a query; returns how many rows, values or entries came out.
    fn run(&mut self, query: Query, organization: i64, about: &About) -> anyhow::Result<u64> {
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
            Query::ByAction => self.groups(BY_ACTION, params![organization]),
            Query::ByActor => self.groups(BY_ACTOR, params![organization]),
            Query::PerDay => {
                let until = FROM.0 + SPAN_MS;
                self.sums(PER_DAY, params![organization, FROM.0, until])
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

    fn groups(&self, sql: &str, params: impl rusqlite::Params) -> anyhow::Result<u64> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            std::hint::black_box(row.get_ref(0)?.as_str()?.len());
            found += 1;
        }
        Ok(found)
    }

    fn sums(&self, sql: &str, params: impl rusqlite::Params) -> anyhow::Result<u64> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut sum = 0;
        while let Some(row) = rows.next()? {
            sum += row.get::<_, i64>(1)? as u64;
        }
        Ok(sum)
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
