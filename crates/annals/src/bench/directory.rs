//! A benchmark's directory: which stream it holds and how far, so that a run can be taken up again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use annals_desk::{Desk, NewOrganization};
use annals_model::{OrganizationId, OrganizationOrdinal};
use annals_samples::{Bench, BenchOptions};
use annals_store::{Options, Store};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Plan;
use crate::machine;

/// What lies in a directory.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// Seed of the stream.
    pub seed: u64,
    /// Its length.
    pub events: u64,
    /// Whether one event in ten comes twice.
    pub repeats: bool,
    /// Every place of the stream before this one is in.
    pub next: u64,
    /// Events of other streams, added while queries were measured.
    pub more: u64,
    /// What the ingest measured, once it was done.
    pub ingest: Option<Value>,
}

/// A benchmark's directory.
#[derive(Debug)]
pub struct Directory {
    path: PathBuf,
    /// What lies in it.
    pub state: State,
}

const STATE: &str = "bench.json";
/// Makes another seed of a seed.
const FURTHER: u64 = 0xf0_7e55;
/// How many of a thousand events repeat an earlier one, when repeats are asked for.
const REPEATS_PER_MILLE: u64 = 100;

impl Directory {
    /// Opens or creates the directory `name` of `plan`. Refuses one in memory, whose figures would
    /// be worth nothing, and one that holds another stream.
    pub fn open(plan: &Plan, name: &str) -> anyhow::Result<Self> {
        let path = plan.directory.join(name);
        std::fs::create_dir_all(&path)
            .with_context(|| format!("can't create {}", path.display()))?;
        refuse_memory(&path)?;
        let fresh = State {
            seed: plan.seed,
            events: plan.events,
            repeats: plan.repeats,
            ..State::default()
        };
        let state = match std::fs::read(path.join(STATE)) {
            Ok(json) => serde_json::from_slice::<State>(&json)?,
            Err(_) => fresh,
        };
        let same = (plan.seed, plan.events, plan.repeats);
        anyhow::ensure!(
            (state.seed, state.events, state.repeats) == same,
            "{} holds {} events of another stream; delete it or name another directory",
            path.display(),
            state.events
        );
        Ok(Self { path, state })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Remembers [`Self::state`].
    pub fn save(&self) -> anyhow::Result<()> {
        let path = self.path.join(STATE);
        let fresh = self.path.join("bench.json.new");
        std::fs::write(&fresh, serde_json::to_vec_pretty(&self.state)?)?;
        std::fs::rename(&fresh, &path).with_context(|| format!("can't write {}", path.display()))
    }

    /// The stream.
    pub fn stream(&self) -> Bench {
        let State { seed, events, repeats, .. } = self.state;
        let repeats_per_mille = if repeats { REPEATS_PER_MILLE } else { 0 };
        Bench::new(BenchOptions { seed, repeats_per_mille, ..BenchOptions::new(events) })
    }

    /// `count` further events that are in no other part of this directory, and where they stand in
    /// their stream.
    pub fn further(&self, count: u64) -> (Bench, std::ops::Range<u64>) {
        let State { seed, events, more, .. } = self.state;
        let until = more + count;
        let options = BenchOptions { seed: seed ^ FURTHER, ..BenchOptions::new(events.max(until)) };
        (Bench::new(options), more..until)
    }

    /// Opens the store with the stream's organisations in it.
    pub async fn store(&self, stream: &Bench, background: bool) -> anyhow::Result<Store> {
        let migrations = annals_desk::MIGRATIONS;
        let options = Options { migrations, background, ..Options::default() };
        let store = Store::open(&self.path, options).await?;
        create_organizations(&store, stream).await?;
        Ok(store)
    }
}

fn refuse_memory(path: &Path) -> anyhow::Result<()> {
    if let Some(kind) = machine::file_system(path) {
        anyhow::ensure!(
            !machine::is_volatile(&kind),
            "{} lies on {kind}, which is memory: name a directory on a disk",
            path.display()
        );
    }
    Ok(())
}

pub(super) async fn create_organizations(store: &Store, stream: &Bench) -> anyhow::Result<()> {
    let desk = Desk::new(store.clone());
    let operator = desk.operator();
    for sample in stream.organizations() {
        let tree = store.organizations();
        if tree.find(&sample.id).is_some() {
            continue;
        }
        let parent = match sample.parent.and_then(|parent| stream.organizations().get(parent)) {
            Some(parent) => parent.id.clone(),
            None => OrganizationId::installation(),
        };
        let parent = tree.find(&parent).context("the organisation above is missing")?.ordinal;
        // A zone of its own would be an entry, which the peer doesn't have.
        let (id, name) = (sample.id.clone(), sample.name.clone());
        let new = NewOrganization { id, name, parent, time_zone: None };
        desk.create_organization(&operator, new).await?;
    }
    Ok(())
}

/// The ordinals of all organisations by name.
pub(super) fn ordinals(store: &Store) -> HashMap<OrganizationId, OrganizationOrdinal> {
    store.organizations().iter().map(|one| (one.id.clone(), one.ordinal)).collect()
}
