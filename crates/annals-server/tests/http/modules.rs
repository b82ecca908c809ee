//! Modules of applications: what is declared, and what comes of events that name one.

use annals_model::Permission;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

async fn declare(
    server: &TestServer,
    key: &str,
    place: &str,
    name: &str,
    rights: &[&str],
) -> Answer {
    let rights: Vec<Value> =
        rights.iter().map(|name| json!({ "name": name, "label": format!("The {name}") })).collect();
    let body = json!({ "label": "Health Office", "rights": rights });
    let path = format!("/v1/modules/{name}?organization={place}");
    Answer::of(server.request(Method::PUT, &path, key).json(&body).send().await.unwrap()).await
}

/// A module that is given to a group.
fn given(id: &str, module: &str) -> Value {
    json!({
        "id": id,
        "action": "rights.changed",
        "type": "add",
        "area": "UserGroupToolRights",
        "actor": { "username": "admin" },
        "records": [{ "type": "group", "id": "g-7", "name": "Nurses" }],
        "details": { "Group Name": "Nurses", "Module": module },
    })
}

async fn tools(server: &TestServer, key: &str, place: &str) -> Vec<(String, String)> {
    let path = format!("/v1/events?q=area:UserGroupToolRights&organization={place}");
    let page = server.get(&path, key).await.body;
    let entries = page["entries"].as_array().unwrap().iter().rev();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    entries.map(|entry| (text(&entry["id"]), text(&entry["details"]["Tool Name"]))).collect()
}

#[tokio::test]
async fn an_event_about_a_module_is_one_for_each_right() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let key = server.key("north", &[Permission::WriteEvents]).await;
    let declared = declare(&server, &admin, "north", "health", &["office", "report"]).await;
    assert_eq!((declared.status, &declared.body["inherited"]), (200, &json!(false)));

    let sent = server.post("/v1/events", &key, &given("e1", "health")).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    let receipts = sent.body["receipts"].as_array().unwrap();
    let ids: Vec<_> = receipts.iter().map(|receipt| &receipt["id"]).collect();
    assert_eq!(ids, ["e1/office", "e1/report"]);
    let expected = [("e1/office", "office"), ("e1/report", "report")];
    let expected = expected.map(|(id, tool)| (id.to_owned(), tool.to_owned()));
    assert_eq!(tools(&server, &admin, "north").await, expected);
    let one = server.get("/v1/events/e1%2Foffice", &admin).await.body;
    assert_eq!(one["correlation_id"], "e1");
    let records = [
        json!({ "type": "group", "id": "g-7", "name": "Nurses", "change": null }),
        json!({ "type": "tool", "id": "office", "name": "The office", "change": null }),
    ];
    assert_eq!(one["records"], json!(records), "{one}");
    // Sent again it adds nothing, in a batch it stands where it was sent.
    let again = server.post("/v1/events", &key, &given("e1", "health")).await;
    assert!(again.body["receipts"].as_array().unwrap().iter().all(|one| one["repeated"] == true));
    let mut named = given("e2", "health");
    named["details"]["Tool Name"] = "report".into();
    let batch = server.post("/v1/events", &key, &json!([given("e3", "health"), named])).await;
    let receipts = batch.body["receipts"].as_array().unwrap();
    let ids: Vec<_> = receipts.iter().map(|receipt| &receipt["id"]).collect();
    assert_eq!(ids, ["e3/office", "e3/report", "e2"]);
}

#[tokio::test]
async fn what_is_not_declared_is_refused_and_nothing_is_kept() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let refused = server.post("/v1/events", &key, &given("e1", "health")).await;
    assert_eq!(refused.problem(), "422 invalid_events");
    assert_eq!(refused.body["errors"][0]["field"], "details.Module");
    // Of an organisation beside or below it is not one here; one above declares for all below.
    let state = server.admin("state").await;
    for place in ["south", "n1"] {
        assert_eq!(declare(&server, &state, place, "health", &["office"]).await.status, 200);
    }
    assert_eq!(server.post("/v1/events", &key, &given("e1", "health")).await.status, 422);
    assert_eq!(declare(&server, &state, "state", "health", &["desk"]).await.status, 200);
    assert_eq!(server.post("/v1/events", &key, &given("e1", "health")).await.status, 201);
    assert_eq!(tools(&server, &key, "north").await, [("e1/desk".to_owned(), "desk".to_owned())]);
    let listed = server.get("/v1/modules", &key).await.body;
    assert_eq!(listed["modules"][0]["inherited"], true);
    // The nearest one counts.
    assert_eq!(declare(&server, &key, "north", "health", &["own"]).await.status, 200);
    assert_eq!(server.post("/v1/events", &key, &given("e2", "health")).await.status, 201);
    let removed = server.request(Method::DELETE, "/v1/modules/health", &key).send().await.unwrap();
    assert_eq!(removed.status(), 204);
    assert_eq!(server.post("/v1/events", &key, &given("e3", "health")).await.status, 201);
    let found = tools(&server, &key, "north").await;
    let found: Vec<&str> = found.iter().map(|(id, _)| &**id).collect();
    assert_eq!(found, ["e1/desk", "e2/own", "e3/desk"]);
}

#[tokio::test]
async fn a_module_that_grew_tells_nothing_that_nobody_gave() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    declare(&server, &key, "north", "health", &["office"]).await;
    assert_eq!(server.post("/v1/events", &key, &given("e1", "health")).await.status, 201);
    declare(&server, &key, "north", "health", &["office", "report"]).await;
    let again = server.post("/v1/events", &key, &given("e1", "health")).await;
    assert_eq!(again.problem(), "422 invalid_events");
    assert!(again.text.contains("a new one needs a new id"), "{}", again.text);
    assert_eq!(tools(&server, &key, "north").await.len(), 1);
    // The same id in another organisation is another event.
    let mut below = given("e1", "health");
    below["organization"] = "n1".into();
    assert_eq!(server.post("/v1/events", &key, &below).await.status, 201);
}

#[tokio::test]
async fn few_bytes_stand_for_no_more_than_a_request_may_have() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let rights: Vec<String> = (0..100).map(|number| format!("right-{number}")).collect();
    let rights: Vec<&str> = rights.iter().map(|name| &**name).collect();
    declare(&server, &key, "north", "health", &rights).await;
    let mut large = given("large", "health");
    large["description"] = "x".repeat(30_000).into();
    let mut events = vec![large.clone(); 12];
    for (number, event) in events.iter_mut().enumerate() {
        event["id"] = format!("large-{number}").into();
    }
    let refused = server.post("/v1/events", &key, &json!(events)).await;
    assert_eq!(refused.problem(), "422 invalid_events");
    assert!(refused.text.contains("more than 33554432 bytes"), "{}", refused.text);
    assert_eq!(server.post("/v1/events", &key, &large).await.status, 201);
}

#[tokio::test]
async fn declarations_are_checked_limited_and_told() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let many: Vec<String> = (0..101).map(|number| format!("right-{number}")).collect();
    let many: Vec<&str> = many.iter().map(|name| &**name).collect();
    for (name, rights, words) in [
        ("health", &[][..], "1 to 100 rights"),
        ("health", &many[..], "1 to 100 rights"),
        ("health", &["a", "a"][..], "twice"),
        ("health", &["a b"][..], "letters, digits"),
        ("he%20alth", &["a"][..], "letters, digits"),
        ("health", &[""][..], "1 to 200 characters"),
    ] {
        let refused = declare(&server, &key, "north", name, rights).await;
        assert!([400, 409, 422].contains(&refused.status), "{name} {words}: {}", refused.text);
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    assert_eq!(declare(&server, &key, "north", "health", &many[..100]).await.status, 200);
    // A request has no more entries than it may have events.
    let events: Vec<Value> = (0..101).map(|n| given(&format!("m{n}"), "health")).collect();
    let refused = server.post("/v1/events", &key, &json!(events)).await;
    assert_eq!(refused.problem(), "422 invalid_events");
    assert!(refused.text.contains("more than 10000 events"), "{}", refused.text);
    assert!(tools(&server, &key, "north").await.is_empty());
    assert_eq!(declare(&server, &key, "north", "health", &["a", "b"]).await.status, 200);
    let told = server.get("/v1/events?q=action:annals.module.*", &key).await.body;
    let told = told["entries"].as_array().unwrap();
    assert_eq!(told.len(), 2, "what was refused is not told");
    assert_eq!(told[0]["action"], "annals.module.updated");
    assert_eq!(told[0]["changes"][0]["property"], "rights");
    assert_eq!(told[0]["changes"][0]["new"], "a, b");
    assert_eq!(told[0]["actor"]["name"], "test");
}
