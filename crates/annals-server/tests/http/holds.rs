//! Legal holds over HTTP: placed, seen, kept to, released; by the API and on pages.

use annals_model::Permission as P;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::{Answer, READS, TestServer, event};

const HOLDS: [P; 3] = [READS[0], READS[1], P::HoldEvents];

async fn place(server: &TestServer, key: &str, body: Value) -> Value {
    let placed = server.post("/v1/holds", key, &body).await;
    assert_eq!(placed.status, 201, "{}", placed.text);
    placed.body
}

fn of_family(id: &str) -> Value {
    json!({ "name": "Smith <v.> Gym", "reason": "Letter of the court",
            "records": [{ "type": "family", "id": id }] })
}

async fn release(server: &TestServer, key: &str, id: &Value, body: Value) -> Answer {
    server.post(&format!("/v1/holds/{}/release", id.as_str().unwrap()), key, &body).await
}

/// Three entries of families, one of which is of a student who is below the first, and a message.
async fn families(server: &TestServer, key: &str) {
    let sent = |id: &str, record: &str, of: &str| {
        let mut sent = event(id, "thing.changed");
        sent["records"] = json!([{ "type": record, "id": of }]);
        sent
    };
    let all =
        [sent("own", "family", "1"), sent("below", "student", "1"), sent("other", "family", "2")];
    server.send(key, &all).await;
    let said = json!({ "name": "Alex", "parents": [{ "type": "family", "id": "1" }] });
    let put = server.request(Method::PUT, "/v1/records/student/1", key).json(&said);
    assert_eq!(put.send().await.unwrap().status(), 200);
    let message = json!({ "id": "m", "channel": "sms", "to": { "address": "+15550100199" },
                          "record": { "type": "family", "id": "1" }, "text": "x" });
    let sent = server.post("/v1/messages", key, &json!({ "messages": [message] })).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
}

async fn dry_run(server: &TestServer, key: &str) -> Value {
    let order = json!({ "q": "action:thing.changed", "dry_run": true });
    server.post("/v1/events/delete", key, &order).await.body
}

#[tokio::test]
async fn a_hold_is_placed_kept_to_and_released() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    families(&server, &admin).await;
    let hold = place(&server, &admin, of_family("1")).await;
    assert_eq!(
        json!([hold["organization"], hold["whole"], hold["records_held"], hold["released_at"]]),
        json!(["north", false, 2, null])
    );
    let id = &hold["id"];
    let found = dry_run(&server, &admin).await;
    assert_eq!((&found["entries"], &found["held"]), (&json!(1), &json!(2)));
    let since = &hold["placed_at"];
    let kept = json!({ "id": id, "name": "Smith <v.> Gym", "since": since, "above": false,
                       "entries": 2 });
    assert_eq!(found["holds"], json!([kept]));
    // A hold that is placed between the look and the order is a change of what was looked at.
    let order = json!({ "q": "action:thing.changed", "entries": 1, "digest": found["digest"],
                        "before": found["before"], "at": found["at"], "reason": "so" });
    let second = place(&server, &admin, of_family("2")).await;
    let refused = server.post("/v1/events/delete", &admin, &order).await;
    assert_eq!(refused.problem(), "409 refused");
    let released = json!({ "reason": "A mistake", "confirmed": true });
    assert_eq!(release(&server, &admin, &second["id"], released.clone()).await.status, 200);
    let done = server.post("/v1/events/delete", &admin, &order).await;
    assert_eq!((done.status, &done.body["held"]), (200, &json!(2)), "{}", done.text);
    let told = server.get("/v1/events?q=action:annals.entries.deleted", &admin).await.body;
    let details = &told["entries"][0]["details"];
    assert_eq!(details["Held Back"], "2");
    assert_eq!(details["Kept By"], format!("2: Smith <v.> Gym ({})", id.as_str().unwrap()));
    // What names it, and by whom, stands in the log of the records, too.
    let told = server.get("/v1/events?q=record:family:1+action:annals.hold.*", &admin).await.body;
    let told = &told["entries"][0];
    assert_eq!(
        json!([told["action"], told["critical"], told["reason"], told["type"]]),
        json!(["annals.hold.placed", true, "Letter of the court", "add"])
    );

    for (body, expected) in [
        (json!({ "reason": "so" }), "422 invalid_value"),
        (json!({ "reason": " ", "confirmed": true }), "422 invalid_value"),
        (json!({ "confirmed": true }), "400 malformed"),
    ] {
        assert_eq!(release(&server, &admin, id, body).await.problem(), expected);
    }
    let done = release(&server, &admin, id, released.clone()).await;
    assert_eq!((done.status, &done.body["release_reason"]), (200, &json!("A mistake")));
    assert_eq!(release(&server, &admin, id, released).await.problem(), "409 refused");
    assert_eq!(dry_run(&server, &admin).await["entries"], 2);
    let listed = server.get("/v1/holds", &admin).await.body;
    let names = listed["holds"].as_array().unwrap().iter().map(|hold| &hold["released_by"]);
    assert!(names.clone().all(Value::is_string) && names.count() == 2, "{listed}");
}

#[tokio::test]
async fn what_is_no_hold_is_refused_by_its_field() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let record = json!({ "type": "family", "id": "1" });
    for (body, field) in [
        (json!({ "name": " ", "reason": "so", "whole": true }), "name"),
        (json!({ "name": "a\u{202E}b", "reason": "so", "whole": true }), "name"),
        (json!({ "name": "x", "reason": ".", "whole": true }), "reason"),
        (json!({ "name": "x", "reason": "so" }), "records"),
        (json!({ "name": "x", "reason": "so", "records": [record], "whole": true }), "records"),
        (json!({ "name": "x", "reason": "so", "records": [record], "below": true }), "below"),
        (json!({ "name": "x", "reason": "so", "records": [{ "type": "", "id": "1" }] }), "records"),
        (json!({ "name": "x", "reason": "so", "records": vec![record.clone(); 2] }), ""),
    ] {
        let answer = server.post("/v1/holds", &admin, &body).await;
        if field.is_empty() {
            assert_eq!((answer.status, &answer.body["records"]), (201, &json!([record])), "twice");
            continue;
        }
        assert_eq!(answer.problem(), "422 invalid_value", "{body}");
        assert_eq!(answer.body["errors"][0]["field"], field, "{body}");
    }
    // Below the own organisation, for those whose right reaches there.
    let rights: Vec<P> = HOLDS.to_vec();
    let here = server.key_with("north", &rights, |new| new.reaches_below = false).await.1;
    let below = json!({ "name": "x", "reason": "so", "whole": true, "below": true });
    assert_eq!(server.post("/v1/holds", &here, &below).await.problem(), "403 permission_missing");
}

#[tokio::test]
async fn those_below_see_that_there_is_a_hold_above_and_nothing_of_it() {
    let server = TestServer::start().await;
    let (state, north) = (server.admin("state").await, server.admin("north").await);
    families(&server, &north).await;
    let whole = json!({ "name": "Secret matter", "reason": "Secret reason", "whole": true,
                        "below": true });
    let hold = place(&server, &state, whole).await;
    let found = dry_run(&server, &north).await;
    assert_eq!((&found["entries"], &found["held"]), (&json!(0), &json!(3)));
    let kept = json!({ "id": null, "name": null, "since": hold["placed_at"], "above": true,
                       "entries": 3 });
    assert_eq!(found["holds"], json!([kept]));
    let listed = server.get("/v1/holds", &north).await.body;
    assert_eq!((&listed["holds"], &listed["above"][0]["name"]), (&json!([]), &json!(null)));
    let path = format!("/v1/holds/{}", hold["id"].as_str().unwrap());
    assert_eq!(server.get(&path, &north).await.status, 404);
    assert_eq!(
        server.get("/v1/holds", &server.admin("south").await).await.body["above"][0]["id"],
        json!(null)
    );
    let from_above = server.get("/v1/holds?organization=north", &state).await.body;
    assert_eq!(from_above["above"][0]["name"], "Secret matter");

    server.user("north", "ada", "correct horse").await;
    let ada = Browser::signed_in(&server, "ada").await;
    for path in [
        "/holds",
        "/records/family/1",
        "/records/family/1/communication/sms",
        "/delete?q=action:thing.changed",
        "/retention",
        "/?q=action:annals.*",
    ] {
        let page = ada.get(path).await.0;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.text.contains("Secret"), "{path}: {}", page.text);
    }
    let page = ada.get("/holds").await.0.text;
    assert!(page.contains("An organisation above holds everything here since"), "{page}");
    let page = ada.get("/delete?q=action:thing.changed").await.0.text;
    assert!(page.contains("A legal hold of an organisation above"), "{page}");
}

#[tokio::test]
async fn a_hold_is_placed_and_released_on_pages() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    families(&server, &admin).await;
    server.user("north", "ada", "correct horse").await;
    let ada = Browser::signed_in(&server, "ada").await;
    let token = ada.form_token().await;
    assert!(ada.get("/holds").await.0.text.contains("Nothing is held"));
    let begun = ada.get("/records/family/1").await;
    let way = begun.all("href=\"/holds/new?", "\"").remove(0);
    let page = ada.get(&format!("/holds/new?{way}")).await.0.text;
    assert!(page.contains(">family:1</textarea>"), "{page}");

    let post = async |path: &str, form: &str| {
        let form = format!("form_token={token}&{form}");
        Answer::of(ada.post(path, &form).await).await
    };
    let wrong = post("/holds/new", "name=Smith&reason=so&scope=records&records=smith").await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text.contains("is no record such as") && wrong.text.contains(">smith</textarea>")
    );
    let none = post("/holds/new", "name=Smith&reason=so&scope=&records=").await;
    assert_eq!(none.status, 422);
    // Ids tell small letters from capitals, and a hold of what isn't there keeps nothing.
    let unsure =
        "name=Later&reason=Court&scope=records&records=family:1%0D%0AFamily:1%0D%0Aclub:a:7";
    let asked = post("/holds/new", unsure).await;
    assert_eq!(asked.status, 422);
    assert!(asked.text.contains("known yet of 2 of the records"), "{}", asked.text);
    let listed = asked.text.contains("Family:1</bdi>") || asked.text.contains("Family:1</li>");
    assert!(listed && asked.text.contains("name=\"unknown_too\""), "{}", asked.text);
    let box_of = |page: &str| -> String {
        let from = page.split("name=\"unknown_too\" value=\"").nth(1).unwrap();
        from.split('"').next().unwrap().to_owned()
    };
    let both = box_of(&asked.text);
    // The box is for those that were shown, and for no typing error that comes later.
    let more = format!("{unsure}%0D%0Afamly:7&unknown_too={both}");
    let asked = post("/holds/new", &more).await;
    assert_eq!(asked.status, 422);
    assert!(asked.text.contains("famly:7") && box_of(&asked.text) != both, "{}", asked.text);
    let placed = post("/holds/new", &format!("{unsure}&unknown_too={both}")).await;
    let there = placed.header("location").to_owned();
    let page = ada.get(&there).await.0.text;
    assert_eq!(page.matches("Nothing is known of it yet.").count(), 2, "{page}");
    let ended = post(there.split('?').next().unwrap(), "reason=Wrong&confirmed=1").await;
    assert_eq!(ended.status, 303);

    let form = "name=Kowalski+%3Cv.%3E&reason=Court&scope=records&records=family:1%0D%0A";
    let placed = post("/holds/new", form).await;
    assert_eq!(placed.status, 303, "{}", placed.text);
    let there = placed.header("location").to_owned();
    let page = ada.get(&there).await.0.text;
    assert!(
        page.contains("The hold is in force.") && page.contains("Kowalski &lt;v.&gt;"),
        "{page}"
    );
    assert!(page.contains("2 records are held") && page.contains("href=\"/records/family/1\""));

    // It is marked on what it holds, for the time it does, and nowhere else.
    let id = server.get("/v1/messages", &admin).await.body["messages"][0]["id"].clone();
    let message = format!("/messages/{}", id.as_str().unwrap());
    for (path, is_marked) in [
        ("/records/family/1", true),
        ("/records/student/1", true),
        ("/records/family/1/history", true),
        ("/records/family/1/communication/sms", true),
        (&*message, true),
        ("/records/family/2", false),
    ] {
        let page = ada.get(path).await.0;
        assert_eq!(
            (page.status, page.text.contains("class=\"on-hold\"")),
            (200, is_marked),
            "{path}"
        );
    }
    // Who may not hold entries sees that it is held, and not why.
    server.user_who_may("north", "bob", &[READS[0], P::DeleteEvents]).await;
    let bob = Browser::signed_in(&server, "bob").await;
    assert_eq!(bob.get("/holds").await.0.status, 403);
    for path in ["/records/family/1", "/delete?q=action:thing.changed"] {
        let page = bob.get(path).await.0.text;
        assert!(page.contains("hold since") || page.contains("On hold"), "{path}");
        assert!(!page.contains("Kowalski") && !page.contains("/holds/"), "{path}");
    }

    let path = there.split('?').next().unwrap();
    let unsure = post(path, "reason=Settled").await;
    assert_eq!(unsure.status, 422);
    assert!(unsure.text.contains(">Settled</textarea>") && unsure.text.contains("Tick the box"));
    assert_eq!(post(path, "reason=Settled&confirmed=1").await.status, 303);
    assert_eq!(post(path, "reason=Again&confirmed=1").await.status, 409);
    let page = ada.get("/holds").await.0.text;
    assert!(page.contains("Released") && page.contains("Nothing is held"), "{page}");
    let page = ada.get("/records/family/1").await.0.text;
    assert!(!page.contains("class=\"on-hold\""), "{page}");
}
