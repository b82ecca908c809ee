//! Exports over real HTTP: every row of the search and nothing else, told before it leaves.

use std::time::Duration;

use annals_desk::{Holder, UserId};
use annals_model::{Millis, Permission, Rights};
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, north};
use crate::support::{Answer, NOW, TestServer, event};

const HOSTILE: [&str; 10] = [
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1 555 0100",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1",
    "two\r\nlines",
    "a, \"b\"; c",
    "<script>alert(1)</script>\u{202E}",
    "مريم العبدالله, 東京",
    "Maria Garcia",
];

/// Events of which groups of seven share their millisecond.
pub(crate) fn hostile(count: usize) -> Vec<Value> {
    let event = |i: usize| {
        let evil = HOSTILE[i % HOSTILE.len()];
        let mut event = event(&format!("e{i}"), "payment.updated");
        event["occurred_at"] = json!(Millis(NOW.0 - 60_000 * (i as i64 / 7)).to_string());
        event["source"] = json!(["Office Portal", evil][i % 2]);
        event["actor"] = json!({ "name": evil, "username": evil });
        event["description"] = json!(evil);
        event["records"] = json!([{ "type": "student", "id": evil, "name": evil }]);
        event["changes"] = json!([{ "property": evil, "old": evil, "new": { "a": evil } }]);
        event
    };
    (0..count).map(event).collect()
}

impl Browser<'_> {
    pub(crate) async fn export(&self, search: &str, format: &str) -> reqwest::Response {
        let token = self.form_token().await;
        let form = format!("form_token={token}&at={NOW}&format={format}");
        self.post(&format!("/export{search}"), &form).await
    }
}

/// All entries of a search, newest first, as the API gives them.
pub(crate) async fn entries(server: &TestServer, key: &str, query: &str) -> Vec<Value> {
    let mut path = format!("/v1/events?limit=1000&{query}");
    let mut all = Vec::new();
    loop {
        let page = server.get(&path, key).await.body;
        all.extend(page["entries"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next"].as_str() else { return all };
        path = format!("/v1/events?limit=1000&cursor={next}");
    }
}

/// The entries that tell of exports.
async fn told(server: &TestServer, key: &str) -> Vec<Value> {
    entries(server, key, "q=action:annals.log.exported").await
}

#[tokio::test]
async fn a_file_has_every_row_of_the_search_and_no_other() {
    let (server, key) = north().await;
    let events = hostile(3_000);
    server.send(&key, &events[..2_000]).await;
    server.store.seal().await.unwrap();
    server.send(&key, &events[2_000..]).await;
    let browser = Browser::signed_in(&server, "ada").await;
    // Without those that tell of exports: they carry the search, and match it.
    for (search, query, expected) in [
        ("?q=-type:access+payment", "q=-type:access+payment", 3_000),
        (
            "?q=-type:access+payment&source=Office+Portal",
            "q=-type:access+payment+source:%22Office+Portal%22",
            1_500,
        ),
        ("?q=-type:access+payment&range=today&sort=user", "q=-type:access+payment+on:today", 3_000),
        ("?q=-type:access+payment+maria", "q=-type:access+payment+maria", 300),
        ("?q=-type:access+nothing", "q=-type:access+nothing", 0),
    ] {
        let wanted = entries(&server, &key, query).await;
        let ndjson = Answer::of(browser.export(search, "ndjson").await).await;
        assert_eq!(ndjson.status, 200, "{}", ndjson.text);
        let lines: Vec<Value> =
            ndjson.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), wanted.len(), "{search}");
        assert_eq!(lines, wanted, "{search}");
        if !search.contains("today") {
            assert_eq!(lines.len(), expected, "{search}");
        }
        let csv = Answer::of(browser.export(search, "csv").await).await;
        let rows: Vec<Vec<String>> = wanted.iter().map(row).collect();
        assert_eq!(table(&csv.text), rows, "{search}");
    }
}

/// The cells of a CSV file under its first line.
pub(crate) fn table(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let cells = |record: csv::Result<csv::StringRecord>| {
        record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()
    };
    reader.records().map(cells).collect()
}

/// An entry of [`hostile`] as the file has it.
fn row(entry: &Value) -> Vec<String> {
    cells(entry, |text| {
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t']);
        if is_formula { format!("'{text}") } else { text }
    })
}

/// The cells of an entry of [`hostile`], with what was sent made safe by `safe`.
pub(crate) fn cells(entry: &Value, safe: impl Fn(String) -> String) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let safe = |value: &Value| safe(text(value));
    let utc = text(&entry["occurred_at"]);
    let (record, id) = (&entry["records"][0], &entry["records"][0]["id"]);
    vec![
        entry["number"].to_string(),
        utc[..19].replace('T', " "),
        "UTC +00:00".to_owned(),
        utc,
        safe(&entry["actor"]["name"]),
        String::new(),
        safe(&entry["actor"]["username"]),
        safe(&entry["source"]),
        String::new(),
        "Updated Payment".to_owned(),
        "payment.updated".to_owned(),
        "Change".to_owned(),
        "Success".to_owned(),
        String::new(),
        safe(&entry["description"]),
        String::new(),
        safe(&json!(format!("{} (Student {})", text(&record["name"]), text(id)))),
        text(&entry["organization"]),
    ]
}

#[tokio::test]
async fn an_export_is_told_before_its_first_byte() {
    let (server, key) = north().await;
    server.send(&key, &hostile(20)).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let search = "?q=payment&from=11/1/2026&source=Office+Portal&user=Maria+Garcia&user=-2%2B3";
    let response = browser.export(search, "csv").await;
    // The body was not asked for yet.
    let entry = &told(&server, &key).await[0];
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"north-audit-log-2026-11-20.csv\""
    );
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(
        (&entry["label"], &entry["type"], &entry["actor"]["username"], &entry["ip"]),
        (&json!("Exported Audit Log"), &json!("access"), &json!("ada"), &json!("127.0.0.1"))
    );
    let rows = table(&response.text().await.unwrap()).len();
    assert_eq!(
        entry["details"],
        json!({
            "search": "payment",
            "from": "2026-11-01T00:00:00.000Z",
            "sources": ["Office Portal"],
            "users": ["Maria Garcia", "-2+3"],
            "format": "csv",
            "entries": rows,
        })
    );
    // What is told of itself is in the next one.
    for expected in [1, 2] {
        let file = Answer::of(
            browser.export("?q=action:annals.log.exported&access=shown", "ndjson").await,
        )
        .await;
        assert_eq!(file.header("content-type"), "application/x-ndjson");
        assert_eq!(file.text.lines().count(), expected);
    }
}

#[tokio::test]
async fn what_was_ticked_is_exported_and_nothing_else() {
    let (server, key) = north().await;
    let foreign = server.admin("south").await;
    server.send(&key, &hostile(20)).await;
    server
        .send(&foreign, &(0..20).map(|i| event(&format!("s{i}"), "a.b")).collect::<Vec<_>>())
        .await;
    let browser = Browser::signed_in(&server, "ada").await;
    let shown = browser.get("/?q=payment").await.rows();
    let token = browser.form_token().await;
    // Ticked on a page of another search than the one that is named by now; one is not there.
    let ticked = [shown[7], shown[2], shown[2], 99_999];
    let boxes: String = ticked.iter().map(|number| format!("&entry={number}")).collect();
    let form = format!("form_token={token}&at={NOW}&of=selection&format=ndjson{boxes}");
    for search in ["?q=payment", "?q=nothing", ""] {
        let file = Answer::of(browser.post(&format!("/export{search}"), &form).await).await;
        assert_eq!(file.status, 200, "{search}");
        let lines = file.text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let found: Vec<_> = lines.map(|entry| entry["number"].as_u64().unwrap()).collect();
        assert_eq!(found, [shown[2], shown[7]], "{search}");
    }
    let mut sorted = [shown[7], shown[2], 99_999];
    sorted.sort_unstable();
    assert_eq!(
        told(&server, &key).await[0]["details"],
        json!({ "selected": sorted, "format": "ndjson", "entries": 2 })
    );
    // All that match, though one box is ticked.
    let file = browser.post("/export?q=payment", &format!("{form}&all=true")).await;
    assert_eq!(Answer::of(file).await.text.lines().count(), 20);
}

#[tokio::test]
async fn others_get_nothing() {
    let (server, key) = north().await;
    let foreign = server.admin("south").await;
    server.send(&key, &hostile(20)).await;
    server.send(&foreign, &[event("s1", "secret.plan")]).await;
    server.user("south", "sue", PASSWORD).await;
    let sue = Browser::signed_in(&server, "sue").await;
    for search in ["?q=payment", "?q=payment&user=Maria+Garcia"] {
        let file = Answer::of(sue.export(search, "ndjson").await).await;
        assert_eq!((file.status, &*file.text), (200, ""), "{search}");
    }
    let file = Answer::of(sue.export("", "ndjson").await).await;
    let mut lines = file.text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    assert!(lines.all(|entry| entry["organization"] == "south"));
    assert!(file.text.contains("secret.plan"));
    assert_eq!(told(&server, &foreign).await.len(), 3);
    assert!(told(&server, &key).await.is_empty());
}

#[tokio::test]
async fn what_is_refused_is_not_told() {
    let (server, key) = north().await;
    server.send(&key, &hostile(20)).await;
    server.user_who_may("north", "bob", &[Permission::WriteEvents]).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let bob = Browser::signed_in(&server, "bob").await;
    let (token, foreign) = (ada.form_token().await, bob.form_token().await);
    let good = format!("form_token={token}&at={NOW}&format=csv");
    let many: String = (0..=200).map(|number| format!("&entry={number}")).collect();
    for (browser, path, form, status, words) in [
        (&bob, "/export", format!("form_token={foreign}&at={NOW}&format=csv"), 403, "may not see"),
        (&ada, "/export", format!("form_token={foreign}&at={NOW}&format=csv"), 403, "out of date"),
        (&ada, "/export", format!("at={NOW}&format=csv"), 403, "out of date"),
        (
            &ada,
            "/export",
            format!("form_token={token}&at={NOW}&format=doc"),
            400,
            "no form of a file",
        ),
        (&ada, "/export", format!("form_token={token}&at=noon&format=csv"), 400, "not understood"),
        (&ada, "/export", format!("form_token={token}&format=csv"), 400, ">at</bdi> is missing"),
        (&ada, "/export", format!("form_token={token}&at={NOW}"), 400, ">format</bdi> is missing"),
        (&ada, "/export", format!("{good}&of=selection"), 400, "No entry is selected"),
        (&ada, "/export", format!("{good}&of=selection&entry=x"), 400, "not the number"),
        (&ada, "/export", format!("{good}&of=selection{many}"), 400, "201 entries are selected"),
        (&ada, "/export?q=acter:x", good.clone(), 400, "acter"),
        (&ada, "/export?from=someday", good.clone(), 400, "date"),
        (&ada, "/export?sourse=Kiosk", good.clone(), 400, "understood: <bdi>sourse"),
    ] {
        let answer = Answer::of(browser.post(path, &form).await).await;
        assert_eq!(answer.status, status, "{path} {form}");
        assert!(answer.text.contains(words), "{path} {form}: {}", answer.text);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path} {form}");
    }
    // After the session one signs in again, and is back at the search.
    let gone = Browser { cookie: "annals=gone".to_owned(), ..ada };
    let answer = Answer::of(gone.post("/export?q=payment", &good).await).await;
    let location = "/sign-in?next=/export%3Fq%3Dpayment";
    assert_eq!((answer.status, answer.header("location")), (303, location));
    let back = gone.get("/export?q=payment&range=7d").await.0;
    assert_eq!((back.status, back.header("location")), (303, "/?q=payment&range=7d"));
    assert!(told(&server, &key).await.is_empty());
}

#[tokio::test]
async fn exports_under_way_are_limited_and_end_with_the_right_to_them() {
    let server = TestServer::start_with(
        |_| {},
        |config| {
            config.exports_max = 1;
            config.heartbeat = Duration::ZERO;
        },
    )
    .await;
    server.user("north", "ada", PASSWORD).await;
    let key = server.admin("north").await;
    // More than fits into what lies between a server and a browser that doesn't read.
    let text = "x".repeat(30_000);
    let large = |i: usize| {
        let mut event = event(&format!("e{i}"), "payment.updated");
        event["description"] = json!(text);
        event
    };
    server.send(&key, &(0..800).map(large).collect::<Vec<_>>()).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let first = browser.export("", "ndjson").await;
    assert_eq!(first.status(), 200);
    let second = Answer::of(browser.export("", "ndjson").await).await;
    assert_eq!(second.status, 503);
    assert!(second.text.contains("Too many exports are under way"), "{}", second.text);
    assert_eq!(told(&server, &key).await.len(), 1);
    let token = browser.form_token().await;
    browser.post("/sign-out", &format!("form_token={token}")).await;
    // Not a file that looks complete.
    assert!(first.text().await.is_err());
    let may = [Permission::ReadEvents, Permission::ReadEventDetails, Permission::ExportEvents];
    let with_log = [&may[..], &[Permission::ReadSmsLogs]].concat();
    let bob = UserId(server.user_who_may("north", "bob", &with_log).await);
    let browser = Browser::signed_in(&server, "bob").await;
    let file = browser.export("", "ndjson").await;
    let operator = server.desk.operator();
    let bob =
        Holder::User(server.desk.user(&operator, server.ordinal("north"), &bob).await.unwrap());
    let removed = [Permission::ReadSmsLogs].into_iter().collect();
    let change = server.desk.change_tool_rights(&operator, &bob, Rights::default(), removed);
    change.await.unwrap();
    assert!(file.text().await.is_err(), "what may be seen has changed");
    let browser = Browser::signed_in(&server, "ada").await;
    let file = Answer::of(browser.export("?q=payment", "ndjson").await).await;
    assert_eq!((file.status, file.text.lines().count()), (200, 800));
}
