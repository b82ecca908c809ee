//! Sealing and compaction end at each of their steps; nothing is lost, doubled or left behind.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod common;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use annals_query::Expr;
use annals_store::{Options, Search, Store, fsck};
use common::{allow, draft, new_event, open, quiet};

const STEPS: [&str; 4] = ["file written", "before commit", "committed", "before removing"];

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("segments")).unwrap().count()
}

async fn total(store: &Store) -> u64 {
    let allow = allow(&store.organizations(), &[1]);
    store.snapshot().total(&Search { allow: &allow, expr: &Expr::All }).unwrap()
}

async fn append(store: &Store, batch: usize) {
    let events =
        (0..50).map(|i| new_event(1, draft(&format!("{batch}-{i}"), "charge.deleted", "Ada")));
    store.append(events.collect()).await.unwrap();
}

/// Fills a store, lets sealing (or compaction) end at `step`, starts again, and compares.
async fn check(step: &'static str, compacting: bool) {
    let folder = tempfile::tempdir().unwrap();
    let armed = Arc::new(AtomicBool::new(false));
    let reached = Arc::new(AtomicBool::new(false));
    let stop_at = {
        let (armed, reached) = (Arc::clone(&armed), Arc::clone(&reached));
        move |name: &'static str| {
            let stop = name == step && armed.load(Ordering::SeqCst);
            reached.fetch_or(stop, Ordering::SeqCst);
            stop
        }
    };
    let options = Options { stop_at: Some(Arc::new(stop_at)), ..quiet() };
    let store = open(folder.path(), options, 1).await;
    for batch in 0..8 {
        append(&store, batch).await;
        if compacting {
            store.seal().await.unwrap();
        }
    }
    armed.store(true, Ordering::SeqCst);
    let outcome = if compacting { store.compact().await } else { store.seal().await };
    assert_eq!(outcome.is_err(), reached.load(Ordering::SeqCst), "{step}");
    store.close().await;
    drop(store);

    let store = open(folder.path(), quiet(), 1).await;
    assert_eq!(total(&store).await, 400, "{step}");
    append(&store, 8).await;
    store.seal().await.unwrap();
    store.compact().await.unwrap();
    assert_eq!(total(&store).await, 450, "{step}");
    let segments = store.health().segments;
    assert_eq!(files(folder.path()) as u64, segments, "orphans after {step}");
    store.close().await;
    drop(store);
    let report = fsck(folder.path(), &mut |_| ()).await.unwrap();
    assert_eq!((report.problems, report.entries), (vec![], 450), "{step}");
}

#[tokio::test]
async fn sealing_may_end_anywhere() {
    for step in STEPS {
        check(step, false).await;
    }
}

#[tokio::test]
async fn compaction_may_end_anywhere() {
    for step in STEPS {
        check(step, true).await;
    }
}
