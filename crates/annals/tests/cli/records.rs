//! The record directory and what is imported into a data directory.

use annals_desk::{DescribedRecord, Desk, RecordParent};
use annals_model::{OrganizationId, RecordKey};
use annals_store::{Options, Store};

use crate::Place;

fn key(record_type: &str, id: &str) -> RecordKey {
    RecordKey { record_type: record_type.to_owned(), id: id.to_owned() }
}

/// Says that the charge `c-1` belongs to the family `f-1`.
async fn describe(place: &Place) {
    let options =
        Options { background: false, migrations: annals_desk::MIGRATIONS, ..Options::default() };
    let store = Store::open(&place.path("annals-data"), options).await.unwrap();
    let desk = Desk::new(store.clone());
    let north = OrganizationId::parse("north").unwrap();
    let north = store.organizations().find(&north).unwrap().ordinal;
    let parent = RecordParent { key: key("family", "f-1"), from: None, to: None };
    let charge = DescribedRecord {
        key: key("charge", "c-1"),
        name: Some("Tuition".to_owned()),
        parents: vec![parent],
        emails: Vec::new(),
        phones: Vec::new(),
    };
    let described = desk.describe_records(&desk.operator(), north, vec![charge]).await.unwrap();
    assert_eq!(described, Ok(1));
    store.close().await;
}

/// In a data directory as over the API: an event is found by what its record belongs to.
#[test]
fn an_imported_event_is_found_by_what_its_record_belongs_to() {
    let place = Place::new();
    place.run(&["org", "create", "north", "--no-admin", "--zone", "UTC"]).ok();
    tokio::runtime::Runtime::new().unwrap().block_on(describe(&place));
    place.write(
        "charges.ndjson",
        "{\"id\":\"e1\",\"action\":\"charge.deleted\",\"actor\":{\"username\":\"admin\"},\
         \"records\":[{\"type\":\"charge\",\"id\":\"c-1\"}]}\n",
    );
    place.run(&["import", "charges.ndjson"]).ok();
    for query in ["record:family:f-1", "tuition"] {
        let count = place.run(&["count", query, "action:charge.deleted"]);
        assert_eq!(count.ok().trim(), "1", "{query}");
    }
}

/// What a record was and who set it, from a data directory.
#[test]
fn the_history_of_a_record_is_shown() {
    let place = Place::new();
    place.run(&["org", "create", "north", "--no-admin", "--zone", "UTC"]).ok();
    let event = |id: &str, at: &str, old: &str, new: &str| {
        format!(
            "{{\"id\":\"{id}\",\"action\":\"student.updated\",\"occurred_at\":\"{at}\",\
             \"actor\":{{\"name\":\"Ana\"}},\"records\":[{{\"type\":\"student\",\"id\":\"a/7\"}}],\
             \"changes\":[{{\"property\":\"zip\",\"old\":\"{old}\",\"new\":\"{new}\"}}]}}\n"
        )
    };
    let first = event("e1", "2026-02-01T10:00:00Z", "1", "2");
    let second = event("e2", "2026-03-01T10:00:00Z", "2", "3");
    place.write("events.ndjson", &format!("{second}{first}"));
    place.run(&["import", "events.ndjson"]).ok();
    let of = |more: &[&str]| {
        let args = ["record", "history", "student", "a/7", "--zone", "UTC"];
        place.run(&[&args[..], more].concat())
    };
    let all = of(&[]).ok();
    let cells: Vec<Vec<&str>> =
        all.lines().skip(1).map(|line| line.split_whitespace().skip(1).collect()).collect();
    assert_eq!(cells[0], ["2026-03-01", "10:00:00", "+00:00", "Ana", "zip", "2", "3"], "{all}");
    assert_eq!(cells[1], ["2026-02-01", "10:00:00", "+00:00", "Ana", "zip", "1", "2"], "{all}");
    assert_eq!(of(&["-n", "1"]).ok().lines().count(), 2);
    let at = |moment: &str| of(&["--at", moment]).ok();
    assert!(at("2026-01-01").contains("zip       1      derived"), "{}", at("2026-01-01"));
    assert!(at("02/15/2026").contains("zip       2      set    Ana"), "{}", at("02/15/2026"));
    let json: serde_json::Value =
        serde_json::from_str(&of(&["--at", "now", "--output", "json"]).ok()).unwrap();
    assert_eq!(json["properties"][0]["value"], "3");
    assert_eq!(of(&["--at", "someday"]).code, 2);
    assert_eq!(of(&["--below"]).code, 2);
    let nothing = place.run(&["record", "history", "student", "8"]);
    assert_eq!(nothing.code, 1);
}

/// How a type of records is shown, set and taken back.
#[test]
fn types_of_records_are_declared() {
    let place = Place::new();
    place.run(&["org", "create", "north", "--no-admin", "--zone", "UTC"]).ok();
    let set = |more: &[&str]| {
        let args = ["record-type", "set", "student", "--label", "Child", "--plural", "Children"];
        place.run(&[&args[..], more].concat())
    };
    let url = "https://office.example/{id}";
    let listed = set(&["--icon", "person", "--edit-url", url, "--tabs", "history"]).ok();
    let row = listed.lines().nth(1).unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells, ["student", "Child", "Children", "person", "history", "false", url]);
    for bad in [["--icon", "cat"], ["--edit-url", "http://x/{id}"], ["--tabs", "past"]] {
        assert_eq!(set(&bad).code, 2, "{bad:?}");
    }
    assert_eq!(place.run(&["record-type", "list"]).ok(), listed);
    let rest = place.run(&["record-type", "delete", "student"]).ok();
    assert_eq!(rest.lines().count(), 1, "{rest}");
}
