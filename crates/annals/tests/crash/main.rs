//! The real binary over HTTP under SIGKILL, power cuts and failing system calls.
//!
//! Rounds go on one data directory: whatever a round leaves, the next one starts from. After each,
//! everything acknowledged so far must be there exactly once, requests whole or not at all, rights
//! have to be as their entries tell, and `annals fsck` must find nothing. In the end the roots on all receipts are recomputed and proofs
//! are verified. A failure prints the seed with which it can be run again.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod load;
mod server;
mod settings;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use annals_proof::{leaf_hash, verify_inclusion};
use annals_testkit::{Disk, Found, Loss, Random, is_long, seed};
use load::Load;
use server::{Server, fsck, set_up};

/// A data directory with more events is left for a new one: reading all of it takes too long.
const EVENTS_MAX: usize = 8_000;
/// So often, for a second each, a server without faults is given time to take an event.
const UNDISTURBED_RUNS_MAX: usize = 30;

struct Rig {
    disk: Disk,
    load: Arc<Load>,
    seed: u64,
    flags: &'static [&'static str],
    home: tempfile::TempDir,
}

impl Rig {
    fn new(seed: u64) -> Self {
        let home = tempfile::tempdir().unwrap();
        let disk = Disk::new(home.path()).unwrap();
        let load = Load::new(seed, set_up(&disk.folder()));
        Self { disk, load, seed, flags: &[], home }
    }

    /// Runs the server under load, on the watched disk when there is a fault to tell (which may be
    /// empty), and kills it after some time.
    async fn run(&mut self, fault: Option<&str>, time: Duration) {
        let mut command = Server::command(&self.disk.folder(), &self.log(), self.flags);
        if let Some(fault) = fault {
            self.disk.watch(&mut command, fault).unwrap();
        }
        let Some(mut server) = Server::start(command) else { return };
        let stop = Arc::new(AtomicBool::new(false));
        let (load, url, told) = (Arc::clone(&self.load), server.url.clone(), Arc::clone(&stop));
        let clients = tokio::spawn(async move {
            tokio::join!(load.run(&url, &told), load.change_rights(&url, &told));
        });
        let start = Instant::now();
        while start.elapsed() < time && !server.has_ended() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        server.kill();
        stop.store(true, Ordering::SeqCst);
        clients.await.unwrap();
    }

    fn log(&self) -> PathBuf {
        self.home.path().join("log")
    }

    fn events(&self) -> usize {
        self.load.ledger.lock().unwrap().events()
    }

    fn rights_changed(&self) -> u64 {
        self.load.rights_changed.load(Ordering::SeqCst)
    }

    /// What is wrong with what is in the folder now.
    async fn wrong(&self) -> Vec<String> {
        let mut wrong = fsck(&self.disk.folder());
        let command = Server::command(&self.disk.folder(), &self.log(), &[]);
        let Some(server) = Server::start(command) else {
            wrong.push("the server does not start".to_owned());
            return wrong;
        };
        let wrong_rights = self.load.wrong_rights(&server.url).await;
        wrong.extend(wrong_rights.unwrap_or_else(|error| vec![error]));
        match self.load.list(&server.url).await {
            Ok(found) => wrong.extend(self.load.ledger.lock().unwrap().compare(&found, is_own)),
            Err(error) => wrong.push(error),
        }
        wrong
    }

    async fn check(&self, what: &str) {
        let wrong = self.wrong().await;
        self.fail(what, &wrong);
    }

    /// Fails when something is wrong, and keeps the folder to look at.
    fn fail(&self, what: &str, wrong: &[String]) {
        if wrong.is_empty() {
            return;
        }
        let kept = self.home.path().with_extension("failed");
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let _ = std::fs::rename(self.home.path(), &kept);
        let first: Vec<_> = wrong.iter().take(10).collect();
        let refused = self.load.refused.lock().unwrap().clone();
        panic!("{what}: {first:#?}\n{refused}\n{log}\nseed {}, kept in {kept:?}", self.seed);
    }

    /// Another one when there is so much in this that reading all of it takes long.
    async fn renew(self, random: &mut Random) -> Self {
        if self.events() < EVENTS_MAX {
            return self;
        }
        self.finish().await;
        Self::new(random.draw())
    }

    /// Sends again what was never acknowledged, recomputes the roots on all receipts from the
    /// commitments of all entries, and verifies proofs.
    async fn finish(mut self) {
        // On a slow machine every fault may have come before the first event.
        for _ in 0..UNDISTURBED_RUNS_MAX {
            if self.events() > 0 && self.rights_changed() > 0 {
                break;
            }
            self.run(None, Duration::from_secs(1)).await;
        }
        let command = Server::command(&self.disk.folder(), &self.log(), &[]);
        let server = Server::start(command).unwrap();
        self.load.retry(&server.url).await;
        let found = self.load.list(&server.url).await.unwrap();
        let mut wrong = self.load.ledger.lock().unwrap().compare(&found, is_own);
        let mut others = BTreeMap::new();
        let mut random = Random::new(self.seed);
        for Found { log, number, id } in found {
            if !is_own(&id) && !random.once_in(50) {
                continue;
            }
            let (proved, path) = self.load.proof(&server.url, &id).await.unwrap();
            let leaf = leaf_hash(&proved.commitment);
            let verified = verify_inclusion(&leaf, number, proved.tree_size, &path, &proved.root);
            wrong.extend(verified.err().map(|error| format!("the proof of {id}: {error}")));
            others.insert((log, number), proved.commitment);
        }
        let ledger = self.load.ledger.lock().unwrap().clone();
        wrong.extend(ledger.roots(&others));
        wrong.extend(ledger.open().iter().map(|request| format!("request {request} is open")));
        self.fail("in the end", &wrong);
        let has_both = ledger.events() > 0 && self.rights_changed() > 0;
        assert!(has_both, "{}", self.load.refused.lock().unwrap());
    }
}

/// Whether Annals wrote the entry itself, as it does about organisations and keys.
fn is_own(id: &str) -> bool {
    !id.starts_with('r') || !id.contains('-') || id.len() > 20
}

fn rounds(normal: usize, long: usize) -> usize {
    if is_long() { long } else { normal }
}

#[tokio::test]
async fn survives_sigkill() {
    let mut random = Random::new(seed("survives_sigkill"));
    let mut rig = Rig::new(random.draw());
    for round in 0..rounds(10, 1_000) {
        rig = rig.renew(&mut random).await;
        let time = Duration::from_millis(random.below(1_000));
        rig.run(None, time).await;
        rig.check(&format!("round {round}, killed after {time:?}")).await;
    }
    rig.finish().await;
}

#[tokio::test]
async fn survives_power_cuts() {
    let mut random = Random::new(seed("survives_power_cuts"));
    let mut rig = Rig::new(random.draw());
    // How many operations a run has; the cuts are spread over them.
    rig.run(Some(""), Duration::from_secs(1)).await;
    let operations = rig.disk.operations().unwrap();
    rig.disk.cut(Loss::Everything).unwrap();
    rig.check("the first run").await;
    for round in 0..rounds(8, 300) {
        rig = rig.renew(&mut random).await;
        let at = 1 + random.below(operations);
        rig.run(Some(&format!("cut:{at}:1:")), Duration::from_secs(2)).await;
        let loss = match random.once_in(2) {
            true => Loss::Everything,
            false => Loss::SomePages(random.clone()),
        };
        let what = format!("round {round}, cut at {at}, {loss:?}");
        rig.disk.cut(loss).unwrap();
        rig.check(&what).await;
    }
    rig.finish().await;
}

#[tokio::test]
async fn survives_failing_system_calls() {
    let mut random = Random::new(seed("survives_failing_system_calls"));
    let mut rig = Rig::new(random.draw());
    let kinds = ["fsync", "enospc", "eio", "short", "read"];
    let parts = ["journal.db", "journal.db-wal", "segments", ""];
    let mut injected = 0;
    for round in 0..rounds(10, 300) {
        rig = rig.renew(&mut random).await;
        let kind = kinds[round % kinds.len()];
        let part = parts[random.below(parts.len() as u64) as usize];
        let (at, count) = (1 + random.below(120), [1, 5, 0][random.below(3) as usize]);
        let fault = format!("{kind}:{at}:{count}:{part}");
        rig.run(Some(&fault), Duration::from_millis(800)).await;
        injected += usize::from(!rig.disk.faults().unwrap().is_empty());
        rig.disk.cut(Loss::Everything).unwrap();
        rig.check(&format!("round {round}, {fault}")).await;
    }
    assert!(injected > 0, "no fault took place");
    rig.finish().await;
}

/// The control run: with `synchronous=OFF` these tests must see a loss, else they see nothing.
#[tokio::test]
async fn a_server_that_does_not_sync_is_caught() {
    let mut rig = Rig::new(seed("a_server_that_does_not_sync_is_caught"));
    rig.flags = &["--unsafe-no-sync"];
    rig.run(Some(""), Duration::from_secs(1)).await;
    assert!(rig.events() > 0, "{}", rig.load.refused.lock().unwrap());
    rig.disk.cut(Loss::Everything).unwrap();
    let wrong = rig.wrong().await;
    assert!(wrong.iter().any(|what| what.contains("lost")), "{wrong:#?}");
}
