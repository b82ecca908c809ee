//! Blacklisted Recipients: listed by what is told, asked for before sending, reset and exchanged.

use annals_model::Permission::{
    ManageSuppressions, ReadFamilyEmailLog, ReadPushLog, ReadSmsLogs, ReadStaffEmailLog,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, READS, TestServer};

const MANAGE: [annals_model::Permission; 2] = [ManageSuppressions, ReadFamilyEmailLog];

/// An e-mail that bounces.
async fn bounce(server: &TestServer, admin: &str, id: &str, address: &str, record_type: &str) {
    let sent = json!({ "messages": [{
        "id": id, "channel": "email", "to": { "address": address },
        "record": { "type": record_type, "id": format!("of-{id}") },
        "provider": "sendgrid", "provider_message_ids": [id],
        "sent_at": "2026-11-20T08:00:00Z",
    }] });
    assert_eq!(server.post("/v1/messages", admin, &sent).await.status, 201);
    let told = json!({ "events": [{
        "id": "e", "kind": "bounced_hard", "at": "2026-11-20T08:00:03Z", "code": "5.1.1",
        "provider": "sendgrid", "provider_message_id": id,
    }] });
    assert_eq!(server.post("/v1/messages/events", admin, &told).await.status, 200);
}

async fn list(server: &TestServer, key: &str, query: &str) -> Vec<Value> {
    let answer = server.get(&format!("/v1/suppressions?{query}"), key).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.body["suppressions"].as_array().unwrap().clone()
}

fn addresses(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["address"].as_str().unwrap()).collect()
}

async fn reset(server: &TestServer, key: &str, id: &Value, body: Value) -> Answer {
    server.post(&format!("/v1/suppressions/{}/reset", id.as_str().unwrap()), key, &body).await
}

async fn import(server: &TestServer, key: &str, file: &str) -> Value {
    let request = server.request(Method::POST, "/v1/suppressions/import", key);
    let answer = Answer::of(request.body(file.to_owned()).send().await.unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.body
}

#[tokio::test]
async fn a_bounce_is_asked_for_reset_and_told() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    bounce(&server, &admin, "m-1", "Lee@Home.example", "family").await;
    let rows = list(&server, &admin, "reason=bounce&state=active").await;
    assert_eq!(addresses(&rows), ["Lee@Home.example"]);
    let check = "/v1/suppressions/check?channel=email&address=lee@home.example&address=kim";
    let checked = server.get(check, &admin).await.body["addresses"].clone();
    assert_eq!(
        (&checked[0]["suppressed"], &checked[0]["reasons"]),
        (&json!(true), &json!(["bounce"]))
    );
    assert_eq!(checked[1]["suppressed"], json!(true));
    assert!(checked[1]["problem"].as_str().unwrap().contains("e-mail address"));

    let id = &rows[0]["id"];
    let unsaid = reset(&server, &admin, id, json!({ "reason": "  " })).await;
    assert_eq!((unsaid.status, &unsaid.body["code"]), (422, &json!("invalid_value")));
    let done = reset(
        &server,
        &admin,
        id,
        json!({
            "reason": "LEE@home.example is open; Kim@other.example, 555 010 0199"
        }),
    )
    .await;
    assert_eq!((done.status, &done.body["state"]), (200, &json!("reset_requested")));
    let again = reset(&server, &admin, id, json!({ "reason": "again" })).await;
    assert_eq!((again.status, &again.body["code"]), (409, &json!("refused")));

    let detail = server.get(&format!("/v1/suppressions/{}", id.as_str().unwrap()), &admin).await;
    let steps = detail.body["history"].as_array().unwrap();
    let words: Vec<_> = steps.iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(words, ["listed", "reset"]);
    assert_eq!(detail.body["records"], json!([{ "type": "family", "id": "of-m-1" }]));

    let told = server.get("/v1/events?q=action:annals.suppression*", &admin).await;
    let told = told.text.to_lowercase();
    assert!(told.contains("annals.suppression.reset") && told.contains("annals.suppression.added"));
    for hidden in ["home.example", "other.example", "555 010"] {
        assert!(!told.contains(hidden), "{told}");
    }
}

/// What a sender tells of an address, by a message that nobody knows.
async fn tell(server: &TestServer, key: &str, events: &[(String, &str)]) {
    let event = |(id, kind): &(String, &str)| {
        json!({ "id": id, "kind": kind, "provider": "postmark", "provider_message_id": "x",
                "recipient": "lee@home.example" })
    };
    let events: Vec<Value> = events.iter().map(event).collect();
    let answer = server.post("/v1/messages/events", key, &json!({ "events": events })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

async fn is_suppressed(server: &TestServer, key: &str) -> bool {
    let check = "/v1/suppressions/check?channel=email&address=lee@home.example";
    server.get(check, key).await.body["addresses"][0]["suppressed"] == true
}

#[tokio::test]
async fn who_may_send_events_ends_nothing_that_others_keep() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let by_hand = json!({ "channel": "email", "address": "lee@home.example" });
    assert_eq!(server.post("/v1/suppressions", &admin, &by_hand).await.status, 201);
    tell(&server, &admin, &[("1".to_owned(), "resubscribed")]).await;
    assert!(is_suppressed(&server, &admin).await);
}

#[tokio::test]
async fn so_much_is_kept_of_one_address_and_it_stays_suppressed() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let told: Vec<_> = (0..1_000).map(|id| (id.to_string(), "unsubscribed")).collect();
    tell(&server, &admin, &told).await;
    let more = [("a".to_owned(), "unsubscribed"), ("b".to_owned(), "resubscribed")];
    tell(&server, &admin, &more).await;
    assert!(is_suppressed(&server, &admin).await);
    assert_eq!(list(&server, &admin, "reason=unsubscribed").await[0]["times"], json!(1_000));
}

#[tokio::test]
async fn each_sees_the_addresses_of_their_logs() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    bounce(&server, &admin, "m-1", "family@home.example", "family").await;
    bounce(&server, &admin, "m-2", "staff@home.example", "staff").await;
    let by_hand = json!({ "channel": "email", "address": "nobody@home.example" });
    let added = server.post("/v1/suppressions", &admin, &by_hand).await;
    assert_eq!((added.status, &added.body["duplicate"]), (201, &json!(false)), "{}", added.text);
    assert_eq!(server.post("/v1/suppressions", &admin, &by_hand).await.status, 200);
    let key = async |rights: &[annals_model::Permission]| {
        server.key("north", &[&READS[..], rights].concat()).await
    };
    let families = key(&[ReadFamilyEmailLog]).await;
    let staff = key(&[ReadStaffEmailLog]).await;
    let by_address = "sort=address";
    let seen = list(&server, &families, by_address).await;
    assert_eq!(addresses(&seen), ["family@home.example", "nobody@home.example"]);
    let seen = list(&server, &staff, by_address).await;
    assert_eq!(addresses(&seen), ["nobody@home.example", "staff@home.example"]);
    let hidden = format!("/v1/suppressions/{}", seen[1]["id"].as_str().unwrap());
    assert_eq!(server.get(&hidden, &families).await.status, 404);
    assert_eq!(server.get(&hidden, &staff).await.status, 200);
    // Whoever sends has to know, whosever address it is.
    let check = "/v1/suppressions/check?channel=email&address=staff@home.example";
    let checked = server.get(check, &families).await;
    assert_eq!(checked.body["addresses"][0]["suppressed"], json!(true));
    // But not what became of which message.
    let why = |answer: &Answer| answer.body["addresses"][0]["suppressions"][0].clone();
    assert_eq!((&why(&checked)["message"], &why(&checked)["code"]), (&Value::Null, &Value::Null));
    let own = why(&server.get(check, &staff).await);
    assert!(own["message"].is_string() && own["code"] == "5.1.1", "{own}");
    let sms = key(&[ReadSmsLogs]).await;
    assert_eq!(server.get(check, &sms).await.status, 403);
    assert!(list(&server, &sms, "").await.is_empty());
    // Reading is no right to change.
    let refused = reset(&server, &staff, &seen[1]["id"], json!({ "reason": "so" })).await;
    assert_eq!(refused.status, 403);
    let manager = key(&MANAGE).await;
    let refused = reset(&server, &manager, &seen[1]["id"], json!({ "reason": "so" })).await;
    assert_eq!(refused.status, 404);
}

#[tokio::test]
async fn what_was_exported_is_imported() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let file = "\u{FEFF}channel,address,reason,note\n\
                email,lee@home.example,complaint,\"said so,\ntwice\"\n\
                fax,1,manual,\n\
                sms,'+1 555 010 0199,opted_out,=1+1\n\
                sms,call me,manual,\n\
                email,too,many,cells,here\n\
                email,kim@home.example,verify,\n";
    let became = import(&server, &admin, file).await;
    assert_eq!([&became["added"], &became["known"], &became["refused"]], [3, 0, 3]);
    let lines = became["lines"].as_array().unwrap();
    let lines: Vec<_> = lines.iter().map(|one| (one["line"].as_u64(), &one["field"])).collect();
    assert_eq!(
        lines,
        [(Some(4), &json!("channel")), (Some(6), &json!("address")), (Some(7), &json!("line"))]
    );
    let export = server.get("/v1/suppressions/export?sort=address", &admin).await;
    assert_eq!(export.status, 200);
    assert!(export.text.contains("sms,'+1 555 010 0199,opted_out,"), "{}", export.text);
    assert!(export.text.contains(",'=1+1,active,"), "{}", export.text);
    let known = import(&server, &admin, &export.text).await;
    assert_eq!([&known["added"], &known["known"], &known["refused"]], [0, 3, 0]);
    // Elsewhere it makes the same list.
    let south = server.admin("south").await;
    let there = import(&server, &south, &export.text).await;
    assert_eq!([&there["added"], &there["known"], &there["refused"]], [3, 0, 0]);
    let ours = list(&server, &admin, "sort=address").await;
    let theirs = list(&server, &south, "sort=address").await;
    let facts = |row: &Value| {
        ["channel", "address", "reason", "since", "text"].map(|name| row[name].clone())
    };
    let all = |rows: &[Value]| rows.iter().map(facts).collect::<Vec<_>>();
    assert_eq!(all(&ours), all(&theirs));

    let unknown = server.request(Method::POST, "/v1/suppressions/import", &admin);
    let answer = Answer::of(unknown.body("address,colour\nx,red\n").send().await.unwrap()).await;
    assert_eq!((answer.status, &answer.body["code"]), (400, &json!("malformed")));
}

async fn reconcile(server: &TestServer, key: &str, query: &str, file: &str) -> Answer {
    let path = format!("/v1/suppressions/reconcile?{query}");
    let request = server.request(Method::POST, &path, key).body(file.to_owned());
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_providers_list_is_compared_and_what_is_missing_imported() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let ours = "channel,address,reason,provider\n\
                email,both@home.example,bounce,sendgrid\n\
                email,differs@home.example,complaint,sendgrid\n\
                email,mine@home.example,bounce,sendgrid\n\
                email,ended@home.example,bounce,sendgrid\n\
                email,elsewhere@home.example,bounce,mailgun\n\
                email,garbled@home.example,bounce,sendgrid\n\
                email,divided@home.example,bounce,sendgrid\n\
                email,foreign@home.example,bounce,sendgrid\n\
                sms,+1 555 010 0199,manual,sendgrid\n";
    assert_eq!(import(&server, &admin, ours).await["added"], 9);
    let rows = list(&server, &admin, "address=ended@home.example&channel=email").await;
    let why = json!({ "reason": "the mailbox works again", "confirmed": true });
    assert_eq!(reset(&server, &admin, &rows[0]["id"], why).await.status, 200);
    // What is refused of a line makes its address no less theirs, unless it is of another list.
    let theirs = "address,since,provider\n\
                  Both@HOME.example,,\n\
                  differs@home.example,,\n\
                  new-2@home.example,2026-11-01T08:00:00Z,\n\
                  new-1@home.example,,\n\
                  new-1@home.example,,\n\
                  ended@home.example,,\n\
                  nobody,,\n\
                  GARBLED@home.example,yesterday,\n\
                  divided@home.example\n\
                  foreign@home.example,,mailgun\n";
    let of = "channel=email&provider=sendgrid&reason=bounce";
    let page = async |query: &str| reconcile(&server, &admin, query, theirs).await.body;
    let found = page(of).await;
    let part = |found: &Value, name: &str| {
        let rows = found[name]["rows"].as_array().unwrap().clone();
        let rows = rows.iter().map(|row| row["address"].as_str().unwrap().to_owned());
        (found[name]["count"].as_u64().unwrap(), rows.collect::<Vec<_>>())
    };
    let expected =
        |all: &[&str]| (all.len() as u64, all.iter().map(|&one| one.to_owned()).collect());
    assert_eq!((&found["same"], &found["refused"]), (&json!(1), &json!(4)), "{found}");
    assert_eq!(found["lines"][0]["line"], 8);
    let new = ["new-1@home.example", "new-2@home.example"];
    assert_eq!(part(&found, "only_theirs"), expected(&new));
    let mine = ["foreign@home.example", "mine@home.example"];
    assert_eq!(part(&found, "only_ours"), expected(&mine));
    assert_eq!(part(&found, "other_reason"), expected(&["differs@home.example"]));
    assert_eq!(found["other_reason"]["rows"][0]["ours"], json!(["complaint"]));
    assert_eq!(part(&found, "ended_here"), expected(&["ended@home.example"]));
    // Page by page.
    let first = page(&format!("{of}&limit=1")).await;
    assert_eq!(part(&first, "only_theirs"), (2, vec![new[0].to_owned()]));
    let next = first["only_theirs"]["next"].as_str().unwrap();
    let second = page(&format!("{of}&limit=1&after={next}")).await;
    assert_eq!(part(&second, "only_theirs"), (2, vec![new[1].to_owned()]));
    assert_eq!(second["only_theirs"]["next"], Value::Null);
    // That it was asked is all that changed.
    assert_eq!(list(&server, &admin, "q=new").await.len(), 0);
    let told = server.get("/v1/events?q=action:annals.suppression.reconciled", &admin).await.body;
    let told = told["entries"].as_array().unwrap().clone();
    assert_eq!((told.len(), &told[0]["details"]["Only Theirs"]), (3, &json!(2)));
    assert!(!told[0].to_string().contains("home.example"), "entries name no address");

    // As many as were seen, or none.
    let changed = reconcile(&server, &admin, &format!("{of}&import=3"), theirs).await;
    assert_eq!(changed.problem(), "409 refused");
    assert_eq!(list(&server, &admin, "q=new").await.len(), 0);
    let done = page(&format!("{of}&import=2")).await;
    assert_eq!(done["imported"], 2);
    let rows = list(&server, &admin, "q=new&sort=address").await;
    assert_eq!(addresses(&rows), new);
    assert_eq!(
        (&rows[0]["provider"], &rows[0]["reason"], &rows[1]["since"]),
        (&json!("sendgrid"), &json!("bounce"), &json!("2026-11-01T08:00:00.000Z"))
    );
    let ended = list(&server, &admin, "address=ended@home.example&channel=email").await;
    assert_ne!(ended[0]["state"], "active", "what was reset stays so");
    assert_eq!(part(&page(of).await, "only_theirs").0, 0);

    for (query, status) in [
        ("provider=sendgrid", 400),
        ("channel=email&limit=1001", 400),
        ("channel=email&import=x", 400),
        ("channel=email&after=x", 400),
        ("channel=email&organization=south", 404),
    ] {
        assert_eq!(reconcile(&server, &admin, query, theirs).await.status, status, "{query}");
    }
    let other = "address,provider\nlee@home.example,mailgun\n";
    let foreign = reconcile(&server, &admin, of, other).await.body;
    assert_eq!(
        (&foreign["lines"][0]["field"], &foreign["refused"]),
        (&json!("provider"), &json!(1))
    );
    let scopes = [ManageSuppressions, ReadPushLog];
    let push = server.key("north", &scopes).await;
    assert_eq!(reconcile(&server, &push, "channel=email", theirs).await.status, 403);
    let long = format!("address\n{}", "lee@home.example\n".repeat(10_001));
    assert_eq!(reconcile(&server, &admin, "channel=email", &long).await.status, 413);
}
