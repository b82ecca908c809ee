//! Deletions: of what was found, wherever it stands by then, and of nothing else.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod common;

use annals_model::{Draft, Millis, Number, OrganizationOrdinal};
use annals_query::{Context, Expr, matches, parse};
use annals_store::{
    Command, CommandError, Held, NewEvent, Search, Store, Transaction, fsck, may_delete,
    without_reserved,
};
use common::{Delete, NOW, allow, allow_deletion, deletable, draft, new_event, open, quiet};

/// Entries of organisation 1, one a second, with these actions.
fn events(first: u64, actions: &[&str]) -> Vec<NewEvent> {
    let event = |(i, action): (u64, &&str)| {
        let at = Millis(NOW.0 + i as i64 * 1_000);
        let draft = draft(&format!("e{i}"), action, "Ada");
        new_event(1, Draft { occurred_at: Some(at), event_type: None, ..draft })
    };
    (first..).zip(actions).map(event).collect()
}

fn numbers(store: &Store) -> Vec<u64> {
    let allow = allow(&store.organizations(), &[1]);
    let search = Search { allow: &allow, expr: &Expr::All };
    let (entries, _) =
        store.snapshot().follow(&search, OrganizationOrdinal(1), Number(0), 1_000).unwrap();
    entries.iter().map(|entry| entry.number.0).collect()
}

fn authorising(id: &str) -> NewEvent {
    new_event(2, draft(id, "annals.entries.deleted", "Ada"))
}

#[tokio::test]
async fn what_was_found_goes_wherever_it_stands_by_then() {
    for step in ["nothing", "sealed", "compacted", "sealed and compacted"] {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), quiet(), 2).await;
        let first = ["a.created", "b.created", "a.updated", "b.deleted", "a.created"];
        store.append(events(0, &first)).await.unwrap();
        if step == "compacted" {
            store.seal().await.unwrap();
            store.append(events(5, &["a.created"])).await.unwrap();
            store.seal().await.unwrap();
        }
        let expr = parse("action:a.*", &Context::utc(NOW)).unwrap();
        let entries = deletable(&store, 1, &expr);
        let expected: Vec<u64> = entries.numbers().map(|number| number.0).collect();
        // What comes now matches as well, and was not found.
        store.append(events(6, &["a.created", "a.created"])).await.unwrap();
        if step.contains("sealed") {
            store.seal().await.unwrap();
        }
        if step.contains("compacted") {
            store.compact().await.unwrap();
        }
        let before = numbers(&store);
        store.command(Delete { entries, entry: authorising("d") }).await.unwrap();
        let mut after = before;
        after.retain(|number| !expected.contains(number));
        assert_eq!(numbers(&store), after, "{step}");
        store.close().await;
        drop(store);
        let report = fsck(folder.path(), &mut |_| ()).await.unwrap();
        assert_eq!(report.problems, [], "{step}");
        let store = open(folder.path(), quiet(), 2).await;
        assert_eq!(numbers(&store), after, "{step}, after a start");
    }
}

/// Deletes, tells, and then can't be done.
struct Fail(Delete);

impl Command for Fail {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        self.0.run(transaction).await?;
        Err(CommandError::Refused("no".into()))
    }
}

#[tokio::test]
async fn a_deletion_and_the_entry_that_tells_of_it_are_there_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    store.append(events(0, &["a.created", "a.updated"])).await.unwrap();
    let delete = Delete { entries: deletable(&store, 1, &Expr::All), entry: authorising("d") };
    let told = |store: &Store| store.snapshot().log_size(OrganizationOrdinal(2));
    assert!(store.command(Fail(delete)).await.is_err());
    assert_eq!((numbers(&store), told(&store)), (vec![0, 1], 0));
    store.close().await;
    drop(store);
    let store = open(folder.path(), quiet(), 2).await;
    assert_eq!((numbers(&store), told(&store)), (vec![0, 1], 0));
    let delete = Delete { entries: deletable(&store, 1, &Expr::All), entry: authorising("d") };
    store.command(delete).await.unwrap();
    assert_eq!((numbers(&store), told(&store)), (vec![], 1));
}

#[tokio::test]
async fn what_was_looked_at_is_what_is_found_later() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    store.append(events(0, &["a.created", "a.updated", "a.created"])).await.unwrap();
    let size = Number(store.snapshot().log_size(OrganizationOrdinal(1)));
    store.append(events(3, &["a.created"])).await.unwrap();
    let allow = allow_deletion(&store.organizations(), 1);
    let found = store.snapshot().deletable(&allow, &Expr::All, size, &Held::default()).unwrap();
    assert_eq!((found.len(), found.kept()), (3, 0));
    assert_eq!(found.time_bounds(), Some((NOW, Millis(NOW.0 + 2_000))));
    let none = store.snapshot().deletable(&allow, &Expr::All, Number(0), &Held::default()).unwrap();
    assert!(none.is_empty());
    assert_eq!(none.time_bounds(), None);
    let other = allow_deletion(&store.organizations(), 2);
    assert!(
        store.snapshot().deletable(&other, &Expr::All, size, &Held::default()).unwrap().is_empty()
    );
}

#[tokio::test]
async fn what_authorises_stays_and_what_looks_like_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), quiet(), 2).await;
    let actions = [
        "annals.entries.deleted",
        "annals.session.signed_in",
        "annals.log.viewed",
        "annals",
        "annalsx.created",
        "x.annals.created",
        "annals.sessions.listed",
    ];
    let mut events = events(0, &actions);
    // Labels are searched as actions are, and decide nothing.
    events[3].event.label = "annals.key.created".to_owned();
    events[2].event.label = "annals.session.signed_in".to_owned();
    let narrowed = without_reserved(&Expr::All);
    for (number, new) in (0..).zip(&events).filter(|(number, _)| ![2, 3].contains(number)) {
        assert_eq!(matches(&narrowed, &new.event, Number(number)), may_delete(&new.event));
    }
    let may: Vec<bool> = events.iter().map(|new| may_delete(&new.event)).collect();
    assert_eq!(may, [false, true, false, true, true, true, false]);
    store.append(events).await.unwrap();
    for sealed in [false, true] {
        if sealed {
            store.seal().await.unwrap();
        }
        let found = deletable(&store, 1, &Expr::All);
        let numbers: Vec<u64> = found.numbers().map(|number| number.0).collect();
        assert_eq!((numbers, found.kept()), (vec![1, 3, 4, 5], 3), "sealed: {sealed}");
    }
}
