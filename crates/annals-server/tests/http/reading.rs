//! Finding events again.

use annals_model::Permission;
use annals_proof::{Commitment, Hash, verify_inclusion};
use serde_json::{Value, json};

use crate::support::{READS, TestServer, ids};

/// Twenty entries, one a minute, by two people from two sources.
async fn filled() -> (TestServer, String) {
    let server = TestServer::start().await;
    let key = server
        .key("north", &[READS[0], READS[1], Permission::ReadProof, Permission::WriteEvents])
        .await;
    let events: Vec<Value> = (0..20)
        .map(|i| {
            json!({
                "id": format!("e-{i:02}"),
                "occurred_at": format!("2026-11-20T08:{i:02}:00Z"),
                "action": if i % 2 == 0 { "charge.deleted" } else { "payment.updated" },
                "actor": { "name": if i % 4 == 0 { "Bo Smith" } else { "Ada Jones" } },
                "source": if i < 10 { "Office Portal" } else { "Mobile App" },
                "records": [{ "type": "student", "id": format!("s-{}", i % 3), "name": "Émile" }],
            })
        })
        .collect();
    server.send(&key, &events).await;
    (server, key)
}

#[tokio::test]
async fn pages_go_both_ways_and_stay_right_while_events_arrive() {
    let (server, key) = filled().await;
    let first = server.get("/v1/events?q=charge+-type:access&limit=4", &key).await.body;
    assert_eq!(ids(&first), ["e-18", "e-16", "e-14", "e-12"]);
    assert_eq!(first["previous"], Value::Null);
    let token = |page: &Value, which: &str| page[which].as_str().unwrap().to_owned();

    // Newer and older ones arrive between the pages.
    let late = json!({ "id": "late", "occurred_at": "2026-11-20T08:13:30Z",
        "action": "charge.deleted", "actor": { "name": "Cy" } });
    let new = json!({ "id": "new", "occurred_at": "2026-11-20T08:59:00Z",
        "action": "charge.deleted", "actor": { "name": "Cy" } });
    server.send(&key, &[late, new]).await;

    let path = format!("/v1/events?limit=4&cursor={}", token(&first, "next"));
    let second = server.get(&path, &key).await.body;
    assert_eq!(ids(&second), ["e-10", "e-08", "e-06", "e-04"]);
    let path = format!("/v1/events?limit=4&cursor={}", token(&second, "next"));
    let third = server.get(&path, &key).await.body;
    assert_eq!(ids(&third), ["e-02", "e-00"]);
    assert_eq!(third["next"], Value::Null);
    let path = format!("/v1/events?limit=4&cursor={}", token(&third, "previous"));
    let back = server.get(&path, &key).await.body;
    assert_eq!(ids(&back), ids(&second));
    let path = format!("/v1/events?limit=4&cursor={}", token(&back, "previous"));
    let back = server.get(&path, &key).await.body;
    assert_eq!(ids(&back), ["e-16", "e-14", "late", "e-12"]);
    let path = format!("/v1/events?limit=9&cursor={}", token(&back, "previous"));
    let back = server.get(&path, &key).await.body;
    assert_eq!(ids(&back), ["new", "e-18"]);
    assert_eq!(back["previous"], Value::Null);
}

#[tokio::test]
async fn every_order_runs_both_ways() {
    let (server, key) = filled().await;
    for (order, first) in [
        ("-date", "e-19"),
        ("date", "e-00"),
        ("user", "e-19"),
        ("-user", "e-16"),
        ("action", "e-18"),
        ("-action", "e-19"),
        ("source", "e-19"),
        ("-source", "e-09"),
    ] {
        let mut path = format!("/v1/events?limit=3&order={order}&q=-source:annals");
        let mut all = Vec::new();
        loop {
            let page = server.get(&path, &key).await.body;
            all.extend(ids(&page));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/v1/events?limit=3&cursor={next}");
        }
        assert_eq!(all[0], first, "{order}: {all:?}");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 20, "{order}");
    }
}

#[tokio::test]
async fn totals_facets_and_histogram_agree_with_the_rows() {
    let (server, key) = filled().await;
    for (q, expected) in [
        ("-source:annals", 20),
        ("smith", 5),
        ("deleted", 10),
        ("actor:smith source:\"Mobile App\"", 2),
        ("emile", 20),
        ("student:s-0", 7),
        ("nobody", 0),
        ("11/20/2026 8:05 AM payment", 1),
    ] {
        let q = url(&format!("{q} -type:access"));
        let total = server.get(&format!("/v1/events/count?q={q}"), &key).await.body;
        assert_eq!(total, json!({ "total": expected }), "{q}");
        let rows = server.get(&format!("/v1/events?limit=100&q={q}"), &key).await.body;
        assert_eq!(ids(&rows).len(), expected, "{q}");
    }
    let facets = server
        .get("/v1/events/facets?field=actor,source&field=type&q=charge+-type:access", &key)
        .await;
    insta::assert_json_snapshot!(facets.body, @r#"
    {
      "facets": {
        "actor": [
          {
            "count": 5,
            "label": "Ada Jones",
            "value": "Ada Jones"
          },
          {
            "count": 5,
            "label": "Bo Smith",
            "value": "Bo Smith"
          }
        ],
        "source": [
          {
            "count": 5,
            "label": "Mobile App",
            "value": "Mobile App"
          },
          {
            "count": 5,
            "label": "Office Portal",
            "value": "Office Portal"
          }
        ],
        "type": [
          {
            "count": 10,
            "label": "delete",
            "value": "delete"
          }
        ]
      }
    }
    "#);
    let histogram =
        server.get("/v1/events/histogram?interval=hour&q=-source:annals", &key).await.body;
    assert_eq!(histogram["counts"], json!([20]));
    let path =
        "/v1/events/histogram?from=2026-11-20T08:18:00Z&to=2026-11-20T08:22:00Z&interval=minute";
    let histogram = server.get(path, &key).await.body;
    assert_eq!(histogram["counts"], json!([1, 1, 0, 0]));
    assert_eq!(histogram["edges"][4], "2026-11-20T08:22:00.000Z");
    let histogram = server.get("/v1/events/histogram?q=nobody+-type:access", &key).await.body;
    assert_eq!(histogram["counts"], json!([]));
}

fn url(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

#[tokio::test]
async fn an_entry_is_found_by_its_id_and_proved() {
    let (server, key) = filled().await;
    let entry = server.get("/v1/events/e-07", &key).await.body;
    assert_eq!(entry["occurred_at"], "2026-11-20T08:07:00.000Z");
    assert_eq!(entry["recorded_at"], "2026-11-20T09:00:00.000Z");
    assert_eq!(entry["label"], "Updated Payment");
    for sealed in [false, true] {
        if sealed {
            server.store.seal().await.unwrap();
        }
        let proof = server.get("/v1/events/e-07/proof", &key).await.body;
        assert_eq!(proof["number"], entry["number"]);
        let hash = |value: &Value| Hash(unhex(value.as_str().unwrap()));
        let path: Vec<Hash> = proof["path"].as_array().unwrap().iter().map(hash).collect();
        let commitment = Commitment(unhex(proof["commitment"].as_str().unwrap()));
        let leaf = annals_proof::leaf_hash(&commitment);
        let number = proof["number"].as_u64().unwrap();
        let size = proof["tree_size"].as_u64().unwrap();
        verify_inclusion(&leaf, number, size, &path, &hash(&proof["root"])).unwrap();
        let mut wrong = leaf;
        wrong.0[0] ^= 1;
        assert!(verify_inclusion(&wrong, number, size, &path, &hash(&proof["root"])).is_err());
    }
}

fn unhex(text: &str) -> [u8; 32] {
    let bytes: Vec<u8> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect();
    bytes.try_into().unwrap()
}

#[tokio::test]
async fn below_spans_the_organisations_below() {
    let (server, key) = filled().await;
    let mut below = json!({ "id": "n1-1", "action": "a.created", "actor": { "id": "1" } });
    below["organization"] = "n1".into();
    server.send(&key, &[below]).await;
    let total =
        |path: &'static str| async { server.get(path, &key).await.body["total"].as_u64().unwrap() };
    assert_eq!(total("/v1/events/count?q=-source:annals").await, 20);
    assert_eq!(total("/v1/events/count?below=true&q=-source:annals").await, 21);
    assert_eq!(total("/v1/events/count?organization=n1&q=-source:annals").await, 1);
    let page = server.get("/v1/events?below=true&limit=1&q=-source:annals", &key).await.body;
    assert_eq!(page["entries"][0]["organization"], "n1");
    // Without naming a place, an id is looked for wherever the caller may look.
    assert_eq!(server.get("/v1/events/n1-1", &key).await.status, 200);
    assert_eq!(server.get("/v1/events/n1-1?organization=north", &key).await.status, 404);
    let near = server.key_with("north", &READS, |new| new.reaches_below = false).await.1;
    assert_eq!(server.get("/v1/events/n1-1", &near).await.problem(), "404 not_found");
    let answer = server.get("/v1/events/count?below=true", &near).await;
    assert_eq!(answer.problem(), "403 permission_missing");
}
