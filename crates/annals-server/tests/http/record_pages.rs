//! The pages of a record.

use annals_desk::{AccountFields, CalendarChange, Holder, UserId};
use annals_model::{Calendar, Permission};
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::{READS, TestServer, event};

/// A student who moved from one family to another in March, and what was done to all of them.
async fn families() -> (TestServer, String) {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let said = json!({ "records": [
        { "type": "family", "id": "f-1", "name": "Smith <family>", "emails": ["s@home.example"] },
        { "type": "family", "id": "f-2", "name": "Lee family" },
        { "type": "student", "id": "s-1", "name": "Alex Smith", "parents": [
            { "type": "family", "id": "f-1", "to": "2026-03-01T00:00:00Z" },
            { "type": "family", "id": "f-2", "from": "2026-03-01T00:00:00Z" },
        ]},
        { "type": "enrollment", "id": "e-1",
          "parents": [{ "type": "student", "id": "s-1" }] },
    ]});
    let sent = |id: &str, record: &str, at: &str, actor: Value| {
        let (kind, key) = record.split_once(':').unwrap();
        let mut sent = event(id, "thing.changed");
        sent["records"] = json!([{ "type": kind, "id": key, "change": "change" }]);
        sent["occurred_at"] = at.into();
        sent["actor"] = actor;
        let is_staff = sent["actor"]["kind"] == "staff";
        sent["source"] = if is_staff { "Office Portal" } else { "Customer Portal" }.into();
        sent
    };
    let staff = || json!({ "name": "Maria Garcia", "kind": "staff" });
    let (early, late) = ("2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z");
    // Sent before anything was said, so that nothing was added to them.
    let events = [
        sent("early", "enrollment:e-1", early, json!({ "name": "Pat", "kind": "guardian" })),
        sent("late", "enrollment:e-1", late, staff()),
        sent("own", "family:f-1", late, json!({ "name": "Sam" })),
        sent("other", "family:f-3", late, staff()),
    ];
    server.send(&admin, &events).await;
    let put = server.request(Method::PUT, "/v1/records", &admin).json(&said);
    assert_eq!(put.send().await.unwrap().status(), 200);
    (server, admin)
}

/// The ids of the events that the page at `path` lists, newest first.
async fn shown(browser: &Browser<'_>, admin: &str, path: &str) -> Vec<String> {
    let page = browser.get(path).await;
    assert_eq!(page.0.status, 200, "{path}: {}", page.0.text);
    let entries = browser.server.get("/v1/events?limit=1000", admin).await.body;
    let entries = entries["entries"].as_array().unwrap();
    let id = |number: &u64| {
        let entry = entries.iter().find(|entry| entry["number"] == *number).unwrap();
        entry["id"].as_str().unwrap().to_owned()
    };
    page.rows().iter().map(id).filter(|id| id.len() < 10).collect()
}

#[tokio::test]
async fn a_record_has_the_entries_below_it_for_the_time_they_belonged_to_it() {
    let (server, admin) = families().await;
    server.user_who_may("north", "ada", &READS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (path, expected) in [
        ("/records/family/f-1?sort=-date", &["own", "early"][..]),
        ("/records/family/f-2", &["late"]),
        ("/records/student/s-1", &["late", "early"]),
        ("/records/enrollment/e-1", &["late", "early"]),
        ("/records/family/f-3", &["other"]),
        ("/records/family/f-1?q=user:nobody", &[]),
        ("/records/family/f-1/activity", &["own", "early"]),
        ("/records/family/f-2/activity", &[]),
    ] {
        assert_eq!(shown(&browser, &admin, path).await, expected, "{path}");
    }
    // Its parts, its file and the log find the same.
    let part = browser.get("/facets?page=record:family:f-1").await;
    assert_eq!(part.0.status, 303, "by hand it leads to the page");
    assert_eq!(part.0.header("location"), "/?page=record:family:f-1");
    let way = browser.get("/?page=record:family:f-1").await;
    assert_eq!((way.0.status, way.0.header("location")), (303, "/records/family/f-1"));
    let head = browser.get("/records/family/f-1").await.0.text;
    for text in ["Smith &lt;family&gt;", "Alex Smith", "s@home.example", "Feb 1, 2026"] {
        assert!(head.contains(text), "{text}");
    }
    assert!(head.contains("href=\"/records/student/s-1\""));
    let student = browser.get("/records/student/s-1").await.0.text;
    assert!(student.contains("Lee family"), "no entry names it: {student}");
}

#[tokio::test]
async fn an_export_has_what_the_page_shows() {
    let (server, _) = families().await;
    let exports = [READS[0], READS[1], Permission::ExportEvents];
    server.user_who_may("north", "ada", &exports).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let search = "?page=record:family:f-1";
    let rows = browser.export(search, "ndjson").await.text().await.unwrap();
    let ids: Vec<String> = rows
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .filter(|id| id.len() < 10)
        .collect();
    assert_eq!(ids, ["own", "early"]);
}

#[tokio::test]
async fn what_nothing_is_known_of_or_is_not_ones_own_is_not_found() {
    let (server, _) = families().await;
    server.user_who_may("north", "ada", &READS).await;
    server.user_who_may("south", "sue", &READS).await;
    server.user_who_may("north", "idle", &[Permission::ReadUsers]).await;
    let status = async |username: &str, path: &str| {
        Browser::signed_in(&server, username).await.get(path).await.0.status
    };
    for (username, path, expected) in [
        ("ada", "/records/family/none", 404),
        ("ada", "/records/family/f-1", 200),
        ("ada", "/records/family/f-1?organization=south", 404),
        ("sue", "/records/family/f-1", 404),
        ("sue", "/records/family/f-1/activity?organization=north", 404),
        ("idle", "/records/family/f-1", 403),
    ] {
        assert_eq!(status(username, path).await, expected, "{username} {path}");
    }
    // Below means other records of that name; what is left out is said.
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/records/family/f-1?below=true&live=1").await.0.text;
    assert!(page.contains("below, live"), "{page}");
}

#[tokio::test]
async fn calendar_rights_and_details_hold_on_the_page() {
    let (server, admin) = families().await;
    let mut seen = event("year", "thing.changed");
    seen["records"] = json!([{ "type": "student", "id": "s-1", "name": "Alex" }]);
    seen["calendars"] = json!([{ "school": "Lincoln", "end_year": 2027 }]);
    seen["occurred_at"] = "2026-05-01T00:00:00Z".into();
    server.send(&admin, &[seen]).await;
    let id = server.user_who_may("north", "cal", &READS).await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let user = server.desk.user(&operator, at, &UserId(id)).await.unwrap();
    let year = Calendar { school: "Lincoln".to_owned(), end_year: 2027 };
    let (holder, add) = (Holder::User(user), CalendarChange::Add(year));
    server.desk.change_calendar_rights(&operator, &holder, add).await.unwrap();
    let browser = Browser::signed_in(&server, "cal").await;
    let page = browser.get("/records/student/s-1").await.0.text;
    // The second family is on the entry that they see, the first and the enrolment on none.
    assert!(page.contains("/records/family/f-2\"") && !page.contains("f-1"), "{page}");
    assert!(!page.contains("enrollment/e-1") && !page.contains("&lt;family"), "{page}");
    assert_eq!(browser.get("/records/enrollment/e-1").await.0.status, 404);
    assert_eq!(browser.get("/records/family/f-1").await.0.status, 404);
    // Who may not see details doesn't see how people are reached.
    server.user_who_may("north", "list", &[Permission::ReadEvents]).await;
    let browser = Browser::signed_in(&server, "list").await;
    let page = browser.get("/records/family/f-1").await.0.text;
    assert!(page.contains("Smith") && !page.contains("s@home.example"), "{page}");
}

#[tokio::test]
async fn a_staff_record_leads_to_the_rights_of_its_user() {
    let (server, _) = families().await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let id = UserId(server.user_who_may("north", "tlee", &[]).await);
    let user = server.desk.user(&operator, at, &id).await.unwrap();
    let fields = AccountFields { staff_record: Some("staff:7".to_owned()), ..user.fields() };
    server.desk.change_user(&operator, at, &id, user.version, fields).await.unwrap();
    let reads_users = [READS[0], READS[1], Permission::ReadUsers, Permission::ReadRights];
    server.user_who_may("north", "ada", &reads_users).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let rights = format!("/users/{}/rights", id.0);
    let page = browser.get("/records/staff/7").await;
    assert_eq!(page.0.status, 200, "it has neither entries nor a description");
    assert!(page.0.text.contains(&format!("href=\"{rights}\"")), "{}", page.0.text);
    assert_eq!(browser.get(&rights).await.0.status, 200);
    let account = browser.get(&format!("/users/{}", id.0)).await.0.text;
    assert!(account.contains("href=\"/records/staff/7\""), "{account}");
    // Who may not read users learns nothing of the account.
    server.user_who_may("north", "bob", &READS).await;
    let browser = Browser::signed_in(&server, "bob").await;
    assert_eq!(browser.get("/records/staff/7").await.0.status, 404);
}

#[tokio::test]
async fn a_record_keeps_its_name_when_the_newest_entries_on_it_are_about_messages() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let mut named = event("named", "family.updated");
    named["records"] = json!([{ "type": "family", "id": "f-1", "name": "Adams, Lily" }]);
    server.send(&admin, &[named]).await;
    let record = json!({ "type": "family", "id": "f-1" });
    let to = json!({ "address": "lily@home.example" });
    let message = json!({ "id": "m-1", "channel": "email", "to": to, "record": record });
    let sent = server.post("/v1/messages", &admin, &json!({ "messages": [message] })).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    let may = [Permission::ReadEvents, Permission::ReadFamilyEmailLog];
    server.user_who_may("north", "ada", &may).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/records/family/f-1").await;
    assert_eq!(page.rows().len(), 2);
    let title = page.0.text.split("<title>").nth(1).unwrap();
    assert!(title.starts_with("Adams, Lily"), "{title:.200}");
    // And what an entry calls a message leads to the message, for those who may see it.
    let id = sent.body["messages"][0]["id"].as_str().unwrap();
    let path = format!("/records/message/{id}");
    let page = browser.get(&path).await.0.text;
    let way = format!("href=\"/messages/{id}\"");
    assert!(page.contains(&way), "{page:.600}");
    // Who may not see its log sees neither.
    server.user_who_may("north", "bob", &READS).await;
    let browser = Browser::signed_in(&server, "bob").await;
    assert_eq!(browser.get("/records/family/f-1").await.rows().len(), 1);
    assert_eq!(browser.get(&path).await.0.status, 404);
}
