//! Readings of the log are told in it.

use annals_model::Permission;
use serde_json::{Value, json};

use crate::browser::{Browser, north};
use crate::support::{READS, TestServer, event, ids};

/// How long repeated readings are gathered.
const WINDOW_MS: i64 = 10 * 60 * 1_000;

/// What is told of readings in the log of an organisation, the earliest first; without what the
/// auditor who looks reads.
async fn told(server: &TestServer, auditor: &str, organization: &str) -> Vec<Value> {
    let q = "type:access+action:annals.*.viewed+-actor:auditor";
    let path = format!("/v1/events?q={q}&organization={organization}&order=date&limit=100");
    let page = server.get(&path, auditor).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let tell = |entry: &Value| {
        json!([entry["label"], entry["actor"]["name"], entry["details"], entry["description"]])
    };
    page.body["entries"].as_array().unwrap().iter().map(tell).collect()
}

async fn auditor(server: &TestServer) -> String {
    let named = |new: &mut annals_desk::NewKey| new.name = "auditor".to_owned();
    server.key_with("state", &READS, named).await.1
}

#[tokio::test]
async fn the_first_reading_is_told_and_the_rest_of_ten_minutes_summed_up() {
    let (mut server, key) = north().await;
    let auditor = auditor(&server).await;
    let events: Vec<_> = (0..3).map(|i| event(&format!("e-{i}"), "charge.deleted")).collect();
    server.send(&key, &events).await;
    let search = "/v1/events?q=charge+-type:access&limit=2";
    let page = server.get(search, &key).await.body;
    let first = json!(["Viewed Audit Log", "test", { "search": "charge -type:access" }, null]);
    assert_eq!(told(&server, &auditor, "north").await, std::slice::from_ref(&first));

    // Again, the next page, the counts of the same search: nothing more at once.
    server.clock.advance(60_000);
    server.get(search, &key).await;
    let next = format!("/v1/events?cursor={}", page["next"].as_str().unwrap());
    assert_eq!(ids(&server.get(&next, &key).await.body).len(), 1);
    server.get("/v1/events/count?q=charge+-type:access", &key).await;
    assert_eq!(told(&server, &auditor, "north").await.len(), 1);

    // Another search, and an entry.
    server.get("/v1/events/facets?field=source&q=maria", &key).await;
    server.get("/v1/events/e-1", &key).await;
    let all = told(&server, &auditor, "north").await;
    assert_eq!(all[1], json!(["Viewed Audit Log", "test", { "search": "maria" }, null]));
    assert_eq!(all[2][0], "Viewed Audit Log Entry");
    assert_eq!(all.len(), 3);

    // After the ten minutes: how often it was, and the new reading. A cursor counts as one then.
    server.clock.advance(WINDOW_MS);
    server.get(&next, &key).await;
    let all = told(&server, &auditor, "north").await;
    let again = json!({ "search": "charge -type:access", "times": 1,
        "first": "2026-11-20T09:00:00.000Z", "last": "2026-11-20T09:01:00.000Z" });
    assert_eq!(all[3], json!(["Viewed Audit Log", "test", again, "1 more time"]));
    assert_eq!(all[4], first);
    assert_eq!(all.len(), 5);

    // What is not summed up yet is when the server ends.
    server.get(search, &key).await;
    server.stop().await;
    let log = server.ordinal("north");
    let size = server.store.snapshot().log_size(log);
    let allow = annals_model::decide(
        &server.store.organizations(),
        &server.desk.operator(),
        log,
        Permission::ReadEvents,
    );
    let allow = allow.allowed().unwrap();
    let summed_up = (0..size).rev().take(2).map(|number| {
        let number = annals_model::Number(number);
        let entry = server.store.snapshot().by_number(&allow, log, number).unwrap().unwrap();
        (entry.event.actor.name.unwrap_or_default(), entry.event.description.unwrap_or_default())
    });
    let mut summed_up: Vec<_> = summed_up.collect();
    summed_up.sort_unstable();
    let expected = [("auditor", "3 more times"), ("test", "1 more time")];
    assert_eq!(summed_up, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
}

#[tokio::test]
async fn readings_of_readings_are_told_once() {
    let (server, key) = north().await;
    let auditor = auditor(&server).await;
    for q in ["", "+charge", "+-actor:nobody"] {
        let path = format!("/v1/events?q=action:annals.log.*+type:access{q}");
        server.get(&path, &key).await;
        server.clock.advance(WINDOW_MS);
    }
    assert_eq!(told(&server, &auditor, "north").await.len(), 1);
}

#[tokio::test]
async fn readings_that_an_application_told_are_read_like_others() {
    let (server, key) = north().await;
    let auditor = auditor(&server).await;
    let viewed = |id: &str| {
        json!({ "id": id, "action": "health_record.viewed", "type": "access",
            "actor": { "name": "Nora Nurse" } })
    };
    server.send(&key, &[viewed("v-1"), viewed("v-2")]).await;
    for path in [
        "/v1/events?q=type:access+nurse",
        "/v1/events?q=type:access",
        "/v1/events?q=type:access+action:health_record.viewed",
        "/v1/events/v-1",
        "/v1/events/v-2",
    ] {
        assert_eq!(server.get(path, &key).await.status, 200, "{path}");
    }
    assert_eq!(told(&server, &auditor, "north").await.len(), 5);
}

#[tokio::test]
async fn beyond_the_limit_each_reading_is_told() {
    let server = TestServer::start_with(|_| {}, |config| config.readings_max = 1).await;
    let key = server.admin("north").await;
    for q in ["a", "b", "a", "b"] {
        server.get(&format!("/v1/events?q={q}"), &key).await;
    }
    // The auditor's look is one beyond the limit as well.
    let auditor = auditor(&server).await;
    let told = told(&server, &auditor, "north").await;
    let searches: Vec<_> = told.iter().map(|entry| &entry[2]["search"]).collect();
    assert_eq!(searches, ["a", "b", "b"]);
}

#[tokio::test]
async fn what_is_refused_is_not_told_and_foreign_logs_are_told_where_they_are() {
    let (server, key) = north().await;
    let auditor = auditor(&server).await;
    for path in ["/v1/events?q=(", "/v1/events?organization=south", "/v1/events/nothing"] {
        assert!(server.get(path, &key).await.status >= 400, "{path}");
    }
    assert_eq!(told(&server, &auditor, "north").await, [] as [Value; 0]);
    server.get("/v1/events?organization=n1&q=smith", &key).await;
    assert_eq!(told(&server, &auditor, "north").await, [] as [Value; 0]);
    let found = told(&server, &auditor, "n1").await;
    assert_eq!(found, [json!(["Viewed Audit Log", "test", { "search": "smith" }, null])]);
}

#[tokio::test]
async fn pages_tell_what_they_show() {
    let (server, key) = north().await;
    let auditor = auditor(&server).await;
    server.send(&key, &[event("e-1", "charge.deleted")]).await;
    let browser = Browser::signed_in(&server, "ada").await;
    browser.get("/?q=charge&range=hour&source=Office+Portal").await;
    // "The last hour" is another one by now.
    server.clock.advance(1_000);
    browser.get("/?q=charge&range=hour&source=Office+Portal").await;
    let number = browser.get("/?q=charge").await.rows()[0];
    browser.get(&format!("/entries/{number}")).await;
    let told = told(&server, &auditor, "north").await;
    let details: Vec<_> = told.iter().map(|entry| &entry[2]).collect();
    assert_eq!(details[0]["search"], "charge");
    assert_eq!(details[0]["sources"], json!(["Office Portal"]));
    assert_eq!(*details[1], json!({ "search": "charge" }));
    assert_eq!(*details[2], json!({ "entry": number }));
    assert_eq!(told.len(), 3, "{told:#?}");
    assert_eq!(told[0][1], "ada in person");
}
