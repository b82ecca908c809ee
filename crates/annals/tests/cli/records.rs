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
