//! What the demo promises.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "demo/replay.rs"]
mod replay;

use std::collections::BTreeSet;

use annals_model::{Catalogue, Draft, EventType, Masker, Millis, SecurityArea, admit};
use annals_samples::{DEMO_ENTRIES, DEMO_SEARCH, Demo};
use jiff::tz::TimeZone;

const UNTIL: Millis = Millis(1_795_000_000_000);

fn demo() -> Demo {
    Demo::new(UNTIL, DEMO_ENTRIES)
}

fn drafts(demo: &Demo) -> Vec<Draft> {
    demo.batches().flatten().collect()
}

/// The demo's most important search, by hand: day, minute and words, each necessary.
#[test]
fn exactly_one_entry_answers_the_search() {
    assert_eq!(DEMO_SEARCH, "01/01/2015 5:10 PM admin deleted Smith");
    let demo = demo();
    let zone = TimeZone::get(demo.home().time_zone).unwrap();
    let found = drafts(&demo).into_iter().filter(|draft| {
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
fn there_are_a_bit_more_than_wanted_in_the_order_of_time() {
    for wanted in [DEMO_ENTRIES, DEMO_ENTRIES * 4] {
        let all = drafts(&Demo::new(UNTIL, wanted));
        assert!(all.is_sorted_by_key(|draft| draft.occurred_at));
        let more = all.len() as u64 - wanted;
        assert!(more < wanted / 10, "{more} more than {wanted}");
        let ids: BTreeSet<_> = all.iter().map(|draft| draft.id.clone()).collect();
        assert_eq!(ids.len(), all.len());
    }
}

#[test]
fn entries_are_admitted_into_known_organizations_with_unique_ids() {
    let demo = demo();
    let all = drafts(&demo);
    assert!(all.len() > 9_000, "{}", all.len());
    assert_eq!(all, drafts(&demo));
    let known: BTreeSet<_> = demo.organizations().iter().map(|o| o.id.clone()).collect();
    let mut ids = BTreeSet::new();
    let mut areas = BTreeSet::new();
    let mut latest = Millis(0);
    for draft in all {
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
    for organization in demo().organizations() {
        assert!(organization.parent.is_none_or(|parent| parent < organization.index));
    }
}

#[test]
fn every_type_of_every_area_is_at_home_with_what_it_is_about() {
    let demo = demo();
    let mut seen = BTreeSet::new();
    for draft in drafts(&demo) {
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
