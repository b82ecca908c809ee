//! The store: one process, one data directory.

use std::path::Path;
use std::sync::Arc;

use annals_model::{Allow, Number, OrganizationOrdinal, OrganizationTree};
use sqlx::SqlitePool;
use tokio::sync::watch;

use crate::command::{Command, CommandError};
use crate::{EntryProof, NewEvent, Options, Receipt, Result, Snapshot};

/// An open store. Clones share it.
#[derive(Clone)]
pub struct Store {}

/// Whether the store takes writes, for `/readyz` and `doctor`.
#[derive(Clone, Debug)]
pub struct Health {
    /// Why no writes are taken, if so.
    pub poisoned: Option<String>,
    /// Free space of the data directory's disk.
    pub disk_free_percent: u8,
    /// Whether free space is below the warning watermark.
    pub disk_low: bool,
    /// Events in the tail.
    pub tail_events: u64,
    /// Segment files.
    pub segments: u64,
}

impl Store {
    /// Opens the data directory, creating it when it is empty.
    pub async fn open(_directory: &Path, _options: Options) -> Result<Self> {
        unimplemented!()
    }

    /// Appends a request: all of it or, on any error, nothing. Returns after it is durable, with
    /// one receipt per event in the order given.
    pub async fn append(&self, _events: Vec<NewEvent>) -> Result<Vec<Receipt>> {
        unimplemented!()
    }

    /// Runs a command in the writer's transaction.
    pub async fn command<C: Command>(
        &self,
        _command: C,
    ) -> std::result::Result<C::Output, CommandError> {
        unimplemented!()
    }

    /// Everything committed so far.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        unimplemented!()
    }

    /// Changes whenever something was committed.
    pub fn commits(&self) -> watch::Receiver<u64> {
        unimplemented!()
    }

    /// All organisations.
    pub fn organizations(&self) -> Arc<OrganizationTree> {
        unimplemented!()
    }

    /// A pool of query-only connections to the settings.
    pub fn settings(&self) -> &SqlitePool {
        unimplemented!()
    }

    /// Proves that an entry is in the log at its current size.
    pub async fn prove(
        &self,
        _allow: &Allow,
        _organization: OrganizationOrdinal,
        _number: Number,
    ) -> Result<Option<EntryProof>> {
        unimplemented!()
    }

    /// Seals the tail now.
    pub async fn seal(&self) -> Result<()> {
        unimplemented!()
    }

    /// Compacts until nothing is left to compact.
    pub async fn compact(&self) -> Result<()> {
        unimplemented!()
    }

    /// Whether the store takes writes.
    pub fn health(&self) -> Health {
        unimplemented!()
    }

    /// Finishes what is queued and closes the files.
    pub async fn close(&self) {
        unimplemented!()
    }
}
