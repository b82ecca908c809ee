//! Reads whatever claims to be a segment. In memory nothing is checksummed, so that nonsense
//! reaches every reader.

use std::net::IpAddr;
use std::ops::ControlFlow;
use std::sync::Arc;

use annals_model::{
    Actor, Calendar, Change, Detail, Event, EventId, EventType, Fingerprint, Flags, Millis, Number,
    OrganizationId, OrganizationOrdinal, Outcome, Record, Value,
};
use annals_proof::Seed;
use uuid::Uuid;

use super::{Builder, Data, Inner, Row, Segment, Source, Target, merge};
use crate::document;
use crate::terms::{CODED, TermField};

/// Entries of a slice that are read one by one.
const POSITIONS_MAX: u32 = 1_000;

/// Fields that have no column of codes.
const OTHERS: [TermField; 10] = [
    TermField::Record,
    TermField::Ip,
    TermField::Property,
    TermField::Detail,
    TermField::Calendar,
    TermField::Correlation,
    TermField::Flag,
    TermField::Word,
    TermField::Stem,
    TermField::Object,
];

/// Calls everything that reads; what comes out does not matter.
pub(crate) fn read_all(bytes: Vec<u8>) {
    let Ok(inner) = Inner::new(Data::Memory(bytes)) else { return };
    let segment = Segment { inner: Arc::new(inner) };
    let _ = segment.verify(&mut |_, _| {});
    let _ = merge(&[Source { segment: &segment, dead: &|_| None }], Target::Memory);
    for slice in segment.slices() {
        for field in CODED.into_iter().chain(OTHERS) {
            let _ = slice.walk(field, b"", &mut |_, term| {
                slice.load(term).map(|_| ControlFlow::Continue(()))
            });
        }
        for position in 0..slice.len().min(POSITIONS_MAX) {
            let _ = slice.document(position);
            let _ = slice.by_number(position);
            let _ = slice.occurred_at(position).map(|time| slice.lower_bound(time));
            let _ = slice.number(position).map(|number| slice.position_of(number));
            for field in CODED {
                let _ = slice.code(field, position);
            }
        }
    }
}

/// A small segment to begin with: three organisations, entries with everything that can be indexed.
pub(crate) fn seed() -> Vec<u8> {
    let mut builder = Builder::new();
    for number in 0..40_u32 {
        let event = event(number);
        let organization = OrganizationOrdinal(number % 3 * 7);
        let fingerprint = Fingerprint(u64::from(number));
        let document = document::encode(&event, fingerprint, Seed([number as u8; 16])).bytes;
        builder.push(Row {
            organization,
            number: Number(u64::from(number / 3)),
            id_hash: document::id_hash(organization, &event.id),
            document: &document,
            event: &event,
        });
    }
    builder.finish().map_or_else(Vec::new, |image| image.0)
}

fn event(number: u32) -> Event {
    let text = |text: &str| Some(format!("{text} {}", number % 5));
    let record = Record {
        record_type: "student".to_owned(),
        id: number.to_string(),
        name: text("Žofie"),
        change: None,
    };
    let change = Change {
        property: "status".to_owned(),
        label: None,
        old: None,
        new: Some(Value::text("active")),
        masked: false,
    };
    Event {
        id: EventId::Uuid(Uuid::from_u128(u128::from(number) << 64 | 1)),
        organization: OrganizationId::installation(),
        occurred_at: Millis(1_795_166_043_000 + i64::from(number / 4) * 60_000),
        recorded_at: Millis(1_795_166_043_000),
        action: "student.updated".to_owned(),
        label: "Updated Student".to_owned(),
        event_type: EventType::Change,
        category: text("Student"),
        area: None,
        source: text("Portal"),
        actor: Actor { name: text("Ada"), ..Actor::default() },
        ip: Some(IpAddr::from([203, 0, 113, number as u8])),
        user_agent: None,
        description: text("was made active in the year"),
        records: vec![record],
        changes: vec![change],
        details: vec![Detail { key: "Tool Name".to_owned(), value: Some(Value::text("Desk")) }],
        calendars: vec![Calendar { school: "Lincoln".to_owned(), end_year: 2027 }],
        outcome: Outcome::Success,
        reason: None,
        correlation_id: text("import"),
        critical: number.is_multiple_of(2),
        flags: Flags::default(),
    }
}
