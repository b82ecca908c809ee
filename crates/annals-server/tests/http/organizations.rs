//! Organisations over the API: moved, closed, reopened.

use annals_model::Permission;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, TestServer, event};

async fn patch(server: &TestServer, id: &str, key: &str, body: &Value) -> Answer {
    let path = format!("/v1/organizations/{id}");
    Answer::of(server.request(Method::PATCH, &path, key).json(body).send().await.unwrap()).await
}

#[tokio::test]
async fn an_organisation_is_moved_by_who_manages_both_places() {
    let server = TestServer::start().await;
    let (state, north) = (server.admin("state").await, server.admin("north").await);
    let reader = server.key("state", &[Permission::ReadOrganizations]).await;
    for (key, id, parent, expected) in [
        (&reader, "n1", "south", "403 permission_missing"),
        (&north, "n1", "south", "404 not_found"),
        (&north, "n1", "nowhere", "404 not_found"),
        (&north, "south", "north", "404 not_found"),
        (&north, "north", "n1", "403 permission_missing"),
        (&state, "north", "n1", "409 refused"),
        (&state, "n1", "No Name", "422 invalid_value"),
    ] {
        let answer = patch(&server, id, key, &json!({ "parent": parent })).await;
        assert_eq!(answer.problem(), expected, "{id} below {parent}: {}", answer.text);
    }
    let moved = patch(&server, "n1", &state, &json!({ "parent": "south" })).await;
    assert_eq!((moved.status, &moved.body["parent"]), (200, &json!("south")));
    // Who manages the old place doesn't see it any more.
    assert_eq!(server.get("/v1/organizations/n1", &north).await.status, 404);
    let listed = server.get("/v1/organizations", &north).await.body;
    assert_eq!(listed["organizations"].as_array().unwrap().len(), 1);
    let told = server.get("/v1/events?q=action:annals.organization.moved", &north).await.body;
    let told = &told["entries"][0];
    assert_eq!(told["changes"], json!([{ "property": "parent", "old": "north", "new": null }]));
    assert_eq!(told["critical"], true);
}

#[tokio::test]
async fn a_closed_organisation_refuses_events_keys_and_sign_ins() {
    let server = TestServer::start().await;
    let state = server.admin("state").await;
    let keys = [server.admin("north").await, server.admin("n1").await];
    server.user("n1", "ada", PASSWORD).await;
    let kept = event("kept", "charge.created");
    assert_eq!(server.post("/v1/events", &keys[1], &kept).await.status, 201);

    let closed = patch(&server, "north", &state, &json!({ "closed": true })).await;
    assert_eq!((closed.status, &closed.body["closed"]), (200, &json!(true)));
    assert!(closed.body["closed_at"].is_string());
    let below = server.get("/v1/organizations/n1", &state).await.body;
    assert_eq!((&below["closed"], &below["closed_at"]), (&json!(true), &Value::Null));
    for key in &keys {
        for path in ["/v1/events", "/v1/organizations", "/v1/keys"] {
            let refused = server.get(path, key).await;
            assert_eq!(refused.problem(), "403 organization_closed", "{path}");
        }
    }
    let mut sent = event("new", "charge.created");
    sent["organization"] = json!("n1");
    let refused = server.post("/v1/events", &state, &sent).await;
    assert_eq!(refused.problem(), "403 organization_closed");
    let faults = json!([{ "index": 0, "field": "organization",
        "reason": "it, or one above it, is closed" }]);
    assert_eq!(refused.body["errors"], faults);
    // What was taken before is known; the log is read, proved and searched from above.
    let mut again = kept.clone();
    again["organization"] = json!("n1");
    let repeated = server.post("/v1/events", &state, &again).await;
    assert_eq!((repeated.status, &repeated.body["repeated"]), (201, &json!(true)));
    for path in [
        "/v1/events?organization=n1",
        "/v1/events/kept?organization=n1",
        "/v1/events/kept/proof?organization=n1",
        "/v1/events/count?organization=north&below=true",
    ] {
        assert_eq!(server.get(path, &state).await.status, 200, "{path}");
    }
    let form = "username=ada&password=correct+horse";
    let sign_in = async |form: &'static str| {
        let request = server
            .request(Method::POST, "/sign-in", "")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        Answer::of(request.send().await.unwrap()).await.header("location").to_owned()
    };
    assert_eq!(sign_in(form).await, "/sign-in?problem=closed");
    // Who doesn't know the password learns nothing of it.
    let wrong = "username=ada&password=something+else";
    assert_eq!(sign_in(wrong).await, "/sign-in?problem=credentials");
    let page = server.get("/sign-in?problem=closed", "").await.text;
    assert!(page.contains("Your organisation is closed"), "{page}");
    let new = json!({ "id": "n9", "name": "N9", "parent": "n1" });
    assert_eq!(server.post("/v1/organizations", &state, &new).await.problem(), "409 refused");
    let moved = patch(&server, "south", &state, &json!({ "parent": "north" })).await;
    assert_eq!(moved.problem(), "409 refused");

    let open = patch(&server, "north", &state, &json!({ "closed": false })).await;
    assert_eq!((open.status, &open.body["closed"]), (200, &json!(false)));
    assert_eq!(sign_in(form).await, "/");
    assert_eq!(server.post("/v1/events", &state, &sent).await.status, 201);
}
