//! Stored forms: round trips, every field in one unit, damaged bytes.

use annals_model::{
    Actor, ActorKind, Calendar, Change, Detail, EventType, Flags, Millis, OnBehalfOf,
    OrganizationId, Outcome, Record, Value,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

fn any_id() -> impl Strategy<Value = EventId> {
    prop_oneof![
        any::<[u8; 16]>().prop_map(|bytes| EventId::Uuid(Uuid::from_bytes(bytes))),
        ".{0,20}".prop_map(|text| EventId::Text(text.into())),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![".{0,12}", Just("0193b3a0-0000-7000-8000-00000000abcd".to_owned())]
}

fn any_value() -> impl Strategy<Value = Option<Value>> {
    option::of(any_text().prop_map(|text| Value::text(&text)))
}

fn any_type() -> impl Strategy<Value = EventType> {
    proptest::sample::select(&EventType::ALL[..])
}

fn any_actor() -> impl Strategy<Value = Actor> {
    let texts = [(); 5].map(|()| option::of(any_text()));
    let other = option::of((option::of(any_text()), option::of(any_text())));
    (texts, proptest::sample::select(&ActorKind::ALL[..]), other).prop_map(
        |([id, name, username, email, role], kind, other)| {
            let on_behalf_of = other.map(|(id, name)| OnBehalfOf { id, name });
            Actor { id, name, username, email, kind, role, on_behalf_of }
        },
    )
}

fn any_lists() -> impl Strategy<Value = (Vec<Record>, Vec<Change>, Vec<Detail>, Vec<Calendar>)> {
    let record = (any_text(), any_text(), option::of(any_text()), option::of(any_type()))
        .prop_map(|(record_type, id, name, change)| Record { record_type, id, name, change });
    let change =
        (any_text(), option::of(any_text()), any_value(), any_value(), any::<bool>()).prop_map(
            |(property, label, old, new, masked)| Change { property, label, old, new, masked },
        );
    let detail = (any_text(), any_value()).prop_map(|(key, value)| Detail { key, value });
    let calendar =
        (any_text(), any::<u16>()).prop_map(|(school, end_year)| Calendar { school, end_year });
    (vec(record, 0..12), vec(change, 0..12), vec(detail, 0..12), vec(calendar, 0..3))
}

pub(crate) fn any_event() -> impl Strategy<Value = Event> {
    let texts = [(); 7].map(|()| option::of(any_text()));
    let times = (any::<i64>(), prop_oneof![any::<i64>().boxed(), (0..99_999_i64).boxed()]);
    let codes = (
        any_type(),
        proptest::sample::select(&Outcome::ALL[..]),
        any::<bool>(),
        any::<u8>(),
        option::of(any::<std::net::IpAddr>()),
    );
    (any_id(), times, [any_text(), any_text()], texts, any_actor(), any_lists(), codes).prop_map(
        |(id, (occurred_at, after), [action, label], texts, actor, lists, codes)| {
            let [category, area, source, user_agent, description, reason, correlation_id] = texts;
            let (records, changes, details, calendars) = lists;
            let (event_type, outcome, critical, flags, ip) = codes;
            Event {
                id,
                organization: OrganizationId::parse("lincoln").unwrap(),
                occurred_at: Millis(occurred_at),
                recorded_at: Millis(occurred_at.wrapping_add(after)),
                action,
                label,
                event_type,
                category,
                area,
                source,
                actor,
                ip,
                user_agent,
                description,
                records,
                changes,
                details,
                calendars,
                outcome,
                reason,
                correlation_id,
                critical,
                flags: Flags(flags),
            }
        },
    )
}

const SEED: Seed = Seed(*b"sixteen  letters");

proptest! {
    #[test]
    fn an_event_comes_back(event in any_event(), fingerprint: u64) {
        let fingerprint = Fingerprint(fingerprint);
        let Encoded { bytes, commitment: committed } = encode(&event, fingerprint, SEED);
        prop_assert_eq!(commitment(&bytes), Ok(committed));
        prop_assert_eq!(identity(&bytes), Ok((event.id.clone(), fingerprint)));
        prop_assert_eq!(decode(&bytes), Ok(Stored { event, fingerprint, seed: SEED }));
    }

    #[test]
    fn bytes_of_any_kind_do_no_harm(mut bytes: Vec<u8>, form in 0..3_u8, tag in 0..4_u8) {
        let _ = (decode(&bytes), commitment(&bytes), incompressible(&bytes));
        bytes.splice(0..0, [form, tag]);
        let _ = (decode(&bytes), commitment(&bytes), incompressible(&bytes));
    }

    /// The fingerprint is left out: it is no part of the event, and the segment's checksums
    /// guard it.
    #[test]
    fn no_byte_changes_unnoticed(event in any_event(), at: prop::sample::Index, xor in 1..=255_u8) {
        let Encoded { mut bytes, commitment: committed } = encode(&event, Fingerprint(7), SEED);
        let fingerprint = incompressible(&bytes).start..incompressible(&bytes).start + 8;
        let at = at.index(bytes.len());
        prop_assume!(!fingerprint.contains(&at));
        bytes[at] ^= xor;
        if let Ok(stored) = decode(&bytes) {
            prop_assert_ne!(commitment(&bytes), Ok(committed), "{:?}", stored);
        }
    }

    #[test]
    fn what_looks_random_is_found_from_what_stands_before(event in any_event()) {
        let bytes = encode(&event, Fingerprint(7), SEED).bytes;
        let range = incompressible(&bytes);
        prop_assert!(range.len() >= 24 && range.end <= bytes.len());
        prop_assert_eq!(incompressible(&bytes[..range.start]), range);
    }
}

#[test]
fn ids_of_two_organizations_differ() {
    let id = EventId::parse("0193b3a0-0000-7000-8000-00000000abcd").unwrap();
    let text = EventId::parse("0193").unwrap();
    let hashes = [
        id_hash(OrganizationOrdinal(0), &id),
        id_hash(OrganizationOrdinal(1), &id),
        id_hash(OrganizationOrdinal(0), &text),
        id_hash(OrganizationOrdinal(1), &text),
    ];
    let distinct: std::collections::BTreeSet<_> = hashes.iter().collect();
    assert_eq!(distinct.len(), hashes.len());
}

/// The stored form is kept for ever; this must only ever change together with [`FORM`].
#[test]
fn the_form_does_not_change() {
    let event = Event {
        id: EventId::Text("a".into()),
        organization: OrganizationId::installation(),
        occurred_at: Millis(1_000),
        recorded_at: Millis(1_005),
        action: "charge.deleted".to_owned(),
        label: "Deleted Charge".to_owned(),
        event_type: EventType::Delete,
        category: None,
        area: None,
        source: None,
        actor: Actor { name: Some("Ada".to_owned()), ..Actor::default() },
        ip: None,
        user_agent: None,
        description: None,
        records: Vec::new(),
        changes: Vec::new(),
        details: Vec::new(),
        calendars: Vec::new(),
        outcome: Outcome::Success,
        reason: None,
        correlation_id: None,
        critical: false,
        flags: Flags::default(),
    };
    let expected = [
        &[1, 2, 58][..],
        &[7, 0, 0, 0, 0, 0, 0, 0],
        b"sixteen  letters",
        b"\x01a",
        b"\x01\x02\x07\xD0",
        b"\x02\x01\x0A",
        b"\x09\x01\x02",
        b"\x0A\x0Cinstallation",
        b"\x0F\x0Echarge.deleted",
        b"\x10\x0EDeleted Charge",
        b"\x02\x05\x01\x03Ada",
    ]
    .concat();
    assert_eq!(encode(&event, Fingerprint(7), SEED).bytes, expected);
}
