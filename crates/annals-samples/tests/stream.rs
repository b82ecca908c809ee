//! What the benchmark's stream promises.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::{HashMap, HashSet};

use annals_model::{Catalogue, Draft, EventId, Flags, Masker, Millis, Value, admit};
use annals_samples::{Bench, BenchOptions, FROM, ORGANIZATIONS, SPAN_MS};

const EVENTS: u64 = 20_000;

fn lines(bench: &Bench, places: std::ops::Range<u64>) -> Vec<String> {
    let mut sample = bench.sample();
    places
        .map(|place| {
            let mut line = Vec::new();
            bench.draw(place, &mut sample);
            sample.write_json(&mut line);
            String::from_utf8(line).unwrap()
        })
        .collect()
}

#[test]
fn any_part_can_be_drawn_by_itself() {
    let bench = Bench::new(BenchOptions::new(EVENTS));
    let whole = lines(&bench, 0..3_000);
    assert_eq!(lines(&bench, 1_000..1_100), whole[1_000..1_100]);
    assert_eq!(lines(&Bench::new(BenchOptions::new(EVENTS)), 0..100), whole[..100]);
    let other = Bench::new(BenchOptions { seed: 2, ..BenchOptions::new(EVENTS) });
    assert_ne!(lines(&other, 0..100), whole[..100]);
}

/// Figures of different versions can be compared only while the stream stays the same.
#[test]
fn the_stream_never_changes() {
    let bench = Bench::new(BenchOptions::new(5_000_000));
    insta::assert_snapshot!(lines(&bench, 2_500_000..2_500_002).concat(), @r##"
    {"id":"16b5ab7a-3475-4706-8a0d-0d2d5381b270","organization":"harbor-263","occurred_at":"2023-12-31T23:59:59.425Z","action":"user.logged_in","type":"access","category":"Security","source":"Customer Portal","actor":{"id":"g-8","name":"Jordan Smith","username":"jordan.smith8@example.com","kind":"guardian"},"ip":"40.84.89.222","outcome":"success","critical":false}
    {"id":"2dd3bb22-c612-4f0a-b9e1-59ce2ebb4f2e","organization":"jefferson-344","occurred_at":"2024-01-01T00:00:04.415Z","action":"student.updated","type":"change","category":"Student","source":"Office Portal","actor":{"id":"u-0","name":"Mila Moreno","username":"mmoreno1","kind":"staff","role":"Administrator"},"ip":"10.244.89.192","description":"Updated the profile of Andrew Martinez","records":[{"type":"student","id":"s-7","name":"Andrew Martinez","change":"change"},{"type":"family","id":"f-4","name":"Martinez, Camila"}],"changes":[{"property":"level","old":"team","new":"intermediate"},{"property":"phone","old":"416-555-9800","new":"880-555-9681"},{"property":"note","old":"moved from the wait list","new":"sibling discount applies"}],"outcome":"success","critical":false}
    "##);
}

#[test]
fn events_are_admitted_and_as_long_as_promised() {
    let bench = Bench::new(BenchOptions::new(EVENTS));
    let (catalogue, masker) = (Catalogue::default(), Masker::default());
    let mut sample = bench.sample();
    let mut line = Vec::new();
    let mut late = 0;
    let mut newest = Millis(0);
    for place in 0..EVENTS {
        bench.draw(place, &mut sample);
        sample.write_json(&mut line);
        let draft = sample.draft();
        let organization = draft.organization.clone().unwrap();
        let now = Millis(FROM.0 + SPAN_MS);
        let (event, _) = admit(draft, organization, &catalogue, &masker, now).unwrap();
        assert_eq!(event.flags, Flags::default(), "{event:?}");
        assert!(event.occurred_at >= FROM && event.occurred_at < now);
        late += u64::from(event.occurred_at.0 < newest.0 - 3_600_000);
        newest = newest.max(event.occurred_at);
    }
    let mean = line.len() as u64 / EVENTS;
    assert!((620..=660).contains(&mean), "{mean} bytes an event");
    assert!((EVENTS / 25..=EVENTS / 18).contains(&late), "{late} late events");
}

#[test]
fn the_line_says_what_the_draft_says() {
    let bench = Bench::new(BenchOptions::new(EVENTS));
    let mut sample = bench.sample();
    for place in 0..2_000 {
        bench.draw(place, &mut sample);
        let mut line = Vec::new();
        sample.write_json(&mut line);
        let json: serde_json::Value = serde_json::from_slice(&line).unwrap();
        check(&sample.draft(), &json);
    }
}

fn check(draft: &Draft, json: &serde_json::Value) {
    let text = |pointer: &str| json.pointer(pointer).and_then(|v| v.as_str()).map(str::to_owned);
    assert_eq!(draft.id, text("/id").map(|id| EventId::parse(&id).unwrap()));
    assert_eq!(draft.occurred_at, text("/occurred_at").map(|at| Millis::parse(&at).unwrap()));
    assert_eq!(draft.action, text("/action").unwrap());
    assert_eq!(draft.category, text("/category"));
    assert_eq!(draft.area, text("/area"));
    assert_eq!(draft.source, text("/source"));
    assert_eq!(draft.actor.username, text("/actor/username"));
    assert_eq!(draft.actor.name, text("/actor/name"));
    assert_eq!(draft.ip, text("/ip").map(|ip| ip.parse().unwrap()));
    assert_eq!(draft.description, text("/description"));
    assert_eq!(draft.correlation_id, text("/correlation_id"));
    let count =
        |pointer: &str| json.pointer(pointer).and_then(|v| v.as_array()).map_or(0, Vec::len);
    assert_eq!(draft.records.len(), count("/records"));
    assert_eq!(draft.calendars.len(), count("/calendars"));
    assert_eq!(draft.changes.len(), count("/changes"));
    for (i, change) in draft.changes.iter().enumerate() {
        for (field, value) in [("old", &change.old), ("new", &change.new)] {
            let sent = json.pointer(&format!("/changes/{i}/{field}")).unwrap();
            let sent = (!sent.is_null()).then(|| Value::from_json(sent.to_string()));
            assert_eq!(value, &sent);
        }
    }
    for detail in &draft.details {
        let sent = json["details"][&detail.key].to_string();
        assert_eq!(detail.value, Some(Value::from_json(sent)));
    }
}

#[test]
fn one_place_in_ten_repeats_an_earlier_event() {
    let repeats_per_mille = 100;
    let bench = Bench::new(BenchOptions { repeats_per_mille, ..BenchOptions::new(EVENTS) });
    let mut seen = HashSet::new();
    let repeats = lines(&bench, 0..EVENTS).into_iter().filter(|line| !seen.insert(line.clone()));
    let repeats = repeats.count() as u64;
    assert!((EVENTS / 12..=EVENTS / 9).contains(&repeats), "{repeats}");
}

#[test]
fn sizes_follow_zipf_and_half_the_organizations_lie_below_one() {
    let bench = Bench::new(BenchOptions::new(EVENTS));
    let mut sample = bench.sample();
    let mut sizes: HashMap<usize, u64> = HashMap::new();
    for place in 0..EVENTS {
        bench.draw(place, &mut sample);
        *sizes.entry(sample.organization().index).or_default() += 1;
    }
    let largest = sizes[&1];
    assert!((EVENTS / 9..=EVENTS / 6).contains(&largest), "{largest}");
    assert!(sizes[&2] < largest && sizes[&10] < sizes[&2]);
    let below = bench.organizations().iter().filter(|o| o.parent == Some(0)).count();
    assert_eq!(below, ORGANIZATIONS / 2);
}
