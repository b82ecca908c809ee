//! How long a start takes after a kill with a full tail.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use annals_store::{Options, Store};
use anyhow::Context;
use serde_json::{Value, json};

use super::ingest::{self, Feed};
use super::{Directory, Plan, directory};

/// Just below what is sealed by default.
const TAIL_EVENTS_MAX: u64 = 130_000;
const STARTS: usize = 5;

pub(super) async fn run(plan: &Plan) -> anyhow::Result<Value> {
    let mut directory = Directory::open(plan, "store")?;
    anyhow::ensure!(
        directory.state.ingest.is_some(),
        "there is nothing to start with yet: run `annals bench ingest` with the same options first"
    );
    let mut seconds = Vec::new();
    let mut found = 0;
    for _ in 0..STARTS {
        kill_with_full_tail(plan)?;
        directory.state.more += tail_events(plan);
        directory.save()?;
        let migrations = annals_desk::MIGRATIONS;
        let options = Options { migrations, background: false, ..Options::default() };
        let begin = Instant::now();
        let store = Store::open(directory.path(), options).await?;
        seconds.push(begin.elapsed().as_secs_f64());
        found = store.health().tail_events;
        store.close().await;
    }
    seconds.sort_by(f64::total_cmp);
    Ok(json!({
        "events": directory.state.events,
        "tail_events": found,
        "starts": STARTS,
        "start_median_seconds": seconds[STARTS / 2],
        "start_max_seconds": seconds[STARTS - 1],
    }))
}

/// A short stream has a short tail.
fn tail_events(plan: &Plan) -> u64 {
    TAIL_EVENTS_MAX.min(plan.events)
}

/// Starts this program once more, waits until it has filled the tail, and kills it.
fn kill_with_full_tail(plan: &Plan) -> anyhow::Result<()> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["bench", "hold", "--events", &plan.events.to_string()]);
    command.args(["--seed", &plan.seed.to_string(), "--directory"]).arg(&plan.directory);
    if plan.repeats {
        command.arg("--repeats");
    }
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let stdout = child.stdout.take().context("the child has a stdout")?;
    let mut line = String::new();
    let read = BufReader::new(stdout).read_line(&mut line);
    // SIGKILL: nothing is flushed, nothing is closed.
    child.kill()?;
    child.wait()?;
    read?;
    anyhow::ensure!(line.trim() == "full", "the tail was not filled");
    Ok(())
}

/// Fills the tail, says so and waits to be killed.
pub(super) async fn hold(plan: &Plan) -> anyhow::Result<()> {
    let directory = Directory::open(plan, "store")?;
    let stream = directory.stream();
    let store = directory.store(&stream, false).await?;
    store.seal().await?;
    let (further, places) = directory.further(tail_events(plan));
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
    let callers = ingest::start(&feed, 2);
    while !callers.iter().all(std::thread::JoinHandle::is_finished) {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    for caller in callers {
        caller.join().map_err(|_| anyhow::anyhow!("a caller broke down"))??;
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "full")?;
    out.flush()?;
    std::future::pending::<()>().await;
    Ok(())
}
