//! Queries through the store's public API: cold, warm, and while events come in.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use annals_model::{EventId, TimeRange};
use annals_query::{Expr, Term};
use annals_samples::Bench;
use annals_store::{FacetField, Order, PageRequest, Search, Snapshot, Store};
use anyhow::Context;
use serde_json::{Value, json};

use super::ingest::{self, Feed};
use super::memory::Watch;
use super::parameters::{Class, Pool};
use super::queries::{About, Query, days};
use super::report::{Draws, Times};
use super::{Directory, Plan, directory, share};
use crate::cli::progress;

const PAGE_ROWS: NonZeroUsize = NonZeroUsize::new(50).unwrap();
pub(super) const FACET_VALUES: usize = 50;
/// A slow kind of query ends after so long in each class; how many draws there were is printed.
const KIND_TIME_MAX: Duration = Duration::from_secs(30);
/// For so many draws that count, one goes before that doesn't: warm is what has read its part of
/// the files, of which nothing is in memory after the cold queries.
pub(super) const WARM_UP_PART: usize = 4;
/// What a slow kind has of its time for that.
pub(super) const WARM_UP_TIME_MAX: Duration = Duration::from_secs(6);
/// Queries of each kind and class after dropping what the system keeps of the files in memory.
const COLD_DRAWS: usize = 12;
/// Events that come in while queries are measured once more, at most, as a part of the stream.
const BUSY_PART: u64 = 5;
/// While events come in, the tree is searched in every so-manieth round.
const TREE_ROUNDS: usize = 8;
const SEED: u64 = 7;

pub(super) async fn run(plan: &Plan) -> anyhow::Result<Value> {
    let mut directory = Directory::open(plan, "store")?;
    anyhow::ensure!(
        directory.state.ingest.is_some(),
        "there is nothing to query yet: run `annals bench ingest` with the same options first"
    );
    let stream = directory.stream();
    let begin = Instant::now();
    let store = directory.store(&stream, false).await?;
    let open_s = begin.elapsed().as_secs_f64();
    let mut draws = Draws::new(SEED);
    let mut pools = Vec::new();
    for class in Class::ALL {
        // Of a short stream a tiny organisation gets nothing.
        if let Some(pool) = Pool::collect(&store, &stream, class, &mut draws)? {
            pools.push((class, pool));
        }
    }
    close(store).await;
    let cold = cold(&directory, &stream, &pools, &mut draws).await?;
    let store = directory.store(&stream, false).await?;
    let watch = Watch::start();
    let warm = all(&store, &pools, plan.draws, &mut draws)?;
    let memory = watch.peak();
    close(store).await;
    let (busy, rate) = busy(plan, &mut directory, &stream, &pools, &mut draws).await?;
    Ok(json!({
        "events": directory.state.events,
        "draws": plan.draws,
        "seconds_of_a_slow_kind": KIND_TIME_MAX.as_secs(),
        "open_seconds": open_s,
        "anonymous_memory_peak_bytes": memory,
        "warm": warm,
        "cold": cold,
        "busy": busy,
        "busy_events_per_second": rate,
    }))
}

/// Closes the last handle, so that the directory can be opened again.
async fn close(store: Store) {
    store.close().await;
}

/// Every kind of query in every class.
fn all(
    store: &Store,
    pools: &[(Class, Pool)],
    count: usize,
    draws: &mut Draws,
) -> anyhow::Result<Value> {
    let warm_up = count.div_ceil(WARM_UP_PART);
    let all = warm_up + count;
    let bar = progress::bar((pools.len() * Query::ALL.len() * all) as u64, "queries");
    let mut rows = Vec::new();
    let days = days();
    for (class, pool) in pools {
        for query in Query::ALL {
            let mut times = Times::default();
            let kind_begin = Instant::now();
            for done in 0..all {
                if kind_begin.elapsed() > KIND_TIME_MAX {
                    bar.inc((all - done) as u64);
                    break;
                }
                let about = About::of(pool.pick(draws), draws);
                let prepared = Prepared::new(query, &about)?;
                let begin = Instant::now();
                let rows = prepared.run(&store.snapshot(), pool, &days)?;
                if done >= warm_up || kind_begin.elapsed() > WARM_UP_TIME_MAX {
                    times.add(begin.elapsed(), rows);
                }
                bar.inc(1);
            }
            rows.push(times.json(query.as_str(), class.as_str()));
        }
    }
    bar.finish_and_clear();
    Ok(rows.into())
}

/// First queries after an open, with nothing of the files in memory.
async fn cold(
    directory: &Directory,
    stream: &Bench,
    pools: &[(Class, Pool)],
    draws: &mut Draws,
) -> anyhow::Result<Value> {
    let bar = progress::bar((Query::ALL.len() * COLD_DRAWS) as u64, "cold queries");
    let mut rows = Vec::new();
    let days = days();
    for query in Query::ALL {
        let mut times = Times::default();
        for draw in 0..COLD_DRAWS {
            let (_, pool) = &pools[draw % pools.len()];
            let about = About::of(pool.pick(draws), draws);
            let prepared = Prepared::new(query, &about)?;
            forget(directory.path())?;
            let store = directory.store(stream, false).await?;
            let begin = Instant::now();
            let rows = prepared.run(&store.snapshot(), pool, &days)?;
            times.add(begin.elapsed(), rows);
            close(store).await;
            bar.inc(1);
        }
        rows.push(times.json(query.as_str(), "all"));
    }
    bar.finish_and_clear();
    Ok(rows.into())
}

/// Tells the system to keep nothing of the files below `directory` in memory.
fn forget(directory: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            forget(&path)?;
        } else if let Ok(file) = std::fs::File::open(&path) {
            file.sync_all().ok();
            rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed)
                .with_context(|| format!("can't drop {} from memory", path.display()))?;
        }
    }
    Ok(())
}

/// Queries while two callers append as fast as they can, and what they append is sealed and
/// compacted. Returns the events a second that came in meanwhile.
async fn busy(
    plan: &Plan,
    directory: &mut Directory,
    stream: &Bench,
    pools: &[(Class, Pool)],
    draws: &mut Draws,
) -> anyhow::Result<(Value, f64)> {
    let store = directory.store(stream, true).await?;
    let (further, places) = directory.further(directory.state.events / BUSY_PART);
    let feed = Arc::new(Feed {
        next: AtomicU64::new(places.start),
        until: places.end,
        current: Vec::new(),
        repeated: AtomicU64::new(0),
        ordinals: directory::ordinals(&store),
        stream: Arc::new(further),
        store: store.clone(),
        bar: indicatif::ProgressBar::hidden(),
    });
    let begin = Instant::now();
    let callers = ingest::start(&feed, 2);
    let done = AtomicBool::new(false);
    let (rows, seconds) = std::thread::scope(|scope| {
        let measuring = scope.spawn(|| {
            let measured = while_busy(&store, pools, plan.draws, draws, &done);
            (measured, begin.elapsed())
        });
        while !callers.iter().all(std::thread::JoinHandle::is_finished) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let seconds = begin.elapsed().as_secs_f64();
        done.store(true, Ordering::Relaxed);
        (measuring.join().map(|(rows, _)| rows), seconds)
    });
    for caller in callers {
        caller.join().map_err(|_| anyhow::anyhow!("a caller broke down"))??;
    }
    directory.state.more = places.end;
    directory.save()?;
    store.close().await;
    let rows = rows.map_err(|_| anyhow::anyhow!("the measuring thread broke down"))??;
    Ok((rows, (places.end - places.start) as f64 / seconds))
}

/// Goes round all kinds and classes until the events have come in; at most `count` of each.
fn while_busy(
    store: &Store,
    pools: &[(Class, Pool)],
    count: usize,
    draws: &mut Draws,
    done: &AtomicBool,
) -> anyhow::Result<Value> {
    let days = days();
    let mut all = vec![Times::default(); pools.len() * Query::ALL.len()];
    for round in 0..count {
        for (p, (class, pool)) in pools.iter().enumerate() {
            // The tree takes so much longer that the others would get few turns.
            if *class == Class::Tree && round % TREE_ROUNDS != 0 {
                continue;
            }
            for (q, query) in Query::ALL.into_iter().enumerate() {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                let about = About::of(pool.pick(draws), draws);
                let prepared = Prepared::new(query, &about)?;
                let watch = share::Stopwatch::begin();
                let rows = prepared.run(&store.snapshot(), pool, &days)?;
                all[p * Query::ALL.len() + q].add_shared(watch.end(), rows);
            }
        }
    }
    let names = pools
        .iter()
        .flat_map(|(class, _)| Query::ALL.map(|query| (query.as_str(), class.as_str())));
    Ok(names.zip(&all).map(|((query, class), times)| times.json(query, class)).collect())
}

/// A query that only has to be run.
pub(super) struct Prepared {
    query: Query,
    expr: Expr,
    id: Option<EventId>,
}

impl Prepared {
    pub(super) fn new(query: Query, about: &About) -> anyhow::Result<Self> {
        let context = annals_query::Context::utc(annals_samples::FROM);
        let parse = |text: &str| {
            let parsed = annals_query::parse(text, &context);
            parsed.map_err(|errors| anyhow::anyhow!("{text}: {errors}"))
        };
        let expr = match query {
            Query::ActorSourceDates => {
                let range = TimeRange { from: about.from, to: about.to };
                let mut parts = vec![Expr::Term(Term::Time(range))];
                for (field, value) in [("user", &about.username), ("source", &about.source)] {
                    if let Some(value) = value {
                        parts.push(parse(&format!("{field}:\"{value}\""))?);
                    }
                }
                Expr::And(parts)
            }
            Query::TwoWords => parse(&about.words.join(" "))?,
            Query::RecordTimeline => match about.record.clone() {
                Some((record_type, id)) => Expr::Term(Term::Record { record_type, id }),
                None => Expr::All,
            },
            Query::NoMatch => parse(&format!("{} {}", about.frequent, about.absent))?,
            Query::FrequentWord => parse(about.frequent)?,
            _ => Expr::All,
        };
        let id = EventId::parse(&about.id).map_err(anyhow::Error::msg)?;
        Ok(Self { query, expr, id: (query == Query::ById).then_some(id) })
    }

    /// Runs it; returns how many rows, values or entries came out.
    pub(super) fn run(
        &self,
        snapshot: &Snapshot,
        pool: &Pool,
        days: &[annals_model::Millis],
    ) -> anyhow::Result<u64> {
        let search = Search { allow: &pool.allow, expr: &self.expr };
        Ok(match self.query {
            Query::ById => {
                let id = self.id.as_ref().context("the query has an id")?;
                u64::from(snapshot.by_id(&pool.allow, id)?.is_some())
            }
            Query::ByAction => {
                snapshot.facet(&search, FacetField::Action, FACET_VALUES)?.len() as u64
            }
            Query::ByActor => {
                snapshot.facet(&search, FacetField::Actor, FACET_VALUES)?.len() as u64
            }
            Query::PerDay => snapshot.histogram(&search, days)?.iter().sum(),
            Query::FrequentWord => snapshot.total(&search)?,
            _ => {
                let order = Order::default();
                let request =
                    PageRequest { order, after: None, backwards: false, rows_max: PAGE_ROWS };
                snapshot.page(&search, &request)?.entries.len() as u64
            }
        })
    }
}
