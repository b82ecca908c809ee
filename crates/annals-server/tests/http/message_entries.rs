//! Entries about messages in the main log: for those who may read the logs they belong to.

use annals_model::Permission as P;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::{READS, TestServer};

/// The logs, with a message that stands in each.
const LOGS: [(P, &str, &str); 5] = [
    (P::ReadFamilyEmailLog, "email", "family"),
    (P::ReadStaffEmailLog, "email", "staff"),
    (P::ReadSmsLogs, "sms", "student"),
    (P::ReadStaffSmsLog, "sms", "staff"),
    (P::ReadPushLog, "push", "family"),
];

/// One entry of each log, one of an application's own that names a log, one that names none, and
/// one that is about something else.
async fn write(server: &TestServer, admin: &str) {
    let message = |(log, channel, record): (P, &str, &str)| {
        let address = if channel == "sms" { "+15550100199" } else { "a@b.example" };
        json!({ "id": log.as_str(), "channel": channel, "to": { "address": address },
                "record": { "type": record, "id": "1" }, "text": "x" })
    };
    let messages: Vec<Value> = LOGS.into_iter().map(message).collect();
    let sent = server.post("/v1/messages", admin, &json!({ "messages": messages })).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    let event = |id: &str, category: &str, log: Option<&str>| {
        let mut event = json!({ "id": id, "action": "letter.sent", "category": category,
                                "actor": { "name": format!("Writer {id}") } });
        if let Some(log) = log {
            event["details"] = json!({ "Message Log": log });
        }
        event
    };
    let own = [
        event("own", "communication", Some("staff_sms_log:read push_log:read")),
        event("bare", "Communication", None),
        event("other", "Letters", Some("push_log:read")),
    ];
    server.send(admin, &own).await;
}

#[tokio::test]
async fn every_answer_of_the_main_log_leaves_out_what_belongs_to_other_logs() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    write(&server, &admin).await;
    let whole = server.get("/v1/events?q=category:communication", &admin).await.body;
    let entries = whole["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 7);
    let log_of =
        |entry: &Value| entry["details"]["Message Log"].as_str().unwrap_or_default().to_owned();

    for set in 0..1_u32 << LOGS.len() {
        let held: Vec<P> =
            (0..LOGS.len()).filter(|at| set & (1 << at) != 0).map(|at| LOGS[at].0).collect();
        let rights = [&READS[..], &held, &[P::ReadProof]].concat();
        let key = server.key("north", &rights).await;
        let may_see = |entry: &Value| {
            held.len() == LOGS.len() || held.iter().any(|log| log_of(entry).contains(log.as_str()))
        };
        let seen = entries.iter().filter(|entry| may_see(entry)).count();
        let get = async |path: &str| server.get(path, &key).await.body;

        let page = get("/v1/events?q=category:communication").await;
        assert_eq!(page["entries"].as_array().unwrap().len(), seen, "{held:?}");
        let count = get("/v1/events/count?q=category:communication").await;
        assert_eq!(count["total"], seen, "{held:?}");
        let words = get("/v1/events/count?q=letter+-type:access").await;
        let own = held.contains(&P::ReadStaffSmsLog) || held.contains(&P::ReadPushLog);
        let bare = held.len() == LOGS.len();
        assert_eq!(words["total"], 1 + usize::from(own) + usize::from(bare), "{held:?}");
        for entry in entries {
            for path in ["", "/proof"] {
                let id = entry["id"].as_str().unwrap();
                let status = server.get(&format!("/v1/events/{id}{path}"), &key).await.status;
                assert_eq!(status, if may_see(entry) { 200 } else { 404 }, "{held:?} {entry}");
            }
        }
        let text = get("/v1/events/facets?q=-type:access&field=actor&limit=100").await;
        assert_eq!(text.to_string().contains("Writer bare"), bare, "{held:?} {text}");
        assert_eq!(text.to_string().contains("Writer own"), own, "{held:?} {text}");
    }
}

#[tokio::test]
async fn nor_do_pages_and_files_have_it_and_nobody_deletes_it_unseen() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    write(&server, &admin).await;
    let rights = [&READS[..], &[P::ExportEvents, P::DeleteEvents, P::ReadSmsLogs]].concat();
    server.user_who_may("north", "sam", &rights).await;
    let sam = Browser::signed_in(&server, "sam").await;
    let page = sam.get("/?q=category:communication").await;
    assert_eq!(page.rows().len(), 1);
    let file = sam.export("?q=category:communication", "csv").await.text().await.unwrap();
    assert_eq!(file.lines().count(), 2, "{file}");
    let key = server.key("north", &rights).await;
    let delete = async |body: Value| server.post("/v1/events/delete", &key, &body).await.body;
    let q = "letter -type:access";
    let found = delete(json!({ "q": q, "dry_run": true })).await;
    assert_eq!(found["entries"], 1, "{found}");
    let order = json!({ "q": q, "entries": found["entries"], "digest": found["digest"],
                        "before": found["before"], "at": found["at"],
                        "reason": "Asked by the family" });
    assert_eq!(delete(order).await["deleted"], true);
    let left = server.get("/v1/events/count?q=action:letter.sent", &admin).await.body;
    assert_eq!(left["total"], 2);
}
