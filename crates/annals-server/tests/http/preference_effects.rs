//! Each preference does what it says, at once, and ends where another organisation begins.

use annals_desk::NewUser;
use annals_model::Permission;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, north};
use crate::preferences::set;
use crate::sessions::wait_for_touch;
use crate::support::{Answer, TestServer, event};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

async fn is_signed_in(browser: &Browser<'_>) -> bool {
    browser.get("/help").await.0.status == 200
}

#[tokio::test]
async fn a_quiet_session_ends_when_it_should() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    server.clock.advance(20 * MINUTE_MS);
    assert!(is_signed_in(&browser).await);
    wait_for_touch(&server).await;
    set(&server, &key, "north", "session_idle", json!({ "value": 10 })).await;
    // Used just now, as far as the minute that is known of it.
    for _ in 0..5 {
        server.clock.advance(8 * MINUTE_MS);
        assert!(is_signed_in(&browser).await);
        wait_for_touch(&server).await;
    }
    server.clock.advance(10 * MINUTE_MS);
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn every_session_ends_when_it_should() {
    let (server, key) = north().await;
    set(&server, &key, "north", "session_age", json!({ "value": 2 })).await;
    let request = server
        .request(Method::POST, "/sign-in", "")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("username=ada&password=correct+horse");
    let answer = Answer::of(request.send().await.unwrap()).await;
    assert!(answer.header("set-cookie").contains("Max-Age=7200;"), "the browser forgets it, too");

    let browser = Browser::signed_in(&server, "ada").await;
    server.clock.advance(2 * HOUR_MS - 1);
    assert!(is_signed_in(&browser).await);
    server.clock.advance(1);
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn passwords_are_as_long_as_they_should_be() {
    let (server, key) = north().await;
    set(&server, &key, "north", "password_length_min", json!({ "value": 14 })).await;
    let create = async |place: &str, username: &str, password: &str| {
        let new = NewUser::new(server.ordinal(place), username, "Someone", password);
        server.desk.create_user(&server.desk.operator(), new).await.map_err(|e| e.to_string())
    };
    let refused = create("n1", "one", "thirteen char").await.unwrap_err();
    assert_eq!(refused, "a password has 14 to 1000 characters");
    assert!(create("n1", "two", "fourteen chars").await.is_ok());
    assert!(create("south", "three", "ten chars!").await.is_ok());
    // Passwords that are there stay valid.
    assert!(is_signed_in(&Browser::signed_in(&server, "ada").await).await);
    assert!(PASSWORD.len() < 14);
}

async fn count(server: &TestServer, key: &str, place: &str, q: &str) -> u64 {
    let path = format!("/v1/events/count?organization={place}&q={q}");
    let answer = server.get(&path, key).await;
    answer.body["total"].as_u64().unwrap_or_else(|| panic!("{}", answer.text))
}

async fn send_at(server: &TestServer, key: &str, place: &str, times: &[&str]) {
    let events: Vec<_> = times
        .iter()
        .enumerate()
        .map(|(index, time)| {
            let mut one = event(&format!("{place}-{index}"), "a.created");
            one["organization"] = place.into();
            one["occurred_at"] = (*time).into();
            one
        })
        .collect();
    server.send(key, &events).await;
}

#[tokio::test]
async fn dates_are_read_in_the_order_of_the_organisation() {
    let (server, key) = north().await;
    let times = ["2026-01-02T12:00:00Z", "2026-02-01T12:00:00Z", "2026-02-01T13:00:00Z"];
    for place in ["north", "n1"] {
        send_at(&server, &key, place, &times).await;
    }
    let browser = Browser::signed_in(&server, "ada").await;
    let asked = "on:1/2/2026";
    assert_eq!(count(&server, &key, "n1", asked).await, 1);
    assert_eq!(browser.get("/?q=on:1/2/2026").await.total(), 1);
    set(&server, &key, "north", "date_order", json!({ "value": "day_first" })).await;
    assert_eq!(count(&server, &key, "north", asked).await, 2);
    assert_eq!(count(&server, &key, "n1", asked).await, 2);
    assert_eq!(browser.get("/?q=on:1/2/2026").await.total(), 2);
    // Dates typed into fields, as well.
    let typed = browser.get("/?from=1/2/2026&to=1/2/2026").await;
    assert_eq!(typed.0.header("location"), "/?from=2026-02-01&to=2026-02-01");
    set(&server, &key, "n1", "date_order", json!({ "value": "month_first" })).await;
    assert_eq!(count(&server, &key, "n1", asked).await, 1);
}

#[tokio::test]
async fn the_configuration_says_the_order_where_no_organisation_does() {
    let server = TestServer::start_with(|_| {}, |config| config.month_first = false).await;
    let key = server.admin("north").await;
    let found = server.get("/v1/preferences/date_order", &key).await.body;
    let default = json!("day_first");
    assert_eq!((&found["value"], &found["default"]), (&default, &default));
    send_at(&server, &key, "north", &["2026-01-02T12:00:00Z"]).await;
    assert_eq!(count(&server, &key, "north", "on:1/2/2026").await, 0);
    set(&server, &key, "north", "date_order", json!({ "value": "month_first" })).await;
    assert_eq!(count(&server, &key, "north", "on:1/2/2026").await, 1);
}

#[tokio::test]
async fn days_begin_by_the_clock_of_the_organisation() {
    let (server, key) = north().await;
    for place in ["north", "n1"] {
        send_at(&server, &key, place, &["2026-01-02T03:00:00Z"]).await;
    }
    let browser = Browser::signed_in(&server, "ada").await;
    let asked = "on:2026-01-01";
    assert_eq!(count(&server, &key, "n1", asked).await, 0);
    set(&server, &key, "north", "time_zone", json!({ "value": "america/new_york" })).await;
    for place in ["north", "n1"] {
        assert_eq!(count(&server, &key, place, asked).await, 1, "{place}");
        let page = browser.get(&format!("/?organization={place}&q={asked}")).await;
        assert_eq!(page.total(), 1, "{place}");
        assert!(page.0.text.contains("America/New_York"), "{place}: {}", page.0.text);
        let organization = server.get(&format!("/v1/organizations/{place}"), &key).await.body;
        assert_eq!(organization["time_zone"], "America/New_York");
    }
    set(&server, &key, "n1", "time_zone", json!({ "value": "UTC" })).await;
    assert_eq!(count(&server, &key, "n1", asked).await, 0);
    // From now on those above decide, whatever an organisation says.
    set(&server, &key, "north", "time_zone", json!({ "locked": true })).await;
    assert_eq!(count(&server, &key, "n1", asked).await, 1);
    let listed = server.get("/v1/organizations", &key).await.body;
    let mut zones = listed["organizations"].as_array().unwrap().iter().map(|one| &one["time_zone"]);
    assert!(zones.all(|zone| *zone == "America/New_York"), "{listed}");
}

#[tokio::test]
async fn a_zone_is_refused_where_it_is_locked_and_to_who_may_not_change_preferences() {
    let (server, key) = north().await;
    let patch = async |key: &str, zone: &str| {
        let request = server.request(reqwest::Method::PATCH, "/v1/organizations/n1", key);
        let body = json!({ "name": "New", "time_zone": zone });
        Answer::of(request.json(&body).send().await.unwrap()).await
    };
    let rights = [Permission::ReadOrganizations, Permission::ManageOrganizations];
    let limited = server.key("north", &rights).await;
    assert_eq!(patch(&limited, "Asia/Tokyo").await.problem(), "403 permission_missing");
    let new = json!({ "id": "n2", "name": "N2", "time_zone": "Asia/Tokyo" });
    let created = server.post("/v1/organizations", &limited, &new).await;
    assert_eq!((created.status, &created.body["time_zone"]), (201, &json!("Asia/Tokyo")));

    let lock = json!({ "value": "America/Chicago", "locked": true });
    set(&server, &key, "north", "time_zone", lock).await;
    let refused = patch(&key, "Asia/Tokyo").await;
    assert_eq!(refused.problem(), "409 refused");
    assert!(refused.text.contains("an organisation above has locked the time zone"));
    let new = json!({ "id": "n3", "name": "N3", "time_zone": "Asia/Tokyo" });
    let refused = server.post("/v1/organizations", &limited, &new).await;
    assert_eq!(refused.problem(), "409 refused");
    // Not even the name was changed.
    let n1 = server.get("/v1/organizations/n1", &key).await.body;
    assert_eq!((&n1["name"], &n1["time_zone"]), (&json!("N1"), &json!("America/Chicago")));
    let same = patch(&key, "America/Chicago").await;
    assert_eq!((same.status, &same.body["name"]), (200, &json!("New")), "{}", same.text);
}

#[tokio::test]
async fn off_hours_are_those_of_the_organisation() {
    let (server, key) = north().await;
    // A Friday and a Sunday, at 6:00, 10:00 and 20:00.
    let times = [
        "2026-11-13T06:00:00Z",
        "2026-11-13T10:00:00Z",
        "2026-11-13T20:00:00Z",
        "2026-11-15T06:00:00Z",
        "2026-11-15T10:00:00Z",
        "2026-11-15T20:00:00Z",
    ];
    send_at(&server, &key, "north", &times).await;
    let off = async || count(&server, &key, "north", "hours:off+action:a.created").await;
    assert_eq!(off().await, 5);
    let browser = Browser::signed_in(&server, "ada").await;
    let page = async || browser.get("/?q=hours:off+action:a.created").await.total();
    assert_eq!(page().await, 5);
    set(&server, &key, "north", "working_hours_begin", json!({ "value": "06:00" })).await;
    assert_eq!(off().await, 4);
    set(&server, &key, "north", "working_hours_end", json!({ "value": "20:01" })).await;
    assert_eq!((off().await, page().await), (3, 3));
    let days = json!({ "value": ["fri", "sun"] });
    set(&server, &key, "north", "working_days", days).await;
    assert_eq!((off().await, page().await), (0, 0));
}

#[tokio::test]
async fn an_export_of_too_many_entries_does_not_begin() {
    let (server, key) = north().await;
    let times = ["2026-11-13T06:00:00Z", "2026-11-13T10:00:00Z", "2026-11-13T20:00:00Z"];
    send_at(&server, &key, "north", &times).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let token = browser.form_token().await;
    let export = async |format: &str| {
        let at = "2026-11-20T09:00:00.000Z";
        let form = format!("form_token={token}&format={format}&at={at}");
        let answer = browser.post("/export?q=action:a.created", &form).await;
        Answer::of(answer).await
    };
    set(&server, &key, "north", "export_entries_max", json!({ "value": 2 })).await;
    for format in ["csv", "ndjson", "xlsx", "pdf"] {
        let refused = export(format).await;
        assert_eq!(refused.status, 409, "{format}");
        let said = "3 entries are more than an export of this organisation may hold: 2.";
        assert!(refused.text.contains(said), "{}", refused.text);
    }
    let exported = count(&server, &key, "north", "action:annals.log.exported").await;
    assert_eq!(exported, 0, "what did not leave is not told as if it had");
    set(&server, &key, "north", "export_entries_max", json!({ "value": 3 })).await;
    let taken = export("csv").await;
    assert_eq!((taken.status, taken.text.lines().count()), (200, 4));
}

/// Area, type, changes and details of the newest entries about users and groups.
async fn told(server: &TestServer, key: &str) -> Vec<Value> {
    let path = "/v1/events?limit=3&q=action:annals.user.created+OR+action:annals.group.*";
    let page = server.get(path, key).await;
    let mut entries = page.body["entries"].as_array().unwrap().clone();
    for entry in &mut entries {
        let keep = ["action", "area", "category", "type", "changes", "details", "critical"];
        entry.as_object_mut().unwrap().retain(|field, _| keep.contains(&field.as_str()));
    }
    entries
}

#[tokio::test]
async fn changes_of_users_are_bare_while_they_are_not_audited() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    for is_off in [false, true, false] {
        set(&server, &key, "north", "audit_users", json!({ "value": !is_off })).await;
        let username =
            format!("user-{}", server.store.snapshot().log_size(server.ordinal("north")));
        server.user("north", &username, PASSWORD).await;
        let entries = told(&server, &key).await;
        assert!(!entries.is_empty());
        let newest = &entries[0];
        assert_eq!(newest["category"], "Security");
        let changed = newest["changes"].as_array().map_or(0, Vec::len);
        let detailed = newest["details"].as_object().map_or(0, serde_json::Map::len);
        if is_off {
            assert_eq!((&newest["area"], changed, detailed), (&Value::Null, 0, 0), "{newest}");
        } else {
            assert_ne!(newest["area"], Value::Null, "{newest}");
        }
    }
    // Also for those below, as it comes down to them, and not beside them.
    set(&server, &key, "north", "audit_users", json!({ "value": false })).await;
    let root = server.admin("installation").await;
    for (place, is_bare) in [("n1", true), ("south", false)] {
        server.user(place, &format!("someone-of-{place}"), PASSWORD).await;
        let path = format!("/v1/events?organization={place}&q=action:annals.user.created");
        let found = server.get(&path, &root).await.body["entries"][0]["area"].clone();
        assert_eq!(found == Value::Null, is_bare, "{place}");
    }
}

#[tokio::test]
async fn every_page_says_that_users_are_not_audited() {
    let (server, key) = north().await;
    let reader = [annals_model::Permission::ReadEvents];
    server.user_who_may("north", "bob", &reader).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let other = Browser::signed_in(&server, "bob").await;
    let pages = ["/", "/views", "/help", "/preferences", "/go", "/preferences/x"];
    let link = "href=\"/preferences/audit_users\">Change the preference</a>";
    for is_off in [false, true, false] {
        set(&server, &key, "north", "audit_users", json!({ "value": !is_off })).await;
        for path in pages {
            let page = browser.get(path).await.0.text;
            assert_eq!(page.contains("class=\"warning\""), is_off, "{path}");
            assert_eq!(page.contains(link), is_off, "{path}");
        }
        let page = other.get("/").await.0.text;
        assert_eq!(page.contains("class=\"warning\""), is_off);
        assert!(!page.contains(link), "bob may not change it");
    }
    // Of the organisation that is looked at, whatever holds in the reader's own.
    set(&server, &key, "n1", "audit_users", json!({ "value": false })).await;
    let below = "href=\"/preferences/audit_users?organization=n1\">Change the preference</a>";
    for (path, is_off) in [
        ("/", false),
        ("/?organization=n1", true),
        ("/preferences?organization=n1", true),
        ("/help?organization=n1&below=true", true),
        ("/?organization=south", false),
    ] {
        let page = browser.get(path).await.0.text;
        assert_eq!(page.contains("class=\"warning\""), is_off, "{path}");
        assert_eq!(page.contains(below), is_off && !path.contains("below"), "{path}");
    }
    let root = server.admin("installation").await;
    set(&server, &root, "state", "audit_users", json!({ "value": false, "locked": true })).await;
    let page = browser.get("/").await.0.text;
    assert!(page.contains("class=\"warning\"") && !page.contains(link), "nor may ada now");
}
