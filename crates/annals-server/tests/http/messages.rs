//! Messages: recorded, told of, listed, and shown to those who may see their logs.

use annals_desk::REQUEST_MESSAGES_MAX;
use annals_model::Permission;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, READS, TestServer};

/// An e-mail to a family.
fn email(id: &str) -> Value {
    json!({
        "id": id, "channel": "email",
        "to": { "address": "Lee@Home.example", "name": "Lee Smith" },
        "record": { "type": "family", "id": "f-12" },
        "from": "office@gym.example", "sent_by": "Ana", "campaign": "Summer",
        "subject": "Camp starts", "html": "<p>Bring a <b>towel</b></p><p>and water</p>",
        "provider": "amazon_ses", "provider_message_ids": [format!("ses-{id}")],
        "sent_at": "2026-11-20T08:00:00Z",
    })
}

async fn send(server: &TestServer, key: &str, messages: &[Value]) -> Answer {
    server.post("/v1/messages", key, &json!({ "messages": messages })).await
}

async fn tell(server: &TestServer, key: &str, events: &[Value]) -> Value {
    let answer = server.post("/v1/messages/events", key, &json!({ "events": events })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.body["events"].clone()
}

async fn list(server: &TestServer, key: &str, query: &str) -> Vec<Value> {
    let answer = server.get(&format!("/v1/messages?{query}"), key).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.body["messages"].as_array().unwrap().clone()
}

fn own_ids(messages: &[Value]) -> Vec<&str> {
    messages.iter().map(|message| message["own_id"].as_str().unwrap()).collect()
}

/// A key that may read these logs, and events.
async fn reader(server: &TestServer, logs: &[Permission]) -> String {
    server.key("north", &[&READS[..], logs].concat()).await
}

#[tokio::test]
async fn a_message_is_recorded_once_and_found_by_every_field() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let sent = send(&server, &admin, &[email("m-1"), email("m-2")]).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    let again = send(&server, &admin, &[email("m-1")]).await;
    let id = sent.body["messages"][0]["id"].as_str().unwrap();
    assert_eq!(again.body["messages"], json!([{ "id": id, "duplicate": true }]));

    let mut other = email("m-2");
    other["subject"] = "Another".into();
    let refused = send(&server, &admin, &[email("m-3"), other]).await;
    assert_eq!((refused.status, &refused.body["code"]), (422, &json!("invalid_messages")));
    assert_eq!(
        (&refused.body["errors"][0]["index"], &refused.body["errors"][0]["field"]),
        (&json!(1), &json!("id"))
    );

    let mut sms = json!({
        "id": "sms-1", "channel": "sms", "to": { "address": "+1 (555) 010-0199" },
        "text": "Practice is off today", "sent_at": "2026-11-20T09:00:00Z",
    });
    assert_eq!(send(&server, &admin, &[sms.clone()]).await.status, 201);
    for (q, found) in [
        ("towel wat", &["m-2", "m-1"][..]),
        ("lee@home.example", &["m-2", "m-1"]),
        ("sum", &["m-2", "m-1"]),
        ("ana camp", &["m-2", "m-1"]),
        ("ses-m-1", &["m-1"]),
        ("010-0199", &["sms-1"]),
        ("5550100199", &["sms-1"]),
        ("PRACTICE", &["sms-1"]),
        ("towel practice", &[]),
        ("", &["sms-1", "m-2", "m-1"]),
    ] {
        let messages = list(&server, &admin, &format!("q={}", q.replace(' ', "+"))).await;
        assert_eq!(own_ids(&messages), found, "{q}");
    }
    sms["text"] = "Practice is on".into();
    assert_eq!(send(&server, &admin, &[sms]).await.status, 422, "other text under one id");
}

#[tokio::test]
async fn a_message_stands_at_what_was_told_of_it() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let event = |id: &str, kind: &str, at: &str, message: &str| {
        json!({ "id": id, "kind": kind, "at": format!("2026-11-20T{at}Z"),
                "provider": "amazon_ses", "provider_message_id": message })
    };
    // The webhook is faster than the sender.
    let early = event("e-0", "sent", "08:00:01", "ses-m-1");
    assert_eq!(
        tell(&server, &admin, &[early.clone(), early]).await,
        json!(["parked", "duplicate"])
    );
    let sent = send(&server, &admin, &[email("m-1")]).await;
    let id = sent.body["messages"][0]["id"].as_str().unwrap().to_owned();
    let status = async || {
        let answer = server.get(&format!("/v1/messages/{id}"), &admin).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let body = answer.body;
        (body["status"].as_str().unwrap().to_owned(), body["activity_at"].clone(), body)
    };
    assert_eq!(status().await.0, "sent");
    let told = [
        event("e-2", "delivered", "08:00:03", "ses-m-1"),
        event("e-1", "deferred", "08:00:02", "ses-m-1"),
        event("e-2", "delivered", "08:00:03", "ses-m-1"),
        json!({ "id": "own", "kind": "opened", "message_own_id": "m-1",
                "at": "2026-11-20T08:10:00Z" }),
        json!({ "id": "own", "kind": "opened", "message": "0000000000000000" }),
    ];
    let outcomes = tell(&server, &admin, &told).await;
    assert_eq!(outcomes, json!(["noted", "noted", "duplicate", "noted", "no_message"]));
    let (word, activity_at, body) = status().await;
    assert_eq!((&*word, &activity_at), ("opened", &json!("2026-11-20T08:10:00.000Z")));
    let kinds: Vec<_> = body["events"].as_array().unwrap().iter().map(|e| &e["kind"]).collect();
    assert_eq!(kinds, ["sent", "deferred", "delivered", "opened"]);
    assert_eq!(body["opens"], 1);

    let mut bounce = event("e-3", "bounced_hard", "08:20:00", "ses-m-1");
    bounce["code"] = "5.1.1".into();
    bounce["reason"] = "550 no such user".into();
    tell(&server, &admin, &[bounce]).await;
    let (word, _, body) = status().await;
    assert_eq!((&*word, &body["conflict"]), ("bounced", &json!(true)));
    assert_eq!((&body["code"], &body["reason"]), (&json!("5.1.1"), &json!("550 no such user")));

    // What ended it is in the log, and opening it is not.
    let log = server.get("/v1/events?q=category:Communication&limit=100", &admin).await.body;
    let entries = log["entries"].as_array().unwrap();
    let told: Vec<_> = entries.iter().rev().map(|e| e["action"].as_str().unwrap()).collect();
    assert_eq!(
        told,
        [
            "annals.message.recorded",
            "annals.message.delivered",
            "annals.message.not_delivered",
            "annals.suppression.added",
        ]
    );
    let text = log.to_string();
    assert!(text.contains("f-12") && text.contains(&id));
    for secret in ["home.example", "Smith", "towel", "Camp"] {
        assert!(!text.contains(secret), "{secret} is forgotten one day, entries are not");
    }
}

#[tokio::test]
async fn each_log_has_its_permission() {
    use Permission as P;
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let mut all = Vec::new();
    for (id, channel, record) in [
        ("family-email", "email", "family"),
        ("student-email", "email", "student"),
        ("staff-email", "email", "staff"),
        ("family-sms", "sms", "family"),
        ("staff-sms", "sms", "staff"),
        ("family-push", "push", "family"),
    ] {
        let address = if channel == "sms" { "+15550100199" } else { "a@b.example" };
        all.push(json!({ "id": id, "channel": channel, "to": { "address": address },
                         "record": { "type": record, "id": "1" }, "text": "x" }));
    }
    let sent = send(&server, &admin, &all).await.body["messages"].as_array().unwrap().clone();
    for (permission, seen) in [
        (P::ReadFamilyEmailLog, &["family-email", "student-email"][..]),
        (P::ReadStaffEmailLog, &["staff-email"]),
        (P::ReadSmsLogs, &["family-sms"]),
        (P::ReadStaffSmsLog, &["staff-sms"]),
        (P::ReadPushLog, &["family-push"]),
    ] {
        let key = reader(&server, &[permission]).await;
        let mut found = list(&server, &key, "reversed=true").await;
        found.sort_by_key(|message| message["own_id"].to_string());
        assert_eq!(own_ids(&found), seen, "{permission:?}");
        for (place, message) in all.iter().zip(&sent) {
            let path = format!("/v1/messages/{}", message["id"].as_str().unwrap());
            let expected = if seen.contains(&place["id"].as_str().unwrap()) { 200 } else { 404 };
            assert_eq!(server.get(&path, &key).await.status, expected, "{permission:?} {place}");
        }
    }
    let none = reader(&server, &[]).await;
    assert_eq!(server.get("/v1/messages", &none).await.status, 403);
    let push = reader(&server, &[P::ReadPushLog]).await;
    assert_eq!(server.get("/v1/messages?channel=email", &push).await.status, 403);
    let elsewhere = server.admin("south").await;
    assert!(list(&server, &elsewhere, "").await.is_empty());
    assert_eq!(server.get("/v1/messages?organization=north", &elsewhere).await.status, 404);
}

#[tokio::test]
async fn pages_of_a_log_hold_each_message_once_in_every_order() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let mut all: Vec<Value> = (0..60).map(|at| email(&format!("m-{at:02}"))).collect();
    for (at, message) in all.iter_mut().enumerate() {
        message["sent_at"] = format!("2026-11-20T08:{:02}:00Z", at / 4).into();
        message["to"]["address"] = format!("p{}@home.example", at % 7).into();
    }
    assert_eq!(send(&server, &admin, &all).await.status, 201);
    let bounced: Vec<Value> = (0..60)
        .step_by(5)
        .map(|at| {
            json!({ "id": "b", "kind": "bounced_hard", "message_own_id": format!("m-{at:02}"),
                    "at": "2026-11-20T09:00:00Z" })
        })
        .collect();
    tell(&server, &admin, &bounced).await;
    for query in ["", "sort=recipient", "sort=status", "reversed=true", "sort=status&reversed=true"]
    {
        let whole = list(&server, &admin, &format!("{query}&limit=200")).await;
        assert_eq!(whole.len(), 60);
        let mut pages: Vec<Value> = Vec::new();
        let mut next = String::new();
        loop {
            let path = format!("/v1/messages?limit=7&{query}{next}");
            let page = server.get(&path, &admin).await.body;
            assert_eq!((&page["total"], &page["total_is_exact"]), (&json!(60), &json!(true)));
            pages.extend(page["messages"].as_array().unwrap().clone());
            let Some(cursor) = page["next"].as_str() else { break };
            next = format!("&cursor={cursor}");
        }
        assert_eq!(own_ids(&pages), own_ids(&whole), "{query}");
    }
    assert_eq!(list(&server, &admin, "needs_attention=true").await.len(), 12);
    assert_eq!(list(&server, &admin, "status=bounced,complaint").await.len(), 12);
    assert_eq!(list(&server, &admin, "address=P3@HOME.example").await.len(), 9);
    assert_eq!(list(&server, &admin, "record=family:f-12&channel=email&limit=200").await.len(), 60);
    assert_eq!(list(&server, &admin, "record=family:f-13").await.len(), 0);
    assert_eq!(list(&server, &admin, "from=2026-11-20T09:00:00Z").await.len(), 12);
}

#[tokio::test]
async fn only_what_a_provider_should_have_told_of_is_stuck() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let sent = |id: &str, channel: &str, address: &str, sent_at: &str| {
        json!({ "id": id, "channel": channel, "to": { "address": address },
                "provider": "some", "sent_at": sent_at })
    };
    let (old, new) = ("2026-11-01T08:00:00Z", "2026-11-19T08:00:00Z");
    let messages = [
        sent("stuck", "sms", "+15550100199", old),
        sent("young", "sms", "+15550100199", new),
        // No service tells whether a device has it.
        sent("push", "push", "device-1", old),
    ];
    assert_eq!(send(&server, &admin, &messages).await.status, 201);
    assert_eq!(own_ids(&list(&server, &admin, "needs_attention=true").await), ["stuck"]);
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_field_and_nothing_is_kept() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let mut wrong = Vec::new();
    let mut expect = Vec::new();
    for (path, value, field) in [
        ("/to/address", json!("no address"), "to.address"),
        ("/subject", json!(""), "subject"),
        ("/provider", Value::Null, "provider"),
        ("/sent_at", json!("2026-12-31T00:00:00Z"), "sent_at"),
        ("/record/id", json!(""), "record.id"),
        ("/tags", json!(vec!["x"; 21]), "tags"),
    ] {
        let mut message = email(&format!("w-{field}"));
        message["tags"] = json!([]);
        *message.pointer_mut(path).unwrap() = value;
        wrong.push(message);
        expect.push(field);
    }
    wrong.push(email("fine"));
    let answer = send(&server, &admin, &wrong).await;
    assert_eq!(answer.status, 422);
    let refused = answer.body["errors"].as_array().unwrap();
    let fields: Vec<_> = refused.iter().map(|one| one["field"].as_str().unwrap()).collect();
    assert_eq!(fields, expect);
    assert!(list(&server, &admin, "").await.is_empty());

    for (body, status) in [
        (json!({ "messages": [{ "channel": "fax", "to": { "address": "1" } }] }), 422),
        (json!({ "messages": [{ "to": { "address": "1" } }] }), 400),
        (json!({ "messages": vec![email("x"); REQUEST_MESSAGES_MAX + 1] }), 413),
        (json!({ "messages": [email("x"), email("x")] }), 422),
    ] {
        assert_eq!(server.post("/v1/messages", &admin, &body).await.status, status);
    }
    for event in [
        json!({ "id": "e", "kind": "vanished", "message": "1" }),
        json!({ "id": "e", "kind": "opened" }),
        json!({ "id": "e", "kind": "opened", "message": "1", "message_own_id": "2" }),
        json!({ "id": "", "kind": "opened", "message": "1" }),
    ] {
        let body = json!({ "events": [event] });
        let answer = server.post("/v1/messages/events", &admin, &body).await;
        assert_eq!(answer.status, 422, "{}", answer.text);
    }
    for query in
        ["channel=fax", "sort=size", "status=gone", "cursor=x", "record=family", "from=now"]
    {
        assert_eq!(
            server.get(&format!("/v1/messages?{query}"), &admin).await.status,
            400,
            "{query}"
        );
    }
    let patched = server.request(Method::PATCH, "/v1/messages", &admin).send().await.unwrap();
    assert_eq!(patched.status(), 405);
}

#[tokio::test]
async fn what_messages_say_is_for_those_who_may_read_it_and_each_look_is_told() {
    use Permission as P;
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let sms = json!({ "id": "sms", "channel": "sms", "to": { "address": "+15550100199" },
                      "text": "Practice zebra is off" });
    let sent = send(&server, &admin, &[email("m-1"), sms]).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    let told = async || {
        let path = "/v1/events/count?q=type:access+action:annals.message.viewed";
        server.get(path, &admin).await.body["total"].as_u64().unwrap()
    };
    let some = reader(&server, &[P::ReadFamilyEmailLog, P::ReadSmsLogs]).await;
    for (q, found) in [("towel", 0), ("zebra", 0), ("camp", 1), ("", 2)] {
        let messages = list(&server, &some, &format!("q={q}")).await;
        assert_eq!(messages.len(), found, "{q}");
        assert!(messages.iter().all(|message| message["text"].is_null()));
    }
    assert_eq!(told().await, 0);
    let all =
        reader(&server, &[P::ReadFamilyEmailLog, P::ReadSmsLogs, P::ReadMessageContent]).await;
    assert_eq!(list(&server, &all, "q=towel").await.len(), 1);
    assert_eq!(told().await, 0, "of e-mails the list shows no text");
    assert_eq!(list(&server, &all, "q=zebra").await[0]["text"], "Practice zebra is off");
    assert_eq!(told().await, 1);
    list(&server, &all, "q=zebra").await;
    assert_eq!(told().await, 1, "the same again is summed up");
    // Signs alone are nowhere, rather than everywhere.
    assert!(list(&server, &all, "q=%22").await.is_empty());
}

#[tokio::test]
async fn what_events_tell_names_nobody_and_lets_nobody_in() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let mut staff = email("m-1");
    staff["record"]["type"] = " Staff".into();
    let sent = send(&server, &admin, &[staff]).await;
    let id = sent.body["messages"][0]["id"].as_str().unwrap();
    let events = [
        json!({ "id": "1", "kind": "clicked", "message": id,
                "url": "https://app.example/in?token=abcdef123456" }),
        json!({ "id": "1", "kind": "complained", "message": id, "code": "box of Lee Smith" }),
        json!({ "id": "2", "kind": "bounced_hard", "provider": "amazon_ses",
                "provider_message_id": "ses-m-1", "code": "5.1.1",
                "reason": "Your code is 482913", "at": "2027-01-01T00:00:00Z" }),
    ];
    assert_eq!(tell(&server, &admin, &events).await, json!(["noted", "noted", "noted"]));
    let text = server.get(&format!("/v1/messages/{id}"), &admin).await;
    for secret in ["abcdef123456", "482913"] {
        assert!(!text.text.contains(secret), "{secret}");
    }
    let events = text.body["events"].as_array().unwrap();
    assert!(events.iter().all(|event| event["source"] == "sender"), "whoever says so");
    let ahead = events.iter().find(|event| event["kind"] == "bounced_hard").unwrap();
    assert_eq!((&ahead["timed"], &ahead["at"]), (&json!(false), &ahead["received_at"]));
    let log = server.get("/v1/events?q=category:Communication", &admin).await.text;
    assert!(!log.contains("Lee"), "entries stay when what they tell of is forgotten");
    let families = reader(&server, &[Permission::ReadFamilyEmailLog]).await;
    assert!(list(&server, &families, "").await.is_empty(), "staff in whatever letters");
}
