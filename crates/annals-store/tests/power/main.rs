//! The store under SIGKILL, power cuts and failing system calls.
//!
//! Rounds go on one data directory: whatever a round leaves, the next one starts from. After each,
//! everything acknowledged so far must be there exactly once, requests whole or not at all, and
//! the check of the whole store must find nothing.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod writer;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use annals_proof::{Commitment, Hash};
use annals_testkit::{Disk, Found, Ledger, Loss, Random, Receipt, is_long, seed};

/// Tells this test program what to do as the one that is killed.
const CHILD: &str = "ANNALS_TEST_CHILD";
const EVENTS_MAX: usize = 10_000;
/// A run that neither ends nor acknowledges anything for so long hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs as the child when it was started as one; as a test of its own it has nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    if let Ok(words) = std::env::var(CHILD) {
        writer::run(&words.split(' ').collect::<Vec<_>>()).await.unwrap();
    }
}

fn start_child(words: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["child", "--exact", "--nocapture"]).env(CHILD, words);
    command
}

struct Rig {
    disk: Disk,
    ledger: Ledger,
    seed: u64,
    sync: &'static str,
    /// The last request that was not taken, with the reason.
    refused: String,
    home: tempfile::TempDir,
}

/// When a run ends, if not by itself: then the program is killed.
enum Until {
    /// So long after its start.
    Started(Duration),
    /// So long after the store is open.
    Ready(Duration),
    /// When so many events have been acknowledged, in all runs together.
    Taken(usize),
    /// It is not; it ends when what was not acknowledged before is.
    AllDone,
}

impl Rig {
    fn new(seed: u64) -> Self {
        let home = tempfile::tempdir().unwrap();
        let disk = Disk::new(home.path()).unwrap();
        Self { disk, ledger: Ledger::default(), seed, sync: "sync", refused: String::new(), home }
    }

    /// Writes with a fault on the watched disk, or on the plain one when there is none.
    fn run(&mut self, fault: Option<&str>, until: &Until) {
        let mut command = self.command(!matches!(until, Until::AllDone));
        if let Some(fault) = fault {
            self.disk.watch(&mut command, fault).unwrap();
        }
        let mut child = command.spawn().unwrap();
        let lines = lines(&mut child);
        let start = Instant::now();
        let mut ready = None;
        let mut heard = Instant::now();
        loop {
            let is_over = match until {
                Until::Started(after) => start.elapsed() >= *after,
                Until::Ready(after) => ready.is_some_and(|at: Instant| at.elapsed() >= *after),
                Until::Taken(events) => self.ledger.events() >= *events,
                Until::AllDone => false,
            };
            if is_over || child.try_wait().unwrap().is_some() {
                break;
            }
            if let Ok(line) = lines.recv_timeout(Duration::from_millis(5)) {
                heard = Instant::now();
                if line == "ready" {
                    ready = Some(heard);
                }
                self.hear(&line);
            }
            assert!(heard.elapsed() < PATIENCE, "nothing happens any more, {}", self.stderr());
        }
        // It may have ended by itself; then there is nothing to kill.
        let _ = child.kill();
        child.wait().unwrap();
        lines.into_iter().for_each(|line| self.hear(&line));
    }

    fn command(&self, with_new: bool) -> Command {
        let Self { seed, sync, ledger, .. } = self;
        let folder = self.disk.folder();
        let again: String = ledger.open().iter().map(|request| format!(" {request}")).collect();
        let next = if with_new { ledger.next().to_string() } else { "-".to_owned() };
        let words = format!("write {} {seed} {next} {sync}{again}", folder.display());
        let mut command = start_child(&words);
        let stderr = std::fs::File::create(self.home.path().join("stderr")).unwrap();
        command.stdout(Stdio::piped()).stderr(stderr);
        command
    }

    fn stderr(&self) -> String {
        let stderr = std::fs::read_to_string(self.home.path().join("stderr")).unwrap_or_default();
        format!("{}\n{stderr}", self.refused)
    }

    fn hear(&mut self, line: &str) {
        let mut words = line.split(' ');
        let mut word = || words.next().unwrap_or_default();
        match word() {
            "sent" => {
                let (request, log) = (word().parse().unwrap(), word().to_owned());
                self.ledger.sent(request, &log, words.map(str::to_owned).collect());
            }
            "done" => {
                let request = word().parse().unwrap();
                self.ledger.acknowledged(request, words.map(receipt).collect()).unwrap();
            }
            "ready" => {}
            "failed" => line.clone_into(&mut self.refused),
            _ => panic!("the writer said {line}"),
        }
    }

    /// What is wrong with what is in the folder now.
    fn wrong(&self) -> Vec<String> {
        let list = format!("list {}", self.disk.folder().display());
        let output = start_child(&list).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let is_whole = text.contains(&format!("{}listed\n", writer::MARK));
        let mut found = Vec::new();
        let mut wrong = Vec::new();
        for line in text.lines().filter_map(after_mark) {
            let words: Vec<_> = line.split(' ').collect();
            match words[..] {
                ["entry", log, number, id] => found.push(Found {
                    log: log.to_owned(),
                    number: number.parse().unwrap(),
                    id: id.to_owned(),
                }),
                ["listed"] => {}
                _ => wrong.push(line.to_owned()),
            }
        }
        if !is_whole {
            wrong.push(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        wrong.extend(self.ledger.compare(&found, |_| false));
        wrong
    }

    #[track_caller]
    fn check(&self, what: &str) {
        let wrong = self.wrong();
        if !wrong.is_empty() {
            let kept = self.home.path().with_extension("failed");
            let _ = std::fs::rename(self.home.path(), &kept);
            let first: Vec<_> = wrong.iter().take(10).collect();
            panic!("{what}: {first:#?}\n{}\nseed {}, kept in {kept:?}", self.stderr(), self.seed);
        }
    }

    /// A new one when there is so much in this that reading all of it takes long.
    fn renew(self, random: &mut Random) -> Self {
        if self.ledger.events() < EVENTS_MAX {
            return self;
        }
        self.finish();
        Self::new(random.draw())
    }

    /// Sends again what was never acknowledged, and recomputes the roots on all receipts.
    fn finish(mut self) {
        if self.ledger.events() == 0 {
            // On a slow machine every fault may have come before the first event.
            self.run(None, &Until::Taken(1));
        }
        self.run(None, &Until::AllDone);
        self.check("in the end");
        assert_eq!(self.ledger.open(), Vec::<u64>::new(), "{}", self.stderr());
        let wrong = self.ledger.roots(&BTreeMap::new());
        assert!(wrong.is_empty(), "{wrong:#?}, seed {}", self.seed);
        assert!(self.ledger.events() > 0, "no event was taken: {}", self.refused);
    }
}

/// Lines as they come; only whole ones, because a killed program may have written half of one.
fn lines(child: &mut Child) -> Receiver<String> {
    let (sender, receiver) = channel();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || {
        let mut line = String::new();
        while stdout.read_line(&mut line).is_ok_and(|len| len > 0) {
            if let Some(whole) = line.strip_suffix('\n').and_then(after_mark) {
                let _ = sender.send(whole.to_owned());
            }
            line.clear();
        }
    });
    receiver
}

/// The rest of a line of ours; other lines are the test harness's.
fn after_mark(line: &str) -> Option<&str> {
    line.split_once(writer::MARK).map(|(_, rest)| rest)
}

fn receipt(text: &str) -> Receipt {
    let parts: Vec<_> = text.split(':').collect();
    Receipt {
        number: parts[0].parse().unwrap(),
        commitment: Commitment(bytes(parts[1])),
        tree_size: parts[2].parse().unwrap(),
        root: Hash(bytes(parts[3])),
    }
}

fn bytes(hex: &str) -> [u8; 32] {
    let byte = |index: usize| u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).unwrap();
    std::array::from_fn(byte)
}

fn rounds(normal: usize, long: usize) -> usize {
    if is_long() { long } else { normal }
}

#[test]
fn survives_sigkill() {
    let mut random = Random::new(seed("survives_sigkill"));
    let mut rig = Rig::new(random.draw());
    for round in 0..rounds(8, 200) {
        rig = rig.renew(&mut random);
        let time = Duration::from_millis(random.below(700));
        let until = if random.once_in(4) { Until::Started(time) } else { Until::Ready(time) };
        rig.run(None, &until);
        rig.check(&format!("round {round}"));
    }
    rig.finish();
}

#[test]
fn survives_power_cuts() {
    let mut random = Random::new(seed("survives_power_cuts"));
    let mut rig = Rig::new(random.draw());
    // How many operations a run has; the cuts are spread over them.
    rig.run(Some(""), &Until::Ready(Duration::from_secs(1)));
    let operations = rig.disk.operations().unwrap();
    rig.disk.cut(Loss::Everything).unwrap();
    rig.check("the first run");
    for round in 0..rounds(16, 400) {
        rig = rig.renew(&mut random);
        let at = 1 + random.below(operations);
        rig.run(Some(&format!("cut:{at}:1:")), &Until::Ready(Duration::from_secs(2)));
        let loss = match random.once_in(2) {
            true => Loss::Everything,
            false => Loss::SomePages(random.clone()),
        };
        let what = format!("round {round}, cut at {at}, {loss:?}");
        rig.disk.cut(loss).unwrap();
        rig.check(&what);
    }
    rig.finish();
}

#[test]
fn survives_failing_system_calls() {
    let mut random = Random::new(seed("survives_failing_system_calls"));
    let mut rig = Rig::new(random.draw());
    rig.run(Some(""), &Until::Ready(Duration::from_secs(1)));
    rig.disk.cut(Loss::Everything).unwrap();
    let kinds = ["fsync", "enospc", "eio", "short", "read"];
    let parts = ["journal.db", "journal.db-wal", "segments", ""];
    let mut injected = 0;
    for round in 0..rounds(20, 400) {
        rig = rig.renew(&mut random);
        let kind = kinds[round % kinds.len()];
        let part = parts[random.below(parts.len() as u64) as usize];
        let (at, count) = (1 + random.below(120), [1, 5, 0][random.below(3) as usize]);
        let fault = format!("{kind}:{at}:{count}:{part}");
        rig.run(Some(&fault), &Until::Ready(Duration::from_millis(600)));
        injected += usize::from(!rig.disk.faults().unwrap().is_empty());
        rig.disk.cut(Loss::Everything).unwrap();
        rig.check(&format!("round {round}, {fault}"));
    }
    assert!(injected > 0, "no fault took place");
    rig.finish();
}

/// SQLite ignores that the name of its log is not durable. The first time that the folder is
/// synced is for the folder of segments.
#[test]
fn survives_a_folder_that_cannot_be_synced() {
    for (count, is_taken) in [(1, true), (0, false)] {
        let mut rig = Rig::new(seed("survives_a_folder_that_cannot_be_synced"));
        rig.run(Some(&format!("fsync:2:{count}:/data$")), &Until::Ready(Duration::from_secs(1)));
        assert!(!rig.disk.faults().unwrap().is_empty(), "no fault took place");
        assert_eq!(rig.ledger.events() > 0, is_taken, "{}", rig.stderr());
        rig.disk.cut(Loss::Everything).unwrap();
        rig.check(&format!("{count} failures"));
    }
}

/// If these tests see nothing wrong with a store that does not sync, they see nothing at all.
#[test]
fn a_store_that_does_not_sync_is_caught() {
    let mut rig = Rig::new(seed("a_store_that_does_not_sync_is_caught"));
    rig.sync = "no-sync";
    rig.run(Some(""), &Until::Ready(Duration::from_secs(1)));
    assert!(rig.ledger.events() > 0, "{}", rig.stderr());
    rig.disk.cut(Loss::Everything).unwrap();
    let wrong = rig.wrong();
    assert!(wrong.iter().any(|what| what.contains("lost")), "{wrong:#?}");
}

/// The same for a disk that says yes and does nothing: the store cannot know.
#[test]
fn a_disk_that_lies_is_caught() {
    let mut rig = Rig::new(seed("a_disk_that_lies_is_caught"));
    rig.run(Some("lie:40:0:"), &Until::Ready(Duration::from_secs(1)));
    assert!(rig.ledger.events() > 0, "{}", rig.stderr());
    rig.disk.cut(Loss::Everything).unwrap();
    let wrong = rig.wrong();
    assert!(wrong.iter().any(|what| what.contains("lost")), "{wrong:#?}");
}
