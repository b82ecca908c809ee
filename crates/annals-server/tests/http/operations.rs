//! What operators and browsers see around the API.

use std::time::Duration;

use annals_model::Permission;
use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, TestServer, event};

#[tokio::test]
async fn every_answer_carries_the_same_headers() {
    let server = TestServer::start().await;
    for path in ["/healthz", "/v1/events", "/nothing", "/sign-in", "/docs/api"] {
        let answer = server.get(path, "").await;
        let csp = answer.header("content-security-policy");
        assert!(csp.starts_with("default-src 'none'; script-src 'self'; "), "{path}: {csp}");
        assert!(!csp.contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "only over HTTPS");
        assert_eq!(answer.header("x-request-id").len(), 36);
    }
    let request = server.request(Method::GET, "/healthz", "").header("x-request-id", "abc-1.2_3");
    assert_eq!(Answer::of(request.send().await.unwrap()).await.header("x-request-id"), "abc-1.2_3");
    for bad in ["with space", "<script>", &"a".repeat(65)] {
        let request = server.request(Method::GET, "/healthz", "").header("x-request-id", bad);
        assert_ne!(Answer::of(request.send().await.unwrap()).await.header("x-request-id"), bad);
    }
}

#[tokio::test]
async fn the_description_is_served_for_programs_and_people() {
    let server = TestServer::start().await;
    let json = server.get("/openapi.json", "").await;
    assert_eq!(json.header("content-type"), "application/json");
    assert_eq!(json.body["openapi"], "3.1.0");
    let page = server.get("/docs/api", "").await;
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text.contains("POST /v1/events"));
    for forbidden in ["<script", "style=", "onclick", "http://", "https://"] {
        assert!(!page.text.contains(forbidden), "{forbidden}");
    }
}

#[tokio::test]
async fn figures_are_there_for_those_who_may() {
    let server = TestServer::start().await;
    let key = server.key("north", &[Permission::ReadMetrics, Permission::WriteEvents]).await;
    server.send(&key, &[event("e-1", "a.created")]).await;
    let invented = Method::from_bytes(b"INVENTED").unwrap();
    server.request(invented, "/v1/events", &key).send().await.unwrap();
    let figures = server.get("/metrics", &key).await.text;
    for name in [
        "annals_http_requests_total{",
        "annals_http_request_seconds_bucket{",
        "annals_events_accepted_total",
        "annals_tail_events",
        "annals_disk_free_percent",
        "annals_poisoned 0",
    ] {
        assert!(figures.contains(name), "{name} is not in\n{figures}");
    }
    assert!(!figures.contains("INVENTED"), "anyone could add series without end");
    // Neither names of organisations nor paths with ids in them.
    assert!(!figures.contains("north") && !figures.contains("e-1"));
}

#[tokio::test]
async fn a_full_disk_refuses_events_and_nothing_else() {
    let server = TestServer::start_with(|options| options.disk_refuse_percent = 101, |_| {}).await;
    let key = server.admin("north").await;
    let answer = server.post("/v1/events", &key, &event("e-1", "a.created")).await;
    assert_eq!(answer.problem(), "507 disk_full");
    assert_eq!(answer.header("retry-after"), "300");
    assert_eq!(server.get("/v1/events", &key).await.status, 200);
    let ready = server.get("/readyz", "").await;
    assert_eq!((ready.status, ready.body), (503, json!({ "ready": false, "reason": "disk_full" })));
    assert_eq!(server.get("/healthz", "").await.text, "ok\n");
}

#[tokio::test]
async fn only_trusted_proxies_say_who_the_client_is() {
    let through = async |trusted: &str| {
        let trusted = trusted.parse().unwrap();
        let server =
            TestServer::start_with(|_| {}, |config| config.trusted_proxies = vec![trusted]).await;
        let key = server.admin("north").await;
        let request = server
            .request(Method::POST, "/v1/keys", &key)
            .header("x-forwarded-for", "6.6.6.6, 203.0.113.9")
            .header("x-forwarded-proto", "https")
            .json(&json!({ "name": "k", "scopes": ["events:read"] }));
        let answer = Answer::of(request.send().await.unwrap()).await;
        let secure = !answer.header("strict-transport-security").is_empty();
        let page = server.get("/v1/events?q=action:annals.key.created&limit=1", &key).await.body;
        (page["entries"][0]["ip"].as_str().unwrap().to_owned(), secure)
    };
    assert_eq!(through("127.0.0.1/32").await, ("203.0.113.9".to_owned(), true));
    assert_eq!(through("10.0.0.0/8").await, ("127.0.0.1".to_owned(), false));
}

/// A body that begins and goes on when its sender says so.
fn held_body() -> (tokio::sync::mpsc::Sender<Result<Vec<u8>, std::io::Error>>, reqwest::Body) {
    let (sender, receiver) = tokio::sync::mpsc::channel(4);
    let stream = futures::stream::unfold(receiver, |mut receiver| async {
        let chunk: Option<Result<Vec<u8>, std::io::Error>> = receiver.recv().await;
        chunk.map(|chunk| (chunk, receiver))
    });
    (sender, reqwest::Body::wrap_stream(stream))
}

#[tokio::test]
async fn a_crowd_of_large_bodies_is_told_to_wait() {
    let room = 256 * 1024;
    let server = TestServer::start_with(|_| {}, |config| config.intake_bytes_max = room).await;
    let key = server.admin("north").await;
    let send = |body: reqwest::Body| {
        let request = server
            .request(Method::POST, "/v1/events", &key)
            .header("content-type", "application/x-ndjson");
        tokio::spawn(request.body(body).send())
    };
    let hold = async || {
        let (held, body) = held_body();
        let waiting = send(body);
        held.send(Ok(vec![b'\n'; room - 4096])).await.unwrap();
        (held, waiting)
    };
    let (mut held, mut waiting) = hold().await;
    let second =
        || async { Answer::of(send(vec![b'\n'; 8192].into()).await.unwrap().unwrap()).await };
    let mut answer = second().await;
    for _ in 0..500 {
        if answer.status == 429 {
            break;
        }
        // One that only asked whether there is room may have taken what the large one needed.
        if waiting.is_finished() {
            (held, waiting) = hold().await;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        answer = second().await;
    }
    assert_eq!(answer.problem(), "429 too_many");
    assert_eq!(answer.header("retry-after"), "1");
    // What still fits is taken, also while the large one waits.
    assert_eq!(server.post("/v1/events", &key, &event("e-1", "a.created")).await.status, 201);
    // What grows when it is unpacked needs the room that it grows to.
    let packed = zstd::encode_all(&*vec![b'\n'; 8192], 1).unwrap();
    let request = server.request(Method::POST, "/v1/events", &key);
    let request = request.header("content-type", "application/x-ndjson");
    let request = request.header("content-encoding", "zstd").body(packed);
    assert_eq!(Answer::of(request.send().await.unwrap()).await.problem(), "429 too_many");
    drop(held);
    assert_eq!(waiting.await.unwrap().unwrap().status(), 201);
    assert_eq!(second().await.status, 201, "there is room again");
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_ended() {
    let server = TestServer::start_with(
        |_| {},
        |config| {
            config.request_timeout = Duration::from_millis(100);
        },
    )
    .await;
    let key = server.admin("north").await;
    let (sender, body) = held_body();
    let request = server.request(Method::POST, "/v1/events", &key).body(body);
    let answer = Answer::of(request.send().await.unwrap()).await;
    assert_eq!(answer.problem(), "503 timeout");
    drop(sender);
}

#[tokio::test]
async fn open_requests_end_before_the_server_does() {
    let mut server = TestServer::start().await;
    let key = server.admin("north").await;
    let (sender, body) = held_body();
    sender.send(Ok(vec![b'\n'; 1_000])).await.unwrap();
    let request = server
        .request(Method::POST, "/v1/events", &key)
        .header("content-type", "application/x-ndjson")
        .body(body);
    let answer = tokio::spawn(request.send());
    // The request is there when the server has taken what was sent.
    while sender.capacity() < 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let store = server.store.clone();
    let stopping = tokio::spawn(async move {
        server.stop().await;
        server
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let line = format!("{}\n", event("last", "a.created"));
    sender.send(Ok(line.into_bytes())).await.unwrap();
    drop(sender);
    assert_eq!(answer.await.unwrap().unwrap().status(), 201);
    let server = stopping.await.unwrap();
    assert!(server.http.get(format!("{}/healthz", server.url)).send().await.is_err());
    drop(store);
}
