//! What legal holds keep: from deletions, against a naive model, and from retention.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod opened;

use std::collections::BTreeSet;
use std::sync::Arc;

use annals_desk::{
    DeletionRefusal, DescribedRecord, Desk, Error, HELD_RECORDS_MAX, HOLD_RECORDS_MAX, HOLDS_MAX,
    HoldId, HoldRefusal, HoldScope, LogDeletion, LogSearch, MessageBody, MessageFields, NewHold,
    NewMessage, NewOrganization, OrganizationFields, OrganizationRefusal, Periods,
    RECORD_PARENTS_MAX, Reason, RecordParent, Refusal, RetentionOutcome,
};
use annals_model::{
    Catalogue, Channel, Draft, EventId, FixedClock, Masker, Millis, Number, Organization,
    OrganizationId, OrganizationOrdinal, Permission, Principal, Record, RecordKey, Scopes,
};
use annals_query::{Context, Expr, parse};
use annals_store::{Deletable, Entry, NewEvent, PageRequest, Search, Store};
use opened::NOW;
use proptest::prelude::*;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

struct Place {
    _folder: tempfile::TempDir,
    clock: Arc<FixedClock>,
    store: Store,
    desk: Desk,
    at: OrganizationOrdinal,
}

async fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let (clock, store, desk) = opened::open(folder.path()).await;
    let at = store.organizations().find(&OrganizationId::installation()).unwrap().ordinal;
    Place { _folder: folder, clock, store, desk, at }
}

fn key(record_type: &str, id: usize) -> RecordKey {
    RecordKey { record_type: record_type.to_owned(), id: id.to_string() }
}

fn family(id: usize) -> RecordKey {
    key("family", id)
}

impl Place {
    fn operator(&self) -> Principal {
        self.desk.operator()
    }

    fn organization(&self) -> Organization {
        self.store.organizations().get(self.at).unwrap().clone()
    }

    async fn below(&self, id: &str) -> OrganizationOrdinal {
        let id = OrganizationId::parse(id).unwrap();
        let new = NewOrganization { name: id.to_string(), id, parent: self.at, time_zone: None };
        self.desk.create_organization(&self.operator(), new).await.unwrap().ordinal
    }

    async fn send(&self, id: usize, records: &[RecordKey], at: Millis) {
        let record = |key: &RecordKey| Record {
            record_type: key.record_type.clone(),
            id: key.id.clone(),
            name: None,
            change: None,
        };
        let draft = Draft {
            id: Some(EventId::parse(&format!("e{id}")).unwrap()),
            occurred_at: Some(at),
            action: "thing.changed".to_owned(),
            actor: annals_model::Actor { name: Some("Ada".to_owned()), ..Default::default() },
            records: records.iter().map(record).collect(),
            ..Draft::default()
        };
        let (catalogue, masker) = (Catalogue::default(), Masker::default());
        let id = self.organization().id;
        let admitted = annals_model::admit(draft, id, &catalogue, &masker, NOW);
        let (event, fingerprint) = admitted.unwrap();
        let mut events = vec![NewEvent { organization: self.at, event, fingerprint }];
        self.desk.enrich(&mut events).await.unwrap();
        self.store.append(events).await.unwrap();
    }

    async fn describe(&self, key: &RecordKey, parents: Vec<RecordParent>) {
        let (key, emails, phones) = (key.clone(), Vec::new(), Vec::new());
        let record = DescribedRecord { key, name: None, parents, emails, phones };
        let by = self.operator();
        self.desk.describe_records(&by, self.at, vec![record]).await.unwrap().unwrap();
    }

    async fn try_hold(&self, name: &str, scope: HoldScope) -> Result<HoldId, Error> {
        let new = NewHold { name: name.to_owned(), reason: "Smith v. Gym".to_owned(), scope };
        Ok(self.desk.place_hold(&self.operator(), self.at, new).await?.id)
    }

    async fn hold(&self, name: &str, records: Vec<RecordKey>) -> HoldId {
        self.try_hold(name, HoldScope::Records(records)).await.unwrap()
    }

    async fn release(&self, id: &HoldId) {
        let by = self.operator();
        self.desk.release_hold(&by, self.at, id, "It is settled", true).await.unwrap();
    }

    async fn deletable(&self, at: OrganizationOrdinal, expr: &Expr) -> Deletable {
        let by = self.operator();
        let held = self.desk.held_entries(&by, at).await.unwrap();
        let allow = annals_model::decide_deletion(&self.store.organizations(), &by, at).unwrap();
        self.store.snapshot().deletable(&allow, expr, Number(u64::MAX), &held.held).unwrap()
    }

    async fn delete(&self, entries: Deletable) -> Result<EventId, Error> {
        let search = LogSearch::everything(self.at);
        let deletion = LogDeletion { entries, search, reason: Reason::parse("Asked for").unwrap() };
        self.desk.delete_entries(&self.operator(), deletion).await
    }

    fn entries(&self, query: &str) -> Vec<Entry> {
        let (tree, by) = (self.store.organizations(), self.operator());
        let read = Permission::ReadEvents;
        let allow = annals_model::decide(&tree, &by, self.at, read).allowed().unwrap();
        let expr = parse(query, &Context::utc(NOW)).unwrap();
        let request = PageRequest::newest(std::num::NonZeroUsize::new(1_000).unwrap());
        let search = Search { allow: &allow, expr: &expr };
        self.store.snapshot().page(&search, &request).unwrap().entries
    }
}

fn things() -> Expr {
    parse("action:thing.changed", &Context::utc(NOW)).unwrap()
}

fn refusal(error: Error) -> Refusal {
    match error {
        Error::Refused(refusal) => refusal,
        other => panic!("{other}"),
    }
}

/// Moments at which things happen and relations begin and end.
const TICKS: usize = 5;

fn tick(at: usize) -> Millis {
    Millis(NOW.0 - (TICKS - at) as i64 * DAY_MS)
}

/// Records of three levels, by their places: families, students, charges.
const RECORDS: usize = 8;

fn record(at: usize) -> RecordKey {
    match at {
        0..2 => key("family", at),
        2..5 => key("student", at),
        _ => key("charge", at),
    }
}

/// What may be above a record.
fn above(at: usize) -> std::ops::Range<usize> {
    match at {
        0..2 => 0..0,
        2..5 => 0..2,
        _ => 2..5,
    }
}

#[derive(Clone, Debug)]
enum Step {
    /// An event on a record at a tick.
    Send(usize, usize),
    /// A record belongs to another from a tick to another.
    Describe(usize, usize, Option<usize>, Option<usize>),
    /// What was said of it is taken back.
    Forget(usize),
    /// A hold of a record; of all, for the place behind the last.
    Hold(usize),
    /// The hold that was placed so long ago ends.
    Release(usize),
    /// All entries of a record are deleted; all, for the place behind the last.
    Delete(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let bound = || prop::option::of(0..TICKS);
    prop_oneof![
        5 => (0..RECORDS, 0..TICKS).prop_map(|(record, at)| Step::Send(record, at)),
        5 => (2..RECORDS, 0..3_usize, bound(), bound())
            .prop_map(|(record, place, from, to)| Step::Describe(record, place, from, to)),
        1 => (2..RECORDS).prop_map(Step::Forget),
        3 => (0..=RECORDS).prop_map(Step::Hold),
        1 => (0..4_usize).prop_map(Step::Release),
        2 => (0..=RECORDS).prop_map(Step::Delete),
    ]
}

/// What is so, kept as simply as can be.
#[derive(Default)]
struct Model {
    /// Of each event the records that it is on, when, and whether it is there.
    events: Vec<(BTreeSet<usize>, usize, bool)>,
    /// What each record belongs to, and from when to when.
    links: Vec<Option<(usize, usize, usize)>>,
    /// Of each hold in force what it keeps of which tick; none: everything.
    holds: Vec<(HoldId, Option<Kept>)>,
}

/// Records at ticks.
type Kept = BTreeSet<(usize, usize)>;

impl Model {
    fn is_below(&self, record: usize, at: usize) -> Option<usize> {
        let (above, from, to) = self.links[record]?;
        (from..to).contains(&at).then_some(above)
    }

    /// What belongs to something held is held, and what lies between two times of it, over and over.
    fn grow(&mut self) {
        for _ in 0..TICKS * RECORDS {
            for record in 0..RECORDS {
                let above: Vec<_> =
                    (0..TICKS).filter_map(|at| Some((self.is_below(record, at)?, at))).collect();
                for (_, kept) in &mut self.holds {
                    let Some(kept) = kept else { continue };
                    let of_above = above.iter().filter(|place| kept.contains(place));
                    let own = kept.iter().filter(|place| place.0 == record);
                    let all: Vec<_> = of_above.chain(own).map(|place| place.1).collect();
                    if let Some((first, last)) = all.iter().min().zip(all.iter().max()) {
                        kept.extend((*first..=*last).map(|at| (record, at)));
                    }
                }
            }
        }
    }

    fn is_kept_by(&self, hold: usize, event: usize) -> bool {
        let (records, at, _) = &self.events[event];
        let kept = self.holds[hold].1.as_ref();
        kept.is_none_or(|kept| records.iter().any(|record| kept.contains(&(*record, *at))))
    }
}

async fn walk(steps: Vec<Step>) {
    let place = place().await;
    let mut model = Model { links: vec![None; RECORDS], ..Model::default() };
    for step in steps {
        match step {
            Step::Send(at, when) => {
                place.send(model.events.len(), &[record(at)], tick(when)).await;
                let mut all = BTreeSet::from([at]);
                let mut next = at;
                while let Some(above) = model.is_below(next, when) {
                    all.insert(above);
                    next = above;
                }
                model.events.push((all, when, true));
            }
            Step::Describe(at, which, from, to) => {
                let parent = above(at).start + which % above(at).len();
                if from.zip(to).is_some_and(|(from, to)| from >= to) {
                    continue;
                }
                let (from_at, to_at) = (from.map(tick), to.map(tick));
                let said = RecordParent { key: record(parent), from: from_at, to: to_at };
                place.describe(&record(at), vec![said]).await;
                model.links[at] = Some((parent, from.unwrap_or(0), to.unwrap_or(TICKS)));
                model.grow();
            }
            Step::Forget(at) => {
                let by = place.operator();
                place.desk.forget_record(&by, place.at, &record(at)).await.unwrap();
                model.links[at] = None;
            }
            Step::Hold(at) => {
                let (scope, kept) = match at {
                    RECORDS => (HoldScope::Organization { below: false }, None),
                    at => {
                        let all = (0..TICKS).map(|when| (at, when)).collect();
                        (HoldScope::Records(vec![record(at)]), Some(all))
                    }
                };
                let id = place.try_hold("It", scope).await.unwrap();
                model.holds.push((id, kept));
                model.grow();
            }
            Step::Release(which) if which < model.holds.len() => {
                let (id, _) = model.holds.remove(which);
                place.release(&id).await;
            }
            Step::Release(_) => {}
            Step::Delete(at) => delete(&place, &mut model, at).await,
        }
    }
    delete(&place, &mut model, RECORDS).await;
}

async fn delete(place: &Place, model: &mut Model, at: usize) {
    let expr = match at {
        RECORDS => things(),
        at => {
            let RecordKey { record_type, id } = record(at);
            Expr::Term(annals_query::Term::Record { record_type, id })
        }
    };
    // Descriptions name records, too.
    let expr = Expr::And(vec![expr, things()]).normal();
    let found = place.deletable(place.at, &expr).await;
    let is_meant = |event: &usize| {
        let (records, _, is_there) = &model.events[*event];
        *is_there && (at == RECORDS || records.contains(&at))
    };
    let meant: Vec<usize> = (0..model.events.len()).filter(is_meant).collect();
    let kept = |event: usize| (0..model.holds.len()).any(|hold| model.is_kept_by(hold, event));
    let goes: BTreeSet<usize> = meant.iter().copied().filter(|event| !kept(*event)).collect();
    let by_each: Vec<u64> = (0..model.holds.len())
        .map(|hold| meant.iter().filter(|event| model.is_kept_by(hold, **event)).count() as u64)
        .collect();
    assert_eq!(found.held_by(), by_each, "{:?}", model.holds);
    assert_eq!(found.held(), (meant.len() - goes.len()) as u64);
    assert_eq!(found.len(), goes.len() as u64);
    if !found.is_empty() {
        place.delete(found).await.unwrap();
    }
    for event in &goes {
        model.events[*event].2 = false;
    }
    let left: BTreeSet<String> = place
        .entries("action:thing.changed")
        .iter()
        .map(|entry| entry.event.id.to_string())
        .collect();
    let expected = (0..model.events.len()).filter(|event| model.events[*event].2);
    assert_eq!(left, expected.map(|event| format!("e{event}")).collect());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_held_stays_and_the_rest_goes(steps in prop::collection::vec(step(), 1..40)) {
        tokio::runtime::Runtime::new().unwrap().block_on(walk(steps));
    }
}

#[tokio::test]
async fn a_hold_that_comes_between_a_look_and_its_deletion_keeps_all_that_it_names() {
    let place = place().await;
    place.send(0, &[family(1)], NOW).await;
    place.send(1, &[family(2)], NOW).await;
    let found = place.deletable(place.at, &things()).await;
    assert_eq!((found.len(), found.held()), (2, 0));
    let id = place.hold("Smith", vec![family(1)]).await;
    let changed = Refusal::from(DeletionRefusal::HoldsChanged);
    assert_eq!(refusal(place.delete(found).await.unwrap_err()), changed);
    let found = place.deletable(place.at, &things()).await;
    assert_eq!((found.len(), found.held(), found.held_by()), (1, 1, &[1][..]));
    // A record that comes to lie below a held one is another state as well; one that doesn't isn't.
    let below = RecordParent { key: family(9), from: None, to: None };
    place.describe(&key("student", 1), vec![below]).await;
    let again = place.deletable(place.at, &things()).await;
    let below = RecordParent { key: family(1), from: None, to: None };
    place.describe(&key("student", 2), vec![below]).await;
    assert_eq!(refusal(place.delete(again).await.unwrap_err()), changed);
    let found = place.deletable(place.at, &things()).await;
    let told_by = place.delete(found).await.unwrap();
    let told = place.entries("action:annals.entries.deleted").remove(0).event;
    assert_eq!(told.id, told_by);
    let detail = |name: &str| {
        let found = told.details.iter().find(|detail| detail.key == name);
        found.and_then(|detail| detail.value.clone()).map(|value| value.to_string())
    };
    assert_eq!(detail("Held Back").as_deref(), Some("1"));
    assert_eq!(detail("Kept By"), Some(format!("1: Smith ({})", id.0)));
    // Released between the look and the deletion, it is looked again, too.
    let found = place.deletable(place.at, &things()).await;
    assert!(found.is_empty());
    place.release(&id).await;
    let found = place.deletable(place.at, &things()).await;
    assert_eq!(found.len(), 1);
    place.delete(found).await.unwrap();
    assert_eq!(place.entries("action:thing.changed").len(), 0);
    let told = place.entries("action:annals.hold.*");
    let told: Vec<_> =
        told.iter().map(|entry| (&*entry.event.action, entry.event.critical)).collect();
    assert_eq!(told, [("annals.hold.released", true), ("annals.hold.placed", true)]);
}

#[tokio::test]
async fn a_hold_above_binds_what_is_below_and_tells_it_nothing_else() {
    let place = place().await;
    let child = place.below("child").await;
    let everything = parse("", &Context::utc(NOW)).unwrap();
    let only_here = place.try_hold("Here", HoldScope::Organization { below: false }).await.unwrap();
    let free = place.deletable(child, &everything).await;
    assert_eq!(free.held(), 0);
    place.release(&only_here).await;
    let id = place.try_hold("State", HoldScope::Organization { below: true }).await.unwrap();
    let by = Principal { home: child, scopes: Scopes::all(), ..place.operator() };
    let held = place.desk.held_entries(&by, child).await.unwrap();
    assert_eq!((held.held.by.len(), &held.by[0].hold, held.by[0].is_above), (1, &None, true));
    let seen = place.desk.holds(&by, child).await.unwrap();
    assert_eq!((seen.own.len(), seen.above.len(), &seen.above[0].hold), (0, 1, &None));
    let seen = place.desk.holds(&place.operator(), child).await.unwrap();
    assert_eq!(seen.above[0].hold, Some((id.clone(), "State".to_owned())));
    assert!(place.desk.hold(&by, child, &id).await.is_err());
    let error = place.desk.release_hold(&by, child, &id, "so", true).await.unwrap_err();
    assert!(matches!(error, Error::NotFound), "{error}");
    // One that reaches below takes the right there.
    let by = Principal { below: Scopes::default(), ..place.operator() };
    let scope = HoldScope::Organization { below: true };
    let new = NewHold { name: "x".to_owned(), reason: "so".to_owned(), scope };
    let error = place.desk.place_hold(&by, place.at, new).await.unwrap_err();
    assert_eq!(refusal(error), HoldRefusal::NoReach.into());
    let error = place.desk.release_hold(&by, place.at, &id, "so", true).await.unwrap_err();
    assert_eq!(refusal(error), HoldRefusal::NoReach.into());
}

#[tokio::test]
async fn nothing_is_moved_out_of_a_hold() {
    let mut place = place().await;
    let south = place.below("south").await;
    let north = place.below("north").await;
    place.at = north;
    let child = place.below("child").await;
    let id = place.try_hold("North", HoldScope::Organization { below: true }).await.unwrap();
    let by = place.operator();
    let go = async |parent| {
        let new = OrganizationFields { parent: Some(parent), ..OrganizationFields::default() };
        place.desk.change_organization(&by, child, new, OrganizationFields::default()).await
    };
    let error = go(south).await.unwrap_err();
    assert_eq!(refusal(error), OrganizationRefusal::Held.into());
    place.release(&id).await;
    go(south).await.unwrap();
}

/// Said fifty times of each, that a record belongs to another is one thing.
#[tokio::test]
async fn a_record_is_held_once_however_often_it_came_and_went() {
    let place = place().await;
    let id = place.hold("It", vec![family(1)]).await;
    let thing = |level: usize| if level == 0 { family(1) } else { key("thing", level) };
    for level in 1..8 {
        let window = |at: i64| RecordParent {
            key: thing(level - 1),
            from: Some(Millis(NOW.0 + 2 * at * DAY_MS)),
            to: Some(Millis(NOW.0 + (2 * at + 1) * DAY_MS)),
        };
        place.describe(&thing(level), (0..RECORD_PARENTS_MAX as i64).map(window).collect()).await;
    }
    let found = place.desk.hold(&place.operator(), place.at, &id).await.unwrap();
    assert_eq!(found.reach, Some(8));
    let other = place.hold("The same", vec![family(1)]).await;
    let found = place.desk.hold(&place.operator(), place.at, &other).await.unwrap();
    assert_eq!(found.reach, Some(8), "at once or one after the other");
}

#[tokio::test]
async fn holds_have_limits_and_say_which() {
    let place = place().await;
    let families = |count| (0..count).map(family).collect::<Vec<_>>();
    for (name, records, expected) in [
        (" ", families(1), HoldRefusal::NameLength { chars_max: 200 }),
        ("x", Vec::new(), HoldRefusal::NoRecords),
        (
            "x",
            families(HOLD_RECORDS_MAX + 1),
            HoldRefusal::TooManyRecords { count: HOLD_RECORDS_MAX + 1, max: HOLD_RECORDS_MAX },
        ),
        ("x", vec![key("", 1)], HoldRefusal::NoRecord { text: ":1".to_owned() }),
    ] {
        let error = place.try_hold(name, HoldScope::Records(records)).await.unwrap_err();
        assert_eq!(refusal(error), expected.into());
    }
    // With what lies below them, one more than may be.
    let parent = |at: usize| RecordParent { key: family(at), from: None, to: None };
    let child = |at: usize| DescribedRecord {
        key: key("student", at),
        name: None,
        parents: vec![parent(0)],
        emails: Vec::new(),
        phones: Vec::new(),
    };
    let by = place.operator();
    let step = 1_000;
    for from in (0..HELD_RECORDS_MAX - HOLD_RECORDS_MAX).step_by(step) {
        let to = (from + step).min(HELD_RECORDS_MAX - HOLD_RECORDS_MAX);
        let some: Vec<_> = (from..to).map(child).collect();
        place.desk.describe_records(&by, place.at, some).await.unwrap().unwrap();
    }
    let id = place.hold("x", families(HOLD_RECORDS_MAX)).await;
    let found = place.desk.hold(&by, place.at, &id).await.unwrap();
    assert_eq!(found.reach, Some(HELD_RECORDS_MAX as u64));
    let too_much = HoldScope::Records(vec![family(999)]);
    let error = place.try_hold("x", too_much.clone()).await.unwrap_err();
    assert_eq!(refusal(error), HoldRefusal::TooMuch { max: HELD_RECORDS_MAX }.into());
    // What comes to lie below a held record later is held all the same.
    place.describe(&key("student", HELD_RECORDS_MAX), vec![parent(1)]).await;
    let found = place.desk.hold(&by, place.at, &id).await.unwrap();
    assert_eq!(found.reach, Some(HELD_RECORDS_MAX as u64 + 1));
    place.release(&id).await;
    place.try_hold("x", too_much).await.unwrap();
    for _ in 1..HOLDS_MAX {
        place.hold("x", vec![family(998)]).await;
    }
    let whole = HoldScope::Organization { below: false };
    let error = place.try_hold("x", whole).await.unwrap_err();
    assert_eq!(refusal(error), HoldRefusal::Full { max: HOLDS_MAX }.into());
    // To release one takes a reason and a word that it is meant, and that it is in force.
    for (id, reason, confirmed, expected) in [
        (&found.id, "so", false, HoldRefusal::Unconfirmed),
        (&found.id, " ", true, HoldRefusal::ReasonMissing),
        (&found.id, "so", true, HoldRefusal::Released),
    ] {
        let released = place.desk.release_hold(&by, place.at, id, reason, confirmed).await;
        assert_eq!(refusal(released.unwrap_err()), expected.into());
    }
}

fn message(record: Option<RecordKey>, sent_at: Millis) -> NewMessage {
    NewMessage {
        fields: MessageFields {
            channel: Channel::Sms,
            address: "+15550100199".to_owned(),
            record,
            ..MessageFields::default()
        },
        body: MessageBody { text: Some("x".to_owned()), html: None },
        sent_at: Some(sent_at),
        ..NewMessage::default()
    }
}

#[tokio::test]
async fn texts_that_are_held_outlive_their_time_until_they_are_released() {
    let place = place().await;
    let by = place.operator();
    // Two years before now, a second around it; a student who left the family a day before.
    let due = Millis::parse("2023-11-20T12:00:00Z").unwrap();
    assert_eq!(NOW, Millis::parse("2025-11-20T12:00:00Z").unwrap());
    let left = Millis(due.0 - DAY_MS);
    let parent = RecordParent { key: family(1), from: None, to: Some(left) };
    place.describe(&key("student", 1), vec![parent]).await;
    let student = || Some(key("student", 1));
    let messages = vec![
        message(Some(family(1)), Millis(due.0 - 1_000)),
        message(Some(family(1)), Millis(due.0 + 1_000)),
        message(Some(family(2)), Millis(due.0 - 1_000)),
        message(None, Millis(due.0 - 1_000)),
        message(student(), Millis(left.0 - 1)),
        message(student(), left),
    ];
    place.desk.record_messages(&by, place.at, messages).await.unwrap().unwrap();
    let periods = Periods::parse("24-24-24").unwrap();
    place.desk.confirm_retention(&by, place.at, periods).await.unwrap();
    let id = place.hold("Smith", vec![family(1)]).await;
    let sms = async || {
        let found = place.desk.retention(&by, place.at).await.unwrap();
        let one = found.channels[1];
        let holds = found.holds.into_iter().map(|(seen, count)| (seen.hold.unwrap().1, count));
        ((one.kept, one.due, one.held, one.due_soon), holds.collect::<Vec<_>>())
    };
    assert_eq!(sms().await, ((6, 3, 2, 3), vec![("Smith".to_owned(), 2)]));
    let run = async || place.desk.run_retention(&by, place.at).await.unwrap();
    assert_eq!(run().await, RetentionOutcome::Purged([0, 3, 0]));
    assert_eq!(sms().await, ((3, 0, 2, 0), vec![("Smith".to_owned(), 2)]));
    let told = || {
        let entries = place.entries("action:annals.retention.purged");
        let words = entries.iter().map(|entry| {
            let details = entry.event.details.iter().map(|detail| detail.value.clone().unwrap());
            details.map(|value| value.to_string()).collect::<Vec<_>>().join(", ")
        });
        words.collect::<Vec<_>>()
    };
    let first = format!("0, 3, 0, 2, 2: Smith ({})", id.0);
    assert_eq!(told(), std::slice::from_ref(&first));
    // The same is held the next day, and nothing is told; a second later, one more.
    place.clock.advance(999);
    assert_eq!(run().await, RetentionOutcome::Purged([0, 0, 0]));
    assert_eq!(told(), std::slice::from_ref(&first));
    place.clock.advance(1);
    assert_eq!(run().await, RetentionOutcome::Purged([0, 0, 0]));
    let second = format!("0, 0, 0, 3, 3: Smith ({})", id.0);
    assert_eq!(told(), [second, first]);
    let found = place.desk.retention(&by, place.at).await.unwrap();
    assert_eq!(found.runs.iter().map(|run| run.held).collect::<Vec<_>>(), [3, 2]);
    // All is held by one above, too, as long as that holds.
    let child = place.below("child").await;
    place.desk.record_messages(&by, child, vec![message(None, left)]).await.unwrap().unwrap();
    place.desk.confirm_retention(&by, child, periods).await.unwrap();
    let whole = place.try_hold("All", HoldScope::Organization { below: true }).await.unwrap();
    let run_below = place.desk.run_retention(&by, child).await.unwrap();
    assert_eq!(run_below, RetentionOutcome::Purged([0, 0, 0]));
    place.release(&whole).await;
    let run_below = place.desk.run_retention(&by, child).await.unwrap();
    assert_eq!(run_below, RetentionOutcome::Purged([0, 1, 0]));
    place.release(&id).await;
    assert_eq!(sms().await, ((3, 3, 0, 3), Vec::new()));
    assert_eq!(run().await, RetentionOutcome::Purged([0, 3, 0]));
    assert_eq!(sms().await.0.0, 0);
}
