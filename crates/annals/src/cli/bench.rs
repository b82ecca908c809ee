//! `annals bench`: how fast it is on this machine.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Context;
use clap::{Args, ValueEnum, value_parser};
use serde_json::{Value, json};

use super::Outcome;
use super::output::print_json;
use crate::bench::{self, Kind, Plan};
use crate::config::Settings;
use crate::machine;

/// Measure this machine and Annals on it
///
/// Everything is drawn from a seed; a run that was cut short goes on where it was. The directory
/// keeps its data for `query`, `page` and `start`; delete it when done. A directory in memory is
/// refused.
#[derive(Args, Debug)]
pub(crate) struct Bench {
    /// What to measure
    #[arg(value_enum)]
    what: What,
    /// Events of the stream
    #[arg(long, default_value_t = 1_000_000, value_parser = value_parser!(u64).range(EVENTS))]
    events: u64,
    /// Where the data goes; on the disk that is to be measured
    #[arg(long, default_value = "annals-bench", value_name = "DIRECTORY")]
    directory: PathBuf,
    /// One event in ten comes twice
    #[arg(long)]
    repeats: bool,
    /// Seed of the stream
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Batches on their way at once
    #[arg(long, default_value_t = 8, value_name = "NUMBER")]
    callers: usize,
    /// Connections that send single events
    #[arg(long, default_value_t = 128, value_name = "NUMBER")]
    connections: usize,
    /// Draws of each kind of query in each class
    #[arg(long, default_value_t = 2_000, value_name = "NUMBER")]
    draws: usize,
    /// Messages in the logs of `comms`
    #[arg(long, default_value_t = 1_000_000, value_parser = value_parser!(u64).range(EVENTS))]
    messages: u64,
    /// Memory that the SQLite peer may use for its cache
    #[arg(long, default_value_t = 512, value_name = "MIB")]
    peer_cache: u64,
    /// One JSON object instead of tables
    #[arg(long)]
    json: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// What the machine can do
    Machine,
    /// Events into the store, in this process
    Ingest,
    /// Queries through the store: cold, warm, while events come in; needs ingest before
    Query,
    /// The Audit Log's page: rows, filters, chart, bytes of a first visit; needs ingest before
    Page,
    /// Events over HTTP into a server of its own
    Http,
    /// Starts after a kill with a full tail; needs ingest before
    Start,
    /// Logs of messages: searches, a family with very many, calls of providers beside events
    Comms,
    /// The peer: SQLite with FTS5
    Peer,
    /// All of them, each in its own process
    All,
    /// Part of start
    #[value(hide = true)]
    Hold,
}

/// How long a stream may be.
const EVENTS: std::ops::RangeInclusive<u64> = 1_000..=100_000_000;
const SYNC_WRITES: usize = 2_000;
const SEQUENTIAL_BYTES: usize = 512 << 20;

impl Bench {
    pub(crate) async fn run(self, _settings: &Settings) -> anyhow::Result<Outcome> {
        let kind = match self.what {
            What::Machine => return self.machine(),
            What::All => return self.all(),
            What::Hold => return self.plan().hold().await.map(|()| Outcome::Done),
            What::Ingest => Kind::Ingest,
            What::Query => Kind::Query,
            What::Page => Kind::Page,
            What::Http => Kind::Http,
            What::Start => Kind::Start,
            What::Comms => Kind::Comms,
            What::Peer => Kind::Peer,
        };
        let answer = self.plan().run(kind).await?;
        self.print(self.name(), &answer)?;
        Ok(Outcome::Done)
    }

    fn plan(&self) -> Plan {
        Plan {
            directory: self.directory.clone(),
            events: self.events,
            seed: self.seed,
            repeats: self.repeats,
            callers: self.callers.max(1),
            connections: self.connections.max(1),
            draws: self.draws.max(1),
            messages: self.messages,
            peer_cache_mib: self.peer_cache,
        }
    }

    fn name(&self) -> &'static str {
        match self.what {
            What::Machine => "machine",
            What::Ingest => "ingest",
            What::Query => "query",
            What::Page => "page",
            What::Http => "http",
            What::Start => "start",
            What::Comms => "comms",
            What::Peer => "peer",
            What::All => "all",
            What::Hold => "hold",
        }
    }

    fn print(&self, title: &str, answer: &Value) -> anyhow::Result<()> {
        match self.json {
            true => Ok(print_json(answer)?),
            false => bench::print(title, answer),
        }
    }

    fn machine(&self) -> anyhow::Result<Outcome> {
        let answer = self.probe()?;
        self.print("machine", &answer)?;
        Ok(Outcome::Done)
    }

    fn probe(&self) -> anyhow::Result<Value> {
        std::fs::create_dir_all(&self.directory)
            .with_context(|| format!("can't create {}", self.directory.display()))?;
        let (processor, cores) = machine::processor();
        let sync = machine::sync_speed(&self.directory, SYNC_WRITES)?;
        Ok(json!({
            "processor": processor,
            "cores": cores,
            "file_system": machine::file_system(&self.directory),
            "sha256_bytes_per_second": machine::hash_speed(),
            "fdatasync_4k_p50_ms": sync.median.as_secs_f64() * 1e3,
            "fdatasync_4k_p99_ms": sync.p99.as_secs_f64() * 1e3,
            "sequential_bytes_per_second":
                machine::sequential_speed(&self.directory, SEQUENTIAL_BYTES)?,
        }))
    }

    /// Each measurement in its own process, so that one's memory is not another's.
    fn all(&self) -> anyhow::Result<Outcome> {
        let mut all = serde_json::Map::new();
        for name in ["machine", "ingest", "query", "page", "start", "http", "comms", "peer"] {
            eprintln!("annals: measuring {name}");
            let answer = self.child(name)?;
            if !self.json {
                bench::print(name, &answer)?;
            }
            all.insert(name.to_owned(), answer);
        }
        let ratios = ratios(&all);
        if !self.json {
            bench::print("ratios to the peer", &ratios)?;
        }
        all.insert("ratios".to_owned(), ratios);
        if self.json {
            print_json(&all.into())?;
        }
        Ok(Outcome::Done)
    }

    fn child(&self, name: &str) -> anyhow::Result<Value> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["bench", name, "--json", "--log", "warn", "--directory"])
            .arg(&self.directory);
        for (flag, value) in [
            ("--events", self.events),
            ("--seed", self.seed),
            ("--callers", self.callers as u64),
            ("--connections", self.connections as u64),
            ("--draws", self.draws as u64),
            ("--messages", self.messages),
            ("--peer-cache", self.peer_cache),
        ] {
            command.arg(flag).arg(value.to_string());
        }
        if self.repeats {
            command.arg("--repeats");
        }
        let output = command.stderr(Stdio::inherit()).output()?;
        anyhow::ensure!(output.status.success(), "measuring {name} failed");
        serde_json::from_slice(&output.stdout).context("a measurement's answer is JSON")
    }
}

/// Annals beside its peer: more is better for Annals.
fn ratios(all: &serde_json::Map<String, Value>) -> Value {
    let number = |of: &str, field: &str| all[of][field].as_f64().unwrap_or(f64::NAN);
    let rate = "events_per_second";
    let bytes = "disk_bytes_per_event";
    let mut ratios = serde_json::Map::new();
    ratios.insert(rate.to_owned(), json!(number("ingest", rate) / number("peer", rate)));
    ratios.insert(bytes.to_owned(), json!(number("peer", bytes) / number("ingest", bytes)));
    let peer = all["peer"]["warm"].as_array().cloned().unwrap_or_default();
    for row in all["query"]["warm"].as_array().into_iter().flatten() {
        let same =
            |other: &&Value| other["query"] == row["query"] && other["class"] == row["class"];
        let Some(other) = peer.iter().find(same) else { continue };
        for quantile in ["p50_ms", "p99_ms"] {
            let ratio = other[quantile].as_f64().zip(row[quantile].as_f64());
            let name = format!(
                "{}, {}, {quantile}",
                row["query"].as_str().unwrap_or_default(),
                row["class"].as_str().unwrap_or_default()
            );
            ratios.insert(name, json!(ratio.map(|(peer, ours)| peer / ours)));
        }
    }
    ratios.into()
}
