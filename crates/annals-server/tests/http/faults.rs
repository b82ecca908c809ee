//! What goes wrong, in the language of the page: no English is left wherever someone may end up.

use annals_model::Permission;
use annals_testkit::english_left;
use serde_json::json;

use crate::browser::{Browser, Page, north};
use crate::support::{Answer, NOW, READS, TestServer, event};

/// The same browser with Arabic chosen.
fn in_arabic<'s>(browser: &Browser<'s>) -> Browser<'s> {
    let cookie = format!("{}; annals-language=ar", browser.cookie);
    Browser { server: browser.server, cookie }
}

/// The page is in Arabic, all of it.
fn check(what: &str, expected: u16, page: &Page) {
    let Answer { status, text, .. } = &page.0;
    assert_eq!(*status, expected, "{what}: {text}");
    assert!(text.contains("lang=\"ar\" dir=\"rtl\""), "{what}: {text}");
    assert_eq!(english_left(text), [""; 0], "{what}");
}

async fn check_get(browser: &Browser<'_>, path: &str, expected: u16) {
    check(path, expected, &browser.get(path).await);
}

async fn check_post(browser: &Browser<'_>, path: &str, form: &str, expected: u16) {
    let page = Page(Answer::of(browser.post(path, form).await).await);
    check(&format!("{path} {form}"), expected, &page);
}

/// What a query string holds.
fn encoded(query: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    query.bytes().map(byte).collect()
}

#[tokio::test]
async fn searches_and_dates_that_are_not_understood() {
    let (server, _) = north().await;
    let browser = in_arabic(&Browser::signed_in(&server, "ada").await);
    let (deep, long) = ("(".repeat(40), "a".repeat(5_000));
    let many: String = (0..300).map(|i| format!("w{i} ")).collect();
    let broad: String = (0..70).map(|i| format!("w{i}* ")).collect();
    for query in [
        "acter:ana",
        "(",
        ")",
        "()",
        "a OR",
        "\"a",
        "by:",
        "by:(a)",
        "type:nope",
        "has:x",
        "kind:x",
        "critical:maybe",
        "outcome:x",
        "ip:10.0.*",
        "ip:x",
        "on:someday",
        "13/45/2026",
        "on:13/45/2026",
        "2026-02-02..2026-01-01",
        "2026-01-01T10:00+99:00",
        "after:100000y",
        "hours:on",
        "calendar:x*",
        "calendar:a/b",
        "detail.:x",
        "changed:\"\"",
        "by:\"-\"",
        "record:x",
        "student:\"\"",
        "pa*y",
        "-",
        &deep,
        &long,
        &many,
        &broad,
    ] {
        let query = encoded(query);
        check_get(&browser, &format!("/?q={query}"), 400).await;
        check_get(&browser, &format!("/delete?q={query}"), 400).await;
    }
    for range in ["from=31/31/2026", "to=someday", "from=2026-02-02&to=2026-01-01", "from=x&to=y"] {
        check_get(&browser, &format!("/?{range}"), 400).await;
        check_get(&browser, &format!("/delete?{range}"), 400).await;
    }
    let page = browser.get("/?q=acter:ana&from=31/31/2026").await.0.text;
    for words in [
        "هل تقصد <a class=\"suggestion\" href=\"/?q=actor:ana&amp;from=31/31/2026\"",
        "<bdi class=\"code\" dir=\"ltr\">record:acter:…</bdi>",
        "لا يوجد يوم <bdi>31/31/2026</bdi>.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn addresses_that_lead_nowhere_or_not_whole() {
    let (server, key) = north().await;
    server.send(&key, &[event("e-1", "charge.deleted")]).await;
    let browser = in_arabic(&Browser::signed_in(&server, "ada").await);
    let many: Vec<String> = (0..201).map(|number| number.to_string()).collect();
    for (path, expected) in [
        ("/?zone=Mars", 200),
        ("/?nonsense=1&range=9y", 200),
        ("/?next=garbage", 200),
        ("/?view=nope", 200),
        ("/zone", 200),
        ("/zone?in=Mars", 400),
        ("/entries/999", 404),
        ("/entries/x", 404),
        ("/entries/999/records", 404),
        ("/entries/0?zone=Mars", 200),
        ("/deletions/0", 404),
        ("/delete?nonsense=1", 400),
        ("/delete?entries=", 400),
        ("/delete?entries=x", 400),
        ("/delete?entries=1&entries=2", 400),
        (&*format!("/delete?entries={}", many.join(",")), 400),
        ("/delete?q=nothing", 200),
        ("/views/nope", 404),
        ("/views/nope/edit", 404),
        ("/views/last-day?person=nobody", 404),
        ("/views/bulk-operations?before=yesterday", 400),
        ("/exports/nope", 404),
        ("/exports/nope/file", 404),
        ("/go?q=nothing", 200),
        ("/help/nope", 404),
        ("/nowhere", 404),
        ("/assets/nothing.js", 404),
    ] {
        check_get(&browser, path, expected).await;
    }
    for (path, expected) in [("/facets?q=acter:a", 400), ("/chart?at=noon", 400), ("/?q=a:(", 400)]
    {
        let request = server.request(reqwest::Method::GET, path, "");
        let request = request.header("cookie", &browser.cookie);
        let request = request.header("hx-request-type", "partial").header("accept", "text/html");
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.status, expected, "{path}: {}", answer.text);
        assert_eq!(english_left(&answer.text), [""; 0], "{path}: {}", answer.text);
    }
    for path in
        ["/sign-in?problem=credentials", "/sign-in?problem=wait", "/sign-in?notice=signed-out"]
    {
        let anonymous = Browser { server: &server, cookie: "annals-language=ar".to_owned() };
        check_get(&anonymous, path, 200).await;
    }
}

#[tokio::test]
async fn what_someone_may_not_do() {
    let (server, _) = north().await;
    server.user_who_may("north", "rita", &READS).await;
    server.user_who_may("north", "writer", &[Permission::WriteEvents]).await;
    let rita = in_arabic(&Browser::signed_in(&server, "rita").await);
    check_get(&rita, "/delete?q=a", 403).await;
    let writer = in_arabic(&Browser::signed_in(&server, "writer").await);
    for path in ["/", "/entries/0", "/views", "/zone", "/views/last-day", "/exports/x"] {
        check_get(&writer, path, 403).await;
    }
    // A form of another session, or of another site.
    check_post(&rita, "/views?q=a", "name=Forged", 403).await;
    check_post(&rita, "/sign-out", "form_token=x", 403).await;
    let request = server.request(reqwest::Method::POST, "/views?q=a", "");
    let request = request.header("cookie", &rita.cookie).header("sec-fetch-site", "cross-site");
    let answer = request.header("accept", "text/html").send().await.unwrap();
    check("another site", 403, &Page(Answer::of(answer).await));
}

#[tokio::test]
async fn forms_that_are_refused() {
    let (server, key) = north().await;
    server.send(&key, &[event("e-1", "charge.deleted")]).await;
    let english = Browser::signed_in(&server, "ada").await;
    let token = format!("form_token={}", english.form_token().await);
    let browser = in_arabic(&english);
    let refused = async |path: &str, form: &str, expected: u16| {
        check_post(&browser, path, &format!("{token}&{form}"), expected).await;
    };
    let (long, huge) = ("x".repeat(81), "x".repeat(70_000));
    browser.post("/views?q=a", &format!("{token}&name=Refunds")).await;
    for (name, expected) in [("", 422), (&*long, 422), ("a%00b", 422), ("refunds", 409)] {
        refused("/views?q=b", &format!("name={name}"), expected).await;
    }
    refused("/views?q=b", &format!("name={huge}"), 413).await;
    refused("/views?q=b", "nothing=1", 400).await;
    refused(&format!("/views?q={}", encoded(&"ö".repeat(4_096))), "name=Long", 422).await;
    refused("/views/nope/search?q=a", "", 404).await;

    let at = NOW.to_string();
    refused("/export?q=acter:a", &format!("at={at}&format=csv"), 400).await;
    refused("/export?q=a&nonsense=1", &format!("at={at}&format=csv"), 400).await;
    refused("/export?q=a", &format!("at={at}&format=doc"), 400).await;
    refused("/export?q=a", "at=noon&format=csv", 400).await;
    refused("/export?q=a", "format=csv", 400).await;
    refused("/export?q=a", &format!("at={at}"), 400).await;
    refused("/export", &format!("at={at}&format=csv&of=selection"), 400).await;
    refused("/export", &format!("at={at}&format=csv&of=selection&entry=x"), 400).await;
    refused("/exports/nope/cancel", "", 404).await;
    refused("/delete/selected?q=a", "of=selection", 400).await;
    refused("/delete/selected?q=a", "nothing=1", 400).await;

    let look = "/delete?q=action:charge.deleted";
    let page = browser.get(look).await;
    check(look, 200, &page);
    let hidden = ["entries", "digest", "before", "at"].map(|name| {
        let value = page.all(&format!("name=\"{name}\" value=\""), "\"").remove(0);
        format!("{name}={value}")
    });
    let seen = hidden.join("&");
    for (form, expected) in [
        (format!("{seen}&reason=&confirm=1"), 422),
        (format!("{seen}&reason={}&confirm=x", "x".repeat(1_001)), 422),
        (format!("{seen}&reason=a%00b&confirm=1"), 422),
        (format!("{seen}&reason=Asked&confirm=2"), 422),
        (format!("{}&reason=Asked&confirm=1", seen.replace("entries=1", "entries=2")), 409),
        (format!("{}&reason=Asked&confirm=1", seen.replace("at=2", "at=x")), 400),
        ("reason=Asked&confirm=1".to_owned(), 400),
    ] {
        refused(look, &form, expected).await;
    }
    check_post(&browser, "/language", "language=tlh", 400).await;
    check_post(&browser, "/language", "nothing=1", 400).await;
    check_post(&browser, "/", "a=b", 405).await;
}

#[tokio::test]
async fn files_that_are_not_made() {
    let change = |config: &mut annals_server::Config| {
        config.workbook_entries_max = 1;
        config.exports_max = 0;
    };
    let server = TestServer::start_with(|_| {}, change).await;
    server.user("north", "ada", crate::support::PASSWORD).await;
    let english = Browser::signed_in(&server, "ada").await;
    let browser = in_arabic(&english);
    let busy = Page(Answer::of(browser.export("?q=user", "csv").await).await);
    check("no room", 503, &busy);
    assert!(busy.0.text.contains("عمليات التصدير الجارية كثيرة جدًا."), "{}", busy.0.text);
    let change = |config: &mut annals_server::Config| config.workbook_entries_max = 1;
    let server = TestServer::start_with(|_| {}, change).await;
    server.user("north", "ada", crate::support::PASSWORD).await;
    let key = server.admin("north").await;
    let events = ["a", "b"].map(|id| event(id, "charge.deleted"));
    server.send(&key, &events).await;
    let browser = in_arabic(&Browser::signed_in(&server, "ada").await);
    let full = Page(Answer::of(browser.export("?q=charge", "xlsx").await).await);
    check("too many entries", 400, &full);
    assert!(full.0.text.contains("<bdi class=\"code\" dir=\"ltr\">XLSX</bdi>"), "{}", full.0.text);
}

#[tokio::test]
async fn programs_are_told_in_english() {
    let (server, key) = north().await;
    let asked = |path: &str| {
        let request = server.request(reqwest::Method::GET, path, &key);
        let request =
            request.header("accept-language", "ar").header("cookie", "annals-language=ar");
        async move { Answer::of(request.send().await.unwrap()).await }
    };
    let wrong = asked("/v1/events?q=acter:ana").await;
    assert_eq!(wrong.problem(), "400 invalid_query");
    let reason = "acter: is no condition; for a record of this type write record:acter:…; \
                  did you mean actor?";
    assert_eq!(wrong.body["detail"], format!("at 0: {reason}"));
    assert_eq!(wrong.body["errors"], json!([{ "field": "q[0..5]", "reason": reason }]));
}
