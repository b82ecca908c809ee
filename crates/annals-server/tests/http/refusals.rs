//! What is refused, and how it is said.

use annals_model::Permission;
use insta::assert_json_snapshot;
use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, TestServer, event};

#[tokio::test]
async fn every_refused_event_is_named_with_field_and_reason() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let body = json!([
        event("good", "a.created"),
        { "actor": { "id": "1" }, "action": "a", "occurred_at": "yesterday", "ip": "1.2.3" },
        { "action": "a", "actor": {} },
        event("good-2", "Annals.key.created"),
        { "action": "a", "actor": { "id": "1" }, "occurred_at": "2026-11-21T09:00:00.001Z" },
        7,
    ]);
    let answer = server.post("/v1/events", &key, &body).await;
    assert_eq!(answer.problem(), "422 invalid_events");
    assert_json_snapshot!(answer.body, { ".request_id" => "[id]" }, @r#"
    {
      "code": "invalid_events",
      "detail": "5 of the events are refused; nothing of the request was kept",
      "errors": [
        {
          "field": "ip",
          "index": 1,
          "reason": "\"1.2.3\" is not an IP address"
        },
        {
          "field": "occurred_at",
          "index": 1,
          "reason": "\"yesterday\" is not an RFC 3339 time such as 2026-11-20T09:14:03.120Z"
        },
        {
          "field": "actor",
          "index": 2,
          "reason": "needs an id, a username or a name"
        },
        {
          "field": "action",
          "index": 3,
          "reason": "annals.* is kept for Annals' own entries"
        },
        {
          "field": "occurred_at",
          "index": 4,
          "reason": "2026-11-21T09:00:00.001Z is more than 24 hours ahead of the server's clock (2026-11-20T09:00:00.000Z)"
        },
        {
          "field": "event",
          "index": 5,
          "reason": "must be an object"
        }
      ],
      "request_id": "[id]",
      "status": 422,
      "title": "Some events are not valid",
      "type": "/docs/api#invalid_events"
    }
    "#);

    assert_eq!(server.get("/v1/events/good", &key).await.problem(), "404 not_found");
}

#[tokio::test]
async fn bodies_that_can_not_be_read() {
    let server = TestServer::start().await;
    let key = server.key("north", &[Permission::WriteEvents]).await;
    let cases: [(&str, &str, &[u8], &str); 10] = [
        ("application/json", "", b"", "400 malformed"),
        ("application/json", "", b"{\"action\":", "400 malformed"),
        ("application/json", "", b"[{\"action\":\"a\"}", "400 malformed"),
        ("application/json", "", b"\xff", "400 malformed"),
        ("application/json", "", b"[1,2]", "422 invalid_events"),
        ("application/x-ndjson", "", b"{oops}", "422 invalid_events"),
        ("application/x-www-form-urlencoded", "", b"a=b", "415 unsupported_media_type"),
        ("application/json", "br", b"{}", "415 unsupported_media_type"),
        ("application/json", "gzip", b"{}", "400 malformed"),
        ("application/json", "zstd", b"{}", "400 malformed"),
    ];
    for (kind, packing, body, expected) in cases {
        let mut request =
            server.request(Method::POST, "/v1/events", &key).header("content-type", kind);
        if !packing.is_empty() {
            request = request.header("content-encoding", packing);
        }
        let answer = Answer::of(request.body(body.to_vec()).send().await.unwrap()).await;
        assert_eq!(answer.problem(), expected, "{kind} {packing} {}", answer.text);
    }
}

#[tokio::test]
async fn parameters_are_taken_strictly() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    for (path, expected) in [
        ("/v1/events?querry=x", "400 invalid_parameter"),
        ("/v1/events?q=a&q=b", "400 invalid_parameter"),
        ("/v1/events?limit=0", "400 invalid_parameter"),
        ("/v1/events?limit=1001", "400 invalid_parameter"),
        ("/v1/events?limit=ten", "400 invalid_parameter"),
        ("/v1/events?order=name", "400 invalid_parameter"),
        ("/v1/events?below=yes", "400 invalid_parameter"),
        ("/v1/events?organization=Not%20One", "400 invalid_parameter"),
        ("/v1/events?organization=nowhere", "404 not_found"),
        ("/v1/events?cursor=garbage", "400 invalid_cursor"),
        ("/v1/events?q=acter:ada", "400 invalid_query"),
        ("/v1/events?q=(a", "400 invalid_query"),
        ("/v1/events/facets", "400 invalid_parameter"),
        ("/v1/events/facets?field=ip", "400 invalid_parameter"),
        ("/v1/events/facets?field=actor&limit=1001", "400 invalid_parameter"),
        ("/v1/events/histogram?interval=second", "400 invalid_parameter"),
        ("/v1/events/histogram?from=now", "400 invalid_parameter"),
        (
            "/v1/events/histogram?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
            "400 invalid_parameter",
        ),
        ("/v1/events/stream?below=true&after=17", "400 invalid_parameter"),
        ("/v1/events/stream?below=perhaps", "400 invalid_parameter"),
        ("/v1/events/stream?after=x", "400 invalid_parameter"),
        ("/v1/events/count?limit=1", "400 invalid_parameter"),
        ("/v1/events/nothing", "404 not_found"),
        ("/v1/events/nothing/proof", "404 not_found"),
        ("/v1/organizations/nowhere", "404 not_found"),
        ("/v1/organizations/Not%20One", "400 invalid_parameter"),
        ("/v1/nothing", "404 not_found"),
    ] {
        assert_eq!(server.get(path, &key).await.problem(), expected, "{path}");
    }
    assert_eq!(server.get("/v1/events?limit=1000", &key).await.status, 200);
    assert_eq!(server.get("/v1/events?limit=1", &key).await.status, 200);
}

#[tokio::test]
async fn a_search_that_can_not_be_understood_is_marked_at_its_place() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let answer = server.get("/v1/events?q=smith%20acter:ada", &key).await;
    assert_json_snapshot!(answer.body, { ".request_id" => "[id]" }, @r#"
    {
      "code": "invalid_query",
      "detail": "at 6: acter: is no condition; for a record of this type write record:acter:…; did you mean actor?",
      "errors": [
        {
          "field": "q[6..11]",
          "reason": "acter: is no condition; for a record of this type write record:acter:…; did you mean actor?"
        }
      ],
      "request_id": "[id]",
      "status": 400,
      "title": "The search can't be understood",
      "type": "/docs/api#invalid_query"
    }
    "#);
    let long = "a".repeat(annals_model::limits::QUERY_BYTES_MAX);
    assert_eq!(server.get(&format!("/v1/events?q={long}"), &key).await.status, 200);
    let answer = server.get(&format!("/v1/events?q={long}a"), &key).await;
    assert_eq!(answer.problem(), "400 invalid_query");
}

/// Whatever is refused, and by whichever part of the server, is said in the same form.
#[tokio::test]
async fn every_refusal_is_a_problem_document() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let form = "application/x-www-form-urlencoded";
    let large = "x".repeat(100 * 1024);
    let cases: [(Method, &str, &str, &str, &str); 20] = [
        (Method::GET, "/v1/events/%ff", "", "", "400 invalid_parameter"),
        (Method::GET, "/v1/events/%ff/proof", "", "", "400 invalid_parameter"),
        (Method::GET, "/v1/organizations/%ff", "", "", "400 invalid_parameter"),
        (
            Method::PATCH,
            "/v1/organizations/%c3%28",
            "application/json",
            "{}",
            "400 invalid_parameter",
        ),
        (Method::DELETE, "/v1/keys/%fe", "", "", "400 invalid_parameter"),
        (Method::GET, "/v1/events?limit=%ff", "", "", "400 invalid_parameter"),
        (Method::GET, "/entries/%ff", "", "", "303"),
        (Method::GET, "/assets/%ff", "", "", "400 malformed"),
        (Method::GET, "/assets/none.css", "", "", "404 not_found"),
        (Method::GET, "/%ff", "", "", "404 not_found"),
        (Method::GET, "//", "", "", "404 not_found"),
        (Method::GET, "/v2/events", "", "", "404 not_found"),
        (Method::DELETE, "/sign-in", "", "", "405 method_not_allowed"),
        (Method::POST, "/sign-in", form, "username=x", "400 malformed"),
        (Method::POST, "/sign-in", "text/plain", "x", "415 unsupported_media_type"),
        (Method::POST, "/sign-in", form, &large, "413 too_large"),
        (Method::POST, "/v1/keys", "application/json", &large, "413 too_large"),
        (Method::PATCH, "/v1/organizations/north", "application/json", &large, "413 too_large"),
        (Method::POST, "/v1/events", "application/json", "{", "400 malformed"),
        (Method::POST, "/v1/events/%ff", "application/json", "{}", "405 method_not_allowed"),
    ];
    for (method, path, kind, body, expected) in cases {
        let mut request = server.request(method.clone(), path, &key);
        if !kind.is_empty() {
            request = request.header("content-type", kind).body(body.to_owned());
        }
        let answer = Answer::of(request.send().await.unwrap()).await;
        if expected == "303" {
            assert_eq!(answer.status, 303, "{method} {path}");
            continue;
        }
        assert_eq!(answer.problem(), expected, "{method} {path} {}", answer.text);
        for field in ["type", "title", "status", "detail", "request_id"] {
            assert!(!answer.body[field].is_null(), "{method} {path} lacks {field}");
        }
    }
}

#[tokio::test]
async fn two_keys_at_once_are_refused() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let request = server.request(Method::GET, "/v1/events", &key);
    let request = request.header("authorization", format!("Bearer {key}"));
    let answer = Answer::of(request.send().await.unwrap()).await;
    assert_eq!(answer.problem(), "400 malformed");
}

#[tokio::test]
async fn wrong_methods_and_settings() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    for (method, path) in [
        (Method::DELETE, "/v1/events"),
        (Method::PUT, "/v1/events/x"),
        (Method::POST, "/v1/events/count"),
        (Method::POST, "/healthz"),
    ] {
        let request = server.request(method.clone(), path, &key);
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.problem(), "405 method_not_allowed", "{method} {path}");
        assert!(!answer.header("allow").is_empty());
    }
    for (path, body, expected) in [
        ("/v1/keys", json!({}), "400 malformed"),
        ("/v1/keys", json!({ "name": "x", "scopes": [], "colour": 1 }), "400 malformed"),
        ("/v1/keys", json!({ "name": "x", "scopes": [] }), "422 invalid_value"),
        ("/v1/keys", json!({ "name": "", "scopes": ["events:read"] }), "422 invalid_value"),
        ("/v1/keys", json!({ "name": "x", "scopes": ["fly"] }), "422 invalid_value"),
        (
            "/v1/keys",
            json!({ "name": "x", "scopes": ["events:read"], "expires_at": "soon" }),
            "422 invalid_value",
        ),
        (
            "/v1/keys",
            json!({ "name": "x", "scopes": ["events:read"],
                    "expires_at": "2026-11-20T09:00:00Z" }),
            "422 invalid_value",
        ),
        ("/v1/organizations", json!({ "id": "Not One", "name": "x" }), "422 invalid_value"),
        ("/v1/organizations", json!({ "id": "n1", "name": "x" }), "409 refused"),
        ("/v1/organizations", json!({ "id": "n2", "name": "\n" }), "422 invalid_value"),
        (
            "/v1/organizations",
            json!({ "id": "n2", "name": "x", "time_zone": "Mars" }),
            "422 invalid_value",
        ),
        (
            "/v1/organizations",
            json!({ "id": "n2", "name": "x", "parent": "south" }),
            "404 not_found",
        ),
    ] {
        let answer = server.post(path, &key, &body).await;
        assert_eq!(answer.problem(), expected, "{path} {body} {}", answer.text);
    }
}
