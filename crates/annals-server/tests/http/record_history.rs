//! The history of a record, by the API and on its page.

use annals_desk::{CalendarChange, Holder, UserId};
use annals_model::{Calendar, Permission};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::{READS, TestServer, event};

fn sent(id: &str, at: &str, change: &str, changes: Value) -> Value {
    let mut sent = event(id, "student.updated");
    sent["type"] = change.into();
    sent["occurred_at"] = at.into();
    sent["records"] = json!([
        { "type": "student", "id": "s-1", "name": "Alex Smith", "change": change },
        { "type": "family", "id": "f-1", "name": "Smith family" },
    ]);
    sent["changes"] = changes;
    sent
}

/// A student who got a name, a phone, another phone, and was deleted, told in another order.
async fn student() -> (TestServer, String) {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let phone = |old: Value, new: Value| json!([{ "property": "phone", "label": "Phone <b>", "old": old, "new": new }]);
    let mut hidden = sent("year", "2026-04-01T10:00:00Z", "change", phone(json!("2"), json!("3")));
    hidden["calendars"] = json!([{ "school": "Lincoln", "end_year": 2027 }]);
    let denied = sent("denied", "2026-02-02T10:00:00Z", "change", phone(json!("2"), json!("9")));
    let denied = {
        let mut denied = denied;
        denied["outcome"] = "denied".into();
        denied
    };
    let events = [
        sent("late", "2026-05-01T10:00:00Z", "delete", phone(json!("3"), Value::Null)),
        sent("second", "2026-03-01T10:00:00Z", "change", phone(json!("1"), json!("2"))),
        hidden,
        denied,
        sent(
            "first",
            "2026-02-01T10:00:00Z",
            "change",
            json!([
                { "property": "zip", "old": null, "new": "60601" },
                { "property": "password", "old": "a", "new": "b" },
            ]),
        ),
    ];
    server.send(&admin, &events).await;
    (server, admin)
}

const PATH: &str = "/v1/records/student/s-1/history";

/// Each property of a state in a line: what it was, how that is known, who set it, what is next.
fn lines(state: &Value) -> Vec<String> {
    let line = |one: &Value| {
        let [set, later] = ["set", "later"].map(|name| one[name]["event"].as_str().unwrap_or("-"));
        let differs = if one["later"]["differs"] == true { "!" } else { "" };
        format!(
            "{} {} {} {set} {later}{differs}",
            one["property"].as_str().unwrap(),
            one["known"].as_str().unwrap(),
            one["value"]
        )
    };
    state["properties"].as_array().unwrap().iter().map(line).collect()
}

#[tokio::test]
async fn the_api_gives_changes_and_what_was_at_a_moment() {
    let (server, admin) = student().await;
    let all = server.get(PATH, &admin).await.body;
    let events: Vec<_> = all["entries"].as_array().unwrap().iter().map(|e| &e["event"]).collect();
    assert_eq!(events, ["late", "year", "second", "first"], "{all}");
    assert_eq!(all["entries"][0]["change"], "delete");
    assert_eq!(all["entries"][1]["changes"][0]["new"], "3");
    assert_eq!((&all["next"], &all["read_to"]), (&Value::Null, &Value::Null));
    let at = async |at: &str| server.get(&format!("{PATH}?at={at}"), &admin).await.body;
    for (moment, exists, expected) in [
        (
            "2026-01-01",
            "yes",
            &[
                "password masked null - first",
                "phone derived \"1\" - second",
                "zip derived null - first",
            ][..],
        ),
        (
            "2026-02-01T10:00:00Z",
            "yes",
            &[
                "password masked null first -",
                "phone derived \"1\" - second",
                "zip set \"60601\" first -",
            ],
        ),
        (
            "2026-03-01",
            "yes",
            &[
                "password masked null first -",
                "phone set \"2\" second year",
                "zip set \"60601\" first -",
            ],
        ),
        (
            "now",
            "deleted",
            &["password masked null first -", "phone set null late -", "zip set \"60601\" first -"],
        ),
    ] {
        let state = at(moment).await;
        assert_eq!(
            (state["exists"].as_str(), lines(&state)),
            (Some(exists), expected.iter().map(ToString::to_string).collect()),
            "{moment}: {state}"
        );
    }
    // A day is one of the organisation's, and what was so is what was so when it ended.
    let zoned = at("2026-03-01").await;
    server.set_zone("north", "America/Chicago").await;
    assert_eq!(zoned["before"], "2026-03-02T00:00:00.000Z");
    assert_eq!(at("2026-03-01").await["before"], "2026-03-02T06:00:00.000Z");
    assert_eq!(at("someday").await["code"], "invalid_parameter");
}

#[tokio::test]
async fn pages_of_a_history_follow_one_another_and_nothing_else() {
    let (server, admin) = student().await;
    let first = server.get(&format!("{PATH}?limit=1&property=phone"), &admin).await.body;
    assert_eq!(first["entries"][0]["event"], "late");
    let next = first["next"].as_str().unwrap();
    let rest = |path: &str| format!("{path}?property=phone&cursor={next}");
    let second = server.get(&rest(PATH), &admin).await.body;
    let events: Vec<_> =
        second["entries"].as_array().unwrap().iter().map(|e| &e["event"]).collect();
    assert_eq!(events, ["year", "second"]);
    for (path, problem) in [
        (rest("/v1/records/family/f-1/history"), "400 invalid_cursor"),
        (format!("{PATH}?cursor={next}"), "400 invalid_cursor"),
        (format!("{PATH}?limit=201"), "400 invalid_parameter"),
        (format!("{PATH}?at=now&limit=1"), "400 invalid_parameter"),
        ("/v1/records/student/s-2/history".to_owned(), "404 not_found"),
        ("/v1/records/student/s-2/history?at=now".to_owned(), "404 not_found"),
        (format!("{PATH}?organization=south"), "404 not_found"),
    ] {
        assert_eq!(server.get(&path, &admin).await.problem(), problem, "{path}");
    }
    // What was done to the student is no change of the family.
    let family = server.get("/v1/records/family/f-1/history", &admin).await.body;
    assert_eq!(family["entries"], json!([]));
}

#[tokio::test]
async fn the_page_shows_what_its_reader_may_see_and_is_told() {
    let (server, admin) = student().await;
    server.user_who_may("north", "ada", &READS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = "/records/student/s-1/history";
    let page = browser.get(path).await.0.text;
    for text in ["Deleted <a", "Phone &lt;b&gt;", "60601", "Smith", "aria-current=\"page\">History"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    let page = browser.get(&format!("{path}?at=2%2F15%2F2026")).await.0.text;
    assert!(page.contains("No entry tells who set it."), "{page}");
    assert!(page.contains("60601") && !page.contains("Deleted</span>"), "later ones are left out");
    let page = browser.get(&format!("{path}?at=someday")).await.0.text;
    assert!(page.contains("id=\"at-problem\"") && !page.contains("record-values"), "{page}");
    // What the address says and the page doesn't know is said.
    let page = browser.get(&format!("{path}?cursor=x&until=now&zone=utc")).await.0.text;
    let (_, said) = page.split_once("is not understood and was left out: ").unwrap();
    assert!(said.starts_with("cursor=x, until<"), "{said:.200}");
    // Of what is not theirs neither value nor gap is told as if it were.
    let id = server.user_who_may("north", "cal", &READS).await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let user = server.desk.user(&operator, at, &UserId(id)).await.unwrap();
    let year = Calendar { school: "Lincoln".to_owned(), end_year: 2027 };
    let (holder, add) = (Holder::User(user), CalendarChange::Add(year));
    server.desk.change_calendar_rights(&operator, &holder, add).await.unwrap();
    let own = Browser::signed_in(&server, "cal").await;
    let page = own.get(path).await.0.text;
    assert!(page.contains("Phone") && !page.contains("60601"), "{page}");
    assert!(!page.contains("Deleted <a"), "{page}");
    assert!(page.contains("the entries of some school years only"), "{page}");
    // Who may not see details has neither the tab nor the page.
    server.user_who_may("north", "list", &[Permission::ReadEvents]).await;
    let list = Browser::signed_in(&server, "list").await;
    assert!(!list.get("/records/student/s-1").await.0.text.contains("/history"));
    assert_eq!(list.get(path).await.0.status, 403);
    let told = server.get("/v1/events?q=action:annals.log.viewed", &admin).await.body;
    let told: Vec<_> = told["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["actor"]["username"] == "ada")
        .map(|entry| (&entry["details"]["search"], &entry["details"]["to"]))
        .collect();
    let search = json!("record:student:s-1");
    // A look at a moment tells of what came later, too.
    assert!(!told.is_empty() && told.iter().all(|one| *one == (&search, &Value::Null)), "{told:?}");
}

#[tokio::test]
async fn a_value_that_became_so_without_an_entry_is_said() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let change = |old: &str, new: &str| json!([{ "property": "zip", "old": old, "new": new }]);
    let events = [
        sent("one", "2026-02-01T10:00:00Z", "change", change("a", "b")),
        sent("two", "2026-03-01T10:00:00Z", "change", change("c", "d")),
    ];
    server.send(&admin, &events).await;
    let state = server.get(&format!("{PATH}?at=2026-02-10"), &admin).await.body;
    assert_eq!(lines(&state), ["zip set \"b\" one two!"]);
    assert_eq!(state["properties"][0]["later"]["old"], "c");
    server.user_who_may("north", "ada", &READS).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/records/student/s-1/history?at=2026-02-10").await.0.text;
    assert!(page.contains("it became so without an entry that you may see"), "{page}");
}
