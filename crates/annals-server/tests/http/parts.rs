//! The log's page and its content: what is asked for, what follows the rows, what is said when
//! something fails, what goes over the wire.

use std::io::Read;

use annals_desk::SignIn;
use annals_server::{Config, router};
use http_body_util::BodyExt;
use reqwest::Method;
use serde_json::json;
use tower::ServiceExt;

use crate::browser::{Browser, PASSWORD, north};
use crate::support::{Answer, NOW, TestServer, event};

type Headers<'h> = &'h [(&'static str, &'h str)];

const PARTIAL: (&str, &str) = ("hx-request-type", "partial");

/// Some entries over three weeks, so that there is a chart.
async fn some(server: &TestServer, key: &str) {
    let event = |i: i64| {
        let mut event = event(&format!("e{i}"), "payment.updated");
        let at = annals_model::Millis(NOW.0 - i * 12 * 60 * 60 * 1_000);
        event["occurred_at"] = json!(at.to_string());
        event["source"] = json!(["Office Portal", "Mobile App"][i as usize % 2]);
        event
    };
    server.send(key, &(0..40).map(event).collect::<Vec<_>>()).await;
}

async fn get(server: &TestServer, cookie: &str, path: &str, headers: Headers<'_>) -> Answer {
    let mut request = server
        .request(Method::GET, path, "")
        .header("cookie", cookie)
        .header("accept", "text/html");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_page_is_whole_unless_its_content_is_asked_for() {
    let (server, key) = north().await;
    some(&server, &key).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let restored = ("hx-history-restore-request", "true");
    let cases: [(Headers<'_>, bool); 5] = [
        (&[], true),
        (&[("hx-request-type", "full")], true),
        (&[PARTIAL], false),
        (&[PARTIAL, restored], true),
        (&[("hx-request-type", "x")], true),
    ];
    for (headers, is_whole) in cases {
        let page = get(&server, &ada.cookie, "/?q=payment", headers).await;
        assert_eq!(page.status, 200);
        let vary: Vec<_> = page.headers.get_all("vary").iter().collect();
        assert!(vary.iter().any(|by| *by == "HX-Request-Type"), "{vary:?}");
        let text = &page.text;
        assert_eq!(text.starts_with("<!DOCTYPE html>"), is_whole, "{headers:?}");
        assert_eq!(text.matches("<tr id=\"e").count(), 40);
        assert!(text.contains("<title>payment · Audit Log · NORTH · Annals</title>"));
        // The content leaves what follows to requests of their own, the page has it.
        assert_eq!(text.contains("class=\"facet-value\""), is_whole);
        assert_eq!(text.contains("class=\"bar-link\""), is_whole);
        assert_eq!(text.matches("aria-busy=\"true\"").count(), if is_whole { 0 } else { 2 });
        for path in ["/facets", "/chart"] {
            assert_eq!(
                part_href(text, path),
                format!("{path}?q=payment&at=2026-11-20T09:00:00.000Z")
            );
        }
        assert!(!text.contains("class=\"follows\""));
    }
    // A search that can't be run has no figures to follow, as a page or as content.
    for headers in [&[][..], &[PARTIAL]] {
        let page = get(&server, &ada.cookie, "/?q=acter:x", headers).await;
        assert_eq!((page.status, page.text.contains("data-part")), (400, false));
        assert!(page.text.contains("id=\"search-problem\""));
    }
}

#[tokio::test]
async fn parts_have_the_figures_of_the_page_and_are_no_further_reading() {
    let (server, key) = north().await;
    some(&server, &key).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let page = ada.get("/?q=payment&source=Mobile+App").await;
    let query = "?q=payment&source=Mobile+App";
    let between = |text: &str, from: &str, to: &str| {
        let rest = text.split(from).nth(1).unwrap().to_owned();
        rest.split(to).next().unwrap().to_owned()
    };
    let facets = get(&server, &ada.cookie, &format!("/facets{query}"), &[PARTIAL]).await;
    let chart = get(&server, &ada.cookie, &format!("/chart{query}"), &[PARTIAL]).await;
    for (part, name, end) in [(&facets, "facets", "</aside>"), (&chart, "chart", "</details>")] {
        assert_eq!(part.status, 200);
        let id = format!("id=\"{name}\"");
        let (of_page, alone) = (between(&page.0.text, &id, end), between(&part.text, &id, end));
        assert!(of_page.len() > 500 && !part.text.contains("aria-busy"), "{of_page}");
        assert_eq!(of_page.trim_end_matches("</div>"), alone.trim_end_matches("</div>"));
    }
    // By hand the address leads to the page.
    let by_hand = get(&server, &ada.cookie, &format!("/facets{query}"), &[]).await;
    assert_eq!((by_hand.status, by_hand.header("location")), (303, &*format!("/{query}")));
    let told = server.get("/v1/events?q=action:annals.log.*", &key).await.body;
    let actor = |entry: &serde_json::Value| entry["actor"]["username"] == "ada";
    let told = told["entries"].as_array().unwrap().iter().filter(|entry| actor(entry)).count();
    assert_eq!(told, 1);
}

/// The address of a part as the page has it.
fn part_href(page: &str, path: &str) -> String {
    let (_, rest) = page.split_once(&format!("data-part=\"{path}")).unwrap();
    let (query, _) = rest.split_once('"').unwrap();
    format!("{path}{}", query.replace("&amp;", "&"))
}

#[tokio::test]
async fn parts_are_of_the_time_of_their_page() {
    let (server, key) = north().await;
    some(&server, &key).await;
    let ada = Browser::signed_in(&server, "ada").await;
    for query in ["?from=12h", "?q=after%3A2d", "?range=today"] {
        let page = get(&server, &ada.cookie, &format!("/{query}"), &[PARTIAL]).await;
        for path in ["/facets", "/chart"] {
            server.clock.advance(1_700);
            let href = part_href(&page.text, path);
            let part = get(&server, &ada.cookie, &href, &[PARTIAL]).await;
            assert_eq!(part.status, 200, "{href}");
            assert_eq!(part_href(&part.text, path), href);
        }
    }
    // Each look was told once.
    let told = server.get("/v1/events?q=action:annals.log.*", &key).await.body;
    let actor = |entry: &&serde_json::Value| entry["actor"]["username"] == "ada";
    assert_eq!(told["entries"].as_array().unwrap().iter().filter(actor).count(), 3);
    let wrong = get(&server, &ada.cookie, "/facets?at=noon", &[PARTIAL]).await;
    assert!(wrong.text.contains("<bdi>noon</bdi> is not a time"), "{}", wrong.text);
}

#[tokio::test]
async fn rows_leave_before_what_follows_is_looked_for() {
    let (server, key) = north().await;
    some(&server, &key).await;
    let attempt = SignIn {
        username: "ada".to_owned(),
        password: PASSWORD.to_owned(),
        client: Default::default(),
    };
    let (token, _) = server.desk.sign_in(attempt).await.unwrap().session().unwrap();
    let config = Config { clock: server.clock.clone(), ..Config::default() };
    let router = router(server.store.clone(), config);
    let request = axum::http::Request::get("/?q=payment")
        .header("host", "annals.example")
        .header("cookie", format!("annals={}", token.0))
        .body(axum::body::Body::empty())
        .unwrap();
    let response = router.oneshot(request).await.unwrap();
    let mut frames = Vec::new();
    let mut body = response.into_body();
    // Each part is looked for when the one before it is taken.
    while let Some(frame) = body.frame().await {
        let bytes = frame.unwrap().into_data().unwrap();
        frames.push(String::from_utf8(bytes.to_vec()).unwrap());
    }
    let has = |word: &str| frames.iter().map(|frame| frame.contains(word)).collect::<Vec<_>>();
    assert!(has("</table>")[0]);
    assert_eq!(has("id=\"from\""), [true, false, false], "dates need no counting");
    assert_eq!(has("class=\"facet-value\""), [false, true, false]);
    assert_eq!(has("class=\"bar-link\""), [false, false, true]);
    assert_eq!(has("</html>"), [false, false, true]);
    // The place of the chart is kept free from the beginning.
    assert_eq!(has("class=\"log-page with-chart\""), [true, false, false]);
}

#[tokio::test]
async fn failures_are_notes_where_a_page_is() {
    let (server, key) = north().await;
    some(&server, &key).await;
    server.user_who_may("north", "bob", &[]).await;
    let bob = Browser::signed_in(&server, "bob").await;
    let ada = Browser::signed_in(&server, "ada").await;
    let id = ("x-request-id", "r-17");
    let restored = [("hx-request-type", "full"), ("hx-history-restore-request", "true"), id];
    for (cookie, path, headers, status, words) in [
        (&bob.cookie, "/", &[PARTIAL, id][..], 403, "You may not see this"),
        (&bob.cookie, "/", &restored[..], 403, "You may not see this"),
        (&ada.cookie, "/nowhere", &[PARTIAL, id][..], 404, "Page not found"),
    ] {
        let note = get(&server, cookie, path, headers).await;
        assert_eq!(note.status, status, "{path}");
        assert!(note.text.starts_with("<div class=\"trouble"), "{}", note.text);
        assert!(note.text.contains(words) && note.text.contains("r-17"), "{}", note.text);
        for (name, value) in [
            ("hx-retarget", "#trouble"),
            ("hx-reswap", "innerHTML"),
            ("hx-reselect", ".trouble"),
            ("hx-push-url", "false"),
            ("vary", "HX-Request-Type"),
        ] {
            assert_eq!(note.header(name), value, "{path} {name}");
        }
    }
    // A part's note takes its place.
    let part = get(&server, &ada.cookie, "/facets?q=acter:x", &[PARTIAL, id]).await;
    assert_eq!((part.status, part.header("hx-retarget")), (400, ""));
    assert!(part.text.contains("The filters could not be counted"), "{}", part.text);
    // What a browser opens stays a page.
    let page = get(&server, &bob.cookie, "/", &[id]).await;
    assert!(page.text.starts_with("<!DOCTYPE html>") && page.status == 403);
}

#[tokio::test]
async fn an_ended_session_leads_to_sign_in_and_back() {
    let (server, _) = north().await;
    let hx = |path: &'static str, headers: Headers<'static>| get(&server, "", path, headers);
    for (path, headers, next) in [
        ("/?q=smith", &[PARTIAL][..], "/%3Fq%3Dsmith"),
        ("/facets?q=smith", &[PARTIAL], "/%3Fq%3Dsmith"),
        ("/chart?q=smith", &[PARTIAL], "/%3Fq%3Dsmith"),
        (
            "/?q=smith",
            &[("hx-history-restore-request", "true"), ("hx-request-type", "full")],
            "/%3Fq%3Dsmith",
        ),
    ] {
        let answer = hx(path, headers).await;
        let to = format!("/sign-in?next={next}");
        assert_eq!((answer.status, answer.header("hx-redirect")), (401, &*to), "{path}");
        assert_eq!(answer.header("vary"), "HX-Request-Type");
    }
    assert_eq!(hx("/?q=a", &[]).await.header("location"), "/sign-in?next=/%3Fq%3Da");
    // A form is not done, and leads back to the page on which it stands.
    let host = server.url.strip_prefix("http://").unwrap();
    for (path, referer, to) in [
        ("/export?q=a", format!("http://{host}/?q=a"), "/sign-in?next=/%3Fq%3Da"),
        ("/views", format!("http://{host}/views"), "/sign-in?next=/views"),
        ("/views/x/search", format!("http://{host}/?view=x"), "/sign-in?next=/%3Fview%3Dx"),
        ("/sign-out", format!("http://{host}/entries/3"), "/sign-in"),
        ("/sign-out", String::new(), "/sign-in"),
        ("/views", "https://evil.example/x".to_owned(), "/sign-in?next=/views"),
    ] {
        let request = server
            .request(Method::POST, path, "")
            .header("sec-fetch-site", "same-origin")
            .header("referer", referer)
            .header("content-type", "application/x-www-form-urlencoded")
            // Longer than what the kernel takes while nobody reads.
            .body(format!("name={}", "x".repeat(60_000)));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers().get("location").unwrap(), to, "{path}");
        assert_ne!(
            answer.headers().get("connection").map(|value| value.as_bytes()),
            Some(&b"close"[..])
        );
    }
}

#[tokio::test]
async fn pages_and_their_files_are_compressed_for_our_own_pages() {
    let (server, key) = north().await;
    some(&server, &key).await;
    let ada = Browser::signed_in(&server, "ada").await;
    // The first look is itself an entry, which the filters count.
    get(&server, &ada.cookie, "/?q=payment", &[]).await;
    let page = get(&server, &ada.cookie, "/?q=payment", &[]).await.text;
    let css = page.split('"').find(|part| part.ends_with(".css")).unwrap();
    for (path, sites) in [
        ("/?q=payment", &[("none", true), ("same-origin", true), ("cross-site", false)][..]),
        // A file has nothing to hide: it is the same for everybody.
        (css, &[("same-origin", true), ("cross-site", true)]),
    ] {
        let plain = get(&server, &ada.cookie, path, &[]).await.text;
        for (site, is_compressed) in sites {
            let request = server
                .request(Method::GET, path, "")
                .header("cookie", &ada.cookie)
                .header("accept-encoding", "gzip, br")
                .header("sec-fetch-site", *site);
            let answer = request.send().await.unwrap();
            let coding = answer.headers().get("content-encoding").cloned();
            assert_eq!(coding.is_some(), *is_compressed, "{path} {site}");
            let bytes = answer.bytes().await.unwrap();
            let mut text = String::new();
            if *is_compressed {
                assert!(bytes.len() * 3 < plain.len(), "{} of {}", bytes.len(), plain.len());
                flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut text).unwrap();
            } else {
                text = String::from_utf8(bytes.to_vec()).unwrap();
            }
            assert!(text == plain, "{path} {site}: {text}");
        }
    }
}
