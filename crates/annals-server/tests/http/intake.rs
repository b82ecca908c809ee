//! Sending events.

use std::io::Write;

use annals_model::{Permission, limits};
use insta::assert_json_snapshot;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestServer, event};

#[tokio::test]
async fn one_object_gets_one_receipt_and_again_the_same() {
    let server = TestServer::start().await;
    let key = server.key("north", &[Permission::WriteEvents]).await;
    let first = server.post("/v1/events", &key, &event("e-1", "charge.deleted")).await;
    assert_eq!(first.status, 201, "{}", first.text);
    let receipt = &first.body;
    assert_eq!(receipt["id"], "e-1");
    assert_eq!(receipt["organization"], "north");
    assert_eq!(receipt["repeated"], false);
    assert_eq!(receipt["commitment"].as_str().unwrap().len(), 64);
    assert_eq!(receipt["root"].as_str().unwrap().len(), 64);
    assert_eq!(receipt["log_id"].as_str().unwrap().len(), 32);

    let again = server.post("/v1/events", &key, &event("e-1", "charge.deleted")).await;
    assert_eq!(again.status, 201);
    assert_eq!(again.body["repeated"], true);
    for field in ["number", "commitment", "log_id"] {
        assert_eq!(again.body[field], receipt[field], "{field}");
    }

    let other = server.post("/v1/events", &key, &event("e-1", "charge.created")).await;
    assert_eq!(other.problem(), "409 conflict");
    assert_eq!(other.body["errors"][0]["index"], 0);
    assert_eq!(other.body["errors"][0]["field"], "id");
}

#[tokio::test]
async fn what_differs_only_in_a_masked_secret_is_a_repeat() {
    let server = TestServer::start().await;
    let key = server.key("north", &[Permission::WriteEvents]).await;
    let typed = |pin: &str, property: &str| {
        let mut event = event("e-1", "user.updated");
        event["changes"] = json!([{ "property": property, "old": null, "new": pin }]);
        event["reason"] = format!("typed PIN: {pin}").into();
        event
    };
    let first = server.post("/v1/events", &key, &typed("4711", "pin")).await;
    // In the tail and in a file.
    for _ in 0..2 {
        let again = server.post("/v1/events", &key, &typed("4712", "pin")).await;
        assert_eq!(again.status, 201, "{}", again.text);
        assert_eq!(again.body["repeated"], true);
        assert_eq!(again.body["commitment"], first.body["commitment"]);
        let other = server.post("/v1/events", &key, &typed("4711", "otp")).await;
        assert_eq!(other.problem(), "409 conflict");
        server.store.seal().await.unwrap();
    }
}

#[tokio::test]
async fn a_conflict_anywhere_keeps_nothing_of_the_request() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    server.send(&key, &[event("e-1", "a.created")]).await;
    let body = json!([event("e-2", "a.created"), event("e-1", "a.deleted")]);
    let answer = server.post("/v1/events", &key, &body).await;
    assert_eq!(answer.problem(), "409 conflict");
    assert_eq!(answer.body["errors"][0]["index"], 1);
    assert_eq!(server.get("/v1/events/e-2", &key).await.status, 404);
}

#[tokio::test]
async fn every_form_and_packing_is_taken() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let gzip = |body: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = |body: &[u8]| zstd::encode_all(body, 1).unwrap();
    let plain = |body: &[u8]| body.to_vec();
    type Pack<'p> = &'p dyn Fn(&[u8]) -> Vec<u8>;
    let packings: [(&str, Pack<'_>); 4] =
        [("", &plain), ("identity", &plain), ("gzip", &gzip), ("zstd", &zstd)];
    for (packing, pack) in packings {
        for (kind, array) in [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("application/x-ndjson", false),
            ("application/jsonl", false),
        ] {
            let id = |n: usize| format!("{packing}-{kind}-{n}");
            let events = [event(&id(1), "a.created"), event(&id(2), "a.created")];
            let body = if array {
                serde_json::to_vec(&events).unwrap()
            } else {
                events.iter().map(|event| format!("{event}\n")).collect::<String>().into_bytes()
            };
            let mut request =
                server.request(Method::POST, "/v1/events", &key).header("content-type", kind);
            if !packing.is_empty() {
                request = request.header("content-encoding", packing);
            }
            let answer = Answer::of(request.body(pack(&body)).send().await.unwrap()).await;
            assert_eq!(answer.status, 201, "{packing} {kind}: {}", answer.text);
            assert_eq!(answer.body["receipts"][1]["id"], id(2).as_str());
        }
    }
}

#[tokio::test]
async fn the_sender_chooses_what_comes_back() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let send = |prefer: &'static str, body: Value| {
        let request = server.request(Method::POST, "/v1/events", &key);
        async move {
            let request = request.header("prefer", prefer).json(&body);
            Answer::of(request.send().await.unwrap()).await
        }
    };
    let mut full = event("e-1", "user.updated");
    full["changes"] = json!([{ "property": "password", "old": "a", "new": "hunter2" }]);
    let answer = send("return=representation", full).await;
    assert_eq!(answer.header("preference-applied"), "return=representation");
    assert_json_snapshot!(answer.body, {
        ".log_id" => "[log id]",
        ".receipt.log_id" => "[log id]",
        ".receipt.commitment" => "[hash]",
        ".receipt.root" => "[hash]",
        ".seed" => "[seed]",
        ".units" => "[units]",
    }, @r#"
    {
      "action": "user.updated",
      "actor": {
        "email": null,
        "id": null,
        "kind": "staff",
        "name": "Ada",
        "on_behalf_of": null,
        "role": null,
        "username": null
      },
      "area": null,
      "calendars": [],
      "category": "User",
      "changes": [
        {
          "masked": true,
          "new": null,
          "old": null,
          "property": "password"
        }
      ],
      "correlation_id": null,
      "critical": false,
      "description": null,
      "details": {},
      "flags": [
        "time_missing",
        "masked"
      ],
      "id": "e-1",
      "ip": null,
      "label": "Updated User",
      "log_id": "[log id]",
      "number": 2,
      "occurred_at": "2026-11-20T09:00:00.000Z",
      "organization": "north",
      "outcome": "success",
      "reason": null,
      "receipt": {
        "commitment": "[hash]",
        "id": "e-1",
        "log_id": "[log id]",
        "number": 2,
        "organization": "north",
        "repeated": false,
        "root": "[hash]",
        "tree_size": 3
      },
      "recorded_at": "2026-11-20T09:00:00.000Z",
      "records": [],
      "seed": "[seed]",
      "source": null,
      "type": "change",
      "units": "[units]",
      "user_agent": null
    }
    "#);

    let many = json!([event("e-2", "a.created"), event("e-3", "a.created")]);
    let answer = send("respond-async, return=minimal", many.clone()).await;
    assert_eq!(answer.header("preference-applied"), "return=minimal");
    assert_eq!(answer.body, json!({ "accepted": 2, "repeated": 0 }));
    let answer = send("return=minimal", many).await;
    assert_eq!(answer.body, json!({ "accepted": 2, "repeated": 2 }));
}

#[tokio::test]
async fn an_event_may_name_an_organisation_below_and_no_other() {
    let server = TestServer::start().await;
    let key = server.key("north", &[Permission::WriteEvents]).await;
    let home_only = server
        .key_with("north", &[Permission::WriteEvents], |new| new.reaches_below = false)
        .await
        .1;
    for (organization, far, near) in [
        ("north", 201, 201),
        ("n1", 201, 422),
        ("south", 422, 422),
        ("state", 422, 422),
        ("installation", 422, 422),
        ("nowhere", 422, 422),
    ] {
        for (key, name, expected) in [(&key, "far", far), (&home_only, "near", near)] {
            let mut event = event(&format!("{name}-{organization}"), "a.created");
            event["organization"] = organization.into();
            let answer = server.post("/v1/events", key, &event).await;
            assert_eq!(answer.status, expected, "{name} {organization}: {}", answer.text);
            if expected == 201 {
                assert_eq!(answer.body["organization"], organization);
            } else {
                assert_eq!(
                    answer.body["errors"],
                    json!([{ "index": 0, "field": "organization", "reason":
                        "there is no such organisation among those you may write to" }])
                );
            }
        }
    }
}

#[tokio::test]
async fn limits_of_a_request_hold_at_their_edges() {
    let server = TestServer::start().await;
    let key = server.key("north", &[Permission::WriteEvents]).await;
    let post = |body: Vec<u8>, packing: &'static str| {
        let request = server
            .request(Method::POST, "/v1/events", &key)
            .header("content-type", "application/x-ndjson")
            .header("prefer", "return=minimal")
            .header("content-encoding", packing)
            .body(body);
        async move { Answer::of(request.send().await.unwrap()).await }
    };
    let line = "{\"action\":\"a.created\",\"actor\":{\"id\":\"1\"}}\n";
    let answer = post(line.repeat(limits::REQUEST_EVENTS_MAX).into_bytes(), "identity").await;
    assert_eq!(answer.body["accepted"], limits::REQUEST_EVENTS_MAX);
    let answer = post(line.repeat(limits::REQUEST_EVENTS_MAX + 1).into_bytes(), "identity").await;
    assert_eq!(answer.problem(), "413 too_large");

    // Blank lines fill a body up to its last byte without making work.
    let mut body = line.as_bytes().to_vec();
    body.resize(limits::REQUEST_BYTES_MAX, b'\n');
    assert_eq!(post(body.clone(), "identity").await.status, 201);
    assert_eq!(post(zstd::encode_all(&*body, 1).unwrap(), "zstd").await.status, 201);
    body.push(b'\n');
    let answer = post(zstd::encode_all(&*body, 1).unwrap(), "zstd").await;
    assert_eq!(answer.problem(), "413 too_large");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&body).unwrap();
    let answer = post(encoder.finish().unwrap(), "gzip").await;
    assert_eq!(answer.problem(), "413 too_large");
    assert_eq!(post(body, "identity").await.problem(), "413 too_large");
}
