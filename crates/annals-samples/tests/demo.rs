//! What the demo promises.

use std::collections::BTreeSet;

use annals_model::{Catalogue, Channel, EventType, Kind, Masker, Millis, SecurityArea, admit};
use annals_samples::{DEMO_SEARCH, Demo, SampleMessage};
use jiff::tz::TimeZone;

const UNTIL: Millis = Millis(1_795_000_000_000);

/// The demo's most important search, by hand: day, minute and words, each necessary.
#[test]
fn exactly_one_entry_answers_the_search() {
    assert_eq!(DEMO_SEARCH, "01/01/2015 5:10 PM admin deleted Smith");
    let demo = Demo::new(UNTIL);
    let zone = TimeZone::get(demo.home().time_zone).unwrap();
    let found = demo.drafts().into_iter().filter(|draft| {
        let at = draft.occurred_at.unwrap().timestamp().unwrap().to_zoned(zone.clone());
        draft.organization.as_ref() == Some(&demo.home().id)
            && at.strftime("%m/%d/%Y %-I:%M %p").to_string() == "01/01/2015 5:10 PM"
            && draft.actor.username.as_deref() == Some("admin")
            && Catalogue::default().label(&draft.action).starts_with("Deleted")
            && draft.records.iter().any(|r| r.name.as_deref() == Some("Smith, Daniel"))
    });
    assert_eq!(found.count(), 1);
}

#[test]
fn entries_are_admitted_into_known_organizations_with_unique_ids() {
    let demo = Demo::new(UNTIL);
    let drafts = demo.drafts();
    assert!(drafts.len() > 9_000, "{}", drafts.len());
    assert_eq!(drafts, Demo::new(UNTIL).drafts());
    let known: BTreeSet<_> = demo.organizations().iter().map(|o| o.id.clone()).collect();
    let mut ids = BTreeSet::new();
    let mut areas = BTreeSet::new();
    let mut latest = Millis(0);
    for draft in drafts {
        let organization = draft.organization.clone().unwrap();
        assert!(known.contains(&organization), "{organization}");
        assert!(ids.insert(draft.id.clone()), "{draft:?}");
        areas.extend(draft.area.clone());
        let admitted = admit(draft, organization, &Catalogue::default(), &Masker::default(), UNTIL);
        latest = latest.max(admitted.unwrap().0.occurred_at);
    }
    assert_eq!(areas.len(), 8, "{areas:?}");
    assert!(UNTIL.0 - latest.0 < 86_400_000, "{latest}");
}

#[test]
fn organizations_come_after_the_one_above() {
    for organization in Demo::new(UNTIL).organizations() {
        assert!(organization.parent.is_none_or(|parent| parent < organization.index));
    }
}

#[test]
fn every_type_of_every_area_is_at_home_with_what_it_is_about() {
    let demo = Demo::new(UNTIL);
    let mut seen = BTreeSet::new();
    for draft in demo.drafts() {
        let Some(area) = draft.area.as_deref().and_then(SecurityArea::parse) else { continue };
        if draft.organization.as_ref() != Some(&demo.home().id) {
            continue;
        }
        let event_type =
            draft.event_type.unwrap_or_else(|| Catalogue::default().event_type(&draft.action));
        seen.insert((area, event_type));
        for field in area.objects() {
            let is_said = draft.details.iter().any(|detail| detail.key == field.as_str());
            assert!(is_said, "{area:?}: {field:?}");
        }
        assert!(event_type != EventType::Change || !draft.changes.is_empty(), "{draft:?}");
    }
    let all = SecurityArea::ALL.into_iter();
    let all: BTreeSet<_> =
        all.flat_map(|area| area.types().iter().map(move |&each| (area, each))).collect();
    assert_eq!(seen, all);
}

#[test]
fn messages_go_to_families_of_the_entries_and_meet_every_fate() {
    let demo = Demo::new(UNTIL);
    let known: BTreeSet<_> = demo
        .drafts()
        .into_iter()
        .flat_map(|draft| draft.records.into_iter().map(|r| (r.record_type, r.id)))
        .collect();
    let messages = demo.messages(demo.home());
    assert!(messages.is_sorted_by_key(|message| message.sent_at));
    let mut kinds = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for message in &messages {
        let key = (message.record.record_type.clone(), message.record.id.clone());
        assert!(known.contains(&key), "{key:?} is in no entry");
        assert!(ids.insert(&message.own_id), "{}", message.own_id);
        assert!(message.channel.address_key(&message.address).is_ok(), "{}", message.address);
        kinds.extend(message.events.iter().map(|event| event.kind));
        let mut before = message.sent_at;
        for event in &message.events {
            assert!(before <= event.at && event.at <= UNTIL, "{message:?}");
            before = event.at;
        }
    }
    let fates = [
        Kind::Opened,
        Kind::Clicked,
        Kind::BouncedHard,
        Kind::Complained,
        Kind::Undelivered,
        Kind::TokenInvalid,
    ];
    fates.iter().for_each(|kind| assert!(kinds.contains(kind), "{kind:?}"));
    let is_stuck = |message: &SampleMessage| {
        let last = message.events.last().map(|event| event.kind);
        message.channel == Channel::Sms && last == Some(Kind::Sent)
    };
    assert_eq!(messages.iter().filter(|message| is_stuck(message)).count(), 1);
}
