//! What only shows between two steps of the writer.

use annals_model::{
    Actor, Catalogue, Draft, EventId, FixedClock, Masker, Millis, OrganizationId,
    OrganizationOrdinal, admit,
};
use hashbrown::HashMap;
use roaring::RoaringTreemap;
use tokio::sync::oneshot;

use super::Append;
use crate::prepare::prepare;
use crate::{Command, CommandError, Deletable, Error, NewEvent, Options, Store, Transaction};

const NOW: Millis = Millis(1_767_225_600_000);

fn quiet() -> Options {
    let clock = std::sync::Arc::new(FixedClock::new(NOW));
    Options { clock, background: false, ..Options::default() }
}

fn event(id: &str) -> NewEvent {
    let draft = Draft {
        id: Some(EventId::parse(id).unwrap()),
        action: "charge.deleted".to_owned(),
        actor: Actor { name: Some("Ada".to_owned()), ..Actor::default() },
        ..Draft::default()
    };
    let organization = OrganizationId::installation();
    let (event, fingerprint) =
        admit(draft, organization, &Catalogue::default(), &Masker::default(), NOW).unwrap();
    NewEvent { organization: OrganizationOrdinal(0), event, fingerprint }
}

/// Deletes the first entry, wherever it stands by now.
struct DeleteFirst;

impl Command for DeleteFirst {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let (organization, numbers) = (OrganizationOrdinal(0), RoaringTreemap::from([0]));
        let places = HashMap::new();
        let entries = Deletable {
            organization,
            numbers,
            places,
            bounds: None,
            kept: 0,
            held: 0,
            held_by: Vec::new(),
            held_in: String::new(),
        };
        transaction.delete(entries).await
    }
}

struct Panic;

impl Command for Panic {
    type Output = ();

    async fn run(&mut self, _: &mut Transaction<'_>) -> Result<(), CommandError> {
        panic!("a fault in a command")
    }
}

#[tokio::test]
async fn a_repeat_prepared_before_the_sealing_that_erased_it_is_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), quiet()).await.unwrap();
    store.append(vec![event("first"), event("second")]).await.unwrap();
    store.command(DeleteFirst).await.unwrap();

    let before = store.shared().state.load();
    let events = prepare(vec![event("first"), event("second")], &before).unwrap();
    store.seal().await.unwrap();
    let (reply, receipts) = oneshot::channel();
    let append = Append { events, seals: before.seals, bytes: 0, reply };
    store.shared().queue.append(append).unwrap();

    let receipts = receipts.await.unwrap().unwrap();
    let found: Vec<_> =
        receipts.iter().map(|receipt| (receipt.number.0, receipt.repeated)).collect();
    assert_eq!(found, [(0, true), (1, true)]);
}

#[tokio::test]
async fn a_command_that_panics_poisons_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), quiet()).await.unwrap();
    assert!(store.command(Panic).await.is_err());
    store.shared().queue.closed().await;
    assert_eq!(store.health().poisoned.as_deref(), Some("the writer panicked"));
}

#[tokio::test]
async fn a_poisoned_store_says_so_and_writes_no_more_files() {
    let folder = tempfile::tempdir().unwrap();
    let stop_at = std::sync::Arc::new(|step: &'static str| step == "before commit");
    let options = Options { stop_at: Some(stop_at), ..quiet() };
    let store = Store::open(folder.path(), options).await.unwrap();
    store.append(vec![event("first")]).await.unwrap();
    let files = || std::fs::read_dir(folder.path().join("segments")).unwrap().count();

    assert!(matches!(store.seal().await, Err(Error::Poisoned { .. })));
    assert_eq!(files(), 1);
    assert!(matches!(store.seal().await, Err(Error::Poisoned { .. })));
    assert_eq!(files(), 1);
    let refused = store.append(vec![event("second")]).await;
    assert!(matches!(refused, Err(Error::Poisoned { .. })), "{refused:?}");
}
