//! Exports that are made before they are sent.

use std::sync::{Arc, Mutex};

use annals_model::Millis;
use annals_server::{Config, SystemFonts};
use annals_testkit::pdf::Pdf;
use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::browser::{Browser, PASSWORD, Page, north};
use crate::support::{Answer, NOW, TestServer, event};

const HOSTILE: [&str; 5] =
    ["=HYPERLINK(\"http://evil.example\",\"x\")", "+1 555 0100", "a\u{1}b", "مريم", "<b>&amp;"];

impl Browser<'_> {
    /// Asks for a file and gives its page's address.
    pub(crate) async fn prepare(&self, search: &str, format: &str) -> String {
        let token = self.form_token().await;
        let form = format!("form_token={token}&at={NOW}&format={format}");
        let answer = Answer::of(self.post(&format!("/export{search}"), &form).await).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.header("location").to_owned()
    }

    /// The page once the file is ready.
    pub(crate) async fn ready(&self, href: &str) -> Page {
        loop {
            let page = self.get(href).await;
            if page.0.headers.get("refresh").is_none() {
                return page;
            }
            tokio::task::yield_now().await;
        }
    }

    pub(crate) async fn file(&self, href: &str) -> (u16, Vec<u8>) {
        let request = self.server.request(reqwest::Method::GET, &format!("{href}/file"), "");
        let answer = request.header("cookie", &self.cookie).send().await.unwrap();
        (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
    }
}

fn events(count: usize) -> Vec<Value> {
    let event = |i: usize| {
        let mut event = event(&format!("e{i}"), "payment.updated");
        event["occurred_at"] = json!(Millis(NOW.0 - 61_000 * i as i64).to_string());
        event["actor"] = json!({ "name": HOSTILE[i % HOSTILE.len()], "username": "u" });
        event
    };
    (0..count).map(event).collect()
}

#[tokio::test]
async fn a_workbook_has_every_row_with_typed_cells() {
    let (server, key) = north().await;
    server.send(&key, &events(450)).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let href = browser.prepare("?q=payment", "xlsx").await;
    let page = browser.ready(&href).await;
    let (status, bytes) = browser.file(&href).await;
    assert_eq!(status, 200);
    let digest = Sha256::digest(&bytes);
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(page.0.text.contains(&digest), "{}", page.0.text);
    assert!(page.0.text.contains("450 entries"));

    let mut book = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Audit Log").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!(rows.len(), 451);
    let wanted = server.get("/v1/events?limit=1000&q=payment+-type:access", &key).await.body;
    for (row, entry) in rows[1..].iter().zip(wanted["entries"].as_array().unwrap()) {
        assert_eq!(row[0], Data::Float(entry["number"].as_f64().unwrap()));
        let Data::DateTime(at) = &row[1] else { panic!("{:?} is no time", row[1]) };
        let utc = entry["occurred_at"].as_str().unwrap();
        let (y, mo, d, h, mi, s, _) = at.to_ymd_hms_milli();
        assert_eq!(format!("{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}"), utc[..19]);
        assert_eq!(row[3], Data::String(utc.to_owned()));
        // As it is: a cell of text never computes.
        assert_eq!(row[4].to_string(), entry["actor"]["name"].as_str().unwrap());
    }
    let told = server.get("/v1/events?q=action:annals.log.exported", &key).await.body;
    let details = &told["entries"][0]["details"];
    assert_eq!((&details["format"], &details["entries"]), (&json!("xlsx"), &json!(450)));
}

#[tokio::test]
async fn a_report_has_every_row_and_says_what_it_is() {
    let (server, key) = north().await;
    server.send(&key, &events(450)).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let href = browser.prepare("?q=payment", "pdf").await;
    let page = browser.ready(&href).await;
    assert!(page.0.text.contains("north-audit-log-2026-11-20.pdf"), "{}", page.0.text);
    let (status, bytes) = browser.file(&href).await;
    assert_eq!(status, 200);
    let pdf = Pdf::read(&bytes);
    let wanted = server.get("/v1/events?limit=1000&q=payment+-type:access", &key).await.body;
    let wanted = wanted["entries"].as_array().unwrap();
    assert_eq!(pdf.rows.len(), 450);
    for (row, entry) in pdf.rows.iter().zip(wanted) {
        assert_eq!(row[0], entry["number"].to_string());
        let utc = entry["occurred_at"].as_str().unwrap();
        assert_eq!(row[1], utc.replace('T', " ").replace('Z', ""));
        assert_eq!((&*row[3], &*row[6]), ("u", "Updated Payment"));
    }
    assert_eq!(pdf.title, "Audit Log · NORTH");
    let facts: Vec<&str> = pdf.texts.iter().map(|(_, text)| text.trim()).collect();
    assert_eq!(
        facts,
        [
            "NORTH",
            "Audit Log",
            "Search: “payment…”; without views and exports",
            "Entries: 450 entries, newest first",
            "Time zone: UTC",
            "Made: 2026-11-20 09:00 +00:00 by ada in person (ada)",
            "End of the report: 450 entries.",
        ]
    );
    let count = pdf.pages.len();
    assert!(pdf.pages[count - 1].contains(&format!("Page {count} of {count}")));
    let told = server.get("/v1/events?q=action:annals.log.exported", &key).await.body;
    let details = &told["entries"][0]["details"];
    assert_eq!((&details["format"], &details["entries"]), (&json!("pdf"), &json!(450)));
}

#[tokio::test]
async fn a_report_of_ticked_entries_has_these() {
    let (server, key) = north().await;
    server.send(&key, &events(20)).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let shown = browser.get("/?q=payment").await.rows();
    let token = browser.form_token().await;
    let boxes = format!("&entry={}&entry={}", shown[7], shown[2]);
    let form = format!("form_token={token}&at={NOW}&of=selection&format=pdf{boxes}");
    let answer = Answer::of(browser.post("/export", &form).await).await;
    let href = answer.header("location").to_owned();
    browser.ready(&href).await;
    let pdf = Pdf::read(&browser.file(&href).await.1);
    let found: Vec<&str> = pdf.rows.iter().map(|row| &*row[0]).collect();
    assert_eq!(found, [shown[2].to_string(), shown[7].to_string()]);
    assert!(pdf.texts.iter().any(|(_, text)| text.contains("Entries selected one by one")));
}

#[tokio::test]
async fn a_workbook_and_a_report_hold_so_many_entries() {
    let set = |config: &mut Config| {
        (config.report_entries_max, config.workbook_entries_max) = (3, 4);
    };
    let server = TestServer::start_with(|_| {}, set).await;
    server.user("north", "ada", PASSWORD).await;
    let key = server.admin("north").await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (count, format, max) in [(3, "pdf", 3), (4, "pdf", 3), (4, "xlsx", 4), (5, "xlsx", 4)] {
        server.send(&key, &events(count)).await;
        if count <= max {
            let href = browser.prepare("?q=payment", format).await;
            let page = browser.ready(&href).await;
            assert!(page.0.text.contains(&format!("{count} entries")), "{}", page.0.text);
            continue;
        }
        let refused = Answer::of(browser.export("?q=payment", format).await).await;
        assert_eq!(refused.status, 400);
        let words = format!("{}</bdi> holds up to {max} entries", format.to_uppercase());
        assert!(refused.text.contains(&words), "{}", refused.text);
    }
    let told = server.get("/v1/events?q=action:annals.log.exported", &key).await.body;
    assert_eq!(told["entries"].as_array().unwrap().len(), 2, "those that were made");
}

#[tokio::test]
async fn others_search_while_fonts_are_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.ttf"), "no font").unwrap();
    let (looking, mut looks) = tokio::sync::mpsc::unbounded_channel();
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let fonts = SystemFonts::new(Some(folder.path().to_owned())).telling(move |path, _| {
        looking.send(path.to_owned()).unwrap();
        wait.lock().unwrap().recv().unwrap_err();
    });
    let set = |config: &mut Config| {
        (config.searches_max, config.report_fonts) = (1, Arc::new(fonts));
    };
    let server = TestServer::start_with(|_| {}, set).await;
    server.user("north", "ada", PASSWORD).await;
    let key = server.admin("north").await;
    let mut event = event("e", "payment.updated");
    event["actor"] = json!({ "name": "東" });
    server.send(&key, &[event]).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let href = browser.prepare("?q=payment", "pdf").await;
    assert_eq!(looks.recv().await.unwrap(), folder.path().join("a.ttf"));
    assert_eq!(browser.get("/?q=payment").await.rows().len(), 1);
    drop(go_on);
    browser.ready(&href).await;
    assert_eq!(Pdf::read(&browser.file(&href).await.1).rows[0][2], "東");
}

#[tokio::test]
async fn a_file_is_for_whoever_asked_for_it() {
    let (server, key) = north().await;
    server.send(&key, &events(20)).await;
    server.user("north", "eve", PASSWORD).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let eve = Browser::signed_in(&server, "eve").await;
    let href = ada.prepare("", "xlsx").await;
    ada.ready(&href).await;
    let cancel = |token: String| format!("form_token={token}");
    assert_eq!(eve.get(&href).await.0.status, 404);
    assert_eq!(eve.file(&href).await.0, 404);
    let token = eve.form_token().await;
    let answer = eve.post(&format!("{href}/cancel"), &cancel(token)).await;
    assert_eq!(answer.status(), 404);
    let gone = Browser { server: &server, cookie: "annals=gone".to_owned() };
    assert_eq!(gone.get(&href).await.0.status, 303);
    let nothing = ada.get("/exports/nothing").await.0;
    assert_eq!(nothing.status, 404);
    assert!(nothing.text.contains("kept for an hour"), "{}", nothing.text);

    assert_eq!(ada.file(&href).await.0, 200);
    let refused = ada.post(&format!("{href}/cancel"), "").await;
    assert_eq!(refused.status(), 403);
    let token = ada.form_token().await;
    let removed = Answer::of(ada.post(&format!("{href}/cancel"), &cancel(token)).await).await;
    assert_eq!((removed.status, removed.header("location")), (303, "/"));
    assert_eq!(ada.file(&href).await.0, 404);
}

#[tokio::test]
async fn the_last_of_the_disk_is_for_entries() {
    let free = TestServer::start().await.store.health().disk_free_percent;
    let almost = move |options: &mut annals_store::Options| {
        options.disk_refuse_percent = free.saturating_sub(2);
    };
    let server = TestServer::start_with(almost, |_| {}).await;
    let key = server.admin("north").await;
    server.send(&key, &events(3)).await;
    server.user("north", "ada", PASSWORD).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let href = browser.prepare("", "xlsx").await;
    let page = browser.ready(&href).await;
    assert!(page.0.text.contains("nearly full"), "{}", page.0.text);
    assert_eq!(browser.file(&href).await.0, 303, "leads to its page");
}
