//! What runs beside the log must not hold it up.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod common;

use std::time::Duration;

use annals_model::OrganizationOrdinal;
use annals_store::Error;
use common::{draft, new_event, open, quiet};

/// Half of what a connection waits for a lock.
const PATIENCE: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_reader_does_not_hold_up_the_writer_when_the_journal_is_shortened() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 1).await;
    let append = |id: &'static str| {
        let event = new_event(1, draft(id, "charge.deleted", "Ada"));
        let store = store.clone();
        async move { store.append(vec![event]).await.unwrap() }
    };
    append("1").await;
    let mut reader = store.settings().begin().await.unwrap();
    sqlx::query("SELECT count(*) FROM block").fetch_one(&mut *reader).await.unwrap();
    append("2").await;
    tokio::time::timeout(PATIENCE, store.compact()).await.expect("nobody waits").unwrap();
    let wal = folder.path().join("journal.db-wal");
    assert!(wal.metadata().unwrap().len() > 0, "the reader was in the way");
    reader.rollback().await.unwrap();
    store.compact().await.unwrap();
    assert_eq!(wal.metadata().unwrap().len(), 0);
    append("3").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_is_closed_when_its_last_file_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 1).await;
    for batch in 0..10 {
        let id = |i| format!("{batch}-{i}");
        let events = (0..2_000).map(|i| new_event(1, draft(&id(i), "charge.deleted", "Ada")));
        store.append(events.collect()).await.unwrap();
    }
    let unfinished = || {
        let entries = std::fs::read_dir(folder.path().join("segments")).unwrap();
        entries.filter(|entry| entry.as_ref().unwrap().path().extension().unwrap() == "tmp").count()
    };
    let sealing = tokio::spawn({
        let store = store.clone();
        async move { store.seal().await }
    });
    while unfinished() == 0 && !sealing.is_finished() {
        tokio::task::yield_now().await;
    }
    // So do those who close it by a signal.
    sealing.abort();
    store.close().await;
    assert_eq!(unfinished(), 0);
}

#[tokio::test]
async fn a_damaged_file_does_not_hold_up_the_compaction_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 1).await;
    for file in 0..10 {
        let id = |i| format!("{file}-{i}");
        let events = (0..50).map(|i| new_event(1, draft(&id(i), "charge.deleted", "Ada")));
        store.append(events.collect()).await.unwrap();
        store.seal().await.unwrap();
    }
    store.close().await;
    drop(store);
    let mut files: Vec<_> = std::fs::read_dir(folder.path().join("segments"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (damaged, sound) = (&files[3], std::fs::read(&files[3]).unwrap());
    let mut bytes = sound.clone();
    // Documents stand first, each block with a checksum of its own.
    bytes[100] ^= 0x40;
    std::fs::write(damaged, bytes).unwrap();

    let store = open(folder.path(), quiet(), 1).await;
    let failed = store.compact().await;
    assert!(matches!(&failed, Err(Error::Damaged { path, .. }) if path == damaged), "{failed:?}");
    assert_eq!(store.health().segments, 2, "the others are one file now");
    store.close().await;
    drop(store);
    std::fs::write(damaged, sound).unwrap();
    let store = open(folder.path(), quiet(), 1).await;
    store.compact().await.unwrap();
    assert_eq!(store.snapshot().log_size(OrganizationOrdinal(1)), 500);
    store.close().await;
    drop(store);
    let report = annals_store::fsck(folder.path(), &mut |_| ()).await.unwrap();
    assert_eq!((report.problems, report.entries), (vec![], 500));
}
