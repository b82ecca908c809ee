//! Types of records that organisations declare.

use annals_desk::RECORD_TYPES_MAX;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::{Answer, READS, TestServer, event};

async fn declare(server: &TestServer, key: &str, at: &str, name: &str, one: Value) -> Answer {
    let path = format!("/v1/record-types/{name}?organization={at}");
    Answer::of(server.request(Method::PUT, &path, key).json(&one).send().await.unwrap()).await
}

async fn delete(server: &TestServer, key: &str, at: &str, name: &str) -> u16 {
    let path = format!("/v1/record-types/{name}?organization={at}");
    server.request(Method::DELETE, &path, key).send().await.unwrap().status().as_u16()
}

/// Label and origin of a type.
async fn of(server: &TestServer, key: &str, at: &str, name: &str) -> (String, String) {
    let list = server.get(&format!("/v1/record-types?organization={at}"), key).await.body;
    let found = list["record_types"].as_array().unwrap().iter().find(|one| one["name"] == name);
    let text = |field: &str| found.map_or("-", |one| one[field].as_str().unwrap()).to_owned();
    (text("label"), text("origin"))
}

#[tokio::test]
async fn the_nearest_declaration_counts_and_each_is_told() {
    let server = TestServer::start().await;
    let state = server.admin("state").await;
    let pair = |label: &str, origin: &str| (label.to_owned(), origin.to_owned());
    assert_eq!(of(&server, &state, "north", "student").await, pair("Student", "built_in"));
    let child = json!({ "label": "Child", "plural": "Children", "icon": "person",
        "edit_url": "https://app.example/children/{id}", "tabs": ["history"] });
    assert_eq!(declare(&server, &state, "state", "student", child.clone()).await.status, 200);
    let own = json!({ "label": "Pupil" });
    let set = declare(&server, &state, "n1", "student", own).await.body;
    assert_eq!((&set["plural"], &set["icon"]), (&json!("Pupils"), &json!("record")));
    for (place, expected) in [
        ("state", pair("Child", "organization")),
        ("north", pair("Child", "inherited")),
        ("n1", pair("Pupil", "organization")),
        ("installation", pair("-", "-")),
    ] {
        if place == "installation" {
            let path = "/v1/record-types?organization=installation";
            assert_eq!(server.get(path, &state).await.status, 404);
            continue;
        }
        assert_eq!(of(&server, &state, place, "student").await, expected, "{place}");
    }
    // Sending it again changes nothing; taking it back does.
    declare(&server, &state, "state", "student", child).await;
    assert_eq!(delete(&server, &state, "n1", "student").await, 204);
    assert_eq!(delete(&server, &state, "n1", "student").await, 204);
    assert_eq!(of(&server, &state, "n1", "student").await, pair("Child", "inherited"));
    let told = async |place: &str| {
        let path = format!("/v1/events?q=action:annals.record_type.*&organization={place}");
        let found = server.get(&path, &state).await.body;
        let entries = found["entries"].as_array().unwrap().clone();
        entries.into_iter().map(|entry| (entry["type"].clone(), entry["changes"].clone())).collect()
    };
    let of_state: Vec<(Value, Value)> = told("state").await;
    assert_eq!(of_state.len(), 1);
    assert_eq!(of_state[0].0, "add");
    assert_eq!(of_state[0].1[3]["new"], "https://app.example/children/{id}");
    let of_n1: Vec<(Value, Value)> = told("n1").await;
    let types: Vec<&Value> = of_n1.iter().map(|(one, _)| one).collect();
    assert_eq!(types, ["delete", "add"]);
}

#[tokio::test]
async fn pages_show_a_type_as_it_is_declared() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let mut sent = event("e", "thing.changed");
    sent["records"] = json!([{ "type": "pupil", "id": "a/\"7", "change": "change" }]);
    server.send(&admin, &[sent]).await;
    server.user_who_may("north", "ada", &READS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = async || browser.get("/records/pupil/a%2F%227").await.0.text;
    assert!(page().await.contains("Pupil") && !page().await.contains("/p/a"));
    let one = json!({ "label": "Child <b>", "plural": "Children", "icon": "gear",
        "edit_url": "https://app.example/p/{id}?x=1&y=2", "tabs": ["history"] });
    assert_eq!(declare(&server, &admin, "north", "pupil", one).await.status, 200);
    let shown = page().await;
    assert!(shown.contains("Child &lt;b&gt; a/&quot;7"), "{shown}");
    assert!(shown.contains("href=\"https://app.example/p/a%2F%227?x=1&amp;y=2\""), "{shown}");
    assert!(shown.contains("/history\"") && !shown.contains("/activity\""), "{shown}");
    let other = browser.get("/records/pupil/a%2F%227/activity").await.0;
    assert_eq!(other.status, 200, "the way is there for those who have it");
    // In the log, and in a file of it.
    assert!(browser.get("/").await.0.text.contains("Child &lt;b&gt; a/&quot;7"));
    assert_eq!(delete(&server, &admin, "north", "pupil").await, 204);
    assert!(!page().await.contains("Child"));
}

#[tokio::test]
async fn declarations_are_checked_and_limited() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let long = format!("https://app.example/{}/{{id}}", "x".repeat(2_000));
    for (name, one, words) in [
        ("a", json!({}), "label"),
        ("a", json!({ "label": " " }), "1 to 200 characters"),
        ("a", json!({ "label": "x".repeat(201) }), "1 to 200 characters"),
        ("a", json!({ "label": "A\u{202e}" }), "can't be seen"),
        ("a%3Ab", json!({ "label": "A" }), "neither ':'"),
        ("a%20b", json!({ "label": "A" }), "nor a blank"),
        ("a", json!({ "label": "A", "icon": "cat" }), "must be one of"),
        ("a", json!({ "label": "A", "tabs": ["past"] }), "is not one of"),
        ("a", json!({ "label": "A", "edit_url": "javascript:alert({id})" }), "https://"),
        ("a", json!({ "label": "A", "edit_url": "//evil.example/{id}" }), "single slash"),
        ("a", json!({ "label": "A", "edit_url": "https://{id}.example/" }), "after its host"),
        ("a", json!({ "label": "A", "edit_url": long }), "at most 2000"),
        ("a", json!({ "label": "A", "colour": "red" }), "colour"),
    ] {
        let refused = declare(&server, &admin, "north", name, one.clone()).await;
        assert!([400, 409, 422].contains(&refused.status), "{one}: {}", refused.text);
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    for number in 0..RECORD_TYPES_MAX {
        let one = json!({ "label": "A" });
        assert_eq!(declare(&server, &admin, "north", &format!("t{number}"), one).await.status, 200);
    }
    let one = || json!({ "label": "B" });
    assert_eq!(declare(&server, &admin, "north", "t0", one()).await.status, 200, "not one more");
    let refused = declare(&server, &admin, "north", "more", one()).await;
    assert!(refused.text.contains("at most 500 types"), "{}", refused.text);
}
