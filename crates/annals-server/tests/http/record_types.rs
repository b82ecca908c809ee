//! Types of records that organisations declare.

use annals_desk::RECORD_TYPES_MAX;
use annals_model::Permission;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, north};
use crate::support::{Answer, READS, TestServer, event};

async fn declare(server: &TestServer, key: &str, at: &str, name: &str, one: Value) -> Answer {
    let path = format!("/v1/record-types/{name}?organization={at}");
    Answer::of(server.request(Method::PUT, &path, key).json(&one).send().await.unwrap()).await
}

async fn delete(server: &TestServer, key: &str, at: &str, name: &str) -> u16 {
    let path = format!("/v1/record-types/{name}?organization={at}");
    server.request(Method::DELETE, &path, key).send().await.unwrap().status().as_u16()
}

/// Label and origin of a type.
async fn of(server: &TestServer, key: &str, at: &str, name: &str) -> (String, String) {
    let list = server.get(&format!("/v1/record-types?organization={at}"), key).await.body;
    let found = list["record_types"].as_array().unwrap().iter().find(|one| one["name"] == name);
    let text = |field: &str| found.map_or("-", |one| one[field].as_str().unwrap()).to_owned();
    (text("label"), text("origin"))
}

#[tokio::test]
async fn the_nearest_declaration_counts_and_each_is_told() {
    let server = TestServer::start().await;
    let state = server.admin("state").await;
    let pair = |label: &str, origin: &str| (label.to_owned(), origin.to_owned());
    assert_eq!(of(&server, &state, "north", "student").await, pair("Student", "built_in"));
    let child = json!({ "label": "Child", "plural": "Children", "icon": "person",
        "edit_url": "https://app.example/children/{id}", "tabs": ["history"] });
    assert_eq!(declare(&server, &state, "state", "student", child.clone()).await.status, 200);
    let own = json!({ "label": "Pupil" });
    let set = declare(&server, &state, "n1", "student", own).await.body;
    assert_eq!((&set["plural"], &set["icon"]), (&json!("Pupils"), &json!("record")));
    for (place, expected) in [
        ("state", pair("Child", "organization")),
        ("north", pair("Child", "inherited")),
        ("n1", pair("Pupil", "organization")),
        ("installation", pair("-", "-")),
    ] {
        if place == "installation" {
            let path = "/v1/record-types?organization=installation";
            assert_eq!(server.get(path, &state).await.status, 404);
            continue;
        }
        assert_eq!(of(&server, &state, place, "student").await, expected, "{place}");
    }
    // Sending it again changes nothing; taking it back does.
    declare(&server, &state, "state", "student", child).await;
    assert_eq!(delete(&server, &state, "n1", "student").await, 204);
    assert_eq!(delete(&server, &state, "n1", "student").await, 204);
    assert_eq!(of(&server, &state, "n1", "student").await, pair("Child", "inherited"));
    let told = async |place: &str| {
        let path = format!("/v1/events?q=action:annals.record_type.*&organization={place}");
        let found = server.get(&path, &state).await.body;
        let entries = found["entries"].as_array().unwrap().clone();
        entries.into_iter().map(|entry| (entry["type"].clone(), entry["changes"].clone())).collect()
    };
    let of_state: Vec<(Value, Value)> = told("state").await;
    assert_eq!(of_state.len(), 1);
    assert_eq!(of_state[0].0, "add");
    assert_eq!(of_state[0].1[3]["new"], "https://app.example/children/{id}");
    let of_n1: Vec<(Value, Value)> = told("n1").await;
    let types: Vec<&Value> = of_n1.iter().map(|(one, _)| one).collect();
    assert_eq!(types, ["delete", "add"]);
}

#[tokio::test]
async fn pages_show_a_type_as_it_is_declared() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let mut sent = event("e", "thing.changed");
    sent["records"] = json!([{ "type": "pupil", "id": "a/\"7", "change": "change" }]);
    server.send(&admin, &[sent]).await;
    server.user_who_may("north", "ada", &READS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = async || browser.get("/records/pupil/a%2F%227").await.0.text;
    assert!(page().await.contains("Pupil") && !page().await.contains("/p/a"));
    let one = json!({ "label": "Child <b>", "plural": "Children", "icon": "gear",
        "edit_url": "https://app.example/p/{id}?x=1&y=2", "tabs": ["history"] });
    assert_eq!(declare(&server, &admin, "north", "pupil", one).await.status, 200);
    let shown = page().await;
    assert!(shown.contains("Child &lt;b&gt; a/&quot;7"), "{shown}");
    assert!(shown.contains("href=\"https://app.example/p/a%2F%227?x=1&amp;y=2\""), "{shown}");
    assert!(shown.contains("/history\"") && !shown.contains("/activity\""), "{shown}");
    let other = browser.get("/records/pupil/a%2F%227/activity").await.0;
    assert_eq!(other.status, 200, "the way is there for those who have it");
    // In the log, and in a file of it.
    assert!(browser.get("/").await.0.text.contains("Child &lt;b&gt; a/&quot;7"));
    assert_eq!(delete(&server, &admin, "north", "pupil").await, 204);
    assert!(!page().await.contains("Child"));
}

#[tokio::test]
async fn declarations_are_checked_and_limited() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let long = format!("https://app.example/{}/{{id}}", "x".repeat(2_000));
    for (name, one, words) in [
        ("a", json!({}), "label"),
        ("a", json!({ "label": " " }), "1 to 200 characters"),
        ("a", json!({ "label": "x".repeat(201) }), "1 to 200 characters"),
        ("a", json!({ "label": "A\u{202e}" }), "can't be seen"),
        ("a%3Ab", json!({ "label": "A" }), "neither ':'"),
        ("a%20b", json!({ "label": "A" }), "nor a blank"),
        ("a", json!({ "label": "A", "icon": "cat" }), "must be one of"),
        ("a", json!({ "label": "A", "tabs": ["past"] }), "is not one of"),
        ("a", json!({ "label": "A", "edit_url": "javascript:alert({id})" }), "https://"),
        ("a", json!({ "label": "A", "edit_url": "//evil.example/{id}" }), "single slash"),
        ("a", json!({ "label": "A", "edit_url": "https://{id}.example/" }), "after its host"),
        ("a", json!({ "label": "A", "edit_url": long }), "at most 2000"),
        ("a", json!({ "label": "A", "colour": "red" }), "colour"),
    ] {
        let refused = declare(&server, &admin, "north", name, one.clone()).await;
        assert!([400, 409, 422].contains(&refused.status), "{one}: {}", refused.text);
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    for number in 0..RECORD_TYPES_MAX {
        let one = json!({ "label": "A" });
        assert_eq!(declare(&server, &admin, "north", &format!("t{number}"), one).await.status, 200);
    }
    let one = || json!({ "label": "B" });
    assert_eq!(declare(&server, &admin, "north", "t0", one()).await.status, 200, "not one more");
    let refused = declare(&server, &admin, "north", "more", one()).await;
    assert!(refused.text.contains("at most 500 types"), "{}", refused.text);
}

async fn sent(browser: &Browser<'_>, path: &str, form: &str) -> Answer {
    let token = browser.form_token().await;
    Answer::of(browser.post(path, &format!("form_token={token}&{form}")).await).await
}

#[tokio::test]
async fn types_are_declared_previewed_and_removed_on_pages() {
    const NEW: &str = "/record-types/-/new";
    let (server, key) = north().await;
    let state = server.admin("state").await;
    let child = json!({ "label": "Child", "plural": "Children" });
    declare(&server, &state, "state", "student", child).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let list = ada.get("/record-types").await.0.text;
    assert!(list.contains("<bdi>Child</bdi>") && list.contains("an organisation above"), "{list}");
    assert!(!list.contains("STATE"), "what lies above is not the reader's to know");
    for (form, field) in [
        ("name=&label=x", "name-problem"),
        ("name=a+b&label=x", "name-problem"),
        ("name=a%2Fb&label=x", "name-problem"),
        ("name=a&label=", "label-problem"),
        ("name=a&label=x&plural=%E2%80%AE", "plural-problem"),
        ("name=a&label=x&edit_url=javascript:alert({id})", "edit_url-problem"),
        ("name=a&label=x&icon=cat", "Choose one of the drawings."),
    ] {
        let answer = sent(&ada, NEW, &format!("do=save&{form}")).await;
        assert!(answer.status == 422 && answer.text.contains(field), "{form}: {}", answer.text);
    }
    assert_eq!(sent(&ada, NEW, "do=nothing&name=a&label=x").await.status, 400);
    let form = "name=swim.meet%231&label=+Meet+%3Cb%3E+&icon=calendar&history=1\
                &edit_url=https://app.example/m/{id}?x=1%26y=2";
    let preview = sent(&ada, NEW, &format!("do=preview&{form}")).await;
    assert_eq!(preview.status, 200);
    let address = "https://app.example/m/a%2Fb%20c?x=1&amp;y=2";
    assert!(preview.text.contains(address), "{}", preview.text);
    assert!(preview.text.contains("Meet &lt;b&gt; 17"), "{}", preview.text);
    let path = "/record-types/swim.meet%231";
    assert_eq!(ada.get(path).await.0.status, 404, "a preview declares nothing");

    let saved = sent(&ada, NEW, &format!("do=save&{form}")).await;
    assert_eq!(saved.header("location"), format!("{path}?done=saved"), "{}", saved.text);
    let taken = sent(&ada, NEW, &format!("do=save&{form}")).await;
    assert!(taken.status == 409 && taken.text.contains("name-problem"), "{}", taken.text);
    let page = ada.get(&format!("{path}?done=saved")).await.0.text;
    for words in
        ["The type was saved.", address, "Meet &lt;b&gt;s", "name=\"history\" value=\"1\" ch"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let list = server.get("/v1/record-types", &key).await.body;
    let one = list["record_types"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["icon"] == "calendar" && one["origin"] == "organization")
        .unwrap()
        .clone();
    assert_eq!((&one["tabs"], &one["plural"]), (&json!(["history"]), &json!("Meet <b>s")));
    // A type that is known from elsewhere is declared anew, and then as before.
    assert_eq!(sent(&ada, "/record-types/student", "do=save&label=Pupil").await.status, 303);
    assert_eq!(of(&server, &key, "north", "student").await.0, "Pupil");
    assert_eq!(of(&server, &state, "state", "student").await.0, "Child");
    assert_eq!(sent(&ada, "/record-types/student", "do=remove").await.status, 422);
    let removed = sent(&ada, "/record-types/student", "do=remove&confirm=1").await;
    assert_eq!(removed.header("location"), "/record-types?done=removed");
    assert_eq!(of(&server, &key, "north", "student").await.0, "Child");
    let told = server.get("/v1/events?q=action:annals.record_type.*", &key).await.body;
    assert_eq!(told["entries"].as_array().unwrap().len(), 3, "as the API tells it");

    server.user_who_may("north", "reader", &[Permission::ReadEvents]).await;
    let reader = Browser::signed_in(&server, "reader").await;
    let page = reader.get(path).await.0;
    assert!(page.status == 200 && !page.text.contains("name=\"do\""), "{}", page.text);
    assert_eq!(reader.get(NEW).await.0.status, 403);
    assert_eq!(sent(&reader, path, "do=remove&confirm=1").await.status, 403);
    assert_eq!(
        sent(&ada, &format!("{path}?organization=south"), "do=save&label=x").await.status,
        404
    );
    assert_eq!(ada.get("/record-types?organization=south").await.0.status, 404);
}
