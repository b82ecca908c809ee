//! Records that were renamed are found by each of their names.

use std::collections::BTreeSet;

use annals_desk::{NAME_WORDS_MAX, RECORD_NAMES_MAX};
use annals_model::Permission;
use annals_testkit::Random;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::{READS, TestServer, event};

const EXPORTS: [Permission; 3] = [READS[0], READS[1], Permission::ExportEvents];

fn about(id: &str, records: &[(&str, Option<&str>)]) -> Value {
    let mut sent = event(id, "family.updated");
    let record =
        |(id, name): &(&str, Option<&str>)| json!({ "type": "family", "id": id, "name": name });
    sent["records"] = records.iter().map(record).collect();
    sent
}

async fn found(browser: &Browser<'_>, search: &str) -> BTreeSet<String> {
    let rows = browser.export(search, "ndjson").await.text().await.unwrap();
    let id = |line: &str| {
        let entry: Value = serde_json::from_str(line).unwrap();
        entry["id"].as_str().unwrap().to_owned()
    };
    rows.lines().map(id).filter(|id| id.len() < 10).collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[tokio::test]
async fn a_name_of_any_time_finds_all_entries_of_its_record() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let events = [
        about("before", &[("f-1", Some("Smith, Ana"))]),
        about("nameless", &[("f-1", None)]),
        about("after", &[("f-1", Some("Jones, Ana"))]),
        about("other", &[("f-2", Some("Smith, Bo"))]),
        about("foreign", &[("f-3", Some("Lee, Cy"))]),
    ];
    server.send(&admin, &events).await;
    // Of the other organisation, in which the same key is another family.
    let south = server.admin("south").await;
    server.send(&south, &[about("south", &[("f-1", Some("Zimmer, Di"))])]).await;
    server.user_who_may("north", "ada", &EXPORTS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (search, expected) in [
        ("?q=jones", &["before", "nameless", "after"][..]),
        ("?q=Smith", &["before", "nameless", "after", "other"]),
        ("?q=jones+-smith", &["nameless", "after"]),
        ("?q=bo", &["other"]),
        ("?q=jones+lee", &[]),
        ("?q=jones+OR+lee", &["before", "nameless", "after", "foreign"]),
        ("?q=%22jones+ana%22", &["before", "nameless", "after"]),
        ("?q=jon", &["before", "nameless", "after"]),
        ("?q=zimmer", &[]),
        ("?q=object:jones", &["after"]),
        ("?q=jones&words=alone", &["after"]),
        ("?q=Smith&words=alone", &["before", "other"]),
    ] {
        assert_eq!(found(&browser, search).await, set(expected), "{search}");
        // In the order of time, the page has the same, and says how many there are.
        let page = browser.get(&format!("/{search}")).await;
        assert_eq!(page.rows().len(), expected.len(), "{search}");
    }
    let note = "2 of these entries don’t have the words";
    let page = browser.get("/?q=jones").await.0.text;
    assert!(page.contains(note) && page.contains("href=\"/?q=jones&amp;words=alone\""), "{page}");
    let page = browser.get("/?q=lee").await.0.text;
    assert!(!page.contains("called so"), "all its entries have the word: {page}");
    let page = browser.get("/?q=jones&words=alone").await.0.text;
    assert!(page.contains("Only entries with these words, whatever"), "{page}");
    assert!(page.contains("href=\"/?q=jones\""), "{page}");
}

#[tokio::test]
async fn the_directory_knows_names_that_no_entry_has() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    server.send(&admin, &[about("one", &[("f-1", None)]), about("two", &[("f-2", None)])]).await;
    let put = async |name: Option<&str>| {
        let said = json!({ "records": [{ "type": "family", "id": "f-1", "name": name }] });
        let put = server.request(Method::PUT, "/v1/records", &admin).json(&said);
        assert_eq!(put.send().await.unwrap().status(), 200);
    };
    server.user_who_may("north", "ada", &EXPORTS).await;
    server.user_who_may("south", "sue", &EXPORTS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    put(Some("Öztürk, Ana")).await;
    put(Some("Jones, Ana")).await;
    for name in ["jones", "ozturk", "Ana"] {
        assert_eq!(found(&browser, &format!("?q={name}")).await, set(&["one"]), "{name}");
    }
    let sue = Browser::signed_in(&server, "sue").await;
    assert_eq!(found(&sue, "?q=jones").await, set(&[]));
    // What was taken back is known no longer, by no name.
    let forget = server.request(Method::DELETE, "/v1/records/family/f-1", &admin);
    assert_eq!(forget.send().await.unwrap().status(), 204);
    for name in ["jones", "ozturk"] {
        assert_eq!(found(&browser, &format!("?q={name}")).await, set(&[]), "{name}");
    }
}

#[tokio::test]
async fn of_many_of_one_name_it_is_said_that_there_are_more() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let ids: Vec<_> = (0..101).map(|place| (format!("a{place}"), format!("f-{place}"))).collect();
    let mut events: Vec<_> =
        ids.iter().map(|(id, family)| about(id, &[(family, Some("Smith"))])).collect();
    events.push(about("b0", &[("f-0", Some("Jones"))]));
    server.user_who_may("north", "ada", &READS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    server.send(&admin, &events[1..]).await;
    let page = browser.get("/?q=smith").await.0.text;
    assert!(!page.contains("Only 100 records"), "of a hundred none is left out: {page}");
    server.send(&admin, &events[..1]).await;
    let page = browser.get("/?q=smith").await.0.text;
    assert!(page.contains("Only 100 records of that name were followed"), "{page}");
}

/// Of very many names, and very long ones, the latest names and the first words are known.
#[tokio::test]
async fn names_of_the_directory_have_limits() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    server.send(&admin, &[about("one", &[("f-1", None)])]).await;
    server.user_who_may("north", "ada", &EXPORTS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let long: Vec<_> = (0..=NAME_WORDS_MAX).map(|place| format!("long{place}x")).collect();
    let names = (0..RECORD_NAMES_MAX).map(|place| format!("name{place}x"));
    for name in names.chain([long.join(" ")]) {
        let said = json!({ "records": [{ "type": "family", "id": "f-1", "name": name }] });
        let put = server.request(Method::PUT, "/v1/records", &admin).json(&said);
        assert_eq!(put.send().await.unwrap().status(), 200);
    }
    for (word, is_found) in [
        ("name0x".to_owned(), false),
        ("name1x".to_owned(), true),
        (format!("name{}x", RECORD_NAMES_MAX - 1), true),
        ("long0x".to_owned(), true),
        (format!("long{}x", NAME_WORDS_MAX - 1), true),
        (format!("long{NAME_WORDS_MAX}x"), false),
    ] {
        let expected = if is_found { set(&["one"]) } else { set(&[]) };
        assert_eq!(found(&browser, &format!("?q={word}")).await, expected, "{word}");
    }
}

/// What is found is what a naive reading of the events finds.
#[tokio::test]
async fn names_find_what_a_naive_model_finds() {
    const NAMES: [&str; 6] = ["Smith", "Jones", "Garcia", "Lee", "Okafor", "Kowalczyk"];
    let seed = annals_testkit::seed("names");
    println!("seed {seed}");
    let mut random = Random::new(seed);
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let mut sent = Vec::new();
    for place in 0..40 {
        let count = 1 + random.below(2);
        let mut records: Vec<(String, Option<&str>)> = Vec::new();
        for _ in 0..count {
            let id = format!("f-{}", random.below(8));
            let name = NAMES.get(random.below(NAMES.len() as u64 + 2) as usize).copied();
            if !records.iter().any(|(known, _)| *known == id) {
                records.push((id, name));
            }
        }
        sent.push((format!("e-{place}"), records));
    }
    let events: Vec<_> = sent
        .iter()
        .map(|(id, records)| {
            let records: Vec<_> = records.iter().map(|(id, name)| (&**id, *name)).collect();
            about(id, &records)
        })
        .collect();
    server.send(&admin, &events).await;
    server.user_who_may("north", "ada", &EXPORTS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    for name in NAMES {
        let called: BTreeSet<&String> = sent
            .iter()
            .flat_map(|(_, records)| records)
            .filter(|(_, called)| *called == Some(name))
            .map(|(id, _)| id)
            .collect();
        let is_of = |records: &[(String, _)]| records.iter().any(|(id, _)| called.contains(id));
        let expected = sent.iter().filter(|(_, records)| is_of(records)).map(|(id, _)| id.clone());
        assert_eq!(found(&browser, &format!("?q={name}")).await, expected.collect(), "{name}");
    }
}
