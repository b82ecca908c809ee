//! What others have in the same files changes no answer, and next to nothing of the work that it takes.

use annals_model::{Actor, Event, EventType, Flags, Outcome};
use annals_query::parse;

use super::*;
use crate::segment::work::{self, Work};

const OWN: OrganizationOrdinal = OrganizationOrdinal(2);
const NEIGHBOURS: u32 = 1_000;

fn entry(organization: OrganizationOrdinal, number: u64) -> Entry {
    let own = organization == OWN;
    let (name, action) = match (own, number % 2) {
        (true, 0) => ("Bo Smith", "charge.deleted"),
        (true, _) => ("Ada Jones", "payment.updated"),
        // Words before, between and after one's own.
        (false, 0) => ("Smythe Aaron Zz", "charge.created"),
        (false, _) => ("Bo Smith", "charge.deleted"),
    };
    let text = |text: &str| Some(text.to_owned());
    let event = Event {
        id: EventId::parse(&format!("id-{number}")).unwrap(),
        organization: OrganizationId::installation(),
        occurred_at: Millis(1_767_225_600_000 + number as i64 * 1_000),
        recorded_at: Millis(1_767_225_600_000),
        action: action.to_owned(),
        label: action.to_owned(),
        event_type: EventType::Change,
        category: text("Billing"),
        area: None,
        source: text(if own { "Office Portal" } else { "Offline" }),
        actor: Actor { name: text(name), username: text(&name.to_lowercase()), ..Actor::default() },
        ip: None,
        user_agent: None,
        description: text("A note about smart changes"),
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
    Entry { organization, number: Number(number), event }
}

/// One's own log and, in the same two segments, those of `neighbours` others.
fn world(neighbours: u32) -> World {
    let mut world = World { log: Vec::new(), places: Vec::new(), deleted: BTreeSet::new() };
    let others = (0..=neighbours).map(OrganizationOrdinal).filter(|ordinal| *ordinal != OWN);
    for (organization, entries) in others.map(|other| (other, 6)).chain([(OWN, 300)]) {
        for number in 0..entries {
            world.log.push(entry(organization, number));
            world.places.push((number % 2) as usize);
        }
    }
    world
}

/// The answers to all sorts of questions, each with the work that it took.
fn answers(world: &World) -> Vec<(String, Work)> {
    let (segments, dead) = world.segments();
    let never = Interrupt::default();
    let view = View::new(segments.iter().zip(&dead), &never);
    let allow = allow([OWN.0], &RowFilter::default());
    let mut answers = Vec::new();
    let mut note = |answer: String| answers.push((answer, work::take()));
    work::take();
    for query in [
        "",
        "smith",
        "sm*",
        "actor:smith",
        "who:\"bo smith\"",
        "source:off*",
        "\"smart changes\"",
        "nothing",
    ] {
        let expr = parse(query, &Context::utc(Millis(0))).unwrap();
        let search = Search { allow: &allow, expr: &expr };
        note(format!("{query} {}", view.total(&search).unwrap()));
        let request = PageRequest {
            order: Order::default(),
            after: None,
            backwards: false,
            rows_max: NonZeroUsize::new(10).unwrap(),
        };
        let rows = view.page(&search, &request).unwrap().entries;
        note(format!("{query} {rows:?}"));
        for field in [FacetField::Actor, FacetField::Action, FacetField::Source] {
            note(format!("{query} {:?}", super::facet(&view, &search, field, 10)));
        }
        let edges = [0, 60, 200, 400].map(|s| Millis(1_767_225_600_000 + s * 1_000));
        note(format!("{query} {:?}", view.histogram(&search, &edges).unwrap()));
    }
    for id in ["id-3", "id-299", "id-300"] {
        let id = EventId::parse(id).unwrap();
        note(format!("{:?}", view.by_id(&allow, &id).unwrap().map(|entry| entry.number)));
    }
    answers
}

#[test]
fn a_thousand_neighbours_add_next_to_no_work() {
    let (alone, among) = (answers(&world(0)), answers(&world(NEIGHBOURS)));
    assert!(alone.iter().any(|(_, work)| work.reads > 0), "work is counted");
    assert_eq!(alone.len(), among.len());
    for ((answer, alone), (among_answer, among)) in alone.iter().zip(&among) {
        assert_eq!(answer, among_answer);
        // A block of documents is found by halves among those of the whole file: some steps more.
        assert!(among.reads <= alone.reads * 2, "{alone:?} alone, {among:?} among: {answer}");
    }
}
