//! Calls that come together, while the writer is at something else.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use annals_delivery::{Envelope, HashMethod};
use annals_model::OrganizationOrdinal;
use annals_store::{Options, Store};
use tempfile::TempDir;

use super::*;
use crate::hook::{KeptHook, NewHook};
use crate::{Desk, NewOrganization};

/// Holds the writer until it is let go.
struct Hold(oneshot::Receiver<()>);

impl Command for Hold {
    type Output = ();

    async fn run(&mut self, _: &mut Transaction<'_>) -> Result<(), CommandError> {
        let _ = (&mut self.0).await;
        Ok(())
    }
}

/// Runs a statement as it stands.
struct Run(&'static str);

impl Command for Run {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        sqlx::query(self.0).execute(transaction.sql()).await?;
        Ok(())
    }
}

type Call<'a> = Pin<Box<dyn Future<Output = Result<Arrived>> + 'a>>;

struct Bench {
    _folder: TempDir,
    store: Store,
    desk: Desk,
    /// One of each of two organisations.
    hooks: Vec<KeptHook>,
}

impl Bench {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options =
            Options { background: false, migrations: crate::MIGRATIONS, ..Options::default() };
        let store = Store::open(folder.path(), options).await.unwrap();
        let desk = Desk::new(store.clone());
        let new = NewOrganization {
            id: annals_model::OrganizationId::parse("north").unwrap(),
            name: "North".to_owned(),
            parent: OrganizationOrdinal(0),
            time_zone: None,
        };
        let north = desk.create_organization(&desk.operator(), new).await.unwrap();
        let mut hooks = Vec::new();
        for organization in [OrganizationOrdinal(0), north.ordinal] {
            let new = NewHook {
                organization,
                name: "Mail".to_owned(),
                provider: Provider::Mailgun,
                hash: HashMethod::default(),
                secret: Some("a-key-that-both-sides-know".to_owned()),
            };
            let (hook, _) = desk.create_hook(&desk.operator(), new).await.unwrap();
            hooks.push(desk.hook_called(&hook.id).await.unwrap().unwrap());
        }
        Self { _folder: folder, store, desk, hooks }
    }

    fn call(&self, hook: usize, token: Option<&str>, payload: &[u8]) -> Call<'_> {
        let envelope = Envelope { single_use: token.map(str::to_owned), ..Envelope::default() };
        Box::pin(self.desk.keep_envelope(&self.hooks[hook], envelope, payload.to_vec()))
    }

    /// Has the writer wait until what is returned is sent to.
    async fn hold(&self) -> oneshot::Sender<()> {
        let (release, held) = oneshot::channel();
        let mut holding = Box::pin(self.store.command(Hold(held)));
        begin(&mut holding).await;
        release
    }

    /// How many are in the batch that is open.
    fn gathered(&self) -> usize {
        self.desk.arrivals.open.lock().unwrap().gathered().arrivals.len()
    }

    /// Organisation and payload of all that is kept.
    async fn kept(&self) -> Vec<(i64, Vec<u8>)> {
        let sql = "SELECT organization, payload FROM desk_envelope ORDER BY seq";
        let rows = sqlx::query(sql).fetch_all(self.store.settings()).await.unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }
}

/// Runs it until it waits for something.
async fn begin<F: Future + Unpin>(future: &mut F) {
    // Whoever does much in one turn of the runtime is told to wait for that alone.
    tokio::task::yield_now().await;
    let polled = poll_fn(|context| Poll::Ready(Pin::new(&mut *future).poll(context).is_pending()));
    assert!(polled.await, "it does not wait");
}

async fn begin_all(calls: &mut [Call<'_>]) {
    for call in calls {
        begin(call).await;
    }
}

#[tokio::test]
async fn those_that_come_together_become_what_they_would_alone() {
    let cases: [(usize, Option<&str>, &[u8], Arrived); 10] = [
        (0, None, b"first", Arrived::New),
        (0, None, b"first", Arrived::Again),
        (0, Some("once"), b"second", Arrived::New),
        (0, Some("once"), b"another", Arrived::TokenUsed),
        (0, Some("once"), b"second", Arrived::Again),
        (0, None, b"third", Arrived::New),
        // What another webhook was told is nobody else's.
        (1, None, b"first", Arrived::New),
        (1, Some("once"), b"another", Arrived::New),
        (1, Some("twice"), b"first", Arrived::Again),
        (0, None, b"third", Arrived::Again),
    ];
    let (alone, together) = (Bench::new().await, Bench::new().await);
    for (hook, token, payload, expected) in cases {
        assert_eq!(alone.call(hook, token, payload).await.unwrap(), expected, "{payload:?}");
    }
    let release = together.hold().await;
    let mut calls: Vec<_> = cases
        .iter()
        .map(|(hook, token, payload, _)| together.call(*hook, *token, payload))
        .collect();
    begin_all(&mut calls).await;
    assert_eq!(together.gathered(), cases.len(), "they are in one batch");
    release.send(()).unwrap();
    for (call, (hook, token, payload, expected)) in calls.into_iter().zip(cases) {
        assert_eq!(call.await.unwrap(), expected, "{hook} {token:?} {payload:?}");
    }
    let kept = together.kept().await;
    assert_eq!(kept, alone.kept().await);
    assert_eq!(kept.len(), 5);
}

#[tokio::test]
async fn a_batch_has_so_many_calls_and_so_many_bytes() {
    let bench = Bench::new().await;
    let release = bench.hold().await;
    let call = |i: usize| bench.call(0, None, i.to_string().as_bytes());
    let mut calls: Vec<_> = (0..BATCH_CALLS_MAX).map(call).collect();
    begin_all(&mut calls).await;
    assert_eq!(bench.gathered(), BATCH_CALLS_MAX);

    // The bytes of two are as many as may be, one more is too many, and who has more comes alone.
    let half = BATCH_BYTES_MAX / 2;
    let lengths = [half, half, 1, BATCH_BYTES_MAX, BATCH_BYTES_MAX + 1, 1];
    for (i, (length, gathered)) in (0..).zip(lengths.into_iter().zip([1, 2, 1, 1, 1, 1])) {
        let mut call = bench.call(1, None, &vec![i; length]);
        begin(&mut call).await;
        assert_eq!(bench.gathered(), gathered, "{i}: {length}");
        calls.push(call);
    }
    release.send(()).unwrap();
    let count = calls.len();
    for call in calls {
        assert_eq!(call.await.unwrap(), Arrived::New);
    }
    assert_eq!(bench.kept().await.len(), count);
    assert_eq!(bench.call(1, None, b"later").await.unwrap(), Arrived::New);
}

#[tokio::test]
async fn beyond_so_many_they_wait_for_a_place() {
    let bench = Bench::new().await;
    let release = bench.hold().await;
    let call = |i: usize| bench.call(0, None, i.to_string().as_bytes());
    let mut calls: Vec<_> = (0..CALLS_WAITING_MAX).map(call).collect();
    begin_all(&mut calls).await;
    assert_eq!(bench.gathered(), BATCH_CALLS_MAX);
    let mut beyond = call(CALLS_WAITING_MAX);
    begin(&mut beyond).await;
    assert_eq!(bench.desk.arrivals.places.available_permits(), 0);
    assert_eq!(bench.gathered(), BATCH_CALLS_MAX, "it is not in a batch of its own");
    release.send(()).unwrap();
    for call in calls.into_iter().chain([beyond]) {
        assert_eq!(call.await.unwrap(), Arrived::New);
    }
    assert_eq!(bench.desk.arrivals.places.available_permits(), CALLS_WAITING_MAX);
    assert_eq!(bench.kept().await.len(), CALLS_WAITING_MAX + 1);
}

#[tokio::test]
async fn who_goes_away_takes_nothing_along() {
    let bench = Bench::new().await;
    for gone in 0..3 {
        let release = bench.hold().await;
        let payloads: [&[u8]; 3] = [&[gone, 0], &[gone, 1], &[gone, 2]];
        let mut calls: Vec<_> = payloads.iter().map(|it| bench.call(0, None, it)).collect();
        begin_all(&mut calls).await;
        drop(calls.remove(gone.into()));
        release.send(()).unwrap();
        for call in calls {
            assert_eq!(call.await.unwrap(), Arrived::New, "{gone} went");
        }
        let kept = bench.kept().await;
        let kept = kept.iter().map(|(_, payload)| &payload[..]).filter(|it| it[0] == gone);
        assert_eq!(kept.collect::<Vec<_>>(), payloads, "{gone} went");
    }
}

#[tokio::test]
async fn when_a_statement_fails_none_is_kept_and_all_are_told() {
    let bench = Bench::new().await;
    // This keeps the rows before it, unless someone takes them back.
    let trigger = "CREATE TRIGGER fails BEFORE INSERT ON desk_envelope WHEN NEW.payload = X'0bad'
                   BEGIN SELECT RAISE(FAIL, 'it is bad'); END";
    bench.store.command(Run(trigger)).await.unwrap();
    let release = bench.hold().await;
    let calls: [(Option<&str>, &[u8]); 3] =
        [(Some("token"), b"good"), (None, &[0x0b, 0xad]), (None, b"better")];
    let mut calls: Vec<_> =
        calls.iter().map(|(token, payload)| bench.call(0, *token, payload)).collect();
    begin_all(&mut calls).await;
    assert_eq!(bench.gathered(), 3);
    release.send(()).unwrap();
    for call in calls {
        let error = call.await.unwrap_err();
        assert!(error.to_string().contains("it is bad"), "{error}");
    }
    assert_eq!(bench.kept().await, []);
    // The token went with the rest: another may come with it.
    assert_eq!(bench.call(0, Some("token"), b"other").await.unwrap(), Arrived::New);

    bench.store.close().await;
    let closed = bench.call(0, None, b"late").await.unwrap_err();
    assert!(matches!(closed, Error::Store(annals_store::Error::Closed)), "{closed}");
    let reason = "the disk is gone".to_owned();
    let poisoned = CommandError::Store(annals_store::Error::Poisoned { reason });
    assert!(matches!(told(&poisoned), Error::Store(annals_store::Error::Poisoned { .. })));
}
