//! Durable ingest in process, from JSON to the store's acknowledgement.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use annals_model::{
    Catalogue, Clock, Masker, OrganizationId, OrganizationOrdinal, SystemClock, admit,
};
use annals_samples::Bench;
use annals_server::wire::parse_event;
use annals_store::{NewEvent, Store};
use anyhow::Context;
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::directory::ordinals;
use super::memory::Watch;
use super::{BATCH_EVENTS, Directory, Plan};
use crate::cli::progress::bar;
use crate::machine;

/// How often the place is noted from which an interrupted run goes on.
const SAVE_INTERVAL: Duration = Duration::from_secs(2);

pub(super) async fn run(plan: &Plan) -> anyhow::Result<Value> {
    let mut directory = Directory::open(plan, "store")?;
    if let Some(done) = &directory.state.ingest {
        return Ok(done.clone());
    }
    let stream = Arc::new(directory.stream());
    let generator_us = generator_us(&stream);
    let store = directory.store(&stream, true).await?;
    let watch = Watch::start();
    let from = directory.state.next;
    let begin = Instant::now();
    let processor = machine::processor_time().unwrap_or_default();
    let repeated = feed(plan, &mut directory, &store, &stream).await?;
    let seconds = begin.elapsed().as_secs_f64();
    let processor_s = (machine::processor_time().unwrap_or_default() - processor).as_secs_f64();
    let ingest_peak = watch.peak();
    let begin = Instant::now();
    store.seal().await?;
    store.compact().await?;
    let settle_s = begin.elapsed().as_secs_f64();
    let settle_peak = watch.peak();
    let segments = store.health().segments;
    let snapshot = store.snapshot();
    let entries: u64 = store.organizations().iter().map(|one| snapshot.log_size(one.ordinal)).sum();
    drop(snapshot);
    store.close().await;
    let bytes = machine::bytes_below(directory.path())?;
    let events = directory.state.events - from;
    let answer = json!({
        "events": events,
        "resumed_at": from,
        "repeated": repeated,
        "entries": entries,
        "seconds": seconds,
        "events_per_second": events as f64 / seconds,
        "processor_us_per_event": processor_s * 1e6 / events.max(1) as f64,
        "generator_us_per_event": generator_us,
        "anonymous_memory_peak_bytes": ingest_peak,
        "settle_seconds": settle_s,
        "settle_anonymous_memory_peak_bytes": settle_peak,
        "segments": segments,
        "disk_bytes": bytes,
        "disk_bytes_per_event": bytes as f64 / entries.max(1) as f64,
    });
    directory.state.ingest = Some(answer.clone());
    directory.save()?;
    Ok(answer)
}

/// Appends the rest of the stream from several threads; returns how many events were there already.
async fn feed(
    plan: &Plan,
    directory: &mut Directory,
    store: &Store,
    stream: &Arc<Bench>,
) -> anyhow::Result<u64> {
    let events = directory.state.events;
    let bar = bar(events, "events");
    bar.set_position(directory.state.next);
    let shared = Arc::new(Feed {
        next: AtomicU64::new(directory.state.next),
        until: events,
        current: (0..plan.callers).map(|_| AtomicU64::new(directory.state.next)).collect(),
        repeated: AtomicU64::new(0),
        ordinals: ordinals(store),
        stream: Arc::clone(stream),
        store: store.clone(),
        bar: bar.clone(),
    });
    let callers = start(&shared, plan.callers);
    while !callers.iter().all(std::thread::JoinHandle::is_finished) {
        tokio::time::sleep(SAVE_INTERVAL.min(Duration::from_millis(50))).await;
        let next = shared.low_water();
        if next >= directory.state.next + BATCH_EVENTS * 200 {
            directory.state.next = next;
            directory.save()?;
        }
    }
    for caller in callers {
        caller.join().map_err(|_| anyhow::anyhow!("a caller broke down"))??;
    }
    directory.state.next = events;
    directory.save()?;
    bar.finish_and_clear();
    Ok(shared.repeated.load(Ordering::Relaxed))
}

/// What the threads that append have in common.
pub(super) struct Feed {
    pub(super) next: AtomicU64,
    pub(super) until: u64,
    /// The place at which each thread is.
    pub(super) current: Vec<AtomicU64>,
    pub(super) repeated: AtomicU64,
    pub(super) ordinals: HashMap<OrganizationId, OrganizationOrdinal>,
    pub(super) stream: Arc<Bench>,
    pub(super) store: Store,
    pub(super) bar: ProgressBar,
}

impl Feed {
    fn low_water(&self) -> u64 {
        self.current.iter().map(|place| place.load(Ordering::Relaxed)).min().unwrap_or(0)
    }
}

/// Starts the threads; each draws, parses and appends batches until the stream ends.
pub(super) fn start(
    feed: &Arc<Feed>,
    callers: usize,
) -> Vec<std::thread::JoinHandle<anyhow::Result<()>>> {
    let runtime = tokio::runtime::Handle::current();
    let caller = |number: usize| {
        let (feed, runtime) = (Arc::clone(feed), runtime.clone());
        std::thread::spawn(move || caller(&feed, number, &runtime))
    };
    (0..callers).map(caller).collect()
}

fn caller(feed: &Feed, number: usize, runtime: &tokio::runtime::Handle) -> anyhow::Result<()> {
    let mut batch = Batch::new(&feed.stream);
    loop {
        let from = feed.next.fetch_add(BATCH_EVENTS, Ordering::Relaxed);
        if let Some(current) = feed.current.get(number) {
            current.store(from.min(feed.until), Ordering::Relaxed);
        }
        if from >= feed.until {
            return Ok(());
        }
        batch.draw(&feed.stream, from..(from + BATCH_EVENTS).min(feed.until));
        let events = batch.admit(&feed.ordinals)?;
        let count = events.len() as u64;
        // A handful of callers never fills the store's queue.
        let receipts = runtime.block_on(feed.store.append(events))?;
        let repeated = receipts.iter().filter(|receipt| receipt.repeated).count();
        feed.repeated.fetch_add(repeated as u64, Ordering::Relaxed);
        feed.bar.inc(count);
    }
}

/// A batch as an application sends it: lines of JSON.
pub(super) struct Batch {
    pub(super) json: Vec<u8>,
    sample: annals_samples::Sample,
    catalogue: Catalogue,
    masker: Masker,
}

impl Batch {
    pub(super) fn new(stream: &Bench) -> Self {
        Self {
            json: Vec::new(),
            sample: stream.sample(),
            catalogue: Catalogue::default(),
            masker: Masker::default(),
        }
    }

    pub(super) fn draw(&mut self, stream: &Bench, places: std::ops::Range<u64>) {
        self.json.clear();
        for place in places {
            stream.draw(place, &mut self.sample);
            self.sample.write_json(&mut self.json);
        }
    }

    /// Each event.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[u8]> {
        self.json.split(|&byte| byte == b'\n').filter(|line| !line.is_empty())
    }

    fn admit(
        &self,
        ordinals: &HashMap<OrganizationId, OrganizationOrdinal>,
    ) -> anyhow::Result<Vec<NewEvent>> {
        let now = SystemClock.now();
        let mut events = Vec::with_capacity(BATCH_EVENTS as usize);
        for line in self.lines() {
            let draft = parse_event(line).map_err(|problems| refused(&problems))?;
            let id = draft.organization.clone().context("a sample names its organisation")?;
            let organization = *ordinals.get(&id).context("an organisation is missing")?;
            let admitted = admit(draft, id, &self.catalogue, &self.masker, now);
            let (event, fingerprint) = admitted.map_err(|problems| refused(&problems))?;
            events.push(NewEvent { organization, event, fingerprint });
        }
        Ok(events)
    }
}

pub(super) fn refused(problems: &[annals_model::Problem]) -> anyhow::Error {
    anyhow::anyhow!("a sample was refused: {problems:?}")
}

/// Microseconds of processor time that drawing one event takes, which the figures contain.
fn generator_us(stream: &Bench) -> f64 {
    // The clock of processor time ticks a hundred times a second.
    const EVENTS: u64 = 200_000;
    let mut batch = Batch::new(stream);
    let begin = machine::processor_time().unwrap_or_default();
    for from in (0..EVENTS).step_by(BATCH_EVENTS as usize) {
        batch.draw(stream, from..from + BATCH_EVENTS);
    }
    let took = machine::processor_time().unwrap_or_default() - begin;
    took.as_secs_f64() * 1e6 / EVENTS as f64
}
