//! Deletion over the API: what was looked at and nothing else, told in the log, by who may.

use annals_model::Permission;
use serde_json::{Value, json};

use crate::browser::north;
use crate::support::{Answer, READS, TestServer, event, ids};

const DELETE: &str = "/v1/events/delete";

async fn dry_run(server: &TestServer, key: &str, q: &str) -> Value {
    let answer = server.post(DELETE, key, &json!({ "q": q, "dry_run": true })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.body
}

/// The body that deletes what a dry run found.
fn order(q: &str, seen: &Value) -> Value {
    json!({
        "q": q,
        "entries": seen["entries"],
        "digest": seen["digest"],
        "before": seen["before"],
        "at": seen["at"],
        "reason": "Asked by the family",
    })
}

async fn delete(server: &TestServer, key: &str, q: &str, seen: &Value) -> Answer {
    server.post(DELETE, key, &order(q, seen)).await
}

/// Ids of what is found, without what tells of readings.
async fn found(server: &TestServer, key: &str, q: &str) -> Vec<String> {
    ids(&server.get(&format!("/v1/events?order=date&q=-type:access+{q}"), key).await.body)
}

async fn sample(server: &TestServer, key: &str) {
    let at = |i: usize| format!("2026-11-1{i}T08:00:00.000Z");
    let event = |i: usize| {
        let mut event = event(&format!("e{i}"), ["charge.created", "charge.deleted"][i % 2]);
        event["occurred_at"] = at(i).into();
        event
    };
    server.send(key, &(0..6).map(event).collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn what_was_looked_at_is_deleted_and_told() {
    let (server, key) = north().await;
    sample(&server, &key).await;
    let q = "action:charge.deleted";
    let seen = dry_run(&server, &key, q).await;
    assert_eq!(
        json!([seen["deleted"], seen["entries"], seen["kept"], seen["earliest"], seen["latest"]]),
        json!([false, 3, 0, "2026-11-11T08:00:00.000Z", "2026-11-15T08:00:00.000Z"])
    );
    assert_eq!(found(&server, &key, q).await, ["e1", "e3", "e5"]);
    // What comes between matches, was not looked at, and stays.
    server.send(&key, &[event("late", "charge.deleted")]).await;
    server.clock.advance(60_000);
    let done = delete(&server, &key, q, &seen).await;
    assert_eq!((done.status, &done.body["deleted"]), (200, &json!(true)), "{}", done.text);
    assert_eq!(done.body["entries"], 3);
    assert_eq!(found(&server, &key, q).await, ["late"]);
    assert_eq!(found(&server, &key, "action:charge.*").await, ["e0", "e2", "e4", "late"]);
    let id = done.body["told_by"].as_str().unwrap();
    let told = server.get(&format!("/v1/events/{id}"), &key).await.body;
    assert_eq!(
        json!([told["action"], told["label"], told["type"], told["critical"], told["reason"]]),
        json!([
            "annals.entries.deleted",
            "Deleted Audit Log Entries",
            "delete",
            true,
            "Asked by the family"
        ])
    );
    assert_eq!(told["description"], "3 entries");
    let first = told["details"]["numbers"].as_str().unwrap().split(", ").next().unwrap();
    let first: u64 = first.parse().unwrap();
    assert_eq!(
        told["details"],
        json!({
            "search": q,
            "entries": 3,
            "earliest": seen["earliest"],
            "latest": seen["latest"],
            "numbers": format!("{first}, {}, {}", first + 2, first + 4),
        })
    );
    // Its place is still proved, and its content is gone from every answer.
    let gone = server.get("/v1/events/e1", &key).await;
    assert_eq!(gone.problem(), "404 not_found");
    let again = server.post("/v1/events", &key, &event("e1", "other.content")).await;
    assert_eq!((again.status, &again.body["number"]), (201, &json!(first)));
    // Nothing is left to do for a second one.
    assert_eq!(delete(&server, &key, q, &seen).await.problem(), "409 refused");
}

#[tokio::test]
async fn a_changed_set_is_not_deleted() {
    let (server, key) = north().await;
    sample(&server, &key).await;
    let seen = dry_run(&server, &key, "charge").await;
    let one = dry_run(&server, &key, "id:e3").await;
    assert_eq!(delete(&server, &key, "id:e3", &one).await.status, 200);
    let refused = delete(&server, &key, "charge", &seen).await;
    assert_eq!(refused.problem(), "409 refused");
    assert!(refused.text.contains("5 entries can be deleted by now, not 6"), "{}", refused.text);
    assert_eq!(found(&server, &key, "charge").await.len(), 5);
    assert_eq!(found(&server, &key, "action:annals.entries.deleted").await.len(), 1);
}

#[tokio::test]
async fn what_annals_wrote_of_itself_stays() {
    let (server, key) = north().await;
    sample(&server, &key).await;
    let seen = dry_run(&server, &key, "").await;
    assert_eq!(seen["entries"], 6);
    let kept = seen["kept"].as_u64().unwrap();
    assert!(kept > 0);
    assert_eq!(delete(&server, &key, "", &seen).await.status, 200);
    let left = server.get("/v1/events?limit=100", &key).await.body;
    let actions = left["entries"].as_array().unwrap().iter();
    assert!(actions.clone().all(|entry| entry["action"].as_str().unwrap().starts_with("annals.")));
    let own = dry_run(&server, &key, "action:annals.*").await;
    assert_eq!(own["entries"], 0);
    assert!(own["kept"].as_u64().unwrap() > kept);
    let refused = delete(&server, &key, "action:annals.*", &own).await;
    assert_eq!(refused.problem(), "409 refused");
    assert!(refused.text.contains("nothing to delete"), "{}", refused.text);
}

#[tokio::test]
async fn only_who_may_read_and_delete_there_deletes() {
    use Permission::DeleteEvents;
    let (server, key) = north().await;
    sample(&server, &key).await;
    let foreign = server.admin("south").await;
    let seen = dry_run(&server, &key, "charge").await;
    let mut there = order("charge", &seen);
    there["organization"] = "north".into();
    let blind = server.key("north", &[DeleteEvents]).await;
    let reader = server.key("north", &READS).await;
    for (key, expected) in [
        (&blind, "403 permission_missing"),
        (&reader, "403 permission_missing"),
        (&foreign, "404 not_found"),
        (&String::new(), "401 unauthenticated"),
    ] {
        assert_eq!(server.post(DELETE, key, &there).await.problem(), expected);
        there["organization"] = "nowhere".into();
        assert_eq!(server.post(DELETE, key, &there).await.problem(), expected);
        there["organization"] = "north".into();
    }
    // One's own organisation, whatever the numbers of another one say.
    assert_eq!(delete(&server, &foreign, "charge", &seen).await.problem(), "409 refused");
    assert_eq!(found(&server, &key, "charge").await.len(), 6);
    let above = server.admin("state").await;
    let mut below = order("charge", &seen);
    below["organization"] = "north".into();
    assert_eq!(server.post(DELETE, &above, &below).await.status, 200);
    assert!(found(&server, &key, "action:charge.*").await.is_empty());
    // Told where it happened.
    assert_eq!(found(&server, &key, "action:annals.entries.deleted").await.len(), 1);
}

#[tokio::test]
async fn half_an_order_is_refused() {
    let (server, key) = north().await;
    sample(&server, &key).await;
    let seen = dry_run(&server, &key, "charge").await;
    let whole = order("charge", &seen);
    let long = "x".repeat(1_001);
    let with = |name: &str, value: Value| {
        let mut order = whole.clone();
        order[name] = value;
        order
    };
    let without = |name: &str| {
        let mut order = whole.clone();
        order.as_object_mut().unwrap().remove(name);
        order
    };
    for (body, expected, words) in [
        (without("q"), "400 malformed", "q"),
        (with("queri", json!("")), "400 malformed", "queri"),
        (without("entries"), "422 invalid_value", "entries: is missing"),
        (without("digest"), "422 invalid_value", "digest: is missing"),
        (without("before"), "422 invalid_value", "before: is missing"),
        (without("at"), "422 invalid_value", "at: is missing"),
        (with("at", json!("noon")), "422 invalid_value", "at"),
        (without("reason"), "422 invalid_value", "reason: is missing"),
        (with("reason", json!(" ")), "422 invalid_value", "say why"),
        (with("reason", json!(long)), "422 invalid_value", "1001 characters"),
        (with("dry_run", json!(true)), "422 invalid_value", "dry_run"),
        (with("q", json!("acter:x")), "400 invalid_query", "acter"),
        (with("organization", json!("No Such")), "422 invalid_value", "organization"),
        (with("entries", json!(5)), "409 refused", "6 entries"),
        (with("before", json!(0)), "409 refused", "0 entries"),
        (with("digest", json!("4f2a9c")), "409 refused", "other entries match"),
    ] {
        let refused = server.post(DELETE, &key, &body).await;
        assert_eq!(refused.problem(), expected, "{body}");
        assert!(refused.text.contains(words), "{body}: {}", refused.text);
    }
    assert_eq!(found(&server, &key, "charge").await.len(), 6);
    assert!(found(&server, &key, "action:annals.entries.deleted").await.is_empty());
}

#[tokio::test]
async fn as_many_other_entries_are_not_deleted() {
    let (server, key) = north().await;
    let rights = [Permission::ManageOrganizations, Permission::ManagePreferences];
    let manage = server.key("north", &rights).await;
    let at = |id: &str, time: &str| {
        let mut event = event(id, "charge.created");
        event["occurred_at"] = time.into();
        event
    };
    // Noon and evening of a Wednesday in UTC; early morning and afternoon in Chicago.
    server.send(&key, &[at("x", "2026-11-18T12:00:00Z"), at("y", "2026-11-18T20:00:00Z")]).await;
    let q = "hours:off charge";
    let seen = dry_run(&server, &key, q).await;
    assert_eq!(found(&server, &key, q).await, ["y"]);
    let zone = json!({ "time_zone": "America/Chicago" });
    let change = server.request(reqwest::Method::PATCH, "/v1/organizations/north", &manage);
    assert_eq!(change.json(&zone).send().await.unwrap().status(), 200);
    assert_eq!(found(&server, &key, q).await, ["x"]);
    assert_eq!(delete(&server, &key, q, &seen).await.problem(), "409 refused");
    assert_eq!(found(&server, &key, "charge").await.len(), 2);
}
