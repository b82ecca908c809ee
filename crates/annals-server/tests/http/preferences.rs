//! System preferences over the API: what they are, how they change, what that leaves in the log.

use annals_model::{Permission, Preference};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

async fn ask(
    server: &TestServer,
    method: Method,
    path: &str,
    key: &str,
    body: Option<Value>,
) -> Answer {
    let mut request = server.request(method, path, key);
    if let Some(body) = body {
        request = request.json(&body);
    }
    Answer::of(request.send().await.unwrap()).await
}

pub(crate) async fn set(server: &TestServer, key: &str, place: &str, name: &str, body: Value) {
    let path = format!("/v1/preferences/{name}?organization={place}");
    let answer = ask(server, Method::PATCH, &path, key, Some(body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

/// Value, origin, the organisation it comes from, own value and lock.
async fn state(server: &TestServer, key: &str, place: &str, name: &str) -> Value {
    let path = format!("/v1/preferences/{name}?organization={place}");
    let body = server.get(&path, key).await.body;
    ["value", "origin", "from", "own", "locked"].map(|field| body[field].clone()).to_vec().into()
}

/// The newest entries of the area, without what differs from run to run.
async fn told(server: &TestServer, key: &str, place: &str) -> Vec<Value> {
    let path = format!("/v1/events?organization={place}&q=area:Preference");
    let page = server.get(&path, key).await;
    let mut entries = page.body["entries"].as_array().unwrap().clone();
    for entry in &mut entries {
        let keep = ["action", "label", "type", "area", "records", "changes", "critical", "number"];
        entry.as_object_mut().unwrap().retain(|field, _| keep.contains(&field.as_str()));
    }
    entries
}

#[tokio::test]
async fn the_list_has_every_preference_with_its_default() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let page = server.get("/v1/preferences", &key).await;
    assert_eq!(page.body["organization"], "north");
    let found = page.body["preferences"].as_array().unwrap();
    assert_eq!(found.len(), Preference::ALL.len());
    for (one, preference) in found.iter().zip(Preference::ALL) {
        assert_eq!(one["name"], preference.as_str());
        assert_eq!(one["label"], preference.label());
        assert_eq!((&one["value"], &one["origin"]), (&one["default"], &json!("default")));
        // What is shown can be sent back.
        let path = format!("/v1/preferences/{}", preference.as_str());
        let body = json!({ "value": one["value"], "version": one["version"] });
        let sent = ask(&server, Method::PATCH, &path, &key, Some(body)).await;
        assert_eq!(sent.body["own"], one["value"], "{}", sent.text);
    }
    insta::assert_json_snapshot!(found);
}

#[tokio::test]
async fn each_change_leaves_the_entry_that_the_area_has() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    set(&server, &key, "north", "audit_users", json!({ "value": false })).await;
    set(&server, &key, "north", "working_days", json!({ "value": ["sun", "mon"] })).await;
    // The same again changes nothing and is not told.
    set(&server, &key, "north", "working_days", json!({ "value": "mon sun" })).await;
    set(&server, &key, "north", "working_days", json!({ "locked": true })).await;
    set(&server, &key, "north", "working_days", json!({ "locked": false })).await;
    let path = "/v1/preferences/working_days";
    assert_eq!(ask(&server, Method::DELETE, path, &key, None).await.status, 200);
    assert_eq!(ask(&server, Method::DELETE, path, &key, None).await.status, 200);
    insta::assert_json_snapshot!(told(&server, &key, "north").await, { "[].number" => "[n]" });
    assert_eq!(told(&server, &key, "n1").await.len(), 0, "told where it was changed");
}

#[tokio::test]
async fn a_value_that_was_inherited_is_told_when_it_becomes_ones_own() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    set(&server, &key, "n1", "session_idle", json!({ "value": 720 })).await;
    let told = told(&server, &key, "n1").await;
    let change = json!([{ "property": "Value", "old": "720", "new": "720" }]);
    assert_eq!(told[0]["changes"], change);
}

#[tokio::test]
async fn values_come_down_the_tree_until_one_says_otherwise() {
    let server = TestServer::start().await;
    let key = server.admin("state").await;
    let name = "export_entries_max";
    set(&server, &key, "state", name, json!({ "value": 50 })).await;
    assert_eq!(
        state(&server, &key, "n1", name).await,
        json!([50, "inherited", "state", null, false])
    );
    set(&server, &key, "n1", name, json!({ "value": 10 })).await;
    assert_eq!(state(&server, &key, "n1", name).await, json!([10, "own", null, 10, false]));

    set(&server, &key, "north", name, json!({ "value": 20, "locked": true })).await;
    assert_eq!(state(&server, &key, "n1", name).await, json!([20, "locked", "north", 10, false]));
    set(&server, &key, "state", name, json!({ "locked": true })).await;
    assert_eq!(state(&server, &key, "n1", name).await, json!([50, "locked", "state", 10, false]));
    assert_eq!(
        state(&server, &key, "south", name).await,
        json!([50, "locked", "state", null, false])
    );

    // Nobody below changes anything of it, whichever way.
    for (method, body) in [
        (Method::PATCH, Some(json!({ "value": 5 }))),
        (Method::PATCH, Some(json!({ "locked": false }))),
        (Method::DELETE, None),
    ] {
        let path = format!("/v1/preferences/{name}?organization=north");
        let refused = ask(&server, method, &path, &key, body).await;
        assert_eq!(refused.problem(), "409 refused");
    }
    set(&server, &key, "state", name, json!({ "locked": false })).await;
    set(&server, &key, "north", name, json!({ "locked": false })).await;
    assert_eq!(state(&server, &key, "n1", name).await, json!([10, "own", null, 10, false]));
}

#[tokio::test]
async fn nobody_learns_the_names_above() {
    let server = TestServer::start().await;
    let root = server.admin("installation").await;
    let name = "date_order";
    let locked = json!({ "value": "day_first", "locked": true });
    set(&server, &root, "state", name, locked).await;
    let key = server.admin("north").await;
    for place in ["north", "n1"] {
        let path = format!("/v1/preferences/{name}?organization={place}");
        let found = server.get(&path, &key).await;
        assert_eq!((&found.body["origin"], &found.body["from"]), (&json!("locked"), &Value::Null));
        assert!(!found.text.contains("state") && !found.text.contains("STATE"), "{}", found.text);
    }
}

#[tokio::test]
async fn the_second_of_two_is_told() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let path = "/v1/preferences/session_age";
    let seen = server.get(path, &key).await.body["version"].clone();
    let first = json!({ "value": 24, "version": seen });
    let second = json!({ "value": 48, "version": seen });
    assert_eq!(ask(&server, Method::PATCH, path, &key, Some(first)).await.status, 200);
    let refused = ask(&server, Method::PATCH, path, &key, Some(second)).await;
    assert_eq!(refused.problem(), "409 refused");
    assert!(refused.text.contains("changed meanwhile, to 24"), "{}", refused.text);
    let reset = json!({ "value": null, "version": seen });
    let refused = ask(&server, Method::PATCH, path, &key, Some(reset)).await;
    assert_eq!(refused.problem(), "409 refused");
    // Also a lock, and becoming one's own without another value, are changes of what was seen.
    let seen = server.get(path, &key).await.body["version"].clone();
    set(&server, &key, "north", "session_age", json!({ "locked": true })).await;
    let late = json!({ "value": 48, "version": seen });
    assert_eq!(ask(&server, Method::PATCH, path, &key, Some(late)).await.problem(), "409 refused");
    assert_eq!(state(&server, &key, "north", "session_age").await[0], 24);
    let seen = server.get(path, &key).await.body["version"].clone();
    let reset = json!({ "value": null, "version": seen });
    assert_eq!(ask(&server, Method::PATCH, path, &key, Some(reset)).await.status, 200);
    assert_eq!(state(&server, &key, "north", "session_age").await[1], "default");
}

#[tokio::test]
async fn what_is_no_value_is_refused_with_its_reason() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    for (name, body, reason) in [
        ("audit_users", json!({ "value": 1 }), "true or false"),
        ("session_idle", json!({ "value": 4 }), "from 5 to 720 minutes"),
        ("session_idle", json!({ "value": 7.5 }), "whole number"),
        ("password_length_min", json!({ "value": 9 }), "from 10 to 20 characters"),
        ("date_order", json!({ "value": "year_first" }), "month_first, day_first"),
        ("working_days", json!({ "value": [] }), "at least one day"),
        ("working_days", json!({ "value": [1] }), "list of texts"),
        ("working_hours_begin", json!({ "value": "24:00" }), "00:00 to 23:59"),
        ("working_hours_end", json!({ "value": { "a": 1 } }), "00:00 to 23:59"),
    ] {
        let path = format!("/v1/preferences/{name}");
        let answer = ask(&server, Method::PATCH, &path, &key, Some(body)).await;
        assert_eq!(answer.problem(), "422 invalid_value", "{name}");
        assert!(answer.text.contains(reason), "{name}: {}", answer.text);
        assert_eq!(answer.body["errors"][0]["field"], "value");
    }
    let unknown = Some(json!({ "valeu": 1 }));
    let answer = ask(&server, Method::PATCH, "/v1/preferences/audit_users", &key, unknown).await;
    assert_eq!(answer.problem(), "400 malformed");
    for path in ["/v1/preferences/colour", "/v1/preferences/Audit_Users"] {
        assert_eq!(server.get(path, &key).await.problem(), "404 not_found");
    }
    assert_eq!(told(&server, &key, "north").await.len(), 0);
}

#[tokio::test]
async fn reading_is_not_changing() {
    let server = TestServer::start().await;
    let key = server.key("north", &[Permission::ReadPreferences]).await;
    assert_eq!(server.get("/v1/preferences", &key).await.status, 200);
    let body = Some(json!({ "value": false }));
    let path = "/v1/preferences/audit_users";
    let answer = ask(&server, Method::PATCH, path, &key, body).await;
    assert_eq!(answer.problem(), "403 permission_missing");
    assert_eq!(
        ask(&server, Method::DELETE, path, &key, None).await.problem(),
        "403 permission_missing"
    );
}
