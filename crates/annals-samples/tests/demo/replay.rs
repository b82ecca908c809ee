//! The demo told again, entry by entry, by a model that knows nothing of how it was made.

use std::collections::{BTreeMap, BTreeSet};

use annals_model::{
    Channel, Draft, EventType, Kind, Millis, OrganizationId, Outcome, Record, RecordKey, Value,
};
use annals_samples::{DEMO_ENTRIES, Demo, SampleMessage, SampleRecord};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use super::UNTIL;

/// Records of these types are always there: they don't come and go in entries.
const ALWAYS_THERE: [&str; 3] = ["setting", "report", "role"];
const WEEKS_MS: i64 = 118 * 7 * 86_400_000;

type Key = (OrganizationId, String, String);

/// What the entries so far say.
#[derive(Default)]
struct Model {
    alive: BTreeMap<Key, BTreeMap<String, Option<Value>>>,
    gone: BTreeSet<Key>,
    names: BTreeMap<Key, String>,
}

impl Model {
    fn read(&mut self, draft: &Draft) {
        let organization = draft.organization.clone().unwrap();
        let key = |record: &Record| -> Key {
            (organization.clone(), record.record_type.clone(), record.id.clone())
        };
        let known = |record: &&Record| !ALWAYS_THERE.contains(&&*record.record_type);
        let changed: Vec<_> = draft.records.iter().filter(|r| r.change.is_some()).collect();
        assert!(changed.len() <= 1, "it isn't clear whose the changes are: {draft:?}");
        assert!(draft.changes.is_empty() || changed.len() == 1, "nothing changed: {draft:?}");
        for record in &draft.records {
            assert!(!self.gone.contains(&key(record)), "of a deleted record: {draft:?}");
            let is_new = record.change == Some(EventType::Add);
            let is_there = self.alive.contains_key(&key(record));
            assert!(is_new != is_there || !known(&record), "{is_new} {is_there}: {draft:?}");
        }
        let Some(record) = changed.first() else { return };
        assert_eq!(draft.outcome, Some(Outcome::Success), "{draft:?}");
        let own = self.alive.entry(key(record)).or_default();
        for change in &draft.changes {
            assert_ne!(change.old, change.new, "{draft:?}");
            let old = own.insert(change.property.clone(), change.new.clone());
            if known(record) || old.is_some() {
                assert_eq!(old.flatten(), change.old, "{}: {draft:?}", change.property);
            }
        }
        if record.change == Some(EventType::Delete) {
            assert!(own.values().all(Option::is_none), "a value outlives its record: {draft:?}");
            self.alive.remove(&key(record));
            self.gone.insert(key(record));
        }
        self.names.insert(key(record), record.name.clone().unwrap());
    }
}

/// Amounts that a description says are those that changed.
fn assert_amounts(draft: &Draft) {
    let Some(said) = draft.description.as_deref().and_then(|said| said.split_once('$')) else {
        return;
    };
    let end = said.1.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(said.1.len());
    let amount = said.1[..end].trim_end_matches('.');
    let named = |record: &Record| record.name.as_deref().is_some_and(|name| name.contains(amount));
    let values = draft.changes.iter().flat_map(|change| [&change.old, &change.new]);
    let is_told = values.flatten().any(|value| value.display() == amount)
        || draft.records.iter().any(named)
        || draft.outcome == Some(Outcome::Failure);
    assert!(is_told, "{amount}: {draft:?}");
}

#[test]
fn every_entry_follows_from_those_before_it() {
    for (until, entries) in [(UNTIL, DEMO_ENTRIES), (Millis(1_767_700_000_000), 40_000)] {
        let demo = Demo::new(until, entries);
        let (mut model, mut ids, mut before) = (Model::default(), BTreeSet::new(), None);
        for draft in demo.batches().flatten() {
            model.read(&draft);
            assert_amounts(&draft);
            assert!(ids.insert(draft.id.clone()), "{draft:?}");
            let at = draft.occurred_at.unwrap();
            assert!(before <= Some(at), "{draft:?}");
            before = Some(at);
            let is_old = draft.records.iter().any(|record| record.id.contains("-2014-"));
            let is_in = until.0 - WEEKS_MS <= at.0 && at <= until;
            assert!(is_in != is_old, "{draft:?}");
        }
        assert!(model.alive.len() > 1_000);
    }
}

#[test]
fn everything_that_is_told_of_such_places_occurs() {
    let demo = Demo::new(UNTIL, DEMO_ENTRIES);
    let all: Vec<_> = demo.batches().flatten().collect();
    let in_zone = |draft: &Draft| {
        let of = |o: &&std::sync::Arc<annals_samples::SampleOrganization>| {
            draft.organization.as_ref() == Some(&o.id)
        };
        let zone = TimeZone::get(demo.organizations().iter().find(of).unwrap().time_zone);
        zone.unwrap().to_datetime(draft.occurred_at.unwrap().timestamp().unwrap())
    };
    let here = |id: &str| {
        let id = OrganizationId::parse(id).unwrap();
        all.iter().filter(move |draft| draft.organization.as_ref() == Some(&id))
    };
    // Enrolment seasons of the gym.
    let mut months: BTreeMap<(i16, i8), u64> = BTreeMap::new();
    let enrolled = here("summit").filter(|draft| draft.action == "enrollment.created");
    enrolled.for_each(|draft| {
        let at = in_zone(draft);
        *months.entry((at.year(), at.month())).or_default() += 1;
    });
    // The first and the last aren't whole.
    months.pop_first();
    months.pop_last();
    let mean = |of: Vec<u64>| of.iter().sum::<u64>() / of.len().max(1) as u64;
    let august = mean(months.iter().filter(|(at, _)| at.1 == 8).map(|(_, n)| *n).collect());
    assert!(august > 2 * mean(months.values().copied().collect()), "{months:?}");
    // Nobody rests on Sundays alone, but most do.
    let by_people = |draft: &&Draft| draft.source.as_deref() == Some("Office Portal");
    let on = |day: Weekday| {
        here("summit").filter(by_people).filter(|d| in_zone(d).weekday() == day).count()
    };
    let (tuesdays, sundays) = (on(Weekday::Tuesday), on(Weekday::Sunday));
    assert!(tuesdays > 2 * sundays, "{tuesdays} on Tuesdays, {sundays} on Sundays");
    // A support session, and an operation of many entries.
    let support = here("summit")
        .filter(|draft| draft.action == "user.logged_in" && draft.actor.on_behalf_of.is_some());
    assert!(support.count() > 1);
    let tied =
        |id: &str| here("summit").filter(|d| d.correlation_id.as_deref() == Some(id)).count();
    assert_eq!(tied("class-move-monday-beginners"), 24);
    // Someone takes all contacts along at night, and is gone a week later.
    let exports = here("riverbend").filter(|draft| draft.action == "contact.exported");
    let mut nightly = exports.filter(|draft| in_zone(draft).hour() < 5);
    let taken = nightly.next().unwrap();
    assert!(taken.description.as_deref().unwrap().contains("of the list All Contacts"));
    assert_eq!(nightly.count(), 0);
    let left = here("riverbend").find(|draft| {
        draft.action == "user_profile.deleted"
            && draft.records[0].id == *taken.actor.id.as_ref().unwrap()
    });
    let days = (left.unwrap().occurred_at.unwrap().0 - taken.occurred_at.unwrap().0) / 86_400_000;
    assert_eq!(days, 7);
}

/// What a report of a product for contacts promises, as actions and as what they change.
#[test]
fn the_foundation_has_everything_that_is_monitored() {
    let demo = Demo::new(UNTIL, DEMO_ENTRIES);
    let own = &demo.foundation().id;
    let mut seen = BTreeSet::new();
    let mut imported: BTreeMap<String, u64> = BTreeMap::new();
    for draft in demo.batches().flatten().filter(|d| d.organization.as_ref() == Some(own)) {
        assert!(draft.actor.name.is_some() && draft.occurred_at.is_some());
        for change in &draft.changes {
            seen.insert(format!("{} {}", draft.action, change.property));
        }
        if draft.action == "contact.imported" {
            *imported.entry(draft.correlation_id.clone().unwrap()).or_default() += 1;
        }
        seen.insert(draft.action);
    }
    for expected in [
        "contact.created",
        "contact.imported",
        "contact.exported",
        "contact.deleted",
        "contact.updated phone",
        "contact.updated email",
        "contact.updated address",
        "contact.updated preferred_name",
        "contact.updated email_consent",
        "group.created",
        "group.updated",
        "group.deleted",
        "group_member.added members",
        "group_member.removed members",
        "user_profile.created",
        "user_profile.deleted",
        "user_profile.updated name",
        "user_profile.updated email",
        "user_profile.updated role",
        "user_profile.updated permissions",
        "campaign.created",
        "campaign.scheduled status",
        "campaign.sent status",
    ] {
        assert!(seen.contains(expected), "{expected}");
    }
    assert!(imported.len() > 2 && imported.values().all(|many| *many >= 20), "{imported:?}");
}

#[test]
fn messages_go_to_people_of_the_entries_and_meet_every_fate() {
    let demo = Demo::new(UNTIL, DEMO_ENTRIES);
    let mut batches = demo.batches();
    let mut model = Model::default();
    batches.by_ref().flatten().for_each(|draft| model.read(&draft));
    let messages = batches.messages();
    assert!(messages.is_sorted_by_key(|message| message.sent_at));
    let (mut kinds, mut ids, mut types) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for message in &messages {
        assert_told(&model, message);
        types.insert(message.record.record_type.clone());
        assert!(ids.insert(&message.own_id), "{}", message.own_id);
        assert!(message.channel.address_key(&message.address).is_ok(), "{}", message.address);
        kinds.extend(message.events.iter().map(|event| event.kind));
        let mut before = message.sent_at;
        for event in &message.events {
            assert!(before <= event.at && event.at <= UNTIL, "{message:?}");
            before = event.at;
        }
    }
    assert_eq!(types.into_iter().collect::<Vec<_>>(), ["contact", "family", "staff"]);
    let fates = [
        Kind::Opened,
        Kind::Clicked,
        Kind::BouncedHard,
        Kind::Complained,
        Kind::Dropped,
        Kind::Undelivered,
        Kind::TokenInvalid,
    ];
    fates.iter().for_each(|kind| assert!(kinds.contains(kind), "{kind:?}"));
    let is_stuck = |message: &&SampleMessage| {
        let last = message.events.last().map(|event| event.kind);
        message.channel == Channel::Sms && last == Some(Kind::Sent)
    };
    assert_eq!(messages.iter().filter(is_stuck).count(), 1);
    // Each fate of an address, at the gym and at the foundation.
    for own in [demo.home(), demo.foundation()] {
        let of = |kind| {
            let of_own = messages.iter().filter(|message| message.organization == own.id);
            of_own.filter(|m| m.events.iter().any(|event| event.kind == kind)).count()
        };
        assert_eq!((of(Kind::BouncedHard), of(Kind::Complained)), (1, 1), "{}", own.id);
        assert!(of(Kind::Dropped) > 0, "{}", own.id);
    }
}

/// What is said of records is what their entries say, whatever came before the last.
#[test]
fn records_are_described_as_their_entries_tell() {
    for (until, entries) in [(UNTIL, DEMO_ENTRIES), (Millis(1_767_700_000_000), 40_000)] {
        let demo = Demo::new(until, entries);
        let mut batches = demo.batches();
        let (mut model, mut lives) = (Model::default(), BTreeMap::<Key, Millis>::new());
        // A student is of the family that each of its entries names.
        let mut families: BTreeMap<Key, BTreeSet<(Millis, String)>> = BTreeMap::new();
        for draft in batches.by_ref().flatten() {
            model.read(&draft);
            let (organization, at) =
                (draft.organization.clone().unwrap(), draft.occurred_at.unwrap());
            let key = |record: &Record| -> Key {
                (organization.clone(), record.record_type.clone(), record.id.clone())
            };
            let of = |kind: &str| draft.records.iter().find(|record| record.record_type == kind);
            if let (Some(student), Some(family)) = (of("student"), of("family")) {
                families.entry(key(student)).or_default().insert((at, family.id.clone()));
            }
            let added = draft.records.iter().find(|r| r.change == Some(EventType::Add));
            added.map(|record| lives.insert(key(record), at));
        }
        let described = batches.records();
        let key = |record: &SampleRecord| -> Key {
            let RecordKey { record_type, id } = record.key.clone();
            (record.organization.clone(), record_type, id)
        };
        for record in &described {
            let own = key(record);
            let values = model.alive.get(&own).expect("it is there");
            let told = |property: &str| {
                values.get(property).cloned().flatten().map(|value| value.display().into_owned())
            };
            assert_eq!(record.name, model.names[&own], "{record:?}");
            assert_eq!((&record.email, &record.phone), (&told("email"), &told("phone")));
            assert_eq!(record.parents.len(), usize::from(own.1 == "student"), "{record:?}");
            for (parent, from) in &record.parents {
                let above = (own.0.clone(), parent.record_type.clone(), parent.id.clone());
                assert!(model.alive.contains_key(&above), "{record:?} of what is gone");
                assert!(lives[&above] <= *from && lives[&own] == *from, "{record:?}");
                let is_of = |(at, id): &(Millis, String)| at >= from && *id == parent.id;
                assert!(families[&own].iter().all(is_of), "{record:?}");
            }
        }
        let is_described =
            |key: &&Key| ["contact", "family", "staff", "student"].contains(&&*key.1);
        let there: BTreeSet<_> = model.alive.keys().filter(is_described).cloned().collect();
        assert_eq!(described.iter().map(key).collect::<BTreeSet<_>>(), there);
        assert_eq!(described.len(), there.len());
        let of_home = |record: &&SampleRecord| record.organization == demo.home().id;
        let of = |kind: &str| {
            described.iter().filter(of_home).filter(|r| r.key.record_type == kind).count()
        };
        assert!(of("student") > of("family") && of("family") > 30 && of("staff") > 5);
    }
}

/// The entries call the recipient the same and know the address.
fn assert_told(model: &Model, message: &SampleMessage) {
    let (record, organization) = (&message.record, message.organization.clone());
    let key = (organization, record.record_type.clone(), record.id.clone());
    assert!(model.names.contains_key(&key), "{key:?} is in no entry");
    let name = model.names[&key].split(", ").last().unwrap();
    assert!(message.recipient.starts_with(name), "{} for {name}", message.recipient);
    let Some(own) = model.alive.get(&key) else { return };
    let email = own["email"].as_ref().unwrap().display().into_owned();
    let local = |address: &str| address.split('@').next().unwrap().to_owned();
    let is_email = message.channel == Channel::Email;
    assert!(!is_email || local(&email) == local(&message.address), "{email}: {message:?}");
}
