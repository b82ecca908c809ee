//! What keys get of organisations that are not theirs, beyond what the table of routes asks for.

use annals_model::Permission;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, READS, TestServer, event};

/// The kinds of key that read: one reaches below, the other doesn't.
#[tokio::test]
async fn reach_decides_about_what_is_below() {
    let server = TestServer::start().await;
    let root = server.admin("installation").await;
    for place in ["north", "n1", "south"] {
        let mut sent = event(&format!("in-{place}"), "a.created");
        sent["organization"] = place.into();
        server.send(&root, &[sent]).await;
    }
    let reads = [READS[0], READS[1], Permission::ReadProof];
    let far = server.key("north", &reads).await;
    let near = server.key_with("north", &reads, |new| new.reaches_below = false).await.1;
    let write = server.key("north", &[Permission::WriteEvents]).await;
    for (path, expected) in [
        ("/v1/events/count?below=true", [200, 403, 403]),
        ("/v1/events/count?below=true&organization=n1", [200, 403, 403]),
        ("/v1/events/count?below=true&organization=south", [404, 403, 403]),
        ("/v1/events/count?below=true&organization=nowhere", [404, 403, 403]),
        // Ids are looked for wherever one may look.
        ("/v1/events/in-north", [200, 200, 403]),
        ("/v1/events/in-n1", [200, 404, 403]),
        ("/v1/events/in-south", [404, 404, 403]),
        ("/v1/events/in-nowhere", [404, 404, 403]),
        ("/v1/events/in-n1/proof", [200, 404, 403]),
        ("/v1/events/in-south/proof", [404, 404, 403]),
    ] {
        for (key, expected) in [&far, &near, &write].into_iter().zip(expected) {
            let answer = server.get(path, key).await;
            assert_eq!(answer.status, expected, "{path}: {}", answer.text);
        }
    }
}

/// The answers for a foreign organisation and for none are the same to the byte.
#[tokio::test]
async fn a_foreign_organisation_looks_like_none() {
    let server = TestServer::start().await;
    let root = server.admin("installation").await;
    let mut foreign = event("secret-event", "a.created");
    foreign["organization"] = "south".into();
    server.send(&root, &[foreign]).await;
    let (foreign_key, _) = server.key_with("south", &[Permission::ReadEvents], |_| {}).await;
    let key = server.admin("north").await;
    let normal = |answer: Answer, name: &str| {
        let mut body = answer.body;
        body["request_id"] = Value::Null;
        (answer.status, body.to_string().replace(name, "NAME"))
    };
    for path in [
        "/v1/events?organization=NAME",
        "/v1/events/count?below=true&organization=NAME",
        "/v1/organizations/NAME",
        "/v1/keys?organization=NAME",
        "/v1/preferences?organization=NAME",
        "/v1/preferences/audit_users?organization=NAME",
        "/v1/events/secret-event?organization=NAME",
    ] {
        let south = server.get(&path.replace("NAME", "south"), &key).await;
        let nowhere = server.get(&path.replace("NAME", "nowhere"), &key).await;
        assert_eq!(normal(south, "south"), normal(nowhere, "nowhere"), "{path}");
    }
    let there = server.get("/v1/events/secret-event", &key).await;
    let not_there = server.get("/v1/events/no-such-event", &key).await;
    assert_eq!(normal(there, ""), normal(not_there, ""));
    let delete = async |id: &str| {
        let request = server.request(Method::DELETE, &format!("/v1/keys/{id}"), &key);
        normal(Answer::of(request.send().await.unwrap()).await, "")
    };
    assert_eq!(delete(&foreign_key.0).await, delete("0000000000000000").await);
    // An id that another organisation uses is free here.
    let sent = server.post("/v1/events", &key, &event("secret-event", "b.created")).await;
    assert_eq!((sent.status, &sent.body["repeated"]), (201, &json!(false)));
}
