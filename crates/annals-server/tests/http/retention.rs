//! Retention of what messages say: counted, confirmed, purged, and gone from every file.

use std::path::Path;

use annals_desk::{Periods, RetentionOutcome};
use annals_model::Permission::{self, *};
use annals_model::limits::CONTENT_MONTHS_MAX;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{READS, TestServer};

/// In no other text: rows have it whole, and indexes in parts of which this is one.
const MARKER: &str = "7f3c9a1e5b";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn message(id: &str, channel: &str, sent_at: &str) -> Value {
    let address = if channel == "email" { "lee@home.example" } else { "+15550100199" };
    json!({ "id": id, "channel": channel, "to": { "address": address }, "sent_at": sent_at,
            "subject": (channel != "sms").then_some("Camp"),
            "text": format!("Bring a towel {id}{MARKER} and {id}{MARKER} again") })
}

async fn send(server: &TestServer, key: &str, messages: &[Value]) -> Value {
    let answer = server.post("/v1/messages", key, &json!({ "messages": messages })).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.body["messages"].clone()
}

async fn retention(server: &TestServer, key: &str) -> Value {
    let answer = server.get("/v1/retention", key).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.body
}

async fn confirm(server: &TestServer, key: &str, periods: &str) -> u16 {
    let body = json!({ "periods": periods });
    server.post("/v1/retention/confirmation", key, &body).await.status
}

/// The same without the run that the server begins then.
async fn confirm_quietly(server: &TestServer, periods: &str) {
    let (operator, periods) = (server.desk.operator(), Periods::parse(periods).unwrap());
    server.desk.confirm_retention(&operator, server.ordinal("north"), periods).await.unwrap();
}

async fn prefer(server: &TestServer, key: &str, name: &str, value: Value) {
    let request = server.request(Method::PATCH, &format!("/v1/preferences/{name}"), key);
    let answer = request.json(&json!({ "value": value })).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

/// In how many files below `folder` the bytes of `text` are.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if let Ok(bytes) = std::fs::read(&path)
            && bytes.windows(text.len()).any(|window| window == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn what_is_due_is_purged_once_someone_confirmed_it() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    // It is 09:00 on 20 November 2026.
    let all = [
        message("due", "email", "2024-11-20T09:00:00Z"),
        message("not-yet", "email", "2024-11-20T09:00:00.001Z"),
        message("leap", "email", "2024-02-29T12:00:00Z"),
        message("soon", "sms", "2024-12-01T00:00:00Z"),
        message("old", "push", "2020-01-01T00:00:00Z"),
        message("new", "push", "2026-11-19T00:00:00Z"),
    ];
    let ids = send(&server, &admin, &all).await;
    let id = |at: usize| ids[at]["id"].as_str().unwrap().to_owned();
    let elsewhere = server.admin("south").await;
    send(&server, &elsewhere, &[message("due", "email", "2024-11-20T09:00:00Z")]).await;

    let before = retention(&server, &admin).await;
    let counts = |found: &Value| {
        let counts = found["channels"].as_array().unwrap().iter();
        counts
            .map(|one| ["kept", "due", "due_in_30_days"].map(|name| one[name].as_u64().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(&before), [[3, 2, 3], [1, 0, 1], [2, 1, 1]]);
    assert_eq!(
        (&before["needs_confirmation"], &before["next_run_at"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(before["channels"][0]["oldest_sent_at"], "2024-02-29T12:00:00.000Z");
    assert_eq!(server.desk.run_due_retention().await.unwrap(), 0, "nobody confirmed it");
    let run = server.post("/v1/retention/runs", &admin, &json!({})).await;
    assert_eq!((run.status, &run.body["code"]), (409, &json!("refused")));
    assert_eq!(confirm(&server, &admin, "24-24").await, 422);
    assert_eq!(confirm(&server, &admin, "24-24-12").await, 409, "other periods than hold");
    assert_eq!(counts(&retention(&server, &admin).await), counts(&before));

    confirm_quietly(&server, "24-24-24").await;
    server.post("/v1/retention/runs", &admin, &json!({})).await;
    let after = retention(&server, &admin).await;
    assert_eq!(counts(&after), [[1, 0, 1], [1, 0, 1], [1, 0, 0]]);
    assert_eq!(after["runs"][0]["purged"], json!({ "email": 2, "sms": 0, "push": 1 }));
    assert_eq!(after["confirmed"]["periods"], "24-24-24");
    assert_eq!(after["next_run_at"], "2026-11-21T09:00:00.000Z");
    assert_eq!(counts(&retention(&server, &elsewhere).await)[0], [1, 1, 1], "another organisation");

    // The row stays, says so, and is found by all but its text.
    let row = server.get(&format!("/v1/messages/{}", id(0)), &admin).await.body;
    assert_eq!((&row["has_body"], &row["subject"]), (&json!(false), &json!("Camp")));
    assert_eq!(row["purged_at"], "2026-11-20T09:00:00.000Z");
    assert_eq!(row["purged_after_months"], 24);
    let found = async |q: &str| {
        let answer = server.get(&format!("/v1/messages?q={q}&limit=50"), &admin).await;
        answer.body["messages"].as_array().unwrap().len()
    };
    assert_eq!((found("towel").await, found("camp").await), (3, 5));
    // It is not recorded again, and what is kept is still compared.
    let again = send(&server, &admin, &[all[0].clone()]).await;
    assert_eq!(again, json!([{ "id": id(0), "duplicate": true }]));
    let mut other = all[1].clone();
    other["text"] = "x".into();
    let refused = server.post("/v1/messages", &admin, &json!({ "messages": [other] })).await;
    assert_eq!(refused.status, 422);

    let log = server.get("/v1/events?q=category:Security&limit=100", &admin).await;
    let mut log = log.body["entries"].as_array().unwrap().clone();
    log.retain(|entry| entry["action"].as_str().unwrap().starts_with("annals.retention."));
    let actions: Vec<_> = log.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["annals.retention.purged", "annals.retention.confirmed"]);
    assert!(log[0].to_string().contains("E-mail Texts") && !log[0].to_string().contains(MARKER));

    // A day later by itself; a run that purges nothing leaves no entry.
    server.clock.advance(DAY_MS - 1);
    assert_eq!(server.desk.run_due_retention().await.unwrap(), 0);
    server.clock.advance(1);
    assert_eq!(server.desk.run_due_retention().await.unwrap(), 1);
    assert_eq!(counts(&retention(&server, &admin).await)[0], [0, 0, 0]);
    server.clock.advance(DAY_MS);
    assert_eq!(server.desk.run_due_retention().await.unwrap(), 1);
    assert_eq!(retention(&server, &admin).await["runs"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_shorter_period_is_confirmed_again_and_a_longer_one_is_not() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    send(&server, &admin, &[message("a", "sms", "2025-08-20T00:00:00Z")]).await;
    confirm_quietly(&server, "24-24-24").await;
    let at = server.ordinal("north");
    let operator = server.desk.operator();
    let run = async || server.desk.run_retention(&operator, at).await.unwrap();
    let needs = async || retention(&server, &admin).await["needs_confirmation"] == json!(true);
    assert_eq!(run().await, RetentionOutcome::Purged([0, 0, 0]));
    prefer(&server, &admin, "sms_content_months", json!(36)).await;
    assert!(!needs().await);
    assert_eq!(run().await, RetentionOutcome::Purged([0, 0, 0]));
    // Confirmed once, and lengthened since.
    prefer(&server, &admin, "sms_content_months", json!(30)).await;
    assert!(needs().await);
    assert_eq!(run().await, RetentionOutcome::NeedsConfirmation);
    prefer(&server, &admin, "sms_content_months", json!("forever")).await;
    assert!(!needs().await);
    prefer(&server, &admin, "sms_content_months", json!(1)).await;
    assert_eq!(run().await, RetentionOutcome::NeedsConfirmation);
    assert_eq!(retention(&server, &admin).await["channels"][1]["due"], 1);
    confirm_quietly(&server, "24-1-24").await;
    assert_eq!(run().await, RetentionOutcome::Purged([0, 1, 0]));
    for channel in ["email", "sms", "push"] {
        prefer(&server, &admin, &format!("{channel}_content_months"), json!("forever")).await;
    }
    let found = retention(&server, &admin).await;
    assert_eq!(
        (&found["periods"], &found["next_run_at"]),
        (&json!("forever-forever-forever"), &Value::Null)
    );
    for value in [json!(0), json!(CONTENT_MONTHS_MAX + 1), json!("never")] {
        let request = server.request(Method::PATCH, "/v1/preferences/sms_content_months", &admin);
        let refused = request.json(&json!({ "value": value })).send().await.unwrap();
        assert_eq!(refused.status(), 422, "{value}");
    }
}

#[tokio::test]
async fn months_are_those_of_the_organisation_s_clock() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    server.set_zone("north", "America/Chicago").await;
    // There it is 3:00 in the morning; a month ago, in summer, it was that an hour earlier.
    send(
        &server,
        &admin,
        &[
            message("a", "sms", "2026-10-20T08:00:00Z"),
            message("b", "sms", "2026-10-20T08:00:00.001Z"),
        ],
    )
    .await;
    prefer(&server, &admin, "sms_content_months", json!(1)).await;
    assert_eq!(retention(&server, &admin).await["channels"][1]["due"], 1);
}

#[tokio::test]
async fn what_was_purged_is_in_no_file_and_no_later_backup() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    // Enough that indexes have inner pages.
    for step in 0..8 {
        let messages: Vec<_> = (0..60)
            .map(|at| message(&format!("{step}x{at}q"), "email", "2024-01-01T00:00:00Z"))
            .collect();
        send(&server, &admin, &messages).await;
    }
    let mut kept = message("kept", "email", "2026-01-01T00:00:00Z");
    kept["text"] = "still here 55aa55aa77 55aa55aa77".into();
    send(&server, &admin, &[kept]).await;
    server.store.seal().await.unwrap();
    let data = server.directory.path();
    let backups = tempfile::tempdir().unwrap();
    let (before, later) = (backups.path().join("before"), backups.path().join("later"));
    server.store.backup(&before).await.unwrap();
    for folder in [data, &before] {
        assert!(!files_with(folder, MARKER).is_empty(), "the control: it was there");
    }

    confirm_quietly(&server, "24-24-24").await;
    let operator = server.desk.operator();
    let purged = server.desk.run_retention(&operator, server.ordinal("north")).await.unwrap();
    assert_eq!(purged, RetentionOutcome::Purged([480, 0, 0]));
    // Someone who reads just then, as the server itself does, is in the way of the write-ahead log.
    let gone = async { while !server.desk.erase_purged().await.unwrap() {} };
    tokio::time::timeout(std::time::Duration::from_secs(120), gone).await.unwrap();
    let run = &retention(&server, &admin).await["runs"][0];
    assert!(run["erased_at"].is_string(), "{run}");
    assert_eq!(files_with(data, MARKER), [""; 0]);
    assert!(!files_with(data, "55aa55aa77").is_empty(), "what is kept is");
    server.store.backup(&later).await.unwrap();
    assert_eq!(files_with(&later, MARKER), [""; 0]);
    // An older backup has it until the next one goes to the same place.
    assert!(!files_with(&before, MARKER).is_empty());
    server.store.backup(&before).await.unwrap();
    assert_eq!(files_with(&before, MARKER), [""; 0]);
}

#[tokio::test]
async fn the_server_begins_the_first_run_by_itself() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    send(&server, &admin, &[message("a", "push", "2024-01-01T00:00:00Z")]).await;
    assert_eq!(confirm(&server, &admin, "24-24-24").await, 204);
    let gone = async { while retention(&server, &admin).await["runs"][0]["ended_at"].is_null() {} };
    tokio::time::timeout(std::time::Duration::from_secs(120), gone).await.unwrap();
    let found = retention(&server, &admin).await;
    assert_eq!(found["runs"][0]["purged"], json!({ "email": 0, "sms": 0, "push": 1 }));
}

#[tokio::test]
async fn a_run_that_broke_off_goes_on_and_is_told_once() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let messages: Vec<_> =
        (0..150).map(|at| message(&format!("m{at}"), "sms", "2024-01-01T00:00:00Z")).collect();
    send(&server, &admin, &messages).await;
    confirm_quietly(&server, "24-24-24").await;
    let operator = server.desk.operator();
    {
        let run = server.desk.run_retention(&operator, server.ordinal("north"));
        let mut run = std::pin::pin!(run);
        // It is dropped as soon as some are purged.
        loop {
            tokio::select! {
                biased;
                _ = &mut run => break,
                found = retention(&server, &admin) => {
                    if found["channels"][1]["kept"].as_u64() < Some(150) { break }
                }
            }
        }
    }
    server.clock.advance(DAY_MS);
    server.desk.run_due_retention().await.unwrap();
    let found = retention(&server, &admin).await;
    assert_eq!(found["runs"][0]["purged"], json!({ "email": 0, "sms": 150, "push": 0 }));
    let path = "/v1/events/count?q=action:annals.retention.purged";
    assert_eq!(server.get(path, &admin).await.body["total"], 1);
}

#[tokio::test]
async fn retention_is_for_those_with_its_rights() {
    let server = TestServer::start().await;
    let key =
        async |rights: &[Permission]| server.key("north", &[&READS[..], rights].concat()).await;
    for (rights, read, change) in [
        (&[][..], 403, 403),
        (&[ReadRetention], 200, 403),
        (&[ManageRetention], 403, 204),
        (&[ManagePreferences, ReadMessageContent], 403, 403),
    ] {
        let key = key(rights).await;
        assert_eq!(server.get("/v1/retention", &key).await.status, read, "{rights:?}");
        assert_eq!(confirm(&server, &key, "24-24-24").await, change, "{rights:?}");
    }
    let elsewhere = server.admin("south").await;
    assert_eq!(server.get("/v1/retention?organization=north", &elsewhere).await.status, 404);
}
