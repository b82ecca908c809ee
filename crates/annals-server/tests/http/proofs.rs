//! What senders and readers need to compute commitments and roots themselves.

use annals_model::{Number, OrganizationId, Permission, decide_deletion};
use annals_proof::{Commitment, Seed, Unit, commit};
use annals_query::{Expr, Term};
use annals_store::{Command, CommandError, Deletable, Held, Transaction};
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, north};
use crate::support::{Answer, TestServer, event};

fn unhex(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// The commitment that follows from the `seed` and `units` of an answer.
fn computed(answer: &Value) -> Commitment {
    let parts: Vec<_> = answer["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| {
            let tag = u8::try_from(unit["tag"].as_u64().unwrap()).unwrap();
            (unit["path"].as_str().unwrap(), tag, unhex(&unit["value"]))
        })
        .collect();
    let units: Vec<_> = parts
        .iter()
        .map(|(path, tag, value)| Unit { path: path.as_bytes(), tag: *tag, value })
        .collect();
    commit(&Seed(unhex(&answer["seed"]).try_into().unwrap()), &units).unwrap()
}

fn sent(id: &str) -> Value {
    let mut event = event(id, "charge.deleted");
    event["description"] = "Deleted a charge of 12.50".into();
    event["reason"] = "Asked by the family".into();
    event["changes"] = json!([{ "property": "amount", "old": 12.5, "new": null }]);
    event["records"] = json!([{ "type": "charge", "id": "7", "name": "Lunch" }]);
    event
}

async fn represented(server: &TestServer, key: &str, body: &Value) -> Value {
    let request = server.request(Method::POST, "/v1/events", key);
    let request = request.header("prefer", "return=representation").json(body);
    let answer = Answer::of(request.send().await.unwrap()).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.body
}

struct Delete(Deletable);

impl Command for Delete {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        transaction.delete(self.0.clone()).await
    }
}

#[tokio::test]
async fn a_sender_can_compute_the_commitment_it_was_given() {
    let server = TestServer::start().await;
    let writer = server.key("north", &[Permission::WriteEvents]).await;
    let first = represented(&server, &writer, &sent("e-1")).await;
    assert_eq!(unhex(&first["receipt"]["commitment"]), computed(&first).0);
    let unit = |path: &str| {
        let units = first["units"].as_array().unwrap();
        let unit = units.iter().find(|unit| unit["path"] == path).unwrap();
        unhex(&unit["value"])
    };
    assert_eq!(unit("description"), b"Deleted a charge of 12.50");
    assert_eq!(unit("reason"), b"Asked by the family");
    assert!(unit("core").windows(14).any(|part| part == b"charge.deleted"));

    // A repeat gets what the first one was committed to, wherever it lies now.
    for sealed in [false, true] {
        if sealed {
            server.store.seal().await.unwrap();
        }
        let body = json!([sent("e-1"), sent(if sealed { "e-3" } else { "e-2" })]);
        let again = represented(&server, &writer, &body).await;
        let [repeat, new] = [&again["entries"][0], &again["entries"][1]];
        assert_eq!(repeat["receipt"]["repeated"], true);
        for field in ["seed", "units", "recorded_at"] {
            assert_eq!(repeat[field], first[field], "{field}");
        }
        assert_ne!(new["seed"], first["seed"]);
        assert_eq!(unhex(&new["receipt"]["commitment"]), computed(new).0);
    }
}

#[tokio::test]
async fn a_proof_shows_what_it_proves() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    server.send(&key, &[sent("e-1"), sent("e-2")]).await;
    for sealed in [false, true] {
        if sealed {
            server.store.seal().await.unwrap();
        }
        let proof = server.get("/v1/events/e-2/proof", &key).await.body;
        assert_eq!(unhex(&proof["commitment"]), computed(&proof).0);
    }
}

#[tokio::test]
async fn of_an_erased_entry_only_the_receipt_comes_back() {
    let server = TestServer::start().await;
    let key = server.key("state", &[Permission::WriteEvents]).await;
    let first = represented(&server, &key, &sent("e-1")).await;
    let tree = server.store.organizations();
    let log = tree.find(&OrganizationId::parse("state").unwrap()).unwrap().ordinal;
    let allow = decide_deletion(&tree, &server.desk.operator(), log).unwrap();
    let number = Expr::Term(Term::Number(first["number"].as_u64().unwrap()));
    let entries = server
        .store
        .snapshot()
        .deletable(&allow, &number, Number(u64::MAX), &Held::default())
        .unwrap();
    server.store.command(Delete(entries)).await.unwrap();
    for _ in 0..2 {
        let again = represented(&server, &key, &sent("e-1")).await;
        let fields: Vec<_> = again.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["receipt"]);
        assert_eq!(again["receipt"]["commitment"], first["receipt"]["commitment"]);
        server.store.seal().await.unwrap();
        server.store.compact().await.unwrap();
    }
}

#[tokio::test]
async fn the_page_proves_what_the_api_does() {
    let (server, key) = north().await;
    let receipts = server.send(&key, &[sent("e-1")]).await;
    let number = &receipts["receipts"][0]["number"];
    let path = format!("/entries/{number}/proof");
    let browser = Browser::signed_in(&server, "ada").await;
    for sealed in [false, true] {
        if sealed {
            server.store.seal().await.unwrap();
        }
        // The second look tells nothing more, so that both are of one tree.
        browser.get(&path).await;
        let of_api = server.get("/v1/events/e-1/proof", &key).await.body;
        let of_page = browser.get(&path).await.0;
        assert_eq!((of_page.status, &of_page.body), (200, &of_api), "{}", of_page.text);
        assert_eq!(of_page.header("content-type"), "application/json");
    }
    // Who asks for it without the page has read the entry all the same.
    let told = server.get("/v1/events/count?q=action:annals.entry.viewed+actor:ada", &key).await;
    assert_eq!(told.body["total"], 1, "{}", told.text);
}

#[tokio::test]
async fn the_page_proves_nothing_to_others() {
    let (server, key) = north().await;
    let events: Vec<_> = (0..20).map(|i| sent(&format!("e-{i}"))).collect();
    let receipts = server.send(&key, &events).await;
    let number = receipts["receipts"][19]["number"].as_u64().unwrap();
    let path = format!("/entries/{number}/proof");
    server.user("south", "eve", PASSWORD).await;
    let eve = Browser::signed_in(&server, "eve").await;
    for path in [&path, "/entries/999999/proof", "/entries/x/proof"] {
        let answer = eve.get(path).await.0;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text.contains("charge.deleted"));
    }
    let signed_out = server.get(&path, "").await;
    assert_eq!(signed_out.status, 303);
    assert!(signed_out.header("location").starts_with("/sign-in"));
    // A key is for the API.
    assert_eq!(server.get(&path, &key).await.status, 303);

    server.user_who_may("north", "blind", &[]).await;
    let blind = Browser::signed_in(&server, "blind").await;
    assert_eq!(blind.get(&path).await.0.status, 403);
}
