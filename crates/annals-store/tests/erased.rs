//! Erased entries' ids answer as repeats: after the sealing, the compaction and the start that
//! left nothing of them but a row.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod common;

use annals_query::{Expr, Term};
use annals_store::{NewEvent, Store};
use common::{Delete, deletable, draft, new_event, open, quiet};

/// More than one transaction and one statement take.
const ENTRIES: u64 = 2_600;

fn event(organization: u32, id: u64) -> NewEvent {
    new_event(organization, draft(&id.to_string(), "charge.deleted", "Ada"))
}

fn all(organization: u32) -> Vec<NewEvent> {
    (0..ENTRIES).map(|id| event(organization, id)).collect()
}

/// Deletes every entry of organisation 1 but the last.
async fn delete(store: &Store) {
    let entry = new_event(2, draft("authorises", "annals.deletion", "Ada"));
    let last = Expr::Term(Term::Number(ENTRIES - 1));
    let entries = deletable(store, 1, &Expr::Not(Box::new(last)));
    assert_eq!(entries.len(), ENTRIES - 1);
    store.command(Delete { entries, entry }).await.unwrap();
}

async fn assert_remembered(store: &Store) {
    let numbers: Vec<_> = store.append(all(1)).await.unwrap();
    assert!(numbers.iter().all(|receipt| receipt.repeated));
    assert!(numbers.iter().zip(0..).all(|(receipt, number)| receipt.number.0 == number));
    let erased = new_event(1, draft("0", "charge.deleted", "someone else"));
    assert!(store.append(vec![erased]).await.unwrap()[0].repeated, "whatever the content");
    let kept = new_event(1, draft(&(ENTRIES - 1).to_string(), "charge.deleted", "someone else"));
    assert!(store.append(vec![kept]).await.is_err());
}

#[tokio::test]
async fn ids_erased_from_files_are_remembered_over_a_start() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    store.append(all(1)).await.unwrap();
    store.seal().await.unwrap();
    delete(&store).await;
    assert_remembered(&store).await;
    store.compact().await.unwrap();
    assert_remembered(&store).await;
    store.close().await;
    drop(store);

    let store = open(folder.path(), quiet(), 2).await;
    assert_remembered(&store).await;
    let receipts = store.append(all(2)).await.unwrap();
    assert!(receipts.iter().all(|receipt| !receipt.repeated), "another organisation's are new");
    store.close().await;
}

#[tokio::test]
async fn ids_erased_from_the_tail_are_remembered_over_a_start() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    store.append(all(1)).await.unwrap();
    delete(&store).await;
    store.seal().await.unwrap();
    assert_remembered(&store).await;
    store.close().await;
    drop(store);
    assert_remembered(&open(folder.path(), quiet(), 2).await).await;
}
