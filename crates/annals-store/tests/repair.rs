//! Damage is found by the check and, where documents are whole, mended.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod common;

use annals_store::{fsck, repair};
use common::{draft, new_event, open, quiet, record};

#[tokio::test]
async fn every_damaged_byte_is_found_and_indexes_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    let events = (0..400u32).map(|i| {
        let mut draft = draft(&i.to_string(), "charge.deleted", &format!("Ada {}", i % 17));
        draft.records = vec![record("charge", &i.to_string(), &format!("Tuition {i}"))];
        new_event(1 + i % 2, draft)
    });
    store.append(events.collect()).await.unwrap();
    store.seal().await.unwrap();
    store.close().await;
    drop(store);
    let only_file = || {
        let mut entries = std::fs::read_dir(folder.path().join("segments")).unwrap();
        entries.next().unwrap().unwrap().path()
    };
    let sound = std::fs::read(only_file()).unwrap();
    let (mut mended, mut lost) = (0, 0);
    let step = sound.len() / 24;
    for at in (0..sound.len()).step_by(step) {
        let path = only_file();
        let mut damaged = sound.clone();
        damaged[at] ^= 0x40;
        std::fs::write(&path, &damaged).unwrap();
        let found = fsck(folder.path(), &mut |_| ()).await.unwrap();
        assert_ne!(found.problems, [], "byte {at} of {}", sound.len());
        let report = repair(folder.path()).await.unwrap();
        if report.rebuilt.is_empty() {
            lost += 1;
            std::fs::write(only_file(), &sound).unwrap();
        } else {
            mended += 1;
        }
        let after = fsck(folder.path(), &mut |_| ()).await.unwrap();
        assert_eq!((after.problems, after.entries), (vec![], 400), "byte {at}");
        std::fs::write(only_file(), &sound).unwrap();
    }
    assert!(mended >= 5 && lost >= 1, "mended {mended}, lost {lost}");
}
