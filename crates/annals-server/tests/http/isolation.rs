//! Nothing that other organisations do shows in one's own answers.

use annals_model::Permission;
use serde_json::{Value, json};

use crate::support::{READS, TestServer};

const PATHS: [&str; 9] = [
    "/v1/events?limit=10",
    "/v1/events?q=smith&order=user&limit=10",
    "/v1/events/count?q=sm*",
    "/v1/events/facets?field=actor,source&q=actor:sm*&limit=1000",
    "/v1/events/count?q=who:%22Smythe%20Smithson%22%20OR%20source:e*",
    "/v1/events/facets?field=actor,action,source,category&limit=10",
    "/v1/events/histogram?interval=hour",
    "/v1/events/own-3",
    "/v1/organizations",
];

const FOREIGN: usize = 1_000;

async fn answers(server: &TestServer, key: &str) -> Vec<Value> {
    let mut answers = Vec::new();
    for path in PATHS {
        let answer = server.get(path, key).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answers.push(answer.body);
    }
    answers
}

#[tokio::test]
async fn answers_are_the_same_beside_many_foreign_organisations() {
    let server = TestServer::start().await;
    let root = server.admin("installation").await;
    let key = server
        .key("n1", &[READS[0], READS[1], Permission::ReadOrganizations, Permission::WriteEvents])
        .await;
    let own: Vec<Value> = (0..10)
        .map(|i| {
            json!({ "id": format!("own-{i}"), "action": "charge.deleted",
                "occurred_at": "2026-11-20T08:00:00Z", "actor": { "name": "Bo Smith" } })
        })
        .collect();
    server.send(&key, &own).await;
    // Readings are told in the log: the same ones, a moment later, are not told again.
    answers(&server, &key).await;
    let before = answers(&server, &key).await;

    server.organizations("foreign", FOREIGN, "state").await;
    let foreign: Vec<String> = (0..FOREIGN).map(|i| format!("foreign-{i}")).collect();
    let events: Vec<Value> = foreign
        .iter()
        .flat_map(|id| (0..10).map(move |i| (id, i)))
        .map(|(organization, i)| {
            json!({ "id": format!("own-{i}"), "organization": organization,
                "action": "payment.updated", "occurred_at": "2026-11-20T08:30:00Z",
                "actor": { "name": "Smythe Smithson" }, "source": "Elsewhere" })
        })
        .collect();
    server.send(&root, &events).await;
    assert_eq!(answers(&server, &key).await, before);
    server.store.seal().await.unwrap();
    assert_eq!(answers(&server, &key).await, before);
    server.store.compact().await.unwrap();
    assert_eq!(answers(&server, &key).await, before);
}
