//! What a search finds, on one entry.

#![allow(clippy::unwrap_used)]

use annals_model::{
    Actor, ActorKind, Calendar, Change, Detail, Event, EventId, EventType, Flags, Millis, Number,
    OnBehalfOf, OrganizationId, Outcome, Record, Value,
};
use annals_query::{Context, Term, Text, WordKind, matches, parse, searched_words, term_matches};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn context() -> Context {
    Context { zone: TimeZone::get("America/New_York").unwrap(), ..Context::utc(Millis(0)) }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn record(record_type: &str, id: &str, name: &str) -> Record {
    Record {
        record_type: record_type.to_owned(),
        id: id.to_owned(),
        name: text(name),
        change: None,
    }
}

/// Jane Smith deleted a charge on 1 January 2015 at 17:10:30 in New York.
fn event() -> Event {
    Event {
        id: EventId::parse("ev-1").unwrap(),
        organization: OrganizationId::parse("lincoln").unwrap(),
        occurred_at: Millis::parse("2015-01-01T22:10:30Z").unwrap(),
        recorded_at: Millis::parse("2015-01-01T22:10:31Z").unwrap(),
        action: "charge.deleted".to_owned(),
        label: "Deleted Charge".to_owned(),
        event_type: EventType::Delete,
        category: text("Billing Payments"),
        area: text("UserToolRights"),
        source: text("Office Portal"),
        actor: Actor {
            id: text("u-17"),
            name: text("José Muñoz"),
            username: text("admin"),
            email: text("jose@example.org"),
            kind: ActorKind::Support,
            role: text("Owner"),
            on_behalf_of: Some(OnBehalfOf { id: None, name: text("Northside Gym") }),
        },
        ip: Some("203.0.113.9".parse().unwrap()),
        user_agent: None,
        description: text("Removed a late fee of 12.50"),
        records: vec![record("charge", "c-9", "Late fee"), record("family", "f-1", "山田太郎")],
        changes: vec![Change {
            property: "dueDate".to_owned(),
            label: text("Due Date"),
            old: Some(Value::text("2014-12-31")),
            new: None,
            masked: false,
        }],
        details: vec![
            Detail { key: "Tool Name".to_owned(), value: Some(Value::text("Cash Desk")) },
            Detail {
                key: "raw".to_owned(),
                value: Some(Value::from_json(r#"{"note":"gr\u00fcn\nblatt"}"#)),
            },
            Detail { key: "Hidden".to_owned(), value: None },
        ],
        calendars: vec![Calendar { school: "Lincoln".to_owned(), end_year: 2015 }],
        outcome: Outcome::Success,
        reason: text("Goodwill"),
        correlation_id: text("Import-7"),
        critical: true,
        flags: Flags::default(),
    }
}

fn check(search: &str, expected: bool) {
    let expr = parse(search, &context()).unwrap();
    assert_eq!(matches(&expr, &event(), Number(42)), expected, "{search}");
}

#[test]
fn words() {
    for found in [
        "",
        "deleted",
        "DELETE",
        "deletes charges",
        "deletion",
        "payment",
        "charge.deleted",
        "\"deleted charge\"",
        "jose munoz",
        "jose@example.org",
        "admin",
        "northside",
        "goodwill",
        "12.50",
        "late fee",
        "due* duedate",
        "\"due date\"",
        "2014-12*",
        "cash desk",
        "grün blatt",
        "山",
        "田太",
        "太郎",
        "01/01/2015 5:10 PM admin deleted munoz",
        "-updated",
        "updated OR charge",
        "\"a late f\"*",
    ] {
        check(found, true);
    }
    for missing in [
        "\"charge charge\"",
        "\"fees\"",
        "fees",
        "-deleted",
        "updated",
        "\"late munoz\"",
        "郎太",
        "01/01/2015 5:11 PM",
        "portal",
        "deleted -charge",
    ] {
        check(missing, false);
    }
}

#[test]
fn an_actor_has_one_name_in_lists() {
    let someone = |id: Option<&str>, username: Option<&str>, name: Option<&str>| Actor {
        id: id.map(str::to_owned),
        username: username.map(str::to_owned),
        name: name.map(str::to_owned),
        ..Actor::default()
    };
    for (actor, key) in [
        (someone(Some("17"), Some("ana"), Some("Ana")), "ana"),
        (someone(Some("17"), None, Some("Ana")), "Ana"),
        (someone(Some("17"), None, Some("Ana Maria")), "Ana Maria"),
        (someone(Some("17"), None, None), "17"),
        (someone(None, Some(""), Some("An*")), "An*"),
    ] {
        let event = Event { actor, ..event() };
        for search in ["ana", "Ana", "\"Ana Maria\"", "17", "An*", "\"An*\""] {
            let expr = parse(&format!("who:{search}"), &context()).unwrap();
            let expected = search.trim_matches('"') == key;
            assert_eq!(matches(&expr, &event, Number(0)), expected, "{search} {key}");
        }
    }
}

#[test]
fn qualifiers() {
    for found in [
        "actor:munoz",
        "by:\"jose munoz\"",
        "actor:u-17",
        "actor:example",
        "actor:mun*",
        "who:admin",
        "user:ADMIN",
        "user:adm*",
        "source:\"office portal\"",
        "source:office*",
        "action:charge.*",
        "action:*.deleted",
        "action:\"deleted charge\"",
        "type:delete",
        "category:\"billing payments\"",
        "area:usertoolrights",
        "object:太",
        "object:fee",
        "family:f-1",
        "record:charge:c-9",
        "student:1 OR family:f-1",
        "ip:203.0.113.9",
        "ip:203.0.113.0/24",
        "ip:::/0",
        "changed:duedate",
        "changed:\"due date\"",
        "changed:due*",
        "detail.tool_name:cash",
        "detail.hidden:*",
        "description:fee",
        "outcome:success",
        "critical:yes",
        "calendar:lincoln",
        "calendar:2015",
        "calendar:lincoln/2015",
        "correlation:import-7",
        "kind:support",
        "id:ev-1",
        "id:42",
        "#42",
        "has:reason",
        "on:2015-01-01",
        "after:2015-01-01 before:2015-01-02",
        "-hours:off",
        "actor:nobody actor:munoz",
    ] {
        let expr = parse(found, &Context { working_hours: new_york(), ..context() }).unwrap();
        assert!(matches(&expr, &event(), Number(42)), "{found}");
    }
    for missing in [
        "actor:17",
        "who:Admin",
        "who:adm*",
        "who:u-17",
        "who:\"José Muñoz\"",
        "actor:northside",
        "user:adm",
        "source:office",
        "action:charge",
        "area:user",
        "object:munoz",
        "charge:C-9",
        "family:f",
        "ip:203.0.114.0/24",
        "changed:date",
        "detail.tool_name:desks",
        "detail.hidden:x",
        "detail.nothing:*",
        "description:goodwill",
        "calendar:lincoln/2016",
        "id:EV-1",
        "#41",
        "before:2015-01-01",
        "after:2015-01-02",
    ] {
        check(missing, false);
    }
}

fn new_york() -> annals_query::WorkingHours {
    annals_query::WorkingHours {
        zone: "America/New_York".to_owned(),
        ..annals_query::WorkingHours::default()
    }
}

#[test]
fn working_hours_may_go_past_midnight() {
    let night = annals_query::WorkingHours {
        from_minute: 22 * 60,
        to_minute: 6 * 60,
        // Fridays only.
        days: [false, false, false, false, true, false, false],
        ..annals_query::WorkingHours::default()
    };
    for (time, off) in [
        ("2026-11-20T21:59:59Z", true),
        ("2026-11-20T22:00:00Z", false),
        ("2026-11-21T05:59:59Z", false),
        ("2026-11-21T06:00:00Z", true),
        ("2026-11-20T03:00:00Z", true),
    ] {
        assert_eq!(night.is_off(Millis::parse(time).unwrap()), off, "{time}");
    }
    let whole_day = annals_query::WorkingHours { from_minute: 0, to_minute: 0, ..night };
    assert!(!whole_day.is_off(Millis::parse("2026-11-20T23:00:00Z").unwrap()));
}

#[test]
fn codes_in_camel_case_are_found_by_their_parts() {
    let event = Event { action: "iam.CreateUserV2".to_owned(), ..event() };
    for search in ["create", "users", "createuserv2", "iam.createuserv2"] {
        let expr = parse(search, &context()).unwrap();
        assert!(matches(&expr, &event, Number(0)), "{search}");
    }
}

proptest! {
    /// The words handed to the index are the words that are searched.
    #[test]
    fn index_and_search_agree(value in "\\PC{0,20}", probe in "\\PC{1,3}") {
        let event = Event {
            description: text(&value).filter(|value| !value.is_empty()),
            records: vec![record("x", "1", &value)],
            changes: Vec::new(),
            details: vec![Detail { key: "k".to_owned(), value: Some(Value::text(&value)) }],
            ..event()
        };
        let mut words = Vec::new();
        searched_words(&event, &mut |kind, word| words.push((kind, word.to_owned())));
        for (kind, word) in &words {
            let text = Text::Word(word.clone());
            let term = match kind {
                WordKind::Word | WordKind::Stem => Term::Anywhere(text),
                WordKind::Object => Term::Object(text),
            };
            prop_assert!(term_matches(&term, &event, Number(0)), "{:?}", term);
        }
        if let Some(Text::Word(word)) = Text::of(&probe, false) {
            let found = term_matches(&Term::Object(Text::Word(word.clone())), &event, Number(0));
            prop_assert_eq!(found, words.contains(&(WordKind::Object, word)));
        }
    }

    /// Any part of a name in a script without spaces finds it, down to one character.
    #[test]
    fn parts_of_unspaced_names_are_found(name in "[山田太郎学校のガ]{1,8}", from in 0_usize..8, len in 1_usize..8) {
        let part: String = name.chars().skip(from).take(len).collect();
        prop_assume!(!part.is_empty());
        let text = Text::of(&part, false).unwrap();
        prop_assert!(text.matches(&name), "{:?}", text);
        let other = Text::of(&format!("{part}人"), false).unwrap();
        prop_assert!(!other.matches(&name));
    }
}
