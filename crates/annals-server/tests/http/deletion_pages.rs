//! The pages of a deletion: a look, the order, and what was done.

use annals_model::Permission;
use serde_json::json;

use crate::browser::{Browser, Page, north};
use crate::support::{Answer, TestServer, event};

/// Six entries of two sorts, one a minute.
async fn sample(server: &TestServer, key: &str) {
    let event = |i: usize| {
        let mut event = event(&format!("e{i}"), ["charge.created", "charge.deleted"][i % 2]);
        event["occurred_at"] = json!(format!("2026-11-10T08:0{i}:00.000Z"));
        event
    };
    server.send(key, &(0..6).map(event).collect::<Vec<_>>()).await;
}

/// The form as the page at `path` fills it.
async fn form(browser: &Browser<'_>, path: &str, reason: &str, confirm: &str) -> String {
    let page = browser.get(path).await;
    assert_eq!(page.0.status, 200, "{path}: {}", page.0.text);
    filled(&page, reason, confirm)
}

fn filled(page: &Page, reason: &str, confirm: &str) -> String {
    let hidden = |name: &str| {
        let all = page.all(&format!("name=\"{name}\" value=\""), "\"");
        format!("{name}={}", all.last().unwrap())
    };
    let hidden = ["form_token", "entries", "digest", "before", "at"].map(hidden).join("&");
    format!("{hidden}&reason={reason}&confirm={confirm}")
}

async fn post(browser: &Browser<'_>, path: &str, form: &str) -> Page {
    Page(Answer::of(browser.post(path, form).await).await)
}

/// "6 entries will be deleted".
fn count(page: &Page) -> String {
    let words = page.all("class=\"deletion-count warning\">", "</p>").pop().unwrap_or_default();
    words.rsplit('>').next().unwrap().to_owned()
}

#[tokio::test]
async fn one_looks_confirms_and_is_told_what_was_done() {
    let (server, key) = north().await;
    sample(&server, &key).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = "/delete?q=action:charge.deleted";
    let page = browser.get(path).await;
    assert_eq!(count(&page), "3 entries will be deleted");
    assert_eq!(page.all("<dt>", "</dt>").len(), 2, "one action, one user");
    assert_eq!(page.all("<dd>", "</dd>"), ["3", "3"]);
    let order = filled(&page, "Erasure+4711", "3");
    // What comes between matches, was not looked at, and stays.
    server.send(&key, &[event("late", "charge.deleted")]).await;
    let answer = post(&browser, path, &order).await.0;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let done = answer.header("location");
    assert!(
        done.starts_with("/deletions/") && done.ends_with("?q=action:charge.deleted"),
        "{done}"
    );
    let page = browser.get(done).await;
    assert_eq!(page.0.status, 200);
    for words in ["ada in person", "3 entries", "Erasure 4711", "href=\"/entries/"] {
        assert!(page.0.text.contains(words), "{words}: {}", page.0.text);
    }
    let left = browser.get("/?q=action:charge.deleted").await;
    assert_eq!(left.total(), 1);
    let told = server.get("/v1/events?q=action:annals.entries.deleted", &key).await.body;
    let told = &told["entries"][0];
    assert_eq!(
        json!([told["actor"]["username"], told["reason"], told["ip"], told["details"]["search"]]),
        json!(["ada", "Erasure 4711", "127.0.0.1", "action:charge.deleted"])
    );
    // Sent once more, by Back and a second press.
    let again = post(&browser, path, &order).await;
    assert_eq!(again.0.status, 409);
    assert!(again.0.text.contains("Nothing was deleted"), "{}", again.0.text);
    assert_eq!(browser.get("/?q=action:charge.deleted").await.total(), 1);
}

#[tokio::test]
async fn ticked_entries_go_and_no_others() {
    let (server, key) = north().await;
    sample(&server, &key).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let rows = browser.get("/?q=action:charge.*").await.rows();
    let token = browser.form_token().await;
    let boxes = format!("form_token={token}&of=selection&entry={}&entry={}", rows[4], rows[1]);
    let answer = post(&browser, "/delete/selected?q=charge", &boxes).await.0;
    let path = format!("/delete?q=charge&entries={},{}", rows[4], rows[1]);
    assert_eq!((answer.status, answer.header("location")), (303, &*path));
    let order = form(&browser, &path, "Test+data", "2").await;
    assert_eq!(post(&browser, &path, &order).await.0.status, 303);
    let mut left = rows.clone();
    left.retain(|row| ![rows[1], rows[4]].contains(row));
    assert_eq!(browser.get("/?q=action:charge.*").await.rows(), left);
    // All that match, though one box is ticked.
    let all = post(&browser, "/delete/selected?q=charge", &format!("{boxes}&all=true")).await.0;
    assert_eq!((all.status, all.header("location")), (303, "/delete?q=charge"));
    let told = server.get("/v1/events?q=action:annals.entries.deleted", &key).await.body;
    let details = &told["entries"][0]["details"];
    assert_eq!(details["selected"], json!([rows[4], rows[1]]));
    assert_eq!(details["numbers"], format!("{}, {}", rows[4], rows[1]));
}

#[tokio::test]
async fn what_is_not_in_order_leads_to_another_look() {
    let (server, key) = north().await;
    sample(&server, &key).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = "/delete?q=action:charge.*";
    let good = form(&browser, path, "Because", "6").await;
    let replaced = |old: &str, new: &str| {
        assert!(good.contains(old), "{old}");
        good.replace(old, new)
    };
    let long = "x".repeat(1_001);
    for (form, status, words) in [
        (replaced("confirm=6", "confirm="), 422, "This is not 6"),
        (replaced("confirm=6", "confirm=7"), 422, "This is not 6"),
        (replaced("confirm=6", "confirm=six"), 422, "This is not 6"),
        (replaced("reason=Because", "reason=++"), 422, "Say why these entries are deleted"),
        (replaced("reason=Because", &format!("reason={long}")), 422, "1,001 characters"),
        (replaced("entries=6", "entries=5"), 409, "5 then, 6 now"),
        (replaced("confirm=6", "confirm"), 422, "This is not 6"),
        (replaced("at=2026", "at=x"), 400, "not"),
        (replaced("&before=", "&after="), 400, "not understood"),
        (replaced("form_token=", "form_token=x"), 403, "out of date"),
    ] {
        let page = post(&browser, path, &form).await;
        assert_eq!(page.0.status, status, "{form}");
        assert!(page.0.text.contains(words), "{form}: {}", page.0.text);
        assert_eq!(page.0.header("content-type"), "text/html; charset=utf-8");
        if status == 422 || status == 409 {
            assert_eq!(count(&page), "6 entries will be deleted", "{form}");
        }
    }
    for (path, words) in [
        ("/delete?entries=", "not the number"),
        ("/delete?entries=x", "not the number"),
        ("/delete?sourse=Kiosk", "understood: <bdi>sourse"),
        ("/delete?q=acter:x", "acter"),
        ("/delete?from=someday", "date"),
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.0.status, 400, "{path}");
        assert!(page.0.text.contains(words), "{path}: {}", page.0.text);
    }
    let token = browser.form_token().await;
    for body in ["", "&of=selection", "&of=selection&entry=x"] {
        let page = post(&browser, "/delete/selected", &format!("form_token={token}{body}")).await;
        assert_eq!(page.0.status, 400, "{body}");
    }
    assert_eq!(browser.get("/?q=action:charge.*").await.total(), 6);
    assert_eq!(browser.get("/?q=action:annals.entries.deleted").await.total(), 0);
    // Their number may be typed as it is read.
    let spaced = replaced("confirm=6", "confirm=+0,006+");
    assert_eq!(post(&browser, path, &spaced).await.0.status, 303);
}

#[tokio::test]
async fn who_may_not_delete_sees_no_button_and_no_page() {
    let (server, key) = north().await;
    sample(&server, &key).await;
    for (name, place, scopes) in [
        ("rita", "north", [Permission::ReadEvents].as_slice()),
        ("dan", "north", &[Permission::DeleteEvents]),
        ("sue", "south", &Permission::ALL),
    ] {
        server.user_who_may(place, name, scopes).await;
    }
    let ada = Browser::signed_in(&server, "ada").await;
    let path = "/delete?q=action:charge.*";
    let button = "formaction=\"/delete/selected\"";
    assert!(ada.get("/").await.0.text.contains(button));
    let order = form(&ada, path, "Because", "6").await;
    for name in ["rita", "dan"] {
        let other = Browser::signed_in(&server, name).await;
        assert!(!other.get("/").await.0.text.contains(button), "{name}");
        assert_eq!(other.get(path).await.0.status, 403, "{name}");
        assert_eq!(post(&other, path, &order).await.0.status, 403, "{name}");
    }
    // Of another organisation: the same numbers are one's own entries, or none.
    let sue = Browser::signed_in(&server, "sue").await;
    let numbers = ada.get("/?q=action:charge.*").await.rows();
    let theirs = format!("/delete?entries={}", numbers[0]);
    assert!(sue.get(&theirs).await.0.text.contains("Nothing can be deleted here"));
    assert_eq!(post(&sue, path, &order).await.0.status, 403, "a form of another session");
    let token = sue.form_token().await;
    let own = format!("form_token={token}&{}", order.split_once('&').unwrap().1);
    let page = post(&sue, path, &own).await;
    assert_eq!(page.0.status, 409);
    assert!(page.0.text.contains("6 then, 0 now"), "{}", page.0.text);
    assert_eq!(ada.get("/?q=action:charge.*").await.total(), 6);
    // What was done is for those of the organisation, and nothing else is shown there.
    let done = post(&ada, path, &order).await.0.header("location").to_owned();
    assert_eq!(ada.get(&done).await.0.status, 200);
    assert_eq!(sue.get(&done).await.0.status, 404);
    assert_eq!(ada.get("/deletions/0").await.0.status, 404);
    assert_eq!(ada.get("/deletions/x").await.0.status, 404);
    // So is the address of an entry that went.
    let told = server.get("/v1/events?q=action:annals.entries.deleted", &key).await.body;
    let told = &told["entries"][0];
    let first = told["details"]["numbers"].as_str().unwrap().split(['-', ',']).next().unwrap();
    let address = format!("/entries/{first}");
    let gone = ada.get(&address).await.0;
    assert_eq!(gone.status, 410);
    let words = format!("Entry {first} was deleted on");
    let trace = format!("href=\"/entries/{}\"", told["number"]);
    assert!(gone.text.contains(&words) && gone.text.contains(&trace), "{}", gone.text);
    assert_eq!(ada.get("/entries/99999").await.0.status, 404);
    // That number is their own entry, or none.
    assert!(!sue.get(&address).await.0.text.contains("was deleted"));
    // After the session one signs in again, and looks again.
    let gone = Browser { cookie: "annals=gone".to_owned(), ..ada };
    let answer = post(&gone, path, &order).await.0;
    let location = "/sign-in?next=/delete%3Fq%3Daction%3Acharge.%2A";
    assert_eq!((answer.status, answer.header("location")), (303, location));
}

#[tokio::test]
async fn own_entries_are_counted_apart() {
    let (server, key) = north().await;
    sample(&server, &key).await;
    server.get("/v1/events?q=charge", &key).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/delete?access=shown").await;
    assert_eq!(count(&page), "7 entries will be deleted", "with the sign-in");
    let figures: u64 =
        page.all("<dd>", "</dd>").iter().map(|count| count.parse::<u64>().unwrap()).sum();
    assert_eq!(figures, 14, "by action and by user");
    assert!(page.0.text.contains("nobody can delete that"), "{}", page.0.text);
    let page = browser
        .get("/delete?q=action:annals.log.viewed type:access".replace(' ', "+").as_str())
        .await;
    assert!(page.0.text.contains("Nothing can be deleted here"), "{}", page.0.text);
}
