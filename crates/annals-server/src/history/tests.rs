//! Histories against a replay of all changes, in a real store.

use std::collections::BTreeMap;

use annals_desk::{Desk, MIGRATIONS, NewOrganization};
use annals_model::{
    Actor, Allow, Catalogue, Change, Draft, EventType, Masker, Millis, Number, OrganizationId,
    OrganizationOrdinal, Outcome, Permission, Record, RecordKey, Value, admit, decide,
};
use annals_store::{Entry, NewEvent, Options, PageRequest, Search, Store};
use proptest::prelude::*;
use proptest::sample::select;

use super::list::{PAGE_CHANGES_MAX, PAGE_READ_MAX};
use super::look::LOOK_ENTRIES_MAX;
use super::state::PROPERTIES_MAX;
use super::*;

const NOW: Millis = Millis(1_763_600_000_000);

struct World {
    store: Store,
    at: OrganizationOrdinal,
    allow: Allow,
    #[allow(dead_code, reason = "the data is there as long as this is")]
    directory: tempfile::TempDir,
}

impl World {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let options = Options {
            migrations: MIGRATIONS,
            background: false,
            disk_refuse_percent: 0,
            ..Options::default()
        };
        let store = Store::open(directory.path(), options).await.unwrap();
        let desk = Desk::new(store.clone());
        let parent = desk.operator().home;
        let id = OrganizationId::parse("north").unwrap();
        let new = NewOrganization { id, name: "North".to_owned(), parent, time_zone: None };
        let at = desk.create_organization(&desk.operator(), new).await.unwrap().ordinal;
        let tree = store.organizations();
        let allow = decide(&tree, &desk.operator(), at, Permission::ReadEventDetails);
        Self { store, at, allow: allow.allowed().unwrap(), directory }
    }

    async fn append(&self, drafts: Vec<Draft>) {
        let id = OrganizationId::parse("north").unwrap();
        let new = |draft: Draft| {
            let (catalogue, masker) = (Catalogue::default(), Masker::default());
            let (event, fingerprint) = admit(draft, id.clone(), &catalogue, &masker, NOW).unwrap();
            NewEvent { organization: self.at, event, fingerprint }
        };
        self.store.append(drafts.into_iter().map(new).collect()).await.unwrap();
    }
}

fn key(id: &str) -> RecordKey {
    RecordKey { record_type: "student".to_owned(), id: id.to_owned() }
}

fn record(record_type: &str, id: &str, change: Option<EventType>) -> Record {
    Record { record_type: record_type.to_owned(), id: id.to_owned(), name: None, change }
}

fn draft(at: Millis, records: Vec<Record>, changes: Vec<Change>) -> Draft {
    Draft {
        action: "student.updated".to_owned(),
        occurred_at: Some(at),
        actor: Actor { name: Some("Ada".to_owned()), ..Actor::default() },
        records,
        changes,
        ..Draft::default()
    }
}

fn change(property: &str, old: Option<&str>, new: Option<&str>) -> Change {
    let value = |text: Option<&str>| text.map(Value::text);
    Change {
        property: property.to_owned(),
        label: None,
        old: value(old),
        new: value(new),
        masked: false,
    }
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let value = || proptest::option::of(select(&["a", "b", "c"][..]));
    // One name stands for the other where it is looked up; a secret's values are masked.
    let name = select(&["zip", "z*p", "ZIP", "pin"][..]);
    let one = (name, value(), value()).prop_map(|(name, old, new)| change(name, old, new));
    proptest::collection::vec(one, 0..4)
}

/// An event on the record `id`: on it, on others below it, or on several.
fn events(id: &'static str) -> impl Strategy<Value = Draft> {
    let kind = || proptest::option::weighted(0.7, select(&EventType::ALL[..]));
    let records = (kind(), kind(), 0..5_u8).prop_map(move |(own, other, shape)| {
        let (own, other) = (record("student", id, own), record("charge", "c", other));
        match shape {
            0 => vec![other, own],
            1 => vec![own.clone(), other, own],
            2 => vec![other],
            _ => vec![own],
        }
    });
    let outcome = prop_oneof![6 => Just(Outcome::Success), 1 => Just(Outcome::Denied)];
    (records, changes(), 0..8_i64, kind(), outcome).prop_map(
        |(records, changes, at, event_type, outcome)| Draft {
            event_type,
            outcome: Some(outcome),
            ..draft(Millis(NOW.0 - 10 + at), records, changes)
        },
    )
}

/// What the replay knows of a property.
#[derive(Debug, PartialEq, Eq)]
struct Naive {
    known: Known,
    set: Option<Number>,
    later: Option<Number>,
    differs: bool,
}

/// What a record was just before `end`, by going through all of its entries.
fn replay(entries: &[Entry], key: &RecordKey, end: Millis) -> (String, BTreeMap<String, Naive>) {
    let mut set: BTreeMap<String, (usize, Option<Change>)> = BTreeMap::new();
    let (mut last_deleted, mut gone, mut ever_added) = (None, false, false);
    let past = entries.iter().take_while(|entry| entry.event.occurred_at < end).count();
    for (at, entry) in entries[..past].iter().enumerate() {
        let Some(effect) = entry.event.effect_on(key) else { continue };
        if effect.is_of_life && effect.kind == EventType::Add {
            (gone, ever_added) = (false, true);
            for (since, change) in set.values_mut() {
                if last_deleted.is_some_and(|deleted| *since <= deleted) {
                    *change = None;
                }
            }
        }
        for change in effect.changes {
            set.insert(change.property.clone(), (at, Some(change.clone())));
        }
        if effect.is_of_life && effect.kind == EventType::Delete {
            (gone, last_deleted) = (true, Some(at));
        }
    }
    let mut coming = None;
    let mut next: BTreeMap<String, (usize, Change)> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate().skip(past) {
        let Some(effect) = entry.event.effect_on(key) else { continue };
        if effect.is_of_life && coming.is_none() {
            coming = Some((at, effect.kind));
        }
        for change in effect.changes {
            next.entry(change.property.clone()).or_insert((at, change.clone()));
        }
    }
    let is_early = coming.is_some_and(|(_, kind)| kind == EventType::Add)
        && !ever_added
        && last_deleted.is_none()
        && !entries[..past]
            .iter()
            .any(|entry| !entry.event.changes.is_empty() && entry.event.effect_on(key).is_some());
    let names = set.keys().chain(next.keys()).cloned().collect::<std::collections::BTreeSet<_>>();
    let found = names.into_iter().map(|name| {
        let own = set.get(&name).and_then(|(at, change)| Some((*at, change.clone()?)));
        let next = next.get(&name);
        let reaches = next.filter(|(at, _)| {
            let is_before = coming.is_none_or(|(coming, kind)| {
                *at < coming || (*at == coming && kind == EventType::Delete)
            });
            is_before && !gone && !is_early
        });
        let known = match (&own, reaches) {
            (Some((_, change)), _) if change.masked => Known::Masked,
            (Some((_, change)), _) => Known::Set(change.new.clone()),
            (None, Some((_, change))) if change.masked => Known::Masked,
            (None, Some((_, change))) => Known::Derived(change.old.clone()),
            (None, None) => Known::Unknown,
        };
        let differs = matches!((&known, reaches), (Known::Set(value), Some((_, next)))
            if next.old.is_some() && next.old != *value);
        let number = |at: usize| entries[at].number;
        let set = own.map(|(at, _)| number(at));
        let later = next.map(|(at, _)| number(*at));
        (name, Naive { known, set, later, differs })
    });
    let exists = match (gone, is_early) {
        (true, _) => "deleted",
        (_, true) => "not_yet",
        _ => "yes",
    };
    (exists.to_owned(), found.collect())
}

/// All entries of the log, the oldest first.
fn all(world: &World) -> Vec<Entry> {
    let search = Search { allow: &world.allow, expr: &Expr::All };
    let request = PageRequest::newest(1_000.try_into().unwrap());
    let mut entries = world.store.snapshot().page(&search, &request).unwrap().entries;
    entries.reverse();
    entries
}

fn check_state(world: &World, entries: &[Entry], key: &RecordKey, end: Millis) {
    let found = state(&world.store.snapshot(), &world.allow, key, end, None).unwrap();
    let (exists, expected) = replay(entries, key, end);
    assert_eq!(found.life.word(), exists, "{end}");
    let properties = found.properties.into_iter().map(|one| {
        let PropertyState { property, label: _, known, set, later } = one;
        let differs = later.as_ref().is_some_and(|later| later.differs);
        let later = later.map(|later| later.told.number);
        (property, Naive { known, set: set.map(|set| set.number), later, differs })
    });
    assert_eq!(properties.collect::<BTreeMap<_, _>>(), expected, "{end}");
    assert!(found.unread.is_empty() && !found.has_more);
}

fn check_list(world: &World, entries: &[Entry], asked: &HistoryPage) {
    let is_asked = |change: &&Change| asked.property.as_ref().is_none_or(|p| *p == change.property);
    let expected = entries.iter().rev().filter_map(|entry| {
        let is_in_time = asked.end.is_none_or(|end| entry.event.occurred_at < end);
        let effect = entry.event.effect_on(&asked.key).filter(|_| is_in_time)?;
        let changes: Vec<Change> = effect.changes.iter().filter(is_asked).cloned().collect();
        let tells = !changes.is_empty() || (asked.property.is_none() && effect.is_of_life);
        tells.then_some((entry.number, changes))
    });
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = HistoryPage { after, ..asked.clone() };
        let listed = list(&world.store.snapshot(), &world.allow, &page).unwrap();
        assert!(listed.rows.len() <= asked.rows_max && listed.read_to.is_none());
        found.extend(listed.rows.into_iter().map(|row| (row.told.number, row.changes)));
        after = listed.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found, expected.collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_history_is_what_a_replay_of_all_changes_gives(
        drafts in proptest::collection::vec(events("7"), 1..40),
        rows_max in 1..5_usize,
        property in proptest::option::of(select(&["zip", "z*p", "pin"][..])),
        end in proptest::option::of(0..9_i64),
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let world = World::new().await;
            let half = drafts.len() / 2;
            world.append(drafts[..half].to_vec()).await;
            world.append(drafts[half..].to_vec()).await;
            let (entries, key) = (all(&world), key("7"));
            for step in 0..10 {
                check_state(&world, &entries, &key, Millis(NOW.0 - 10 + step));
            }
            let asked = HistoryPage {
                key,
                property: property.map(str::to_owned),
                end: end.map(|end| Millis(NOW.0 - 10 + end)),
                after: None,
                rows_max,
            };
            check_list(&world, &entries, &asked);
        });
    }
}

fn page(id: &str) -> HistoryPage {
    HistoryPage { key: key(id), property: None, end: None, after: None, rows_max: ROWS_MAX }
}

/// Entries on `count` charges of a student, each of which changes an amount.
fn noise(id: &str, count: usize) -> Vec<Draft> {
    let one = |at: usize| {
        let charge = record("charge", &at.to_string(), Some(EventType::Change));
        let records = vec![charge, record("student", id, None)];
        let paid = vec![change("amount", None, Some("5"))];
        draft(Millis(NOW.0 - 5_000 + at as i64), records, paid)
    };
    (0..count).map(one).collect()
}

#[tokio::test]
async fn where_reading_ends_is_said() {
    let world = World::new().await;
    let own =
        |at: i64, changes| draft(Millis(NOW.0 - at), vec![record("student", "7", None)], changes);
    let name = vec![change("name", None, Some("Al"))];
    world.append(vec![own(9_000, name)]).await;
    let snapshot = || world.store.snapshot();
    // As many entries as are read of a property's are all of them; with one more it isn't certain.
    world.append(noise("7", LOOK_ENTRIES_MAX)).await;
    let state_now = || state(&snapshot(), &world.allow, &key("7"), NOW, None).unwrap();
    let named = |state: &RecordState| state.properties.len();
    let found = state_now();
    assert_eq!((named(&found), found.unread.len(), found.life.word()), (1, 0, "yes"));
    world.append(noise("7", LOOK_ENTRIES_MAX + 1).split_off(LOOK_ENTRIES_MAX)).await;
    let found = state_now();
    assert_eq!((named(&found), found.unread), (1, vec!["amount".to_owned()]));
    // Of whether it was there before all of them it isn't, unless something was told of it.
    let exists = |at: i64| {
        let end = Millis(NOW.0 - at);
        state(&snapshot(), &world.allow, &key("7"), end, None).unwrap().life.word()
    };
    let charge = |at: usize| record("charge", &format!("new-{at}"), Some(EventType::Add));
    let add = |at: usize| Draft {
        event_type: Some(EventType::Add),
        ..draft(Millis(NOW.0 - 6_000), vec![charge(at), record("student", "7", None)], Vec::new())
    };
    world.append((0..LOOK_ENTRIES_MAX).map(add).collect()).await;
    assert_eq!((exists(9_500), exists(8_000)), ("yes", "yes"));
    world.append(vec![add(LOOK_ENTRIES_MAX)]).await;
    assert_eq!((exists(9_500), exists(8_000)), ("unsure", "yes"));
    // The same of a page.
    let listed = || list(&snapshot(), &world.allow, &page("7")).unwrap();
    assert_eq!((listed().rows.len(), listed().read_to), (1, None));
    let more = PAGE_READ_MAX - 2 * LOOK_ENTRIES_MAX - 2;
    world.append(noise("7", more)).await;
    let found = listed();
    assert_eq!((found.rows.len(), found.read_to), (0, Some(Millis(NOW.0 - 6_000))));
    let rest = HistoryPage { after: found.next, ..page("7") };
    let rest = list(&snapshot(), &world.allow, &rest).unwrap();
    assert_eq!((rest.rows.len(), rest.next, rest.read_to), (1, None, None));
}

#[tokio::test]
async fn an_answer_has_so_many_properties_changes_and_entries() {
    let world = World::new().await;
    let of = |id: &str, count: usize, at: i64| {
        let name = |n: usize| format!("p{n:04}");
        let changes = (0..count).map(|n| change(&name(n), None, Some("x"))).collect();
        draft(Millis(NOW.0 - at), vec![record("student", id, None)], changes)
    };
    for (count, has_more) in [(PROPERTIES_MAX, false), (PROPERTIES_MAX + 1, true)] {
        let id = count.to_string();
        world.append(vec![of(&id, count, 1)]).await;
        let found = state(&world.store.snapshot(), &world.allow, &key(&id), NOW, None).unwrap();
        assert_eq!((found.properties.len(), found.has_more), (PROPERTIES_MAX, has_more));
        // One that is named is there, whatever the others are called.
        let last = format!("p{:04}", count - 1);
        let named = state(&world.store.snapshot(), &world.allow, &key(&id), NOW, Some(&last));
        assert_eq!(named.unwrap().properties.len(), 1);
    }
    // A page ends with the entry that fills it, by changes or by entries.
    world.append((0..3).map(|at| of("c", PAGE_CHANGES_MAX / 2, at)).collect()).await;
    let listed = list(&world.store.snapshot(), &world.allow, &page("c")).unwrap();
    assert_eq!((listed.rows.len(), listed.next.is_some()), (2, true));
    world.append((0..=ROWS_MAX as i64).map(|at| of("r", 1, at)).collect()).await;
    let listed = list(&world.store.snapshot(), &world.allow, &page("r")).unwrap();
    assert_eq!((listed.rows.len(), listed.next.is_some()), (ROWS_MAX, true));
}
