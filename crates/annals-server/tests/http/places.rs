//! Pages of other organisations: every page × whose entries it is asked for, and what "this and
//! below" shows.

use std::collections::BTreeSet;

use annals_desk::{NewUser, OrganizationFields};
use annals_model::{Rights, Scopes};
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, Page};
use crate::support::{Answer, NOW, TestServer, event};

const ORGANIZATIONS: [&str; 5] = ["installation", "state", "north", "n1", "south"];

/// Each organisation has an entry of an application, `near` reaches nothing below `north`.
async fn start() -> TestServer {
    let server = TestServer::start().await;
    let root = server.admin("installation").await;
    for id in ORGANIZATIONS {
        let mut sent = event(&format!("in-{id}"), "charge.deleted");
        sent["organization"] = id.into();
        sent["actor"] = json!({ "name": format!("Person of {id}"), "username": format!("p.{id}") });
        sent["records"] = json!([{ "type": "student", "id": "17", "name": format!("Child of {id}"),
            "change": "delete" }]);
        server.send(&root, &[sent]).await;
    }
    server.user("north", "ada", PASSWORD).await;
    let near = NewUser {
        rights: Rights::here(Scopes::all()),
        ..NewUser::new(server.ordinal("north"), "near", "Near", PASSWORD)
    };
    server.desk.create_user(&server.desk.operator(), near).await.unwrap();
    server
}

/// Every page that shows something of a log; a body for those that are posted.
fn pages(number: u64) -> Vec<(String, Option<&'static str>)> {
    let read = [
        "/",
        "/facets",
        "/chart",
        "/live?live=1",
        "/delete",
        &format!("/entries/{number}"),
        &format!("/entries/{number}/records"),
        &format!("/entries/{number}/proof"),
        "/complete?of=user&q=pe",
        "/go?q=person",
        "/go/results?q=person",
        "/views",
        "/views/deletions",
        "/views/last-day",
        "/views/bulk-operations",
        "/zone?in=utc",
    ]
    .map(|path| (path.to_owned(), None));
    let posted = [("/export", Some("format=csv")), ("/views", Some("name=Kept"))];
    let posted = posted.map(|(path, body)| (path.to_owned(), body));
    read.into_iter().chain(posted).collect()
}

async fn ask(browser: &Browser<'_>, path: &str, place: &str, body: Option<&str>) -> Answer {
    let join = if path.contains('?') { '&' } else { '?' };
    let path = format!("{path}{join}{place}");
    if let Some(body) = body {
        let token = browser.form_token().await;
        let form = format!("form_token={token}&at={NOW}&{body}");
        return Answer::of(browser.post(&path, &form).await).await;
    }
    let request = browser
        .server
        .request(Method::GET, &path, "")
        .header("cookie", &browser.cookie)
        .header("accept", "text/html,*/*;q=0.8");
    let is_part = path.starts_with("/facets") || path.starts_with("/chart");
    let request = match is_part {
        true => request.header("hx-request", "true").header("hx-request-type", "partial"),
        false => request,
    };
    let response = request.send().await.unwrap();
    if path.starts_with("/live") && response.status() == 200 {
        // It has no end.
        return Answer {
            status: 200,
            headers: response.headers().clone(),
            text: String::new(),
            body: Value::Null,
        };
    }
    Answer::of(response).await
}

/// Who asks, and what they get: of their own organisation, and of the one below.
const ASKERS: [(&str, bool); 2] = [("ada", true), ("near", false)];

#[tokio::test]
async fn every_page_in_every_organisation() {
    let server = start().await;
    let mut wrong = Vec::new();
    for (username, reaches_below) in ASKERS {
        let browser = Browser::signed_in(&server, username).await;
        for (path, body) in pages(0) {
            let mut told = BTreeSet::new();
            for (place, is_seen) in [
                ("organization=north", true),
                ("organization=n1", reaches_below),
                ("organization=south", false),
                ("organization=state", false),
                ("organization=installation", false),
                ("organization=nowhere", false),
                ("organization=No%20Name%3Cb%3E", false),
            ] {
                let answer = ask(&browser, &path, place, body).await;
                // There is a view of that name by then.
                let is_shown = matches!(answer.status, 200 | 303 | 409);
                if is_shown != is_seen || (!is_seen && answer.status != 404) {
                    wrong.push(format!("{username} {path} {place}: {}", answer.status));
                }
                if !is_seen {
                    // The same to the letter, but for what tells requests apart.
                    let id = answer.header("x-request-id").to_owned();
                    told.insert(answer.text.replace(&id, "ID"));
                }
                for other in ["state", "south"] {
                    let is_told = answer.text.contains(&format!("Person of {other}"))
                        || answer.text.contains(&format!(">{}<", other.to_uppercase()));
                    if is_told {
                        wrong.push(format!("{username} {path} {place} tells of {other}"));
                    }
                }
            }
            if told.len() > 1 {
                wrong.push(format!("{username} {path}: {} kinds of not found", told.len()));
            }
            for place in ["below=true", "organization=south&below=true"] {
                let answer = ask(&browser, &path, place, body).await;
                let is_entry = path.starts_with("/entries");
                let expected = match (reaches_below, place.contains("south"), &*path) {
                    // An entry is looked for in its own log, whatever else is shown around it.
                    (false, is_foreign, "/entries/0/proof") => {
                        vec![if is_foreign { 404 } else { 200 }]
                    }
                    (false, true, _) if is_entry => vec![404],
                    (false, ..) => vec![403],
                    (true, true, _) => vec![404],
                    // All of several are not deleted at once.
                    (true, false, "/delete") => vec![400],
                    (true, false, _) => vec![200, 303, 409],
                };
                if !expected.contains(&answer.status) {
                    wrong.push(format!("{username} {path} {place}: {}", answer.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn names(page: &Page) -> BTreeSet<String> {
    let words = page.0.text.split("Person of ").skip(1);
    words.map(|rest| rest.split(['<', '"', '\t', '&']).next().unwrap().trim().to_owned()).collect()
}

#[tokio::test]
async fn this_and_below_shows_whose_each_entry_is() {
    let server = start().await;
    server.organization("n2", "north").await;
    let mut sent = event("in-n2", "charge.deleted");
    sent["organization"] = "n2".into();
    sent["actor"] = json!({ "name": "Person of n2", "username": "p.n2" });
    sent["records"] = json!([{ "type": "student", "id": "17", "name": "Child of n2",
        "change": "delete" }]);
    server.send(&server.admin("north").await, &[sent]).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/?q=charge&below=true").await;
    assert_eq!(page.summary(), "3 entries");
    let of = |names: &[&str]| names.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(names(&page), of(&["north", "n1", "n2"]));
    // Numbers are the same in each log: rows, links and records name it.
    for part in [
        "<tr id=\"en1-0\"",
        "<tr id=\"en2-0\"",
        "<td class=\"organization\"",
        "href=\"/entries/0?below=true&amp;q=charge&amp;log=n2\"",
        "href=\"/?organization=n2&amp;q=record:student:17\"",
        "/v1/events/count?below=true&amp;q=",
    ] {
        assert!(page.0.text.contains(part), "{part}: {}", page.0.text);
    }
    let entry = browser.get("/entries/0?below=true&q=charge&log=n2").await;
    assert!(entry.0.text.contains("Child of n2") && !entry.0.text.contains("Child of n1"));
    assert!(entry.0.text.contains("href=\"/?below=true&amp;q=charge#en2-0\""), "the way back");
    assert!(entry.0.text.contains("data-proof=\"/entries/0/proof?organization=n2\""));
    assert!(entry.0.text.contains("/entries/0?organization=n2</"), "the link to pass on");
    // Which leads there for others, too, and nowhere for those who may not see it.
    assert_eq!(browser.get("/entries/0?below=true&log=south").await.0.status, 404);

    let csv = Answer::of(browser.export("?q=charge&below=true", "csv").await).await;
    let last: BTreeSet<_> =
        csv.text.lines().skip(1).map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(last, BTreeSet::from(["north", "n1", "n2"]));
    assert!(csv.header("content-disposition").contains("north-and-below-audit-log"));
    let ndjson = Answer::of(browser.export("?q=charge&below=true", "ndjson").await).await;
    let lines: BTreeSet<String> = ndjson
        .text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["organization"].to_string())
        .collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    // What is told of it stands in the log of the organisation that was chosen.
    let key = server.admin("north").await;
    let told = server.get("/v1/events?q=action:annals.log.viewed+charge", &key).await.body;
    let details = &told["entries"][0]["details"];
    assert_eq!((&details["search"], &details["below"]), (&json!("charge"), &json!(true)));

    // Pages go on through all of them, each row once.
    let many: Vec<Value> = (0..60)
        .map(|at| {
            let mut sent = event(&format!("m-{at}"), "payment.made");
            sent["organization"] = ["north", "n1", "n2"][at % 3].into();
            sent["occurred_at"] = "2026-11-20T08:00:00Z".into();
            sent
        })
        .collect();
    server.send(&key, &many).await;
    let first = browser.get("/?q=payment&below=true").await;
    let second = browser.get(&first.turn("next").unwrap()).await;
    let rows = |page: &Page| page.all("<tr id=\"e", "\"");
    let all: BTreeSet<String> = rows(&first).into_iter().chain(rows(&second)).collect();
    assert_eq!((rows(&first).len(), rows(&second).len(), all.len()), (50, 10, 60));
    assert_eq!(second.summary(), "51–60 of 60 entries");
    // A cursor of another place is none.
    let elsewhere = first.turn("next").unwrap().replace("below=true&", "");
    assert!(browser.get(&elsewhere).await.0.text.contains("role=\"status\""));
}

#[tokio::test]
async fn the_menu_lists_whom_one_may_see_and_keeps_the_search() {
    let server = start().await;
    let near = Browser::signed_in(&server, "near").await;
    assert!(!near.get("/").await.0.text.contains("class=\"bar-menu switcher\""));
    let ada = Browser::signed_in(&server, "ada").await;
    let page = ada.get("/?q=charge&organization=n1&sort=user").await;
    let links = page.all("data-place=\"", "\"");
    assert_eq!(links, ["", "?below=true", "?organization=n1"]);
    let chosen = "href=\"/?organization=n1&amp;q=charge&amp;sort=user\" data-place=";
    assert!(page.0.text.contains(chosen), "{}", page.0.text);
    // A place that isn't theirs names nothing on the page that says so.
    let refused = ada.get("/?organization=south&q=x").await;
    assert_eq!(refused.0.status, 404);
    assert!(!refused.0.text.contains("south") && !refused.0.text.contains("SOUTH"));
    // Pages about nothing of a log keep the place, or say the reader's own.
    assert!(ada.get("/help?organization=n1").await.0.text.contains("href=\"/?organization=n1\""));
    assert!(!ada.get("/help?organization=south").await.0.text.contains("south"));
    // The search of pages finds organisations by name and by id.
    let found = ada.get("/go?q=n1").await.0.text;
    assert!(found.contains("href=\"/?organization=n1\">"), "{found}");
    assert!(!ada.get("/go?q=south").await.0.text.contains("organization=south"));
}

/// Of more than are listed, those around the chosen one are.
#[tokio::test]
async fn the_menu_is_bounded() {
    let server = start().await;
    let listed_max = annals_viewer::components::switcher::LISTED_MAX;
    let ada = Browser::signed_in(&server, "ada").await;
    // With north and n1 as many as are listed.
    server.organizations("more", listed_max - 2, "north").await;
    let lines = |page: &Page| page.all("<li class=\"level-", "\"").len();
    let page = ada.get("/?organization=n1").await;
    assert_eq!((lines(&page), page.0.text.contains("switcher-find")), (listed_max, false));
    server.organizations("deep", 1_000, "n1").await;
    let page = ada.get("/?organization=deep-999").await;
    assert_eq!((lines(&page), page.0.text.contains("switcher-find")), (listed_max, true));
    let chosen = page.all("data-place=\"?organization=deep-999\" aria-current=\"", "\"");
    assert_eq!(chosen, ["true"]);
    assert!(page.0.text.contains("data-place=\"?organization=n1\""), "the way up");
    assert!(ada.get("/go?q=deep-777").await.0.text.contains("href=\"/?organization=deep-777\""));
}

#[tokio::test]
async fn what_was_moved_away_is_shown_no_longer() {
    let server = start().await;
    let ada = Browser::signed_in(&server, "ada").await;
    assert_eq!(ada.get("/?q=charge&below=true").await.summary(), "2 entries");
    let parent = Some(server.ordinal("south"));
    server.change("n1", OrganizationFields { parent, ..Default::default() }).await;
    assert_eq!(ada.get("/?q=charge&below=true").await.summary(), "1 entry");
    assert_eq!(ada.get("/?organization=n1").await.0.status, 404);
    assert_eq!(ada.get("/entries/0?below=true&log=n1").await.0.status, 404);
}
