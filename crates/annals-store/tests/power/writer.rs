//! The program that is killed: it writes requests into a store, tells of each on standard output,
//! and lists what a store holds.
//!
//! `write <folder> <seed> <from> <sync|no-sync> [request ...]` sends the requests given again, then
//! new ones from number `from` on, until it is killed or the store takes no more; `-` instead of a
//! number sends no new ones. What a request holds follows from seed and number. Lines, in the order
//! in which things happened:
//! `sent <request> <log> <id> ...`, `done <request> <number>:<commitment>:<size>:<root> ...`,
//! `failed <request> <why>`, and `ready` when the store is open.
//!
//! `list <folder>` prints `entry <log> <number> <id>` for all entries and `damaged <what>` for all
//! that a check of the whole store finds.
//!
//! Every line begins with [`MARK`], because the test harness prints on the same stream.
#![expect(clippy::print_stdout, reason = "the lines are what it is for")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use annals_model::{
    Actor, Allow, Catalogue, Clock, Draft, EventId, Masker, Millis, Number, OrganizationId,
    OrganizationOrdinal, OrganizationTree, Permission, Principal, PrincipalKind, Record, RowFilter,
    Scopes, SystemClock, admit, decide,
};
use annals_query::Expr;
use annals_store::{
    Command, CommandError, Error, NewEvent, NewOrganization, Options, Receipt, Search, Store,
    Transaction, fsck,
};
use annals_testkit::Random;

const LOGS: u64 = 3;
const START: Millis = Millis(1_767_225_600_000);
const DAY_MS: i64 = 86_400_000;
const WRITERS: usize = 6;
const ROWS: usize = 1000;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What a line of ours begins with.
pub(crate) const MARK: &str = "@ ";

/// Does what the words say.
pub(crate) async fn run(words: &[&str]) -> Result<()> {
    match words {
        ["write", folder, seed, from, sync, again @ ..] => {
            let is_new = *from != "-";
            let from = if is_new { from.parse()? } else { 0 };
            let plan = Plan { seed: seed.parse()?, next: AtomicU64::new(from) };
            let store = open(Path::new(folder), *sync == "no-sync").await?;
            for number in again {
                send(&store, plan.request(number.parse()?)).await?;
            }
            if is_new {
                write(store, plan).await?;
            }
            Ok(())
        }
        ["list", folder] => list(Path::new(folder)).await,
        _ => Err("what to do is not told".into()),
    }
}

/// What every request holds.
struct Plan {
    seed: u64,
    next: AtomicU64,
}

struct Request {
    number: u64,
    log: u32,
    drafts: Vec<Draft>,
}

impl Plan {
    fn request(&self, number: u64) -> Request {
        let mut random = Random::new(self.seed ^ number.wrapping_mul(0x1234_5678_9abc_def1));
        let log = 1 + random.below(LOGS) as u32;
        let size = match random.below(20) {
            0 => 100 + random.below(400),
            1..8 => 2 + random.below(40),
            _ => 1,
        };
        // Some are days late, so that segments overlap. The time is part of what a repeat is
        // recognised by, so it follows from the number, not from a clock.
        let occurred_at = Millis(START.0 + number as i64 - random.below(5) as i64 * DAY_MS);
        let draft = |index| Draft {
            id: EventId::parse(&format!("r{number}-{index}")).ok(),
            occurred_at: Some(occurred_at),
            action: "enrollment.created".to_owned(),
            actor: Actor { name: Some(format!("Member {}", number % 17)), ..Actor::default() },
            description: Some(format!("Request {number} enrolled student {index}")),
            records: vec![Record {
                record_type: "student".to_owned(),
                id: format!("s-{}", index % 50),
                name: None,
                change: None,
            }],
            ..Draft::default()
        };
        Request { number, log, drafts: (0..size).map(draft).collect() }
    }
}

impl Request {
    fn ids(&self) -> String {
        let ids = self.drafts.iter().filter_map(|draft| draft.id.as_ref());
        ids.map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    fn events(self) -> Result<Vec<NewEvent>> {
        let organization = OrganizationId::parse(&log_name(self.log))?;
        let (catalogue, masker) = (Catalogue::default(), Masker::default());
        let mut events = Vec::new();
        for draft in self.drafts {
            let now = SystemClock.now();
            let (event, fingerprint) = admit(draft, organization.clone(), &catalogue, &masker, now)
                .map_err(|problems| format!("{problems:?}"))?;
            let organization = OrganizationOrdinal(self.log);
            events.push(NewEvent { organization, event, fingerprint });
        }
        Ok(events)
    }
}

fn log_name(log: u32) -> String {
    format!("org{log}")
}

async fn open(folder: &Path, no_sync: bool) -> Result<Store> {
    let options = Options {
        // Small, so that sealing and compaction run all the time.
        tail_events_max: 2_000,
        tail_age_max: Duration::from_millis(500),
        // How full the machine's disk is does not matter here.
        disk_refuse_percent: 0,
        unsafe_no_sync: no_sync,
        ..Options::default()
    };
    let store = Store::open(folder, options).await?;
    for log in store.organizations().len() as u32..=LOGS as u32 {
        store.command(Create(log_name(log))).await?;
    }
    println!("{MARK}ready");
    Ok(store)
}

async fn write(store: Store, plan: Plan) -> Result<()> {
    let plan = Arc::new(plan);
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        let (store, plan) = (store.clone(), Arc::clone(&plan));
        writers.spawn(async move {
            loop {
                let number = plan.next.fetch_add(1, Ordering::SeqCst);
                send(&store, plan.request(number)).await.map_err(|error| error.to_string())?;
            }
        });
    }
    while let Some(end) = writers.join_next().await {
        let end: std::result::Result<(), String> = end?;
        end?;
    }
    Ok(())
}

/// Sends a request and tells of it; an error means that the store takes no more.
async fn send(store: &Store, request: Request) -> Result<()> {
    let (number, log) = (request.number, log_name(request.log));
    println!("{MARK}sent {number} {log} {}", request.ids());
    match store.append(request.events()?).await {
        Ok(receipts) => {
            let receipts: Vec<_> = receipts.iter().map(receipt).collect();
            println!("{MARK}done {number} {}", receipts.join(" "));
            // Crashes are looked for, not throughput: less to read afterwards.
            tokio::time::sleep(Duration::from_millis(4)).await;
            Ok(())
        }
        Err(error) => {
            println!("{MARK}failed {number} {error}");
            // A full disk may have room again, a poisoned store stays so until it is restarted.
            if matches!(error, Error::Poisoned { .. } | Error::Closed) {
                return Err(error.into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(())
        }
    }
}

fn receipt(receipt: &Receipt) -> String {
    let Receipt { number, commitment, tree_size, root, .. } = receipt;
    format!("{number}:{commitment}:{tree_size}:{root}")
}

async fn list(folder: &Path) -> Result<()> {
    // A first start that was cut off has left no tables yet; opening makes them.
    let report = match fsck(folder, &mut |_| ()).await {
        Ok(report) => report,
        Err(_) => {
            Store::open(folder, Options::default()).await?.close().await;
            fsck(folder, &mut |_| ()).await?
        }
    };
    for problem in report.problems {
        println!("{MARK}damaged {}: {}", problem.place, problem.what);
    }
    let options = Options { background: false, ..Options::default() };
    let store = Store::open(folder, options).await?;
    let tree = store.organizations();
    for organization in tree.iter() {
        let allow = allow(&tree, organization.ordinal)?;
        let search = Search { allow: &allow, expr: &Expr::All };
        let snapshot = store.snapshot();
        let mut from = Number(0);
        let mut count = 0;
        loop {
            let (entries, next) = snapshot.follow(&search, organization.ordinal, from, ROWS)?;
            for entry in &entries {
                println!("{MARK}entry {} {} {}", organization.id, entry.number, entry.event.id);
            }
            count += entries.len() as u64;
            if next == from {
                break;
            }
            from = next;
        }
        let total = snapshot.total(&search)?;
        if total != count || total != snapshot.log_size(organization.ordinal) {
            println!("{MARK}damaged {}: {count} entries, the total says {total}", organization.id);
        }
    }
    store.close().await;
    println!("{MARK}listed");
    Ok(())
}

/// Everything of one organisation.
fn allow(tree: &OrganizationTree, organization: OrganizationOrdinal) -> Result<Allow> {
    let principal = Principal {
        kind: PrincipalKind::System,
        id: "test".to_owned(),
        name: "test".to_owned(),
        home: OrganizationOrdinal(0),
        scopes: Scopes::all(),
        below: Scopes::all(),
        rows: RowFilter::default(),
    };
    let decision = decide(tree, &principal, organization, Permission::ReadEvents);
    decision.allowed().ok_or_else(|| "the test may read everything".into())
}

/// Creates an organisation.
struct Create(String);

impl Command for Create {
    type Output = ();

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> std::result::Result<(), CommandError> {
        let new = NewOrganization {
            id: OrganizationId::parse(&self.0)
                .map_err(|reason| CommandError::Refused(reason.into()))?,
            name: self.0.clone(),
            parent: OrganizationOrdinal(0),
        };
        transaction.create_organization(new).await?;
        Ok(())
    }
}
