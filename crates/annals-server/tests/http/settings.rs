//! Organisations and keys, and the entries that tell of them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestServer, event, ids};

/// Action, label and records of the newest entries.
async fn told(server: &TestServer, key: &str, rows: usize) -> Vec<Value> {
    let path = format!("/v1/events?limit={rows}&q=source:annals+-type:access");
    let page = server.get(&path, key).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let mut entries = page.body["entries"].as_array().unwrap().clone();
    for entry in &mut entries {
        let keep = ["action", "label", "actor", "records", "changes", "critical", "type"];
        entry.as_object_mut().unwrap().retain(|field, _| keep.contains(&field.as_str()));
        entry["actor"].as_object_mut().unwrap().retain(|_, value| !value.is_null());
    }
    entries
}

#[tokio::test]
async fn a_key_is_created_used_and_revoked() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let body = json!({ "name": "Check-in kiosk", "scopes": ["events:write"],
        "reaches_below": true, "expires_at": "2027-01-01T00:00:00Z" });
    let created = server.post("/v1/keys", &admin, &body).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let secret = created.body["secret"].as_str().unwrap().to_owned();
    let prefix = created.body["prefix"].as_str().unwrap().to_owned();
    assert!(secret.starts_with(&format!("{prefix}_")), "{secret}");
    assert_eq!(secret.len(), 12 + 1 + 43);
    server.send(&secret, &[event("e-1", "a.created")]).await;

    let listed = server.get("/v1/keys", &admin).await;
    assert!(!listed.text.contains(&secret) && listed.text.contains(&prefix));
    let id = created.body["id"].as_str().unwrap().to_owned();
    let revoke = || server.request(Method::DELETE, &format!("/v1/keys/{id}"), &admin).send();
    assert_eq!(revoke().await.unwrap().status(), 204);
    let answer = server.post("/v1/events", &secret, &event("e-2", "a.created")).await;
    assert_eq!(answer.problem(), "401 unauthenticated");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(revoke().await.unwrap().status(), 204, "twice is as good as once");

    insta::assert_json_snapshot!(told(&server, &admin, 2).await, {
        "[].actor.id" => "[id]",
        "[].records[].id" => "[id]",
        "[1].changes[].new" => "[value]",
    }, @r#"
    [
      {
        "action": "annals.key.revoked",
        "actor": {
          "id": "[id]",
          "kind": "api",
          "name": "test"
        },
        "changes": [],
        "critical": true,
        "label": "Revoked API Key",
        "records": [
          {
            "change": "delete",
            "id": "[id]",
            "name": "Check-in kiosk",
            "type": "api_key"
          }
        ],
        "type": "delete"
      },
      {
        "action": "annals.key.created",
        "actor": {
          "id": "[id]",
          "kind": "api",
          "name": "test"
        },
        "changes": [
          {
            "new": "[value]",
            "old": null,
            "property": "prefix"
          },
          {
            "new": "[value]",
            "old": null,
            "property": "permissions"
          },
          {
            "new": "[value]",
            "old": null,
            "property": "reaches_below"
          },
          {
            "new": "[value]",
            "old": null,
            "property": "expires_at"
          }
        ],
        "critical": true,
        "label": "Created API Key",
        "records": [
          {
            "change": "add",
            "id": "[id]",
            "name": "Check-in kiosk",
            "type": "api_key"
          }
        ],
        "type": "add"
      }
    ]
    "#);
}

#[tokio::test]
async fn nobody_gives_what_they_do_not_have() {
    let server = TestServer::start().await;
    let scopes = [annals_model::Permission::ManageKeys, annals_model::Permission::ReadEvents];
    let key = server.key_with("north", &scopes, |new| new.reaches_below = false).await.1;
    for (body, status) in [
        (json!({ "name": "x", "scopes": ["events:read"] }), 201),
        (json!({ "name": "x", "scopes": ["events:read", "events:write"] }), 403),
        (json!({ "name": "x", "scopes": ["events:read"], "reaches_below": true }), 403),
        (json!({ "name": "x", "scopes": ["events:read"], "organization": "n1" }), 404),
    ] {
        assert_eq!(server.post("/v1/keys", &key, &body).await.status, status, "{body}");
    }
}

#[tokio::test]
async fn an_organisation_is_created_renamed_and_told_of() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let body = json!({ "id": "n2", "name": "North Two", "time_zone": "America/Chicago" });
    let created = server.post("/v1/organizations", &admin, &body).await;
    assert_eq!(created.status, 201, "{}", created.text);
    assert_eq!(created.body["parent"], "north");
    let request = server
        .request(Method::PATCH, "/v1/organizations/n2", &admin)
        .json(&json!({ "name": "North 2" }));
    let renamed = Answer::of(request.send().await.unwrap()).await;
    assert_eq!((renamed.status, &renamed.body["name"]), (200, &json!("North 2")));
    assert_eq!(renamed.body["time_zone"], "America/Chicago");

    let listed = server.get("/v1/organizations", &admin).await.body;
    let names: Vec<_> =
        listed["organizations"].as_array().unwrap().iter().map(|o| &o["id"]).collect();
    assert_eq!(names, ["n1", "n2", "north"]);
    // What lies above is not shown.
    assert_eq!(listed["organizations"][2]["parent"], Value::Null);

    let created = told(&server, &admin, 1).await;
    assert_eq!(created[0]["label"], "Created Organisation");
    let page = server.get("/v1/events?organization=n2&q=-type:access", &admin).await.body;
    assert_eq!(ids(&page).len(), 2);
    assert_eq!(
        page["entries"][1]["changes"],
        json!([{ "property": "Value", "old": "UTC", "new": "America/Chicago" }])
    );
    assert_eq!(
        page["entries"][0]["changes"],
        json!([{ "property": "name", "old": "North Two", "new": "North 2" }])
    );
}
