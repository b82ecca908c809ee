//! Durable ingest over HTTP: a real server in its own process, and many connections to it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use annals_desk::{Desk, NewKey};
use annals_model::{OrganizationId, Permission};
use annals_samples::Bench;
use anyhow::Context;
use serde_json::{Value, json};

use super::connection::Connection;
use super::ingest::Batch;
use super::{BATCH_EVENTS, Directory, Plan};
use crate::cli::progress::bar;
use crate::machine;

/// Connections that send batches.
const BATCH_CONNECTIONS: usize = 6;
/// Longer streams say nothing more here: what grows with the data is measured in process.
const EVENTS_MAX: u64 = 2_000_000;
/// Single events are measured for so long, or until a fifth of the stream is sent.
const SINGLE_TIME: Duration = Duration::from_secs(20);

pub(super) async fn run(plan: &Plan) -> anyhow::Result<Value> {
    let mut directory = Directory::open(plan, "http")?;
    let stream = Arc::new(directory.stream());
    let key = prepare(&directory, &stream).await?;
    let server = Serving::start(directory.path())?;
    let events = directory.state.events.min(EVENTS_MAX);
    // The rest of what earlier runs left; singles come from the end of the stream.
    let from = directory.state.next;
    let singles = events / 5;
    let batches_until = events - singles;
    anyhow::ensure!(from < batches_until, "this directory is full; delete it to measure again");
    let sender = Arc::new(Sender {
        address: server.address.clone(),
        key,
        stream,
        next: AtomicU64::new(from),
        sent: AtomicU64::new(0),
    });
    let begin = Instant::now();
    let bar = bar(batches_until - from, "events");
    let connections = (0..BATCH_CONNECTIONS)
        .map(|_| tokio::spawn(batches(Arc::clone(&sender), batches_until, bar.clone())));
    for connection in connections.collect::<Vec<_>>() {
        connection.await??;
    }
    bar.finish_and_clear();
    let batch_s = begin.elapsed().as_secs_f64();
    let batch_memory = server.memory();
    let batch_events = sender.sent.swap(0, Ordering::Relaxed);
    directory.state.next = batches_until;
    directory.save()?;
    sender.next.store(batches_until, Ordering::Relaxed);
    let begin = Instant::now();
    let until = begin + SINGLE_TIME;
    let connections = (0..plan.connections)
        .map(|_| tokio::spawn(single_events(Arc::clone(&sender), events, until)));
    let mut times = Vec::new();
    for connection in connections.collect::<Vec<_>>() {
        times.extend(connection.await??);
    }
    let single_s = begin.elapsed().as_secs_f64();
    times.sort_unstable();
    let ms = |q| machine::quantile(&times, q).as_secs_f64() * 1e3;
    Ok(json!({
        "batch_events": batch_events,
        "batch_connections": BATCH_CONNECTIONS,
        "batch_events_per_second": batch_events as f64 / batch_s,
        "server_anonymous_memory_bytes": batch_memory,
        "single_events": times.len(),
        "single_connections": plan.connections,
        "single_events_per_second": times.len() as f64 / single_s,
        "single_p50_ms": ms(0.5),
        "single_p99_ms": ms(0.99),
    }))
}

/// Makes organisations and a key that may write to all of them.
async fn prepare(directory: &Directory, stream: &Bench) -> anyhow::Result<String> {
    let store = directory.store(stream, false).await?;
    let desk = Desk::new(store.clone());
    let root = OrganizationId::installation();
    let root = store.organizations().find(&root).context("there is no root")?.ordinal;
    let new = NewKey {
        organization: root,
        name: "bench".to_owned(),
        scopes: [Permission::WriteEvents].into_iter().collect(),
        reaches_below: true,
        expires_at: None,
    };
    let (_, secret) = desk.create_key(&desk.operator(), new).await?;
    store.close().await;
    Ok(secret.0)
}

/// A server in a process of its own; killed on drop.
pub(super) struct Serving {
    child: Child,
    pub(super) address: String,
}

impl Serving {
    pub(super) fn start(directory: &Path) -> anyhow::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "error", "--data"])
            .arg(directory)
            .stdout(Stdio::piped())
            .spawn()
            .context("can't start the server")?;
        let mut line = String::new();
        let stdout = child.stdout.take().context("the server has a stdout")?;
        std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut line)?;
        let address = line.trim().strip_prefix("http://").map(str::to_owned);
        let Some(address) = address else {
            let _ = child.kill();
            let _ = child.wait();
            anyhow::bail!("the server did not start");
        };
        Ok(Self { child, address })
    }

    /// Processor time that it has used.
    pub(super) fn processor_time(&self) -> Option<Duration> {
        machine::processor_time_of(&self.child.id().to_string())
    }

    fn memory(&self) -> Option<u64> {
        machine::anonymous_memory_of(&self.child.id().to_string())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Sender {
    address: String,
    key: String,
    stream: Arc<Bench>,
    next: AtomicU64,
    sent: AtomicU64,
}

impl Sender {
    async fn post(&self, to: &mut Connection, kind: &str, body: &[u8]) -> anyhow::Result<()> {
        let Self { address, key, .. } = self;
        let head = format!(
            "POST /v1/events HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {key}\r\n\
             content-type: {kind}\r\n"
        );
        let (status, answer) = to.ask(&head, body).await?;
        anyhow::ensure!(status == 201, "{status}: {}", String::from_utf8_lossy(answer));
        Ok(())
    }
}

async fn batches(
    sender: Arc<Sender>,
    until: u64,
    bar: indicatif::ProgressBar,
) -> anyhow::Result<()> {
    let mut connection = Connection::open(&sender.address).await?;
    let mut batch = Batch::new(&sender.stream);
    loop {
        let from = sender.next.fetch_add(BATCH_EVENTS, Ordering::Relaxed);
        if from >= until {
            return Ok(());
        }
        let places = from..(from + BATCH_EVENTS).min(until);
        let count = places.end - places.start;
        batch.draw(&sender.stream, places);
        sender.post(&mut connection, "application/x-ndjson", &batch.json).await?;
        sender.sent.fetch_add(count, Ordering::Relaxed);
        bar.inc(count);
    }
}

async fn single_events(
    sender: Arc<Sender>,
    until: u64,
    end: Instant,
) -> anyhow::Result<Vec<Duration>> {
    let mut connection = Connection::open(&sender.address).await?;
    let mut batch = Batch::new(&sender.stream);
    let mut times = Vec::new();
    while Instant::now() < end {
        let place = sender.next.fetch_add(1, Ordering::Relaxed);
        if place >= until {
            break;
        }
        batch.draw(&sender.stream, place..place + 1);
        let begin = Instant::now();
        sender.post(&mut connection, "application/json", &batch.json).await?;
        times.push(begin.elapsed());
    }
    Ok(times)
}
