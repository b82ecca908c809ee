//! The record directory: what is said of records, and what events get from it.

use annals_desk::{CalendarChange, Holder, UserId};
use annals_model::{Calendar, Permission};
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::{Answer, READS, TestServer, event};

async fn put(server: &TestServer, key: &str, path: &str, body: &Value) -> Answer {
    Answer::of(server.request(Method::PUT, path, key).json(body).send().await.unwrap()).await
}

/// Sends an event on `record` that happened at `at`; the keys of the records of its entry.
async fn records_of(server: &TestServer, key: &str, record: Value, at: &str) -> Vec<Value> {
    let mut sent = event(&format!("on-{record}-{at}"), "charge.created");
    sent["records"] = json!([record]);
    sent["occurred_at"] = at.into();
    let receipt = server.post("/v1/events", key, &sent).await;
    assert_eq!(receipt.status, 201, "{}", receipt.text);
    let number = receipt.body["number"].as_u64().unwrap();
    let page = server.get("/v1/events?limit=1000", key).await.body;
    let entries = page["entries"].as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["number"] == number).unwrap();
    entry["records"].as_array().unwrap().clone()
}

fn keys(records: &[Value]) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    records.iter().map(|one| format!("{}:{}", text(&one["type"]), text(&one["id"]))).collect()
}

/// A charge of a family whose primary guardian changed in March.
fn family() -> Value {
    json!({ "records": [
        { "type": "charge", "id": "c-1", "parents": [{ "type": "family", "id": "f-12" }] },
        { "type": "family", "id": "f-12", "name": "Smith family", "parents": [
            { "type": "guardian", "id": "g-1", "to": "2026-03-01T00:00:00Z" },
            { "type": "guardian", "id": "g-2", "from": "2026-03-01T00:00:00Z" },
        ]},
        { "type": "guardian", "id": "g-2", "name": "Lee Smith",
          "emails": ["lee@home.example"], "phones": ["+1 555 0100"] },
    ]})
}

#[tokio::test]
async fn an_event_is_found_by_what_its_record_belonged_to_then() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let said = put(&server, &admin, "/v1/records", &family()).await;
    assert_eq!((said.status, said.body), (200, json!({ "taken": 3, "changed": 3 })));

    let charge = || json!({ "type": "charge", "id": "c-1" });
    let before = records_of(&server, &admin, charge(), "2026-02-28T23:59:59.999Z").await;
    assert_eq!(keys(&before), ["charge:c-1", "family:f-12", "guardian:g-1"]);
    let after = records_of(&server, &admin, charge(), "2026-03-01T00:00:00Z").await;
    assert_eq!(keys(&after), ["charge:c-1", "family:f-12", "guardian:g-2"]);
    let belongs = &after[2];
    assert_eq!((&belongs["name"], &belongs["change"]), (&json!("Lee Smith"), &Value::Null));
    for (record, expected) in [("family:f-12", 2), ("guardian:g-1", 1), ("guardian:g-2", 1)] {
        let path = format!("/v1/events/count?q=record:{record} action:charge.created");
        assert_eq!(server.get(&path, &admin).await.body["total"], expected, "{record}");
    }
    // What the sender says stays, and stands once.
    let family = json!({ "type": "family", "id": "f-12", "name": "Smiths" });
    let own = records_of(&server, &admin, family, "2026-04-01T00:00:00Z").await;
    assert_eq!(keys(&own), ["family:f-12", "guardian:g-2"]);
    assert_eq!(own[0]["name"], "Smiths");
}

#[tokio::test]
async fn a_repeat_is_one_whatever_was_said_meanwhile() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let mut sent = event("e1", "charge.created");
    sent["records"] = json!([{ "type": "charge", "id": "c-1" }]);
    let first = server.post("/v1/events", &admin, &sent).await;
    put(&server, &admin, "/v1/records", &family()).await;
    let again = server.post("/v1/events", &admin, &sent).await;
    assert_eq!((again.status, &again.body["repeated"]), (201, &json!(true)));
    assert_eq!(again.body["commitment"], first.body["commitment"]);
}

#[tokio::test]
async fn records_that_belong_to_each_other_in_a_circle_end() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let of = |id: &str, above: &str| json!({ "type": "unit", "id": id, "parents": [{ "type": "unit", "id": above }] });
    let circle = json!({ "records": [of("a", "b"), of("b", "c"), of("c", "a")] });
    assert_eq!(put(&server, &admin, "/v1/records", &circle).await.status, 200);
    let unit = json!({ "type": "unit", "id": "a" });
    let found = records_of(&server, &admin, unit, "2026-04-01T00:00:00Z").await;
    assert_eq!(keys(&found), ["unit:a", "unit:b", "unit:c"]);
}

#[tokio::test]
async fn what_is_said_is_read_back_replaced_and_taken_back() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    put(&server, &admin, "/v1/records", &family()).await;
    let path = "/v1/records/guardian/g-2";
    let found = server.get(path, &admin).await.body;
    let expected = json!({
        "type": "guardian", "id": "g-2", "name": "Lee Smith", "parents": [],
        "emails": ["lee@home.example"], "phones": ["+1 555 0100"],
    });
    assert_eq!(found, expected);
    assert_eq!(put(&server, &admin, path, &found).await.status, 200, "what was read is put back");
    let other = put(&server, &admin, "/v1/records/guardian/g-3", &found).await;
    assert_eq!((other.status, &other.body["errors"][0]["field"]), (422, &json!("id")));
    let said = put(&server, &admin, path, &json!({ "name": "Lee Jones" })).await;
    assert_eq!((said.status, &said.body["emails"]), (200, &json!([])));
    let again = put(&server, &admin, "/v1/records", &family()).await;
    assert_eq!(again.body["changed"], 1, "the others are as they were");
    let page = server.get("/v1/records?limit=2", &admin).await.body;
    assert_eq!(keys(page["records"].as_array().unwrap()), ["charge:c-1", "family:f-12"]);
    assert_eq!(page["next"], "family:f-12");
    let rest = server.get("/v1/records?limit=2&after=family:f-12", &admin).await.body;
    assert_eq!(keys(rest["records"].as_array().unwrap()), ["guardian:g-2"]);
    assert_eq!(rest["next"], Value::Null);
    for _ in 0..2 {
        let gone = server.request(Method::DELETE, path, &admin).send().await.unwrap();
        assert_eq!(gone.status(), 204);
    }
    assert_eq!(server.get(path, &admin).await.status, 404);
}

/// Entries of Annals' own stay for ever: what is said of people must not stay in them.
#[tokio::test]
async fn the_log_tells_that_something_was_said_and_not_what() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let path = "/v1/records/guardian/g-2";
    let said = json!({ "name": "Lee Smith", "emails": ["lee@home.example"] });
    put(&server, &admin, path, &said).await;
    put(&server, &admin, path, &said).await;
    server.request(Method::DELETE, path, &admin).send().await.unwrap();
    let page = server.get("/v1/events?q=action:annals.record.*&order=date", &admin).await;
    assert!(!page.text.contains("Lee") && !page.text.contains("home.example"), "{}", page.text);
    let entries = page.body["entries"].as_array().unwrap();
    let actions: Vec<_> = entries.iter().map(|entry| &entry["action"]).collect();
    assert_eq!(actions, ["annals.record.described", "annals.record.forgotten"]);
    let changed = entries[0]["changes"].as_array().unwrap();
    let properties: Vec<_> = changed.iter().map(|change| &change["property"]).collect();
    assert_eq!(properties, ["name", "emails"]);
    assert!(changed.iter().all(|change| change["masked"] == true));
    assert_eq!(keys(entries[0]["records"].as_array().unwrap()), ["guardian:g-2"]);
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_is_kept() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let bad = json!({ "records": [
        { "type": "student", "id": "1", "name": "Alex" },
        { "type": "student", "id": "2", "name": " ", "emails": ["nobody"], "parents": [
            { "type": "student", "id": "2" },
            { "type": "family", "id": "f", "from": "2026-03-01T00:00:00Z",
              "to": "2026-03-01T00:00:00Z" },
        ]},
        { "type": "student", "id": "1" },
        { "type": "", "id": "a\u{0}b" },
        { "type": "student" },
    ]});
    let refused = put(&server, &admin, "/v1/records", &bad).await;
    assert_eq!((refused.status, &refused.body["code"]), (422, &json!("invalid_records")));
    let told = refused.body["errors"].as_array().unwrap();
    let told: Vec<_> = told
        .iter()
        .map(|one| (one["index"].as_u64().unwrap(), one["field"].as_str().unwrap()))
        .collect();
    let expected = [
        (1, "name"),
        (1, "emails[0]"),
        (1, "parents[0]"),
        (1, "parents[1].to"),
        (2, "id"),
        (3, "type"),
        (3, "id"),
        (4, "id"),
    ];
    let mut sorted = told.clone();
    sorted.sort_unstable();
    let mut wanted = expected.to_vec();
    wanted.sort_unstable();
    assert_eq!(sorted, wanted, "{}", refused.text);
    assert_eq!(server.get("/v1/records", &admin).await.body["records"], json!([]));

    let many = |count: usize| {
        let one = |id| json!({ "type": "student", "id": id });
        json!({ "records": (0..count).map(|id| one(id.to_string())).collect::<Vec<_>>() })
    };
    assert_eq!(put(&server, &admin, "/v1/records", &many(1_001)).await.status, 413);
    let most = put(&server, &admin, "/v1/records", &many(1_000)).await;
    assert_eq!(most.body["changed"], 1_000, "{}", most.text);
    let parents = |count: usize| {
        let one = |id| json!({ "type": "family", "id": id });
        json!({ "parents": (0..count).map(|id| one(id.to_string())).collect::<Vec<_>>() })
    };
    let path = "/v1/records/student/7";
    assert_eq!(put(&server, &admin, path, &parents(50)).await.status, 200);
    assert_eq!(put(&server, &admin, path, &parents(51)).await.status, 422);
}

/// Whoever is limited to school years learns nothing of records whose entries they don't see.
#[tokio::test]
async fn calendar_rights_hold_for_what_is_said() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    put(&server, &admin, "/v1/records", &family()).await;
    let mut sent = event("e1", "charge.created");
    sent["records"] = json!([{ "type": "charge", "id": "c-1" }]);
    sent["calendars"] = json!([{ "school": "Lincoln", "end_year": 2027 }]);
    server.send(&admin, &[sent]).await;
    let sees = async |username: &str, school: &str| {
        let id = server.user_who_may("north", username, &READS).await;
        let (operator, at) = (server.desk.operator(), server.ordinal("north"));
        let user = server.desk.user(&operator, at, &UserId(id)).await.unwrap();
        let year = Calendar { school: school.to_owned(), end_year: 2027 };
        let (holder, add) = (Holder::User(user), CalendarChange::Add(year));
        server.desk.change_calendar_rights(&operator, &holder, add).await.unwrap();
        let browser = Browser::signed_in(&server, username).await;
        let mut seen = Vec::new();
        for record in ["charge/c-1", "family/f-12", "guardian/g-1"] {
            seen.push(browser.get(&format!("/v1/records/{record}")).await.0.status);
        }
        seen
    };
    // The first guardian has no entry, the second has that of the charge.
    assert_eq!(sees("lincoln", "Lincoln").await, [200, 200, 404]);
    assert_eq!(sees("grant", "Grant").await, [404, 404, 404]);
}

#[tokio::test]
async fn an_organisation_knows_only_its_own() {
    let server = TestServer::start().await;
    let (north, south) = (server.admin("north").await, server.admin("south").await);
    put(&server, &south, "/v1/records", &family()).await;
    assert_eq!(server.get("/v1/records/family/f-12", &north).await.status, 404);
    let charge = json!({ "type": "charge", "id": "c-1" });
    let found = records_of(&server, &north, charge, "2026-04-01T00:00:00Z").await;
    assert_eq!(keys(&found), ["charge:c-1"]);
    // Who writes may not read, and who reads may not write.
    let reader = server.key("south", &READS).await;
    let writer = server.key("south", &[Permission::WriteEvents]).await;
    let path = "/v1/records/family/f-12";
    assert_eq!(server.get(path, &reader).await.status, 200);
    assert_eq!(server.get(path, &writer).await.status, 403);
    assert_eq!(put(&server, &reader, path, &json!({})).await.status, 403);
}
