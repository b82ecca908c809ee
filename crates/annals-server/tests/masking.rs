//! A secret that is sent is in no file of the data directory and no log line afterwards.
//!
//! Alone in its binary: it collects every log line of the process.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "http/support.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod support;

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use support::TestServer;

/// What was planted; no two share a part.
const SECRETS: [&str; 12] = [
    "hunter2-planted",
    "tok_live_9f8e7d6c5b4a",
    "4111 1111 1111 1111",
    "123-45-6789",
    "inner-secret-7731",
    "unknown-field-secret-5520",
    "typed-password-8842",
    "typed-into-the-username-field",
    "5555555555554444",
    "4000\u{a0}0566\u{2009}5566\u{202f}5556",
    "hunter3-in-a-sentence",
    "Zr5kQ0aTn1yVx8mB2cD4eF6gH7jK9lP3sU5wY0zA1bC",
];

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn planted() -> Vec<Value> {
    let mut events = vec![
        json!({ "changes": [{ "property": "password", "old": SECRETS[0], "new": "x" }] }),
        json!({ "details": { "API Token": SECRETS[1] } }),
        json!({ "description": format!("paid with {} today", SECRETS[2]) }),
        json!({ "reason": format!("SSN {} on file", SECRETS[3]) }),
        json!({ "changes": [{ "property": "settings",
            "new": { "smtp": { "password": SECRETS[4], "port": 25 } } }] }),
        json!({ "client_secret": SECRETS[5] }),
        json!({ "user_agent": format!("curl {}", SECRETS[8]) }),
        json!({ "details": { "note": format!("card:\n{}", SECRETS[2]) } }),
        json!({ "details": { "body": json!({ "password": SECRETS[4] }).to_string() } }),
        json!({ "changes": [{ "property": "p1", "label": "Password", "old": SECRETS[0] }] }),
        json!({ "description": format!("paid with {}", SECRETS[9]) }),
        json!({ "description": format!("signed in with password={}&x=1", SECRETS[10]) }),
        json!({ "reason": format!("token: \"{}\" was shown", SECRETS[10]) }),
        json!({ "details": { "call": format!("curl -d secret={} /", SECRETS[10]) } }),
        json!({ "user_agent": format!("ann_3f9c01d2_{}", SECRETS[11]) }),
        json!({ "changes": [{ "property": "note", "new": format!("ann_3f9c01d2_{}", SECRETS[11]) }] }),
        json!({ "records": [{ "type": "payment", "id": "1", "name": SECRETS[2] }] }),
    ];
    for (index, event) in events.iter_mut().enumerate() {
        event["id"] = format!("e-{index}").into();
        event["action"] = "user.updated".into();
        event["actor"] = json!({ "name": "Ada" });
    }
    events
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

/// Files that hold one of the secrets. Compressed parts are searched by what the store gives back.
fn leaks(directory: &Path, found: &mut Vec<String>) -> usize {
    let mut files = 0;
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files += leaks(&path, found);
            continue;
        }
        files += 1;
        let bytes = std::fs::read(&path).unwrap();
        for secret in SECRETS.iter().chain(&["correct-horse-battery"]) {
            if holds(&bytes, secret) {
                found.push(format!("{secret} in {}", path.display()));
            }
        }
    }
    files
}

#[tokio::test]
async fn what_is_secret_is_kept_nowhere() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let root = server.admin("installation").await;
    server.user("north", "ada", "correct-horse-battery").await;
    server.send(&key, &planted()).await;
    // Refused events are no less secret.
    let refused = json!({ "action": "", "actor": {}, "details": { "password": SECRETS[0] } });
    assert_eq!(server.post("/v1/events", &key, &refused).await.status, 422);
    for (username, password) in
        [("ada", SECRETS[6]), (SECRETS[7], "x"), ("ada", "correct-horse-battery")]
    {
        let request = server
            .request(reqwest::Method::POST, "/sign-in", "")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("username={username}&password={password}"));
        assert_eq!(request.send().await.unwrap().status(), 303);
    }
    // Searches are told in the log.
    let search = format!("/v1/events?q=%22password={}%22", SECRETS[10]);
    assert_eq!(server.get(&search, &key).await.status, 200);

    // What the store gives back, journal and segment alike, is what its compressed parts hold.
    for sealed in [false, true] {
        if sealed {
            server.store.seal().await.unwrap();
            server.store.compact().await.unwrap();
        }
        let page = server.get("/v1/events?limit=100&below=true", &root).await;
        let entries = page.body["entries"].as_array().unwrap().len();
        assert!(entries > planted().len(), "only {entries} entries");
        for secret in SECRETS {
            assert!(!page.text.contains(secret), "{secret} is given back");
        }
        let mut found = Vec::new();
        let files = leaks(server.directory.path(), &mut found);
        assert!(files > 1, "the data directory was looked at");
        assert!(found.is_empty(), "{found:?}");
    }
    let lines = lines.0.lock().unwrap();
    assert!(lines.len() > 1_000, "log lines were collected");
    for secret in SECRETS.iter().chain(&["correct-horse-battery", &*key]) {
        assert!(!holds(&lines, secret), "{secret} is in the log");
    }
}
