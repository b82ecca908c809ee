//! The live log of the page: whose, which rows, how many, and when it ends.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;

use crate::browser::{Browser, PASSWORD, north};
use crate::stream::Tail;
use crate::support::{Answer, TestServer, event};

/// Live logs that a user may have open at once.
const SEATS: usize = 4;
/// A browser that missed more entries is told how many.
const BEHIND_MAX: usize = 500;

async fn ask(browser: &Browser<'_>, path: &str, last: Option<&str>) -> reqwest::Response {
    let request = browser.server.request(Method::GET, path, "").header("cookie", &browser.cookie);
    let request = match last {
        Some(last) => request.header("last-event-id", last),
        None => request,
    };
    request.send().await.unwrap()
}

async fn open(browser: &Browser<'_>, path: &str, last: Option<&str>) -> Tail {
    Tail::of(ask(browser, path, last).await).await
}

/// The ids of events and the rows that they brought.
fn rows(tail: &Tail) -> Vec<(String, String)> {
    let events = tail.text.split("\n\n").filter(|event| event.contains("event: entry"));
    let line = |event: &str, name: &str| {
        event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned()
    };
    let row = |data: &str| serde_json::from_str::<String>(data).unwrap();
    events.map(|event| (line(event, "id: "), row(&line(event, "data: ")))).collect()
}

fn number(sent: &Value, index: usize) -> u64 {
    sent["receipts"][index]["number"].as_u64().unwrap()
}

/// Where the page has its live log.
async fn live_href(browser: &Browser<'_>, path: &str) -> String {
    let page = browser.get(path).await;
    assert_eq!(page.0.status, 200, "{}", page.0.text);
    page.all("data-live=\"", "\"").pop().unwrap()
}

#[tokio::test]
async fn rows_come_as_the_table_has_them_from_the_page_on() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    // Also before anything matches.
    let href = live_href(&browser, "/?q=charge&columns=ip,action&live=1").await;
    let mut hostile = event("e-1", "charge.deleted");
    hostile["description"] = "<script>alert(1)</script>\r\n\ndata: x".into();
    let sent = server.send(&key, &[hostile, event("e-2", "payment.made")]).await;
    let mut tail = open(&browser, &href, None).await;
    tail.until("event: entry").await;
    let sent_later = server.send(&key, &[event("e-3", "charge.added")]).await;
    tail.until(&format!("id=\\\"e{}\\\"", number(&sent_later, 0))).await;

    let found = rows(&tail);
    let numbers = [number(&sent, 0), number(&sent_later, 0)];
    assert_eq!(
        found.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(),
        numbers.map(|n| n.to_string())
    );
    let page = browser.get("/?q=charge&columns=ip,action&live=1").await;
    for (_, row) in &found {
        assert!(row.starts_with("<tr ") && row.ends_with("</tr>"), "{row}");
        assert!(!row.contains("<script"));
        assert!(page.0.text.contains(row), "{row}");
    }

    // Whoever comes back goes on behind what they had.
    drop(tail);
    let last = numbers[0].to_string();
    let mut tail = open(&browser, &href, Some(&last)).await;
    tail.until("event: entry").await;
    assert_eq!(rows(&tail), found[1..]);
}

#[tokio::test]
async fn the_same_filters_and_nobody_elses_rows() {
    let (server, key) = north().await;
    let south = server.admin("south").await;
    server.user("south", "eve", PASSWORD).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let eve = Browser::signed_in(&server, "eve").await;
    let mut all = open(&ada, "/live?live=1", None).await;
    let mut some = open(&ada, "/live?q=-action:b.*&source=Office&live=1", None).await;
    let mut foreign = open(&eve, "/live", None).await;
    let from = |id: &str, action: &str, source: &str| {
        let mut event = event(id, action);
        event["source"] = source.into();
        event
    };
    let events =
        [from("1", "a.x", "Office"), from("2", "b.x", "Office"), from("3", "a.y", "Elsewhere")];
    server.send(&key, &events).await;
    server.send(&south, &[from("4", "s.x", "Office")]).await;
    server.send(&key, &[from("5", "a.z", "Office")]).await;
    all.until("a.z").await;
    some.until("a.z").await;
    foreign.until("s.x").await;
    let action = |row: &str| {
        // Times have titles, too.
        let (_, title) = row.rsplit_once("title=\"").unwrap();
        title.split('"').next().unwrap().to_owned()
    };
    let actions = |tail: &Tail| rows(tail).iter().map(|(_, row)| action(row)).collect::<Vec<_>>();
    assert_eq!(actions(&some), ["a.x", "a.z"]);
    // Views of the log, such as these, are left out as on the page.
    assert_eq!(actions(&all), ["a.x", "b.x", "a.y", "a.z"]);
    assert_eq!(actions(&foreign), ["s.x"]);
    for (path, status) in [("/live?q=x:%22", 400), ("/live?bogus=1", 400), ("/live?after=x", 400)] {
        assert_eq!(ask(&ada, path, None).await.status(), status, "{path}");
    }
    assert_eq!(server.get("/live", "").await.status, 303);
    assert_eq!(server.get("/live", &key).await.status, 303, "a key is for the API");
}

#[tokio::test]
async fn a_user_has_few_at_once_and_others_have_their_own() {
    let (server, _) = north().await;
    server.user("north", "bob", PASSWORD).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let bob = Browser::signed_in(&server, "bob").await;
    let mut tails = Vec::new();
    for _ in 0..SEATS {
        tails.push(open(&ada, "/live", None).await);
    }
    let refused = Answer::of(ask(&ada, "/live", None).await).await;
    assert_eq!(refused.problem(), "429 too_many");
    let _bobs = open(&bob, "/live", None).await;
    // A search that is refused takes none.
    drop(tails.pop());
    for _ in 0..200 {
        assert_eq!(ask(&bob, "/live?bogus=1", None).await.status(), 400);
        if ask(&ada, "/live", None).await.status() == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("a live log that was left makes room");
}

#[tokio::test]
async fn who_missed_more_than_a_page_shows_is_told_how_many() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let first = server.send(&key, &[event("first", "a.x")]).await;
    let last = number(&first, 0).to_string();
    let many = |from: usize, count: usize| -> Vec<Value> {
        (from..from + count).map(|i| event(&format!("e-{i}"), "a.y")).collect()
    };
    server.send(&key, &many(0, BEHIND_MAX)).await;
    server.send(&key, &[event("other", "b.x")]).await;
    for sealed in [false, true] {
        if sealed {
            server.store.seal().await.unwrap();
        }
        let mut tail = open(&browser, "/live?q=action:a.*", Some(&last)).await;
        tail.until(&format!("id=\\\"e{}\\\"", number(&first, 0) + BEHIND_MAX as u64)).await;
        assert_eq!(rows(&tail).len(), BEHIND_MAX, "as many as are shown are all sent");
    }
    let sent = server.send(&key, &many(BEHIND_MAX, 1)).await;
    server.store.seal().await.unwrap();
    let mut tail = open(&browser, "/live?q=action:a.*", Some(&last)).await;
    tail.until("event: missed").await;
    let told = format!("id: {}\nevent: missed\ndata: {}\n\n", number(&sent, 0), BEHIND_MAX + 1);
    tail.until(&told).await;
    server.send(&key, &[event("last", "a.last")]).await;
    tail.until("a.last").await;
    assert_eq!(rows(&tail).len(), 1);
}

async fn hurried() -> (TestServer, String) {
    let server = TestServer::start_with(
        |_| {},
        |config| {
            config.heartbeat = Duration::from_millis(50);
        },
    )
    .await;
    server.user("north", "ada", PASSWORD).await;
    let key = server.admin("north").await;
    (server, key)
}

#[tokio::test]
async fn it_ends_with_the_session() {
    let (server, _) = hurried().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let mut tail = open(&browser, "/live", None).await;
    tail.until(": alive").await;
    let token = browser.form_token().await;
    let out = browser.post("/sign-out", &format!("form_token={token}")).await;
    assert_eq!(out.status(), 303);
    tail.end().await;
}

#[tokio::test]
async fn it_does_not_keep_the_session_from_ending() {
    let (server, _) = hurried().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let mut tail = open(&browser, "/live", None).await;
    // Alive at six hours, but nobody is there: at twelve the session ends.
    server.clock.advance(6 * 60 * 60 * 1_000);
    for _ in 0..2 {
        tail.text.clear();
        tail.until(": alive").await;
    }
    server.clock.advance(6 * 60 * 60 * 1_000);
    tail.end().await;
}

#[tokio::test]
async fn it_is_the_reading_that_the_page_is() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let href = live_href(&browser, "/?q=charge&live=1").await;
    let mut tail = open(&browser, &href, None).await;
    for i in 0..5 {
        server.send(&key, &[event(&format!("e-{i}"), &format!("charge.n{i}"))]).await;
    }
    tail.until("charge.n4").await;
    let count = "/v1/events/count?q=action:annals.log.viewed+actor:ada";
    assert_eq!(server.get(count, &key).await.body["total"], 1);
    // Whoever makes up the address has read the log all the same.
    let _other = open(&browser, "/live?q=payment", None).await;
    assert_eq!(server.get(count, &key).await.body["total"], 2);
}
