//! Benchmarks: the figures that Annals promises, measured on the machine at hand, and beside them
//! those of the peer that a team would otherwise build.
//!
//! Each measurement runs in a process of its own, so that one's memory is not another's.

mod comms;
mod connection;
mod directory;
mod http;
mod ingest;
mod memory;
mod page;
mod parameters;
mod peer;
mod queries;
mod query;
mod report;
mod share;
mod startup;

use std::path::PathBuf;

use serde_json::Value;

pub use directory::Directory;
pub use report::print;

/// What is measured, and on how much.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where the data lies; it stays for later runs.
    pub directory: PathBuf,
    /// Length of the stream.
    pub events: u64,
    /// Seed of the stream.
    pub seed: u64,
    /// Whether one event in ten comes twice.
    pub repeats: bool,
    /// Batches on their way at once.
    pub callers: usize,
    /// HTTP connections with single events on their way at once.
    pub connections: usize,
    /// Draws of each kind of query.
    pub draws: usize,
    /// Messages in the logs.
    pub messages: u64,
    /// What the SQLite peer may keep in memory, in MiB.
    pub peer_cache_mib: u64,
}

/// Events of one batch: what an application sends at once.
pub const BATCH_EVENTS: u64 = 1_000;

/// A measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Events into the store, in this process.
    Ingest,
    /// Queries through the store's API.
    Query,
    /// The Audit Log's page through a server.
    Page,
    /// Events over HTTP into a server of its own.
    Http,
    /// Starts after a kill with a full tail.
    Start,
    /// Logs of messages, and calls of providers, through a server of its own.
    Comms,
    /// The peer: ingest and queries.
    Peer,
}

impl Plan {
    /// Runs one measurement; the answer goes to [`print()`].
    pub async fn run(&self, kind: Kind) -> anyhow::Result<Value> {
        match kind {
            Kind::Ingest => ingest::run(self).await,
            Kind::Query => query::run(self).await,
            Kind::Page => page::run(self).await,
            Kind::Http => http::run(self).await,
            Kind::Start => startup::run(self).await,
            Kind::Comms => comms::run(self).await,
            Kind::Peer => peer::run(self),
        }
    }

    /// Fills the tail, says so on stdout and waits to be killed: the child of [`Kind::Start`].
    pub async fn hold(&self) -> anyhow::Result<()> {
        startup::hold(self).await
    }
}
