//! Intake: receipts, repeats, conflicts, all or nothing, commands, locks, restarts.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod common;

use std::time::Duration;

use annals_model::{Millis, Number, OrganizationOrdinal};
use annals_proof::{leaf_hash, verify_inclusion};
use annals_query::Expr;
use annals_store::{CommandError, Error, Options, Search, Store, fsck, restore};
use common::{Create, Delete, NOW, allow, draft, new_event, open, quiet};

async fn total(store: &Store, organization: u32) -> u64 {
    let allow = allow(&store.organizations(), &[organization]);
    store.snapshot().total(&Search { allow: &allow, expr: &Expr::All }).unwrap()
}

#[tokio::test]
async fn receipts_number_each_log_from_zero_and_prove_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    for batch in 0..5 {
        let events = (0..70)
            .map(|i| new_event(1 + i % 2, draft(&format!("{batch}-{i}"), "charge.deleted", "Ada")));
        let receipts = store.append(events.collect()).await.unwrap();
        for (i, receipt) in receipts.iter().enumerate() {
            assert_eq!(receipt.number, Number((batch * 35 + i / 2) as u64));
            assert!(!receipt.repeated);
        }
        if batch == 2 {
            store.seal().await.unwrap();
        }
        let organizations = store.organizations();
        for number in 0..(batch as u64 + 1) * 35 {
            let proof = store
                .prove(&allow(&organizations, &[1]), OrganizationOrdinal(1), Number(number))
                .await
                .unwrap()
                .unwrap();
            assert_eq!(proof.root, receipts[0].root, "batch {batch}");
            let leaf = leaf_hash(&proof.commitment);
            verify_inclusion(&leaf, number, proof.tree_size, &proof.path, &proof.root).unwrap();
        }
    }
}

#[tokio::test]
async fn a_repeat_gets_the_first_receipt_wherever_the_event_is_now() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), quiet(), 2).await;
    let event = || new_event(1, draft("a", "charge.deleted", "Ada"));
    let first = store.append(vec![event()]).await.unwrap().remove(0);
    let stages = ["tail", "restart", "segment", "restart", "compacted"];
    for stage in stages {
        match stage {
            "segment" => store.seal().await.unwrap(),
            "compacted" => store.compact().await.unwrap(),
            "restart" => {
                store.close().await;
                drop(store);
                store = open(folder.path(), quiet(), 2).await;
            }
            _ => {}
        }
        let again = store.append(vec![event(), event()]).await.unwrap();
        for receipt in again {
            assert!(receipt.repeated, "{stage}");
            assert_eq!((receipt.number, receipt.commitment), (first.number, first.commitment));
        }
        let other = new_event(1, draft("a", "charge.created", "Ada"));
        let refused = store.append(vec![other]).await.unwrap_err();
        assert!(matches!(refused, Error::Conflict { index: 0, .. }), "{stage}: {refused}");
        assert_eq!(total(&store, 1).await, 1);
    }
    // Another organisation's id is neither seen nor blocked.
    let elsewhere = store.append(vec![new_event(2, draft("a", "x.created", "Eve"))]).await.unwrap();
    assert!(!elsewhere[0].repeated);
}

#[tokio::test]
async fn a_request_is_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 1).await;
    store.append(vec![new_event(1, draft("a", "x.created", "Ada"))]).await.unwrap();
    let request = vec![
        new_event(1, draft("b", "x.created", "Ada")),
        new_event(1, draft("c", "x.created", "Ada")),
        new_event(1, draft("a", "x.deleted", "Ada")),
    ];
    let refused = store.append(request).await.unwrap_err();
    assert!(matches!(refused, Error::Conflict { index: 2, .. }));
    let within = vec![
        new_event(1, draft("b", "x.created", "Ada")),
        new_event(1, draft("b", "x.deleted", "Ada")),
    ];
    assert!(matches!(store.append(within).await, Err(Error::Conflict { index: 1, .. })));
    assert_eq!(total(&store, 1).await, 1);
    let receipts = store.append(vec![new_event(1, draft("b", "x.created", "Ada"))]).await.unwrap();
    assert_eq!(receipts[0].number, Number(1));
}

#[tokio::test]
async fn a_refused_command_changes_nothing_and_stops_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 1).await;
    let refused = store.command(Create("org1".to_owned())).await.unwrap_err();
    assert_eq!(refused.to_string(), "an organisation org1 exists already");
    assert_eq!(store.organizations().len(), 2);
    store.append(vec![new_event(1, draft("a", "x.created", "Ada"))]).await.unwrap();
    store.close().await;
    drop(store);
    let store = open(folder.path(), quiet(), 1).await;
    assert_eq!(total(&store, 1).await, 1);
}

#[tokio::test]
async fn only_entries_that_are_there_can_be_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    let events = (0..3).map(|i| new_event(1, draft(&format!("{i}"), "charge.deleted", "Ada")));
    store.append(events.collect()).await.unwrap();
    store.append(vec![new_event(2, draft("0", "charge.deleted", "Bo"))]).await.unwrap();
    let delete = |found_in: &Store, organization, numbers: &[u64]| {
        let entry = new_event(0, draft(&format!("{numbers:?}"), "annals.entries.deleted", "Ada"));
        Delete::new(found_in, organization, numbers, entry)
    };
    // Of another store, which has more entries and organisations.
    let elsewhere = tempfile::tempdir().unwrap();
    let other = open(elsewhere.path(), quiet(), 9).await;
    for organization in [1, 2, 9] {
        let event = |i| new_event(organization, draft(&format!("{i}"), "charge.deleted", "Ada"));
        other.append((0..5).map(event).collect()).await.unwrap();
    }
    for (organization, numbers) in [(1, vec![0, 3]), (2, vec![1]), (9, vec![0])] {
        let refused = store.command(delete(&other, organization, &numbers)).await;
        assert!(matches!(refused, Err(CommandError::Refused(_))), "{refused:?}");
    }
    let after = vec![new_event(1, draft("3", "charge.deleted", "Ada"))];
    store.append(after).await.unwrap();
    assert_eq!((total(&store, 1).await, total(&store, 2).await), (4, 1));
    // Found twice at the same time, deleted once.
    let [first, second] = [delete(&store, 1, &[2, 3]), delete(&store, 1, &[3])];
    store.command(first).await.unwrap();
    let refused = store.command(second).await;
    assert!(matches!(refused, Err(CommandError::DeletedMeanwhile)), "{refused:?}");
    assert_eq!(total(&store, 1).await, 2);
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    fn open_to_others(folder: &std::path::Path, seen: &mut Vec<String>) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(open_to_others(&path, seen));
                continue;
            }
            seen.push(path.file_name().unwrap().to_string_lossy().into_owned());
            let mode = path.metadata().unwrap().permissions().mode();
            if mode & 0o077 != 0 {
                found.push(format!("{} {mode:o}", path.display()));
            }
        }
        found
    }
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup"));
    let store = open(&data, quiet(), 1).await;
    for id in ["0", "1"] {
        store.append(vec![new_event(1, draft(id, "charge.deleted", "Ada"))]).await.unwrap();
        store.seal().await.unwrap();
    }
    store.append(vec![new_event(1, draft("2", "charge.deleted", "Ada"))]).await.unwrap();
    store.backup(&backup).await.unwrap();
    restore(&backup, &folder.path().join("restored")).unwrap();
    let mut seen = Vec::new();
    let found = open_to_others(folder.path(), &mut seen);
    assert!(found.is_empty(), "{found:#?}");
    for name in ["lock", "journal.db", "journal.db-wal", "journal.db-shm"] {
        assert!(seen.iter().any(|seen| seen == name), "{name} among {seen:?}");
    }
    assert!(seen.iter().filter(|name| name.ends_with(".segment")).count() >= 6, "{seen:?}");
}

#[tokio::test]
async fn a_second_process_is_refused_and_a_newer_format_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 1).await;
    let second = Store::open(folder.path(), quiet()).await.err().unwrap();
    assert!(matches!(second, Error::Locked { .. }), "{second}");
    store.close().await;
    drop(store);
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("journal.db"));
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::query("PRAGMA user_version = 99").execute(&mut connection).await.unwrap();
    sqlx::Connection::close(connection).await.unwrap();
    let newer = Store::open(folder.path(), quiet()).await.err().unwrap();
    assert!(matches!(newer, Error::Newer { found: 99, .. }), "{newer}");
}

/// What an Annals before organisations could be closed left behind.
#[tokio::test]
async fn the_first_format_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    store.append(vec![new_event(1, draft("a", "x.created", "Ada"))]).await.unwrap();
    store.close().await;
    drop(store);
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("journal.db"));
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    for sql in [
        "DROP INDEX organization_parent",
        "ALTER TABLE organization DROP COLUMN closed_at",
        "DELETE FROM migration WHERE name = 'store-2-closed'",
        "PRAGMA user_version = 1",
    ] {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    sqlx::Connection::close(connection).await.unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    assert_eq!((store.organizations().len(), total(&store, 1).await), (3, 1));
    assert!(store.organizations().iter().all(|one| one.closed_at.is_none()));
    store.close().await;
    drop(store);
    let report = fsck(folder.path(), &mut |_| ()).await.unwrap();
    assert_eq!(report.problems, []);
}

#[tokio::test]
async fn a_full_disk_refuses_events_and_goes_on_reading() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), Options { disk_refuse_percent: 101, ..quiet() }, 1).await;
    let refused = store.append(vec![new_event(1, draft("a", "x.created", "Ada"))]).await;
    assert!(matches!(refused, Err(Error::DiskFull { .. })));
    assert!(store.health().disk_full);
    assert_eq!(total(&store, 1).await, 0);
}

#[tokio::test]
async fn a_tail_that_nobody_seals_makes_senders_wait_and_then_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(
        folder.path(),
        Options { tail_events_max: 10, room_wait_max: Duration::ZERO, ..quiet() },
        1,
    )
    .await;
    let event = |i: u32| vec![new_event(1, draft(&i.to_string(), "x.created", "Ada"))];
    for i in 0..40 {
        store.append(event(i)).await.unwrap();
    }
    assert!(matches!(store.append(event(40)).await, Err(Error::Busy)));
    store.seal().await.unwrap();
    store.append(event(40)).await.unwrap();
    assert_eq!(total(&store, 1).await, 41);
}

#[tokio::test]
async fn a_backup_under_load_restores_to_a_store_without_faults() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("data"), quiet(), 1).await;
    let fill = |from: usize| {
        let events = (from..from + 300).map(|i| {
            let mut draft = draft(&i.to_string(), "charge.updated", "Ada");
            draft.occurred_at = Some(Millis(NOW.0 - i as i64));
            new_event(1, draft)
        });
        events.collect::<Vec<_>>()
    };
    store.append(fill(0)).await.unwrap();
    store.seal().await.unwrap();
    store.append(fill(300)).await.unwrap();
    let backup = folder.path().join("backup");
    let first = store.backup(&backup).await.unwrap();
    assert_eq!((first.files_copied, first.files_kept), (1, 0));
    store.append(fill(600)).await.unwrap();
    store.seal().await.unwrap();
    let (second, _) =
        tokio::join!(async { store.backup(&backup).await.unwrap() }, store.append(fill(900)));
    assert_eq!((second.files_copied, second.files_kept), (1, 1));
    let restored = folder.path().join("restored");
    restore(&backup, &restored).unwrap();
    let report = fsck(&restored, &mut |_| ()).await.unwrap();
    assert_eq!(report.problems, []);
    let copy = open(&restored, quiet(), 1).await;
    assert!(matches!(total(&copy, 1).await, 900 | 1200));
    let refused = restore(&backup, &restored).unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
    // A backup into a data directory, its own or another, would replace the journal there.
    for data in [folder.path().join("data"), restored] {
        let refused = store.backup(&data).await.unwrap_err();
        assert!(refused.to_string().contains("is a data directory"), "{refused}");
    }
}

#[tokio::test]
async fn a_database_without_tables_yet_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(folder.path().join("journal.db"))
        .create_if_missing(true);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::query("PRAGMA user_version = 1").execute(&mut connection).await.unwrap();
    sqlx::Connection::close(connection).await.unwrap();
    let report = fsck(folder.path(), &mut |_| ()).await.unwrap();
    assert_eq!((report.problems, report.entries), (vec![], 0));
}

#[tokio::test]
async fn a_file_name_is_never_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 1).await;
    store.append(vec![new_event(1, draft("a", "x.created", "Ada"))]).await.unwrap();
    store.seal().await.unwrap();
    let first = files(folder.path());
    let entry = new_event(1, draft("d", "annals.deleted", "Ada"));
    store.command(Delete::new(&store, 1, &[0], entry)).await.unwrap();
    store.compact().await.unwrap();
    assert_eq!(files(folder.path()).len(), 0);
    store.close().await;
    drop(store);
    let store = open(folder.path(), quiet(), 1).await;
    store.seal().await.unwrap();
    assert_eq!(files(folder.path()).intersection(&first).count(), 0);
}

fn files(folder: &std::path::Path) -> std::collections::HashSet<std::ffi::OsString> {
    let entries = std::fs::read_dir(folder.join("segments")).unwrap();
    entries.map(|entry| entry.unwrap().file_name()).collect()
}
